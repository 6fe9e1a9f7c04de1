"""Corrections by the thousand: flagged afterwards is what is flagged of a ledger that was told it right at once."""

from __future__ import annotations

import os
from random import Random
from typing import Any, Final

import msgspec
import pytest

from ledger import Ledger
from ledger.entries.corrections import effective
from ledger.entries.entry import Draft, Entry
from ledger.vocabulary.corrections import EntryCorrected, EntryRetracted
from ledger.vocabulary.dates import when
from ledger.vocabulary.event import Event
from ledger.vocabulary.meetings import AttendanceRecorded, MeetingHeld, Presence
from ledger.vocabulary.membership import MembershipListDeclared, MembershipStarted, OfficeAssigned
from ledger.vocabulary.organisations import BodyEstablished, BodySeatsSet
from ledger.vocabulary.people import PersonRegistered
from ledger.vocabulary.provenance import Source
from ledger.vocabulary.resolutions import Limb, ResolutionPassed, Verb
from ledger.vocabulary.votes import Ballot, Choice, VoteRecorded
from projections import ALL, Projector, register_at
from projections.flags import flags
from tests.conftest import Ledgers

SOAK: Final = os.environ.get("GOVLEDGER_SOAK") == "1"
LEDGERS, MEETINGS, CORRECTIONS, CHUNK = (50, 40, 2_000, 200) if SOAK else (1, 8, 400, 100)
"""How many ledgers, each with how many meetings and corrections; a story that is corrected is folded anew each time."""
MINUTES: Final = Source(document="Minutes of the panel")
PANEL: Final = "body:panel"
PEOPLE: Final = tuple(f"person:{name}" for name in ("ann", "bob", "cai", "dee"))


def said(event: Event, on: str = "2024-03-12", **envelope: Any) -> Draft:
    return Draft(event=event, source=MINUTES, occurred=when(on), **envelope)


def founded() -> list[Draft]:
    """A panel that met often on one day, so that the days of what it decided can be confused."""
    people = [said(PersonRegistered(person=person, name=person[7:].title()), "XXXX") for person in PEOPLE]
    limbs = (Limb(verb=Verb.AGREED, text="it"),)
    drafts = [said(BodyEstablished(body=PANEL, name="Panel", kind="panel"), "2024-01-01"), *people]
    for number in range(MEETINGS):
        meeting, resolution = f"meeting:{number}", f"resolution:{number}"
        passed = ResolutionPassed(
            text=f"That {number} be built", limbs=limbs, meeting=meeting, mover=PEOPLE[0], resolution=resolution
        )
        drafts += [said(MeetingHeld(meeting=meeting, body=PANEL, number=str(number))), said(passed)]
    return drafts


def statements(chance: Random) -> list[Draft]:
    """Who had a seat, who was there and how they voted, at each of the meetings; mostly as it can be."""
    drafts = [said(MembershipStarted(body=PANEL, member=each, membership=each[7:]), "2024-02-01") for each in PEOPLE]
    drafts.append(said(MembershipListDeclared(body=PANEL, complete=True), "2024-02-01"))
    drafts.append(said(BodySeatsSet(body=PANEL, number=len(PEOPLE)), "2024-02-01"))
    drafts += [
        said(OfficeAssigned(body=PANEL, office=office, holder=PEOPLE[0], tenure=office), "2024-02-01")
        for office in ("chair", "chairman")
    ]
    for number in range(MEETINGS):
        ballots = tuple(Ballot(member=person, choice=chance.choice((Choice.FOR, Choice.AGAINST))) for person in PEOPLE)
        vote = VoteRecorded(resolution=f"resolution:{number}", ballots=ballots).spelt_out()
        drafts += [said(AttendanceRecorded(meeting=f"meeting:{number}", person=person)) for person in PEOPLE]
        drafts.append(said(vote))
    return drafts


def second_thought(chance: Random, entry: Entry, made: dict[int, list[int]]) -> Event:
    """What is said of an entry afterwards: that it was otherwise, or not so, or so after all."""
    if made.get(entry.position) and chance.random() < 0.3:
        return EntryRetracted(entry=made[entry.position].pop(), why="it was right")
    fields: dict[str, Any]
    if isinstance(entry.event, AttendanceRecorded):
        fields = {"presence": chance.choice(list(Presence)).value, "capacity": str(chance.random())}
    elif isinstance(entry.event, MembershipStarted):
        fields = {"role": chance.choice(("member", "substitute", "observer"))}
    elif isinstance(entry.event, MembershipListDeclared):
        fields = {"complete": chance.random() < 0.8}
    elif isinstance(entry.event, BodySeatsSet):
        fields = {"number": chance.randint(2, 5)}
    elif isinstance(entry.event, OfficeAssigned):
        fields = {"holder": chance.choice(PEOPLE)}
    else:
        fields = {"for": chance.randint(0, 5), "carried": chance.random() < 0.5, "present": chance.randint(1, 99)}
    on = chance.choice((None, None, None, "2024-03-12", "2024-03-13"))
    return EntryCorrected(entry=entry.position, why=f"misread {chance.random()}", fields=fields, occurred=on)


def flagged(ledger: Ledger) -> set[tuple[str, str, str, str, str]]:
    return {
        (each.lapse.name, each.about, each.says, each.certainty.value, each.on.text)
        for each in flags(register_at(ledger.datastore))
    }


def as_it_stands(ledger: Ledger, chance: Random) -> list[Draft]:
    """What counts of all statements, as corrected, in a random order."""
    streams: dict[str, list[Entry]] = {}
    for entry in ledger.book.entries():
        streams.setdefault(entry.stream, []).append(entry)
    counted = [entry for told in streams.values() for entry in effective(told) if not entry.event.introduces]
    drafts = [Draft(event=each.event, source=MINUTES, occurred=each.occurred) for each in counted]
    return chance.sample(drafts, k=len(drafts))


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(LEDGERS))
def test_corrections_leave_flagged_what_is_flagged_when_it_is_told_right_at_once(
    seed: int, sqlite_ledgers: Ledgers
) -> None:
    chance = Random(20_241_129 + seed)

    def opened() -> Ledger:
        ledger = Ledger(sqlite_ledgers(), recorder="clerk", alongside=lambda datastore: Projector(datastore, ALL))
        ledger.record(founded())
        return ledger

    with opened() as ledger:
        bulk = ledger.in_bulk()
        told = list(bulk.record([(draft,) for draft in statements(chance)]).recorded)
        made: dict[int, list[int]] = {}
        for _ in range(CORRECTIONS // CHUNK):
            about = [chance.choice(told) for _ in range(CHUNK)]
            drafts = [Draft(event=second_thought(chance, e, made), stream=e.stream, source=MINUTES) for e in about]
            for entry in bulk.record([(draft,) for draft in drafts]).recorded:
                if isinstance(entry.event, EntryCorrected):
                    made.setdefault(entry.event.entry, []).append(entry.position)
        found = flagged(ledger)
        right = as_it_stands(ledger, chance)

    with opened() as ledger:
        numbered = [msgspec.structs.replace(draft, note=str(number)) for number, draft in enumerate(right)]
        assert len(ledger.in_bulk().record([(draft,) for draft in numbered]).recorded) == len(right)
        assert flagged(ledger) == found
    assert len(found) > MEETINGS
