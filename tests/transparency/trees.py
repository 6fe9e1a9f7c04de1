"""A tree in a list, and RFC 6962's definitions word for word: what the real tree is held against."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

from ledger.transparency.checkpoint import Checkpoint, sign_checkpoint
from ledger.transparency.keys import SigningKey
from ledger.transparency.note import Note
from ledger.transparency.tree import HashReader, Peaks, extend

BOARD = "ledger.example.gov.uk/board"
BOARD_KEY = SigningKey(BOARD, bytes(range(32)))


def reader(stored: Sequence[bytes]) -> HashReader:
    """Reads positions from a list of stored nodes."""
    return lambda positions: [stored[place] for place in positions]


def grown(leaves: Iterable[bytes]) -> tuple[list[bytes], Peaks]:
    """A tree of these leaves: its stored nodes and its peaks."""
    return extend(Peaks(), leaves)


def signed(leaves: Sequence[bytes], key: SigningKey = BOARD_KEY) -> Note:
    """The signed checkpoint of these leaves."""
    return sign_checkpoint(Checkpoint(key.name, len(leaves), root_by_definition(leaves)), key)


def numbered(count: int) -> list[bytes]:
    """Leaves that look like entries."""
    return [b'{"body":{"text":"resolved"},"position":%d}' % number for number in range(1, count + 1)]


def root_by_definition(leaves: Sequence[bytes]) -> bytes:
    """MTH(D[n]) as RFC 6962 section 2.1 defines it."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return hashlib.sha256(b"\x00" + leaves[0]).digest()
    k = split(len(leaves))
    return hashlib.sha256(b"\x01" + root_by_definition(leaves[:k]) + root_by_definition(leaves[k:])).digest()


def path_by_definition(index: int, leaves: Sequence[bytes]) -> list[bytes]:
    """PATH(m, D[n]) as RFC 6962 section 2.1.1 defines it."""
    if len(leaves) == 1:
        return []
    k = split(len(leaves))
    if index < k:
        return [*path_by_definition(index, leaves[:k]), root_by_definition(leaves[k:])]
    return [*path_by_definition(index - k, leaves[k:]), root_by_definition(leaves[:k])]


def proof_by_definition(old: int, leaves: Sequence[bytes]) -> list[bytes]:
    """PROOF(m, D[n]) as RFC 6962 section 2.1.2 defines it."""
    return _subproof(old, leaves, whole=True)


def _subproof(old: int, leaves: Sequence[bytes], *, whole: bool) -> list[bytes]:
    if old == len(leaves):
        return [] if whole else [root_by_definition(leaves)]
    k = split(len(leaves))
    if old <= k:
        return [*_subproof(old, leaves[:k], whole=whole), root_by_definition(leaves[k:])]
    return [*_subproof(old - k, leaves[k:], whole=False), root_by_definition(leaves[:k])]


def split(count: int) -> int:
    """The largest power of two smaller than `count`."""
    k = 1
    while k * 2 < count:
        k *= 2
    return k
