"""Offices: two holders of one that has one, one holder of two that exclude one another, and holders without a seat."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import combinations, product
from typing import Any, Final

from msgspec import structs

from ledger.vocabulary.dates import Certainty
from ledger.vocabulary.organisations import BodyEstablished
from ledger.vocabulary.subjects import kind_of, name_of
from projections.bodies import BODIES
from projections.engine.register import Register, RowAsAt
from projections.flags.flag import Flag, Lapse, contradiction, date_of, flagged, in_turn, told
from projections.flags.seats import Seats, has_a_seat, office_of_one, overlap
from projections.memberships import MEMBERSHIPS, TENURES, Tenure, both

TWO_CHAIRS: Final = contradiction(
    "two chairs at once",
    "a body has one chair, and its last day may be the next one's first; two share the office as co-chairs",
    by_dates=True,
)
TWO_HOLDERS: Final = contradiction(
    "two holders of one office at once", "it has one holder; who share it are co-holders", by_dates=True
)
CHAIR_AND_VICE: Final = contradiction(
    "chair and vice-chair at once", "who chairs has no deputy in themselves", by_dates=True
)
NO_SEAT: Final = contradiction(
    "office without a seat", "by the body's rules only its members have the office", by_dates=True
)
SCRUTINISES = Lapse(
    "member of the executive on a scrutiny committee",
    "nobody scrutinises their own decisions (LGA 2000 s9FA)",
    by_dates=True,
)
LAPSES = (TWO_CHAIRS, TWO_HOLDERS, CHAIR_AND_VICE, NO_SEAT, SCRUTINISES)
_VICE_CHAIR: Final = re.compile(r"^(the )?(vice|deputy)[- ]?(chair\w*|convenor|convener)\b", re.I)
_EXECUTIVE: Final = re.compile(r"(cabinet|executive)( board)?", re.I)
_COUNCILS_EXECUTIVE: Final = re.compile(rf"(the )?(.*\bcouncil('s)? )?{_EXECUTIVE.pattern}", re.I)
_SCRUTINY: Final = "scrutiny"
_ALL: Final = "all"


def holders_check(register: Register) -> Iterator[Flag]:
    """Two who certainly had one office of a body at once, and one who was its chair and vice-chair at once."""
    by_body: dict[str, list[RowAsAt[Tenure]]] = {}
    for answer in told(register, TENURES):
        by_body.setdefault(answer.stream, []).append(answer)
    for tenures in by_body.values():
        in_order = in_turn(tenures, lambda each: f"{each.event.holder} {each.event.office}")
        for one, other in combinations(in_order, 2):
            if overlap(one.row, other.row):
                yield from _at_once(one, other)


def _at_once(one: RowAsAt[Tenure], other: RowAsAt[Tenure]) -> Iterator[Flag]:
    first, second = (office_of_one(each.event.office) for each in (one, other))
    same_holder = one.event.holder == other.event.holder
    if not same_holder and first is not None and first == second:
        names = " and ".join(f"'{name_of(each.event.holder)}'" for each in (one, other))
        if first == "chair":
            yield _together(TWO_CHAIRS, other, f"{names} at once", one)
        else:
            yield _together(TWO_HOLDERS, other, f"{names} as {first} at once", one)
    elif same_holder and "chair" in (first, second) and any(_is_vice_chair(each) for each in (one, other)):
        says = f"'{name_of(one.event.holder)}' is {one.event.office} and {other.event.office}"
        yield _together(CHAIR_AND_VICE, other, says, one)


def _is_vice_chair(tenure: RowAsAt[Tenure]) -> bool:
    return _VICE_CHAIR.match(tenure.event.office.strip()) is not None


def _together(lapse: Lapse, answer: RowAsAt[Any], says: str, other: RowAsAt[Any]) -> Flag:
    """A flag on two that are in force at once: not certain before both have certainly begun."""
    return flagged(lapse, answer.with_certainty(both(answer, other)), says, other.row)


def seats_check(register: Register) -> Iterator[Flag]:
    """Holders of offices that only members have, who were not on the list of members, where that is complete."""
    reserved: dict[str, tuple[RowAsAt[Any], set[str]]] = {}
    for body in register.rows(BODIES, in_force=False):
        if body.event.offices_of_members:
            reserved[body.stream] = body, {_word(office) for office in body.event.offices_of_members}
    for answer in told(register, TENURES) if reserved else ():
        holder, office = answer.event.holder, answer.event.office
        if answer.stream not in reserved or kind_of(holder) != "person":
            continue
        body, offices = reserved[answer.stream]
        if not offices.intersection((_word(office), _ALL)):
            continue
        seats = Seats(register, answer.stream, date_of(answer.row))
        if seats.are_told and seats.are_all and not seats.may_be_member(holder):
            says = f"'{name_of(holder)}' became {office}, and is not among the members of '{name_of(answer.stream)}'"
            yield flagged(NO_SEAT, answer, says, body.row)


def _word(office: str) -> str:
    return office_of_one(office) or office.casefold()


def executive_check(register: Register) -> Iterator[Flag]:
    """Who certainly sat on an executive and on a committee that scrutinises it, at once."""
    bodies = {body.stream: body.event for body in register.rows(BODIES, in_force=False)}
    executives = {body for body, event in bodies.items() if is_executive(event)}
    committees = {body for body, event in bodies.items() if is_scrutiny(event)}
    sitting: dict[str, list[RowAsAt[Any]]] = {}
    scrutinising: dict[str, list[RowAsAt[Any]]] = {}
    for answer in told(register, MEMBERSHIPS) if executives and committees else ():
        for group, among in ((executives, sitting), (committees, scrutinising)):
            if answer.stream in group and has_a_seat(answer.event):
                among.setdefault(answer.event.member, []).append(answer)
    for member in sorted(sitting.keys() & scrutinising):
        for one, other in product(sitting[member], scrutinising[member]):
            certainty = _of_one_council(one.stream, other.stream, bodies)
            if certainty is not Certainty.NO and overlap(one.row, other.row):
                says = f"'{name_of(member)}' sits on '{name_of(one.stream)}' and on '{name_of(other.stream)}'"
                flag = _together(SCRUTINISES, other, says, one)
                yield flag if certainty is Certainty.YES else structs.replace(flag, certainty=certainty)


def is_executive(body: BodyEstablished) -> bool:
    """Whether a body is a council's executive, by its kind or its name."""
    return bool(_EXECUTIVE.fullmatch(body.kind) or _COUNCILS_EXECUTIVE.fullmatch(body.name))


def is_scrutiny(body: BodyEstablished) -> bool:
    """Whether a body's kind says so, or else its name, if that is of no meeting of the executive with others."""
    return _SCRUTINY in body.kind.casefold() or (_SCRUTINY in body.name.casefold() and not _EXECUTIVE.search(body.name))


def _of_one_council(one: str, other: str, bodies: Mapping[str, BodyEstablished]) -> Certainty:
    """Whether two bodies are of one organisation, or parts of one body; possibly, where one register has both."""
    whose, others = ({*bodies[each].of, bodies[each].parent} - {None} for each in (one, other))
    if whose and others:
        return Certainty.YES if whose & others else Certainty.NO
    registers = [name_of(each).rpartition("/")[0] for each in (one, other)]
    return Certainty.POSSIBLY if registers[0] and registers[0] == registers[1] else Certainty.NO


CHECKS = (holders_check, seats_check, executive_check)
