"""Who declared what before a decision, which conflicts were acknowledged, and who was let take part all the same?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import Any

import msgspec

from projections.decided import Whole
from projections.interests import Conflict, Dispensation, Interest, conflicts, dispensations, interests
from projections.register import Answer, Register


class Declared(msgspec.Struct, frozen=True, kw_only=True):
    """The interests, conflicts and dispensations that bear on one decision."""

    interests: tuple[Answer[Interest], ...] = ()
    conflicts: tuple[Answer[Conflict], ...] = ()
    dispensations: tuple[Answer[Dispensation], ...] = ()

    @property
    def entries(self) -> tuple[int, ...]:
        """The entries that they rest on."""
        answers: Iterable[Answer[Any]] = (*self.interests, *self.conflicts, *self.dispensations)
        return tuple(position for answer in answers for position in answer.row.entries)


class Declarations:
    """Finds what was declared before decisions, asking once for what several of them have in common."""

    def __init__(self, register: Register) -> None:
        self._by_meeting = cache(
            lambda meeting: (interests(register, meeting=meeting), conflicts(register, meeting=meeting))
        )
        self._interests = cache(lambda project: interests(register, about=project))
        self._conflicts = cache(lambda project: conflicts(register, about=project))
        self._dispensations = cache(lambda project: dispensations(register, about=project))

    def before(self, whole: Whole, projects: tuple[str, ...]) -> Declared:
        """What bears on the projects and did not certainly come later, and what a meeting had in general."""
        latest, meeting = whole.row.from_latest, whole.row.meeting
        there, acknowledged = self._by_meeting(meeting) if meeting else ((), ())
        return Declared(
            interests=_each_once(_of(self._interests, projects), _in_general(there), latest),
            conflicts=_each_once(_of(self._conflicts, projects), _in_general(acknowledged), latest),
            dispensations=_each_once(_of(self._dispensations, projects), (), latest),
        )


def _conflicts(register: Register, meeting: str) -> list[Answer[Conflict]]:
    return conflicts(register, meeting=meeting)


def _of(told: Callable[[str], Iterable[Answer[Any]]], projects: Iterable[str]) -> Iterator[Answer[Any]]:
    return (answer for project in projects for answer in told(project))


def _in_general(told: Iterable[Answer[Any]]) -> Iterator[Answer[Any]]:
    """Those that do not say what they are about: they may bear on anything that the meeting decided."""
    return (answer for answer in told if not answer.row.about)


def _each_once(about: Iterable[Answer[Any]], general: Iterable[Answer[Any]], latest: int) -> tuple[Answer[Any], ...]:
    found = {(a.stream, a.key): a for a in (*about, *general) if a.row.from_earliest <= latest}
    return tuple(sorted(found.values(), key=lambda answer: answer.order))
