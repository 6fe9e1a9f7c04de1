"""Who voted, moved or stood in for somebody without a seat to do it from, as far as the lists of members tell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final

from ledger.vocabulary.dates import Certainty
from ledger.vocabulary.meetings import Presence
from ledger.vocabulary.subjects import kind_of, name_of
from projections.decisions.motions import MOTIONS, put_to_vote
from projections.decisions.resolutions import RESOLUTIONS
from projections.decisions.votes import VOTES
from projections.engine.register import Register, RowAsAt
from projections.flags.flag import Flag, Lapse, contradiction, date_of, flagged, in_turn, last_day_of, told
from projections.flags.seats import Seats
from projections.meetings import ATTENDANCE, attendance, meeting

NO_MEMBER: Final = contradiction(
    "vote by somebody who is not a member", "only members vote (LGA 1972 Sch 12 para 39)", by_dates=True
)
NOT_SHOWN = Lapse("voter not shown to be a member", "only members vote; the list of members may lack some")
NO_MOVER: Final = contradiction(
    "moved or seconded by somebody who is not a member", "only members move and second", by_dates=True
)
NO_LONGER: Final = contradiction(
    "vote or motion outside a membership",
    "a member acts from the first day of the membership to its last",
    by_dates=True,
)
FOR_NO_MEMBER: Final = contradiction(
    "substitute for somebody who is not a member", "a substitute has a member's place", by_dates=True
)
HAS_A_SEAT: Final = contradiction("substitute who has a seat", "a member has one place, and one vote", by_dates=True)
NOT_NAMED: Final = contradiction(
    "substitute who is not named as one",
    "where a body lists its substitutes, these stand in and nobody else",
    by_dates=True,
)
TWO_FOR_ONE: Final = contradiction("two substitutes for one member", "a place is taken by one at a time")
LAPSES = (NO_MEMBER, NOT_SHOWN, NO_MOVER, NO_LONGER, FOR_NO_MEMBER, HAS_A_SEAT, NOT_NAMED, TWO_FOR_ONE)
_AWAY: Final = (Presence.ABSENT, Presence.APOLOGIES)


def voters_check(register: Register) -> Iterator[Flag]:
    """Voters who were no members of the body that met, nor in the place of one.

    A list that is not known to be complete accuses nobody: then it is not shown that they were.
    """
    for answer in told(register, VOTES):
        whole = put_to_vote(register, answer.stream)
        seats = _seats(register, whole, answer)
        if whole is None or seats is None:
            continue
        for voter in answer.row.cast_by:
            yield from _by_membership(answer, whole, seats, voter, "voted", NO_MEMBER)


def movers_check(register: Register) -> Iterator[Flag]:
    """Movers and seconders who certainly were no members of the body that met, nor in the place of one."""
    moved: tuple[RowAsAt[Any], ...] = (*told(register, RESOLUTIONS), *told(register, MOTIONS))
    for answer in moved:
        for member, did in ((answer.event.mover, "moved it"), (answer.event.seconder, "seconded it")):
            seats = _seats(register, answer, answer) if member else None
            if member and seats is not None:
                yield from _by_membership(answer, answer, seats, member, did, NO_MOVER)


def _seats(register: Register, whole: RowAsAt[Any] | None, on: RowAsAt[Any]) -> Seats | None:
    """The seats of the body at whose meeting something was put, on the day of that; None where that is not told."""
    held = meeting(register, whole.event.meeting) if whole is not None and whole.event.meeting else None
    return None if held is None else Seats(register, held.event.body, date_of(on.row))


def _by_membership(
    answer: RowAsAt[Any], whole: RowAsAt[Any], seats: Seats, person: str, did: str, lapse: Lapse
) -> Iterator[Flag]:
    if kind_of(person) != "person" or seats.may_have(person):
        return
    there = attendance(replace(seats.register, as_at=None), whole.event.meeting)
    if any(each.event.substitute_for for each in there if each.event.person == person):
        return
    who, body = name_of(person), name_of(seats.body)
    possibly = answer.with_certainty(Certainty.POSSIBLY)
    if seats.are_told and seats.are_all:
        yield flagged(lapse, answer, f"'{who}' {did}, and is not among the members of '{body}'")
    elif former := seats.former(person):
        ended = last_day_of(former.row)
        over = ended is not None and ended.is_before(seats.day)
        was = f"ended {ended.on}" if over and ended is not None else f"began {date_of(former.row).on}"
        yield flagged(NO_LONGER, possibly, f"'{who}' {did}; the membership in '{body}' {was}", former.row)
    elif seats.are_told and lapse is NO_MEMBER:
        yield flagged(NOT_SHOWN, possibly, f"'{who}' voted, and is not recorded as a member of '{body}'")


def substitutes_check(register: Register) -> Iterator[Flag]:
    """Substitutes for those who had no place to give, who have one already, or who are not the ones that are named."""
    first: dict[tuple[str, str], RowAsAt[Any]] = {}
    for answer in in_turn(told(register, ATTENDANCE), lambda each: each.event.person):
        absent, held = answer.event.substitute_for, meeting(register, answer.stream)
        if not absent or held is None:
            continue
        seats, who = Seats(register, held.event.body, date_of(held.row)), answer.event.person
        where = name_of(seats.body)
        told_all = seats.are_told and seats.are_all
        if told_all and not seats.may_have(absent):
            yield flagged(FOR_NO_MEMBER, answer, f"'{name_of(who)}' for '{name_of(absent)}', not a member of '{where}'")
        own = seats.certainly_has(who)
        if own is not None:
            yield flagged(HAS_A_SEAT, answer, f"'{name_of(who)}' for '{name_of(absent)}', a member as well", own.row)
        elif told_all and seats.named_substitutes and who not in seats.named_substitutes:
            yield flagged(NOT_NAMED, answer, f"'{name_of(who)}' is not among the substitutes of '{where}'")
        if answer.event.items or answer.event.presence in _AWAY:
            continue
        before = first.setdefault((answer.stream, absent), answer)
        if before.event.person != who:
            says = f"'{name_of(before.event.person)}' and '{name_of(who)}' for '{name_of(absent)}'"
            yield flagged(TWO_FOR_ONE, answer, says, before.row)


CHECKS = (voters_check, movers_check, substitutes_check)
