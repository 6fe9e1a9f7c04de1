"""What the tests of the read side share: a ledger file to copy, for tests that need many fresh ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from ledger import store


@pytest.fixture(scope="session")
def blank_ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of an SQLite ledger without entries."""
    file = tmp_path_factory.mktemp("blank") / "ledger.db"
    store.create(f"sqlite:///{file}").close()
    return file
