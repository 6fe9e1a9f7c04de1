"""Which bodies are there, since when and until when, and what were they called?"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TypeAlias

from ledger.entries.entry import Entry
from ledger.vocabulary.organisations import BodyDissolved, BodyEstablished, BodyRenamed
from projections.engine.engine import Projection
from projections.engine.register import Answer, Register
from projections.engine.row_patterns import chained, spans
from projections.engine.rows import Row, Span, begun

Body: TypeAlias = Span[BodyEstablished, BodyDissolved]


class BodyName(Row, frozen=True, kw_only=True):
    """A name that a body goes by until it takes the next one; a dissolved body keeps its last."""

    name: str = ""


def _names(rows: Mapping[str, BodyName], entry: Entry) -> Iterator[tuple[str, BodyName | None]]:
    match entry.event:
        case BodyEstablished(name=name) | BodyRenamed(name=name):
            yield from chained(rows, entry, begun(BodyName, entry, name=name), opens=BodyEstablished)


BODIES = spans("bodies", BodyEstablished, BodyDissolved, finds=("kind", "of", "parent"))
BODY_NAMES = Projection(
    name="body_names",
    row=BodyName,
    handles=(BodyEstablished, BodyRenamed),
    evolve=_names,
    same=(),
)


def bodies(
    register: Register, *, kind: str | None = None, of: str | None = None, parent: str | None = None
) -> list[Answer[Body]]:
    """The bodies, all or those of a kind, of an organisation, or under a parent."""
    return register.rows(BODIES, kind=kind, of=of, parent=parent)


def body(register: Register, body: str) -> Answer[Body] | None:
    """One body by its id, if it is or may be in being."""
    return register.only(BODIES, stream=body)


def names(register: Register, body: str) -> list[Answer[BodyName]]:
    """What a body is called: several where the dates leave it open, all in turn where no date is asked for."""
    return register.rows(BODY_NAMES, stream=body)


def current_names(register: Register, passes: Callable[..., bool] = lambda *entries: True) -> dict[str, str]:
    """What each body is called at the register's date, the surest name first; by body.

    `passes` is asked, with the entries that a name rests on, whether it may be told.
    """
    found: dict[str, Answer[BodyName]] = {}
    for answer in register.rows(BODY_NAMES):
        if not passes(*answer.row.entries):
            continue
        if answer.stream not in found or answer.is_certain or not found[answer.stream].is_certain:
            found[answer.stream] = answer
    return {stream: answer.row.name for stream, answer in found.items()}
