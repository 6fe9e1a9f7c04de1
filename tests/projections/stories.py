"""Stories for the tests of the read side: entries told one after the other, each at its place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from ledger.entries.corrections import ABOUT_ENTRIES as ABOUT
from ledger.entries.corrections import corrected_event
from ledger.entries.entry import Entry, tags_for
from ledger.vocabulary.corrections import EntryCorrected, EntryRetracted
from ledger.vocabulary.dates import when
from ledger.vocabulary.event import Event
from ledger.vocabulary.organisations import BodyEstablished
from ledger.vocabulary.provenance import Standing
from tests.projections.histories import MINUTES

Statement = tuple[Event, str] | tuple[Event, str, Standing]


def established(name: str, position: int) -> Entry:
    """A board that was established, in one entry of its own stream."""
    (entry,) = story([(BodyEstablished(body=f"body:{name}", name=name.upper()), "2016")], after=position - 1)
    return entry


def story(statements: Iterable[Statement], after: int = 0) -> list[Entry]:
    """Entries of statements in the order in which they are told; corrections find the stream of what they name."""
    entries: list[Entry] = []
    versions: Counter[str] = Counter()
    for event, occurred, *standing in statements:
        stream = _stream_of(event, entries, after)
        versions[stream] += 1
        entry = Entry(
            stream=stream,
            version=versions[stream],
            position=after + len(entries) + 1,
            event=event,
            occurred=when(occurred),
            source=MINUTES,
            standing=standing[0] if standing else Standing.MINUTED,
            tags=_tags(stream, event, entries, after),
        )
        entries.append(entry)
    return entries


def _tags(stream: str, event: Event, entries: list[Entry], after: int) -> tuple[str, ...]:
    """A correction is found from what the corrected entry mentions, too, as when the ledger records it."""
    tags = tags_for(stream, event)
    if isinstance(event, EntryCorrected) and not isinstance(named := entries[event.entry - after - 1].event, ABOUT):
        return tuple(sorted({*tags, *tags_for(stream, corrected_event(named, event))}))
    return tags


def _stream_of(event: Event, entries: list[Entry], after: int) -> str:
    if isinstance(event, EntryCorrected | EntryRetracted):
        return entries[event.entry - after - 1].stream
    return event.stream
