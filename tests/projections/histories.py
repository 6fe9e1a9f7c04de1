"""Random histories: whatever a kind of stream may be told, in any order, with any date, corrected and retracted.

Events are made from the vocabulary by the types of their fields, so that events which come later are covered
without a change here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any, Final

import msgspec
from hypothesis import strategies as st

from ledger.entries.entry import Entry, tags_for
from ledger.store import Datastore, LedgerRecorder, StoredEntry, row_of
from ledger.vocabulary.corrections import EntryCorrected, EntryRetracted
from ledger.vocabulary.dates import when
from ledger.vocabulary.event import Event
from ledger.vocabulary.field_types import (
    BoolType,
    ChoiceType,
    DateType,
    FieldType,
    IntroductionType,
    ListType,
    MappingType,
    NumberType,
    ReferenceType,
    StructType,
    TextType,
)
from ledger.vocabulary.fields import fields_of
from ledger.vocabulary.provenance import Source, Standing
from projections import ALL

MINUTES: Final = Source(document="Minutes")
WITHHELD: Final = "Schedule 12A, paragraph 3"
DAYS: Final = ("2017-12-31", "2018-06-01", "2018-06-02", "2019-01-01")
DATES: Final = (*DAYS, "2018", "2018-06", "[..2018-06]", "[2018-06..]", "[2017-12..2019-01]", "XXXX")
TEXTS: Final = ("2018", "2019-06")  # as good a name as a date, where a text has to be one
PATTERNED: Final = ("2018", "2019", "19:30", "00:40", "2018-06-02T00:40", "2/3")  # for texts of some pattern
STREAMS: Final = ("a", "b")
KINDS: Final = tuple(sorted({event.STREAM for projection in ALL for event in projection.handles}))
"""The kinds of streams that projections look at, each by the field that names the stream."""

Draw = Callable[[st.SearchStrategy[Any]], Any]


def vocabulary(stream: str) -> list[type[Event]]:
    """The events that projections take in from streams of a kind."""
    events = {event for projection in ALL for event in projection.handles if stream == event.STREAM}
    return sorted(events, key=lambda event: event.TYPE)


@st.composite
def histories(draw: Draw, stream: str, longest: int = 14) -> list[Entry]:
    """Entries of streams of one kind as they may be recorded, one after the other."""
    told: list[Entry] = []
    for _ in range(draw(st.integers(1, longest))):
        chance = draw(st.integers(0, 9)) if told else 9
        if chance == 0:
            about = draw(st.sampled_from(told))
            event: Event = EntryRetracted(entry=about.position, why="told by mistake")
        elif chance <= 2:
            about = draw(st.sampled_from(told))
            event = draw(_corrections(about))
        else:
            about, event = None, draw(_events(draw(st.sampled_from(vocabulary(stream)))))
        where = about.stream if about else event.stream
        told.append(_entry(told, where, event, draw(_dates), draw(_standings), draw(_envelopes)))
    return told


def _entry(
    told: Sequence[Entry], stream: str, event: Event, occurred: str, standing: Standing, envelope: dict[str, Any]
) -> Entry:
    return Entry(
        stream=stream,
        version=1 + sum(entry.stream == stream for entry in told),
        event=event,
        occurred=when(occurred),
        standing=standing,
        **envelope,
        tags=tags_for(stream, event),
        position=len(told) + 1,
    )


def record(datastore: Datastore, entries: Sequence[Entry]) -> None:
    """Put entries at the end of a log as they are, whether or not anybody could have decided them."""
    rows = [row_of(entry) for entry in entries]
    LedgerRecorder(datastore).insert_events(
        [StoredEntry(row.stream, row.version, row.type, row.body.encode(), row) for row in rows]
    )


_dates: Final = st.sampled_from(DATES)
_envelopes: Final = st.sampled_from(
    (
        *({"source": MINUTES},) * 4,
        {"source": Source(document="Minutes", quote="the 2019 plan"), "note": "in 2018"},
        {"source": MINUTES, "visibility": WITHHELD},
    )
)
_visibilities: Final = st.sampled_from((None, None, None, "", WITHHELD))
_standings: Final = st.sampled_from((Standing.MINUTED, Standing.MINUTED, Standing.EXPECTED, Standing.UNKNOWN))


@st.composite
def _corrections(draw: Draw, about: Entry) -> EntryCorrected:
    fields: dict[str, Any] = {}
    if isinstance(about.event, EntryCorrected):
        fields = {"occurred": draw(_dates)}
    elif not isinstance(about.event, EntryRetracted):
        other = msgspec.to_builtins(draw(_events(type(about.event))))
        names = draw(st.sets(st.sampled_from(sorted(other)))) - {_encoded(type(about.event))}
        fields = {name: other[name] for name in sorted(names)}
    date = draw(st.none() | _dates)
    standing = draw(st.none() | _standings)
    return EntryCorrected(
        entry=about.position,
        why="misread",
        fields=fields,
        occurred=date,
        standing=standing,
        visibility=draw(_visibilities),
    )


def _encoded(event: type[Event]) -> str:
    """The name under which a payload holds the stream, which no correction may change."""
    return next(field.stored for field in fields_of(event) if field.name == event.STREAM)


@cache
def _events(event: type[Event]) -> st.SearchStrategy[Event]:
    return _structs(event)


def _structs(struct: type[msgspec.Struct]) -> st.SearchStrategy[Any]:
    return st.builds(struct, **{field.name: _values(field.type) for field in fields_of(struct)})


def _values(holds: FieldType) -> st.SearchStrategy[Any]:
    """Values of a type, from small pools, so that things meet."""
    return _given(holds) | st.none() if holds.nullable else _given(holds)


def _given(holds: FieldType) -> st.SearchStrategy[Any]:
    match holds:
        case ReferenceType(kinds=kinds) if kinds:
            return _subjects(kinds)
        case IntroductionType(kind=kind):
            return _subjects((kind,))
        case TextType(pattern=pattern) if pattern:
            return st.sampled_from([text for text in PATTERNED if re.search(pattern, text)])
        case TextType() | DateType() | ReferenceType():
            return st.sampled_from(TEXTS)
        case ChoiceType(choices=choices):
            return st.sampled_from(list(choices))
        case BoolType():
            return st.booleans()
        case NumberType(least=least):
            return st.integers(least or 0, (least or 0) + 3)
        case ListType(item=item, fewest=fewest):
            return st.lists(_values(item), min_size=fewest, max_size=2).map(tuple)
        case MappingType(values=values):
            return st.dictionaries(st.sampled_from(TEXTS), _values(values), max_size=1)
        case StructType(struct=struct):
            return _structs(struct)
    raise NotImplementedError(f"values of {holds}")


def _subjects(kinds: Sequence[str]) -> st.SearchStrategy[str]:
    return st.sampled_from([f"{kind}:{name}" for kind in kinds for name in STREAMS])
