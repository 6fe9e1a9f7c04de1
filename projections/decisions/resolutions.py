"""What was resolved, in which words, limb by limb, by which body, moved by whom?"""

from __future__ import annotations

from operator import attrgetter
from typing import Any

from ledger.vocabulary.resolutions import ResolutionPassed, Verb
from projections.engine.register import Register, RowAsAt
from projections.engine.row_patterns import points
from projections.engine.rows import Point


class Resolution(Point[ResolutionPassed], frozen=True, kw_only=True):
    """A body's decision, with what its limbs say and concern as columns of their own, to be found by."""

    verbs: tuple[str, ...] = ()
    projects: tuple[str, ...] = ()


def _by_limbs(passed: ResolutionPassed) -> dict[str, Any]:
    return {
        "verbs": tuple(sorted({limb.verb.value for limb in passed.limbs})),
        "projects": tuple(sorted({project for limb in passed.limbs for project in limb.projects})),
    }


RESOLUTIONS = points(
    "resolutions",
    ResolutionPassed,
    finds=("body", "meeting", "mover", "seconder", "motion", "verbs", "projects"),
    row=Resolution,
    more=_by_limbs,
)


def resolution(register: Register, resolution: str) -> RowAsAt[Resolution] | None:
    """One resolution by its id."""
    return register.only(RESOLUTIONS, stream=resolution)


def resolutions(
    register: Register,
    *,
    body: str | None = None,
    meeting: str | None = None,
    person: str | None = None,
    project: str | None = None,
    verb: Verb | tuple[Verb, ...] | None = None,
    since: int | None = None,
    until: int | None = None,
) -> list[RowAsAt[Resolution]]:
    """The resolutions that fit all that is asked for.

    `person` moved or seconded it. `since` and `until` are day numbers: what may have been resolved on a day
    between them, both included.
    """
    by_columns: dict[str, Any] = {"body": body, "meeting": meeting, "projects": project, "verbs": verb}
    by_columns["not_before"] = since
    if person is None:
        found = register.rows(RESOLUTIONS, **by_columns)
    else:
        moved = register.rows(RESOLUTIONS, mover=person, **by_columns)
        seconded = register.rows(RESOLUTIONS, seconder=person, **by_columns)
        others = [answer for answer in seconded if answer.event.mover != person]
        found = sorted([*moved, *others], key=attrgetter("order"))
    return [answer for answer in found if until is None or answer.row.from_earliest <= until]
