"""The register in formats that other people's tools read: one module for each, pieces of text in the order of the file.

What is exempt stays out unless it is asked for; what a format has no word for goes where its readers ignore it.
"""
