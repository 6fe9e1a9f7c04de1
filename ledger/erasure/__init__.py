"""Withholding and erasing: texts that are kept apart from their entries, shown, withheld or erased for good."""
