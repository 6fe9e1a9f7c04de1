"""What a flag is: something that is recorded, because it happened, and that merely should not have happened."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple, TypeAlias

import msgspec

from ledger.vocabulary.dates import Certainty, When, in_force
from ledger.vocabulary.provenance import IN_BEING
from projections.engine.engine import Projection
from projections.engine.register import Register, RowAsAt
from projections.engine.rows import R, Row


class Lapse(NamedTuple):
    """A kind of thing that should not happen, and why not."""

    name: str
    why: str
    contradicts: bool = False
    """Whether its entries cannot all be in order, so that one of them is probably a slip."""
    by_dates: bool = False
    """Whether it follows from the dates of its entries, so that it is no surer than the least sure of these."""


def contradiction(name: str, why: str, *, by_dates: bool = False) -> Lapse:
    """A kind of thing that cannot be so as it is told: who records it is asked first (`projections.flags.checking`)."""
    return Lapse(name, why, contradicts=True, by_dates=by_dates)


class Flag(msgspec.Struct, frozen=True, kw_only=True):
    """One lapse, as far as entries show it; `about` is the subject in whose story it happened."""

    lapse: Lapse
    about: str
    says: str
    on: When
    certainty: Certainty
    entries: tuple[int, ...]


Check: TypeAlias = Callable[[Register], Iterable[Flag]]
"""Finds the flags of some lapses by a register's date."""


def flagged(lapse: Lapse, answer: RowAsAt[Any], says: str, *others: Row, on: When | None = None) -> Flag:
    """A flag on what an answer tells, of its date or of another, resting on its entries and on those of other rows."""
    row = answer.row
    entries = sorted({*row.entries, *(position for other in others for position in other.entries)})
    return Flag(
        lapse=lapse,
        about=answer.stream,
        says=says,
        on=on or date_of(row),
        certainty=answer.certainty,
        entries=tuple(entries),
    )


def told(register: Register, projection: Projection[R], **asked: Any) -> Iterator[RowAsAt[R]]:
    """The rows of what had begun by the register's date, over or not, each with how certain that is.

    Of what is only expected, proposed or disputed nothing is flagged.
    """
    day = register.as_at
    for answer in register.rows(projection, in_force=False, **asked):
        row = answer.row
        if row.standing not in IN_BEING or (day is not None and day < row.from_earliest):
            continue
        begun = Certainty.YES if day is None or row.from_latest <= day else Certainty.POSSIBLY
        yield answer if begun is answer.certainty else answer.with_certainty(begun)


def is_said(row: Row | None) -> bool:
    """Whether there is a row that is said to be so: what is only expected or disputed contradicts nothing."""
    return row is not None and row.standing in IN_BEING


def begun_by(register: Register, date: When) -> Certainty | None:
    """How certain it is that a date had come by the register's day; None where it certainly had not."""
    if register.as_at is None:
        return Certainty.YES
    found = in_force(date, None, register.as_at)
    return None if found is Certainty.NO else found


def in_turn(answers: Iterable[RowAsAt[Any]], words: Callable[[RowAsAt[Any]], str]) -> list[RowAsAt[Any]]:
    """Rows in an order that does not depend on which was told first: by their dates, then by words of theirs."""
    return sorted(answers, key=lambda each: (date_of(each.row).order, each.stream, words(each)))


def date_of(row: Row) -> When:
    """The start of a row."""
    return When(row.since, row.from_earliest, row.from_latest)


def last_day_of(row: Row) -> When | None:
    """Its last day; None while no end is told, or one that has only been expected."""
    if not row.until or row.until_standing not in IN_BEING:
        return None
    return When(row.until, row.to_earliest, row.to_latest)
