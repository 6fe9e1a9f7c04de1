"""Who bears which name, by the register: for whom a question, a command or a meeting file names."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Final

from ledger.vocabulary.dates import When
from ledger.vocabulary.subjects import kind_of
from projections import bodies, meetings, memberships, posts, projects, subject_names
from projections.answers.names import Names
from projections.engine.register import Register

_ENOUGH: Final = 2
"""Of how many bodies somebody is said to be a member, to be told from somebody else."""


class RegisteredNames:
    """The names in a register, which is opened when the first of them is asked for."""

    def __init__(self, opened: Callable[[], Register]) -> None:
        self._opened = opened

    @cached_property
    def _register(self) -> Register:
        """The register at all times: a name that somebody gave up still means them."""
        return replace(self._opened(), as_at=None)

    def bearers(self, name: str, kinds: Sequence[str]) -> Collection[str]:
        """The subjects of some kinds that are or were called so; two ids that turned out to be one are one."""
        found = subject_names.bearers(self._register, name, kinds)
        return {self._register.joins.one(subject) for subject in found}

    def names_in_use(self, kinds: Sequence[str]) -> Iterable[tuple[str, str]]:
        """Every name of the subjects of some kinds, each with the subject that bears it."""
        return subject_names.names_in_use(self._register, kinds)

    def members(self, body: str, on: When | None) -> Collection[str]:
        """Who sits on a body, posts and those who hold them, on the days of a date; at any time where there is none."""
        seats = memberships.seats(self._register, body)
        return {each for seat in seats if _may_sit(seat, on) for each in (seat.member, seat.person) if each}

    def told_apart(self, subject: str) -> str:
        """What tells a subject from others of its name, in a few words; empty where nothing is recorded."""
        return "; ".join(self._circumstances(subject))

    def _circumstances(self, subject: str) -> Iterator[str]:
        register, name = self._register, Names(self._register)
        match kind_of(subject):
            case "person":
                seats = dict.fromkeys(seat.place.stream for seat in memberships.seats_of(register, subject))
                yield from (f"member of {self._in_full(body)}" for body in list(seats)[:_ENOUGH])
                if not seats:
                    attended = meetings.attendance(register, person=subject)
                    yield from (f"at {name(each.stream)}" for each in attended[-1:])
            case "body":
                found = bodies.body(register, subject)
                yield from (f"of {name(each)}" for each in self._organisations(subject))
                if found and found.row.until:
                    yield f"until {found.row.until}"
            case "post":
                created = posts.post(register, subject)
                yield from (f"of {name(each)}" for each in (created.event.organisation if created else None,) if each)
            case "project":
                opened = projects.project(register, subject)
                yield from (f"led by {name(each)}" for each in (opened.event.lead if opened else None,) if each)

    def _in_full(self, body: str) -> str:
        """A body with the organisations that it is of, since many have a board of one name."""
        name = Names(self._register)
        return " of ".join([str(name(body)), *map(str, name(self._organisations(body)) or ())])

    def _organisations(self, body: str) -> tuple[str, ...]:
        found = bodies.body(self._register, body)
        return found.event.of[:_ENOUGH] if found else ()


def _may_sit(seat: memberships.Seat, on: When | None) -> bool:
    row = seat.place.row
    return on is None or (row.from_earliest <= on.latest and on.earliest <= row.to_latest)
