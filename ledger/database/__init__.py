"""Databases: connections, statements and errors of SQLite and PostgreSQL; knows nothing of entries."""
