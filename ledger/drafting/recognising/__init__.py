"""Recognising: one module for each subject, each a function from the outline of minutes to statements."""
