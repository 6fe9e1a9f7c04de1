"""Which bodies are there, since when and until when, and what were they called?"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from msgspec import field

from ledger.vocabulary.organisations import BodyDissolved, BodyEstablished, BodyRenamed
from projections.engine.engine import Projection
from projections.engine.register import Answer, Register
from projections.engine.row_patterns import Chains, Spans
from projections.engine.rows import Row


class Body(Row, frozen=True, kw_only=True):
    """A group that meets or decides; `name` is the one that it was established under."""

    name: str = ""
    kind: str = ""
    of: tuple[str, ...] = ()
    purpose: str = ""
    parent: str | None = None
    also: tuple[str, ...] = ()
    unnamed: bool = False
    identifiers: dict[str, str] = field(default_factory=dict)
    reason: str = ""
    """Why it was dissolved."""


class BodyName(Row, frozen=True, kw_only=True):
    """A name that a body goes by until it takes the next one; a dissolved body keeps its last."""

    name: str = ""


BODIES = Projection(
    name="bodies",
    row=Body,
    handles=(BodyEstablished, BodyDissolved),
    evolve=(_being := Spans(Body, BodyEstablished, BodyDissolved, lambda event: "")),
    lane=_being.lane,
    finds=("kind", "of", "parent"),
)
BODY_NAMES = Projection(
    name="body_names",
    row=BodyName,
    handles=(BodyEstablished, BodyRenamed),
    evolve=Chains(BodyName, opens=BodyEstablished),
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
    found: dict[str, Answer[Any]] = {}
    for answer in register.rows(BODY_NAMES):
        if not passes(*answer.row.entries):
            continue
        if answer.stream not in found or answer.is_certain or not found[answer.stream].is_certain:
            found[answer.stream] = answer
    return {stream: answer.row.name for stream, answer in found.items()}
