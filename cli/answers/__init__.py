"""What every answer has in common: how it is asked for, its rows, what they are called, and how they are written."""
