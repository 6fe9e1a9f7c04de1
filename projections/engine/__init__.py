"""The engine of the read side: bitemporal rows, the fold, tables, catching up, the register at a moment."""
