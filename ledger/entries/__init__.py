"""Entries: an event with its envelope, what corrects it, and what makes two statements the same."""
