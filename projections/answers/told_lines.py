"""Rows as lines below headings, for people: where each row has much to say, a table of it fills screens."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Annotated, Protocol, TypeVar

from ledger.vocabulary.dates import When
from projections.answers.names import Name
from projections.answers.question import Answer, Column, Line

T = TypeVar("T", bound=Line)


class ToldLine(Line, frozen=True, kw_only=True):
    """A heading, or below it a row in words."""

    line: Annotated[str, Column("The heading; below it what belongs there, each in a line of its own")]


def in_lines(rows: Iterable[T], heading: Callable[[T], str], words: Callable[[T], str]) -> Answer[ToldLine]:
    """The rows in their order, under a heading wherever that changes; what is only possible says so."""
    return Answer(list(_lines(rows, heading, words)), row=ToldLine, layout="tree")


def _lines(rows: Iterable[T], heading: Callable[[T], str], words: Callable[[T], str]) -> Iterator[ToldLine]:
    above = None
    for row in rows:
        if heading(row) != above:
            above = heading(row)
            yield ToldLine(line=above)
        yield ToldLine(line=f"└ {words(row)}", certainty=row.certainty, entries=row.entries)


class Stated(Protocol):
    """A row that says since when it is so told, with what standing, and by whom."""

    @property
    def since(self) -> When:
        """When it was told."""

    @property
    def standing(self) -> str:
        """With what authority."""

    @property
    def stated_by(self) -> str | None:
        """On whose word, if it rests on one's."""


def stated(row: Stated, name: Name) -> tuple[str, ...]:
    """When a row was told, with what standing, and whose word it is."""
    by = f"{row.standing}, so {name(row.stated_by)} said" if row.stated_by else row.standing
    return str(row.since), by


def with_source(told: str, *circumstances: str) -> str:
    """What is told, and in brackets when, with what standing and by whom."""
    said = "; ".join(filter(None, circumstances))
    return f"{told} ({said})" if said else told
