"""Indexes that leave rows out: found, whichever table they are of, and told with the first entry that is hidden."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from ledger import store
from ledger.audit.signer import Signer
from ledger.audit.verification import Check, Finding, Trust, Verdict, verify
from ledger.audit.verification.indexes import storage
from ledger.audit.verification.indexes_on_sqlite import storage_faults
from ledger.store import Datastore, Log
from projections import ALL, Projector, register_at
from projections.bodies import bodies
from tests.answering import _made_sqlite, postgres_template  # noqa: F401  as `govledger init` leaves a ledger
from tests.audit.forger import Forger
from tests.audit.sealed import record, recorder, sealed


@pytest.fixture
def board(ledger_url: str, signer: Signer) -> Iterator[Datastore]:
    """A sealed ledger of eight entries, with what questions are answered from."""
    opened = sealed(ledger_url, signer)
    made = recorder(opened, signer)
    for number in range(1, 9):
        record(made, f"board-{number}")
    Projector(opened, ALL).catch_up()
    yield opened
    opened.close()


@pytest.fixture
def file(sqlite_ledger_url: str, signer: Signer) -> Iterator[Datastore]:
    """The same on SQLite alone."""
    opened = sealed(sqlite_ledger_url, signer)
    record(recorder(opened, signer), *(f"board-{number}" for number in range(1, 9)))
    yield opened
    opened.close()


def test_a_ledger_that_nobody_touched_has_nothing_wrong_and_nothing_that_was_not_looked_at(board: Datastore) -> None:
    assert storage(board) == []


@pytest.mark.parametrize(
    ("on", "which", "says"),
    [
        ("entries (stream, version)", "position <> 5", "leaves out a row of entries, that of entry 5; no question"),
        ("entries (type)", "position NOT IN (6, 3)", "leaves out 2 rows of entries, the first of them that of entry 3"),
        (
            "entries (recorded_at DESC)",
            "position < 4",
            "leaves out 5 rows of entries, the first of them that of entry 4",
        ),
        ("entry_tags (tag, position)", "position <> 5", "leaves out a row of entry_tags, that of entry 5"),
        ("entry_tags (position)", "position < 8", "leaves out a row of entry_tags, that of entry 8"),
        ("projected_bodies (stream)", "known_from <> 2", "leaves out a row of projected_bodies, that of entry 2"),
        ("projected_bodies (kind, name)", "known_from > 8", "leaves out 8 rows of projected_bodies, the first of them"),
        ("tree_hashes (hash)", "pos <> 3", "leaves out a row of tree_hashes; no question"),
    ],
)
def test_an_index_that_leaves_rows_out_is_named_with_the_first_entry_that_is_hidden(
    board: Datastore, on: str, which: str, says: str
) -> None:
    Forger(board).make_lying_index("zz", on, which)

    (finding,) = (each for each in storage(board) if each.wrong)

    assert finding.check is Check.STORAGE
    assert finding.says.startswith(f"the index 'zz' {says}")
    assert finding.entry == (int(says.split("entry ")[1].split(";")[0]) if "of entry" in says else finding.entry)


def test_each_index_that_lies_is_told_and_every_row_stays_found_without(board: Datastore) -> None:
    forger = Forger(board)
    for name, on in (("a", "entries (stream)"), ("b", "entry_tags (tag)"), ("c", 'entries (type, "position")')):
        forger.make_lying_index(name, on, "position = 1")

    found = storage(board)

    assert sorted(finding.says.split("'")[1] for finding in found) == ["a", "b", "c"]
    assert [finding.entry for finding in found] == [2, 2, 2]


def test_an_answer_that_is_made_by_an_index_that_lies_is_what_the_finding_warns_of(file: Datastore) -> None:
    Projector(file, ALL).catch_up()
    before = len(bodies(register_at(file)))
    forger = Forger(file)
    forger.run("DROP INDEX entries_by_recorded_at")
    forger.make_lying_index("entries_by_recorded_at", "entries (recorded_at)", "position < 5")

    known = Log(file).position_at(2**62)

    assert (before, known) == (8, 4)
    assert [finding.entry for finding in storage(file)] == [5]


def test_an_honest_index_that_is_of_some_rows_only_is_no_fault(file: Datastore) -> None:
    Forger(file).run("CREATE INDEX zz ON entries (stream) WHERE position <> 5")

    assert storage(file) == []


def test_on_postgresql_an_index_that_cannot_be_read_through_is_told_and_is_no_fault(postgres_ledger_url: str) -> None:
    datastore = store.open(postgres_ledger_url)
    forger = Forger(datastore)
    forger.run("CREATE INDEX zz ON entries USING hash (stream)")
    forger.run("CREATE INDEX zy ON entries (lower(stream))")

    assert storage(datastore) == [
        Finding(
            Check.STORAGE,
            "not looked at, as PostgreSQL does not read them through: the indexes zy, zz",
            wrong=False,
            aloud=True,
        )
    ]
    datastore.close()


def test_a_row_that_an_index_has_in_a_wrong_place_is_found(board: Datastore) -> None:
    """Made as an index of something else, it sends whoever looks for a subject to where its entry is not."""
    forger = Forger(board)
    otherwise = "replace(stream, 'board-5', 'board-0')"
    if board.backend == "sqlite":
        forger.run(f"CREATE INDEX zz ON entries ({otherwise})")
        forger.run("PRAGMA writable_schema = ON")
        forger.run("UPDATE sqlite_master SET sql = 'CREATE INDEX zz ON entries (stream)' WHERE name = 'zz'")
        forger.run("PRAGMA writable_schema = RESET")
    else:
        forger.run(f'CREATE INDEX zz ON entries (({otherwise} COLLATE "C"))')
        key = "SELECT attnum::text::int2vector FROM pg_attribute WHERE attname = 'stream'"
        key = f"({key} AND attrelid = 'entries'::regclass)"
        forger.run(f"UPDATE pg_index SET indexprs = NULL, indkey = {key} WHERE indexrelid = 'zz'::regclass")

    (finding,) = (each for each in storage(board) if each.wrong)

    assert finding.says.startswith("the index 'zz' ")


def test_a_page_of_the_file_that_was_overwritten_is_found(file: Datastore, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    with sqlite3.connect(copy) as target, file.read() as connection:
        connection.backup(target)  # type: ignore[attr-defined]
    with sqlite3.connect(copy) as plain:
        [(page, size)] = plain.execute(
            "SELECT rootpage, (SELECT page_size FROM pragma_page_size) FROM sqlite_master WHERE name = ?",
            ("entries_by_recorded_at",),
        )
    with copy.open("r+b") as octets:
        octets.seek((page - 1) * size)
        octets.write(os.urandom(size))
    damaged = store.open(f"sqlite:///{copy}")

    found = list(storage_faults(damaged))

    assert found
    assert all(finding.wrong and finding.check is Check.STORAGE for finding in found)
    assert verify(damaged, Trust()).verdict is Verdict.WRONG
    damaged.close()
