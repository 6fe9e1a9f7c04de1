"""The table of a projection: bitemporal rows on SQLite or PostgreSQL, written in batches, found by index.

Each version of a row stands there once: known from one position of the log until (not including) another,
or `STILL` if it is what is known today. A column that holds several texts and is to be found by has a small
table beside it with one line for each text.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from functools import cache
from itertools import accumulate, chain
from operator import itemgetter
from typing import Any, Final, Generic, TypeAlias
from zlib import crc32

from ledger.database.datastore import Connection
from ledger.store import Datastore
from ledger.words import Phrase
from projections.engine.columns import TableColumn, layout_of
from projections.engine.engine import AnyProjection, Change, Projection
from projections.engine.rows import R, Row

STILL: Final = (1 << 53) - 1
"""The `known_to` of what is known today; beyond every position, and exact in every JSON reader."""
_KEYS: Final = ("stream", "key", "known_from", "known_to")
_AT_ONCE: Final = 500
"""How many lines are made before they are written: so many stay in the processor's cache from the one to the other."""
_RULES: Final = "2: with the corrections of corrections"
"""What every row rests on; another text once that changes for the rows of all projections."""

Found: TypeAlias = tuple[str, str, int, R]
Wanted: TypeAlias = tuple[str, list[Any]]
"""Which rows of a table are wanted: a condition, and the values in it."""
Version: TypeAlias = tuple[str, str, int, int, Row]
"""Of a row: its stream, key, known from, known to, and the row."""


def in_streams_that_mention(count: int) -> str:
    """The condition that a row or an entry is of a stream in which some entry mentions one of so many subjects."""
    return (
        '"stream" IN (SELECT entries.stream FROM entry_tags JOIN entries ON entries.position = entry_tags.position '
        f"WHERE entry_tags.tag IN ({', '.join('?' * count)}))"
    )


class Batch:
    """The changes of one projection in one batch: versions to write, versions in the table to close."""

    def __init__(self) -> None:
        self.closed: list[tuple[int, str, str]] = []
        self._over: list[Version] = []
        self._open: dict[tuple[str, str], Change] = {}

    def note(self, change: Change) -> None:
        """Close the row's former version and open its new one, at the change's position."""
        where = change.stream, change.key
        if change.former is not None:
            if (opened := self._open.pop(where, None)) is not None:
                self._over.append((*where, opened.position, change.position, change.former))
            else:
                self.closed.append((change.position, *where))
        if change.row is not None:
            self._open[where] = change

    def versions(self) -> Iterable[Version]:
        """What to write."""
        yield from self._over
        for change in self._open.values():
            assert change.row is not None
            yield change.stream, change.key, change.position, STILL, change.row


class Table(Generic[R]):
    """The table of one projection in one ledger's database."""

    def __init__(self, projection: Projection[R], datastore: Datastore) -> None:
        self.projection = projection
        self._datastore = datastore
        self._form = form = _form_of(projection, datastore.keyed)
        self.name, self.columns, self.made_as = form.name, form.layout.columns, form.made_as
        self._words = datastore.words_index(self.name) if projection.word_index else ([], [])

    @property
    def statements(self) -> list[str]:
        """What makes the table, those beside it and the indexes."""
        return [*self._form.definition, *self._words[0], *self._indexes()]

    @property
    def all_names(self) -> list[str]:
        """The names of the table and of those beside it."""
        return [self.name, *self._tables_beside(), *self._tables_of_words()]

    def make(self, connection: Connection, there: Collection[str]) -> None:
        """Make the table, empty and without its indexes, in the place of those of its tables that are there."""
        for table in (*self._tables_of_words()[:1], *self._tables_beside(), self.name):
            if table in there:
                self._datastore.execute(connection, f"DROP TABLE IF EXISTS {table}")
        for statement in (*self._form.definition, *self._words[0]):
            self._datastore.execute(connection, statement)

    def index(self, connection: Connection) -> None:
        """Make the indexes; done once the table has been filled, which is several times faster."""
        for statement in self._indexes():
            self._datastore.execute(connection, statement)
        if self.projection.word_index:
            self._datastore.count_words(connection, self.name)

    def write(self, connection: Connection, batch: Batch) -> None:
        """Write what a batch has changed."""
        if batch.closed:
            self._datastore.execute_many(connection, self._form.close, batch.closed)
        versions = sorted(batch.versions())  # neighbours go to the same page; no two are of one row and position
        for start in range(0, len(versions), _AT_ONCE):
            lines = self._lines(versions[start : start + _AT_ONCE])
            self._datastore.insert(connection, self.name, self._form.quoted, lines)
        for column in self._form.many:
            texts = self._form.layout.value(column.name)
            lines = [(text, *v[:3]) for v in versions for text in dict.fromkeys(texts(v[4]))]
            self._datastore.insert(connection, f"{self.name}_{column.name}", ('"value"', *self._form.quoted[:3]), lines)
        if self.projection.word_index:
            words = self._form.layout.value("words")
            self._datastore.index_words(connection, self.name, sorted((v[2], words(v[4])) for v in versions))

    def find(self, connection: Connection, known_at: int, *more: Any, **asked: Any) -> list[Found[R]]:
        """The rows that are `wanted`."""
        condition, values = self.wanted(known_at, *more, **asked)
        lines, row = (
            self._datastore.execute(connection, f"{self._form.select} WHERE {condition}", values),
            self._form.row,
        )
        return [(line[0], line[1], line[2], row(line[0], line[3:])) for line in lines]

    def select(self, connection: Connection, what: str, values: Sequence[Any], wanted: Wanted, order: str) -> list[Any]:
        """What is said by expressions over the rows that are `wanted`, in an order."""
        condition, more = wanted
        sql = f"SELECT {what} FROM {self.name} WHERE {condition} ORDER BY {order}"
        return self._datastore.execute(connection, sql, [*values, *more])

    def wanted(
        self,
        known_at: int,
        day: int | None = None,
        stream: str | tuple[str, ...] | None = None,
        mentioning: tuple[str, ...] = (),
        first: int | None = None,
        not_before: int | None = None,
        **equals: Any,
    ) -> Wanted:
        """The rows known at a position, by choice those that may be in force on a day, and that have these values.

        With `first`, on some day from that one to the other; with `not_before`, those that may have begun on a day or
        later; with `mentioning`, those of streams in which some entry mentions one of some subjects. A tuple stands for
        any of its values.
        """
        conditions = ['"known_from" <= ?', '"known_to" > ?']
        values: list[Any] = [known_at, known_at]
        if day is not None:
            conditions = [*conditions, '"from_earliest" <= ?', '"to_latest" >= ?']
            values = [*values, day, day if first is None else first]
        if stream is not None:
            streams = (stream,) if isinstance(stream, str) else stream
            conditions = [*conditions, f'"stream" IN ({", ".join("?" * len(streams))})']
            values = [*values, *streams]
        if mentioning:
            conditions, values = [*conditions, in_streams_that_mention(len(mentioning))], [*values, *mentioning]
        for name, value in equals.items():
            condition, written = self._equals(self._column(name), value if isinstance(value, tuple) else (value,))
            conditions, values = [*conditions, condition], [*values, *written]
        if not_before is not None:
            conditions, values = [*conditions, '"from_latest" >= ?'], [*values, not_before]
        return " AND ".join(conditions), values

    def having(
        self,
        connection: Connection,
        phrases: Sequence[Phrase],
        known_at: int,
        day: int | None,
        before: int,
        most: int,
        **equals: Any,
    ) -> list[Found[R]]:
        """The rows known at a position in which all the phrases stand: the last ones known from before another."""
        source, condition, values, number = self._datastore.having(self.name, '"known_from"', phrases)
        conditions, values = [condition, f"{number} < ?", '"known_to" > ?'], [*values, before, known_at]
        if day is not None:
            conditions, values = [*conditions, '"from_earliest" <= ?', '"to_latest" >= ?'], [*values, day, day]
        for name, value in equals.items():
            same, written = self._equals(self._column(name), value if isinstance(value, tuple) else (value,))
            conditions, values = [*conditions, same], [*values, *written]
        selected = self._form.select.removesuffix(self.name)
        sql = f"{selected}{source} WHERE {' AND '.join(conditions)} ORDER BY {number} DESC LIMIT ?"
        return [self._found(line) for line in self._datastore.execute(connection, sql, [*values, most])]

    def earliest(
        self, known_at: int, begun_by: int | None, column: str, passed: Collection[int] = (), **equals: Any
    ) -> tuple[str, list[Any]]:
        """What says of the subject `asked."id"` in a column by which entry it is told first, when, and why.

        It is an expression, so that many tables can be asked about many subjects at once; the rows that became what
        they are by the entries `passed` are passed over.
        """
        conditions = ['"known_from" <= ?', '"known_to" > ?', self._condition(column, '= asked."id"')]
        values: list[Any] = [known_at, known_at]
        for name, value in equals.items():
            condition, written = self._equals(self._column(name), value if isinstance(value, tuple) else (value,))
            conditions, values = [*conditions, condition], [*values, *written]
        if begun_by is not None:
            conditions, values = [*conditions, '"from_latest" <= ?'], [*values, begun_by]
        if passed:
            conditions = [*conditions, f'"known_from" NOT IN ({", ".join("?" * len(passed))})']
            values = [*values, *passed]
        told = """CAST("known_from" AS TEXT) || ' ' || "since" || ' ' || "entries\""""
        order = '"from_earliest", "from_latest", "known_from", "key"'
        return f"(SELECT {told} FROM {self.name} WHERE {' AND '.join(conditions)} ORDER BY {order} LIMIT 1)", values

    def versions(self, connection: Connection, streams: Sequence[str]) -> list[tuple[str, str, int, int, R]]:
        """Every version of the rows of these streams: stream, key, known from, known to, row."""
        marks = ", ".join("?" * len(streams))
        sql = f'SELECT {", ".join(self._form.quoted)} FROM {self.name} WHERE "stream" IN ({marks})'
        found = []
        for stream, key, known_from, known_to, *values in self._datastore.execute(connection, sql, streams):
            found.append((stream, key, known_from, known_to, self._found((stream, key, known_from, *values))[3]))
        return found

    def astray(self, connection: Connection) -> list[tuple[str, str, str]]:
        """TableColumn, stream and key of rows that are not found by all their texts, or by one that is not theirs."""
        found = []
        for column in self._form.many:
            texts = self._datastore.each_text(f'held."{column.name}"')
            said = f'SELECT held."stream", held."key", held."known_from", said.value FROM {self.name} AS held, {texts}'
            kept = f'SELECT "stream", "key", "known_from", "value" FROM {self.name}_{column.name}'
            for one, other in ((said, kept), (kept, said)):
                rows = self._datastore.execute(connection, f"SELECT * FROM ({one} EXCEPT {other}) AS astray LIMIT 11")
                found += [(column.name, stream, key) for stream, key, *_ in rows]
        if self.projection.word_index:
            numbers = self._datastore.astray_words(connection, self.name, '"known_from"')
            marks = ", ".join("?" * len(numbers))
            sql = f'SELECT "stream", "key" FROM {self.name} WHERE "known_from" IN ({marks})'
            rows = self._datastore.execute(connection, sql, numbers) if numbers else []
            found += [("words", stream, key) for stream, key in rows or [("", "") for _ in numbers]]
        return found

    def says(self, row: Row) -> dict[str, Any]:
        """What a row says, by column."""
        return {name: value for name, (value,) in zip(self.columns, self._form.layout.values([row]), strict=True)}

    def count(self, connection: Connection) -> int:
        """How many versions of rows the table holds."""
        found: int = self._datastore.execute(connection, f"SELECT count(*) FROM {self.name}")[0][0]
        return found

    def last_told(self, connection: Connection) -> int:
        """The last entry by which a row of the table became what it is, or was over."""
        sql = f'SELECT max(CASE WHEN "known_to" = {STILL} THEN "known_from" ELSE "known_to" END) FROM {self.name}'
        return self._datastore.execute(connection, sql)[0][0] or 0

    def _equals(self, column: TableColumn, wanted: tuple[Any, ...]) -> tuple[str, list[Any]]:
        """The condition that a column holds one of some values, and the values as they are written there."""
        among = f"IN ({', '.join('?' * len(wanted))})" if len(wanted) > 1 else "= ?"
        written = map(str, wanted) if column.many else column.write(wanted) if column.write else wanted
        return self._condition(column.name, among), list(written)

    def _condition(self, name: str, among: str) -> str:
        """That what a column holds, or one of the texts in it, is among some."""
        if name != "stream" and self._column(name).many:
            version = '"stream", "key", "known_from"'
            return f'({version}) IN (SELECT {version} FROM {self.name}_{name} WHERE "value" {among})'
        return f'"{name}" {among}'

    def _column(self, name: str) -> TableColumn:
        if name not in self.columns:
            raise TypeError(f"rows of '{self.projection.name}' have no column '{name}'")
        return self.columns[name]

    def _lines(self, versions: Sequence[Version]) -> list[tuple[Any, ...]]:
        """The lines of the table for versions of rows, made column by column."""
        *keys, rows = zip(*versions, strict=True)
        columns = self._form.layout.values(rows)
        for i, write in self._form.writes:
            columns[i] = list(write(columns[i]))
        return list(zip(*keys, *columns, strict=True))

    def _found(self, line: Sequence[Any]) -> Found[R]:
        return line[0], line[1], line[2], self._form.row(line[0], line[3:])

    def _indexes(self) -> list[str]:
        found = [name for name in self.projection.finds if not self.columns[name].many]
        found += ["known_from"] if self.projection.word_index else []
        return [*(f'CREATE INDEX {self.name}_by_{name} ON {self.name} ("{name}")' for name in found), *self._words[1]]

    def _tables_beside(self) -> list[str]:
        return [f"{self.name}_{column.name}" for column in self.columns.values() if column.many]

    def _tables_of_words(self) -> list[str]:
        return self._datastore.words_tables(self.name) if self.projection.word_index else []


def find_together(
    datastore: Datastore, connection: Connection, asked: Sequence[tuple[Table[Any], Wanted]]
) -> list[list[Found[Any]]]:
    """The rows that are wanted of several tables, with one query."""
    if not asked:
        return []
    found: list[list[Found[Any]]] = [[] for _ in asked]
    forms = [table._form for table, _ in asked]
    selections = _side_by_side(tuple(forms))
    parts = [
        f"SELECT {number}, {columns} WHERE {condition}"
        for number, ((columns, _), (_, (condition, _))) in enumerate(zip(selections, asked, strict=True))
    ]
    values = [value for _, (_, values) in asked for value in values]
    for line in datastore.run(connection, " UNION ALL ".join(parts), values):  # kept, if at all, as rows
        number = line[0]
        found[number].append((line[1], line[2], line[3], forms[number].row(line[1], selections[number][1](line))))
    return found


@cache
def _side_by_side(forms: tuple[_Form, ...]) -> list[tuple[str, Callable[[Sequence[Any]], Sequence[Any]]]]:
    """Of each table what to select such that columns of one type stand below one another, and how to get its own back.

    Types go with columns in a union, so that a table with fewer columns of a type has nothing in place of the others.
    """
    types = [[column.sql.partition(" ")[0] for column in form.layout.columns.values()] for form in forms]
    room = {kind: max(each.count(kind) for each in types) for kind in dict.fromkeys(chain.from_iterable(types))}
    begins = dict(zip(room, accumulate((0, *room.values())), strict=False))
    found: list[tuple[str, Callable[[Sequence[Any]], Sequence[Any]]]] = []
    for form, kinds in zip(forms, types, strict=True):
        chosen = [f"CAST(NULL AS {kind})" for kind, several in room.items() for _ in range(several)]
        places, used = list[int](), Counter[str]()
        for name, kind in zip(form.layout.columns, kinds, strict=True):
            places.append(begins[kind] + used[kind])
            used[kind] += 1
            chosen[places[-1]] = f'"{name}"'
        columns = f'"stream", "key", "known_from", {", ".join(chosen)} FROM {form.name}'
        found.append((columns, itemgetter(*(4 + place for place in places))))
    return found


class _Form:
    """What the table of a projection is like on databases of one kind, and its statements: made once in a process."""

    def __init__(self, projection: AnyProjection, keyed: str) -> None:
        self.name = f"projected_{projection.name}"
        row: type[Row] = projection.row
        self.layout = layout_of(row, projection.handles)
        columns = self.layout.columns
        self.writes = [(i, c.write) for i, c in enumerate(columns.values()) if c.write]
        self.row = self.layout.row
        self.many = [columns[name] for name in projection.finds if columns[name].many]
        self.quoted = tuple(f'"{name}"' for name in (*_KEYS, *columns))
        self.close = f'UPDATE {self.name} SET "known_to" = ? WHERE "stream" = ? AND "key" = ? AND "known_to" = {STILL}'
        self.select = f'SELECT "stream", "key", "known_from", {", ".join(self.quoted[len(_KEYS) :])} FROM {self.name}'
        self.definition = self._definition(keyed)
        words = ["words"] if projection.word_index else []
        shape = "; ".join([*self.definition, *projection.finds, *words, _RULES]).encode()
        self.made_as = f"v{projection.version}: {crc32(shape):08x}/{len(shape)}"
        """In short, by what it is made; a ledger whose table was made by something else gets it made anew."""

    def _definition(self, keyed: str) -> list[str]:
        own = ", ".join(f'"{column.name}" {column.sql}' for column in self.layout.columns.values())
        keys = '"stream" TEXT NOT NULL, "key" TEXT NOT NULL, "known_from" BIGINT NOT NULL'
        by_key = '"stream", "key", "known_from"'
        made = [f'CREATE TABLE {self.name} ({keys}, "known_to" BIGINT NOT NULL, {own}, PRIMARY KEY ({by_key})){keyed}']
        for column in self.many:
            beside = f'"value" TEXT NOT NULL, {keys}, PRIMARY KEY ("value", {by_key})'
            made.append(f"CREATE TABLE {self.name}_{column.name} ({beside}){keyed}")
        return made


@cache
def _form_of(projection: AnyProjection, keyed: str) -> _Form:
    return _Form(projection, keyed)
