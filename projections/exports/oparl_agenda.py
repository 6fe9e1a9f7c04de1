"""What was done at meetings, as items of OParl's agendas: from a paper to a meeting there is no other way in OParl.

Items are those that are listed, with what was considered and resolved under them. What was done under no listed item
has an item of its own, which says so, since it is on no agenda.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from ledger.entries.entry import Entry
from ledger.vocabulary.meetings import AgendaItemListed
from ledger.vocabulary.subjects import name_of
from projections.decisions.resolutions import RESOLUTIONS, Resolution
from projections.engine.register import Register, RowAsAt
from projections.engine.rows import Point
from projections.exports.exempt import Public
from projections.exports.oparl_objects import OURS, TYPES, OparlIds, Thing, filled, point
from projections.meetings import agenda
from projections.routes.steps import Taken

_RESOLUTION = "resolution"


class OparlStep(NamedTuple):
    """A step with what its body resolved on the project in the same meeting, which OParl counts as one."""

    step: Taken
    entry: Entry
    resolved: tuple[Taken, ...] = ()

    @property
    def event(self) -> Any:
        """The event that tells of the step."""
        return self.entry.event

    @property
    def meeting(self) -> str | None:
        """The meeting that it was taken at."""
        found: str | None = getattr(self.entry.event, "meeting", None)
        return found


def address(ids: OparlIds, project: str, step: Taken) -> str:
    """The address of the Consultation that a step is; one resolution or decision may be on several projects."""
    of_several = step.kind in (_RESOLUTION, "decision")
    return ids.numbered("consultation", step.entry) + (f"/{name_of(project)}" if of_several else "")


def sittings(register: Register, steps: Iterable[Taken]) -> list[OparlStep]:
    """The steps, with resolutions put to the consideration by the same body in the same meeting."""
    found: dict[tuple[str, str], OparlStep] = {}
    for step in sorted(steps, key=lambda step: step.kind == _RESOLUTION):  # stable: the order of the world stays
        entry = register.entry(step.entry)
        assert entry is not None  # a step rests on entries that count
        each = OparlStep(step, entry)
        place = (step.by, each.meeting or f"entry {entry.position}")
        if step.kind == _RESOLUTION and place in found:
            found[place] = found[place]._replace(resolved=(*found[place].resolved, step))
        else:
            found[place if place not in found else (step.by, f"entry {entry.position}")] = each
    return sorted(found.values(), key=lambda each: (each.step.on.order, each.step.entries))


@dataclass
class Item:
    """An item of an agenda: as it is listed, if it is, and what was done under it."""

    address: str
    at: tuple[str, str]
    """The document that tells of it, and the place there."""
    listed: RowAsAt[Point[AgendaItemListed]] | None = None
    sittings: list[tuple[str, OparlStep]] = field(default_factory=list)
    resolution: RowAsAt[Resolution] | None = None


class Agendas:
    """The items of meetings at which projects were considered, and in a whole register of all meetings."""

    def __init__(
        self,
        register: Register,
        public: Public,
        ids: OparlIds,
        shown: Mapping[str, Sequence[OparlStep]],
        project: str | None,
    ) -> None:
        self._register, self._public, self._ids = register, public, ids
        self.of: dict[str, list[Item]] = {}
        for listed in public.answers(agenda(register, project=project)):
            item = Item(ids.numbered("agendaitem", listed.row.entries[0]), self._at(listed), listed)
            self.of.setdefault(listed.stream, []).append(item)
        self._items: dict[tuple[str, int], str] = {}
        for about, steps in shown.items():
            for sitting in steps:
                if sitting.meeting:
                    item = self._for(sitting.meeting, (about,), sitting.entry)
                    item.sittings.append((about, sitting))
                    self._items[about, sitting.entry.position] = item.address
        for passed in public.answers(register.rows(RESOLUTIONS, projects=project)):
            if passed.event.meeting:
                entry = register.entry(passed.row.entries[0])
                assert entry is not None
                self._for(passed.event.meeting, passed.row.projects, entry, resolves=True).resolution = passed

    def item_of(self, project: str, sitting: OparlStep) -> str | None:
        """The address of the item under which a step was taken."""
        return self._items.get((project, sitting.entry.position))

    def things(self, meeting: str) -> list[Thing]:
        """OParl's AgendaItems of a meeting."""
        return [self._thing(item, meeting, number) for number, item in enumerate(self.of.get(meeting, ()), 1)]

    def _resolution(self, passed: RowAsAt[Resolution]) -> Thing:
        event, of = passed.event, self._ids.of
        limbs = [
            filled(
                {
                    "verb": limb.verb.value,
                    "text": limb.text,
                    "to": of(limb.to) if limb.to else None,
                    "papers": list(map(of, limb.projects)),
                }
            )
            for limb in event.limbs
        ]
        who = {name: of(each) for name in ("mover", "seconder") if (each := getattr(event, name))}
        return {"id": of(passed.stream), "text": event.text, "limbs": limbs, **who, **point(passed, self._public)}

    def _at(self, listed: RowAsAt[Any]) -> tuple[str, str]:
        entry = self._register.entry(listed.row.entries[0])
        return (entry.source.document, entry.source.at) if entry else ("", "")

    def _for(self, meeting: str, projects: Sequence[str], entry: Entry, *, resolves: bool = False) -> Item:
        """The item at the entry's own place, else one that is about the projects, else one more."""
        items: list[Item] = self.of.setdefault(meeting, [])
        at = (entry.source.document, entry.source.at)
        free = [each for each in items if not (resolves and each.resolution)]
        here = [each for each in free if each.at == at and at[1]]
        about = [each for each in free if _is_about(each, projects)]
        fitting: list[Item] = [*(each for each in here if each in about), *(here if resolves else ()), *about]
        if fitting:
            return fitting[0]
        added = Item(self._ids.numbered("agendaitem", entry.position), at)
        items.append(added)
        return added

    def _thing(self, item: Item, meeting: str, order: int) -> Thing:
        listed = item.listed.event if item.listed else None
        passed = item.resolution
        steps = [each for _, each in item.sittings]
        first = item.listed or passed
        texts = [passed.event.text] if passed else [getattr(each.event, "text", "") for each in steps]
        verbs = list(passed.row.verbs) if passed else []
        outcomes = dict.fromkeys(filter(None, (each.step.outcome for each in steps)))
        consultations = [address(self._ids, about, each.step) for about, each in item.sittings]
        return filled(
            {
                "id": item.address,
                "type": f"{TYPES}AgendaItem",
                "meeting": self._ids.of(meeting),
                "number": listed.number if listed else None,
                "order": order,
                "name": listed.title if listed else None,
                "public": listed.in_public if listed else all(not each.entry.visibility for each in steps),
                "consultation": consultations[0] if consultations else None,
                "result": (listed.result if listed else "") or ", ".join((*outcomes,) or verbs),
                "resolutionText": "\n".join(dict.fromkeys(filter(None, texts))),
                f"{OURS}consultations": consultations[1:],
                f"{OURS}listed": None if listed else False,
                f"{OURS}result": listed.result if listed else None,
                f"{OURS}papers": list(map(self._ids.of, listed.projects)) if listed else [],
                f"{OURS}closed_under": listed.closed_under if listed else None,
                f"{OURS}identifiers": (dict(listed.identifiers) or None) if listed else None,
                f"{OURS}resolution": self._resolution(passed) if passed else None,
                f"{OURS}at": item.at[1],
                f"{OURS}entries": sorted({each.step.entry for each in steps}),
                **(point(first, self._public) if first else {}),
            }
        )


def _is_about(item: Item, projects: Sequence[str]) -> bool:
    """Whether an item is listed as being about one of the projects, or one of them was considered under it."""
    listed = item.listed.event.projects if item.listed else ()
    return not {*listed, *(about for about, _ in item.sittings)}.isdisjoint(projects)
