"""Entries without their envelope say the same of the world as those with it."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from benchmarks.councils import Council
from ledger.entries.entry import Entry
from ledger.store import Datastore, Log, Unreadable
from tests.projections.histories import record


def without_envelope(entry: Entry) -> Entry:
    return replace(entry, recorded_by="", event_id="", correlation_id="", tags=(), recorded_at=0)


def test_facts_are_the_entries_without_their_envelope(datastore: Datastore) -> None:
    record(datastore, list(Council(300).entries()))
    log = Log(datastore, page=70)

    assert list(log.facts()) == [without_envelope(entry) for entry in log.entries()]


def test_they_can_be_asked_for_by_stream_and_position(datastore: Datastore) -> None:
    record(datastore, list(Council(300).entries()))
    log, stream = Log(datastore, page=20), next(Log(datastore).entries()).stream

    assert [fact.position for fact in log.facts(after=10, upto=60)] == list(range(11, 61))
    assert [fact.position for fact in log.facts(limit=30)] == list(range(1, 31))
    found = list(log.facts(streams=[stream], upto=200))
    assert [fact.version for fact in found] == list(range(1, len(found) + 1))
    assert {fact.stream for fact in found} == {stream}


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ("type = 'moon.landed'", "does not know entries of the type 'moon.landed'"),
        ("v = 99", "not v99"),
        ("standing = 'sworn'", "sworn"),
        ("body = '{'", "does not read"),
    ],
)
def test_what_this_release_cannot_read_is_refused_by_its_number(datastore: Datastore, change: str, why: str) -> None:
    record(datastore, list(Council(20).entries()))
    with datastore.write() as connection:
        drop = (
            "DROP TRIGGER entries_refuse_update"
            if datastore.backend == "sqlite"
            else "ALTER TABLE entries DISABLE TRIGGER ALL"
        )
        datastore.execute(connection, drop)
        datastore.execute(connection, f"UPDATE entries SET {change} WHERE position = 7")

    with pytest.raises(Unreadable, match=why) as refused:
        list(Log(datastore).facts())

    assert "entry 7" in str(refused.value)
