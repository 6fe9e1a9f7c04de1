"""Interests declared by who was not there, and dispensations that nobody needed, gave, or gave in time."""

from __future__ import annotations

from collections.abc import Iterator

from ledger.vocabulary.meetings import Presence
from ledger.vocabulary.subjects import name_of
from projections.engine.register import Register
from projections.flags.flag import Flag, Lapse, date_of, flagged, told
from projections.interests import DISPENSATIONS, INTERESTS, declarations
from projections.meetings import attendance, meeting

DECLARED_AWAY = Lapse("interest declared by somebody absent", "who is away has nothing to withdraw from")
UNDECLARED = Lapse("dispensation for an interest never declared", "it allows taking part in spite of one that is known")
BY_NOBODY = Lapse(
    "dispensation by nobody", "the authority or its head of paid service grants it (Localism Act 2011 s33)"
)
TOO_LATE = Lapse("dispensation after the meeting", "it allows what is to come (Localism Act 2011 s33)", by_dates=True)
LAPSES = (DECLARED_AWAY, UNDECLARED, BY_NOBODY, TOO_LATE)
_AWAY = (Presence.ABSENT, Presence.APOLOGIES)


def interests_check(register: Register) -> Iterator[Flag]:
    """Interests of those whom the same meeting has as absent."""
    for answer in told(register, INTERESTS):
        for there in attendance(register, answer.stream):
            if there.event.person != answer.event.person:
                continue
            if there.event.presence in _AWAY and not there.event.items:
                says = f"'{name_of(answer.event.person)}' declared it, recorded as {there.event.presence.value}"
                yield flagged(DECLARED_AWAY, answer, says, there.row)


def dispensations_check(register: Register) -> Iterator[Flag]:
    """Dispensations without a declaration, without anybody who gave them, or after the fact."""
    for answer in told(register, DISPENSATIONS):
        row, who = answer.row, name_of(answer.event.person)
        if not declarations(register, answer.event):
            yield flagged(UNDECLARED, answer, f"no interest of '{who}' in it is recorded")
        if answer.event.by is None:
            yield flagged(BY_NOBODY, answer, f"'{who}' was let take part; by whom is not recorded")
        held = meeting(register, answer.event.meeting) if answer.event.meeting else None
        if held is not None and date_of(held.row).is_before(date_of(row)):
            yield flagged(
                TOO_LATE, answer, f"granted {date_of(row).on}, and the meeting was {date_of(held.row).on}", held.row
            )


CHECKS = (interests_check, dispensations_check)
