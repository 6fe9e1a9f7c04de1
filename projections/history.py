"""Everything that has been told about a subject, in the order of telling, and what became of each statement."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from ledger.entries.corrections import as_corrected, withdrawn
from ledger.entries.entry import Entry
from ledger.vocabulary.corrections import EntryCorrected, EntryRetracted
from ledger.vocabulary.erasures import DisclosureErased
from projections.engine.register import Register


class Told(NamedTuple):
    """An entry as it was recorded, and as it counts now: `counts_as` is None once it has been retracted."""

    entry: Entry
    counts_as: Entry | None
    retracted_by: int | None
    corrected_by: tuple[int, ...]
    """The corrections that count."""


def history(register: Register, subject: str) -> list[Told]:
    """The entries that mention a subject, and all that correct or retract one of them, in the order of the log.

    Only the register's state of knowledge counts, not its day: this is the story of the record, not of the world.
    """
    found: dict[int, Told] = {}
    mentioning = register.entries(tag=subject, raw=True)
    for stream, recorded in register.streams(dict.fromkeys(entry.stream for entry in mentioning)).items():
        wanted = {entry.position for entry in mentioning if entry.stream == stream}
        for told in _became(recorded, with_those_about(recorded, wanted)):
            found[told.entry.position] = told
    return [found[position] for position in sorted(found)]


def with_those_about(recorded: Iterable[Entry], wanted: set[int]) -> set[int]:
    """The positions, with those of the entries that are about them, directly or in turn."""
    all_wanted = set(wanted)
    for entry in recorded:
        match entry.event:
            case EntryCorrected(entry=named) | EntryRetracted(entry=named) | DisclosureErased(entry=named) if (
                named in all_wanted
            ):
                all_wanted.add(entry.position)
    return all_wanted


def _became(recorded: list[Entry], wanted: set[int]) -> Iterable[Told]:
    gone = withdrawn(recorded)
    for entry in recorded:
        if entry.position in wanted:
            counts_as = as_corrected(recorded, entry.position)
            corrected_by = counts_as.corrected_by if counts_as is not None else ()
            yield Told(entry, counts_as, gone.get(entry.position), corrected_by)
