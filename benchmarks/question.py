"""One question at two dates: answered from the tables, by folding the log, and in a ledger a hundred times as large."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import cycle
from random import Random
from typing import Final

from benchmarks.councils import FIRST_DAY
from benchmarks.databases import Place
from benchmarks.measuring import Result, Scale, Work, compared, rate_of
from ledger.entries.corrections import effective
from ledger.store import Datastore, Log
from projections import Register, memberships
from projections.engine.engine import fold

_ASKED: Final = 200
"""Questions in a round, each about another body and another pair of dates."""
_ENTRIES: Final = 100
_ALIKE: Final = (  # in a larger ledger the oldest bodies have many more entries, and would be a larger question
    "SELECT stream FROM entries WHERE stream >= 'body:' AND stream < 'body;' "
    "GROUP BY stream ORDER BY abs(count(*) - ?), stream LIMIT 11"
)


def measure(place: Place, scale: Scale) -> Iterator[Result]:
    """Who sat on a body, as at a day and as known at an entry; warm."""
    smallest, largest = min(scale.sizes), max(scale.sizes)
    small, large = (_asking(place.filled(size), size) for size in (smallest, largest))
    folding = _folding(place.filled(largest), largest)
    small(), large()
    rates = tuple((rate_of(large), rate_of(folding)) for _ in range(min(scale.rounds, 3)))
    what = f"members as at / known at, {largest:,} entries"
    yield compared(what, place.name, rates, against="folding the log", goal=500.0)
    rates = tuple((rate_of(large), rate_of(small)) for _ in range(scale.rounds))
    yield compared(what, place.name, rates, against=f"the same at {smallest:,} entries", goal=0.5)


def _asking(datastore: Datastore, size: int) -> Work:
    asked = _moments(datastore, size)

    def work() -> int:
        for _ in range(_ASKED):
            body, day, known_at = next(asked)
            memberships.seats(Register(day, known_at, datastore), body)
        return _ASKED

    return work


def _folding(datastore: Datastore, size: int) -> Work:
    asked = _moments(datastore, size)

    def work() -> int:
        body, _, known_at = next(asked)
        told = [entry for entry in Log(datastore).entries(upto=known_at) if entry.stream == body]
        fold(memberships.MEMBERSHIPS, effective(told))
        return 1

    return work


def _moments(datastore: Datastore, size: int) -> Iterator[tuple[str, int, int]]:
    """Questions about bodies of about as many entries, whatever the ledger's size, in the later half of its time."""
    with datastore.read() as connection:
        bodies = [body for (body,) in datastore.execute(connection, _ALIKE, (_ENTRIES,))]
    chance = Random(size)
    return cycle(
        [
            (chance.choice(bodies), FIRST_DAY + chance.randrange(5_000, 10_000), chance.randrange(size // 2, size) + 1)
            for _ in range(_ASKED)
        ]
    )
