"""What a kind of stream is: an initial state, a pure `evolve` that never refuses, and `decide`, which may."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import reduce
from importlib import import_module
from types import MappingProxyType
from typing import Any, Final, Protocol

from ledger.entries.corrections import effective
from ledger.entries.entry import Draft, Entry
from ledger.vocabulary.event import Event
from ledger.vocabulary.subjects import kind_of


class Situation(Protocol):
    """What the ledger holds at the moment of a decision, with what was decided before it in the same command."""

    def state(self, stream: str) -> Any:
        """The state of a stream; the initial state where nothing is recorded."""

    def exists(self, subject: str) -> bool:
        """Whether a subject has been introduced and not been retracted."""


@dataclass(frozen=True)
class Kind:
    """A kind of stream. `faults` names what corrections have made impossible in a state."""

    name: str
    initial: Any
    evolve: Callable[[Any, Entry], Any]
    decide: Callable[[Any, Draft, Situation], Event]
    faults: Callable[[Any], Iterable[str]] = lambda state: ()

    def fold(self, entries: Iterable[Entry]) -> Any:
        """The state that the entries of one stream come to, corrections applied."""
        return reduce(self.evolve, effective(entries), self.initial)


_MODULES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "organisation": "ledger.aggregates.organisation",
        "body": "ledger.aggregates.body",
        "succession": "ledger.aggregates.succession",
        "person": "ledger.aggregates.person",
        "post": "ledger.aggregates.post",
        "meeting": "ledger.aggregates.meeting",
        "project": "ledger.aggregates.project",
        "resolution": "ledger.aggregates.resolution",
        "decision": "ledger.aggregates.decision",
        "question": "ledger.aggregates.question",
        "remark": "ledger.aggregates.remark",
        "report": "ledger.aggregates.report",
        "commitment": "ledger.aggregates.commitment",
        "accountability": "ledger.aggregates.accountability",
        "rule": "ledger.aggregates.rule",
        "agreement": "ledger.aggregates.agreement",
        "delegation": "ledger.aggregates.delegation",
        "ledger": "ledger.aggregates.ledger",
    }
)
KINDS: Final = tuple(_MODULES)
"""The kinds of subjects, in the order of the language."""


def kind_for(stream: str) -> Kind:
    """The kind that a stream is of.

    Raises:
        LookupError: no stream is of that kind.
    """
    found: Kind = import_module(_MODULES[kind_of(stream)]).KIND
    return found
