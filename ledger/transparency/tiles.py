"""Tiles, c2sp.org/tlog-tiles: the tree and its entries cut into files that never change once full.

    tile/<level>/<number>[.p/<width>]        256 hashes of the tree, of level 8 * <level>
    tile/entries/<number>[.p/<width>]        256 entries, each after its length (two octets, big-endian)

Numbers are spelled in threes, 1234067 as x001/x234/067. The last tile of a level may be partial.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ledger.transparency.errors import MalformedTile
from ledger.transparency.tree import HASH_SIZE, MAX_SIZE, HashReader, check_size, position, read_hashes

WIDTH = 256
HEIGHT = 8
MAX_LEVEL = 63
MAX_ENTRY = 65_535
ENTRIES = "entries"
_PATH = re.compile(r"tile/(entries|0|[1-9][0-9]?)/((?:x[0-9]{3}/){0,6}[0-9]{3})(?:\.p/([1-9][0-9]{0,2}))?", re.A)


@dataclass(frozen=True, slots=True)
class Tile:
    """Which tile: level (None for a bundle of entries), number within the level, width 1 to 256."""

    level: int | None
    number: int
    width: int = WIDTH

    def __post_init__(self) -> None:
        level = self.level or 0
        if not (0 <= level <= MAX_LEVEL and 0 <= self.number <= MAX_SIZE and 1 <= self.width <= WIDTH):
            raise MalformedTile(f"no tile has level {self.level}, number {self.number}, width {self.width}")

    @property
    def path(self) -> str:
        """The file's path below the bundle's folder."""
        kind = ENTRIES if self.level is None else str(self.level)
        return f"tile/{kind}/{_in_threes(self.number)}" + (f".p/{self.width}" if self.width < WIDTH else "")

    @property
    def first(self) -> int:
        """The index, within the tile's level, of its first hash or entry."""
        return self.number * WIDTH


def parse_tile_path(path: str) -> Tile:
    """Reads a path as `Tile.path` writes it, and no other spelling."""
    found = _PATH.fullmatch(path)
    if not found:
        raise MalformedTile(f"{path!r} is not the path of a tile")
    kind, number, width = found.groups()
    index = int(number.replace("x", "").replace("/", ""))
    tile = Tile(None if kind == ENTRIES else int(kind), index, int(width or WIDTH))
    if tile.path != path:
        raise MalformedTile(f"{path!r} is not how the path of {tile.path} is spelled")
    return tile


def tiles_of(size: int) -> Iterator[Tile]:
    """Every tile of hashes that a tree of `size` entries has, level by level."""
    check_size(size)
    level = 0
    while size >> (HEIGHT * level):
        yield from _row(level, size >> (HEIGHT * level))
        level += 1


def bundles_of(size: int) -> Iterator[Tile]:
    """Every bundle of entries that a tree of `size` entries has, in order."""
    check_size(size)
    yield from _row(None, size)


def tile_content(tile: Tile, read: HashReader) -> bytes:
    """The tile's hashes, one after the other, from the stored tree."""
    level = HEIGHT * (tile.level or 0)
    places = [position(level, tile.first + offset) for offset in range(tile.width)]
    return b"".join(read_hashes(read, places))


def parse_tile(octets: bytes, width: int) -> list[bytes]:
    """The hashes in a tile's file."""
    if len(octets) != width * HASH_SIZE:
        raise MalformedTile(f"{len(octets)} octets are not {width} hashes")
    return [octets[start : start + HASH_SIZE] for start in range(0, len(octets), HASH_SIZE)]


def format_entries(leaves: Iterable[bytes]) -> bytes:
    """The file that holds these entries, 256 at most."""
    parts: list[bytes] = []
    for leaf in leaves:
        if len(leaf) > MAX_ENTRY:
            raise MalformedTile(f"an entry of {len(leaf)} octets is longer than {MAX_ENTRY}")
        parts += (len(leaf).to_bytes(2, "big"), leaf)
    if not 2 <= len(parts) <= 2 * WIDTH:
        raise MalformedTile(f"a bundle has 1 to {WIDTH} entries, not {len(parts) // 2}")
    return b"".join(parts)


def parse_entries(octets: bytes, width: int) -> list[bytes]:
    """The `width` entries in a bundle's file."""
    leaves: list[bytes] = []
    at = 0
    while at < len(octets):
        start = at + 2
        at = start + int.from_bytes(octets[at:start], "big")
        if start > len(octets) or at > len(octets):
            raise MalformedTile(f"it breaks off within entry {len(leaves) + 1} of the bundle")
        leaves.append(octets[start:at])
    if len(leaves) != width:
        raise MalformedTile(f"it holds {len(leaves)} entries instead of {width}")
    return leaves


def _row(level: int | None, count: int) -> Iterator[Tile]:
    full, rest = divmod(count, WIDTH)
    for number in range(full):
        yield Tile(level, number)
    if rest:
        yield Tile(level, full, rest)


def _in_threes(number: int) -> str:
    text = f"{number % 1000:03d}"
    while number := number // 1000:
        text = f"x{number % 1000:03d}/{text}"
    return text
