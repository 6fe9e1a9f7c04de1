"""Were the minutes of a meeting confirmed, when, and with which amendments?

Minutes that were signed are received in evidence without further proof (LGA 1972 Sch 12 para 41); what was
resolved stands in the ledger either way, and says which of the two it rests on.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

import msgspec

from ledger.vocabulary.reports import MinutesConfirmed
from projections.engine.register import Register, RowAsAt
from projections.engine.row_patterns import points
from projections.engine.rows import Point


class Status(StrEnum):
    """What the record of a meeting rests on."""

    CONFIRMED = "minutes confirmed"
    AMENDED = "minutes confirmed with amendments"
    POSSIBLY = "minutes possibly confirmed"
    NOT_CONFIRMED = "minutes not recorded as confirmed"
    NO_MEETING = "no meeting recorded"


class Minutes(msgspec.Struct, frozen=True, kw_only=True):
    """The status of a meeting's minutes on the register's day, and the confirmation behind it."""

    status: Status
    confirmation: RowAsAt[Point[MinutesConfirmed]] | None = None


CONFIRMATIONS = points("confirmations", MinutesConfirmed, finds=("confirmed_at", "signed_by"))


def confirmations(
    register: Register, meeting: str | None = None, *, confirmed_at: str | None = None
) -> list[RowAsAt[Point[MinutesConfirmed]]]:
    """The minutes confirmed by the register's date; each answer's stream is the meeting that they are of."""
    return register.rows(CONFIRMATIONS, stream=meeting, confirmed_at=confirmed_at)


def minutes(register: Register, meeting: str | None) -> Minutes:
    """What the record of a meeting rests on."""
    if not meeting:
        return Minutes(status=Status.NO_MEETING)
    return minutes_of(confirmations(register, meeting))


def minutes_of(found: Iterable[RowAsAt[Point[MinutesConfirmed]]]) -> Minutes:
    """What the record of a meeting rests on, of which these confirmations are known; the surest one counts."""
    by_certainty = sorted(found, key=lambda answer: answer.is_certain)
    if not by_certainty:
        return Minutes(status=Status.NOT_CONFIRMED)
    confirmation = by_certainty[-1]
    if not confirmation.is_certain:
        return Minutes(status=Status.POSSIBLY, confirmation=confirmation)
    status = Status.AMENDED if confirmation.event.amendments else Status.CONFIRMED
    return Minutes(status=status, confirmation=confirmation)
