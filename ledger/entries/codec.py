"""Between entries and rows: stable type names, canonical JSON bodies with a version, and upcasters.

A body's members stand in the order of their names, without spaces, so that the text that is stored is the
text that is hashed (RFC 8785). What a release cannot read it refuses by name; it never guesses.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial
from typing import Any, Final, TypeAlias

import msgspec

from ledger.database.errors import Unreadable, Unstorable
from ledger.entries.entry import Entry
from ledger.entries.row import NO_EXTENSIONS, EntryRow
from ledger.vocabulary import CATALOGUE, Event
from ledger.vocabulary.dates import When
from ledger.vocabulary.provenance import Source, Standing

_canonical = msgspec.json.Encoder(order="sorted").encode
_tags_of = msgspec.json.Decoder(tuple[str, ...]).decode
source_of = msgspec.json.Decoder(Source).decode
"""The source that a row holds. No cache: looking up a text that long takes longer than reading it."""


class Extensions(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """What an envelope may say beyond the columns of the first schema; what is not said is not stored."""

    although: str = ""
    confirmed_by: str = ""
    date_standing: Standing | None = None
    drafted_by: str = ""
    recorded_there: int = 0


_read_extensions = msgspec.json.Decoder(Extensions).decode
STANDINGS: Final = {standing.value: standing for standing in Standing}
UPDATE: Final = "update govledger: this ledger holds what a newer release recorded"

Plain: TypeAlias = dict[str, Any]


def encode(event: Event) -> bytes:
    """The canonical JSON of an event's payload, as stored and as hashed."""
    return _canonical(event)


def decode(type_name: str, v: int, body: str | bytes) -> Event:
    """The event of a stored payload, whatever earlier version it was written in.

    Raises:
        Unreadable: the type is unknown, the version is newer, or the payload is not of that version.
    """
    read = reader_of(type_name, v)
    try:
        return read(body)
    except (ValueError, LookupError, TypeError) as wrong:  # msgspec's are of these, and an upcaster's may be
        raise Unreadable(f"the body of a '{type_name}' v{v} does not read: {wrong}", UPDATE) from wrong


def reader_of(type_name: str, v: int) -> Callable[[str | bytes], Event]:
    """What reads the bodies of one type and version, for who reads many of them.

    Raises:
        Unreadable: the type is unknown, or the version is newer.
    """
    try:
        event = CATALOGUE[type_name]
    except KeyError:
        raise Unreadable(f"this release does not know entries of the type '{type_name}'", UPDATE) from None
    if v > event.V:
        raise Unreadable(f"this release knows '{type_name}' up to v{event.V}, not v{v}", UPDATE)
    return _decoder(event) if v == event.V else partial(_upcast, event, v)


def row_of(entry: Entry) -> EntryRow:
    """The row of an entry; position and recorded time are the recorder's to assign.

    Raises:
        Unstorable: one of its texts is none, such as a command line in another encoding.
    """
    try:
        row = _row_of(entry)
        plain = f"{row.note}{row.stated_by}{row.visibility}{row.recorded_by}".encode()
    except UnicodeEncodeError as broken:
        raise Unstorable("a text is not in UTF-8", "write it again in UTF-8", entry.stream) from broken
    if b"\0" in plain or "\0" in f"{entry.although}{entry.drafted_by}{entry.confirmed_by}":
        raise Unstorable("a text holds a NUL character", "take it out", entry.stream)
    return row


def _row_of(entry: Entry) -> EntryRow:
    event, occurred = entry.event, entry.occurred
    return EntryRow(
        entry.position,
        entry.recorded_at,
        entry.stream,
        entry.version,
        event.TYPE,
        event.V,
        _canonical(event).decode(),
        occurred.text,
        occurred.earliest,
        occurred.latest,
        _canonical(entry.source).decode(),
        entry.standing.value,
        entry.stated_by,
        entry.note,
        entry.visibility,
        entry.recorded_by,
        entry.event_id,
        entry.correlation_id,
        entry.causation_id,
        _canonical(entry.tags).decode(),
        _extensions_of(entry),
    )


def _extensions_of(entry: Entry) -> str:
    envelope = (entry.although, entry.drafted_by, entry.confirmed_by, entry.date_standing, entry.recorded_there)
    if not any(envelope):
        return NO_EXTENSIONS
    said = {name: getattr(entry, name) for name in Extensions.__struct_fields__}
    return _canonical(Extensions(**said)).decode()


def recorded_there(row: EntryRow) -> int:
    """When the ledger that an entry was moved from was told it, by that one's clock; 0 where it was moved from none."""
    return _read_extensions(row.extensions).recorded_there if row.extensions != NO_EXTENSIONS else 0


def entry_of(row: EntryRow | tuple[Any, ...]) -> Entry:
    """The entry that a row holds; takes a plain tuple in the order of the columns, too.

    Raises:
        Unreadable: its type, version or standing is not of this release.
    """
    (position, recorded_at, stream, version, type_name, v, body, text, earliest, latest, source, standing,
     stated_by, note, visibility, recorded_by, event_id, correlation_id, causation_id, tags,
     extensions) = row  # fmt: skip
    try:
        read = Entry(
            stream=stream,
            version=version,
            event=decode(type_name, v, body),
            occurred=When(text, earliest, latest),
            source=source_of(source),
            standing=STANDINGS[standing],
            stated_by=stated_by,
            note=note,
            visibility=visibility,
            recorded_by=recorded_by,
            event_id=event_id,
            correlation_id=correlation_id,
            causation_id=causation_id,
            tags=_tags_of(tags),
            position=position,
            recorded_at=recorded_at,
            is_upcast=v < CATALOGUE[type_name].V,
        )
        return read if extensions == NO_EXTENSIONS else _extended(read, _read_extensions(extensions))
    except Unreadable as refusal:
        raise refusal.at(f"entry {position}") from refusal.__cause__
    except (KeyError, msgspec.DecodeError, msgspec.ValidationError) as wrong:
        raise Unreadable(f"its envelope does not read: {wrong}", UPDATE, f"entry {position}") from wrong


def _extended(entry: Entry, said: Extensions) -> Entry:
    return msgspec.structs.replace(entry, **{name: getattr(said, name) for name in Extensions.__struct_fields__})


@cache
def _decoder(event: type[Event]) -> Callable[[str | bytes], Event]:
    """What reads a body that was written as today; made when the first such entry is met."""
    return msgspec.json.Decoder(event).decode


def _upcast(event: type[Event], v: int, body: str | bytes) -> Event:
    payload: Plain = msgspec.json.decode(body, type=dict[str, Any])
    for version in range(v, event.V):
        payload = event.UPCASTERS[version](payload)
    return msgspec.convert(payload, event)
