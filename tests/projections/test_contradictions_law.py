"""The law of contradictions: whatever was told first, and by whatever door, the same is flagged, and asked about.

Statements about two meetings of an invented panel, which agree or disagree as chance has it, are told in one order and
then in another; single, together, or each for itself as an import does; with corrections and retractions in between.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from random import Random
from typing import Any, Final

import msgspec
import pytest

from ledger import Ledger
from ledger.entries.entry import Draft
from ledger.refusals import Refusals, Unexplained
from ledger.vocabulary.commitments import CommitmentMade
from ledger.vocabulary.corrections import EntryCorrected, EntryRetracted
from ledger.vocabulary.dates import when
from ledger.vocabulary.event import Event
from ledger.vocabulary.interests import InterestDeclared
from ledger.vocabulary.meetings import AttendanceRecorded, MeetingHeld, Presence
from ledger.vocabulary.membership import MembershipListDeclared, MembershipStarted
from ledger.vocabulary.organisations import BodyEstablished
from ledger.vocabulary.people import PersonRegistered
from ledger.vocabulary.projects import ProjectOpened
from ledger.vocabulary.provenance import Source
from ledger.vocabulary.questions import QuestionAsked
from ledger.vocabulary.reports import MinutesConfirmed
from ledger.vocabulary.resolutions import Limb, ResolutionPassed, Verb
from ledger.vocabulary.votes import VoteRecorded
from projections import ALL, Projector, Register
from projections.flags import contradictions, flags
from projections.flags.checking import ContradictionCheck
from tests.conftest import Ledgers

SOAK: Final = os.environ.get("GOVLEDGER_SOAK") == "1"
EXAMPLES: Final = 400 if SOAK else 6
MINUTES: Final = Source(document="Minutes of the panel")
PANEL, BRIDGE = "body:panel", "project:bridge"
PEOPLE: Final = tuple(f"person:{name}" for name in ("ann", "bob", "cai", "dee"))
MEETINGS: Final = {"meeting:march": "2024-03-12", "meeting:april": "2024-04-09"}
DAYS: Final = ("2024-03-11", "2024-03-12", "2024-04-09", "2024-05-14")
QUESTIONS: Final = ("What will it cost?", "What will it cost us?", "When is it open?")


def said(event: Event, on: str, **envelope: Any) -> Draft:
    return Draft(event=event, source=MINUTES, occurred=when(on), **envelope)


def resolution(meeting: str) -> str:
    return meeting.replace("meeting:", "resolution:")


FOUNDED: Final = (
    said(BodyEstablished(body=PANEL, name="Panel", kind="panel"), "2024-01-01"),
    *(said(PersonRegistered(person=person, name=person[7:].title()), "XXXX") for person in PEOPLE),
    said(ProjectOpened(project=BRIDGE, title="Bridge", kind="project"), "2024-01-01"),
    *(said(MeetingHeld(meeting=meeting, body=PANEL), on) for meeting, on in MEETINGS.items()),
    *(
        said(
            ResolutionPassed(
                text=f"That it be built in {meeting}",
                limbs=(Limb(verb=Verb.AGREED, text="it", projects=(BRIDGE,)),),
                meeting=meeting,
                mover=mover,
                seconder=PEOPLE[2],
                resolution=resolution(meeting),
            ),
            on,
        )
        for (meeting, on), mover in zip(MEETINGS.items(), PEOPLE, strict=False)
    ),
)


def statements(chance: Random) -> list[Draft]:
    """What may be told of the two meetings; no two say the same."""
    found: dict[str, Draft] = {}
    for _ in range(chance.randint(6, 22)):
        meeting, on = chance.choice([*MEETINGS.items()])
        draft = said(_event(chance, meeting), chance.choice((on, on, on, chance.choice(DAYS))))
        if isinstance(draft.event, MembershipStarted):
            draft = said(draft.event, "2024-02-01")
        found.setdefault(_what(draft.event), draft)
    return list(found.values())


def _event(chance: Random, meeting: str) -> Event:
    person = chance.choice(PEOPLE)
    match chance.randint(0, 9):
        case 0 | 1 | 2:
            presence = chance.choice(list(Presence))
            presiding = chance.choice((None, None, True))
            substitute = chance.choice((None, None, chance.choice(PEOPLE)))
            return AttendanceRecorded(
                meeting=meeting,
                person=person,
                presence=presence,
                presiding=presiding,
                substitute_for=None if substitute == person else substitute,
            )
        case 3 | 4 | 5:
            return _vote(chance, resolution(meeting))
        case 6:
            action = chance.choice(("left the room", "stayed", "did not vote", ""))
            return InterestDeclared(meeting=meeting, person=person, about=(BRIDGE,), action=action)
        case 7:
            at = chance.choice((None, *MEETINGS))
            return MinutesConfirmed(meeting=meeting, confirmed_at=at, signed_by=person)
        case 8:
            declared = MembershipListDeclared(body=PANEL, complete=True)
            return chance.choice((MembershipStarted(body=PANEL, member=person, membership=person[7:]), declared))
    text, number = chance.choice(QUESTIONS), chance.randint(1, 10**9)
    asked = QuestionAsked(text=text, by=person, question=f"question:{number}")
    made = CommitmentMade(text=f"{text[:-1]} is to be found out", by=person, commitment=f"commitment:{number}")
    return chance.choice((asked, made))


def _vote(chance: Random, subject: str) -> Event:
    """As a clerk might state it: with counts, ballots, a casting vote, each or none."""
    fields: dict[str, Any] = {"for": chance.randint(0, 3), "against": chance.randint(0, 3)}
    if chance.random() < 0.5:
        voters = chance.choices(PEOPLE, k=chance.randint(1, 4))
        fields["ballots"] = [{"member": who, "choice": chance.choice(("for", "against", "absent"))} for who in voters]
    if chance.random() < 0.3:
        fields["casting"] = {"member": chance.choice(PEOPLE), "choice": chance.choice(("for", "against"))}
    if chance.random() < 0.5:
        fields["present"] = chance.randint(1, 5)
    fields["carried"] = chance.choice((True, False))
    return msgspec.convert({"resolution": subject, **fields}, VoteRecorded)


def _what(event: Event) -> str:
    """By what the ledger tells one statement from another, so that none of them is refused for meaning nothing."""
    match event:
        case AttendanceRecorded():
            return f"{event.meeting} {event.person} {event.presence}"
        case InterestDeclared():
            return f"{event.meeting} {event.person} {event.action}"
        case MembershipStarted():
            return event.member
        case QuestionAsked() | CommitmentMade():
            return f"{event.TYPE} {event.text} {event.by}"
    return str(event)


def later(chance: Random, drafts: Sequence[Draft]) -> dict[int, Event]:
    """What is said afterwards of some of the statements: at most one thing of each, by its number."""
    found: dict[int, Event] = {}
    for number in chance.sample(range(len(drafts)), k=len(drafts) // 3):
        event = drafts[number].event
        change: dict[str, Any] = {}
        if isinstance(event, VoteRecorded):
            change = {"present": chance.randint(6, 9)}
        elif isinstance(event, AttendanceRecorded):
            change = {"presence": chance.choice([p for p in Presence if p is not event.presence]).value}
        found[number] = (
            EntryCorrected(entry=1, why="misread", fields=change) if change else EntryRetracted(entry=1, why="not so")
        )
    return found


@contextmanager
def opened(url: str, *, asking: bool = False) -> Iterator[Ledger]:
    ledger = Ledger(
        url,
        recorder="clerk",
        alongside=lambda datastore: Projector(datastore, ALL),
        check=ContradictionCheck if asking else None,
    )
    with ledger:
        ledger.record(FOUNDED)
        yield ledger


def tell(ledger: Ledger, drafts: Sequence[Draft], after: dict[int, Event], chance: Random) -> None:
    """Tell the statements in a random order, through random doors, and what is said of them some time later."""
    order = chance.sample(range(len(drafts)), k=len(drafts))
    places: dict[int, tuple[str, int]] = {}
    waiting: list[int] = []
    while order or waiting:
        if waiting and (not order or chance.random() < 0.3):
            number = waiting.pop(chance.randrange(len(waiting)))
            stream, position = places[number]
            about = msgspec.structs.replace(after[number], entry=position)
            _told(ledger, [Draft(event=about, stream=stream, source=MINUTES)], chance)
            continue
        numbers = [order.pop() for _ in range(min(len(order), chance.choice((1, 1, 2, 5))))]
        for number, entry in zip(numbers, _told(ledger, [drafts[n] for n in numbers], chance), strict=True):
            places[number] = entry.stream, entry.position
        waiting += [number for number in numbers if number in after]


def _told(ledger: Ledger, drafts: Iterable[Draft], chance: Random) -> list[Any]:
    stated = list(drafts)
    if chance.random() < 0.3:
        outcome = ledger.in_bulk().record([(draft,) for draft in stated])
        assert not outcome.refused
        return list(outcome.recorded)
    return list(ledger.record(stated).recorded)


def flagged(ledger: Ledger, day: str | None) -> set[tuple[str, str, str, str, str]]:
    at = None if day is None else when(day).earliest
    found = flags(Register(at, ledger.book.last_position(), ledger.datastore))
    return {(each.lapse.name, each.about, each.says, each.certainty.value, each.on.text) for each in found}


@pytest.fixture(params=["sqlite", "postgresql"])
def ledgers(request: pytest.FixtureRequest) -> Ledgers:
    made: Ledgers = request.getfixturevalue(f"{'sqlite' if request.param == 'sqlite' else 'postgres'}_ledgers")
    return made


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(EXAMPLES))
def test_the_same_is_flagged_in_whatever_order_and_by_whatever_door_it_was_told(seed: int, ledgers: Ledgers) -> None:
    chance = Random(seed)
    drafts = statements(chance)
    after = later(chance, drafts)
    found = []
    for _ in range(2):
        with opened(ledgers()) as ledger:
            tell(ledger, drafts, after, chance)
            found.append({day: flagged(ledger, day) for day in (None, *DAYS)})

    assert found[0] == found[1]


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(EXAMPLES))
def test_what_is_asked_about_is_what_is_flagged_anew(seed: int, sqlite_ledgers: Ledgers) -> None:
    chance = Random(1_000 + seed)
    drafts = statements(chance)
    after = later(chance, drafts)
    with opened(sqlite_ledgers(), asking=True) as ledger:
        for number, draft in enumerate(drafts):
            position = _asks_exactly(ledger, draft)
            if number in after:
                about = msgspec.structs.replace(after[number], entry=position)
                _asks_exactly(ledger, Draft(event=about, stream=draft.subject, source=MINUTES))


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(EXAMPLES))
def test_what_is_flagged_about_one_subject_is_what_is_flagged_about_it_among_all(
    seed: int, sqlite_ledgers: Ledgers
) -> None:
    chance = Random(2_000 + seed)
    drafts = statements(chance)
    with opened(sqlite_ledgers()) as ledger:
        tell(ledger, drafts, later(chance, drafts), chance)
        for day in (None, chance.choice(DAYS)):
            register = Register(when(day).earliest if day else None, ledger.book.last_position(), ledger.datastore)
            found = flags(register)
            for subject in {draft.subject for draft in (*FOUNDED, *drafts)}:
                assert flags(register, about=subject) == [each for each in found if each.about == subject]


def _asks_exactly(ledger: Ledger, draft: Draft) -> int:
    """Record a statement, with a reason where it is asked about: if, and only if, it contradicts something anew."""
    before = contradicting(ledger)
    try:
        outcome = ledger.record([draft])
        asked: set[tuple[str, str]] = set()
    except Refusals as refused:
        if not all(isinstance(one, Unexplained) for one in refused.refusals):
            raise
        wrong = [one for one in refused.refusals if isinstance(one, Unexplained)]
        asked = {(conflict.kind, conflict.says) for one in wrong for conflict in one.conflicts}
        outcome = ledger.record([msgspec.structs.replace(draft, although="the minutes say so")])
    assert {(name, says) for name, _, says in contradicting(ledger) - before} == asked
    return outcome.recorded[0].position


def contradicting(ledger: Ledger) -> set[tuple[str, str, str]]:
    found = contradictions(Register(None, ledger.book.last_position(), ledger.datastore))
    return {(each.lapse.name, each.about, each.says) for each in found}
