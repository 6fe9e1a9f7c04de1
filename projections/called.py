"""What are subjects called on a day? One that is renamed goes by its old name before, and by the new one after."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from operator import itemgetter
from typing import Any

from ledger.entries.entry import Entry
from ledger.vocabulary.dates import NO_START
from ledger.vocabulary.event import Event
from ledger.vocabulary.organisations import BodyEstablished, BodyRenamed, OrganisationRegistered, OrganisationRenamed
from ledger.vocabulary.people import PersonRegistered, PersonRenamed
from ledger.vocabulary.projects import ProjectOpened, ProjectRenamed
from ledger.vocabulary.provenance import IN_BEING
from projections.engine.engine import Projection
from projections.engine.register import Register, RowAsAt
from projections.engine.row_patterns import ChainedRow, chained
from projections.engine.rows import begun, since_ever


class Called(ChainedRow, frozen=True, kw_only=True):
    """What a subject goes by until it takes the next name; what is over keeps its last."""

    name: str = ""
    number: str = ""
    """Of a project that has one."""


def _chain(name: str, opens: type[Event], renames: type[Event], version: int = 2) -> Projection[Called]:
    """The names of one kind of subject, one after the other; what a renaming leaves out stays as it was."""

    def evolve(rows: Mapping[str, Called], entry: Entry) -> Iterator[tuple[str, Called | None]]:
        event: Any = entry.event
        first = isinstance(event, opens)
        own = begun(Called, _placed(entry) if first else entry, **_told(event))
        last = max(rows.values(), key=lambda row: (row.from_earliest, row.from_latest, row.entries), default=own)
        if not own.name or (not own.number and not first):
            own = begun(Called, entry, name=own.name or last.name, number=own.number or last.number)
        yield from chained(rows, entry, own, opens=opens)

    return Projection(
        name=name, row=Called, handles=(opens, renames), evolve=evolve, same=(), version=version, itself=True
    )


def _placed(entry: Entry) -> Entry:
    """The entry that opens a chain; persons and organisations without a date are there on every day."""
    return entry if isinstance(entry.event, BodyEstablished | ProjectOpened) else since_ever(entry)


def _told(event: Any) -> dict[str, str]:
    name = event.title if isinstance(event, ProjectOpened | ProjectRenamed) else event.name
    return {"name": name, "number": getattr(event, "number", "")}


CALLED: Mapping[str, Projection[Called]] = {
    "body": (BODY_NAMES := _chain("body_names", BodyEstablished, BodyRenamed, version=4)),
    "organisation": (ORGANISATION_NAMES := _chain("organisation_names", OrganisationRegistered, OrganisationRenamed)),
    "person": (PERSONS_CALLED := _chain("persons_called", PersonRegistered, PersonRenamed)),
    "project": (PROJECT_NAMES := _chain("project_names", ProjectOpened, ProjectRenamed)),
}
"""The names of each kind of subject that can be renamed."""


def names(register: Register, subject: str, kind: str) -> list[RowAsAt[Called]]:
    """What a subject is called: several where the dates leave it open, all in turn where no date is asked for."""
    return in_turn(register.rows(CALLED[kind], stream=subject))


def in_turn(answers: Iterable[RowAsAt[Called]]) -> list[RowAsAt[Called]]:
    """The names in the order in which subjects took them, the first one before every name that may be later."""
    return [answer for _, answer in _placed_in_turn(answers)]


def _placed_in_turn(answers: Iterable[RowAsAt[Called]]) -> list[tuple[int, RowAsAt[Called]]]:
    """The names in turn, each with 0 if it is certainly from before the first, 1 if it is that, 2 if it came after."""
    told = sorted(answers, key=lambda answer: answer.order)
    opened = {each.stream: each.row.from_earliest for each in told if each.row.first and each.row.standing in IN_BEING}

    def place(answer: RowAsAt[Called]) -> int:
        if answer.row.from_latest < opened.get(answer.stream, NO_START):
            return 0
        return 1 if answer.row.first else 2

    return sorted(((place(answer), answer) for answer in told), key=itemgetter(0))


def likeliest(answers: Iterable[RowAsAt[Called]]) -> dict[str, list[RowAsAt[Called]]]:
    """By subject, the name that it goes by, or in turn all that it may go by where the dates leave it open.

    A new name that is only expected, proposed or disputed does not take the place of one that is told as a fact, nor
    does one from before the subject was there. At all times it is the last name.
    """
    found: dict[str, list[tuple[int, RowAsAt[Called]]]] = {}
    for place, answer in _placed_in_turn(answers):
        sure = 2 if answer.is_certain else int(place == 1 or (place == 2 and answer.row.standing in IN_BEING))
        found.setdefault(answer.stream, []).append((sure, answer))
    return {subject: _of_the_surest(told) for subject, told in found.items()}


def _of_the_surest(told: list[tuple[int, RowAsAt[Called]]]) -> list[RowAsAt[Called]]:
    best = max(sure for sure, _ in told)
    names = [answer for sure, answer in told if sure == best]
    return names[-1:] if best == 2 else names


def surest(answers: Iterable[RowAsAt[Called]]) -> dict[str, RowAsAt[Called]]:
    """By subject, the one name to show beside its id: the last of those that it most surely goes by."""
    return {subject: names[-1] for subject, names in likeliest(answers).items()}


def all_names(answers: Iterable[RowAsAt[Called]]) -> str:
    """The names of one subject as one text, where it may go by several."""
    return " or ".join(dict.fromkeys(answer.row.name for answer in answers))


def current(
    register: Register,
    kind: str,
    passes: Callable[..., bool] = lambda *entries: True,
    subjects: tuple[str, ...] | None = None,
) -> dict[str, Called]:
    """What each subject of a kind, or each of some, is called at the register's date; by subject.

    `passes` is asked, with the entries that a name rests on, whether it may be told.
    """
    told = (answer for answer in register.rows(CALLED[kind], stream=subjects) if passes(*answer.row.entries))
    return {stream: answer.row for stream, answer in surest(told).items()}


def current_names(
    register: Register,
    kind: str,
    passes: Callable[..., bool] = lambda *entries: True,
    subjects: tuple[str, ...] | None = None,
) -> dict[str, str]:
    """The names alone."""
    return {subject: row.name for subject, row in current(register, kind, passes, subjects).items()}
