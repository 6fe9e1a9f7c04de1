"""The Merkle tree of RFC 6962, and the order in which its nodes are stored.

Every node that is complete, that is the root of 2^level leaves, gets a position 0, 1, 2 ... in the
order in which appending leaves completes them: leaf 0, leaf 1, node over 0-1, leaf 2, leaf 3, node over
2-3, node over 0-3, and so on. It is the order of the Go checksum database (golang.org/x/mod/sumdb/tlog,
StoredHashIndex), so an append only ever inserts, and a proof is one look-up of at most 64 positions.

A tree of n leaves is held up by its peaks: the complete nodes at the one-bits of n, largest first.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from ledger.transparency.errors import BadRange, MissingHash

HASH_SIZE = 32
MAX_SIZE = 2**63 - 1
EMPTY_ROOT = hashlib.sha256(b"").digest()

HashReader = Callable[[Sequence[int]], Sequence[bytes]]
"""Fetches stored hashes by position, in the order asked for; one call should be one query.

It may be given a `range` of neighbouring positions, and up to 256 scattered ones.
"""

_sha256 = hashlib.sha256


def leaf_hash(leaf: bytes) -> bytes:
    """SHA-256(0x00 || leaf), RFC 6962 section 2.1."""
    return _sha256(b"\x00" + leaf).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """SHA-256(0x01 || left || right), RFC 6962 section 2.1."""
    return _sha256(b"\x01" + left + right).digest()


def position(level: int, index: int) -> int:
    """Where the `index`-th node of `level` (0 = leaves) is stored.

    With n the number of its last leaf, 2n - popcount(n) nodes were complete before that leaf came.
    """
    last = ((index + 1) << level) - 1
    return 2 * last - last.bit_count() + level


def coordinates(place: int) -> tuple[int, int]:
    """Level and index of the node that is stored at a position; the inverse of `position`."""
    if place < 0:
        raise BadRange(f"no node is stored at position {place}")
    last = place // 2  # not too large, as a leaf's position is below twice its index; at most 64 too small
    while stored_count(last + 1) <= place:
        last += 1
    level = place - stored_count(last)
    return level, last >> level


def stored_count(size: int) -> int:
    """How many nodes are stored for a tree of `size` leaves; also the position of the next one."""
    return 2 * size - size.bit_count()


def peak_positions(low: int, high: int) -> list[int]:
    """The positions of the fewest complete nodes that cover the leaves low <= i < high, left to right.

    `low` must be a multiple of the smallest power of two that is >= high - low, as it is in every proof.
    """
    positions = []
    while low < high:
        level = (high - low).bit_length() - 1
        positions.append(position(level, low >> level))
        low += 1 << level
    return positions


def fold(hashes: Sequence[bytes]) -> bytes:
    """The hash over neighbouring complete nodes, given left to right with sizes falling."""
    if not hashes:
        return EMPTY_ROOT
    sha256, folded = _sha256, hashes[-1]
    for left in hashes[-2::-1]:
        folded = sha256(b"\x01" + left + folded).digest()
    return folded


@dataclass(frozen=True, slots=True)
class Peaks:
    """A tree's size and its peaks, largest first: all that is needed to append to it and to know its root."""

    size: int = 0
    hashes: tuple[bytes, ...] = ()

    def __post_init__(self) -> None:
        if not 0 <= self.size <= MAX_SIZE or len(self.hashes) != self.size.bit_count():
            raise BadRange(f"a tree of {self.size} entries does not have {len(self.hashes)} peaks")

    @property
    def root(self) -> bytes:
        """The tree's root hash; SHA-256 of nothing for the empty tree (RFC 6962 section 2.1)."""
        return fold(self.hashes)


def read_hashes(read: HashReader, positions: Sequence[int]) -> list[bytes]:
    """What `read` returns for `positions`, refused unless it is one SHA-256 hash for each of them."""
    hashes = list(read(positions)) if positions else []
    for place, found in zip(positions, hashes, strict=False):
        if len(found) != HASH_SIZE:
            raise MissingHash(place, f"has {len(found)} bytes instead of 32")
    if len(hashes) != len(positions):
        raise MissingHash(positions[min(len(hashes), len(positions) - 1)])
    return hashes


def load_peaks(size: int, read: HashReader) -> Peaks:
    """The peaks of the first `size` leaves, from the stored tree."""
    check_size(size)
    return Peaks(size, tuple(read_hashes(read, peak_positions(0, size))))


def load_root(size: int, read: HashReader) -> bytes:
    """The root of the first `size` leaves, from the stored tree."""
    return load_peaks(size, read).root


def extend(peaks: Peaks, leaves: Iterable[bytes]) -> tuple[list[bytes], Peaks]:
    """Appends leaves: the nodes to store, the first at position stored_count(peaks.size), and the new peaks.

    Memory is three hashes a leaf: feed a long log in batches and drop each batch's nodes.
    """
    sha256 = _sha256
    return grow(peaks, [sha256(b"\x00" + leaf).digest() for leaf in leaves])


def grow(peaks: Peaks, hashes: Iterable[bytes]) -> tuple[list[bytes], Peaks]:
    """Appends leaves that are hashed already: the nodes to store and the new peaks, as `extend` returns them."""
    stored: list[bytes] = []
    keep, stack, size = stored.append, list(peaks.hashes), peaks.size
    sha256 = _sha256
    for node in hashes:
        keep(node)
        # A leaf completes one node for each trailing one-bit of the size before it, as adding one carries in binary.
        climb = size
        while climb & 1:
            node = sha256(b"\x01" + stack.pop() + node).digest()
            keep(node)
            climb >>= 1
        stack.append(node)
        size += 1
    return stored, Peaks(size, tuple(stack))


def check_size(size: int) -> None:
    """Refuses a size that no tree has: negative, or over 2^63 - 1."""
    if not 0 <= size <= MAX_SIZE:
        raise BadRange(f"{size} is not the size of a tree", f"give a number from 0 to {MAX_SIZE}")
