"""What an envelope says beyond its first columns: stored, hashed and carried along only where it is said."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path
from typing import Any

import msgspec
import pytest

from ledger import store
from ledger.audit.leaf import leaf_of
from ledger.entries.codec import entry_of, row_of
from ledger.entries.corrections import corrected
from ledger.entries.row import NO_EXTENSIONS
from ledger.store import Log
from ledger.vocabulary.corrections import EntryCorrected
from ledger.vocabulary.provenance import Standing
from tests.store.statements import established

RELEASED = Path(__file__).parents[1] / "store" / "released"
LEAVES = (
    "9dd496bca1eda237e1f130d3459844f6e8c7d29f930b5226a45bfc8d9a3b9f97",
    "0f4469b218547432185085a8c622f314cf8d540cc7ec464cd259fd7f4f6e6291",
    "e12ead215cd3a4240616790f1b3dd9c9abfe58ae79ca0a3e9be9b1ec2215be61",
)
"""The hashes of the first three entries that the releases before this column made of them."""
SAID = {
    "although": "the minutes say so",
    "drafted_by": "govledger draft 1",
    "confirmed_by": "M. Clerk",
    "date_standing": Standing.INFERRED,
}


@pytest.mark.parametrize("released", ["0003", "0004"])
def test_entries_of_before_keep_the_leaves_that_their_proofs_are_of(released: str, tmp_path: Path) -> None:
    shutil.copy(RELEASED / f"{released}.db", tmp_path / "ledger.db")
    datastore = store.open(f"sqlite:///{tmp_path / 'ledger.db'}")

    rows = list(Log(datastore).rows())[: len(LEAVES)]

    assert [hashlib.sha256(b"\0" + leaf_of(row)).hexdigest() for row in rows] == list(LEAVES)
    datastore.close()


def test_what_is_not_said_is_neither_stored_nor_hashed() -> None:
    row = row_of(established("icb"))

    assert row.extensions == NO_EXTENSIONS
    assert "extensions" not in json.loads(leaf_of(row))


@pytest.mark.parametrize("name", sorted(SAID))
def test_what_is_said_is_read_back_and_is_in_the_leaf(name: str) -> None:
    entry = established("icb", **{name: SAID[name]})

    row = row_of(entry)

    assert entry_of(row) == entry
    assert json.loads(leaf_of(row))["extensions"] == {name: SAID[name]}


def test_no_two_contents_of_the_column_have_one_leaf() -> None:
    row = row_of(established("icb", **SAID))
    changed = [row._replace(extensions=text) for text in (NO_EXTENSIONS, '{"although":"so"}', '{"drafted_by":""}')]

    assert len({leaf_of(each) for each in (row, *changed)}) == 4


def test_what_a_newer_release_says_there_is_not_guessed_at() -> None:
    row = row_of(established("icb"))._replace(position=7, extensions='{"witnessed_by":"nobody yet"}')

    with pytest.raises(store.Unreadable, match="entry 7: its envelope does not read"):
        entry_of(row)


def test_a_ledger_keeps_it(ledger_url: str) -> None:
    datastore = store.open(ledger_url)
    entry = established("icb", **SAID)

    store.Recorder(datastore).record([entry])

    [found] = Log(datastore).entries()
    assert msgspec.structs.replace(found, position=0, recorded_at=0) == entry
    datastore.close()


@pytest.mark.parametrize(
    ("correction", "expected"),
    [
        ({"occurred": "2018-05-14"}, None),
        ({"occurred": "2018-05-14", "date_standing": Standing.REPORTED}, Standing.REPORTED),
        ({"note": "mended"}, Standing.INFERRED),
    ],
    ids=["another date", "another date and its standing", "no other date"],
)
def test_a_date_that_is_corrected_is_no_longer_the_one_that_was_inferred(
    correction: dict[str, Any], expected: Standing | None
) -> None:
    entry = established("icb", position=1, date_standing=Standing.INFERRED)
    change = EntryCorrected(entry=1, why="the signed minutes give the day", **correction)

    assert corrected(entry, msgspec.structs.replace(entry, position=2, event=change)).date_standing is expected
