"""The recorder on both databases: places, times, all or nothing, who takes part, and what refuses."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from functools import partial
from typing import Any, Final

import pytest
from eventsourcing.persistence import IntegrityError, StoredEvent
from freezegun import freeze_time

from ledger.database.datastore import Answers, Connection
from ledger.store import COLUMNS, Datastore, EntryRow, LedgerRecorder, Log, now_micros
from tests.store.statements import established, minuted, stored

_HEAD: Final = "SELECT position FROM head WHERE id = 1"
CHANGES = (
    "UPDATE entries SET recorded_by = 'somebody else' WHERE position = 1",
    "DELETE FROM entries WHERE position = 1",
    "UPDATE entry_tags SET tag = 'body:other'",
    "DELETE FROM entry_tags",
)


def test_entries_are_numbered_from_one_without_gaps(datastore: Datastore) -> None:
    recorder = LedgerRecorder(datastore)

    positions = [
        recorder.insert_events([stored(established("icb"))]),
        recorder.insert_events([stored(established("hwb")), stored(established("cabinet"))]),
    ]

    assert positions == [[1], [2, 3]]
    assert [entry.position for entry in Log(datastore).entries()] == [1, 2, 3]


def test_an_entry_comes_back_as_it_was_recorded(datastore: Datastore) -> None:
    entry = established("icb", note="Zwölf Sitze — “interim”", occurred="[..2018-12]", stated_by="post:chair")

    with freeze_time("2026-11-22 10:00:00.123456"):
        LedgerRecorder(datastore).insert_events([stored(entry)])

    assert Log(datastore).entry(1) == minuted(entry, position=1, recorded_at=1_795_341_600_123_456)


def test_a_version_that_is_taken_is_refused_with_all_that_came_with_it(datastore: Datastore) -> None:
    recorder = LedgerRecorder(datastore)
    recorder.insert_events([stored(established("icb"))])

    with pytest.raises(IntegrityError):
        recorder.insert_events([stored(established("hwb")), stored(established("icb"))])

    assert recorder.max_notification_id() == 1
    assert Log(datastore).exists(["body:hwb", "body:icb"]) == {"body:icb"}


def test_an_event_id_that_is_taken_is_refused(datastore: Datastore) -> None:
    recorder = LedgerRecorder(datastore)
    recorder.insert_events([stored(established("icb", event_id="once"))])

    with pytest.raises(IntegrityError):
        recorder.insert_events([stored(established("hwb", event_id="once"))])


def test_an_undone_recording_uses_up_no_number(datastore: Datastore) -> None:
    recorder = LedgerRecorder(datastore)
    recorder.insert_events([stored(established("icb"))])
    with pytest.raises(IntegrityError):
        recorder.insert_events([stored(established("hwb")), stored(established("icb"))])

    positions = recorder.insert_events([stored(established("cabinet"))])

    assert positions == [2]
    assert Log(datastore).last_position() == 2


def test_the_recorded_time_never_goes_back_when_the_clock_does(datastore: Datastore) -> None:
    recorder = LedgerRecorder(datastore)

    with freeze_time("2026-03-29 01:30:00") as clock:
        recorder.insert_events([stored(established("icb"))])
        clock.tick(-timedelta(hours=1))
        recorder.insert_events([stored(established("hwb"))])
        clock.tick(timedelta(hours=2))
        recorder.insert_events([stored(established("cabinet"))])
        last = now_micros()

    first, second, third = (entry.recorded_at for entry in Log(datastore).entries())
    assert first == second
    assert third == last == first + 3_600_000_000


def test_what_was_known_at_a_time_is_a_position(datastore: Datastore) -> None:
    recorder = LedgerRecorder(datastore)
    with freeze_time("2026-01-01") as clock:
        recorder.insert_events([stored(established("icb")), stored(established("hwb"))])
        first = now_micros()
        clock.tick(timedelta(days=1))
        recorder.insert_events([stored(established("cabinet"))])

    log = Log(datastore)

    assert [log.position_at(at) for at in (first - 1, first, first + 1, now_micros() * 2)] == [0, 2, 2, 3]


@pytest.mark.parametrize("change", CHANGES)
def test_the_database_refuses_to_change_the_log(datastore: Datastore, change: str) -> None:
    LedgerRecorder(datastore).insert_events([stored(established("icb"))])

    with pytest.raises(IntegrityError, match="record a correction"), datastore.write() as connection:
        datastore.execute(connection, change)

    assert Log(datastore).entry(1) is not None


@pytest.mark.parametrize("table", ["entries", "entry_tags"])
def test_postgresql_refuses_to_truncate_the_log(postgres_ledger_url: str, table: str) -> None:
    from ledger import store

    datastore = store.open(postgres_ledger_url)
    with pytest.raises(IntegrityError, match="record a correction"), datastore.write() as connection:
        datastore.execute(connection, f"TRUNCATE {table}")
    datastore.close()


def test_sqlite_refuses_to_replace_an_entry_in_passing(sqlite_ledger_url: str) -> None:
    from ledger import store

    datastore = store.open(sqlite_ledger_url)
    LedgerRecorder(datastore).insert_events([stored(established("icb", event_id="once"))])
    kept = [column for column in COLUMNS if column not in ("position", "stream", "event_id")]
    into = f"position, stream, event_id, {', '.join(kept)}"

    for stream, event_id in (("stream", "'other'"), ("'body:other'", "event_id")):
        chosen = f"2, {stream}, {event_id}, {', '.join(kept)}"
        with pytest.raises(IntegrityError, match="append-only"), datastore.write() as connection:
            datastore.execute(connection, f"INSERT OR REPLACE INTO entries ({into}) SELECT {chosen} FROM entries")
    datastore.close()


class Witness:
    """Takes part in recording and remembers what it was shown and told."""

    def __init__(self, datastore: Datastore, fails: bool = False) -> None:
        self.shown: list[int] = []
        self.released: list[int] = []
        self.datastore, self.fails = datastore, fails

    def appended(self, connection: Connection, rows: Sequence[EntryRow]):  # type: ignore[no-untyped-def]
        [[last]] = self.datastore.execute(connection, "SELECT max(position) FROM entries")
        assert last == rows[-1].position
        self.shown += [row.position for row in rows]
        if self.fails:
            raise RuntimeError("the tree does not extend the last checkpoint")
        return lambda: self.released.extend(row.position for row in rows)


def test_who_takes_part_sees_the_rows_before_the_commit_and_is_told_after_it(datastore: Datastore) -> None:
    witness = Witness(datastore)
    recorder = LedgerRecorder(datastore, participants=[witness])

    recorder.insert_events([stored(established("icb")), stored(established("hwb"))])

    assert witness.shown == witness.released == [1, 2]


def test_who_takes_part_can_undo_the_recording(datastore: Datastore) -> None:
    witness = Witness(datastore, fails=True)
    recorder = LedgerRecorder(datastore, participants=[witness])

    with pytest.raises(RuntimeError, match="does not extend"):
        recorder.insert_events([stored(established("icb"))])

    assert (witness.shown, witness.released) == ([1], [])
    assert Log(datastore).last_position() == 0


def test_a_body_that_is_not_text_is_refused(datastore: Datastore) -> None:
    from eventsourcing.persistence import DataError

    with pytest.raises(DataError, match="not text in UTF-8"):
        LedgerRecorder(datastore).insert_events([StoredEvent("body:icb", 1, "compressed", b"\xff\x00")])


def test_a_hundred_entries_in_one_transaction_share_their_time_and_keep_their_order(datastore: Datastore) -> None:
    bodies = [f"board-{number:03}" for number in range(100)]

    LedgerRecorder(datastore).insert_events([stored(established(body)) for body in bodies])

    entries = list(Log(datastore, page=7).entries())
    assert [entry.stream for entry in entries] == [f"body:{body}" for body in bodies]
    assert len({entry.recorded_at for entry in entries}) == 1
    assert [entry.position for entry in Log(datastore).tagged("body:board-042")] == [43]


@pytest.mark.parametrize("looks", [True, False], ids=["with a question behind it", "with the commit behind it"])
def test_what_failed_is_what_is_told_and_nothing_else(
    datastore: Datastore, looks: bool, caplog: pytest.LogCaptureFixture
) -> None:
    recorder = LedgerRecorder(datastore, participants=[Looker(datastore)] if looks else [])
    recorder.insert_events([stored(established("icb"))])

    for number in range(60):  # on PostgreSQL it is a matter of chance which answer comes first
        with pytest.raises(IntegrityError):
            recorder.insert_events([stored(established(f"board-{number}")), stored(established("icb"))])

    assert recorder.max_notification_id() == 1
    assert not caplog.records, "the driver has nothing to add"


@pytest.mark.parametrize("count", [1, 40], ids=["piped", "copied"])
def test_who_asks_is_answered_once_the_numbers_are_taken(datastore: Datastore, count: int) -> None:
    asker = Asker(datastore)
    recorder = LedgerRecorder(datastore, participants=[asker, Asker(datastore)])

    recorder.insert_events([stored(established(f"board-{number}")) for number in range(count)])

    assert asker.counted == count
    assert asker.answers == [[(count,)], [("asked",)]]


class Asker:
    """Takes part in recording by asking how far the log has come."""

    def __init__(self, datastore: Datastore) -> None:
        self._datastore = datastore
        self.counted = 0
        self.answers: list[list[tuple[Any, ...]]] = []

    def ask(self, connection: Connection, count: int):  # type: ignore[no-untyped-def]
        self.counted = count
        return partial(self._told, self._datastore.ask(connection, (_HEAD, ()), ("SELECT 'asked'", ())))

    def appended(self, connection: Connection, rows: Sequence[EntryRow]) -> None:
        raise AssertionError("who asks is told by what `ask` returns")

    def _told(self, answers: Answers, rows: Sequence[EntryRow]) -> None:
        self.answers = answers()
        assert rows[-1].position == self.answers[0][0][0]


class Looker:
    """Takes part in recording by asking for something, which waits behind what was written."""

    def __init__(self, datastore: Datastore) -> None:
        self._datastore = datastore

    def appended(self, connection: Connection, rows: Sequence[EntryRow]) -> None:
        self._datastore.execute(connection, "SELECT max(position) FROM entries")
        self._datastore.execute(connection, "UPDATE head SET position = position WHERE id = 1")
