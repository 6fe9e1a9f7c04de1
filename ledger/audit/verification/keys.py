"""The key chain: each key of the ledger's was handed over to by the one before, in an entry that both have signed."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise
from typing import Final

import msgspec

from ledger.audit.verification.findings import Check, Finding
from ledger.audit.verification.rows import Keys
from ledger.store import EntryRow
from ledger.vocabulary.signing_keys import BackupRestored, KeyRotated

MENTIONED: Final = (KeyRotated.TYPE, BackupRestored.TYPE)
"""The types of the entries in which a ledger tells of its own trail."""


def handovers(keys: Keys) -> set[int]:
    """The entries that must have handed over from one key to the next."""
    return {since - 1 for since, _ in keys[1:]}


def chain(keys: Keys, told: Sequence[EntryRow], signed: Collection[int]) -> Iterator[Finding]:
    """Whether every key but the first is vouched for by the one before it.

    `signed` are the sizes, among the `handovers`, whose own checkpoints fit.
    """
    rotations = {row.position: _rotation(row) for row in told if row.type == KeyRotated.TYPE}
    for (_, old), (since, new) in pairwise(keys):
        rotation = rotations.pop(since - 1, None)
        if rotation is None or (rotation.old, rotation.new) != (old, new):
            says = f"the key that is named from entry {since} on ({new}) was not handed over to by the one before"
            yield Finding(Check.KEYS, says, since)
        elif since - 1 not in signed:
            says = f"entry {since - 1} hands over to another key, and the two have not both signed it"
            yield Finding(Check.KEYS, f"{says}: who signed up to it is unknown", among=(1, since - 1))
        else:
            yield _noted(f"entry {since - 1} hands over to the key {new} ({rotation.why})", since - 1)
    for position in rotations:
        yield Finding(
            Check.KEYS, f"entry {position} hands over to another key, and the ledger does not name it", position
        )


def restorations(told: Sequence[EntryRow]) -> Iterator[Finding]:
    """What the ledger itself says of backups that were restored."""
    for row in told:
        if row.type == BackupRestored.TYPE and (event := _restoration(row)) is not None:
            yield _noted(
                f"entry {row.position} says that a backup of {event.restored_size} entries was restored when "
                f"{event.seen_size} had been seen ({event.why})",
                row.position,
            )


def _rotation(row: EntryRow) -> KeyRotated | None:
    try:
        return msgspec.json.decode(row.body, type=KeyRotated)
    except (ValueError, TypeError):
        return None


def _restoration(row: EntryRow) -> BackupRestored | None:
    try:
        return msgspec.json.decode(row.body, type=BackupRestored)
    except (ValueError, TypeError):
        return None


def _noted(says: str, entry: int) -> Finding:
    return Finding(Check.KEYS, says, entry, wrong=False)
