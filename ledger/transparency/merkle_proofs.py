"""Inclusion and consistency proofs: RFC 6962 sections 2.1.1 and 2.1.2.

The proofs are made by walking down the tree as RFC 6962 defines them, and are checked by the bit
arithmetic of RFC 9162 sections 2.1.3.2 and 2.1.4.2: two different roads to the same hash.

An inclusion proof does not bind the tree's size: take the size from a signed checkpoint only.
"""

from __future__ import annotations

from collections.abc import Sequence

from ledger.transparency.errors import BadRange, NotProven
from ledger.transparency.tree import HASH_SIZE, HashReader, check_size, fold, node_hash, peak_positions, read_hashes

Range = tuple[int, int]


def inclusion_path(index: int, size: int, read: HashReader) -> tuple[bytes, ...]:
    """The proof that leaf `index` (from 0) is in the tree of `size` leaves, from the leaf's sibling upwards."""
    _check_index(index, size)
    aside: list[Range] = []
    low, high = 0, size
    while high - low > 1:
        middle = low + _largest_power_below(high - low)
        if index < middle:
            aside.append((middle, high))
            high = middle
        else:
            aside.append((low, middle))
            low = middle
    return _hashes_over(aside[::-1], read)


def consistency_path(old: int, new: int, read: HashReader) -> tuple[bytes, ...]:
    """The proof that the tree of `new` leaves begins with the tree of `old` leaves (1 <= old <= new)."""
    _check_growth(old, new)
    aside: list[Range] = []
    low, high = 0, new
    while old != high:
        middle = low + _largest_power_below(high - low)
        if old <= middle:
            aside.append((middle, high))
            high = middle
        else:
            aside.append((low, middle))
            low = middle
    if low:
        aside.append((low, high))
    return _hashes_over(aside[::-1], read)


def check_inclusion(index: int, size: int, leaf: bytes, path: Sequence[bytes], root: bytes) -> None:
    """Refuses unless `path` leads from the leaf hash at `index` to the root of the tree of `size` leaves."""
    _check_index(index, size)
    _check_hashes(leaf, root, *path)
    here, last, reached = index, size - 1, leaf
    for sibling in path:
        if last == 0:
            raise NotProven(f"the proof for entry {index + 1} of {size} has too many hashes ({len(path)})")
        # A right child, or the last node of its level, has its sibling on the left. The last node of a level may be an
        # only child, which rises without being hashed until it is a right child: those levels are skipped.
        if here & 1 or here == last:
            reached = node_hash(sibling, reached)
            while not here & 1 and here:
                here, last = here >> 1, last >> 1
        else:
            reached = node_hash(reached, sibling)
        here, last = here >> 1, last >> 1
    if last:
        raise NotProven(f"the proof for entry {index + 1} of {size} has too few hashes ({len(path)})")
    if reached != root:
        raise NotProven(f"entry {index + 1} is not in the tree of {size} entries with that root")


def check_consistency(old: int, new: int, old_root: bytes, new_root: bytes, path: Sequence[bytes]) -> None:
    """Refuses unless `path` shows that the tree with `new_root` begins with the tree with `old_root`.

    The empty tree begins every tree, which proves nothing: old = 0 is refused.
    """
    _check_growth(old, new)
    _check_hashes(old_root, new_root, *path)
    if old == new:
        if path or old_root != new_root:
            raise NotProven(f"two trees of {old} entries differ, or the proof is not empty")
        return
    # A tree whose size is a power of two is one complete node of the newer tree: its root is left out of the proof.
    if old & (old - 1) == 0:
        path = (old_root, *path)
    if not path:
        raise NotProven(f"the proof that {new} entries begin with {old} is empty")
    was, now = _grow(old, new, path)
    if was != old_root or now != new_root:
        raise NotProven(f"the tree of {new} entries does not begin with that tree of {old} entries")


def _grow(old: int, new: int, path: Sequence[bytes]) -> tuple[bytes, bytes]:
    """The old and the new root that a consistency path comes to."""
    # The path begins at the largest complete node that ends where the old tree ends. A left sibling belongs to both
    # trees, a right one to the new tree alone; otherwise the climb is that of an inclusion proof.
    here, last = old - 1, new - 1
    while here & 1:
        here, last = here >> 1, last >> 1
    was = now = path[0]
    for sibling in path[1:]:
        if last == 0:
            raise NotProven(f"the proof that {new} entries begin with {old} has too many hashes")
        if here & 1 or here == last:
            was, now = node_hash(sibling, was), node_hash(sibling, now)
            while not here & 1 and here:
                here, last = here >> 1, last >> 1
        else:
            now = node_hash(now, sibling)
        here, last = here >> 1, last >> 1
    if last:
        raise NotProven(f"the proof that {new} entries begin with {old} has too few hashes")
    return was, now


def _hashes_over(ranges: Sequence[Range], read: HashReader) -> tuple[bytes, ...]:
    """One hash for each range of leaves, all read at once."""
    wanted = [peak_positions(low, high) for low, high in ranges]
    found = iter(read_hashes(read, [place for places in wanted for place in places]))
    return tuple(fold([next(found) for _ in places]) for places in wanted)


def _largest_power_below(count: int) -> int:
    return 1 << ((count - 1).bit_length() - 1)


def _check_index(index: int, size: int) -> None:
    check_size(size)
    if not 0 <= index < size:
        raise BadRange(f"a tree of {size} entries has no entry {index + 1}", f"give one from 1 to {size}")


def _check_growth(old: int, new: int) -> None:
    check_size(new)
    if not 1 <= old <= new:
        raise BadRange(
            f"a tree of {new} entries cannot be shown to extend one of {old}",
            "give an older size of at least 1, and a newer one that is not smaller",
        )


def _check_hashes(*hashes: bytes) -> None:
    for found in hashes:
        if len(found) != HASH_SIZE:
            raise NotProven(f"a hash of {len(found)} bytes is not SHA-256's 32")
