"""Which entries of a stream count, and as what: corrections and retractions applied, in the order of the world.

The rule, for the entries of one stream as known at some position:

1. A retraction withdraws the entry it names, unless it is itself withdrawn by a later one. Since it always
   names an earlier entry, one pass from the last entry to the first settles which entries are left.
2. A correction that is left changes the entry it names; several are applied in the order in which they were
   recorded. A correction of a correction changes what that one changes, and is named with it as what the entry
   rests on.
3. What is left, without the corrections and retractions themselves, is put in the order of
   (earliest day, latest day, position).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import msgspec

from ledger.entries.disclosures import Sealed
from ledger.entries.entry import Entry
from ledger.vocabulary.corrections import EntryCorrected, EntryRetracted
from ledger.vocabulary.dates import when
from ledger.vocabulary.erasures import DisclosureErased
from ledger.vocabulary.event import Event

ABOUT_ENTRIES = (EntryCorrected, EntryRetracted, DisclosureErased)


def effective(entries: Iterable[Entry]) -> list[Entry]:
    """The entries that count, corrected, in the order of the world."""
    return in_order(counting(entries).values())


def counting(entries: Iterable[Entry]) -> dict[int, Entry]:
    """The entries that count, corrected, by position; those that nothing was said about are the same objects."""
    recorded = list(entries)
    about = _about_others(recorded)
    settled = _settled(recorded, about)
    for entry in about:
        settled.pop(entry.position, None)
    return settled


def in_order(entries: Iterable[Entry]) -> list[Entry]:
    """Entries in the order of the world: by earliest day, latest day, then position."""
    return sorted(entries, key=_order)


def as_corrected(entries: Iterable[Entry], position: int) -> Entry | None:
    """One entry as it stands after corrections, or None where it has been retracted."""
    concerned = [entry for entry in entries if entry.position == position or type(entry.event) in ABOUT_ENTRIES]
    return _settled(concerned, _about_others(concerned)).get(position)


def bottom_of(position: int, entries: Iterable[Entry]) -> int:
    """The position of the entry that a correction, or a correction of a correction, changes in the end."""
    by_position = {entry.position: entry for entry in entries}
    while (entry := by_position.get(position)) is not None and isinstance(entry.event, EntryCorrected):
        position = entry.event.entry
    return position


def withdrawn(entries: Iterable[Entry]) -> dict[int, int]:
    """The positions that are retracted, each with the position of the retraction that did it."""
    by: dict[int, int] = {}
    retractions = [entry for entry in entries if isinstance(entry.event, EntryRetracted)]
    for entry in sorted(retractions, key=_position, reverse=True):
        if isinstance(entry.event, EntryRetracted) and entry.position not in by:
            by[entry.event.entry] = entry.position
    return by


def corrected(entry: Entry, correction: Entry) -> Entry:
    """An entry with one correction applied.

    Raises:
        msgspec.ValidationError: the corrected event would not be of its form.
        BadDate: the corrected date cannot be read.
    """
    change = correction.event
    assert isinstance(change, EntryCorrected)
    return msgspec.structs.replace(
        entry,
        event=corrected_event(entry.event, change),
        occurred=entry.occurred if change.occurred is None else when(change.occurred),
        source=change.source or entry.source,
        standing=change.standing or entry.standing,
        stated_by=entry.stated_by if change.stated_by is None else change.stated_by,
        note=entry.note if change.note is None else change.note,
        visibility=entry.visibility if change.visibility is None else change.visibility,
        # A date that is corrected is stated as the correction says: that the old one was inferred is no longer so.
        date_standing=change.date_standing or (entry.date_standing if change.occurred is None else None),
        sealed=_sealed(entry, correction, change),
        corrected_by=tuple(sorted({*entry.corrected_by, *correction.positions})),
    )


def _sealed(entry: Entry, correction: Entry, change: EntryCorrected) -> tuple[Sealed, ...]:
    """The places of what is kept apart: where a text is corrected, those of the correction count."""
    if not entry.sealed and not correction.sealed:
        return ()
    said = {*change.fields, *(["note"] if change.note is not None else []), *(["quote"] if change.source else [])}
    changed = ("/body/fields/", "/body/note", "/body/source/")
    told = (sealed for sealed in correction.sealed if sealed.pointer.startswith(changed))
    return (*(sealed for sealed in entry.sealed if sealed.field not in said), *told)


def corrected_event(event: Event, change: EntryCorrected) -> Event:
    """The payload with the fields of a correction put in; a null takes a field away."""
    if not change.fields:
        return event
    merged: dict[str, Any] = {**msgspec.to_builtins(event), **change.fields}
    return msgspec.convert({name: value for name, value in merged.items() if value is not None}, type(event))


def _about_others(recorded: Iterable[Entry]) -> list[Entry]:
    return [entry for entry in recorded if type(entry.event) in ABOUT_ENTRIES]


def _settled(recorded: Iterable[Entry], about: Sequence[Entry]) -> dict[int, Entry]:
    gone = withdrawn(about)
    left = {entry.position: entry for entry in recorded if entry.position not in gone}
    corrections: dict[int, list[int]] = {}
    for entry in sorted(about, key=_position):
        if isinstance(entry.event, EntryCorrected) and entry.position in left:
            corrections.setdefault(entry.event.entry, []).append(entry.position)
    for position in sorted(corrections, reverse=True):  # a correction's own corrections come first
        if position in left:
            for correction in corrections[position]:
                left[position] = corrected(left[position], left[correction])
    return left


def _order(entry: Entry) -> tuple[int, int, int, int]:
    return entry.order


def _position(entry: Entry) -> int:
    return entry.position
