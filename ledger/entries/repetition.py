"""Repetition: whether a statement that is told again is the recorded one, or has to be recorded anew.

The same statement twice is one statement only while its entry stands with nothing later on top of it:

1. A correction or a retraction that is told again is recorded already while it stands and saying it once more
   would change nothing. Otherwise it is the last word, and becomes an entry of its own.
2. Any other statement whose entry was retracted is not brought back by telling it again: the clerk is told
   which retraction to retract.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import msgspec

from ledger.entries.corrections import as_corrected, withdrawn
from ledger.entries.entry import PENDING, Draft, Entry
from ledger.entries.idempotency import says_what
from ledger.vocabulary.corrections import EntryCorrected, EntryRetracted

_LAST: Final = PENDING << 1


LAST_WORDS: Final = (EntryCorrected, EntryRetracted)
"""The events of which the last counts: corrections and retractions."""


def repetitions(draft: Draft, entries: Sequence[Entry]) -> list[Entry]:
    """The entries of a stream that say what a draft says, in the order of recording."""
    return [entry for entry in entries if entry.event_id == draft.event_id or says_what(draft, entry)]


def changes_nothing(entry: Entry, entries: Sequence[Entry]) -> bool:
    """Whether a recorded correction or retraction stands, and saying it again would leave everything as it is."""
    gone = withdrawn(entries)
    if entry.position in gone:
        return False
    if isinstance(entry.event, EntryRetracted):
        return True
    assert isinstance(entry.event, EntryCorrected)
    named = entry.event.entry
    before = as_corrected(entries, named)
    after = as_corrected([*entries, msgspec.structs.replace(entry, position=_LAST)], named)
    if before is None or after is None:
        return False
    return msgspec.structs.replace(after, corrected_by=before.corrected_by, sealed=before.sealed) == before


def repeated(drafts: Sequence[Draft], entries_of: dict[str, Sequence[Entry]]) -> dict[int, Entry]:
    """The corrections and retractions among the drafts of one command that are recorded already, by their number.

    Of several about one entry the last decides: what came before it in the command had its turn when it was
    recorded, and is not to have it again.
    """
    found: dict[int, Entry] = {}
    settled: set[tuple[str, int]] = set()
    for number in reversed(range(len(drafts))):
        draft = drafts[number]
        if not isinstance(draft.event, LAST_WORDS):
            continue
        named, entries = (draft.subject, draft.event.entry), entries_of[draft.subject]
        told = repetitions(draft, entries)
        if told and (named in settled or changes_nothing(told[-1], entries)):
            settled.add(named)
            found[number] = told[-1]
    return found
