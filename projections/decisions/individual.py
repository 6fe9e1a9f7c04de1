"""What did individuals, officers and executives decide, with which reasons, by what power, from when?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ledger.entries.entry import Entry
from ledger.vocabulary.decisions import DecisionKind, DecisionMade, Urgency
from ledger.vocabulary.resolutions import Limb
from projections.engine.engine import Projection, by_itself
from projections.engine.register import Answer, Register
from projections.engine.rows import Row, begun, shared


class Decision(Row, frozen=True, kw_only=True):
    """A decision with what its record gives; `projects` and `verbs` are those of the whole and of its limbs."""

    text: str = ""
    by: str = ""
    kind: DecisionKind = DecisionKind.OTHER
    limbs: tuple[Limb, ...] = ()
    projects: tuple[str, ...] = ()
    verbs: tuple[str, ...] = ()
    reasons: str = ""
    alternatives: tuple[str, ...] = ()
    no_alternatives: bool = False
    interests: tuple[str, ...] = ()
    dispensations: tuple[str, ...] = ()
    power: str = ""
    under: str | None = None
    is_key: bool | None = None
    """Whether it is a key decision (SI 2012/2089 reg 8); None: not known."""
    urgency: Urgency = Urgency.NONE
    urgency_agreed_by: str | None = None
    callable_in: bool | None = None
    effective_from: str = ""
    report: str | None = None
    meeting: str | None = None


def _whole(entry: Entry) -> dict[str, Any]:
    event = entry.event
    assert isinstance(event, DecisionMade)
    of_limbs = (project for limb in event.limbs for project in limb.projects)
    return {
        "projects": tuple(sorted({*event.projects, *of_limbs})),
        "verbs": tuple(sorted({limb.verb.value for limb in event.limbs})),
        "is_key": event.key,
    }


def _evolve(rows: Mapping[str, Decision], entry: Entry) -> Iterator[tuple[str, Decision]]:
    columns = {**shared(entry.event, Decision), **_whole(entry)}
    yield str(entry.position), begun(Decision, entry, **columns)


DECISIONS = Projection(
    name="decisions",
    row=Decision,
    handles=(DecisionMade,),
    evolve=_evolve,
    lane=by_itself,
    finds=("by", "meeting", "projects", "verbs", "under"),
)


def decision(register: Register, decision: str) -> Answer[Decision] | None:
    """One decision by its id."""
    return register.only(DECISIONS, stream=decision)


def decisions(
    register: Register,
    *,
    by: str | None = None,
    meeting: str | None = None,
    project: str | None = None,
    verb: str | None = None,
) -> list[Answer[Decision]]:
    """The decisions by the register's date that fit all that is asked for."""
    return register.rows(DECISIONS, by=by, meeting=meeting, projects=project, verbs=verb)
