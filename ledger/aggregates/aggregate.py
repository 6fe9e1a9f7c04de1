"""What a kind of stream is: an initial state, a pure `evolve` that never refuses, and `decide`, which may.

A kind is found by being there: `ledger/aggregates/petition.py` with a `KIND` in it is the kind `petition`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cache, reduce
from importlib import import_module
from typing import Any, Final, Protocol, TypeAlias

from ledger.entries.corrections import effective
from ledger.entries.entry import Draft, Entry
from ledger.modules import modules_in
from ledger.vocabulary.event import Event
from ledger.vocabulary.subjects import kind_of


class Situation(Protocol):
    """What the ledger holds at the moment of a decision, with what was decided before it in the same command."""

    def state(self, stream: str) -> Any:
        """The state of a stream; the initial state where nothing is recorded."""

    def exists(self, subject: str) -> bool:
        """Whether a subject has been introduced and not been retracted."""


Lane: TypeAlias = tuple[str, str]
"""A part of a state that some entries of its stream alone bear on: a mapping of the state, and a key in it."""


def no_lane(entry: Entry) -> Lane | None:
    """For kinds of streams in which every entry may bear on the whole state."""
    return None


@dataclass(frozen=True)
class Kind:
    """A kind of stream. `faults` names what corrections have made impossible in a state.

    `lane` says which part of the state an entry bears on, of the mappings that `lanes` names: it changes nothing
    else, and nothing else changes what it comes to. Entries without a lane bear on all that is not in those
    mappings. So what is told out of order has only its own lane folded anew.
    """

    name: str
    initial: Any
    evolve: Callable[[Any, Entry], Any]
    decide: Callable[[Any, Draft, Situation], Event]
    faults: Callable[[Any], Iterable[str]] = lambda state: ()
    lane: Callable[[Entry], Lane | None] = no_lane
    lanes: tuple[str, ...] = ()

    def fold(self, entries: Iterable[Entry]) -> Any:
        """The state that the entries of one stream come to, corrections applied."""
        return reduce(self.evolve, effective(entries), self.initial)

    def without(self, state: Any, lane: Lane | None) -> Any:
        """A state as if nothing had been told in one of its lanes."""
        if lane is not None:
            name, key = lane
            return replace(state, **{name: getattr(state, name).without(key)})
        kept = {name: getattr(state, name) for name in self.lanes}
        return replace(self.initial, **kept) if kept else self.initial


_SHOWN_FIRST: Final = ("organisation", "body", "person", "post", "meeting", "project")
_FOUND: Final = tuple(name for name in modules_in(__file__) if name != "aggregate")
KINDS: Final = (*_SHOWN_FIRST, *(name for name in _FOUND if name not in _SHOWN_FIRST))
"""The kinds of subjects in the order in which they are shown: what most entries are about, then by the alphabet."""


def kind_for(stream: str) -> Kind:
    """The kind that a stream is of.

    Raises:
        LookupError: no stream is of that kind; it says what to do.
    """
    return _kind(kind_of(stream))


@cache
def _kind(name: str) -> Kind:
    refuse_unknown_kind(name, f"a subject '{name}:...'")
    found: Kind = import_module(f"ledger.aggregates.{name}").KIND
    return found


def refuse_unknown_kind(kind: str, whose: str) -> None:
    """Refuse a kind of which there are no streams, for the developer who has forgotten its module.

    Raises:
        LookupError: it says whose kind it is, and what to do.
    """
    if kind not in KINDS:
        raise LookupError(
            f"there is no kind of stream called '{kind}', which {whose} needs: add ledger/aggregates/{kind}.py, in "
            f"which `KIND = Kind('{kind}', ...)` says what may be recorded (CONTRIBUTING.md, 'A new event')"
        )
