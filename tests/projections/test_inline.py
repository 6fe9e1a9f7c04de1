"""Projections that are brought up in the recording's own transaction have the rows that a rebuild gives them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec
import pytest
from eventsourcing.persistence import IntegrityError
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.councils import Council
from ledger.database.datastore import Connection
from ledger.entries.entry import Entry
from ledger.entries.row import EntryRow
from ledger.store import Datastore, LedgerRecorder, StoredEntry, row_of
from ledger.vocabulary.corrections import EntryCorrected
from ledger.vocabulary.dates import when
from ledger.vocabulary.membership import MembershipEnded, MembershipStarted
from ledger.vocabulary.organisations import BodyEstablished
from projections import ALL, Projector
from projections.bodies import BODIES
from tests.projections.contents import contents
from tests.projections.histories import KINDS, histories
from tests.projections.stories import established, story
from tests.projections.test_law import QUIET, SOAK, copy_of


class Spoilsport:
    """A participant after whom nothing is kept, as often as it is told to."""

    def __init__(self) -> None:
        self.spoils = False

    def appended(self, connection: Connection, rows: Sequence[EntryRow]) -> None:
        if self.spoils:
            raise RuntimeError("the disk is full")


def stored(entry: Entry) -> StoredEntry:
    row = row_of(entry)
    row = row._replace(event_id=row.event_id or f"event-{entry.position}")
    return StoredEntry(row.stream, row.version, row.type, row.body.encode(), row)


def positions(datastore: Datastore) -> set[int]:
    return {status.position for status in Projector(datastore, ALL).status()}


@pytest.fixture
def ready(datastore: Datastore) -> Datastore:
    Projector(datastore, ALL).catch_up()
    return datastore


@pytest.mark.soak
@pytest.mark.parametrize("portion", [1, 3, 50])
def test_each_recording_leaves_the_tables_as_a_rebuild_would(ready: Datastore, portion: int) -> None:
    entries = list(Council(150 if SOAK else 60).entries())
    recorder = LedgerRecorder(ready, [Projector(ready, ALL)])

    for start in range(0, len(entries), portion):
        recorder.insert_events([stored(entry) for entry in entries[start : start + portion]])
        assert positions(ready) == {min(start + portion, len(entries))}

    live = contents(ready)
    Projector(ready, ALL).rebuild()
    assert contents(ready) == live


@pytest.mark.soak
@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=8 if SOAK else 3, deadline=None, suppress_health_check=QUIET)
@given(data=st.data(), portion=st.sampled_from([1, 2, 5]))
def test_the_same_holds_for_back_dated_entries_corrections_and_retractions(
    kind: str, data: st.DataObject, portion: int, blank_ledger: Path
) -> None:
    log = data.draw(histories(kind))
    with copy_of(blank_ledger) as datastore:
        Projector(datastore, ALL).catch_up()
        recorder = LedgerRecorder(datastore, [Projector(datastore, ALL)])
        for start in range(0, len(log), portion):
            recorder.insert_events([stored(entry) for entry in log[start : start + portion]])

        assert positions(datastore) == {len(log)}
        live = contents(datastore)
        Projector(datastore, ALL).rebuild()
        assert contents(datastore) == live


def test_what_was_rolled_back_is_not_remembered(ready: Datastore) -> None:
    spoilsport = Spoilsport()
    recorder = LedgerRecorder(ready, [Projector(ready, ALL), spoilsport])
    recorder.insert_events([stored(established("icb", 1))])
    spoilsport.spoils = True
    with pytest.raises(RuntimeError):
        recorder.insert_events([stored(established("lost", 2))])
    spoilsport.spoils = False
    recorder.insert_events([stored(established("jice", 2))])

    live = contents(ready)
    assert [row[0] for row in live["projected_bodies"]] == ["body:icb", "body:jice"]
    Projector(ready, ALL).rebuild()
    assert contents(ready) == live


def test_two_clerks_take_turns_and_neither_loses_the_thread(ready: Datastore) -> None:
    one, other = (LedgerRecorder(ready, [Projector(ready, ALL)]) for _ in range(2))
    for number, recorder in enumerate([one, other, other, one, one, other], start=1):
        recorder.insert_events([stored(established(f"board-{number}", number))])

    assert positions(ready) == {6}
    assert len(contents(ready)["projected_bodies"]) == 6


def test_many_at_once_are_taken_in_like_one(ready: Datastore) -> None:
    LedgerRecorder(ready, [Projector(ready, ALL)]).insert_events(
        [stored(established(f"board-{number}", number)) for number in range(1, 701)]
    )

    assert positions(ready) == {700}
    assert len(contents(ready)["projected_bodies"]) == 700


def test_tables_that_are_behind_catch_up_once_the_recording_is_committed(ready: Datastore) -> None:
    LedgerRecorder(ready).insert_events([stored(established("silent", 1))])
    assert positions(ready) == {0}

    LedgerRecorder(ready, [Projector(ready, ALL)]).insert_events([stored(established("loud", 2))])

    assert positions(ready) == {2}
    assert len(contents(ready)["projected_bodies"]) == 2


def test_what_was_taken_in_alongside_is_not_forgotten_when_catching_up(ready: Datastore) -> None:
    named = {"body": "body:icb", "member": "person:ade", "membership": "m"}
    entries = story(
        [
            (BodyEstablished(body="body:icb", name="ICB"), "2016"),
            (MembershipStarted(**named), "2017-01"),
            (EntryCorrected(entry=2, why="misread", occurred="2017-02"), "XXXX"),
            (MembershipEnded(**named), "2018"),
            (EntryCorrected(entry=2, why="misread", occurred="2017-03"), "XXXX"),
        ]
    )
    alongside = Projector(ready, ALL)
    silent, loud = LedgerRecorder(ready), LedgerRecorder(ready, [alongside])

    silent.insert_events([stored(entry) for entry in entries[:3]])
    alongside.catch_up()
    loud.insert_events([stored(entries[3])])
    silent.insert_events([stored(entries[4])])
    alongside.catch_up()

    live = contents(ready)
    Projector(ready, ALL).rebuild()
    assert contents(ready) == live


def test_tables_that_nobody_made_yet_are_not_made_while_recording(bare_datastore: Datastore) -> None:
    LedgerRecorder(bare_datastore, [Projector(bare_datastore, ALL)]).insert_events([stored(established("icb", 1))])

    assert Projector(bare_datastore, ALL).catch_up() == 1


def test_a_projection_that_fails_keeps_nobody_from_recording(ready: Datastore) -> None:
    def fails(rows: Any, entry: Entry) -> Any:
        raise ZeroDivisionError

    projections = [replace(p, evolve=fails) if p is BODIES else p for p in ALL]
    LedgerRecorder(ready, [Projector(ready, projections)]).insert_events([stored(established("icb", 1))])

    assert positions(ready) == {0}
    with pytest.raises(ZeroDivisionError):
        Projector(ready, projections).catch_up()


def test_a_refused_recording_of_something_back_dated_says_what_was_refused(ready: Datastore) -> None:
    """To take it in, its stream is looked up: on PostgreSQL behind the entry, which is on its way."""
    recorder = LedgerRecorder(ready, [Projector(ready, ALL)])
    first = established("icb", 1)
    recorder.insert_events([stored(first)])

    for number in range(20):
        earlier = msgspec.structs.replace(first, occurred=when("2015"), event_id=f"again-{number}")
        with pytest.raises(IntegrityError):
            recorder.insert_events([stored(earlier)])

    assert positions(ready) == {1}


def test_what_every_recording_notes_of_the_projections_fits_on_a_page_of_the_database(ready: Datastore) -> None:
    with ready.read() as connection:
        told = ready.execute(connection, "SELECT sum(length(name) + length(made_as) + 16) FROM projections")

    assert told[0][0] < 4_096
