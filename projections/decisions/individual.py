"""What did individuals, officers and executives decide, with which reasons, by what power, from when?"""

from __future__ import annotations

from typing import Any

from ledger.vocabulary.decisions import DecisionMade
from ledger.vocabulary.resolutions import Verb
from projections.engine.register import Register, RowAsAt
from projections.engine.row_patterns import points
from projections.engine.rows import Point


class Decision(Point[DecisionMade], frozen=True, kw_only=True):
    """A decision with what its record gives; `projects` and `verbs` are those of the whole and of its limbs."""

    projects: tuple[str, ...] = ()
    verbs: tuple[str, ...] = ()


def _by_limbs(made: DecisionMade) -> dict[str, Any]:
    of_limbs = (project for limb in made.limbs for project in limb.projects)
    return {
        "projects": tuple(sorted({*made.projects, *of_limbs})),
        "verbs": tuple(sorted({limb.verb.value for limb in made.limbs})),
    }


DECISIONS = points(
    "decisions",
    DecisionMade,
    finds=("by", "meeting", "projects", "verbs", "under"),
    row=Decision,
    more=_by_limbs,
)


def decision(register: Register, decision: str) -> RowAsAt[Decision] | None:
    """One decision by its id."""
    return register.only(DECISIONS, stream=decision)


def decisions(
    register: Register,
    *,
    by: str | None = None,
    meeting: str | None = None,
    project: str | None = None,
    verb: tuple[Verb, ...] | None = None,
    since: int | None = None,
) -> list[RowAsAt[Decision]]:
    """The decisions by the register's date that fit all that is asked for; `since`: that may be of a day or later."""
    return register.rows(DECISIONS, by=by, meeting=meeting, projects=project, verbs=verb, not_before=since)
