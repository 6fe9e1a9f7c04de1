"""A ModernGov site that is fetched again and imported again: the ledger is kept in step with it."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest

from ledger.imports import Tally, reader_for, run
from ledger.recording.ledger import Ledger
from tests.conftest import Ledgers
from tests.imports.conftest import SOAK, Importing
from tests.imports.moderngov_site import BEGAN, Site, saved
from tests.imports.registers import answers, differing

RELIED_ON = ("GetAllMeetingsByDate", "GetCommittees", "ieDecisionDetails/item-", "manifest", "mgIssueHistoryHome")
"""Answers on which what others tell rests."""


def small(day: date) -> Site:
    """A council of which everything that changes does so within half a year."""
    return Site(day, councillors=12, committees=5, years=0.3)


def imported(ledger: Ledger, folder: Path) -> Tally:
    return run(reader_for("moderngov", folder, "marsham"), ledger)


@pytest.fixture
def three(tmp_path: Path, sqlite_ledgers: Ledgers) -> list[Ledger]:
    """Three ledgers in which nothing is recorded."""
    return [Ledger(sqlite_ledgers(), recorder="importer") for _ in range(3)]


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(20 if SOAK else 2))
def test_a_site_that_was_imported_earlier_is_as_if_it_had_not_been(
    seed: int, three: list[Ledger], tmp_path: Path
) -> None:
    ledger, once, then = three
    random = Random(seed)
    first = BEGAN + timedelta(days=random.randrange(20, 100))
    later = first + timedelta(days=random.randrange(1, 60))

    folder = saved(small(first), tmp_path / "site")
    imported(ledger, folder)
    imported(then, folder)
    told = ledger.book.last_position()
    saved(small(later), folder)
    tally = imported(ledger, folder)
    imported(once, folder)

    assert tally.left_out == 0
    assert differing(answers(ledger.datastore, str(first)), answers(once.datastore, str(first))) == {}
    assert differing(answers(ledger.datastore, known_at=told), answers(then.datastore)) == {}
    assert imported(ledger, folder).recorded == 0


def test_a_meeting_that_was_moved_and_held_since_is_one_meeting(importing: Importing, tmp_path: Path) -> None:
    ahead = next(m for m in small(BEGAN).meetings.values() if m.moved and not m.cancelled)
    assert ahead.moved
    assert ahead.minuted
    folder = saved(small(ahead.moved[0] - timedelta(days=3)), tmp_path / "site")
    importing("moderngov", folder, "marsham")
    before = importing.entries("meeting.called")

    saved(small(ahead.minuted + timedelta(days=1)), folder)
    tally = importing("moderngov", folder, "marsham")

    meeting = f"meeting:marsham/{ahead.number}"
    stands = importing.ledger.streams().stream(meeting).counted()
    (called,) = [e for e in stands if e.event.TYPE == "meeting.called"]
    (held,) = [e for e in stands if e.event.TYPE == "meeting.held"]
    assert [e.event.called_for[:10] for e in before if e.stream == meeting] == [ahead.on.isoformat()]
    assert called.event.called_for[:10] == held.occurred.text[:10] == ahead.moved[1].isoformat()
    assert tally.left_out == 0


def test_a_meeting_that_the_site_lists_no_more_was_not_called(importing: Importing, tmp_path: Path) -> None:
    day = BEGAN + timedelta(days=60)
    folder = saved(small(day), tmp_path / "site")
    importing("moderngov", folder, "marsham")
    later = small(day + timedelta(days=7))
    gone = next(m.number for m in later.listed() if m.on > day + timedelta(days=10))
    del later.meetings[gone]
    saved(later, folder)

    importing("moderngov", folder, "marsham")

    meeting = f"meeting:marsham/{gone}"
    assert importing.ledger.streams().stream(meeting).counted() == []


def test_an_item_that_was_taken_off_the_agenda_is_not_on_it(importing: Importing, tmp_path: Path) -> None:
    day = BEGAN + timedelta(days=60)
    folder = saved(small(day), tmp_path / "site")
    importing("moderngov", folder, "marsham")
    later = small(day + timedelta(days=7))
    ahead = next(m for m in later.listed() if m.on > day + timedelta(days=10))
    ahead.items.pop(2)
    saved(later, folder)

    importing("moderngov", folder, "marsham")

    stands = importing.ledger.streams().stream(f"meeting:marsham/{ahead.number}").counted()
    assert len([e for e in stands if e.event.TYPE == "agenda-item.listed"]) == 4


def test_an_answer_that_is_not_there_or_cannot_be_read_takes_nothing_back(importing: Importing, tmp_path: Path) -> None:
    folder = saved(small(BEGAN + timedelta(days=120)), tmp_path / "site")
    importing("moderngov", folder, "marsham")
    before = answers(importing.ledger.datastore)
    files = sorted(each for each in folder.rglob("*") if each.is_file())
    one_of_each = {re.sub(r"\d+", "", each.relative_to(folder).as_posix()): each for each in files}

    for file in (each for name, each in one_of_each.items() if SOAK or name.startswith(RELIED_ON)):
        content = file.read_bytes()
        file.unlink()
        tally = importing("moderngov", folder, "marsham")
        assert (tally.recorded, tally.corrected, tally.unsaid) == (0, 0, 0), file
        file.write_bytes(content)
    (meeting,) = (each for name, each in one_of_each.items() if name.startswith("GetMeeting/"))
    meeting.write_bytes(content[:200])
    tally = importing("moderngov", folder, "marsham")

    assert (tally.recorded, tally.refused) == (0, 1)
    assert differing(answers(importing.ledger.datastore), before) == {}
