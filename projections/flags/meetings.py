"""Minutes that were signed late or by somebody who was away."""

from __future__ import annotations

from collections.abc import Iterator

from ledger.vocabulary.meetings import Presence
from ledger.vocabulary.subjects import name_of
from projections.engine.register import Register
from projections.flags.flag import Flag, Lapse, date_of, flagged, told
from projections.meetings import MEETINGS, attendance, meeting
from projections.minutes import CONFIRMATIONS

SIGNED_AWAY = Lapse("minutes signed by somebody away", "who presides at the meeting signs (LGA 1972 Sch 12 para 41)")
PASSED_OVER = Lapse(
    "minutes not confirmed at the next meeting",
    "the next suitable meeting signs them (LGA 1972 Sch 12 para 41)",
)
LAPSES = (SIGNED_AWAY, PASSED_OVER)
_AWAY = (Presence.ABSENT, Presence.APOLOGIES)


def check(register: Register) -> Iterator[Flag]:
    """Minutes signed by somebody away, and those that a later meeting passed over.

    Minutes that nobody recorded as confirmed are not flagged: `meeting list` says so of each.
    """
    for answer in told(register, CONFIRMATIONS):
        row = answer.row
        known = answer.event.confirmed_at and answer.event.signed_by
        there = attendance(register, answer.event.confirmed_at, person=answer.event.signed_by) if known else ()
        for away in (found.row for found in there if found.event.presence in _AWAY and not found.event.items):
            who = name_of(answer.event.signed_by or "")
            yield flagged(SIGNED_AWAY, answer, f"'{who}' signed, recorded as {away.event.presence.value} there", away)
        held = meeting(register, answer.stream)
        between = [
            other
            for other in (told(register, MEETINGS, body=held.event.body) if held else ())
            if held and date_of(held.row).is_before(date_of(other.row))
            if other.stream != answer.event.confirmed_at and date_of(other.row).is_before(date_of(row))
        ]
        if between:
            first = between[0]
            says = f"confirmed {date_of(row).on}; the body met {date_of(first.row).on} already"
            yield flagged(PASSED_OVER, answer, says, first.row)


CHECKS = (check,)
