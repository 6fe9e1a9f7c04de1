"""Which steps a project had to take, and which it took."""
