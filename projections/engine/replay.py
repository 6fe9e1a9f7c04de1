"""Replay: the register of a moment, folded from the log alone.

No table of a projection is read. What an auditor gets so must be what every question answers from the tables;
`verifying` holds the two against each other.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, NamedTuple

import msgspec

from ledger.entries.corrections import effective
from ledger.entries.entry import Entry
from ledger.store import Datastore, Log, Showing, Unsealing
from ledger.vocabulary.dates import Certainty
from projections.engine.catalogue import all_projections
from projections.engine.engine import AnyProjection, fold
from projections.engine.register import certainty
from projections.engine.reveal import public, unsealed
from projections.engine.rows import Row

TOGETHER = 200
"""How many streams are read at once."""


class Replayed(NamedTuple):
    """A row of the register: which projection's, whose story it is part of, and how certain it is."""

    projection: str
    stream: str
    key: str
    row: Row
    certainty: Certainty


def replay(
    datastore: Datastore,
    *,
    as_at: int | None,
    known_at: int,
    subject: str = "",
    projections: Collection[AnyProjection] | None = None,
    showing: Showing = Showing.EVERYTHING,
) -> Iterator[Replayed]:
    """What the log amounts to as at a day (None: at all times) and as known at a position, stream by stream.

    With a subject only the rows of its own story, and those that name it.
    """
    shown = (each for each in all_projections() if not each.only_found_by)
    chosen = tuple(shown) if projections is None else projections
    unsealing = Unsealing(datastore, showing)
    for stream, entries in told(datastore, _streams(datastore, subject, known_at), known_at):
        counted = effective(entries)
        for projection in chosen:
            for key, row in fold(projection, counted).items():
                sure = certainty(row, as_at)
                if sure is not Certainty.NO and (not subject or stream == subject or _names(row, subject)):
                    for *_, shown in unsealed(public([(stream, key, 0, row)], unsealing.withheld), unsealing):
                        yield Replayed(projection.name, stream, key, shown, sure)


def told(datastore: Datastore, streams: Sequence[str], upto: int) -> Iterator[tuple[str, list[Entry]]]:
    """The entries of each stream as recorded up to a position; a few streams in memory at a time."""
    log, left = Log(datastore, showing=Showing.AS_STORED), iter(streams)
    while part := list(islice(left, TOGETHER)):
        found: dict[str, list[Entry]] = {stream: [] for stream in part}
        for entry in log.entries(streams=part, upto=upto):
            found[entry.stream].append(entry)
        yield from found.items()


def _streams(datastore: Datastore, subject: str, known_at: int) -> Sequence[str]:
    log = Log(datastore)
    if not subject:
        return log.streams(upto=known_at)
    return sorted({row.stream for row in log.rows(tag=subject, upto=known_at)})


def _names(value: Any, subject: str) -> bool:
    """Whether a row, or a value within one, is or holds a subject's id."""
    if isinstance(value, str):
        return value == subject
    if isinstance(value, msgspec.Struct):
        return any(_names(inner, subject) for inner in msgspec.structs.astuple(value))
    if isinstance(value, Mapping):
        return any(_names(inner, subject) for inner in value.values())
    return isinstance(value, list | tuple | set | frozenset) and any(_names(inner, subject) for inner in value)
