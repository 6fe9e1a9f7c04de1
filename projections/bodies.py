"""Which organisations and bodies are there, since when and until when, and what were they called?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeAlias

from ledger.entries.entry import Entry
from ledger.vocabulary.dates import NO_START
from ledger.vocabulary.organisations import BodyDissolved, BodyEstablished, BodyRenamed, OrganisationRegistered
from ledger.vocabulary.provenance import IN_BEING
from projections.engine.engine import Projection
from projections.engine.register import Register, RowAsAt
from projections.engine.row_patterns import chained, registrations, spans
from projections.engine.rows import Point, Row, Span, begun

ORGANISATIONS = registrations("organisations", OrganisationRegistered, finds=("kind",))

Body: TypeAlias = Span[BodyEstablished, BodyDissolved]


def organisations(register: Register, *, kind: str | None = None) -> list[RowAsAt[Point[OrganisationRegistered]]]:
    """The organisations, of one kind or of all."""
    return register.rows(ORGANISATIONS, kind=kind)


def organisation(register: Register, organisation: str) -> RowAsAt[Point[OrganisationRegistered]] | None:
    """One organisation by its id."""
    return register.only(ORGANISATIONS, stream=organisation)


class BodyName(Row, frozen=True, kw_only=True):
    """A name that a body goes by until it takes the next one; a dissolved body keeps its last."""

    name: str = ""
    first: bool = False
    """Whether it is the name under which the body was established."""


def _names(rows: Mapping[str, BodyName], entry: Entry) -> Iterator[tuple[str, BodyName | None]]:
    match entry.event:
        case BodyEstablished(name=name) | BodyRenamed(name=name):
            first = isinstance(entry.event, BodyEstablished)
            yield from chained(rows, entry, begun(BodyName, entry, name=name, first=first), opens=BodyEstablished)


BODIES = spans("bodies", BodyEstablished, BodyDissolved, finds=("kind", "of", "parent"))
BODY_NAMES = Projection(
    name="body_names",
    row=BodyName,
    handles=(BodyEstablished, BodyRenamed),
    evolve=_names,
    same=(),
    version=2,
    itself=True,
)


def bodies(
    register: Register, *, kind: str | None = None, of: str | None = None, parent: str | None = None
) -> list[RowAsAt[Body]]:
    """The bodies, all or those of a kind, of an organisation, or under a parent."""
    return register.rows(BODIES, kind=kind, of=of, parent=parent)


def body(register: Register, body: str) -> RowAsAt[Body] | None:
    """One body by its id, if it is or may be in being."""
    return register.only(BODIES, stream=body)


def names(register: Register, body: str) -> list[RowAsAt[BodyName]]:
    """What a body is called: several where the dates leave it open, all in turn where no date is asked for."""
    return in_turn(register.rows(BODY_NAMES, stream=body))


def in_turn(answers: Iterable[RowAsAt[BodyName]]) -> list[RowAsAt[BodyName]]:
    """The names in the order in which bodies took them, the first one before every name that may be later."""
    # Of names of one date the one that was told last comes last; `order` would go by all entries of a row, and the one
    # that ends a name may have been recorded long before it.
    told = sorted(answers, key=lambda answer: (*answer.order[:3], int(answer.key)))
    opened = {answer.stream: answer.row.from_earliest for answer in told if answer.row.first}

    def place(answer: RowAsAt[BodyName]) -> int:
        if answer.row.from_latest < opened.get(answer.stream, NO_START):
            return 0
        return 1 if answer.row.first else 2

    return sorted(told, key=place)


def surest(answers: Iterable[RowAsAt[BodyName]]) -> dict[str, RowAsAt[BodyName]]:
    """By body, the name that it most surely goes by, the last of those that are equally sure.

    A new name that is only expected, proposed or disputed does not take the place of one that is told as a fact.
    """
    found: dict[str, RowAsAt[BodyName]] = {}
    for answer in in_turn(answers):
        if answer.stream not in found or _sureness(answer) >= _sureness(found[answer.stream]):
            found[answer.stream] = answer
    return found


def _sureness(answer: RowAsAt[BodyName]) -> int:
    if answer.is_certain:
        return 2
    return int(answer.row.first or answer.row.standing in IN_BEING)


def current_names(
    register: Register,
    passes: Callable[..., bool] = lambda *entries: True,
    bodies: tuple[str, ...] | None = None,
) -> dict[str, str]:
    """What each body, or each of some, is called at the register's date; by body.

    `passes` is asked, with the entries that a name rests on, whether it may be told.
    """
    told = (answer for answer in register.rows(BODY_NAMES, stream=bodies) if passes(*answer.row.entries))
    return {stream: answer.row.name for stream, answer in surest(told).items()}
