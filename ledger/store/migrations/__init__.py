"""How the tables came to be as they are: one Alembic revision for each released shape, never edited afterwards."""
