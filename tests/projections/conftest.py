"""What the tests of the read side share: a ledger file to copy, for tests that need many fresh ones."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from datetime import date
from functools import partial
from pathlib import Path
from typing import TypeAlias

import pytest

from ledger import store
from ledger.store import Datastore
from projections import Register, register_at
from tests.answering import _made_sqlite, postgres_template  # noqa: F401  whatever is asked is asked of tables
from tests.projections.histories import record
from tests.projections.stories import Statement, story

At: TypeAlias = Callable[..., Register]
AskedOf: TypeAlias = Callable[[Iterable[Statement]], At]


@pytest.fixture(scope="session")
def blank_ledger(_answering_sqlite: Path) -> Path:
    """The file of an SQLite ledger without entries, whose tables are made, those of the answers too."""
    return _answering_sqlite


@pytest.fixture
def bare_datastore(empty_url: str) -> Iterator[Datastore]:
    """A new ledger without the tables of the answers, on each database in turn."""
    with closing(store.create(empty_url)) as datastore:
        yield datastore


@pytest.fixture
def asked_of(sqlite_ledger_url: str) -> Iterator[AskedOf]:
    """Records a story and returns its register: `at = asked_of(STORY)`, then `at("2018-06-01", known_at=35)`."""
    with closing(store.open(sqlite_ledger_url)) as datastore:
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
