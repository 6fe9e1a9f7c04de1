"""The pages of the reference, each made of the code that it describes: one module a page."""
