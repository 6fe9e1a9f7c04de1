"""A register as OParl 1.1: one page of objects, of the whole council or of the route of one of its projects.

A paper stands with its consultations, a meeting with its agenda, a person with seats and offices. Only steps that are
shown become consultations, since OParl has no way to say that one is doubted. What was only claimed, is open, or is
said not to have happened stands under `govledger:notShown`, with how well it is evidenced.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import msgspec

from ledger.entries.mark import mark_of
from ledger.store import Log
from ledger.vocabulary.date_times import in_london
from ledger.vocabulary.dates import When, day_text, when
from ledger.vocabulary.meetings import SMALL_HOURS, Presence
from ledger.vocabulary.projects import ProjectOpened
from ledger.vocabulary.subjects import kind_of, name_of
from projections.engine.register import Register, RowAsAt
from projections.exports.exempt import Public, PublicNames
from projections.exports.oparl_agenda import Agendas, OparlStep, address, sittings
from projections.exports.oparl_objects import (
    OURS,
    TYPES,
    OparlIds,
    Thing,
    filled,
    is_unit,
    organizations,
    persons,
    point,
    posts,
    without,
)
from projections.exports.partial import bounds, end_of
from projections.meeting_stages import KnownMeeting, MeetingStatus, known_meeting, known_meetings
from projections.meetings import ATTENDANCE
from projections.projects import DERIVATIONS, PROJECTS, Project
from projections.routes.steps import Evidence, Taken, taken

_STATES: Mapping[MeetingStatus, str] = {
    MeetingStatus.CANCELLED: "cancelled",
    MeetingStatus.CALLED: "scheduled",
    MeetingStatus.EXPECTED: "scheduled",
}
"""What OParl calls a state of a meeting; any other was held."""


def oparl(register: Register, public: Public, project: str = "", base: str = "") -> Iterator[bytes]:
    """The page, one object a line; ids are URLs below `base`, or relative to where the page is published."""
    shaped = _Shaped(register, public, OparlIds(base), project or None)
    count = 0
    yield b'{"data":['
    mark = {f"{OURS}ledger": mark_of(Log(register.datastore).entries(upto=1))}
    for thing in shaped.route(project) if project else shaped.council():
        if seen := without(thing, shaped.hidden):
            seen |= {} if count else mark  # the first object tells of which ledger they all are
            yield b"%s\n%s" % (b"," if count else b"", msgspec.json.encode(seen))
            count += 1
    yield b'],\n"pagination":{"totalElements":%d},"links":{}}\n' % count


class _Shaped:
    """Makes OParl's objects of the register's: of one project, or of all."""

    def __init__(self, register: Register, public: Public, ids: OparlIds, project: str | None) -> None:
        self._register, self._public, self._ids = register, public, ids
        exempt = public.hidden(register) - {project}
        self.hidden = frozenset(map(ids.of, exempt))
        """The addresses of what is exempt, but for the project that was asked about."""
        steps = {about: found for about, found in taken(register, project).items() if about not in exempt}
        told = {each: [s for s in found if public.passes(*s.entries)] for each, found in steps.items()}
        self._doubted = {each: [s for s in found if s.evidence is not Evidence.SHOWN] for each, found in told.items()}
        self._shown = {
            each: sittings(register, (s for s in found if s.evidence is Evidence.SHOWN)) for each, found in told.items()
        }
        self._agendas = Agendas(register, public, ids, self._shown, project)

    def route(self, project: str) -> Iterator[Thing]:
        """The Paper that a project is, and the Organizations and Meetings that its shown steps name."""
        row = self._register.only(PROJECTS, stream=project)
        yield self._paper(project, row if row and self._public.passes(*row.row.entries) else None)
        meetings = {meeting: known_meeting(self._register, meeting) for meeting in self._agendas.of}
        bodies = [known.shown.event.body for known in meetings.values() if known and self._is_public(known)]
        names = PublicNames(self._register, self._public)
        for unit in dict.fromkeys((*(each.step.by for each in self._shown.get(project, ())), *bodies)):
            if is_unit(unit):
                yield {"id": self._ids.of(unit), "type": f"{TYPES}Organization", "name": names.of(unit)}
        for meeting, known in meetings.items():
            yield self._meeting(meeting, known)

    def council(self) -> Iterator[Thing]:
        """Everything that OParl has a word for."""
        yield from organizations(self._register, self._public, self._ids)
        yield from posts(self._register, self._public, self._ids)
        yield from persons(self._register, self._public, self._ids)
        known = {each.shown.stream: each for each in known_meetings(self._register)}
        for meeting in dict.fromkeys((*known, *self._agendas.of)):
            if meeting in self._agendas.of or self._is_public(known[meeting]):
                yield self._meeting(meeting, known.get(meeting))
        for project in self._public.answers(self._register.rows(PROJECTS, in_force=False)):
            yield self._paper(project.stream, project)

    def _paper(self, project: str, row: RowAsAt[Project] | None) -> Thing:
        event = row.event if row else ProjectOpened(project=project, title="")
        above = [event.part_of] if event.part_of else []
        derived = self._register.rows(DERIVATIONS, stream=project)
        above += [each for d in self._public.answers(derived) for each in d.event.from_ if kind_of(each) == "project"]
        day = When(row.row.since, row.row.from_earliest, row.row.from_latest) if row else None
        return filled(
            {
                "id": self._ids.of(project),
                "type": f"{TYPES}Paper",
                "name": event.title or name_of(project),
                "reference": event.number or None,
                "date": day_text(day.earliest) if day and day.is_exact else None,
                "paperType": event.kind,
                "underDirectionOf": [self._ids.of(event.lead)] if event.lead else [],
                "superordinatedPaper": list(map(self._ids.of, dict.fromkeys(above))),
                "consultation": [self._consultation(project, each) for each in self._shown.get(project, ())],
                f"{OURS}closed": bounds(end) if row and (end := end_of(row.row)) else None,
                f"{OURS}partOf": self._ids.of(event.part_of) if event.part_of else None,
                f"{OURS}also": list(event.also),
                f"{OURS}identifiers": dict(event.identifiers) or None,
                f"{OURS}notShown": [self._not_shown(project, step) for step in self._doubted.get(project, ())],
                **(point(row, self._public) if row else {f"{OURS}entries": []}),
            }
        )

    def _consultation(self, project: str, sitting: OparlStep) -> Thing:
        step, event = sitting.step, sitting.event
        item = self._agendas.item_of(project, sitting)
        return filled(
            {
                "id": address(self._ids, project, step),
                "type": f"{TYPES}Consultation",
                "paper": self._ids.of(project),
                **self._who(step.by),
                "role": getattr(event, "role_as_given", "") or step.role.value,
                "authoritative": getattr(event, "authoritative", None),
                "meeting": self._ids.of(sitting.meeting) if sitting.meeting else None,
                "agendaItem": item,
                f"{OURS}result": step.outcome,
                f"{OURS}role": step.role.value,
                f"{OURS}concerns": list(getattr(event, "concerns", ())),
                f"{OURS}recommendations": list(getattr(event, "recommendations", ())),
                f"{OURS}report": getattr(event, "report", ""),
                **self._beside(step, *sitting.resolved),
            }
        )

    def _not_shown(self, project: str, step: Taken) -> Thing:
        entry = self._register.entry(step.entry)
        event = entry.event if entry else None
        meeting = getattr(event, "meeting", None)
        known = known_meeting(self._register, meeting) if meeting else None
        told = {**self._who(step.by), "role": step.role.value, "evidence": step.evidence.value}
        told["id"] = address(self._ids, project, step)
        return filled(
            {
                **told,
                "result": step.outcome,
                "stated_by": step.stated_by,
                "authoritative": getattr(event, "authoritative", None),
                "meeting": self._ids.of(meeting) if meeting and known and self._is_public(known) else None,
                f"{OURS}role_as_given": getattr(event, "role_as_given", ""),
                **self._beside(step),
            }
        )

    def _beside(self, step: Taken, *others: Taken) -> Thing:
        return {
            f"{OURS}date": bounds(step.on),
            f"{OURS}standing": step.standing.value,
            f"{OURS}stated_by": step.stated_by or None,
            f"{OURS}certainty": step.certainty.value,
            f"{OURS}kind": step.kind,
            f"{OURS}entries": sorted({position for each in (step, *others) for position in each.entries}),
            f"{OURS}exempt": self._public.why(step.entries),
        }

    def _meeting(self, meeting: str, known: KnownMeeting | None) -> Thing:
        """A meeting with its agenda; where only what was done at it is for the public, no more than that."""
        thing = {"id": self._ids.of(meeting), "type": f"{TYPES}Meeting"}
        agenda = self._agendas.things(meeting)
        if known is None or not self._is_public(known):
            return filled({**thing, "agendaItem": agenda})
        event, status = known.shown.event, known.status
        start = _start(known)
        called = known.called if known.called and self._public.passes(*known.called.row.entries) else None
        return filled(
            {
                **thing,
                "name": event.title,
                "meetingState": _STATES.get(status, "held"),
                "cancelled": True if status is MeetingStatus.CANCELLED else None,
                "start": _moment(start),
                "end": _end(start, known.held.event.ended) if known.held else None,
                "location": _location(self._ids.of(meeting), event.place),
                "organization": [self._ids.of(event.body)],
                "participant": self._present(meeting),
                "agendaItem": agenda,
                f"{OURS}number": event.number,
                f"{OURS}identifiers": (dict(known.held.event.identifiers) or None) if known.held else None,
                f"{OURS}in_public": event.in_public,
                f"{OURS}inquorate": known.held.event.inquorate if known.held else None,
                f"{OURS}ended": known.held.event.ended if known.held else None,
                f"{OURS}called": bounds(When(called.row.since, called.row.from_earliest, called.row.from_latest))
                if called
                else None,
                f"{OURS}called_for": called.event.called_for if called else None,
                **point(known.shown, self._public),
            }
        )

    def _present(self, meeting: str) -> list[str]:
        found = self._public.answers(self._register.rows(ATTENDANCE, stream=meeting))
        there = (each.event.person for each in found if each.event.presence is Presence.PRESENT and each.is_certain)
        return list(dict.fromkeys(map(self._ids.of, there)))

    def _is_public(self, known: KnownMeeting) -> bool:
        return self._public.passes(*known.shown.row.entries)

    def _who(self, by: str) -> Thing:
        """Who had it in front of them; to OParl that is an organization, so a person or a post stands beside."""
        return {"organization": [self._ids.of(by)]} if is_unit(by) else {f"{OURS}by": self._ids.of(by)}


def _location(meeting: str, place: str) -> Thing | None:
    return {"id": f"{meeting}/location", "type": f"{TYPES}Location", "description": place} if place else None


def _start(known: KnownMeeting) -> str:
    if known.held is not None:
        return known.held.row.since
    return known.called.event.called_for if known.called else ""


def _end(start: str, ended: str | None) -> str | None:
    """When a meeting ended; a time without its day that lies in the small hours is of the day after."""
    if not ended or "T" in ended or not when(start).is_exact:
        return _moment(ended) if ended and "T" in ended else None
    day = when(start).earliest
    return _moment(f"{day_text(day if ended >= SMALL_HOURS else day + 1)}T{ended}")


def _moment(text: str) -> str | None:
    """A day, or a time on one, as the time that OParl asks for: of a day its first moment."""
    try:
        return in_london(text).isoformat()
    except ValueError:
        return None
