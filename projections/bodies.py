"""Which organisations and bodies are there, since when and until when, and with how many seats?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeAlias

from ledger.entries.entry import Entry
from ledger.vocabulary.organisations import (
    BodyDissolved,
    BodyEstablished,
    BodySeatsSet,
    BodyVacanciesDeclared,
    OrganisationDissolved,
    OrganisationRegistered,
)
from projections import called
from projections.called import Called
from projections.engine.engine import Projection
from projections.engine.register import Register, RowAsAt
from projections.engine.row_patterns import ChainedRow, chained, chains, spans
from projections.engine.rows import Point, Span, begun

Organisation: TypeAlias = Span[OrganisationRegistered, OrganisationDissolved]
ORGANISATIONS = spans("organisations", OrganisationRegistered, OrganisationDissolved, finds=("kind",), registers=True)
Body: TypeAlias = Span[BodyEstablished, BodyDissolved]


class SeatCount(ChainedRow, frozen=True, kw_only=True):
    """How many seats a body has until it has another number of them."""

    number: int = 0


def _seats(rows: Mapping[str, SeatCount], entry: Entry) -> Iterator[tuple[str, SeatCount | None]]:
    match entry.event:
        case BodyEstablished(seats=int(number)) | BodySeatsSet(number=number):
            yield from chained(rows, entry, begun(SeatCount, entry, number=number), opens=BodyEstablished)


BODIES = spans("bodies", BodyEstablished, BodyDissolved, finds=("kind", "of", "parent"))
SEATS = Projection(
    name="body_seats",
    row=SeatCount,
    handles=(BodyEstablished, BodySeatsSet),
    evolve=_seats,
    same=(),
    version=2,
    itself=True,
)
VACANCIES = chains("vacancies", BodyVacanciesDeclared)


def organisations(register: Register, *, kind: str | None = None) -> list[RowAsAt[Organisation]]:
    """The organisations, of one kind or of all."""
    return register.rows(ORGANISATIONS, kind=kind)


def organisation(register: Register, organisation: str) -> RowAsAt[Organisation] | None:
    """One organisation by its id."""
    return register.only(ORGANISATIONS, stream=organisation)


def bodies(
    register: Register, *, kind: str | None = None, of: str | None = None, parent: str | None = None
) -> list[RowAsAt[Body]]:
    """The bodies, all or those of a kind, of an organisation, or under a parent."""
    return register.rows(BODIES, kind=kind, of=of, parent=parent)


def body(register: Register, body: str) -> RowAsAt[Body] | None:
    """One body by its id, if it is or may be in being."""
    return register.only(BODIES, stream=body)


def names(register: Register, body: str) -> list[RowAsAt[Called]]:
    """What a body is called: several where the dates leave it open, all in turn where no date is asked for."""
    return called.names(register, body, "body")


def seats(register: Register, body: str) -> list[RowAsAt[SeatCount]]:
    """How many seats a body has: several numbers where the dates leave it open; none where nobody said."""
    return register.rows(SEATS, stream=body)


def vacancies(register: Register, body: str) -> list[RowAsAt[Point[BodyVacanciesDeclared]]]:
    """How many seats of a body the last source that says so has as vacant; members may have come and gone since."""
    return register.rows(VACANCIES, stream=body)
