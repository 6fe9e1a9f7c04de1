"""Who undertook what, for whom, by when; and what has become of it by a day: open, overdue, discharged, undated?

A commitment is overdue once its due date has certainly passed, and possibly overdue while only its earliest
day has. One without a date ("in due course") is undated, and never overdue.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from enum import StrEnum
from typing import Any, Final, TypeAlias

import msgspec

from ledger.vocabulary.commitments import CommitmentDischarged, CommitmentMade, CommitmentRescheduled
from ledger.vocabulary.dates import Certainty, When, when
from ledger.vocabulary.provenance import IN_BEING
from projections.engine.register import Lookup, Register, RowAsAt
from projections.engine.row_patterns import comes_after, points, spans
from projections.engine.rows import Point, Span
from projections.people import appointments, may_have_held

Commitment: TypeAlias = Span[CommitmentMade, CommitmentDischarged]


class State(StrEnum):
    """What has become of a commitment by a day."""

    OVERDUE = "overdue"
    POSSIBLY_OVERDUE = "possibly overdue"
    OPEN = "open"
    UNDATED = "undated"
    POSSIBLY_DISCHARGED = "possibly discharged"
    DISCHARGED = "discharged"


LATE: Final = frozenset({State.OVERDUE, State.POSSIBLY_OVERDUE})


class Due(msgspec.Struct, frozen=True, kw_only=True):
    """When something is due: `on` is None where the source puts it in words only, or says nothing."""

    on: When | None = None
    words: str = ""


class Undertaking(msgspec.Struct, frozen=True, kw_only=True):
    """A commitment at the register's dates: when it is due now, how often it was put off, what became of it."""

    made: RowAsAt[Commitment]
    rescheduled: tuple[RowAsAt[Point[CommitmentRescheduled]], ...]
    due: tuple[Due, ...]
    """When it is due: one date, or several where it may have been put off, or not."""
    state: State
    certainty: Certainty
    """Whether it was made by then, or only may have been."""

    @property
    def due_in_words(self) -> str:
        """When it is due, as dates or in the words of the source; empty where nobody said."""
        return " or ".join(each.words or str(each.on) for each in self.due if each.words or each.on)

    @property
    def entries(self) -> tuple[int, ...]:
        """The entries that it rests on."""
        later = (position for each in self.rescheduled for position in each.row.entries)
        return tuple(sorted({*self.made.row.entries, *later}))


COMMITMENTS = spans(
    "commitments", CommitmentMade, CommitmentDischarged, finds=("by", "to", "about", "resolution", "meeting")
)
RESCHEDULINGS = points("commitment_reschedulings", CommitmentRescheduled)


def commitments(
    register: Register,
    *,
    by: str | None = None,
    to: str | None = None,
    about: str | None = None,
    resolution: str | None = None,
) -> list[Undertaking]:
    """The commitments made by the register's date, discharged ones among them, in the order of making."""
    asked = {"by": by, "to": to, "about": about, "resolution": resolution}
    wanted: dict[str, Any] = {name: value for name, value in asked.items() if value is not None}
    register.read_ahead(Lookup(COMMITMENTS, in_force=False, equals=wanted), Lookup(RESCHEDULINGS))
    found = register.rows(COMMITMENTS, in_force=False, **wanted)
    made = [answer for answer in found if register.as_at is None or answer.row.from_earliest <= register.as_at]
    put_off: dict[str, list[RowAsAt[Point[CommitmentRescheduled]]]] = {}
    for answer in register.rows(RESCHEDULINGS):
        put_off.setdefault(answer.stream, []).append(answer)
    return [_at(register.as_at, answer, put_off.get(answer.stream, ())) for answer in made]


def concerning(found: Iterable[Undertaking], *parties: str | None) -> list[Undertaking]:
    """Those that each of the parties (None: nobody in particular) made, is owed, or is the subject of."""
    wanted = [party for party in parties if party is not None]
    return [each for each in found if all(party in _parties(each.made.row) for party in wanted)]


def of_person(register: Register, found: Iterable[Undertaking], person: str) -> list[Undertaking]:
    """Those of a person, and those of a post that the person held, or may have held, when they were made."""
    held = appointments(replace(register, as_at=None), person)
    return [
        each
        for each in found
        if person in _parties(each.made.row)
        or any(post.stream in _parties(each.made.row) and may_have_held(post, each.made.row) for post in held)
    ]


def _at(
    day: int | None, made: RowAsAt[Commitment], put_off: Iterable[RowAsAt[Point[CommitmentRescheduled]]]
) -> Undertaking:
    rescheduled = tuple(put_off)
    due = _due(made.row, rescheduled)
    surely = made.row.standing in IN_BEING and (day is None or made.row.from_latest <= day)
    return Undertaking(
        made=made,
        rescheduled=rescheduled,
        due=due,
        state=_state(day, made.row, due),
        certainty=Certainty.YES if surely else Certainty.POSSIBLY,
    )


def _due(made: Commitment, put_off: Iterable[RowAsAt[Point[CommitmentRescheduled]]]) -> tuple[Due, ...]:
    """The dates that may hold: each that no rescheduling takes the place of which certainly came later."""
    first, rows = _due_of(made), list[Point[CommitmentRescheduled]]()
    is_put_off = False
    for each in put_off:
        if each.is_certain:
            rows = [row for row in rows if not comes_after(each.row, row)]
            is_put_off = True
        rows.append(each.row)
    return (*([] if is_put_off else [first]), *map(_due_of, rows))


def _due_of(row: Commitment | Point[CommitmentRescheduled]) -> Due:
    return Due(on=when(row.event.due) if row.event.due else None, words=row.event.due_words)


def _state(day: int | None, row: Commitment, due: tuple[Due, ...]) -> State:
    discharged = _discharged(day, row)
    if discharged is Certainty.YES:
        return State.DISCHARGED
    late = _late(day, due)
    if late is Certainty.YES and discharged is Certainty.NO:
        return State.OVERDUE
    if late is not Certainty.NO:
        return State.POSSIBLY_OVERDUE
    if discharged is Certainty.POSSIBLY:
        return State.POSSIBLY_DISCHARGED
    return State.OPEN if any(each.on for each in due) else State.UNDATED


def _discharged(day: int | None, row: Commitment) -> Certainty:
    """Whether it had been done by the end of a day, or at any time."""
    if row.until_standing is None:
        return Certainty.NO
    if day is None:
        return Certainty.YES if row.until_standing in IN_BEING else Certainty.POSSIBLY
    if row.to_latest <= day:
        return Certainty.YES
    return Certainty.POSSIBLY if row.to_earliest <= day else Certainty.NO


def _late(day: int | None, due: tuple[Due, ...]) -> Certainty:
    """Whether the due date has passed on a day; without a day nothing is late."""
    if day is None or not any(each.on for each in due):
        return Certainty.NO
    if all(each.on is not None and each.on.latest < day for each in due):
        return Certainty.YES
    return Certainty.POSSIBLY if any(each.on is not None and each.on.earliest < day for each in due) else Certainty.NO


def _parties(row: Commitment) -> set[str | None]:
    return {row.event.by, row.event.to, *row.event.about}
