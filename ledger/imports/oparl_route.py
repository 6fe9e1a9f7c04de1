"""The route of papers through an OParl source: meetings, papers, consultations, agenda items and their results.

A council's own system speaks for its bodies: what it reports of a meeting is stated by the body that met.
What a meeting that was cancelled was to deal with was not dealt with at it, and is counted and not recorded.
A consultation may lie ahead as well as behind (OParl says so of its object), so one without a known meeting has
no date, and whether it took place is unknown.
"""

from __future__ import annotations

from collections.abc import Iterator

from ledger.imports.oparl_index import IndexedMeeting, OparlIndex, is_cancelled, role_of, verb_of
from ledger.imports.records import Aside, Found, Item, Record, Unfit, told, unfit
from ledger.refusals import Refusal
from ledger.vocabulary.dates import UNKNOWN
from ledger.vocabulary.meetings import AgendaItemListed, MeetingHeld
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
        yield _cancelled(record)
        return
    held = index.meetings[foreign]
    event = MeetingHeld(
        meeting=held.subject,
        body=held.body,
        title=record.optional("name"),
        place=next((place.optional("description") for place in record.records("location")), ""),
        identifiers={"oparl": foreign},
    )
    if held.standing is Standing.EXPECTED:
        yield Found("meetings that were announced and not written about since: expected")
    yield told(index.draft(record, event, held.on, held.standing, held.body))


def _cancelled(record: Record) -> Unfit:
    """A meeting that was called off; with results it is anybody's guess which is true."""
    results = [item.optional("result") for item in record.records("agendaItem")]
    if any(results):
        problem = f"it was cancelled, and an item of it has the result '{next(filter(None, results))[:60]}'"
        return unfit(record.place, problem, "ask the source which is so")
    on = record.date("start")
    problem = f"the source says that it was cancelled{f' ({on.text})' if on else ''}; so it is not recorded as held"
    remedy = "if the ledger has it as expected, from an earlier import, retract that entry"
    return Unfit(Refusal(problem, remedy, record.place), "cancelled")


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
        lead=index.body(leads[0]) if len(leads) == 1 and leads[0] in index.names else None,
        identifiers={"oparl": foreign},
    )
    yield told(index.draft(record, event, record.date("date") or UNKNOWN))


def links(record: Record, index: OparlIndex) -> Iterator[Item]:
    """The papers that a paper is subordinated to, once all of them are there."""
    foreign = record.text("id")
    above = tuple(dict.fromkeys(each for each in record.links("superordinatedPaper") if each != foreign))
    known = tuple(each for each in above if each in index.papers)
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
    for each in within:
        try:
            yield from _consultation(each, index)
        except Refusal as refusal:
            yield Unfit(refusal.at(each.place))


def agenda(record: Record, index: OparlIndex) -> Iterator[Item]:
    """The items of a meeting's agenda, each with what was resolved, where its result says so."""
    held = index.meetings.get(record.text("id"))
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


def _consultation(record: Record, index: OparlIndex) -> Iterator[Item]:
    held = next((index.meetings[each] for each in record.links("meeting") if each in index.meetings), None)
    if held is None and any(each in index.cancelled for each in record.links("meeting")):
        yield Aside("consultations for meetings that were cancelled")
        return
    bodies = tuple(map(index.body, record.links("organization"))) or ((held.body,) if held else ())
    if not bodies:
        raise Refusal("it names neither an organization nor a known meeting", "complete it in the source")
    if held is None:
        yield Found("consultations without a known meeting: undated, and whether they took place unknown")
    role = record.optional("role")
    results = [index.results[item] for item in record.links("agendaItem") if item in index.results]
    for paper in record.links("paper"):
        if paper not in index.papers:
            raise Refusal(f"the source does not hold its paper '{index.naming.short(paper)}'", "fetch the paper too")
        for body in bodies:
            event = ProjectConsidered(
                project=index.naming.subject("project", paper),
                by=body,
                role=role_of(role),
                role_as_given=role,
                outcome=results[0] if results else "",
                authoritative=record.flag("authoritative"),
                meeting=held.subject if held else None,
            )
            if held is None:
                yield told(index.draft(record, event, standing=Standing.UNKNOWN))
            else:
                yield told(index.draft(record, event, held.on, held.standing, body))


def _item(record: Record, held: IndexedMeeting, index: OparlIndex) -> Iterator[Item]:
    projects = tuple(
        index.naming.subject("project", paper)
        for consultation in record.links("consultation")
        for paper in index.papers_of.get(consultation, ())
        if paper in index.papers
    )
    result = record.optional("result")
    listed = AgendaItemListed(
        meeting=held.subject,
        title=record.text("name"),
        number=record.optional("number"),
        result=result,
        in_public=record.flag("public"),
        projects=projects,
    )
    yield told(index.draft(record, listed, held.on, held.standing, held.body))
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
    yield told(index.draft(record, passed, held.on, held.standing, held.body))
