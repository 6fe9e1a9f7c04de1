"""The route of a project in the shape of OParl 1.1: a Paper with its Consultations, and the Meetings that they were in.

Only steps that are shown become Consultations, since OParl has no way to say that one is doubted. What was only
claimed, is open, or is said not to have happened stands under `govledger:notShown`, with how well it is evidenced.
OParl's vendor names (`govledger:...`) hold what it has no word for: dates that are no time of day, standing, entries.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final, NamedTuple

import msgspec

from ledger.entries.entry import Entry
from ledger.vocabulary.meetings import MeetingHeld
from ledger.vocabulary.projects import ProjectOpened
from ledger.vocabulary.subjects import kind_of, name_of
from projections import meetings, projects
from projections.engine.register import Register
from projections.engine.rows import Point, Span
from projections.exports.exempt import Public, PublicNames
from projections.exports.partial import bounds
from projections.routes.steps import Evidence, Taken, taken

Thing = dict[str, Any]
TYPES: Final = "https://schema.oparl.org/1.1/"
_RESOLUTION: Final = "resolution"
_KINDS: Final = {"project": "paper", "body": "organization", "organisation": "organization"}


def oparl(register: Register, public: Public, project: str, base: str = "") -> Iterator[bytes]:
    """The document; ids are URLs below `base`, or relative to where the document is published."""
    shaped = _Shaped(register, public, base)
    steps = [step for step in taken(register, project).get(project, ()) if public.passes(*step.entries)]
    shown = shaped.sittings(step for step in steps if step.evidence is Evidence.SHOWN)
    doubted = [step for step in steps if step.evidence is not Evidence.SHOWN]
    document = {"paper": shaped.paper(project, shown, doubted), **shaped.beside(shown)}
    yield msgspec.json.format(msgspec.json.encode(document), indent=2) + b"\n"


class OparlStep(NamedTuple):
    """A step with what its body resolved on the project in the same meeting, which OParl counts as one."""

    step: Taken
    resolved: tuple[Taken, ...] = ()


class _Shaped:
    """Makes OParl's objects of the register's."""

    def __init__(self, register: Register, public: Public, base: str) -> None:
        self._register, self._public, self._base = register, public, base
        self._names = PublicNames(register, public)

    def sittings(self, steps: Iterable[Taken]) -> list[OparlStep]:
        """The steps, with resolutions put to the consideration by the same body in the same meeting."""
        found: dict[tuple[str, str], OparlStep] = {}
        for step in sorted(steps, key=lambda step: step.kind == _RESOLUTION):  # stable: the order of the world stays
            place = (step.by, self._meeting_of(step) or f"entry {step.entries[0]}")
            if step.kind == _RESOLUTION and place in found:
                found[place] = found[place]._replace(resolved=(*found[place].resolved, step))
            else:
                found[place if place not in found else (step.by, f"entry {step.entries[0]}")] = OparlStep(step)
        return sorted(found.values(), key=lambda each: (each.step.on.order, each.step.entries))

    def paper(self, project: str, shown: Iterable[OparlStep], doubted: Iterable[Taken]) -> Thing:
        """The Paper that a project is."""
        answer = projects.project(self._register, project)
        row = (
            answer.row
            if answer and self._public.passes(*answer.row.entries)
            else Span(event=ProjectOpened(project=project, title=""))
        )
        return _filled(
            {
                "id": self._id(project),
                "type": f"{TYPES}Paper",
                "name": row.event.title or name_of(project),
                "paperType": row.event.kind,
                "underDirectionOf": [self._id(row.event.lead)] if row.event.lead else [],
                "superordinatedPaper": [self._id(row.event.part_of)] if row.event.part_of else [],
                "consultation": [self._consultation(sitting) for sitting in shown],
                "govledger:notShown": [self._not_shown(step) for step in doubted],
                "govledger:entries": list(row.entries),
            }
        )

    def beside(self, shown: Iterable[OparlStep]) -> Thing:
        """The Organizations and the Meetings that the shown steps name."""
        items: dict[str, list[Thing]] = {}
        for sitting in shown:
            if meeting := self._meeting_of(sitting.step):
                agenda = items.setdefault(meeting, [])
                agenda.append(self._agenda_item(sitting, meeting, len(agenda) + 1))
        found = [self._meeting(meeting, agenda) for meeting, agenda in items.items()]
        units = {self._id(each.step.by): self._names.of(each.step.by) for each in shown if _is_unit(each.step.by)}
        units |= {self._id(body): self._names.of(body) for body in map(self._body_of, items) if body}
        organizations = [{"id": unit, "type": f"{TYPES}Organization", "name": name} for unit, name in units.items()]
        return {"organization": organizations, "meeting": found}

    def _consultation(self, sitting: OparlStep) -> Thing:
        step = sitting.step
        event: Any = self._entry(step).event
        meeting = self._meeting_of(step)
        return _filled(
            {
                "id": self._numbered("consultation", step),
                "type": f"{TYPES}Consultation",
                **self._who(step.by),
                "role": getattr(event, "role_as_given", "") or step.role.value,
                "authoritative": getattr(event, "authoritative", None),
                "meeting": self._id(meeting) if meeting else None,
                "agendaItem": self._numbered("agendaitem", step) if meeting else None,
                "govledger:result": step.outcome if not meeting else None,
                **self._beside(step, *sitting.resolved),
            }
        )

    def _agenda_item(self, sitting: OparlStep, meeting: str, order: int) -> Thing:
        step = sitting.step
        entry = self._entry(step)
        texts = [getattr(self._entry(each).event, "text", "") for each in (step, *sitting.resolved)]
        return _filled(
            {
                "id": self._numbered("agendaitem", step),
                "type": f"{TYPES}AgendaItem",
                "meeting": self._id(meeting),
                "order": order,
                "public": not entry.visibility,
                "consultation": self._numbered("consultation", step),
                "result": step.outcome or ", ".join(each.outcome for each in sitting.resolved),
                "resolutionText": "\n".join(dict.fromkeys(filter(None, texts))),
                "govledger:at": entry.source.at,
            }
        )

    def _not_shown(self, step: Taken) -> Thing:
        told = {**self._who(step.by), "role": step.role.value, "evidence": step.evidence.value}
        return _filled({**told, "result": step.outcome, "stated_by": step.stated_by, **self._beside(step)})

    def _meeting(self, meeting: str, agenda: list[Thing]) -> Thing:
        answer = meetings.meeting(self._register, meeting)
        row = (
            answer.row
            if answer and self._public.passes(*answer.row.entries)
            else Point(event=MeetingHeld(meeting=meeting, body=""))
        )
        return _filled(
            {
                "id": self._id(meeting),
                "type": f"{TYPES}Meeting",
                "name": row.event.title,
                "organization": [self._id(row.event.body)] if row.event.body else [],
                "agendaItem": agenda,
                "govledger:date": row.since if row.entries else None,
                "govledger:entries": list(row.entries),
            }
        )

    def _who(self, by: str) -> Thing:
        """Who had it in front of them; to OParl that is an organization, so a person or a post stands beside."""
        return {"organization": [self._id(by)]} if _is_unit(by) else {"govledger:by": self._id(by)}

    def _body_of(self, meeting: str) -> str:
        answer = meetings.meeting(self._register, meeting)
        return answer.event.body if answer and self._public.passes(*answer.row.entries) else ""

    def _beside(self, step: Taken, *others: Taken) -> Thing:
        return {
            "govledger:date": bounds(step.on),
            "govledger:standing": step.standing.value,
            "govledger:certainty": step.certainty.value,
            "govledger:kind": step.kind,
            "govledger:entries": sorted({position for each in (step, *others) for position in each.entries}),
        }

    def _meeting_of(self, step: Taken) -> str | None:
        return getattr(self._entry(step).event, "meeting", None)

    def _entry(self, step: Taken) -> Entry:
        entry = self._register.entry(step.entries[0])
        assert entry is not None  # a step rests on entries that count
        return entry

    def _id(self, subject: str) -> str:
        kind = kind_of(subject)
        return f"{self._base}{_KINDS.get(kind, kind)}/{name_of(subject)}"

    def _numbered(self, kind: str, step: Taken) -> str:
        return f"{self._base}{kind}/{step.entries[0]}"


def _is_unit(subject: str) -> bool:
    return kind_of(subject) in ("body", "organisation")


def _filled(thing: Thing) -> Thing:
    return {name: value for name, value in thing.items() if value not in (None, "", [])}
