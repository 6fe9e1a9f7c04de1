"""The command line: translates between people and the two rooms below, projections and ledger.

A command module imports click and the vocabulary only; what opens a database is imported by the command
when it runs, so that help and completion of commands answer at once.
"""
