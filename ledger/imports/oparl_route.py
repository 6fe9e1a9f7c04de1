"""The route of papers through an OParl source: meetings, papers, consultations, agenda items and their results.

A council's own system speaks for its bodies: what it reports of a meeting is stated by the body that met.
What a meeting that was cancelled was to deal with was not dealt with at it, and is counted and not recorded.
A consultation may lie ahead as well as behind (OParl says so of its object), so one without a known meeting has
no date, and whether it took place is unknown.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import chain

from msgspec.structs import replace

from ledger.imports.oparl_index import IndexedMeeting, OparlIndex
from ledger.imports.oparl_own import OURS, OwnWords
from ledger.imports.oparl_own_route import own_item, own_step
from ledger.imports.oparl_words import HELD, awaiting, is_cancelled, role_of, state_of, verb_of
from ledger.imports.records import Aside, Found, Item, Record, Whole, safely, told, unfit, wholly
from ledger.refusals import Refusal
from ledger.vocabulary.dates import UNKNOWN
from ledger.vocabulary.meetings import (
    SMALL_HOURS,
    AgendaItemListed,
    AttendanceRecorded,
    MeetingCalled,
    MeetingCancelled,
    MeetingHeld,
)
from ledger.vocabulary.projects import (
    ProjectClosed,
    ProjectConsidered,
    ProjectDerived,
    ProjectOpened,
)
from ledger.vocabulary.provenance import Standing
from ledger.vocabulary.resolutions import Limb, ResolutionPassed


def meetings(record: Record, index: OparlIndex) -> Iterator[Item]:
    """A meeting of one body; of a joint meeting nothing tells whose it was first."""
    foreign, organisations = record.text("id"), record.links("organization")
    for key in ("start", "end", "modified"):
        record.date(key)  # refused here by its name, if it is none
    is_cancelled(record)  # likewise
    if len(organisations) != 1:
        whose = "no organization" if not organisations else f"{len(organisations)} organizations"
        yield unfit(record.place, f"it names {whose}, and a meeting is one body's", "record it by hand")
        return
    if foreign in index.cancelled:
        yield _cancelled(record, organisations[0], index)
        return
    held, own = index.meetings[foreign], OwnWords(record)
    if own.is_own and (called := own.date("called")) is not None:
        yield told(replace(index.draft(record, _called(record, organisations[0], own, index)), occurred=called))
        if state_of(record) not in HELD:
            return
    event = MeetingHeld(
        meeting=held.subject,
        body=held.body,
        title=record.optional("name"),
        number=own.told.optional("number"),
        place=_where(record),
        in_public=own.told.flag("in_public"),
        inquorate=own.told.flag("inquorate"),
        ended=own.told.optional("ended") or (_ended(record) if held.standing is Standing.REPORTED else None),
        identifiers=own.identifiers(foreign),
    )
    if held.standing is Standing.EXPECTED:
        yield Found("meetings that were announced and not written about since: expected")
    participants = record.links("participant")
    missing = [index.naming.short(each) for each in participants if not index.has_person(each)]
    yield told(replace(index.draft(record, event, held.on, held.standing, held.body), note=awaiting(*missing)))
    for each in participants:
        if not index.has_person(each):
            yield Aside("participants whom the source does not describe")
        elif held.standing is not Standing.EXPECTED:
            person = index.naming.subject("person", each)
            attended = AttendanceRecorded(meeting=held.subject, person=person)
            yield told(index.draft(record, attended, held.on, held.standing, held.body))


def _called(record: Record, organisation: str, own: OwnWords, index: OparlIndex) -> MeetingCalled:
    on = record.date("start")
    return MeetingCalled(
        meeting=index.naming.subject("meeting", record.text("id")),
        body=index.body(organisation),
        called_for=own.told.optional("called_for") or (on.text if on else ""),
        title=record.optional("name"),
        number=own.told.optional("number"),
        place=_where(record),
        in_public=own.told.flag("in_public"),
    )


def _cancelled(record: Record, organisation: str, index: OparlIndex) -> Item:
    """A meeting that was called off; with results it is anybody's guess which is true."""
    results = [item.optional("result") for item in record.records("agendaItem")]
    if (state := state_of(record)) in HELD:
        raise Refusal(f"it was cancelled, and its state is '{state}'", "ask the source which is so")
    if any(results):
        problem = f"it was cancelled, and an item of it has the result '{next(filter(None, results))[:60]}'"
        return unfit(record.place, problem, "ask the source which is so")
    own = OwnWords(record)
    called = _called(record, organisation, own, index)
    cancelled = index.draft(record, MeetingCancelled(meeting=called.meeting))
    return told(index.draft(record, called, own.day("called")), cancelled)


def _ended(record: Record) -> str | None:
    """When a meeting ended by the clocks of its place; an end that is not after the beginning only fills a field."""
    start, end = record.optional("start"), record.optional("end")
    try:
        begun, ended = datetime.fromisoformat(start), datetime.fromisoformat(end)
        if len(end) <= len("2024-02-21") or ended <= begun:
            return None
    except (ValueError, TypeError):
        return None
    clock = ended.strftime("%H:%M")
    return clock if ended.date() == begun.date() and clock >= SMALL_HOURS else f"{ended.date()}T{clock}"


def _where(record: Record) -> str:
    return next((place.optional("description") for place in record.records("location")), "")


def papers(record: Record, index: OparlIndex) -> Iterator[Item]:
    """A paper as a project; its date is the paper's, not that of the object."""
    foreign, leads = record.text("id"), record.links("underDirectionOf")
    reference, own = record.optional("reference"), OwnWords(record)
    if len(leads) > 1:
        yield Aside("leads of papers that name several")
    event = ProjectOpened(
        project=index.naming.subject("project", foreign),
        title=record.text("name"),
        kind=record.optional("paperType"),
        also=own.told.links("also") if own.is_own else (reference,) if reference else (),
        number=reference if own.is_own else "",
        lead=index.body(leads[0]) if len(leads) == 1 else None,
        part_of=index.naming.subject("project", above[0]) if (above := own.told.links("partOf")) else None,
        identifiers=own.identifiers(foreign),
    )
    missing = [index.naming.short(each) for each in _above(record) if not index.has_paper(each)]
    opened = index.draft(record, event, own.date("date") or record.date("date") or UNKNOWN)
    drafts = [replace(opened, note=awaiting(*missing))]
    if closed := own.date("closed"):
        drafts.append(index.draft(record, ProjectClosed(project=event.project), closed))
    yield told(*drafts)


def links(record: Record, index: OparlIndex) -> Iterator[Item]:
    """The papers that a paper is subordinated to, once all of them are there."""
    above = _above(record)
    known = {index.naming.subject("project", each) for each in above if index.has_paper(each)}
    for _ in range(len(above) - len(known)):
        yield Aside("links to papers that the source does not hold")
    if known:
        event = subordinated(index.naming.subject("project", record.text("id")), known)
        yield told(index.draft(record, event, record.date("date") or UNKNOWN))


def _above(paper: Record) -> tuple[str, ...]:
    """The papers that a paper names as those that it is subordinated to."""
    besides = (paper.text("id"), *OwnWords(paper).told.links("partOf"))
    return tuple(dict.fromkeys(each for each in paper.links("superordinatedPaper") if each not in besides))


def subordinated(project: str, above: set[str]) -> ProjectDerived:
    """That a paper is below others, in whatever order they are named."""
    return ProjectDerived(project=project, from_=tuple(sorted(above)), what="subordinated paper")


def consultations(record: Record, index: OparlIndex) -> Iterator[Item]:
    """The consultations within a paper, or one that stands by itself."""
    if record.values.get("paper") is not None:
        yield from safely(_consultation(record, index), record.place)
        return
    for _ in (each for each in record.named("consultation") if each not in index.papers_of):
        yield Aside("consultations that are named and not contained")
    within = [*record.records("consultation"), *record.records(f"{OURS}notShown")]
    for each in within:
        each.values = {**each.values, "paper": record.text("id")}
    told_of_it = chain.from_iterable(safely(_consultation(each, index), each.place) for each in within)
    whole = Whole(index.naming.subject("project", record.text("id")), (ProjectConsidered,))
    yield from told_of_it if record.named("consultation") else wholly(told_of_it, whole)


def agenda(record: Record, index: OparlIndex) -> Iterator[Item]:
    """The items of a meeting's agenda, each with what was resolved, where its result says so."""
    for _ in record.named("agendaItem"):
        yield Aside("agenda items that are named and not contained")
    told_of_it = _items(record, index)
    whole = Whole(index.naming.subject("meeting", record.text("id")), (AgendaItemListed, ResolutionPassed))
    yield from told_of_it if record.named("agendaItem") else wholly(told_of_it, whole)


def _items(record: Record, index: OparlIndex) -> Iterator[Item]:
    held = index.meetings.get(record.text("id"))
    for item in record.records("agendaItem"):
        if record.text("id") in index.cancelled:
            yield Aside("agenda items of meetings that were cancelled")
        elif held is None:
            yield unfit(item.place, "its meeting could not be read", "mend the meeting in the source")
        else:
            yield from safely(_item(item, held, index), item.place)


def item_by_itself(record: Record, index: OparlIndex) -> Iterator[Item]:
    """An agenda item outside its meeting, which it names."""
    (meeting,) = record.links("meeting")[:1] or (record.text("meeting"),)
    held = index.meeting(meeting)
    if held is None and index.was_cancelled(meeting):
        yield Aside("agenda items of meetings that were cancelled")
    elif held is None:
        raise Refusal(f"the source does not hold its meeting '{index.naming.short(meeting)}'", "fetch the meeting too")
    else:
        yield from _item(record, held, index)


def _consultation(record: Record, index: OparlIndex) -> Iterator[Item]:
    held = next(filter(None, map(index.meeting, record.links("meeting"))), None)
    if held is None and any(map(index.was_cancelled, record.links("meeting"))):
        yield Aside("consultations for meetings that were cancelled")
        return
    if (own := OwnWords(record)).is_own:
        yield from own_step(record, own, held, index)
        return
    bodies = tuple(map(index.body, record.links("organization"))) or ((held.body,) if held else ())
    if not bodies:
        raise Refusal("it names neither an organization nor a known meeting", "complete it in the source")
    if held is None:
        yield Found("consultations without a known meeting: undated, and whether they took place unknown")
    role = record.optional("role")
    items = record.links("agendaItem")
    outcome = next(filter(None, (index.result(item, held) for item in items)), "") if held else ""
    for paper in record.links("paper"):
        if not index.has_paper(paper):
            raise Refusal(f"the source does not hold its paper '{index.naming.short(paper)}'", "fetch the paper too")
        for body in bodies:
            event = ProjectConsidered(
                project=index.naming.subject("project", paper),
                by=body,
                role=role_of(role),
                role_as_given=role,
                outcome=outcome,
                authoritative=record.flag("authoritative"),
                meeting=held.subject if held else None,
            )
            if held is None:
                note = awaiting(*map(index.naming.short, (*record.links("meeting")[:1], *items[:1])))
                yield told(replace(index.draft(record, event, standing=Standing.UNKNOWN), note=note))
            else:
                yield told(index.draft(record, event, held.on, held.standing, body))


def _item(record: Record, held: IndexedMeeting, index: OparlIndex) -> Iterator[Item]:
    own = OwnWords(record)
    papers = {each: index.papers_at(each) for each in record.links("consultation")}
    projects = tuple(sorted({paper for found in papers.values() for paper in found}))
    if own.is_own:
        yield from own_item(record, own, held, index)
        return
    note = awaiting(*(index.naming.short(each) for each, found in papers.items() if not found))
    result = record.optional("result")
    listed = AgendaItemListed(
        meeting=held.subject,
        title=record.text("name"),
        number=record.optional("number"),
        result=result,
        in_public=record.flag("public"),
        projects=projects,
    )
    yield told(replace(index.draft(record, listed, held.on, held.standing, held.body), note=note))
    verb = verb_of(result)
    if verb is None:
        if result:
            yield Found("results that do not say what the body did, kept with their agenda items")
        return
    passed = ResolutionPassed(
        resolution=index.naming.subject("resolution", record.text("id")),
        text=result,
        limbs=(Limb(verb=verb, text=result, projects=projects),),
        body=held.body,
        meeting=held.subject,
    )
    yield told(replace(index.draft(record, passed, held.on, held.standing, held.body), note=note))
