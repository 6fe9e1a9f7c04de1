"""Who declared what before a decision, which conflicts were acknowledged, and who was let take part all the same?"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Any

import msgspec

from ledger.vocabulary.interests import ConflictAcknowledged, DispensationGranted, InterestDeclared
from projections.decisions.listing import Whole
from projections.engine.register import Gathering, Register, RowAsAt
from projections.engine.rows import Point
from projections.interests import CONFLICTS, DISPENSATIONS, INTERESTS


class Declared(msgspec.Struct, frozen=True, kw_only=True):
    """The interests, conflicts and dispensations that bear on one decision."""

    interests: tuple[RowAsAt[Point[InterestDeclared]], ...] = ()
    conflicts: tuple[RowAsAt[Point[ConflictAcknowledged]], ...] = ()
    dispensations: tuple[RowAsAt[Point[DispensationGranted]], ...] = ()

    @property
    def entries(self) -> tuple[int, ...]:
        """The entries that they rest on."""
        answers: Iterable[RowAsAt[Any]] = (*self.interests, *self.conflicts, *self.dispensations)
        return tuple(position for answer in answers for position in answer.row.entries)


class Declarations:
    """Finds what was declared before decisions, asking once for what several of them have in common."""

    def __init__(self, register: Register, *, in_one_go: bool = False) -> None:
        self._interests_at = Gathering(register, INTERESTS, in_one_go=in_one_go)
        self._conflicts_at = Gathering(register, CONFLICTS, in_one_go=in_one_go)
        self._interests = Gathering(register, INTERESTS, by="about", in_one_go=in_one_go)
        self._conflicts = Gathering(register, CONFLICTS, by="about", in_one_go=in_one_go)
        self._dispensations = Gathering(register, DISPENSATIONS, by="about", in_one_go=in_one_go)

    def wanted(
        self, meetings: Collection[str | None], projects: Collection[str]
    ) -> Iterator[tuple[Gathering[Any], Collection[str | None]]]:
        """Where what was declared at many meetings and on many projects is read."""
        yield from ((each, meetings) for each in (self._interests_at, self._conflicts_at))
        yield from ((each, projects) for each in (self._interests, self._conflicts, self._dispensations))

    def before(self, whole: Whole, projects: tuple[str, ...]) -> Declared:
        """What bears on the projects and did not certainly come later, and what a meeting had in general."""
        latest, meeting = whole.row.from_latest, whole.event.meeting
        at = [told.of(meeting) if meeting else () for told in (self._interests_at, self._conflicts_at)]
        return Declared(
            interests=_each_once(_of(self._interests, projects), _in_general(at[0]), latest),
            conflicts=_each_once(_of(self._conflicts, projects), _in_general(at[1]), latest),
            dispensations=_each_once(_of(self._dispensations, projects), (), latest),
        )


def _of(told: Gathering[Any], projects: Iterable[str]) -> Iterator[RowAsAt[Any]]:
    return (answer for project in projects for answer in told.of(project))


def _in_general(told: Iterable[RowAsAt[Any]]) -> Iterator[RowAsAt[Any]]:
    """Those that do not say what they are about: they may bear on anything that the meeting decided."""
    return (answer for answer in told if not answer.event.about)


def _each_once(about: Iterable[RowAsAt[Any]], general: Iterable[RowAsAt[Any]], latest: int) -> tuple[RowAsAt[Any], ...]:
    found = {(a.stream, a.key): a for a in (*about, *general) if a.row.from_earliest <= latest}
    return tuple(sorted(found.values(), key=lambda answer: answer.order))
