"""PostgreSQL: each index read through in its order, and compared with its table read row by row.

PostgreSQL has no check of this kind that every user may run, so both are asked for by way of the planner: with
sequential scans switched off, and then with nothing but those. What it has really done is read from its plan; an
index that it does not read through, because another has the same columns for instance, is named as not looked at;
but for the indexes of words, which are compared with their tables where these are (`Datastore.astray_words`).
Where an index has all rows, their order shows whether each is where it would be looked for. Indexes of expressions
are left alone: to read one in its order would be to run, with the rights of whoever verifies, what somebody else has
put into it.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Any, Final

from ledger.audit.verification.findings import Check, Finding
from ledger.audit.verification.indexes import Index, quoted
from ledger.audit.verification.made_on_postgresql import Due
from ledger.database.datastore import Connection
from ledger.store import Datastore
from ledger.store.migrate import definition_of

_INDEXES: Final = (
    "SELECT i.relname, t.relname, am.amname = 'btree', x.indisvalid AND x.indexprs IS NULL, x.indpred IS NULL, "
    "ARRAY(SELECT pg_get_indexdef(x.indexrelid, n, true) FROM generate_series(1, x.indnkeyatts) AS n ORDER BY n), "
    "NOT EXISTS (SELECT FROM pg_attribute AS a WHERE a.attrelid = t.oid AND a.attnum = ANY (x.indkey) "
    "AND NOT a.attnotnull) "
    "FROM pg_index AS x JOIN pg_class AS i ON i.oid = x.indexrelid JOIN pg_class AS t ON t.oid = x.indrelid "
    "JOIN pg_am AS am ON am.oid = i.relam JOIN pg_namespace AS s ON s.oid = t.relnamespace "
    "WHERE s.nspname NOT LIKE 'pg_%' AND s.nspname <> 'information_schema' AND pg_table_is_visible(t.oid) "
    "AND NOT (am.amname = 'gin' AND i.relname ~ '^projected_.*_by_words$') "
    "ORDER BY 2, 1"
)
_WAYS: Final = (
    *("enable_seqscan", "enable_indexscan", "enable_indexonlyscan", "enable_bitmapscan"),
    *("enable_sort", "enable_incremental_sort"),
)
_BY_INDEX: Final = frozenset({"enable_indexscan"})
_ROW_BY_ROW: Final = frozenset({"enable_seqscan"})
_IN_ITS_ORDER: Final = "SELECT ctid, {kept} FROM {table} {where} ORDER BY {columns}"
_ALL: Final = "SELECT count(*), coalesce(sum(hashtidextended(ctid, 0)), 0)"
_THROUGH: Final = (
    _ALL + ", count(*) FILTER (WHERE {here} < {former}) FROM (SELECT *, {lagging} FROM ({rows}) AS each) AS pairs"
)
_WHOLE: Final = _ALL + " FROM {table} {where}"
_PLACES: Final = "SELECT ctid::text FROM ({rows}) AS each"
_PLACES_AND_ENTRIES: Final = "SELECT ctid::text, {entry} FROM {table} {where}"


def storage_faults(datastore: Datastore) -> Iterator[Finding]:
    """What is wrong with each index, and which could not be looked at.

    One of the ledger's own that is not read through because somebody has laid another of the same columns beside it
    may be what that one hides: while the other is sound, that is a finding.
    """
    unseen: list[str] = []
    hidden: list[tuple[Index, str]] = []
    broken: set[str] = set()
    own = {name for named in Due(definition_of(datastore)).indexes.values() for name in named}
    with datastore.read(as_one=True) as connection:
        counted: dict[str, list[tuple[Any, ...]]] = {}
        for name, table, is_tree, is_plain, is_of_all, columns, never_null in datastore.execute(connection, _INDEXES):
            index = Index(name, table, tuple(columns))
            can_be = is_tree and is_plain and is_of_all != bool(index.where)
            if not can_be or not _may_be_read(datastore, connection, table):
                unseen.append(name)
                continue
            look = _Look(datastore, connection, index, never_null=never_null)
            if look.read_by == [name]:
                found = list(look.compared(counted))
                broken |= {name} if found else set()
                yield from found
            elif (name in own or index.is_of_answers) and look.read_by_another:
                hidden.append((index, look.read_by_another))
            else:
                unseen.append(name)
    for index, beside in hidden:
        if beside not in broken:
            yield index.wrong(f"cannot be looked at beside another of the same columns: drop '{beside}' first")
    if unseen := [*unseen, *(index.name for index, beside in hidden if beside in broken)]:
        says = f"not looked at, as PostgreSQL does not read them through: the indexes {', '.join(unseen)}"
        yield Finding(Check.STORAGE, says, wrong=False, aloud=True)


def _may_be_read(datastore: Datastore, connection: Connection, table: str) -> bool:
    [(may,)] = datastore.execute(connection, "SELECT has_table_privilege(?::regclass, 'SELECT')", (quoted(table),))
    return bool(may)


class _Look:
    """One index beside its table, as the planner is made to read them."""

    def __init__(self, datastore: Datastore, connection: Connection, index: Index, *, never_null: bool) -> None:
        """`never_null`: none of its columns ever is."""
        self._datastore, self._connection, self._index = datastore, connection, index
        self._words = {"table": quoted(index.table), "columns": ", ".join(index.columns)}
        self._words |= {"entry": index.entry, "where": index.where}
        # Columns one by one are compared in half the time of a record; only a record knows an order of NULL.
        kept = index.columns if never_null else (f"ROW({self._words['columns']})",)
        here, former = ([f"{which}_{number}" for number in range(len(kept))] for which in ("here", "former"))
        self._words["kept"] = ", ".join(f"{column} AS {name}" for column, name in zip(kept, here, strict=True))
        self._rows = _IN_ITS_ORDER.format(**self._words)
        lagging = ", ".join(f"lag({now}) OVER () AS {then}" for now, then in zip(here, former, strict=True))
        pair = {"here": f"({', '.join(here)})", "former": f"({', '.join(former)})"}
        self._through = _THROUGH.format(**pair, lagging=lagging, rows=self._rows)

    @cached_property
    def read_by(self) -> list[str]:
        """The indexes that the planner takes when it is to read the rows in this one's order; empty for other ways."""
        [(plan,)] = self._ask(f"EXPLAIN (FORMAT JSON) {self._through}", _BY_INDEX)
        return [str(index) if way == "Index Scan" else "" for way, index in _scans(plan[0]["Plan"])]

    @property
    def read_by_another(self) -> str:
        """The first index that it takes in place of this one; empty where there is none."""
        return next((name for name in self.read_by if name not in ("", self._index.name)), "")

    def compared(self, counted: dict[str, list[tuple[Any, ...]]]) -> Iterator[Finding]:
        """What the index lacks, or has in a wrong place; `counted` keeps what reading a table told, for the next."""
        [(count, digest, astray)] = self._ask(self._through, _BY_INDEX)
        whole = _WHOLE.format(**self._words)
        if whole not in counted:
            counted[whole] = self._ask(whole, _ROW_BY_ROW)
        if [(count, digest)] != counted[whole]:
            yield self._lost()
        elif astray:
            yield self._index.wrong(f"has rows of {self._index.table} in places where nobody looks for them: {astray}")

    def _lost(self) -> Finding:
        found = {place for (place,) in self._ask(_PLACES.format(rows=self._rows), _BY_INDEX)}
        rows = self._ask(_PLACES_AND_ENTRIES.format(**self._words), _ROW_BY_ROW)
        lost = [entry for place, entry in rows if place not in found]
        if not lost:
            return self._index.wrong(f"has rows twice, or such as {self._index.table} does not have")
        return self._index.leaves_out(len(lost), min((entry for entry in lost if entry is not None), default=None))

    def _ask(self, sql: str, by: frozenset[str]) -> list[tuple[Any, ...]]:
        for way in _WAYS:
            self._datastore.execute(self._connection, f"SET LOCAL {way} = {'on' if way in by else 'off'}")
        return self._datastore.execute(self._connection, sql)


def _scans(plan: dict[str, Any]) -> Iterator[tuple[str, str | None]]:
    """The scans of a plan, each with its index."""
    if plan["Node Type"].endswith("Scan") and plan["Node Type"] != "Subquery Scan":
        yield plan["Node Type"], plan.get("Index Name")
    for part in plan.get("Plans", ()):
        yield from _scans(part)
