"""Who took part in what was decided without being there, without a seat, or in spite of an interest."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Final

from ledger.vocabulary.dates import Certainty
from ledger.vocabulary.interests import InterestDeclared
from ledger.vocabulary.meetings import AttendanceRecorded, Presence
from ledger.vocabulary.subjects import kind_of, name_of
from projections.decisions.motions import MOTIONS, put_to_vote
from projections.decisions.resolutions import RESOLUTIONS
from projections.decisions.votes import VOTES, Vote
from projections.engine.register import Register, RowAsAt
from projections.engine.rows import Point
from projections.flags.flag import Flag, Lapse, contradiction, flagged, told
from projections.interests import INTERESTS
from projections.meetings import attendance

VOTED_AWAY: Final = contradiction("vote by somebody absent", "only who is present votes (LGA 1972 Sch 12 para 39)")
MOVED_AWAY: Final = contradiction("moved or seconded by somebody absent", "who moves and who seconds is there to do it")
NOT_LISTED: Final = contradiction(
    "vote or motion by somebody not recorded as present", "who is there to vote or to move is recorded as present"
)
OWN_SECONDER: Final = contradiction("seconded by the mover", "somebody else seconds a motion")
WITHDREW: Final = contradiction(
    "vote after withdrawing for an interest", "who has withdrawn takes no part (Localism Act 2011 s31)"
)
MOVED_WITHDRAWN: Final = contradiction(
    "moved or seconded after withdrawing for an interest", "who has withdrawn takes no part (Localism Act 2011 s31)"
)
CAST_BY_OTHER: Final = contradiction(
    "casting vote by somebody who did not preside", "who presides casts it (LGA 1972 Sch 12 para 39)"
)
TOO_MANY: Final = contradiction(
    "more votes than members recorded as present", "who is there to vote is recorded as present"
)
LAPSES = (
    TOO_MANY,
    CAST_BY_OTHER,
    VOTED_AWAY,
    MOVED_AWAY,
    NOT_LISTED,
    OWN_SECONDER,
    WITHDREW,
    MOVED_WITHDRAWN,
)
AWAY: Final = (Presence.ABSENT, Presence.APOLOGIES)
_LEFT: Final = re.compile(
    r"\b(left|withdrew|withdrawn|retired|vacated|(took|take) no part|(did|does) not vote)\b", re.I
)
_STAYED: Final = re.compile(r"\b(did|has|had|does) not (leave|withdraw|left|withdrawn)\b|\b(remain|stay)ed\b", re.I)

There = RowAsAt[Point[AttendanceRecorded]]


@dataclass(frozen=True)
class _Room:
    """Who was at a meeting, and who withdrew from it."""

    register: Register
    meeting: str

    @cached_property
    def attendance(self) -> dict[str, list[There]]:
        found: dict[str, list[There]] = {}
        for answer in attendance(replace(self.register, as_at=None), self.meeting):
            found.setdefault(answer.event.person, []).append(answer)
        return found

    @cached_property
    def lists_present(self) -> bool:
        """Whether anybody is recorded as present as a member, so that a list of them was told."""
        return any(there.event.presence is Presence.PRESENT for told in self.attendance.values() for there in told)

    @cached_property
    def interests(self) -> list[RowAsAt[Point[InterestDeclared]]]:
        return self.register.rows(INTERESTS, in_force=False, stream=self.meeting)

    @cached_property
    def may_vote(self) -> set[str]:
        """Those who are recorded as there in any way, for the whole of it or for some items."""
        return {
            person
            for person, told in self.attendance.items()
            if any(there.event.items or there.event.presence not in AWAY for there in told)
        }

    @cached_property
    def presiding(self) -> list[There]:
        """Who is recorded to have presided, over the whole or some of it."""
        everybody = (there for told in self.attendance.values() for there in told if there.event.presiding)
        return sorted(everybody, key=lambda there: there.event.person)

    def away(self, person: str) -> There | None:
        """That somebody was away from the whole of it."""
        whole = [there for there in self.attendance.get(person, ()) if not there.event.items]
        away = [there for there in whole if there.event.presence in AWAY]
        return min(away, key=lambda there: there.event.presence.value, default=None)

    def lacks(self, person: str) -> bool:
        """Whether those present are listed, and somebody is not among them in any way."""
        return self.lists_present and kind_of(person) == "person" and person not in self.attendance


class _Rooms:
    """The meetings, each looked at once."""

    def __init__(self, register: Register) -> None:
        self._register = register
        self._rooms: dict[str, _Room] = {}

    def of(self, whole: RowAsAt[Any]) -> _Room | None:
        name = whole.event.meeting
        return self._rooms.setdefault(name, _Room(self._register, name)) if name else None


def voters_check(register: Register) -> Iterator[Flag]:
    """Ballots and casting votes of those who were away, are not listed, or had withdrawn for an interest."""
    rooms = _Rooms(register)
    for answer in told(register, VOTES):
        whole = put_to_vote(register, answer.stream)
        room = rooms.of(whole) if whole else None
        if whole is None or room is None:
            continue
        yield from _by_casting(answer, room)
        yield from _by_number(answer, room)
        for voter in answer.row.cast_by:
            yield from _by_attendance(answer, room, voter, VOTED_AWAY, "voted")
            yield from _by_interests(answer, room, voter, whole, WITHDREW, "voted")


def _by_casting(answer: RowAsAt[Vote], room: _Room) -> Iterator[Flag]:
    casting = answer.event.casting
    who = casting.member if casting is not None else None
    if who and kind_of(who) == "person" and room.presiding and all(each.event.person != who for each in room.presiding):
        names = ", ".join(dict.fromkeys(f"'{name_of(each.event.person)}'" for each in room.presiding))
        says = f"'{name_of(who)}' cast it, and {names} presided"
        yield flagged(CAST_BY_OTHER, answer, says, *(each.row for each in room.presiding))


def _by_number(answer: RowAsAt[Vote], room: _Room) -> Iterator[Flag]:
    """Those present may be more than are listed, so it is only possible. Ballots are looked at one by one."""
    vote = answer.event
    if vote.ballots or vote.present is not None or not room.lists_present:
        return
    if answer.event.cast > len(room.may_vote):
        says = f"{answer.event.cast} voted or abstained, and {len(room.may_vote)} are recorded as present"
        yield flagged(TOO_MANY, answer.with_certainty(Certainty.POSSIBLY), says)


def movers_check(register: Register) -> Iterator[Flag]:
    """Motions moved or seconded by those who were away or are not listed, or by one person alone."""
    rooms = _Rooms(register)
    moved: tuple[RowAsAt[Any], ...] = (*told(register, RESOLUTIONS), *told(register, MOTIONS))
    for answer in moved:
        event = answer.event
        if event.mover is not None and event.mover == event.seconder:
            yield flagged(OWN_SECONDER, answer, f"'{name_of(event.mover)}' moved and seconded it")
        room = rooms.of(answer)
        for member, did in ((event.mover, "moved it"), (event.seconder, "seconded it")) if room else ():
            if room is not None and member is not None and kind_of(member) == "person":
                yield from _by_attendance(answer, room, member, MOVED_AWAY, did)
                yield from _by_interests(answer, room, member, answer, MOVED_WITHDRAWN, did)


def _by_attendance(answer: RowAsAt[Any], room: _Room, person: str, lapse: Lapse, did: str) -> Iterator[Flag]:
    if away := room.away(person):
        how = "with apologies" if away.event.presence is Presence.APOLOGIES else "as absent"
        yield flagged(lapse, answer, f"'{name_of(person)}' {did}, recorded {how}", away.row)
    elif room.lacks(person):
        says = f"'{name_of(person)}' {did}, and is not recorded at '{name_of(room.meeting)}'"
        yield flagged(NOT_LISTED, answer.with_certainty(Certainty.POSSIBLY), says)


def _by_interests(
    answer: RowAsAt[Any], room: _Room, person: str, whole: RowAsAt[Any], lapse: Lapse, did: str
) -> Iterator[Flag]:
    concerned = {project for limb in getattr(whole.event, "limbs", ()) for project in limb.projects}
    concerned.update(getattr(whole.event, "projects", ()))
    item = getattr(whole.event, "item", "")
    for declared in room.interests:
        event = declared.event
        in_it = bool(concerned.intersection(event.about)) or bool(event.item and event.item == item)
        withdrew = _LEFT.search(event.action) and not _STAYED.search(event.action)
        if event.person == person and in_it and withdrew:
            says = f"'{name_of(person)}' {did}, having declared an interest: {event.action}"
            yield flagged(lapse, answer, says, declared.row)


CHECKS = (voters_check, movers_check)
