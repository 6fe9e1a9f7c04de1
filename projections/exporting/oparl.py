"""The route of a project in the shape of OParl 1.1: a Paper with its Consultations, and the Meetings that they were in.

Only steps that are shown become Consultations, since OParl has no way to say that one is doubted. What was only
claimed, is open, or is said not to have happened stands under `govledger:notShown`, with how well it is evidenced.
OParl's vendor names (`govledger:...`) hold what it has no word for: dates that are no time of day, standing, entries.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

import msgspec

from ledger.entry import Entry
from ledger.subjects import kind_of, name_of
from projections import meetings, projects
from projections.bodies import current_names
from projections.exporting.exempt import Public
from projections.exporting.partial import bounds
from projections.register import Register
from projections.taking import Evidence, Taken, taken

Thing = dict[str, Any]
TYPES: Final = "https://schema.oparl.org/1.1/"
_KINDS: Final = {"project": "paper", "body": "organization", "organisation": "organization"}


def oparl(register: Register, public: Public, project: str, base: str = "") -> Iterator[bytes]:
    """The document; ids are URLs below `base`, or relative to where the document is published."""
    shaped = _Shaped(register, base)
    steps = [step for step in taken(register, project).get(project, ()) if public.passes(*step.entries)]
    document = {"paper": shaped.paper(project, steps), **shaped.beside(steps)}
    yield msgspec.json.format(msgspec.json.encode(document), indent=2) + b"\n"


class _Shaped:
    """Makes OParl's objects of the register's."""

    def __init__(self, register: Register, base: str) -> None:
        self._register, self._base = register, base
        self._names = current_names(register)

    def paper(self, project: str, steps: Iterable[Taken]) -> Thing:
        """The Paper that a project is."""
        answer = projects.project(self._register, project)
        row = answer.row if answer else projects.Project()
        return _filled(
            {
                "id": self._id(project),
                "type": f"{TYPES}Paper",
                "name": row.title or name_of(project),
                "paperType": row.kind,
                "underDirectionOf": [self._id(row.lead)] if row.lead else [],
                "superordinatedPaper": [self._id(row.part_of)] if row.part_of else [],
                "consultation": [self._consultation(step) for step in steps if step.evidence is Evidence.SHOWN],
                "govledger:notShown": [self._not_shown(step) for step in steps if step.evidence is not Evidence.SHOWN],
                "govledger:entries": list(row.entries),
            }
        )

    def beside(self, steps: Iterable[Taken]) -> Thing:
        """The Organizations and the Meetings that the shown steps name."""
        shown = [step for step in steps if step.evidence is Evidence.SHOWN]
        items: dict[str, list[Thing]] = {}
        for step in shown:
            if meeting := self._meeting_of(step):
                items.setdefault(meeting, []).append(self._agenda_item(step, meeting, len(items.get(meeting, ())) + 1))
        return {
            "organization": [self._organization(body) for body in dict.fromkeys(step.by for step in shown)],
            "meeting": [self._meeting(meeting, agenda) for meeting, agenda in items.items()],
        }

    def _consultation(self, step: Taken) -> Thing:
        event: Any = self._entry(step).event
        meeting = self._meeting_of(step)
        return _filled(
            {
                "id": self._numbered("consultation", step),
                "type": f"{TYPES}Consultation",
                "organization": [self._id(step.by)],
                "role": getattr(event, "role_as_given", "") or step.role.value,
                "authoritative": getattr(event, "authoritative", None),
                "meeting": self._id(meeting) if meeting else None,
                "agendaItem": self._numbered("agendaitem", step) if meeting else None,
                "govledger:result": step.outcome if not meeting else None,
                **self._beside(step),
            }
        )

    def _agenda_item(self, step: Taken, meeting: str, order: int) -> Thing:
        entry = self._entry(step)
        return _filled(
            {
                "id": self._numbered("agendaitem", step),
                "type": f"{TYPES}AgendaItem",
                "meeting": self._id(meeting),
                "order": order,
                "public": not entry.visibility,
                "consultation": self._numbered("consultation", step),
                "result": step.outcome,
                "resolutionText": getattr(entry.event, "text", ""),
                "govledger:at": entry.source.at,
            }
        )

    def _not_shown(self, step: Taken) -> Thing:
        told = {"organization": self._id(step.by), "role": step.role.value, "evidence": step.evidence.value}
        return _filled({**told, "result": step.outcome, "stated_by": step.stated_by, **self._beside(step)})

    def _meeting(self, meeting: str, agenda: list[Thing]) -> Thing:
        answer = meetings.meeting(self._register, meeting)
        row = answer.row if answer else meetings.Meeting()
        return _filled(
            {
                "id": self._id(meeting),
                "type": f"{TYPES}Meeting",
                "name": row.title,
                "organization": [self._id(row.body)] if row.body else [],
                "agendaItem": agenda,
                "govledger:date": row.since if answer else None,
                "govledger:entries": list(row.entries),
            }
        )

    def _organization(self, body: str) -> Thing:
        name = self._names.get(body) or name_of(body)
        return {"id": self._id(body), "type": f"{TYPES}Organization", "name": name}

    def _beside(self, step: Taken) -> Thing:
        return {
            "govledger:date": bounds(step.on),
            "govledger:standing": step.standing.value,
            "govledger:certainty": step.certainty.value,
            "govledger:kind": step.kind,
            "govledger:entries": list(step.entries),
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


def _filled(thing: Thing) -> Thing:
    return {name: value for name, value in thing.items() if value not in (None, "", [])}
