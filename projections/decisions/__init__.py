"""Who decided what, and how it was reached."""
