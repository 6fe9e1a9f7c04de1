"""What changed in the register of a subject between two moments, in the world or in what was known of it?"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from enum import StrEnum
from functools import cache
from typing import Any, Final, TypeAlias

import msgspec

from ledger.vocabulary.fields import date_fields
from projections.about import is_story, mentions
from projections.engine.catalogue import all_projections
from projections.engine.engine import AnyProjection
from projections.engine.register import Register, RowAsAt
from projections.engine.rows import Row, own_values, values_of

_MOST: Final = 500
"""Up to so many streams are looked up by their ids."""
COMPARED: Final = ("since", "until", "standing", "until_standing", "stated_by")
"""The columns of every row that say something of the world; its own are compared besides."""

Key: TypeAlias = tuple[str, str, str]
Held: TypeAlias = Mapping[Key, RowAsAt[Row]]
"""Rows by projection, stream and key."""


class Change(StrEnum):
    """What became of a row from the one moment to the other."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


class Concern(StrEnum):
    """What a difference is one of."""

    FACTS = "facts"
    CERTAINTY = "certainty"
    """The record says the same; the day only makes it surer, or less sure."""
    SOURCES = "sources"
    """The record says the same, and rests on other entries."""


class Difference(msgspec.Struct, frozen=True, kw_only=True):
    """A row of one projection that is not the same at both moments, with what it says at each, where that differs."""

    projection: str
    stream: str
    key: str
    change: Change
    before: Mapping[str, Any]
    after: Mapping[str, Any]
    entries: tuple[int, ...]
    """The entries that it rests on, at either moment."""
    whom: tuple[str, ...] = ()
    """The subjects that the row is about besides the one in whose stream it is: the member, the person, both ends."""
    what: str = ""
    """The thing that it is about, in the words of the record: an office, a title, what was said."""

    @property
    def concerns(self) -> Concern:
        """Whether something is told otherwise, or is only more or less certain, or only rests on other entries."""
        if self.change is not Change.CHANGED:
            return Concern.FACTS
        told = {*self.before, *self.after}
        return Concern.CERTAINTY if told == {"certainty"} else Concern.SOURCES if told == {"entries"} else Concern.FACTS


def differences(before: Register, after: Register, subject: str) -> list[Difference]:
    """Every row about a subject that was added, removed or changed, projection by projection.

    A name that took the place of another, a target as it was revised, and the like, has changed: it is one thing
    in two wordings.

    A row that says the same and only rests on other entries, since its source or note was corrected, has
    changed in its `entries`.
    """
    streams = _told_of_between(before, after, subject)
    earlier, later = _held(before, subject, streams), _held(after, subject, streams)
    replaced = _replaced(earlier, later)
    later = {replaced.get(key, key): answer for key, answer in later.items()}
    keys = sorted({**earlier, **later}, key=lambda key: (_order()[key[0]], key))
    compared = (_compared(key, earlier.get(key), later.get(key), subject) for key in keys)
    return [found for found in compared if found is not None]


def date_columns(projection: str) -> frozenset[str]:
    """The columns of a projection's rows, by its name, that hold dates as EDTF text."""
    handles = _projection(projection).handles
    return frozenset({"since", "until"}.union(*(date_fields(event) for event in handles)))


@cache
def _order() -> dict[str, int]:
    return {projection.name: number for number, projection in enumerate(all_projections())}


@cache
def _following() -> dict[str, tuple[str, ...]]:
    """By projection, the columns by which one row follows another."""
    return {projection.name: projection.same for projection in all_projections() if projection.same is not None}


def _projection(name: str) -> AnyProjection:
    return all_projections()[_order()[name]]


def _told_of_between(before: Register, after: Register, subject: str) -> tuple[str, ...] | None:
    """The streams about a subject in which a row can differ; None where that can be any of them.

    On one day in the world a row differs only where its stream has been told something in the meantime. Where ids are
    joined, the rows of other streams may be told of another subject.
    """
    if (before.as_at, before.first) != (after.as_at, after.first) or before.joins or after.joins:
        return None
    first, last = sorted((before.known_at, after.known_at))
    found = after.streams_told_of(subject, first, last, _MOST + 1)
    return found if len(found) <= _MOST else None


def _held(register: Register, subject: str, streams: tuple[str, ...] | None) -> Held:
    """The rows about a subject, by projection, stream and key; of some streams alone."""
    projections = [each for each in all_projections() if not each.only_found_by] if streams != () else []
    around = {
        (projection.name, answer.stream, answer.key): answer
        for projection in projections
        for answer in (
            register.around(projection, subject) if streams is None else register.rows(projection, stream=streams)
        )
    }
    about = {key for key, answer in around.items() if mentions(answer, subject)}
    stories = {stream for _, stream, _ in about if is_story(stream)}
    return {key: answer for key, answer in around.items() if key in about or key[1] in stories}


def _replaced(earlier: Held, later: Held) -> dict[Key, Key]:
    """Where one row took the place of another as the only one to: which later row goes by which earlier one's key."""
    gone, come = _by_thing(earlier.keys() - later.keys(), earlier), _by_thing(later.keys() - earlier.keys(), later)
    return {come[thing][0]: gone[thing][0] for thing in gone if len(gone[thing]) == len(come.get(thing, ())) == 1}


def _by_thing(keys: Iterable[Key], held: Held) -> dict[tuple[str, ...], list[Key]]:
    """Of rows that follow one another, the keys by what the rows are about."""
    found: dict[tuple[str, ...], list[Key]] = {}
    for name, stream, key in keys:
        if (same := _following().get(name)) is not None:
            says = values_of(held[name, stream, key].row)
            thing = name, stream, *(str(says[column]) for column in same)
            found.setdefault(thing, []).append((name, stream, key))
    return found


def _compared(key: Key, before: RowAsAt[Row] | None, after: RowAsAt[Row] | None, subject: str) -> Difference | None:
    earlier, later = (dict(_told(answer)) if answer else {} for answer in (before, after))
    names = [name for name in {**earlier, **later} if earlier.get(name) != later.get(name)]
    rests_on = [answer.row.entries for answer in (before, after) if answer is not None]
    if not names and len(set(rests_on)) == 1:
        return None
    if not names:
        names, earlier, later = ["entries"], {"entries": rests_on[0]}, {"entries": rests_on[-1]}
    return Difference(
        projection=key[0],
        stream=key[1],
        key=key[2],
        change=Change.ADDED if before is None else Change.REMOVED if after is None else Change.CHANGED,
        before={name: earlier[name] for name in names if name in earlier},
        after={name: later[name] for name in names if name in later},
        entries=tuple(sorted({position for positions in rests_on for position in positions})),
        whom=_whom(after or before, {key[1], subject}),
        what=_what(after or before),
    )


_WHOM: Final = ("member", "holder", "person", "persons", "predecessor", "successor", "who", "by", "to", "body")
"""The columns that name whom a row is about, whatever its projection is."""
_WHAT: Final = ("office", "role", "step", "presence", "stage", "title", "name", "text", "function", "number")
"""The columns that say which thing a row is about; the first that tells something."""
_PLACES: Final = frozenset({"first"})
"""The columns that only say where a row stands among those of its stream, which is no difference by itself."""


def _whom(answer: RowAsAt[Row] | None, known: Collection[str]) -> tuple[str, ...]:
    says = values_of(answer.row) if answer else {}
    values = [says.get(name) for name in _WHOM]
    each = (subject for value in values for subject in (value if isinstance(value, tuple) else (value,)))
    return tuple(dict.fromkeys(subject for subject in each if subject and subject not in known))


def _what(answer: RowAsAt[Row] | None) -> str:
    says = values_of(answer.row) if answer else {}
    return next((str(says[name]) for name in _WHAT if says.get(name)), "")


def _told(answer: RowAsAt[Row]) -> Iterator[tuple[str, Any]]:
    """What a row says, without what it leaves open."""
    says = own_values(answer.row) | {name: getattr(answer.row, name) for name in COMPARED}
    for name, value in msgspec.to_builtins(says).items():
        if value not in (None, "", [], (), {}) and name not in _PLACES:
            yield name, value
    yield "certainty", answer.certainty.value
