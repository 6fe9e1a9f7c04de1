"""More members than seats, and vacancies that are not what the seats and the members leave."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final

from ledger.vocabulary.dates import Certainty, exactly
from ledger.vocabulary.subjects import name_of
from projections.bodies import BODIES, SEATS, VACANCIES, SeatCount
from projections.engine.register import Register, RowAsAt
from projections.flags.flag import Flag, contradiction, date_of, flagged, in_turn, told
from projections.flags.seats import has_a_seat, lasts_on
from projections.memberships import MEMBERSHIPS, Completeness, Membership, completeness

TOO_MANY: Final = contradiction("more members than seats", "a body has no more members than seats", by_dates=True)
NOT_VACANT: Final = contradiction(
    "vacancies against the members",
    "seats are had by members, or are vacant: together they are all the seats",
    by_dates=True,
)
LAPSES = (TOO_MANY, NOT_VACANT)


def members_check(register: Register) -> Iterator[Flag]:
    """The first day on which a body certainly had more members than seats, for each number of seats it had."""
    seats = list(told(register, SEATS))
    members = _members(register) if seats else {}
    # Nobody sits in a body that is over, though nobody told the end of each membership.
    over = {each.stream: each.row.to_earliest for each in register.rows(BODIES, in_force=False)} if seats else {}
    for answer in in_turn(seats, lambda each: str(each.row.number)):
        own = [each for each in members.get(answer.stream, ()) if has_a_seat(each.event)]
        days = {max(each.row.from_latest, answer.row.from_latest) for each in own}
        last = min(answer.row.to_earliest, over.get(answer.stream, answer.row.to_earliest))
        for day in sorted(day for day in days if day <= last and _has_come(register, day)):
            there = [each for each in own if lasts_on(each.row, day)]
            count = len({each.event.member for each in there})
            if count > answer.row.number:
                on = exactly(day)
                says = f"{count} members {on.on}, and {answer.row.number} seats"
                sure = answer.with_certainty(Certainty.YES)
                yield flagged(TOO_MANY, sure, says, *(each.row for each in there), on=on)
                break


def vacancies_check(register: Register) -> Iterator[Flag]:
    """Vacancies that, with those who certainly were members, are more than the seats, or fewer with all who may be."""
    declared = list(told(register, VACANCIES))
    members = _members(register) if declared else {}
    for answer in declared:
        at = date_of(answer.row)
        seats = _seats_on(register, answer) if at.is_exact else None
        if seats is None:
            continue
        own = [each for each in members.get(answer.stream, ()) if each.row.from_earliest <= at.earliest]
        certain = [each for each in own if has_a_seat(each.event) and lasts_on(each.row, at.earliest)]
        possible = [each for each in own if at.earliest <= each.row.to_latest]
        least, most = (len({each.event.member for each in found}) for found in (certain, possible))
        number, all_seats = answer.event.number, seats.row.number
        is_complete = completeness(replace(register, as_at=at.earliest), answer.stream) is Completeness.COMPLETE
        if least + number > all_seats or (is_complete and most + number < all_seats):
            count = least if least + number > all_seats else most
            says = f"{number} vacant and {count} members of '{name_of(answer.stream)}', which has {all_seats} seats"
            yield flagged(NOT_VACANT, answer, says, seats.row, *(each.row for each in certain))


def _members(register: Register) -> dict[str, list[RowAsAt[Membership]]]:
    found: dict[str, list[RowAsAt[Membership]]] = {}
    for answer in told(register, MEMBERSHIPS):
        found.setdefault(answer.stream, []).append(answer)
    return found


def _seats_on(register: Register, declared: RowAsAt[Any]) -> RowAsAt[SeatCount] | None:
    """The one number of seats that the body certainly had on the day of a declaration."""
    day = declared.row.from_earliest
    found = list(told(register, SEATS, stream=declared.stream))
    return next((each for each in found if each.row.from_latest <= day <= each.row.to_earliest), None)


def _has_come(register: Register, day: int) -> bool:
    return register.as_at is None or day <= register.as_at


CHECKS = (members_check, vacancies_check)
