"""Years of an invented committee that are in order, and contradictions to plant in them, as chance has it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from random import Random
from typing import Any, Final, NamedTuple

from ledger.entries.entry import Draft
from ledger.vocabulary.commitments import CommitmentMade
from ledger.vocabulary.dates import When, exactly, when
from ledger.vocabulary.event import Event
from ledger.vocabulary.interests import InterestDeclared
from ledger.vocabulary.meetings import AttendanceRecorded, MeetingCancelled, MeetingHeld, Presence
from ledger.vocabulary.membership import MembershipEnded, MembershipListDeclared, MembershipStarted, OfficeAssigned
from ledger.vocabulary.organisations import BodyDissolved, BodyEstablished, BodyVacanciesDeclared
from ledger.vocabulary.people import PersonRegistered
from ledger.vocabulary.projects import ProjectOpened
from ledger.vocabulary.provenance import Source
from ledger.vocabulary.questions import QuestionAsked
from ledger.vocabulary.reports import MinutesConfirmed
from ledger.vocabulary.resolutions import Limb, ResolutionPassed, Verb
from ledger.vocabulary.votes import Ballot, CastingVote, Choice, VoteRecorded

MINUTES: Final = Source(document="Minutes of the committee")
BODY, WORKS = "body:works", "project:works"
STRANGER, GUEST = "person:stranger", "person:guest"
RESERVES: Final = tuple(f"person:reserve-{number}" for number in range(3))


class Met(NamedTuple):
    """A meeting of the year: who was there as a member, who chaired it, and who was away."""

    meeting: str
    day: When
    there: tuple[str, ...]
    away: tuple[str, ...]


def said(event: Event, on: str | When) -> Draft:
    return Draft(event=event, source=MINUTES, occurred=when(on) if isinstance(on, str) else on)


def year(chance: Random) -> tuple[list[Draft], list[Met]]:
    """Everything told of a year, and its meetings."""
    members = tuple(f"person:member-{number}" for number in range(chance.randint(5, 9)))
    drafts = [
        said(BodyEstablished(body=BODY, name="Works Committee", seats=len(members)), "2023-05-01"),
        said(ProjectOpened(project=WORKS, title="Works"), "2023-05-01"),
        *(
            said(PersonRegistered(person=each, name=each[7:].title()), "XXXX")
            for each in (*members, *RESERVES, STRANGER, GUEST)
        ),
        *(said(MembershipStarted(body=BODY, member=each), "2023-05-20") for each in members),
        *(said(MembershipStarted(body=BODY, member=each, role="substitute"), "2023-05-20") for each in RESERVES),
        said(MembershipListDeclared(body=BODY, complete=True), "2023-05-20"),
        said(OfficeAssigned(body=BODY, office="chair", holder=members[0]), "2023-05-20"),
        said(OfficeAssigned(body=BODY, office="vice-chair", holder=members[1]), "2023-05-20"),
    ]
    met: list[Met] = []
    day = date(2023, 6, 6)
    for number in range(chance.randint(6, 10)):
        drafts += _meeting(chance, number, day, members, met)
        day += timedelta(days=chance.choice((28, 35)))
    return drafts, met


def _meeting(chance: Random, number: int, day: date, members: tuple[str, ...], met: list[Met]) -> Iterator[Draft]:
    meeting, on = f"meeting:works/{day}", when(str(day))
    away = tuple(chance.sample(members[2:], k=chance.randint(1, len(members) - 4)))
    there = tuple(each for each in members if each not in away)
    yield said(MeetingHeld(meeting=meeting, body=BODY), on)
    for each in there:
        yield said(AttendanceRecorded(meeting=meeting, person=each, presiding=True if each == there[0] else None), on)
    for each in away:
        yield said(AttendanceRecorded(meeting=meeting, person=each, presence=Presence.APOLOGIES), on)
    stands_in = chance.random() < 0.5
    if stands_in:
        yield said(AttendanceRecorded(meeting=meeting, person=RESERVES[0], substitute_for=away[0]), on)
    if met:
        yield said(MinutesConfirmed(meeting=met[-1].meeting, confirmed_at=meeting, signed_by=there[0]), on)
    for item in range(chance.randint(1, 3)):
        name = f"{day}-{item}"
        yield _resolved(meeting, on, name, mover=there[1], seconder=there[0])
        voters = (*there, RESERVES[0]) if stands_in else there
        votes = tuple(Ballot(member=each, choice=chance.choice((Choice.FOR, Choice.AGAINST))) for each in voters)
        ayes = sum(ballot.choice is Choice.FOR for ballot in votes)
        if 2 * ayes > len(votes):
            vote = VoteRecorded(resolution=f"resolution:works/{name}", ballots=votes, carried=True)
            yield said(vote if chance.random() < 0.5 else _counted(vote, ayes, len(votes) - ayes), on)
    asked = QuestionAsked(text=f"How far is part {number}?", by=there[0], question=f"question:{day}", meeting=meeting)
    made = CommitmentMade(text=f"Report on part {number}", by=there[1], commitment=f"commitment:{day}", meeting=meeting)
    yield said(asked, on)
    yield said(made, on)
    met.append(Met(meeting, on, there, away))


def _counted(vote: VoteRecorded, ayes: int, noes: int) -> VoteRecorded:
    return VoteRecorded(resolution=vote.resolution, for_=ayes, against=noes, carried=True)


def _resolved(meeting: str, on: When, name: str, **fields: Any) -> Draft:
    limbs = (Limb(verb=Verb.AGREED, text="it", projects=(WORKS,)),)
    event = ResolutionPassed(
        text=f"That part {name} be done", limbs=limbs, meeting=meeting, resolution=f"resolution:works/{name}", **fields
    )
    return said(event, on)


def _voted(met: Met, name: str, **fields: Any) -> list[Draft]:
    passed = _resolved(met.meeting, met.day, name)
    return [passed, said(VoteRecorded(resolution=passed.subject, **fields), met.day)]


def _ballots(*voters: str) -> tuple[Ballot, ...]:
    return tuple(Ballot(member=each, choice=Choice.FOR) for each in voters)


def _stood_in(met: Met, who: str, absent: str) -> list[Draft]:
    return [said(AttendanceRecorded(meeting=met.meeting, person=who, substitute_for=absent), met.day)]


PLANTED: Final[dict[str, Callable[[Met, str], list[Draft]]]] = {
    "counts against ballots": lambda met, name: _voted(met, name, ballots=_ballots(*met.there[:2]), for_=1, against=0),
    "two ballots of one person": lambda met, name: _voted(met, name, ballots=_ballots(met.there[0], met.there[0])),
    "more votes than members present": lambda met, name: _voted(met, name, for_=3, against=1, present=3),
    "more votes than members recorded as present": lambda met, name: _voted(met, name, for_=40, against=9),
    "result against the votes": lambda met, name: _voted(met, name, for_=1, against=2, carried=True),
    "carried though nobody voted for it": lambda met, name: _voted(met, name, for_=0, against=2, carried=True),
    "casting vote without a tie": lambda met, name: _voted(
        met, name, for_=2, against=1, casting=CastingVote(member=met.there[0], choice=Choice.FOR)
    ),
    "casting vote by somebody who did not preside": lambda met, name: _voted(
        met, name, for_=1, against=1, casting=CastingVote(member=met.there[1], choice=Choice.FOR)
    ),
    "vote without a quorum": lambda met, name: _voted(met, name, for_=2, against=0, quorum=60),
    "vote by somebody absent": lambda met, name: _voted(met, name, ballots=_ballots(met.away[0])),
    "vote by somebody who is not a member": lambda met, name: _voted(met, name, ballots=_ballots(STRANGER)),
    "two votes on one question": lambda met, name: [
        *_voted(met, name, for_=3, against=1),
        said(VoteRecorded(resolution=f"resolution:works/{name}", for_=2, against=1), met.day),
    ],
    "moved or seconded by somebody absent": lambda met, name: [
        _resolved(met.meeting, met.day, name, mover=met.away[0])
    ],
    "moved or seconded by somebody who is not a member": lambda met, name: [
        _resolved(met.meeting, met.day, name, mover=STRANGER)
    ],
    "seconded by the mover": lambda met, name: [
        _resolved(met.meeting, met.day, name, mover=met.there[0], seconder=met.there[0])
    ],
    "vote after withdrawing for an interest": lambda met, name: [
        said(
            InterestDeclared(meeting=met.meeting, person=met.there[2], about=(WORKS,), action=f"left, {name}"), met.day
        ),
        *_voted(met, name, ballots=_ballots(met.there[2])),
    ],
    "decided on another day than its meeting": lambda met, name: [
        _resolved(met.meeting, exactly(met.day.earliest + 3), name)
    ],
    "present and absent": lambda met, name: [
        said(AttendanceRecorded(meeting=met.meeting, person=met.there[1], presence=Presence.ABSENT), met.day)
    ],
    "substitute who has a seat": lambda met, name: _stood_in(met, met.there[1], met.away[-1]),
    "substitute who is not named as one": lambda met, name: _stood_in(met, GUEST, met.away[-1]),
    "substitute for somebody who is not a member": lambda met, name: _stood_in(met, RESERVES[1], GUEST),
    "substitute for somebody who was there": lambda met, name: _stood_in(met, RESERVES[2], met.there[0]),
    "minutes confirmed before the meeting": lambda met, name: [
        said(MinutesConfirmed(meeting=met.meeting), exactly(met.day.earliest - 1))
    ],
    "meeting cancelled and held": lambda met, name: [said(MeetingCancelled(meeting=met.meeting), met.day)],
    "meeting under two ids": lambda met, name: [said(MeetingHeld(meeting=f"meeting:other/{name}", body=BODY), met.day)],
    "commitment told twice": lambda met, name: [
        said(CommitmentMade(text=text, by=met.there[0], commitment=f"commitment:{name}-{number}"), met.day)
        for number, text in enumerate(("A list of trees is to be brought", "Trees to be brought in a list"))
    ],
    "two chairs at once": lambda met, name: [
        said(OfficeAssigned(body=BODY, office="Chairman", holder=met.there[1], tenure=name), met.day)
    ],
    "chair and vice-chair at once": lambda met, name: [
        said(OfficeAssigned(body=BODY, office="deputy chair", holder="person:member-0", tenure=name), met.day)
    ],
    "more members than seats": lambda met, name: [said(MembershipStarted(body=BODY, member=STRANGER), met.day)],
    "vacancies against the members": lambda met, name: [said(BodyVacanciesDeclared(body=BODY, number=2), met.day)],
    "vote or motion outside a membership": lambda met, name: [
        said(MembershipListDeclared(body=BODY, complete=False), "2023-05-21"),
        said(MembershipEnded(body=BODY, member=met.there[2]), "2023-05-22"),
        *_voted(met, name, ballots=_ballots(met.there[2])),
    ],
    "act of a body not in being": lambda met, name: [said(BodyDissolved(body=BODY), exactly(met.day.earliest - 1))],
}
"""Every kind, with what makes one at a meeting; the name tells what is planted there from what is planted elsewhere."""
FOR_ALL: Final = ("more members than seats", "vote or motion outside a membership", "act of a body not in being")
"""Those that change who was a member, or whether there was a body, at every meeting: they stand alone in a year."""
