"""Ids that turned out to be one subject: every answer passes through here, so that all show one.

An entry joins two ids from its place in the log on (`subject.same-as`); a register that knows it answers as if all had
been told of the id that is kept. The tables keep what was told of each id, so a join costs no rebuild, and its
retraction gives two subjects again.

1. What is asked of one id is looked up for all ids of the subject.
2. Ids in what is found become the one that is kept; such a row rests on the entries of the join, too.
3. What the rows say of the subject itself, its being and its name, is said once: as told of the id that is kept. What
   is told only of another, an end, a date, a name, is added.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from types import MappingProxyType
from typing import Any, Final, NamedTuple

import msgspec

from ledger.vocabulary.dates import NO_END, NO_START
from ledger.vocabulary.identity import SubjectSameAs
from projections.engine.engine import Projection, by_itself
from projections.engine.row_patterns import points
from projections.engine.rows import NEVER_ENDS, Point, R, Row, Span
from projections.engine.tables import Found

SAME_AS = points("same_as", SubjectSameAs, finds=("kept",))


class Join(NamedTuple):
    """That an id is the same subject as another that is kept, and the entries that say so."""

    other: str
    kept: str
    positions: tuple[int, ...]


class Joins:
    """The joins that a register knows, in the order in which they were told."""

    def __init__(self, told: Iterable[Join] = ()) -> None:
        self._told = tuple(told)

    def __bool__(self) -> bool:
        return bool(self._told)

    @cached_property
    def kept(self) -> Mapping[str, str]:
        """By every id that is not kept, the one that is.

        Of several that could be, since nothing joins one of them to another, it is the one that was kept last; so it is
        where the joins run in a circle.
        """
        groups: dict[str, set[str]] = {}
        for join in self._told:
            one = groups.get(join.other, {join.other}) | groups.get(join.kept, {join.kept})
            groups.update(dict.fromkeys(one, one))
        given_up = {join.other for join in self._told}
        found: dict[str, str] = {}
        for join in reversed(self._told):
            if join.kept not in found:
                group = groups[join.kept]
                last = [each.kept for each in reversed(self._told) if each.kept in group]
                chosen = next((each for each in last if each not in given_up), last[0])
                found |= dict.fromkeys(group, chosen)
        return MappingProxyType({each: chosen for each, chosen in found.items() if each != chosen})

    @cached_property
    def ids(self) -> Mapping[str, tuple[str, ...]]:
        """By the id that is kept, all ids of the subject, that one first."""
        found: dict[str, list[str]] = {}
        for other, kept in sorted(self.kept.items()):
            found.setdefault(kept, [kept]).append(other)
        return MappingProxyType({kept: tuple(each) for kept, each in found.items()})

    @cached_property
    def because(self) -> Mapping[str, tuple[int, ...]]:
        """By the id that is kept, the entries that say so."""
        found: dict[str, set[int]] = {}
        for join in self._told:
            found.setdefault(self.one(join.kept), set()).update(join.positions)
        return MappingProxyType({kept: tuple(sorted(each)) for kept, each in found.items()})

    def one(self, subject: str) -> str:
        """The id by which a subject is answered for."""
        return self.kept.get(subject, subject)

    def all_of(self, subject: str) -> tuple[str, ...]:
        """Every id of a subject, the one that is kept first."""
        return self.ids.get(self.one(subject), (subject,))

    def asked(self, value: Any) -> Any:
        """What to look a column up by: every id of the subjects that are asked for."""
        if isinstance(value, str):
            ids = self.all_of(value)
            return value if len(ids) == 1 else ids
        if isinstance(value, tuple):
            return tuple(dict.fromkeys(each for one in value for each in self.all_of(one)))
        return value

    def concerns(self, projection: Projection[Any]) -> bool:
        """Whether the rows of a projection say of subjects that are joined what they themselves are."""
        return projection.itself and any(kept.startswith(f"{_kind_in(projection)}:") for kept in self.ids)

    def joined(self, projection: Projection[R], found: Iterable[Found[R]]) -> list[Found[R]]:
        """The rows as told of the ids that are kept."""
        rows: list[Found[R]] = []
        own: dict[str, list[Found[R]]] = {}
        for each in found:
            stream, key, known_from, row = each
            if projection.itself and self.one(stream) in self.ids:
                own.setdefault(self.one(stream), []).append(each)
            else:
                is_unique = projection.lane is by_itself or key.isdigit()  # made of the position of an entry
                where = key if is_unique or stream not in self.kept else f"{stream} {key}"
                rows.append((self.one(stream), where, known_from, self._with_kept(row, stream)))
        for kept, told in own.items():
            rows += self._itself(kept, told)
        return rows

    def _itself(self, kept: str, told: list[Found[R]]) -> Iterable[Found[R]]:
        """What a subject itself is: its rows under the id that is kept, with what only others tell."""
        first = next((each[0] for each in told if each[0] == kept), told[0][0])
        own, others = [each for each in told if each[0] == first], [each for each in told if each[0] != first]
        for _, key, known_from, row in own:
            whole = self._with_kept(row, kept, always=True)
            for other in others if key == "" else ():
                whole = _with_what_else(whole, other[3])
            yield kept, key, known_from, whole

    def _with_kept(self, row: R, stream: str, always: bool = False) -> R:
        """A row with the ids that are kept in place of others, resting on the joins besides."""
        changed: dict[str, Any] = {}
        met: set[str] = {self.one(stream)} if always or stream in self.kept else set()
        for name in row.__struct_fields__:
            value = getattr(row, name)
            if (put := self._put(value, met)) is not value:
                changed[name] = put
        if not met:
            return row
        rests_on = {position for kept in met for position in self.because.get(kept, ())}
        return msgspec.structs.replace(row, **{**changed, "entries": tuple(sorted({*row.entries, *rests_on}))})

    def _put(self, value: Any, met: set[str]) -> Any:
        """A value with every id that is not kept replaced; the very same where there is none."""
        match value:
            case str():
                if (kept := self.kept.get(value)) is not None:
                    met.add(kept)
                    return kept
            case tuple():
                put = tuple(self._put(each, met) for each in value)
                if any(new is not old for new, old in zip(put, value, strict=True)):
                    return put
            case msgspec.Struct():
                told = {name: getattr(value, name) for name in value.__struct_fields__}
                new = {name: put for name, held in told.items() if (put := self._put(held, met)) is not held}
                if new:
                    return msgspec.structs.replace(value, **new)
        return value


NO_JOINS: Final = Joins()


def _kind_in(projection: Projection[Any]) -> str:
    return projection.handles[0].STREAM


def _with_what_else(row: R, other: Row) -> R:
    """What a subject is, with what is told of it only under another id."""
    more: dict[str, Any] = {"entries": tuple(sorted({*row.entries, *other.entries}))}
    if row.from_earliest == NO_START and row.from_latest in (NO_START, NO_END) and other.from_earliest != NO_START:
        names = ("from_earliest", "from_latest", "since", "standing", "stated_by", "start_told")
        more |= {name: getattr(other, name) for name in names}
    if row.until == NEVER_ENDS and other.until != NEVER_ENDS:
        more |= {name: getattr(other, name) for name in ("to_earliest", "to_latest", "until", "until_standing")}
        if isinstance(row, Span) and isinstance(other, Span):
            more["end"] = other.end
    if isinstance(row, Point) and isinstance(other, Point) and hasattr(row.event, "also"):
        more["event"] = _also_called(row.event, other.event)
    return msgspec.structs.replace(row, **more)


def _also_called(event: Any, other: Any) -> Any:
    """An introduction of a subject with the names under which it was introduced as another one."""
    title = "name" if hasattr(event, "name") else "title"
    names = (*event.also, getattr(other, title), *other.also)
    also = tuple(name for name in dict.fromkeys(names) if name and name != getattr(event, title))
    return msgspec.structs.replace(event, also=also)
