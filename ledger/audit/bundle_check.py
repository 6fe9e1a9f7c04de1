"""Checks a bundle offline: every entry is hashed again, every tile compared, the root held to the checkpoint.

Of an entry that is withheld the bundle has the hash alone. It counts as that of whatever the ledger has there; the
verdict names every such entry, so that nobody takes for shown what was only not contradicted.

The trust comes from outside: the policy is the reader's own, never the bundle's. An independent program
for the same purpose, which uses none of this code, stands in tests/audit/go.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import msgspec

from ledger.audit.bundle import CHECKPOINT, DISCLOSED, READABLE, TILES, DisclosureLine
from ledger.entries.disclosures import MARK, BadDisclosure, placed_digests
from ledger.entries.disclosures import read as read_disclosure
from ledger.transparency.checkpoint import Checkpoint
from ledger.transparency.errors import BadBundle, MalformedTile, NotProven
from ledger.transparency.merkle_proofs import check_consistency, consistency_path
from ledger.transparency.policy import Judgement, Policy
from ledger.transparency.tiles import HEIGHT, WIDTH, Tile, bundles_of, parse_entries, parse_tile, parse_tile_path
from ledger.transparency.tree import HashReader, Peaks, check_size, coordinates, fold, grow, leaf_hash, node_hash

_MARK = MARK.encode()


def check_bundle(folder: Path, policy: Policy) -> Judgement:
    """The policy's verdict on the bundle's checkpoint, if all files are there, no other tiles, and all fit.

    Otherwise a refusal, with the number of the first wrong entry if entries are wrong. The verdict has the numbers of
    the entries that are withheld.
    """
    verdict = policy.judge(_file(folder, CHECKPOINT))
    size = verdict.checkpoint.size
    _refuse_strangers(folder, size)
    peaks, row = Peaks(), list[bytes]()
    held: set[tuple[int, str, str]] = set()
    withheld: list[int] = []
    for tile, leaves in read_entries(folder, size):
        claimed = _parsed_tile(folder, Tile(0, tile.number, tile.width))
        hashes = [leaf_hash(leaf) if leaf else told for leaf, told in zip(leaves, claimed, strict=True)]
        withheld += [number for number, leaf in enumerate(leaves, tile.first + 1) if not leaf]
        _, peaks = grow(peaks, hashes)
        held.update(place for number, leaf in enumerate(leaves, tile.first + 1) for place in _digests_in(number, leaf))
        _compare(folder, Tile(0, tile.number, tile.width), hashes)
        row += [_top(hashes)] if tile.width == WIDTH else []
    if peaks.root != verdict.checkpoint.root:
        raise BadBundle("the entries do not have the checkpoint's root", CHECKPOINT)
    _compare_upper_rows(folder, row)
    _check_disclosed(folder, held)
    return replace(verdict, withheld=tuple(withheld))


def check_continues(folder: Path, head: Checkpoint, old: Checkpoint) -> None:
    """Refuses unless a bundle, checked before and of this head, begins with what an older checkpoint was made of."""
    if old.origin != head.origin:
        raise BadBundle(f"it is of {head.origin}, and the older checkpoint of {old.origin}", CHECKPOINT)
    if old.size > head.size:
        says = f"it has {head.size} entries and the older checkpoint {old.size}: those from {head.size + 1} on are gone"
        raise BadBundle(says, CHECKPOINT, head.size + 1)
    path = consistency_path(old.size, head.size, tile_reader(folder, head.size))
    try:
        check_consistency(old.size, head.size, old.root, head.root, path)
    except NotProven as error:
        says = f"its first {old.size} entries are not those of the older checkpoint: they were changed since"
        raise BadBundle(says, CHECKPOINT) from error


def read_entries(folder: Path, size: int) -> Iterator[tuple[Tile, list[bytes]]]:
    """The first `size` entries of a bundle, 256 at a time; compared with the readable copy, if there is one."""
    readable = folder / READABLE
    lines = readable.open("rb") if readable.is_file() else None
    try:
        for tile in bundles_of(size):
            leaves = _parsed_entries(folder, tile)
            for number, leaf in enumerate(leaves, tile.first + 1) if lines else ():
                if lines and not _is_copy(lines.readline(), leaf, number):
                    raise BadBundle(f"the readable copy of entry {number} differs", READABLE, number)
            yield tile, leaves
        if lines and lines.read(1):
            raise BadBundle(f"the readable copy has more than {size} entries", READABLE)
    finally:
        if lines:
            lines.close()


def _is_copy(line: bytes, leaf: bytes, number: int) -> bool:
    """Whether a line of the readable copy says the same as an entry, or that it is withheld."""
    if leaf:
        return line == leaf + b"\n"
    try:
        return msgspec.json.decode(line, type=_WithheldLine).entry == number
    except (msgspec.MsgspecError, UnicodeError):
        return False


class _WithheldLine(msgspec.Struct, forbid_unknown_fields=True):
    entry: int
    withheld: str


def tile_reader(folder: Path, size: int) -> HashReader:
    """Reads stored positions from a bundle's tiles, to make proofs from it; check the bundle first."""
    check_size(size)

    def read(positions: Sequence[int]) -> list[bytes]:
        return [_node(folder, size, *coordinates(place)) for place in positions]

    return read


def _node(folder: Path, size: int, level: int, index: int) -> bytes:
    tile_level, height = divmod(level, HEIGHT)
    first = index << height
    number, offset = divmod(first, WIDTH)
    width = _width(Tile(tile_level, number), size)
    if offset + (1 << height) > width:
        raise BadBundle(f"the tree of {size} entries has no node {index} at level {level}")
    hashes = _parsed_tile(folder, Tile(tile_level, number, width))
    return _top(hashes[offset : offset + (1 << height)])


def _top(hashes: Sequence[bytes]) -> bytes:
    """The node over 1, 2, 4 ... 256 neighbours."""
    while len(hashes) > 1:
        hashes = [node_hash(left, right) for left, right in zip(hashes[::2], hashes[1::2], strict=True)]
    return fold(hashes)


def _compare_upper_rows(folder: Path, row: list[bytes]) -> None:
    level = 1
    while row:
        above = []
        for number in range(-(-len(row) // WIDTH)):
            hashes = row[number * WIDTH : (number + 1) * WIDTH]
            _compare(folder, Tile(level, number, len(hashes)), hashes)
            above += [_top(hashes)] if len(hashes) == WIDTH else []
        row, level = above, level + 1


def _compare(folder: Path, tile: Tile, hashes: list[bytes]) -> None:
    for offset, (found, wanted) in enumerate(zip(_parsed_tile(folder, tile), hashes, strict=True)):
        if found != wanted and tile.level == 0:
            entry = tile.first + offset + 1
            raise BadBundle(f"entry {entry} does not have the hash in the tree", tile.path, entry)
        if found != wanted:
            raise BadBundle(f"hash {offset} is not that of the tiles below it", tile.path)


def _parsed_tile(folder: Path, tile: Tile) -> list[bytes]:
    try:
        return parse_tile(_file(folder, tile.path), tile.width)
    except MalformedTile as error:
        raise BadBundle(error.problem, tile.path) from error


def _parsed_entries(folder: Path, tile: Tile) -> list[bytes]:
    try:
        return parse_entries(_file(folder, tile.path), tile.width)
    except MalformedTile as error:
        raise BadBundle(error.problem, tile.path, tile.first + 1) from error


def _refuse_strangers(folder: Path, size: int) -> None:
    files = (path for path in (folder / TILES).rglob("*") if not path.is_dir())
    for path in sorted(file.relative_to(folder).as_posix() for file in files):
        try:
            belongs = _width(parse_tile_path(path), size) == parse_tile_path(path).width
        except MalformedTile:
            belongs = False
        if not belongs:
            raise BadBundle(f"this file does not belong to a tree of {size} entries", path)


def _width(tile: Tile, size: int) -> int:
    """How wide the tile is in a tree of `size` entries."""
    return min(WIDTH, (size >> (HEIGHT * (tile.level or 0))) - tile.first)


def _file(folder: Path, path: str) -> bytes:
    try:
        return (folder / path).read_bytes()
    except OSError as error:
        raise BadBundle(f"the file cannot be read: {error.strerror}", path) from error


def _digests_in(entry: int, leaf: bytes) -> Iterator[tuple[int, str, str]]:
    """Every digest in a leaf, with its entry and its place."""
    if _MARK in leaf:
        for pointer, digest in placed_digests(msgspec.json.decode(leaf)):
            yield entry, pointer, digest


def _check_disclosed(folder: Path, held: set[tuple[int, str, str]]) -> None:
    """Hold every disclosed text against the digest at its place in its entry."""
    try:
        lines = (folder / DISCLOSED).read_bytes().splitlines()
    except FileNotFoundError:
        return
    except OSError as error:
        raise BadBundle(f"the file cannot be read: {error.strerror}", DISCLOSED) from error
    for number, text in enumerate(lines, 1):
        try:
            line = msgspec.json.decode(text, type=DisclosureLine)
            found = read_disclosure(line.disclosure)
            fits = (line.entry, found.pointer, found.digest) in held and found.value == line.text
        except (msgspec.MsgspecError, UnicodeError, BadDisclosure) as error:
            raise BadBundle(f"line {number} is no disclosure", DISCLOSED) from error
        if not fits:
            raise BadBundle(f"line {number} is not what entry {line.entry} holds the digest of", DISCLOSED, line.entry)
