"""What earlier deliveries of an OParl source told, where this one changes what it rests on.

A delivery may hold a paper without its meeting, or a meeting without its papers, or neither of what a third waits for.
What they said before is in the ledger; its note names the places that it waits for. Where this delivery describes one
of them, or changes a meeting, it is told anew, and with it all else that its object told: what an object that is in a
delivery does not say any more would be taken back.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec.structs import replace

from ledger.entries.entry import Draft, Entry
from ledger.imports.former import restated
from ledger.imports.oparl_index import OparlIndex
from ledger.imports.oparl_route import subordinated
from ledger.imports.oparl_words import awaited, awaiting
from ledger.imports.records import Item, Removed, told
from ledger.vocabulary.meetings import AgendaItemListed, AttendanceRecorded, MeetingHeld
from ledger.vocabulary.projects import ProjectConsidered, ProjectDerived, ProjectOpened
from ledger.vocabulary.provenance import Standing
from ledger.vocabulary.resolutions import ResolutionPassed


def told_anew(index: OparlIndex) -> Iterator[Item]:
    """What earlier deliveries told of consultations and agenda items, where this one changes what they rest on."""
    found = {entry.position for entry in index.before}
    for entry in index.before:
        if isinstance(entry.event, ProjectOpened):
            yield from _links_anew(entry, entry.event, index)
            continue
        if isinstance(entry.event, MeetingHeld):
            yield from _participants_anew(entry, entry.event, index)
            continue
        if not isinstance(entry.event, ProjectConsidered):
            yield _item_anew(entry, index)
            continue
        yield from _consultation_anew(entry, entry.event, index)
        for other in index.former.of_subject(entry.stream):  # what was put off may be there twice under one id
            if other.source.at == entry.source.at and other.position not in found:
                yield told(restated(other, other.event))


def _links_anew(entry: Entry, event: ProjectOpened, index: OparlIndex) -> Iterator[Item]:
    """A paper that is not in the delivery, and papers that it is subordinated to and that are."""
    found = _arrived(entry, index.papers, index)
    above = {index.naming.subject("project", each) for each in found.values()}
    for other in _at_its_place(entry, found, index):
        if isinstance(other.event, ProjectDerived):
            above.update(other.event.from_)
        else:
            yield told(other)
    yield told(replace(restated(entry, subordinated(event.project, above)), note=""))


def _participants_anew(entry: Entry, event: MeetingHeld, index: OparlIndex) -> Iterator[Item]:
    """A meeting that is not in the delivery, and persons who were at it and who are."""
    found = _arrived(entry, index.persons, index)
    yield from map(told, _at_its_place(entry, found, index))
    for each in found.values() if entry.standing is not Standing.EXPECTED else ():
        attended = AttendanceRecorded(meeting=event.meeting, person=index.naming.subject("person", each))
        yield told(replace(restated(entry, attended), note=""))


def _arrived(entry: Entry, described: set[str], index: OparlIndex) -> dict[str, str]:
    """What an entry waits for and the delivery describes, by its places."""
    waiting = {at: index.at_place.get(at, "") for at in awaited(entry.note)}
    return {at: each for at, each in waiting.items() if each in described}


def _at_its_place(entry: Entry, found: Mapping[str, str], index: OparlIndex) -> Iterator[Draft]:
    """All that an object has told, that it waits no longer for what was found."""
    for other in index.former.of_subject(entry.stream):
        if other.source.at == entry.source.at:
            left = (at for at in awaited(other.note) if at not in found)
            yield replace(restated(other, other.event), note=awaiting(*left) if awaited(other.note) else other.note)


def _consultation_anew(entry: Entry, event: ProjectConsidered, index: OparlIndex) -> Iterator[Item]:
    """A consultation of a paper that is not in the delivery, if it was at a meeting that is."""
    meeting, item = (*awaited(entry.note), "", "")[:2]
    foreign = index.at_place.get(meeting) or index.delivered_meetings.get(event.meeting or "")
    if foreign not in index.meetings and foreign not in index.cancelled:
        yield told(restated(entry, event))
        return
    if (held := index.meeting(foreign)) is None:
        yield Removed(restated(entry, event))
        return
    named = index.named_by_items.get(index.at_place.get(entry.source.at, ""), ())
    items = [each for each in named if index.meeting_of.get(each) == foreign]
    if item:
        items = [index.at_place[item]] if item in index.at_place else []
    outcome = index.result(items[0], held) if len(items) == 1 else event.outcome
    said = restated(entry, replace(event, meeting=held.subject, outcome=outcome))
    yield told(replace(said, occurred=held.on, standing=held.standing, stated_by=event.by, note=""))


def _item_anew(entry: Entry, index: OparlIndex) -> Item:
    """An agenda item of a meeting that is not in the delivery, with the papers of consultations that are."""
    delivered = {at: each for at in awaited(entry.note) if (each := index.at_place.get(at)) in index.papers_of}
    papers: set[str] = set()
    papers.update(*map(index.papers_at, delivered.values()))
    event = entry.event
    if isinstance(event, AgendaItemListed):
        event = replace(event, projects=tuple(sorted({*event.projects, *papers})))
    elif isinstance(event, ResolutionPassed):
        limb = event.limbs[0]
        event = replace(event, limbs=(replace(limb, projects=tuple(sorted({*limb.projects, *papers}))),))
    note = awaiting(*(at for at in awaited(entry.note) if at not in delivered))
    return told(replace(restated(entry, event), note=note))
