"""How answers are named, worded and laid out, for every face; knows no terminal and no web."""
