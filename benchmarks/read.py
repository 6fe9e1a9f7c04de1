"""Reading: our log decoded to entries, against the stock notification log with its JSON transcoder.

The stock log is given the same facts twice over: once whole, the envelope being part of the event because there
is nowhere else for it, and once with the bare payload, so that the difference can be seen.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import msgspec
from eventsourcing.domain import MetaDomainEvent, datetime_now_with_tzinfo
from eventsourcing.persistence import DatetimeAsISO, InfrastructureFactory, JSONTranscoder, Mapper

from benchmarks.databases import Place
from benchmarks.measuring import Result, Scale, Work, compare
from benchmarks.statements import entries, stored
from ledger.entries.entry import Entry
from ledger.store import LedgerRecorder, Log

COUNT: Final = 20_000
_PAGE: Final = 1_000
_FEW: Final = 100  # from about a megabyte on, the stock PostgreSQL recorder never comes back from an insert
_ENVELOPE: Final = (
    *("occurred", "source", "standing", "stated_by", "note", "visibility"),
    *("recorded_by", "event_id", "correlation_id", "causation_id", "tags"),
)


@dataclass(frozen=True)
class Stated(metaclass=MetaDomainEvent):
    """A statement as the stock mapper keeps it."""

    originator_id: str
    originator_version: int
    timestamp: datetime
    kind: str
    payload: dict[str, Any]
    envelope: dict[str, Any]


def measure(place: Place, scale: Scale) -> Iterator[Result]:
    """The whole of a log, once a round."""
    made = list(entries(COUNT))
    datastore = place.ledger()
    LedgerRecorder(datastore).insert_events([stored(entry) for entry in made])
    log = Log(datastore)
    for what, read in (("facts, as projections fold them", log.facts), ("whole entries", log.entries)):
        for told, envelope in (("whole", _envelope), ("bare", lambda _: {})):
            stock = place.stock()
            reading = _reading_stock(stock, made, envelope)
            against = f"stock notification log, JSON transcoder, {told} events"
            title, goal = f"read and decode the log: {what}", 4.0 if told == "whole" else None
            yield compare(title, place.name, _reading(read), reading, against=against, rounds=scale.rounds, goal=goal)
            stock.close()
    datastore.close()


def _reading(read: Callable[[], Iterator[Entry]]) -> Work:
    def work() -> int:
        deque(read(), maxlen=0)
        return COUNT

    return work


def _reading_stock(
    stock: InfrastructureFactory, made: list[Entry], envelope: Callable[[Entry], dict[str, Any]]
) -> Work:
    transcoder = JSONTranscoder()
    transcoder.register(DatetimeAsISO())
    mapper: Mapper[str] = stock.mapper(transcoder=transcoder)
    recorder = stock.application_recorder()
    for start in range(0, len(made), _FEW):
        told = made[start : start + _FEW]
        recorder.insert_events([mapper.to_stored_event(_stated(entry, envelope(entry))) for entry in told])

    def work() -> int:
        position = 0
        while page := recorder.select_notifications(position, _PAGE, inclusive_of_start=False):
            deque(map(mapper.to_domain_event, page), maxlen=0)
            position = page[-1].id
        return COUNT

    return work


def _envelope(entry: Entry) -> dict[str, Any]:
    whole: dict[str, Any] = msgspec.to_builtins(entry)
    return {name: whole[name] for name in _ENVELOPE}


def _stated(entry: Entry, envelope: dict[str, Any]) -> Stated:
    return Stated(
        originator_id=entry.stream,
        originator_version=entry.version,
        timestamp=datetime_now_with_tzinfo(),
        kind=entry.event.TYPE,
        payload=msgspec.to_builtins(entry.event),
        envelope=envelope,
    )
