"""Steps of routes, agenda items and resolutions as our own export to OParl tells them, read again."""

from __future__ import annotations

from collections.abc import Iterator

from ledger.imports.oparl_index import IndexedMeeting, OparlIndex
from ledger.imports.oparl_own import OwnWords, own_id
from ledger.imports.records import Item, Record, told
from ledger.vocabulary.event import Event
from ledger.vocabulary.meetings import AgendaItemListed
from ledger.vocabulary.projects import ProjectConsidered, ProjectScrutinised, Role
from ledger.vocabulary.resolutions import Limb, ResolutionPassed, Verb


def own_step(record: Record, own: OwnWords, held: IndexedMeeting | None, index: OparlIndex) -> Iterator[Item]:
    """A step of a route as our own export tells of it; what was resolved at a meeting its agenda tells."""
    kind, did_not = own.told.optional("kind"), record.optional("evidence") == "denied"
    if kind == "resolution" and record.links("agendaItem"):
        return
    by = _member(own.told, "by") or index.body((record.links("organization") or (record.text("organization"),))[0])
    project = index.naming.subject("project", record.text("paper"))
    meeting, report = held.subject if held else None, own.told.optional("report")
    outcome = own.told.optional("result") or record.optional("result")
    event: Event
    if kind == "scrutiny" and not did_not:
        event = ProjectScrutinised(
            project=project,
            by=by,
            outcome=outcome,
            concerns=own.told.links("concerns"),
            recommendations=own.told.links("recommendations"),
            report=report,
            meeting=meeting,
        )
    else:
        role = own.told.optional("role") or record.optional("role")
        word = own.told.optional("role_as_given") or record.optional("role")
        event = ProjectConsidered(
            project=project,
            by=by,
            role=Role(role) if role in list(Role) else Role.UNKNOWN,
            role_as_given=word if word != role else "",
            outcome=outcome,
            report=report,
            authoritative=record.flag("authoritative"),
            meeting=meeting,
            happened=not did_not,
        )
    yield told(index.draft(record, event, own.day("date")))


def own_item(record: Record, own: OwnWords, held: IndexedMeeting, index: OparlIndex) -> Iterator[Item]:
    """An item as our own export tells of it: as it was listed, if it was, and what was resolved under it."""
    on = own.date("date") or held.on
    if own.told.flag("listed") is not False:
        listed = AgendaItemListed(
            meeting=held.subject,
            title=record.text("name"),
            number=record.optional("number"),
            result=own.told.optional("result"),
            in_public=record.flag("public"),
            closed_under=own.told.optional("closed_under"),
            projects=_projects(own.told.links("papers"), index),
            identifiers=own.identifiers(record.text("id")),
        )
        yield told(index.draft(record, listed, on))
    for each in own.told.records("resolution"):
        passed = ResolutionPassed(
            resolution=index.naming.subject("resolution", each.text("id")),
            text=each.text("text"),
            limbs=tuple(_limb(limb, index) for limb in each.records("limbs")),
            body=held.body,
            meeting=held.subject,
            mover=_member(each, "mover"),
            seconder=_member(each, "seconder"),
        )
        yield told(index.draft(each, passed, OwnWords(each).date("date") or held.on))


def _member(record: Record, key: str) -> str | None:
    return next((own_id(each, "person", "post") or each for each in record.links(key)), None)


def _limb(told: Record, index: OparlIndex) -> Limb:
    verb = told.text("verb")
    if verb not in list(Verb):
        raise told.wrong("verb", verb, f"one of {', '.join(Verb)}")
    to = next((own_id(each, "person", "post") or index.body(each) for each in told.links("to")), None)
    return Limb(verb=Verb(verb), text=told.optional("text"), to=to, projects=_projects(told.links("papers"), index))


def _projects(papers: tuple[str, ...], index: OparlIndex) -> tuple[str, ...]:
    return tuple(index.naming.subject("project", each) for each in papers if index.has_paper(each))
