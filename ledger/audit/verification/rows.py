"""One page of the log as a verifier reads it: every row hashed, every own checkpoint's signature checked.

Pages know nothing of one another, so that several processes can take them on. What the page's entries make of
the tree is worked out where the pages come together, see `rebuild`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, Final, NamedTuple

from ledger.audit.leaf import leaf_of
from ledger.refusals import StoreRefusal
from ledger.store import COLUMNS, Datastore, EntryRow
from ledger.transparency.checkpoint import open_checkpoint
from ledger.transparency.errors import AuditError, Malformed, Untrusted
from ledger.transparency.keys import VerifierKey, parse_verifier_key

NO_HASH: Final = hashlib.sha256(b"\x00").digest()
"""Stands where a row is missing or has no canonical form: the hash of an empty leaf, which no entry has."""
_ROWS: Final = (
    f"SELECT {', '.join(COLUMNS)} FROM entries WHERE position > ? AND position <= ? ORDER BY position, version"
)
_NOTES: Final = "SELECT size, note FROM checkpoints WHERE size > ? AND size <= ? ORDER BY size"
_RECORDED_AT: Final = COLUMNS.index("recorded_at")
_TYPE: Final = COLUMNS.index("type")

Keys = tuple[tuple[int, str], ...]
"""The ledger's verifier keys, each with the size from which on it signs; in ascending order."""


class SignedRoot(NamedTuple):
    """An own checkpoint: the size under which it is stored, the root that it claims, what is wrong with it."""

    size: int
    root: bytes
    problem: str = ""


class Page(NamedTuple):
    """What the entries after one position, up to another, are found to be."""

    after: int
    upto: int
    hashes: Sequence[bytes]
    """One for each position; `NO_HASH` where there is no row to hash."""
    missing: tuple[int, ...] = ()
    doubled: tuple[int, ...] = ()
    times: tuple[int, int] | None = None
    """When the first and the last of them were recorded."""
    backwards: tuple[int, ...] = ()
    """Entries recorded, as they say, earlier than the one before."""
    signed: tuple[SignedRoot, ...] = ()
    told: tuple[EntryRow, ...] = ()
    """Those that a report mentions, by their type."""


def read_page(datastore: Datastore, after: int, upto: int, keys: Keys, mentioned: tuple[str, ...] = ()) -> Page:
    """The entries after a position up to another, and the checkpoints of those sizes."""
    rows = _fetched(datastore, _ROWS, (after, upto))
    notes = _fetched(datastore, _NOTES, (after, upto))
    hashes = _hashed(rows)
    positions = [row[0] for row in rows]
    missing: tuple[int, ...] = ()
    doubled: tuple[int, ...] = ()
    if positions != list(range(after + 1, upto + 1)):
        hashes, missing, doubled = _laid_out(after, upto, positions, hashes)
    times = [row[_RECORDED_AT] for row in rows]
    return Page(
        after,
        upto,
        hashes,
        missing,
        doubled,
        (times[0], times[-1]) if times else None,
        tuple(positions[i] for i in range(1, len(times)) if times[i] < times[i - 1]),
        tuple(_checked(size, note, keys) for size, note in notes),
        tuple(EntryRow._make(row) for row in rows if row[_TYPE] in mentioned),
    )


def key_in_force(size: int, keys: Keys) -> VerifierKey | None:
    """The key that signs the checkpoint of a size."""
    text = next((text for since, text in reversed(keys) if size >= since), None)
    return None if text is None else _key(text)


def _hashed(rows: Sequence[tuple[Any, ...]]) -> list[bytes]:
    sha256 = hashlib.sha256
    try:
        return [sha256(b"\x00" + leaf_of(row)).digest() for row in rows]
    except (AuditError, ValueError, TypeError):
        return [_hash_or_none(row) for row in rows]


def _hash_or_none(row: tuple[Any, ...]) -> bytes:
    try:
        return hashlib.sha256(b"\x00" + leaf_of(row)).digest()
    except (AuditError, ValueError, TypeError):
        return NO_HASH


def _laid_out(
    after: int, upto: int, positions: Sequence[int], hashes: Sequence[bytes]
) -> tuple[list[bytes], tuple[int, ...], tuple[int, ...]]:
    """The hashes at their positions; those positions that have none, and those that have several."""
    by_position: dict[int, bytes] = {}
    doubled = []
    for position, found in zip(positions, hashes, strict=True):
        if position in by_position:
            doubled.append(position)
        by_position.setdefault(position, found)
    due = range(after + 1, upto + 1)
    missing = tuple(position for position in due if position not in by_position)
    return [by_position.get(position, NO_HASH) for position in due], missing, tuple(doubled)


def _checked(size: int, note: str, keys: Keys) -> SignedRoot:
    key = key_in_force(size, keys)
    if key is None:
        return SignedRoot(size, b"", "no key of the ledger was in force for it")
    try:
        found = open_checkpoint(note, key)
        for successor in (text for since, text in keys if since == size + 1):
            open_checkpoint(note, _key(successor))  # who takes over signs, too: else a stranger could name any key
    except (Malformed, Untrusted) as wrong:
        return SignedRoot(size, b"", wrong.problem)
    return SignedRoot(size, found.root, "" if found.size == size else f"it says that it covers {found.size}")


def _fetched(datastore: Datastore, sql: str, values: tuple[int, int]) -> list[tuple[Any, ...]]:
    try:
        with datastore.read() as connection:
            return datastore.execute(connection, sql, values)
    except StoreRefusal as refusal:
        if "decode" not in refusal.problem.lower():
            raise
    with datastore.read() as connection, datastore.leniently(connection):
        return datastore.execute(connection, sql, values)


@lru_cache(maxsize=64)
def _key(text: str) -> VerifierKey:
    return parse_verifier_key(text)
