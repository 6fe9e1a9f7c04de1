"""Every question, a module for each noun that follows `govledger`; a function marked with `question` is enough.

The modules that tell it are imported when it is asked, so that the help of a command costs nothing.
"""
