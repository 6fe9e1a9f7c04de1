"""Fixtures by which new ledgers have the tables of the answers, for the files and folders that import them."""

from __future__ import annotations

from pathlib import Path

import pytest

__all__ = ["_made_sqlite", "postgres_template"]


@pytest.fixture(scope="session")
def _made_sqlite(_answering_sqlite: Path) -> Path:
    return _answering_sqlite


@pytest.fixture(scope="session")
def postgres_template(_answering_postgresql: str) -> str:
    """The name of the database that others are made like."""
    return _answering_postgresql
