"""What a paper is made of, whatever it is written as: headings, paragraphs, lists and tables, and what it rests on."""

from __future__ import annotations

import calendar
from collections.abc import Iterable
from typing import Final, TypeAlias

from msgspec import Struct

from ledger.audit.trail_tables import Trail
from ledger.transparency.tree import load_root
from ledger.vocabulary.dates import When, day_text
from projections.engine.register import Register

_MONTHS: Final = tuple(calendar.month_name)


class Heading(Struct, frozen=True):
    """A heading within a paper."""

    text: str


class Paragraph(Struct, frozen=True):
    """A paragraph; the label stands before it in bold, as RESOLVED does in minutes."""

    text: str
    label: str = ""


class Points(Struct, frozen=True):
    """A list, each point with its number or letter, or with none."""

    points: tuple[tuple[str, str], ...]


class Grid(Struct, frozen=True):
    """A table with a heading for each column."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


Block: TypeAlias = Heading | Paragraph | Points | Grid


class Paper(Struct, frozen=True, kw_only=True):
    """A paper with its title, and at its foot what it rests on."""

    title: str
    publisher: str = ""
    day: str = ""
    """The day that it is of, where one is told."""
    blocks: tuple[Block, ...]
    rests_on: tuple[int, ...]
    """The entries that it was made of."""
    root: str = ""
    """The root of the tree of all entries up to the last of these, in hexadecimal; empty where nothing is sealed."""
    beside: str = ""
    """What stands at the foot of a paper that is not written out of entries."""

    @property
    def foot(self) -> str:
        """What it rests on, and how anybody can check that."""
        if not self.rests_on:
            return self.beside or "Nothing is recorded of it."
        last = self.rests_on[-1]
        entries = f"{'entry' if len(self.rests_on) == 1 else 'entries'} {in_runs(self.rests_on)}"
        proof = f" The root of the ledger's tree of {last} entries is {self.root}." if self.root else ""
        return (
            f"Written out of the governance ledger, from {entries}.{proof} "
            f"`govledger audit receipt {last}` proves that an entry is in the ledger as it was recorded."
        )


def paper(register: Register, title: str, blocks: Iterable[Block], rests_on: Iterable[int], **more: str) -> Paper:
    """A paper with what it rests on: later entries about other things leave it the same, byte by byte."""
    entries = tuple(sorted(set(rests_on)))
    root = _root(register, entries[-1]) if entries else ""
    return Paper(title=title, blocks=tuple(blocks), rests_on=entries, root=root, **more)


def day_in_words(date: When) -> str:
    """A date as minutes write it: 11 June 2018; another than a day as the ledger says it."""
    if not date.is_exact:
        return str(date)
    year, month, day = day_text(date.earliest).split("-")
    return f"{int(day)} {_MONTHS[int(month)]} {year}"


def in_runs(numbers: Iterable[int]) -> str:
    """Numbers in ascending order as people write them: 3, 5 to 9."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1][1:] = [number]
        else:
            runs.append([number])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]} to {run[1]}" for run in runs)


def _root(register: Register, size: int) -> str:
    with register.datastore.read() as connection:
        trail = Trail(register.datastore, connection)
        return load_root(size, trail.hashes).hex() if size <= trail.state().size else ""
