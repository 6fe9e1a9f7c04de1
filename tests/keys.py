"""Keys of ledgers that tests make at the command line: never among those of whoever runs the tests."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


@contextmanager
def own_keys(folder: Path) -> Iterator[None]:
    """Have the keys that are made meanwhile put below a folder, where `copied` finds them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CONFIG_HOME", str(folder / "config"))
        yield


def copied(ledger: Path, folder: Path) -> Path:
    """A copy of a ledger in another folder, with copies of its key and mark in the config folder there.

    Copies do not share a mark: what is recorded into one would make the others look like old backups.
    """
    shutil.copy(ledger, folder / "ledger.db")
    shutil.copytree(ledger.parent / "config", folder / "config", dirs_exist_ok=True)
    return folder / "ledger.db"
