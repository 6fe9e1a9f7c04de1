"""Asking before a contradiction is recorded: what the flags would be, by the very checks that `flags` runs.

It takes part in a recording, after the tables have taken the new entries in, within the same transaction:

1. The contradictions around the new entries are found in the register as it would be known, and as it was known
   before. What is among the former and not among the latter is new.
2. A new contradiction is taken where an entry that makes it says why (`although`); so is one that a correction or a
   retraction makes, where that says why.
3. Of any other the recording is told, and its transaction is undone.

So it does not matter in which order two entries that contradict one another were told, nor by which door. Where the
tables could not take the entries in, since somebody else was at work on them, nobody is asked, and `flags` shows it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from typing import Any, Final

from ledger.database.datastore import Connection, Datastore
from ledger.entries.corrections import ABOUT_ENTRIES
from ledger.entries.entry import Entry
from ledger.refusals import Conflict, Unexplained
from ledger.store.append import london_day
from ledger.store.recorder import Appended, Release
from ledger.vocabulary.dates import NO_END, NO_START, day_number
from ledger.vocabulary.provenance import IN_BEING
from projections.engine.moments import register_at
from projections.engine.register import Register, caught_up
from projections.flags import contradictions
from projections.flags.flag import Flag
from projections.flags.neighbourhood import Neighbourhood, around

FAR_OFF: Final = "a day far off"
_HAPPENED: Final = frozenset(
    {
        *(
            "resolution.passed",
            "vote.recorded",
            "decision.made",
            "attendance.recorded",
            "question.asked",
            "answer.given",
        ),
        *("remark.made", "minutes.confirmed", "interest.declared", "decision.called-in", "commitment.discharged"),
        *("petition.received", "deputation.heard", "report.presented"),
    }
)
"""What has happened once it is told; what begins may begin on a day to come."""
_EARLIEST: Final = day_number(date(1000, 1, 1))
_CENTURY: Final = 36_525
_FEW: Final = 5_000
"""Entries around which only their neighbourhood is looked at."""


class ContradictionCheck:
    """Finds what new entries contradict; takes part in recordings after the tables of the answers."""

    def __init__(self, datastore: Datastore) -> None:
        self._datastore = datastore

    def prepare(self) -> None:
        """Bring the tables up before a recording, so that what it contradicts is found in them."""
        caught_up(self._datastore)

    def appended(self, connection: Connection, rows: Appended) -> Release | None:
        """Refuse new entries that contradict others without saying why.

        Raises:
            Unexplained: with each of the contradictions.
        """
        entries = rows.entries
        if found := [*_far_off(entries), *self.new_contradictions(connection, entries)]:
            raise Unexplained(found, entries[0].position)
        return None

    def new_contradictions(self, connection: Connection, entries: list[Entry]) -> list[Conflict]:
        """The contradictions that entries just appended make, but for those that are recorded although they are."""
        within: Any = _Within(self._datastore, connection)
        last = entries[-1].position
        if not self._are_current(connection, last):
            return []
        now, then = (Neighbourhood(None, position, within) for position in (last, entries[0].position - 1))
        subjects = {*around(now, entries), *around(then, entries)}
        after = _found(now, subjects)
        before = _found(then, subjects) if after else {}
        return [
            Conflict(flag.says, flag.lapse.name, flag.entries, flag.lapse.why)
            for said, flag in after.items()
            if said not in before and not _is_explained(flag, entries)
        ]

    def _are_current(self, connection: Connection, last: int) -> bool:
        """Whether the tables hold what follows from the last entry, too."""
        if not self._datastore.has_table(connection, "projections"):
            return False
        [(position,)] = self._datastore.execute(connection, "SELECT min(position) FROM projections")
        return bool(position == last)


def _far_off(entries: list[Entry]) -> Iterator[Conflict]:
    """Days that are probably slips: in the year 18, centuries from now, or yet to come of what has happened."""
    today = day_number(date.fromisoformat(london_day(entries[-1].recorded_at)))
    for entry in entries:
        on, event = entry.occurred, entry.event
        if entry.although or on.is_unknown or isinstance(event, ABOUT_ENTRIES):
            continue
        if NO_START < on.latest < _EARLIEST:
            yield Conflict(f"{event.TYPE} {on.on}: more than a thousand years ago", FAR_OFF, (entry.position,))
        elif NO_END > on.earliest > today + _CENTURY:
            yield Conflict(f"{event.TYPE} {on.on}: more than a hundred years from now", FAR_OFF, (entry.position,))
        elif entry.standing in IN_BEING and event.TYPE in _HAPPENED and on.earliest > today:
            yield Conflict(f"{event.TYPE} {on.on}: that day is yet to come", FAR_OFF, (entry.position,))


def _found(register: Neighbourhood, subjects: Collection[str]) -> dict[tuple[str, str, str], Flag]:
    """The contradictions among some subjects, each by what it says; what was looked up to find these is not again."""
    return {_said(flag): flag for flag in contradictions(replace(register, subjects=tuple(sorted(subjects))))}


def _is_explained(flag: Flag, entries: list[Entry]) -> bool:
    """Whether one of the new entries that make it says why; where none is named with it, whichever does."""
    own = [entry for entry in entries if entry.position in flag.entries] or entries
    return any(entry.although for entry in (*own, *(e for e in entries if isinstance(e.event, ABOUT_ENTRIES))))


def contradictions_since(datastore: Datastore, position: int) -> list[Flag]:
    """The contradictions that the entries after a position have made, as an import lists them at its end.

    Around few entries only their neighbourhood is looked at, around many the whole register.
    """
    now = register_at(datastore)
    then = Register(None, position, datastore)
    entries = list(now.log.entries(after=position, limit=_FEW + 1))
    if not entries:
        return []
    if len(entries) > _FEW:
        before = {_said(flag) for flag in contradictions(then)}
        return [flag for flag in contradictions(now) if _said(flag) not in before]
    here, formerly = (Neighbourhood(None, each.known_at, datastore) for each in (now, then))
    subjects = {*around(here, entries), *around(formerly, entries)}
    former = _found(formerly, subjects)
    return [flag for said, flag in _found(here, subjects).items() if said not in former]


def _said(flag: Flag) -> tuple[str, str, str]:
    """What a contradiction says: one that is the same but for a correction in its entries is no new one."""
    return (flag.lapse.name, flag.about, flag.says)


class _Within:
    """A database as it is seen from within a transaction that has not ended."""

    def __init__(self, datastore: Datastore, connection: Connection) -> None:
        self._datastore = datastore
        self._connection = connection

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """The transaction itself."""
        yield self._connection

    def __getattr__(self, name: str) -> Any:
        return getattr(self._datastore, name)
