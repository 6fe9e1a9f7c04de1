"""The register at a moment: the one handle through which every question is asked, at its two dates.

A question is a function that takes a `Register` first, so none can forget one of the clocks. `as_at` is a
day in the world, `known_at` a position of the log; `moments.register_at` makes a register of calendar dates.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import islice
from operator import attrgetter
from types import MappingProxyType
from typing import Any, Final, Generic, NamedTuple, TypeVar

import msgspec

from ledger.database.datastore import Datastore
from ledger.database.errors import NotAllowed
from ledger.entries.corrections import as_corrected
from ledger.entries.entry import Entry
from ledger.erasure.reveal import Showing
from ledger.store.log import Log
from ledger.vocabulary.date_times import NO_TIME, microsecond_of_day
from ledger.vocabulary.dates import Certainty, day_text, in_force_between
from ledger.vocabulary.identity import SubjectSameAs
from ledger.vocabulary.provenance import IN_BEING
from ledger.words import Phrase
from projections.engine.engine import AnyProjection, Projection
from projections.engine.joins import NO_JOINS, SAME_AS, Join, Joins
from projections.engine.reveal import public, unsealed
from projections.engine.rows import E, Point, R, Row, value_of
from projections.engine.tables import Found, Table, find_together, in_streams_that_mention

DAY_LENGTH: Final = len("2026-11-29")
"""Characters of a date without a time, of which most have no more."""
_FEW: Final = 20
"""How often something else is looked for where what was found is withheld."""
_READ_AHEAD: Final = 1_000
"""How many answers are kept until they are asked for."""
_TABLES: Final = 200
"""How many tables one query asks; SQLite takes up to 500."""
_SAID: Final = 3
"""How much of what is amiss with a database is said with an answer."""
R_co = TypeVar("R_co", bound=Row, covariant=True)


class RowAsAt(msgspec.Struct, Generic[R_co], frozen=True, gc=False):
    """A row of the register and how certain it is; `stream` is the subject whose story it is part of."""

    stream: str
    key: str
    row: R_co
    certainty: Certainty
    known_from: int
    """The entry by which the row became what it is."""

    @property
    def event(self: RowAsAt[Point[E]]) -> E:
        """What is told, of a row that carries it."""
        return self.row.event

    @property
    def is_certain(self) -> bool:
        """Whether it is so, and not only possibly so."""
        return self.certainty is Certainty.YES

    def with_certainty(self, certainty: Certainty) -> RowAsAt[R_co]:
        """The same row, so certain."""
        return msgspec.structs.replace(self, certainty=certainty)

    @property
    def order(self) -> tuple[int, int, int, int, str]:
        """Where it stands among other answers: by its start, its time where told, then what was recorded first.

        A row whose key is the entry that it is made of may rest on others that were recorded long before that.
        """
        row = self.row
        return order_of(row.from_earliest, row.from_latest, row.since, self.key, row.entries)


def order_of(
    earliest: int, latest: int, since: str, key: str, entries: tuple[int, ...] = ()
) -> tuple[int, int, int, int, str]:
    """Where a row stands that begins then, has that key, and rests on these entries."""
    recorded = int(key) if key.isdecimal() else entries[0] if entries else 0
    time = NO_TIME if len(since) <= DAY_LENGTH else microsecond_of_day(since)
    return (earliest, latest, time, recorded, key)


class Lookup(NamedTuple):
    """Which rows of a projection are looked up: in force or all, of a stream or some, with values in columns."""

    projection: AnyProjection
    in_force: bool = True
    stream: str | tuple[str, ...] | None = None
    equals: Mapping[str, Any] = MappingProxyType({})
    not_before: int | None = None

    @classmethod
    def by(cls, projection: AnyProjection, column: str, value: Any, *, in_force: bool = True) -> Lookup:
        """The rows with a value, or one of several, in a column."""
        return (
            cls(projection, in_force, value) if column == "stream" else cls(projection, in_force, None, {column: value})
        )

    @property
    def key(self) -> tuple[Any, ...]:
        """What tells it from every other."""
        stream = self.stream[0] if isinstance(self.stream, tuple) and len(self.stream) == 1 else self.stream
        return self.projection.name, self.in_force, stream, self.not_before, *sorted(self.equals.items())


class Ground(NamedTuple):
    """What bears a subject out: a row of a projection that names it in a column, and says what else is so."""

    projection: AnyProjection
    column: str
    more: Mapping[str, Any] = MappingProxyType({})


class Earliest(NamedTuple):
    """What first bears a subject out: since when it was so, and the entries that say it."""

    since: str
    entries: tuple[int, ...]


@dataclass(frozen=True)
class Register:
    """What the log amounts to as at a day (None: at all times) and as known at a position."""

    as_at: int | None
    """The day; of a month or a year, its last one."""
    known_at: int
    datastore: Datastore
    showing: Showing = Showing.EVERYTHING
    """To whom it answers. From the public every exempt entry is withheld, and every row that rests on one, whole.

    Neither is evaded by `known_at`: what is exempt today, or erased, is so whatever was known when.
    """
    head: int = 0
    """Up to which entry the tables had come when the register was opened; 0 where nobody has looked."""
    first: int | None = None
    """The first day, where a month or a year is asked about: what was so at some time in it."""
    behind: int = 0
    """How many entries that were known by then are not in them, and not in any answer: whoever asks may not write."""
    made: Mapping[str, str] | None = field(default=None, repr=False, compare=False)
    """By what the tables were made, where that was looked up when the register was opened."""

    def rows(
        self,
        projection: Projection[R],
        *,
        in_force: bool = True,
        stream: str | tuple[str, ...] | None = None,
        not_before: int | None = None,
        **equals: Any,
    ) -> list[RowAsAt[R]]:
        """The rows that are or may be in force, oldest first; those with a value of None are not asked about.

        With `in_force` false also those that are over or have not begun; of one stream, or of several; with
        `not_before`, those that may have begun on a day or later.
        """
        asked_for = {name: value for name, value in equals.items() if value is not None}
        asked = Lookup(projection, in_force, stream, asked_for, not_before)
        if (answered := self.datastore.answered) is None:
            ahead: list[RowAsAt[R]] | None = self._ahead.pop(asked.key, None)
            return self._rows_of_each([asked])[0] if ahead is None else ahead
        key = self._moment, asked.key
        if key not in answered:
            answered[key] = self._rows_of_each([asked])[0]
        return list(answered[key])

    def read_ahead(self, *asked: Lookup) -> None:
        """Read what a question will ask of several tables, with one query.

        Each is answered from it once; as often as it is asked while nothing is asked twice.
        """
        answered = self.datastore.answered
        if answered is None and len(self._ahead) > _READ_AHEAD:  # what nobody asked for after all
            self._ahead.clear()
        known: dict[Any, Any] = self._ahead if answered is None else answered
        keyed = ((each.key if answered is None else (self._moment, each.key), each) for each in asked)
        left = ((key, each) for key, each in keyed if key not in known)
        while part := dict(islice(left, _TABLES)):
            known.update(zip(part, self._rows_of_each(list(part.values())), strict=True))

    @cached_property
    def _moment(self) -> tuple[Any, ...]:
        """What tells its answers from those of another register of the same ledger."""
        return self.as_at, self.first, self.known_at, self.showing

    def _rows_of_each(self, asked: Sequence[Lookup]) -> list[list[RowAsAt[Any]]]:
        tables = [self._table(each.projection) for each in asked]
        # What a subject itself is may be told in parts, under several ids; whether that is in force the whole tells.
        joins = [NO_JOINS if each.projection is SAME_AS else self.joins for each in asked]
        whole = [one.concerns(each.projection) for one, each in zip(joins, asked, strict=True)]
        wanted = [
            table.wanted(
                self.known_at,
                self.as_at if each.in_force and not is_whole else None,
                one.asked(each.stream),
                first=self.first,
                not_before=each.not_before,
                **{name: one.asked(value) for name, value in each.equals.items()},
            )
            for table, each, one, is_whole in zip(tables, asked, joins, whole, strict=True)
        ]
        with self.datastore.read() as connection:
            found = find_together(self.datastore, connection, list(zip(tables, wanted, strict=True)))
        answers = [
            self._answers(rows, each.projection if one else None)
            for rows, each, one in zip(found, asked, joins, strict=True)
        ]
        return [
            [row for row in rows if self._may_be_in_force(row.row)] if each.in_force and one else rows
            for rows, each, one in zip(answers, asked, joins, strict=True)
        ]

    def select(
        self, projection: Projection[R], what: str, values: Sequence[Any], order: str, **equals: Any
    ) -> list[tuple[Any, ...]]:
        """What expressions say of the rows of a table that may be in force, the withheld among them: see `briefs`."""
        table = self._table(projection)
        asked_for = {name: value for name, value in equals.items() if value is not None}
        wanted = table.wanted(self.known_at, self.as_at, first=self.first, **asked_for)
        with self.datastore.read() as connection:
            return table.select(connection, what, values, wanted, order)

    def around(self, projection: Projection[R], subject: str) -> list[RowAsAt[R]]:
        """The rows in force of every stream in which a subject is mentioned, oldest first.

        Most of a stream's rows need not be about the subject: that is for the question to tell.
        """
        table = self._table(projection)
        with self.datastore.read() as connection:
            subjects = self.joins.all_of(subject)
            found = table.find(connection, self.known_at, self.as_at, mentioning=subjects, first=self.first)
        return self._answers(found, projection)

    def streams_told_of(self, subject: str, after: int, upto: int, most: int) -> tuple[str, ...]:
        """At most so many streams that mention a subject and were told something between two positions."""
        tags = self.joins.all_of(subject)
        told = "SELECT DISTINCT stream FROM entries WHERE position > ? AND position <= ?"
        sql = f"{told} AND {in_streams_that_mention(len(tags))} LIMIT ?"
        with self.datastore.read() as connection:
            found = self.datastore.execute(connection, sql, (after, upto, *tags, most))
        return tuple(sorted(stream for (stream,) in found))

    def having(self, projection: Projection[R], phrases: Sequence[Phrase], **equals: Any) -> Iterator[list[RowAsAt[R]]]:
        """The rows that may be in force and in which all the phrases stand, the latest first, some at a time.

        Nothing further back is looked for until it is asked for.
        """
        table = self._table(projection)
        asked = {name: value for name, value in equals.items() if value is not None}
        before = self.known_at + 1
        while True:
            with self.datastore.read() as connection:
                found = table.having(connection, phrases, self.known_at, self.as_at, before, _TOGETHER, **asked)
            yield sorted(self._answers(found, projection), key=_known_from, reverse=True)
            if len(found) < _TOGETHER:
                return
            before = found[-1][2]

    def earliest(self, grounds: Iterable[Ground], subjects: Iterable[str]) -> dict[str, Earliest]:
        """Of each subject the earliest row that bears it out: said to be so, and certainly begun by the day.

        The first kind of ground that there is for a subject is given, with one query for many subjects. What rests on
        what is withheld is passed over, a few times; then it is as if there were none.
        """
        ids = {each: subject for subject in subjects for each in self.joins.all_of(subject)}
        found: dict[str, tuple[int, Earliest]] = {}
        asked, passed = [(self._table(of), column, more) for of, column, more in grounds], set[int]()
        for _ in range(_FEW if asked else 0):
            told = [
                table.earliest(self.known_at, self.as_at, column, passed, **more, standing=tuple(IN_BEING))
                for table, column, more in asked
            ]
            left, hidden = iter(ids), dict[str, str]()
            while part := tuple(islice(left, _TOGETHER)):
                for subject, which, known_from, row in self._asked_at_once(told, part):
                    if not self.log.unsealing.withheld.keys().isdisjoint(row.entries):
                        hidden[subject] = ids[subject]
                        passed.add(known_from)
                    elif which < found.get(ids[subject], (len(asked), row))[0]:
                        found[ids[subject]] = which, row
            if not (ids := hidden):
                break
        return {subject: row for subject, (_, row) in found.items()}

    def _asked_at_once(
        self, told: Sequence[tuple[str, list[Any]]], subjects: Sequence[str]
    ) -> Iterator[tuple[str, int, int, Earliest]]:
        """What of some subjects is told first by the first of some expressions that tell anything."""
        numbered = (f"'{which} ' || {expression}" for which, (expression, _) in enumerate(told))
        rows = ", ".join(["(?)"] * len(subjects))
        sql = f'WITH asked("id") AS (VALUES {rows}) SELECT "id", COALESCE({", ".join(numbered)}, \'\') FROM asked'
        values = [*subjects, *(value for _, each in told for value in each)]
        with self.datastore.read() as connection:
            lines = self.datastore.execute(connection, sql, values)
        for subject, text in lines:
            if text:
                which, known_from, said = text.split(" ", 2)
                since, _, entries = said.rpartition(" ")  # there may be spaces in a date
                yield subject, int(which), int(known_from), Earliest(since, tuple(msgspec.json.decode(entries)))

    def only(self, projection: Projection[R], *, stream: str) -> RowAsAt[R] | None:
        """The row of a subject that has one, whether or not it is in force; None where nothing is recorded."""
        return next(iter(self.rows(projection, in_force=False, stream=stream)), None)

    def entry(self, position: int, *, raw: bool = False) -> Entry | None:
        """The entry at a position, with the corrections known by then, or as it was recorded.

        None where it is not known yet or, corrected, has been retracted.
        """
        if position > self.known_at:
            return None
        entry = self.log.entry(position)
        if raw or entry is None:
            return entry
        return as_corrected(self.recorded(entry.stream), position)

    def entries(self, *, tag: str, raw: bool = False) -> list[Entry]:
        """The entries that mention a subject, in the order of the log; without `raw`, those that count, corrected."""
        of_each = (self.log.entries(tag=each, upto=self.known_at) for each in self.joins.all_of(tag))
        told = sorted({entry.position: entry for found in of_each for entry in found}.values(), key=_position)
        return told if raw else list(self._standing(told))

    def recorded(self, stream: str) -> list[Entry]:
        """The entries of a stream as recorded, corrections among them."""
        return list(self.log.entries(streams=(stream,), upto=self.known_at))

    def streams(self, streams: Iterable[str]) -> dict[str, list[Entry]]:
        """The entries of many streams as recorded, corrections among them, with few queries."""
        told: dict[str, list[Entry]] = {}
        for entry in self.log.of_streams(streams):
            if entry.position <= self.known_at:
                told.setdefault(entry.stream, []).append(entry)
        return told

    def _table(self, projection: Projection[R]) -> Table[R]:
        """The table of a projection, made anew first where another release has made it."""
        table = self._tables.get(projection.name)
        if table is None or table.projection is not projection:
            table = Table(projection, self.datastore)
            if self._made.get(projection.name) != table.made_as:
                caught_up(self.datastore, projection)
                self._made[projection.name] = table.made_as
            self._tables[projection.name] = table
        return table

    @cached_property
    def _tables(self) -> dict[str, Table[Any]]:
        """The tables that it has read, known to be made as they should be."""
        return {}

    @property
    def _made(self) -> dict[str, str]:
        """By what the tables were made."""
        return self._opened[0]

    @cached_property
    def joins(self) -> Joins:
        """The ids that are known by then to be one subject; that somebody only thinks so joins none."""
        made, found = self._opened
        if SAME_AS.name in made and made[SAME_AS.name] != Table(SAME_AS, self.datastore).made_as:
            return self._joined(self.rows(SAME_AS, in_force=False))
        return self._joined(self._answers(found)) if found else NO_JOINS

    @cached_property
    def _opened(self) -> tuple[dict[str, str], list[Found[Point[SubjectSameAs]]]]:
        """What every answer needs, looked up together: by what the tables were made, and which ids are joined."""
        with self.datastore.read() as connection:
            made = None if self.made is None else dict(self.made)
            if made is None:
                if not self.datastore.has_table(connection, "projections"):
                    return {}, []
                made = dict(self.datastore.execute(connection, "SELECT name, made_as FROM projections"))
            table = Table(SAME_AS, self.datastore)
            is_there = made.get(SAME_AS.name) == table.made_as
            return made, table.find(connection, self.known_at) if is_there else []

    @staticmethod
    def _joined(answers: list[RowAsAt[Point[SubjectSameAs]]]) -> Joins:
        told = [each for each in answers if each.row.standing in IN_BEING]
        told.sort(key=lambda each: int(each.key))
        return Joins(Join(each.event.other, each.event.kept, each.row.entries) for each in told) if told else NO_JOINS

    def _answers(self, found: list[Found[R]], projection: Projection[R] | None = None) -> list[RowAsAt[R]]:
        """What was found, as it may be shown; of a projection whose rows are to be told of the ids that are kept."""
        if not found:
            return []
        shown = public(found, self.log.unsealing.withheld)
        shown = unsealed(shown, self.log.unsealing)
        if projection is not None and self.joins:
            shown = self.joins.joined(projection, shown)
        day, first, yes = self.as_at, self.first, Certainty.YES
        answers = [  # what is plainly so is told here: a call for each row of a long list takes as long as making it
            RowAsAt(
                where,
                key,
                row,
                yes
                if first is None
                and row.standing in IN_BEING
                and (day is None or row.from_latest <= day <= row.to_earliest)
                else certainty(row, day, first),
                known_from,
            )
            for where, key, known_from, row in shown
        ]
        answers.sort(key=_order)
        return answers

    def _standing(self, told: list[Entry]) -> Iterator[Entry]:
        streams = self.streams(dict.fromkeys(entry.stream for entry in told))
        for entry in told:
            stands = as_corrected(streams[entry.stream], entry.position)
            if stands is not None:
                yield stands

    def _may_be_in_force(self, row: Row) -> bool:
        day = self.as_at
        return day is None or (
            row.from_earliest <= day and row.to_latest >= (day if self.first is None else self.first)
        )

    def on_its_last_day(self) -> Register:
        """The register as at one day: of a month or a year, the last."""
        return self if self.first is None else replace(self, first=None)

    @property
    def day(self) -> str | None:
        """The day that it is asked about, or the month or the year, as it is written; None: at any time."""
        if self.as_at is None:
            return None
        text = day_text(self.as_at)
        if self.first is None:
            return text
        return text[:4] if day_text(self.first).endswith("-01-01") and text.endswith("-12-31") else text[:7]

    @cached_property
    def notes(self) -> tuple[str, ...]:
        """What is to be said with every answer from it: what is amiss with the database, and how far its tables lag."""
        with self.datastore.read() as connection:
            amiss = self.datastore.amiss(connection)
        return (*map(_doubted, amiss[:_SAID]), *self._lag)

    @property
    def _lag(self) -> tuple[str, ...]:
        if not self.behind:
            return ()
        entries = "1 entry" if self.behind == 1 else f"{self.behind} entries"
        return (
            f"answered as of entry {self.head}: the tables of the answers have come no further, and you may only read; "
            f"without {entries} recorded since",
        )

    @property
    def is_public(self) -> bool:
        """Whether it answers to anybody, so that what is exempt is withheld."""
        return self.showing is Showing.PUBLIC

    @property
    def withheld(self) -> Mapping[int, str]:
        """The entries known that are withheld from whoever it answers to, each with the reason."""
        return {at: reason for at, reason in self.log.unsealing.withheld.items() if at <= self.known_at}

    @cached_property
    def last_entry(self) -> Entry | None:
        """The last entry that is known; None where there is none, or it is withheld."""
        return self.log.entry(self.known_at) if self.known_at else None

    @cached_property
    def called(self) -> dict[str, str]:
        """What subjects are called whose names have been read, for all who say them."""
        return {}

    @cached_property
    def _ahead(self) -> dict[tuple[Any, ...], list[RowAsAt[Any]]]:
        """What has been read before it was asked for."""
        return {}

    @cached_property
    def log(self) -> Log:
        """The log as it may be shown here."""
        return Log(self.datastore, showing=self.showing)


def _doubted(what: str) -> str:
    return f"the database is not as it should be, and may not show what was recorded: {what}; `govledger audit verify`"


_position: Final = attrgetter("position")
_order: Final = attrgetter("order")
_known_from: Final = attrgetter("known_from")
_MANY: Final = 5_000
"""Of how many values one query asks several tables; databases take only so many."""
_TOGETHER: Final = 300
"""How many rows with some words, and rows of how many subjects, are read at once."""


def caught_up(datastore: Datastore, *also: AnyProjection) -> int:
    """Bring the tables of all projections, and of those given, up to the end of the log; returns its position.

    Raises:
        NotAllowed: whoever asks may not write.
    """
    with datastore.read() as connection:
        if not datastore.may_write(connection):
            raise not_brought_up("have not been made by this release yet")
    from projections.engine.catalogue import all_projections  # with every question there is
    from projections.engine.projector import Projector

    return Projector(datastore, dict.fromkeys((*all_projections(), *also))).catch_up()


def not_brought_up(what: str) -> NotAllowed:
    """The refusal of an answer from tables that whoever asks may not bring up."""
    return NotAllowed(
        f"the tables that this is answered from {what}, and you may only read",
        "any question of somebody who may write to the ledger makes them (on a standby: one that is asked of the "
        "primary); `govledger audit replay` needs none",
    )


def certainty(row: Row, day: int | None, first: int | None = None) -> Certainty:
    """How certain it is that what a row says is so, on a day or, with None, at the time that it says.

    With `first`, at some time from that day to the other. What is only expected, proposed, anticipated, inferred,
    disputed or unknown is never more than possible.
    """
    found = Certainty.YES
    if day is not None and first is not None:
        # It was certainly so on some day of the period if the days on which it certainly was reach into it; or if it
        # certainly began in it, or ended in it, whichever day that was.
        surely = (
            max(row.from_latest, first) <= min(row.to_earliest, day)
            or first <= row.from_earliest <= row.from_latest <= day
            or first <= row.to_earliest <= row.to_latest <= day
        )
        perhaps = row.from_earliest <= day and first <= row.to_latest
        found = Certainty.YES if surely else Certainty.POSSIBLY if perhaps else Certainty.NO
    elif day is not None:
        found = in_force_between(row.from_earliest, row.from_latest, row.to_earliest, row.to_latest, day)
    if found is Certainty.YES and row.standing not in IN_BEING:
        return Certainty.POSSIBLY
    return found


class Gathering(Generic[R]):
    """A projection's answers by stream or by the values of a column, each asked of the tables at most once."""

    def __init__(
        self, register: Register, projection: Projection[R], *, by: str = "stream", in_one_go: bool = False
    ) -> None:
        self._register, self._projection, self._by, self._in_one_go = register, projection, by, in_one_go
        self._found: dict[str, tuple[RowAsAt[R], ...]] = {}

    def of(self, value: str) -> tuple[RowAsAt[R], ...]:
        """The answers of a stream, or with a value in the column, oldest first."""
        if self._in_one_go:
            return self._all.get(value, ())
        if value not in self._found:
            asked: dict[str, Any] = {self._by: value}
            self._found[value] = tuple(self._register.rows(self._projection, **asked))
        return self._found[value]

    def learn(self, values: Iterable[str | None]) -> None:
        """Ask for the answers of many streams, or with many values, with few queries."""
        for part in self._parts(values):
            found: dict[str, list[RowAsAt[R]]] = {value: [] for value in part}
            asked: dict[str, Any] = {self._by: part}
            for answer in self._register.rows(self._projection, **asked):
                for value in self._values(answer):
                    if value in found:
                        found[value].append(answer)
            self._found |= {value: tuple(answers) for value, answers in found.items()}

    def lookups(self, values: Iterable[str | None]) -> Iterator[Lookup]:
        """What is looked up to learn of many values."""
        return (Lookup.by(self._projection, self._by, part) for part in self._parts(values))

    def _parts(self, values: Iterable[str | None]) -> Iterator[tuple[str, ...]]:
        left = iter([] if self._in_one_go else list(dict.fromkeys(v for v in values if v and v not in self._found)))
        return iter(lambda: tuple(islice(left, _TOGETHER)), ())

    @cached_property
    def _all(self) -> dict[str, tuple[RowAsAt[R], ...]]:
        grouped: dict[str, list[RowAsAt[R]]] = {}
        for answer in self._register.rows(self._projection):
            for value in self._values(answer):
                grouped.setdefault(value, []).append(answer)
        return {value: tuple(answers) for value, answers in grouped.items()}

    def _values(self, answer: RowAsAt[R]) -> Iterable[str]:
        if self._by == "stream":
            return (answer.stream,)
        held = value_of(answer.row, self._by)
        return dict.fromkeys(held) if isinstance(held, tuple) else (held,)


def learn_together(register: Register, *wanted: tuple[Gathering[Any], Collection[str | None]]) -> None:
    """Have gatherings learn of many values, all of it with one query; of very many with one for each."""
    if sum(len(values) for _, values in wanted) <= _MANY:
        register.read_ahead(*(each for gathering, values in wanted for each in gathering.lookups(values)))
    for gathering, values in wanted:
        gathering.learn(values)
