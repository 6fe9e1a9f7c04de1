"""What the tests of the read side share: a ledger file to copy, for tests that need many fresh ones."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from datetime import date
from functools import partial
from pathlib import Path
from typing import TypeAlias

import pytest

from ledger import store
from ledger.store import Datastore
from projections import ALL, Projector, Register, register_at
from tests.projections.histories import record
from tests.projections.stories import Statement, story

At: TypeAlias = Callable[..., Register]
AskedOf: TypeAlias = Callable[[Iterable[Statement]], At]


@pytest.fixture(scope="session")
def blank_ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of an SQLite ledger without entries, whose tables are made, those of the answers too."""
    file = tmp_path_factory.mktemp("blank") / "ledger.db"
    with closing(store.create(f"sqlite:///{file}")) as datastore:
        Projector(datastore, ALL).catch_up()
    return file


@pytest.fixture
def asked_of(blank_ledger: Path, tmp_path: Path) -> Iterator[AskedOf]:
    """Records a story and returns its register: `at = asked_of(STORY)`, then `at("2018-06-01", known_at=35)`."""
    with closing(store.open(f"sqlite:///{shutil.copy(blank_ledger, tmp_path / 'asked.db')}")) as datastore:
        yield partial(_told, datastore)


@pytest.fixture
def asked_of_either(datastore: Datastore) -> AskedOf:
    """The same on each database in turn."""
    return partial(_told, datastore)


def _told(datastore: Datastore, statements: Iterable[Statement]) -> At:
    record(datastore, story(statements))

    def at(day: str | None = None, known_at: int | None = None) -> Register:
        return register_at(datastore, date.fromisoformat(day) if day else None, known_at)

    return at
