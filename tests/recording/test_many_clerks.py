"""Many clerks at once: whoever is second is decided again and recorded, and whoever waits or fails is told why."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from cli.exits import Exit, code_for
from ledger import store
from ledger.database.errors import Busy, Full, Unavailable
from ledger.database.package_errors import as_the_package_has_it
from ledger.entries.entry import Draft
from ledger.recording.ledger import Ledger
from ledger.refusals import StoreRefusal
from ledger.store import Datastore
from ledger.vocabulary.membership import MembershipStarted
from ledger.vocabulary.organisations import BodyEstablished
from ledger.vocabulary.people import PersonRegistered
from ledger.vocabulary.provenance import Source

HOUSE = Path(__file__).parents[2]
CLERKS = 40 if os.environ.get("GOVLEDGER_SOAK") == "1" else 8
EACH = 10
MINUTES = Source(document="Minutes of the Marsham cabinet", id="cabinet")


def said(name: str) -> list[Draft]:
    """A new member of the one body."""
    person = f"person:{name}"
    events = (
        PersonRegistered(person=person, name=name),
        MembershipStarted(body="body:cabinet", member=person),
    )
    return [Draft(event=event, source=MINUTES) for event in events]


def clerk(url: str, number: int) -> subprocess.Popen[str]:
    program = (
        "import sys\n"
        "from projections import ALL, Projector\n"
        "from tests.recording.test_many_clerks import said\n"
        "from ledger.recording.ledger import Ledger\n"
        "url, number, each = sys.argv[1], sys.argv[2], int(sys.argv[3])\n"
        "with Ledger(url, recorder=number, alongside=lambda found: Projector(found, ALL)) as ledger:\n"
        "    print(*(len(ledger.record(said(f'clerk-{number}-{n}')).recorded) for n in range(each)))\n"
    )
    command = [sys.executable, "-c", program, url, str(number), str(EACH)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=HOUSE)


@pytest.mark.soak
def test_no_clerk_is_refused_for_being_second(ledger_url: str) -> None:
    with Ledger(ledger_url) as ledger:
        ledger.record(
            [Draft(event=BodyEstablished(body="body:cabinet", name="Cabinet", kind="committee"), source=MINUTES)]
        )

    told = [process.communicate(timeout=500) for process in [clerk(ledger_url, n) for n in range(CLERKS)]]

    assert [output.split() for output, _ in told] == [["2"] * EACH] * CLERKS, [error for _, error in told if error][:3]
    with Ledger(ledger_url) as ledger:
        assert ledger.book.last_position() == 1 + CLERKS * EACH * 2


def test_whoever_loses_again_and_again_decides_while_nobody_else_records(
    ledger_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Ledger(ledger_url) as ledger, Ledger(ledger_url) as quicker:
        ledger.record(
            [Draft(event=BodyEstablished(body="body:cabinet", name="Cabinet", kind="committee"), source=MINUTES)]
        )
        lost = []
        at_once = ledger._appending.record

        def late(entries, turn=None):  # type: ignore[no-untyped-def]
            if turn is None:
                lost.append(quicker.record(said(f"quicker-{len(lost)}")))
            return at_once(entries, turn)

        monkeypatch.setattr(ledger._appending, "record", late)

        outcome = ledger.record(said("slow"))

        assert len(outcome.recorded) == 2
        assert len(lost) == 3
        assert ledger.book.last_position() == 1 + 2 * (3 + 1)


def test_what_stands_in_the_way_though_nobody_else_records_is_refused_as_such(ledger_url: str) -> None:
    with Ledger(ledger_url) as ledger:
        with ledger.datastore.write() as connection:
            named = ", ".join(store.COLUMNS)
            planted = (9, 1, "body:cabinet", 1, "x", 1, "{}", *[""] * (len(store.COLUMNS) - 7))
            marks = ", ".join("?" * len(store.COLUMNS))
            row = dict(zip(store.COLUMNS, planted, strict=True)) | {
                "occurred_earliest": 0,
                "occurred_latest": 0,
                "event_id": "planted",
                "tags": "[]",
                "source": "{}",
                "stream": "elsewhere",
            }
            event = Draft(event=BodyEstablished(body="body:cabinet", name="Cabinet", kind="committee"), source=MINUTES)
            ledger.datastore.execute(connection, f"INSERT INTO entries ({named}) VALUES ({marks})", tuple(row.values()))
            ledger.datastore.execute(connection, "UPDATE head SET position = 8 WHERE id = 1")

        with pytest.raises(StoreRefusal, match="though nobody else was recording") as refused:
            ledger.record([event])

        assert "audit verify" in refused.value.remedy


def test_a_long_wait_says_for_what(ledger_url: str, caplog: pytest.LogCaptureFixture) -> None:
    ready, held, waiting = threading.Event(), store.open(ledger_url), store.open(ledger_url)

    def hold() -> None:
        with held.write() as connection:
            held.execute(connection, "UPDATE head SET position = position WHERE id = 1")
            ready.set()
            time.sleep(3)

    thread = threading.Thread(target=hold)
    thread.start()
    ready.wait()
    with caplog.at_level(logging.WARNING, "govledger"), waiting.write() as connection:
        waiting.execute(connection, "UPDATE head SET position = position WHERE id = 1")
    thread.join()
    for each in (held, waiting):
        each.close()

    [told] = caplog.messages
    assert told.startswith("Waiting: ")
    assert "60 seconds" in told


class OperationalError(Exception):
    """As drivers raise it."""

    __module__ = "psycopg"


@pytest.mark.parametrize(
    ("words", "kind", "code"),
    [
        ("database is locked", Busy, Exit.BUSY),
        ("canceling statement due to lock timeout", Busy, Exit.BUSY),
        ("FATAL: sorry, too many clients already", Busy, Exit.BUSY),
        ("could not serialize access due to concurrent update", Busy, Exit.BUSY),
        ("canceling statement due to conflict with recovery", Busy, Exit.BUSY),
        ("database or disk is full", Full, Exit.FULL),
        ('could not extend file "base/1/2": No space left on device', Full, Exit.FULL),
        ("server closed the connection unexpectedly", Unavailable, Exit.NO_LEDGER),
        ("disk I/O error", Unavailable, Exit.NO_LEDGER),
    ],
)
def test_scripts_tell_busy_from_gone_from_full(words: str, kind: type[Exception], code: Exit) -> None:
    refusal = as_the_package_has_it(OperationalError(words))

    assert isinstance(refusal, kind)
    assert isinstance(refusal, StoreRefusal)
    assert refusal.remedy
    assert code_for(refusal) is code


def test_a_database_whose_connection_was_cut_is_used_again(postgres_ledger_url: str) -> None:
    opened: Datastore = store.open(postgres_ledger_url)
    with pytest.raises(Unavailable), opened.read() as connection:
        opened.execute(connection, "SELECT pg_terminate_backend(pg_backend_pid())")
    with opened.read() as connection:
        assert opened.execute(connection, "SELECT 1") == [(1,)]
    opened.close()
