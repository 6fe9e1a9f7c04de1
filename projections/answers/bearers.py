"""Who bears which name, by the register: for whom a question, a command or a meeting file names."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Final

from ledger.vocabulary.dates import Certainty, When, in_force_between
from ledger.vocabulary.provenance import IN_BEING
from ledger.vocabulary.subjects import kind_of
from projections import bodies, meetings, memberships, people, projects, subject_names
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

    def members(self, body: str, on: When | None) -> Mapping[str, bool]:
        """Who sits, or may sit, on a body on a day, posts and those who hold them, and whether that is certain."""
        sure: dict[str, bool] = {}
        for seat in memberships.seats(self._register, body):
            certainty = _certainty(seat, on)
            if certainty is not Certainty.NO:
                for who in filter(None, (seat.member, seat.person)):
                    sure[who] = sure.get(who, False) or certainty is Certainty.YES
        return sure

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
                created = people.post(register, subject)
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


def _certainty(seat: memberships.Seat, on: When | None) -> Certainty:
    """Whether a seat is taken on a day, by its holder where a post has it."""
    rows = [seat.place.row, *([seat.holder.row] if seat.holder else [])]
    if on is None or not on.is_exact:
        return Certainty.POSSIBLY
    found = [in_force_between(r.from_earliest, r.from_latest, r.to_earliest, r.to_latest, on.earliest) for r in rows]
    if Certainty.NO in found:
        return Certainty.NO
    told = all(row.standing in IN_BEING for row in rows) and set(found) == {Certainty.YES}
    return Certainty.YES if told else Certainty.POSSIBLY
