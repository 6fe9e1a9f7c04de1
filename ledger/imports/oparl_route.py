"""The route of papers through an OParl source: meetings, papers, consultations, agenda items and their results.

A council's own system speaks for its bodies: what it reports of a meeting is stated by the body that met.
What a meeting that was cancelled was to deal with was not dealt with at it, and is counted and not recorded.
A delivery may hold a paper without its meeting, or a meeting without its papers: what the others have said before is in
the ledger, and is told anew where the delivery changes it.
A consultation may lie ahead as well as behind (OParl says so of its object), so one without a known meeting has
no date, and whether it took place is unknown.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from ledger.entries.entry import Entry
from ledger.imports.former import restated
from ledger.imports.oparl_index import IndexedMeeting, OparlIndex
from ledger.imports.oparl_words import awaited, awaiting, is_cancelled, role_of, verb_of
from ledger.imports.records import Aside, Found, Item, Record, Removed, Unfit, Whole, told, unfit
from ledger.refusals import Refusal
from ledger.vocabulary.dates import UNKNOWN
from ledger.vocabulary.meetings import AgendaItemListed, MeetingCalled, MeetingCancelled, MeetingHeld
from ledger.vocabulary.projects import ProjectConsidered, ProjectDerived, ProjectOpened
from ledger.vocabulary.provenance import Standing
from ledger.vocabulary.resolutions import Limb, ResolutionPassed


def meetings(record: Record, index: OparlIndex) -> Iterator[Item]:
    """A meeting of one body; of a joint meeting nothing tells whose it was first."""
    foreign, organisations = record.text("id"), record.links("organization")
    for key in ("start", "modified"):
        record.date(key)  # refused here by its name, if it is none
    is_cancelled(record)  # likewise
    if len(organisations) != 1:
        whose = "no organization" if not organisations else f"{len(organisations)} organizations"
        yield unfit(record.place, f"it names {whose}, and a meeting is one body's", "record it by hand")
        return
    if foreign in index.cancelled:
        yield _cancelled(record, organisations[0], index)
        return
    held = index.meetings[foreign]
    event = MeetingHeld(
        meeting=held.subject,
        body=held.body,
        title=record.optional("name"),
        place=_where(record),
        identifiers={"oparl": foreign},
    )
    if held.standing is Standing.EXPECTED:
        yield Found("meetings that were announced and not written about since: expected")
    yield told(index.draft(record, event, held.on, held.standing, held.body))


def _cancelled(record: Record, organisation: str, index: OparlIndex) -> Item:
    """A meeting that was called off; with results it is anybody's guess which is true."""
    results = [item.optional("result") for item in record.records("agendaItem")]
    if any(results):
        problem = f"it was cancelled, and an item of it has the result '{next(filter(None, results))[:60]}'"
        return unfit(record.place, problem, "ask the source which is so")
    subject, on = index.naming.subject("meeting", record.text("id")), record.date("start")
    called = MeetingCalled(
        meeting=subject,
        body=index.body(organisation),
        called_for=on.text if on else "",
        title=record.optional("name"),
        place=_where(record),
    )
    return told(index.draft(record, called), index.draft(record, MeetingCancelled(meeting=subject)))


def _where(record: Record) -> str:
    return next((place.optional("description") for place in record.records("location")), "")


def papers(record: Record, index: OparlIndex) -> Iterator[Item]:
    """A paper as a project; its date is the paper's, not that of the object."""
    foreign, leads = record.text("id"), record.links("underDirectionOf")
    reference = record.optional("reference")
    if len(leads) > 1:
        yield Aside("leads of papers that name several")
    event = ProjectOpened(
        project=index.naming.subject("project", foreign),
        title=record.text("name"),
        kind=record.optional("paperType"),
        also=(reference,) if reference else (),
        lead=index.body(leads[0]) if len(leads) == 1 else None,
        identifiers={"oparl": foreign},
    )
    yield told(index.draft(record, event, record.date("date") or UNKNOWN))


def links(record: Record, index: OparlIndex) -> Iterator[Item]:
    """The papers that a paper is subordinated to, once all of them are there."""
    foreign = record.text("id")
    above = tuple(dict.fromkeys(each for each in record.links("superordinatedPaper") if each != foreign))
    known = tuple(each for each in above if index.has_paper(each))
    for _ in range(len(above) - len(known)):
        yield Aside("links to papers that the source does not hold")
    if known:
        event = ProjectDerived(
            project=index.naming.subject("project", foreign),
            from_=tuple(index.naming.subject("project", each) for each in known),
            what="subordinated paper",
        )
        yield told(index.draft(record, event, record.date("date") or UNKNOWN))


def consultations(record: Record, index: OparlIndex) -> Iterator[Item]:
    """The consultations within a paper, or one that stands by itself."""
    if record.values.get("paper") is not None:
        within = [record]
    else:
        within = record.records("consultation")
        for _ in (each for each in record.named("consultation") if each not in index.papers_of):
            yield Aside("consultations that are named and not contained")
        for each in within:
            each.values = {**each.values, "paper": record.text("id")}
        if not record.named("consultation"):
            yield Whole(index.naming.subject("project", record.text("id")), (ProjectConsidered,))
    for each in within:
        try:
            yield from _consultation(each, index)
        except Refusal as refusal:
            yield Unfit(refusal.at(each.place))


def agenda(record: Record, index: OparlIndex) -> Iterator[Item]:
    """The items of a meeting's agenda, each with what was resolved, where its result says so."""
    held = index.meetings.get(record.text("id"))
    if not record.named("agendaItem"):
        yield Whole(index.naming.subject("meeting", record.text("id")), (AgendaItemListed, ResolutionPassed))
    for _ in record.named("agendaItem"):
        yield Aside("agenda items that are named and not contained")
    for item in record.records("agendaItem"):
        if record.text("id") in index.cancelled:
            yield Aside("agenda items of meetings that were cancelled")
            continue
        if held is None:
            yield unfit(item.place, "its meeting could not be read", "mend the meeting in the source")
            continue
        try:
            yield from _item(item, held, index)
        except Refusal as refusal:
            yield Unfit(refusal.at(item.place))


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


def told_anew(index: OparlIndex) -> Iterator[Item]:
    """What earlier deliveries told of consultations and agenda items, where this one changes what they rest on."""
    found = {entry.position for entry in index.before}
    for entry in index.before:
        if not isinstance(entry.event, ProjectConsidered):
            yield _item_anew(entry, index)
            continue
        yield from _consultation_anew(entry, entry.event, index)
        for other in index.former.of_subject(entry.stream):  # what was put off may be there twice under one id
            if other.source.at == entry.source.at and other.position not in found:
                yield told(restated(other, other.event))


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


def _consultation(record: Record, index: OparlIndex) -> Iterator[Item]:
    held = next(filter(None, map(index.meeting, record.links("meeting"))), None)
    if held is None and any(map(index.was_cancelled, record.links("meeting"))):
        yield Aside("consultations for meetings that were cancelled")
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
    papers = {each: index.papers_at(each) for each in record.links("consultation")}
    projects = tuple(sorted({paper for found in papers.values() for paper in found}))
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
