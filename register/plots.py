"""Plots of an answer for who would rather look than read: made of the same rows as the table that stands below them.

Whatever begins and ends is drawn over time, what is counted as bars. Nothing is added up that the record does not add
up, and what is not known is drawn so: hatched where a date leaves it open, dashed from where it was last told.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import islice
from typing import Any, Final, NamedTuple

import msgspec

from ledger.vocabulary.dates import NO_END, NO_START, When
from projections.answers.deferred import Deferred
from projections.answers.question import Answer, Column, columns_of, plain
from projections.nouns.questions import ANSWERED

MOST: Final = 60
"""How many lines a plot has room for."""
_SERIES: Final[Mapping[str, tuple[str, ...]]] = {
    "meeting turnout": ("present", "apologies", "absent", "in_attendance"),
}
"""The columns of counts that stand side by side in one bar."""
_TALLIED: Final[Mapping[str, str]] = {
    "questions": "completeness",
    "meeting attendance": "presence",
    "decisions": "verb",
    "scrutiny gaps": "result",
    "recommendation list": "state",
    "flags": "kind",
}
"""The column of which each value has a bar: how many rows have it."""
_WORTH: Final = 0.3
"""What part of the rows has to be drawn for a plot to show more than it hides."""
_LASTING: Final = {"since", "until"}


class Span(NamedTuple):
    """A line over time: the days that it certainly has, between those that its dates leave open."""

    label: str
    said: str
    earliest: int
    """`NO_START` where nobody says since when."""
    begun: int
    told: int
    """Until when somebody told of it, or until when it certainly lasted."""
    latest: int
    """`NO_END` where nobody says until when."""


class Bar(NamedTuple):
    """A line of counts or amounts: from and to, one after the other."""

    label: str
    said: str
    parts: Sequence[tuple[float, float]]
    text: str


class Plot(NamedTuple):
    """What is drawn: lines over time, those of one label in one lane, or bars, their parts called by `series`."""

    title: str
    desc: str
    spans: Sequence[Span] = ()
    bars: Sequence[Bar] = ()
    series: Sequence[str] = ()
    left_out: int = 0

    @property
    def lanes(self) -> Sequence[str]:
        """The label of each line, from top to bottom."""
        return list(dict.fromkeys(each.label for each in self.spans)) or [each.label for each in self.bars]


Name = Callable[[Any], Any]


def plot_of(words: str, answer: Answer[Any], name: Name, shown: slice) -> Plot | None:
    """The plot of an answer; None where it has none, or too few rows to be worth one.

    What happened, and how much there is of what, is plotted of all rows; all else of those that are `shown`.
    """
    every: Sequence[Any] = answer.rows if isinstance(answer.rows, Deferred) else answer.told
    rows = every[shown]
    if answer.layout == "page" and words not in _TALLIED:
        return _lasting([(each, columns_of(type(each))) for row in rows for each in _within(row)], name)
    if len(rows) < 2:
        return None
    if words in _SERIES:
        return _counted(rows, _SERIES[words], name)
    if words == "sums":
        return _amounts(rows, name)
    if words == "chronology":
        return _happened(every)
    if words in _TALLIED:
        key = _TALLIED[words]
        counts = every.counts(key) if isinstance(every, Deferred) else Counter(getattr(row, key) for row in every)
        return _tallied(counts, ANSWERED if words == "questions" else {})
    return _lasting([(each, answer.columns) for each in rows], name)


def _within(row: msgspec.Struct) -> Iterator[msgspec.Struct]:
    """The rows within one, such as the seats of a person."""
    for column in columns_of(type(row)):
        value = getattr(row, column.name)
        if column.tabled and column.holds.struct is not None and column.holds.many:
            yield from value


def _lasting(rows: Sequence[tuple[msgspec.Struct, Sequence[Column]]], name: Name) -> Plot | None:
    """What begins and ends, over time."""
    lasting = [(row, columns) for row, columns in rows if {each.name for each in columns} >= _LASTING]
    dated = [(row, columns) for row, columns in lasting if _is_dated(row)]
    spans = [_span(_label(row, columns, name), row) for row, columns in dated[:MOST]]
    if len(spans) < max(2, len(lasting) * _WORTH):
        return None
    desc = (
        "Each line is one that is told below. It is filled as far as the record shows it, hatched where a date leaves "
        "it open, and dashed from when it was last told."
    )
    return Plot("Over time", desc, spans, left_out=len(lasting) - len(spans))


def _is_dated(row: Any) -> bool:
    """Whether anything is known of when it began or ended."""
    days = [day for date in (row.since, row.until) if date is not None for day in date[1:]]
    return any(NO_START < day < NO_END for day in days)


def _span(label: str, row: Any) -> Span:
    since, until, last = row.since, row.until, getattr(row, "last_told", None)
    told = max((day.latest for day in (since, last) if day is not None and day.latest < NO_END), default=NO_START)
    said = f"{label}: since {since}" + (f", until {until}" if until else f", last told {last}" if last else "")
    if until is None:
        return Span(label, said, since.earliest, since.latest, told, NO_END)
    return Span(label, said, since.earliest, since.latest, min(until.earliest, until.latest), until.latest)


def _happened(rows: Sequence[Any]) -> Plot | None:
    """What happened when: a line for each sort of event, with a mark for each entry."""
    dated = [row for row in rows if not row.date.is_unknown]
    if len(dated) < 2:
        return None
    spans = [
        Span(row.type.replace(".", " ").replace("-", " "), f"{row.date}: {row.in_words}"[:200], *_days(row.date))
        for row in dated
    ]
    desc = "Each mark is an entry of the list below, in a line for each sort of event; hatched: some day of those."
    lanes = Plot("", "", spans).lanes
    shown = [span for span in spans if span.label in set(lanes[:MOST])]
    return Plot("When it happened", desc, shown, left_out=len(lanes[MOST:]))


def _days(date: When) -> tuple[int, int, int, int]:
    return date.earliest, date.latest, date.earliest, date.latest


def _counted(rows: Sequence[Any], keys: Sequence[str], name: Name) -> Plot:
    """Counts that stand side by side: one bar for each row."""
    series = [key.replace("_", " ") for key in keys]
    bars = []
    for row in rows[:MOST]:
        counts = [int(getattr(row, key)) for key in keys]
        ends = [float(sum(counts[: number + 1])) for number in range(len(counts))]
        said = ", ".join(f"{count} {each}" for count, each in zip(counts, series, strict=True) if count)
        label = str(name(row.person))
        bars.append(Bar(label, f"{label}: {said}", list(zip([0.0, *ends], ends, strict=False)), said))
    left_out = max(0, len(rows) - MOST)
    return Plot("Attendance", "Each bar is a row of the table below.", bars=bars, series=series, left_out=left_out)


def _tallied(counts: Counter[Any], words: Mapping[Any, str]) -> Plot | None:
    """How many rows have each value of a column; in other `words` where the sentence above has these."""
    values = Counter[str]()
    for value, count in counts.items():
        values[words.get(value) or str(plain(value) or "not told")] += count
    if len(values) < 2:
        return None
    bars = [Bar(value, f"{value}: {count}", [(0.0, float(count))], str(count)) for value, count in values.most_common()]
    return Plot("How many", "Each bar is the number of rows that say so; all rows are counted.", bars=bars)


def _amounts(rows: Sequence[Any], name: Name) -> Plot | None:
    """Each sum as it was stated, by its basis; nothing is added up."""
    stated = [row for row in rows if row.low is not None or row.high is not None]
    if len(stated) < 2:
        return None
    bars = []
    for row in sorted(stated[:MOST], key=lambda each: str(plain(each.basis))):
        low, high = Decimal(row.low or 0), Decimal(row.high or row.low or 0)
        label = f"{plain(row.basis)}: {name(row.project)}"
        parts = [(0.0, float(low)), (float(low), float(high))]
        bars.append(Bar(label, f"{label}, {row.text}: {row.amount}", parts, row.amount))
    desc = "Each bar is a sum as it was stated, by its basis, in pounds; hatched: up to so much. Nothing is added up."
    return Plot("Money by basis", desc, bars=bars, left_out=max(0, len(stated) - MOST))


def _label(row: msgspec.Struct, columns: Sequence[Column], name: Name) -> str:
    """What a row is about: the first two things that it says, names in place of ids."""
    return ", ".join(islice(_first(row, columns, name), 2))


def _first(row: msgspec.Struct, columns: Sequence[Column], name: Name) -> Iterator[str]:
    for column in columns:
        value = getattr(row, column.name)
        if (
            not column.tabled
            or column.bare
            or not value
            or not isinstance(value, str | tuple)
            or isinstance(value, When)
        ):
            continue
        if column.kind:
            told = name(value)
            yield ", ".join(told) if isinstance(told, tuple) else str(told)
        elif column.holds.struct is None:
            yield ", ".join(map(str, value)) if isinstance(value, tuple) else value
