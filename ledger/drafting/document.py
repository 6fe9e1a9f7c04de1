"""What was read: a document as numbered blocks, each with its text, its place and its offsets in the plain text.

Every format is read into the same form, so that the recognisers know no format. White space is the only thing
that is changed: a line that was broken to fit a page is joined again, and runs of spaces become one space.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["paragraph", "heading", "item", "cell"]

_INVISIBLE = re.compile("[\u00ad\u200e\u200f\u2060]")
"""Where a word may be parted, and which way it is written: nobody sees them, and no record keeps them."""
_SPACE = re.compile(r"[\s\u00a0\u2007\u202f\ufeff\u200b]+")


def plain(text: str) -> str:
    """The text with each run of white space, no-break spaces included, as one space."""
    return _SPACE.sub(" ", _INVISIBLE.sub("", text)).strip()


@dataclass(frozen=True)
class Cell:
    """Where a block stands in a table: all counted from 0."""

    table: int
    row: int
    column: int


@dataclass(frozen=True)
class Block:
    """A paragraph, a heading, an item of a list or a paragraph in a cell of a table.

    `marker` is a number that the format keeps outside the text, as Word does with lists that it numbers itself.
    """

    kind: Kind
    text: str
    place: str
    start: int
    marker: str = ""
    cell: Cell | None = None

    @property
    def end(self) -> int:
        """The offset behind the last character, in the plain text of the document."""
        return self.start + len(self.text)


@dataclass(frozen=True)
class Document:
    """The blocks of a document in reading order, and its plain text, a line for each block."""

    name: str
    blocks: tuple[Block, ...]
    text: str
    sha256: str = ""
    """Of the file that was read."""

    def tables(self) -> Iterator[tuple[tuple[tuple[Block, ...], ...], ...]]:
        """Each table as rows of cells, each cell as its blocks, in the order of the document."""
        grids: dict[int, dict[int, dict[int, list[Block]]]] = {}
        for block in self.blocks:
            if block.cell:
                grid = grids.setdefault(block.cell.table, {})
                grid.setdefault(block.cell.row, {}).setdefault(block.cell.column, []).append(block)
        for grid in grids.values():
            width = 1 + max(column for row in grid.values() for column in row)
            yield tuple(tuple(tuple(row.get(c, ())) for c in range(width)) for _, row in sorted(grid.items()))

    def holds(self, quotation: str) -> bool:
        """Whether these words stand in the document as they are, white space apart."""
        return plain(quotation) in plain(self.text)


@dataclass
class Builder:
    """Collects blocks while a format is read, and counts places and offsets."""

    name: str
    _blocks: list[Block] = field(default_factory=list)
    _length: int = 0
    _paragraphs: int = 0

    def add(self, text: str, kind: Kind = "paragraph", page: int | None = None, marker: str = "") -> None:
        """Add a paragraph, a heading or an item of a list; an empty one is left out."""
        self._paragraphs += bool(plain(text))
        place = f"paragraph {self._paragraphs}" + (f", page {page}" if page else "")
        self._append(text, kind, place, marker, None)

    def add_table(self, rows: Sequence[Sequence[Sequence[str]]], page: int | None = None) -> None:
        """Add a table: rows of cells, each cell a list of paragraphs."""
        number = 1 + max((b.cell.table for b in self._blocks if b.cell), default=-1)
        for r, row in enumerate(rows):
            for c, paragraphs in enumerate(row):
                for text in paragraphs:
                    place = f"table {number + 1}, row {r + 1}" + (f", page {page}" if page else "")
                    self._append(text, "cell", place, "", Cell(number, r, c))

    def _append(self, text: str, kind: Kind, place: str, marker: str, cell: Cell | None) -> None:
        words = plain(text)
        if words:
            self._blocks.append(Block(kind, words, place, self._length, marker, cell))
            self._length += len(words) + 1

    def document(self) -> Document:
        """The document that was collected."""
        return Document(self.name, tuple(self._blocks), "\n".join(block.text for block in self._blocks))
