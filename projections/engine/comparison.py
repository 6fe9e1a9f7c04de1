"""Verifies the projections' tables: every version of every row, against the log folded afresh.

The versions of a stream's rows come from its entries, taken one after the other; those known today besides from
one fold of all that count. Both must be what the table holds, and the small tables by which rows are found must
say what the rows say.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, Final, TypeAlias

from eventsourcing.persistence import PersistenceError

from ledger.audit.verification.findings import Check, Finding, Several
from ledger.audit.verification.schema import Derived, some_of
from ledger.database.errors import Unreadable
from ledger.entries.corrections import effective
from ledger.entries.entry import Entry
from ledger.store import Datastore, Log
from projections.engine.catalogue import all_projections
from projections.engine.engine import AnyProjection, Change, Engine, fold
from projections.engine.replay import TOGETHER, told
from projections.engine.rows import Row
from projections.engine.table_set import STANDINGS, TableSet
from projections.engine.tables import STILL, Batch, Table

Versions: TypeAlias = dict[tuple[str, str, int], tuple[int, Row]]
"""By stream, key and the position from which it is known: until when it is, and the row."""
_NOT_COMPARED: Final = (
    "not compared, since another release has made them; any question of somebody who may write makes them anew"
)
_STRANGE: Final = (
    "SELECT DISTINCT stream FROM {table} WHERE stream NOT IN (SELECT stream FROM entries) ORDER BY 1 LIMIT 11"
)


def differences(
    datastore: Datastore,
    projections: Collection[AnyProjection] | None = None,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> Iterator[Finding]:
    """Where the tables say something else than the log up to the entry that they have come to.

    Nothing is brought up first, or what somebody did to them would be written over. Those that another release has
    made are not compared: nobody is answered from them.
    """
    chosen = TableSet(datastore, all_projections() if projections is None else projections)
    with datastore.read() as connection:
        standing = chosen.standing(connection)
    outdated = chosen.outdated(standing)
    if outdated:
        yield _noted(f"{_NOT_COMPARED}: {_these(outdated, chosen)}")
    by_reach: dict[int, list[str]] = {}
    for name in chosen.projections.keys() - set(outdated):
        by_reach.setdefault(min(standing.positions[name], standing.head), []).append(name)
    found = Several(Check.PROJECTIONS, "rows differ")
    for reach, names in sorted(by_reach.items()):
        if reach < standing.head:
            yield _noted(f"compared as of entry {reach}, which they have come to: {_these(names, chosen)}")
        tables = {name: chosen.table(name) for name in chosen.projections if name in names}
        _compare_upto(datastore, tables, reach, found, progress)
        for table in tables.values():
            _compare_whole(datastore, table, found)
    yield from found


def reach(datastore: Datastore, projections: Collection[AnyProjection] | None = None) -> Iterator[Finding]:
    """Whether the tables have come as far as is noted: by a wrong note they would never be brought up again."""
    tables = TableSet(datastore, all_projections() if projections is None else projections)
    with datastore.read() as connection:
        standing = tables.standing(connection)
    outdated = tables.outdated(standing)
    for name, position in standing.positions.items():
        says = f"{name}: the table is said to have come to entry {position}, and"
        if position > standing.head:
            yield _wrong(f"{says} the log ends at {standing.head}; whoever asks next makes it anew")
        elif name not in outdated and (last := _last_told(datastore, tables.table(name))) > position:
            yield _wrong(f"{says} has rows of entry {last}; whoever records or asks next makes it anew")


def _last_told(datastore: Datastore, table: Table[Any]) -> int:
    try:
        with datastore.read() as connection:
            return table.last_told(connection)
    except PersistenceError:
        return 0  # what it is instead, or that it is not there, is said by the check of the schema


def _compare_upto(
    datastore: Datastore,
    tables: Mapping[str, Table[Any]],
    upto: int,
    found: Several,
    progress: Callable[[int, int], None],
) -> None:
    streams = Log(datastore).streams(upto=upto)
    try:
        for done in range(0, len(streams), TOGETHER):
            part = streams[done : done + TOGETHER]
            _compare(datastore, tables, dict(told(datastore, part, upto)), found)
            progress(min(done + TOGETHER, len(streams)), len(streams))
    except Unreadable as refusal:
        found.add(f"the log cannot be folded any further: {refusal.place}: {refusal.problem}")


def versions(projections: Collection[AnyProjection], entries: Sequence[Entry]) -> dict[str, Versions]:
    """Every version of the rows that one stream's entries ever came to, by projection."""
    engine = Engine(projections, lambda _, upto: [entry for entry in entries if entry.position <= upto])
    batches: dict[str, Batch] = {projection.name: Batch() for projection in projections}
    for entry in entries:
        for change in engine.advance(entry):
            _note(batches[change.projection.name], change)
    return {
        name: {(stream, key, since): (until, row) for stream, key, since, until, row in batch.versions()}
        for name, batch in batches.items()
    }


def _note(batch: Batch, change: Change) -> None:
    batch.note(change)
    assert not batch.closed, "a version was closed that was never opened"


def _compare(
    datastore: Datastore, tables: Mapping[str, Table[Any]], streams: Mapping[str, list[Entry]], found: Several
) -> None:
    projections = [table.projection for table in tables.values()]
    due: dict[str, Versions] = {name: {} for name in tables}
    for entries in streams.values():
        for name, told_of in versions(projections, entries).items():
            due[name] |= told_of
    for name, table in tables.items():
        _compare_rows(table, due[name], _held(datastore, table, list(streams)), found)
        _compare_fold(table.projection, due[name], streams, found)


def _held(datastore: Datastore, table: Table[Any], streams: list[str]) -> Versions | str:
    try:
        with datastore.read() as connection:
            rows = table.versions(connection, streams)
    except (ValueError, LookupError, TypeError, PersistenceError) as broken:
        return f"a row cannot be read: {broken}"
    return {(stream, key, since): (until, row) for stream, key, since, until, row in rows}


def _compare_rows(table: Table[Any], due: Versions, held: Versions | str, found: Several) -> None:
    name = table.projection.name
    if isinstance(held, str):
        found.add(f"{name}: {held}")
        return
    for where in sorted(due.keys() | held.keys()):
        stream, key, since = where
        if due.get(where) == held.get(where):
            continue
        what = f"{name}: the row '{key}' of {stream}" if key else f"{name}: the row of {stream}"
        if where not in held:
            found.add(f"{what}, known from entry {since} on, is missing from the table", since)
        elif where not in due:
            found.add(f"{what}, known from entry {since} on, does not follow from the log", since)
        else:
            unlike = _unlike(table, due[where], held[where])
            found.add(f"{what}, known from entry {since} on, is not what the log says: {unlike}", since)


def _compare_fold(projection: AnyProjection, due: Versions, streams: Mapping[str, list[Entry]], found: Several) -> None:
    """Whether what is known today is one fold of what counts, which is all that replay does."""
    today = {(stream, key): row for (stream, key, _), (until, row) in due.items() if until == STILL}
    folded = {
        (stream, key): row
        for stream, entries in streams.items()
        for key, row in fold(projection, effective(entries)).items()
    }
    for where in sorted(today.keys() | folded.keys()):
        if today.get(where) != folded.get(where):
            found.add(f"{projection.name}: the log folded afresh gives another row '{where[1]}' of {where[0]}")


def _compare_whole(datastore: Datastore, table: Table[Any], found: Several) -> None:
    """What only shows in a whole table: streams that the log has not, and the lists by which rows are found."""
    try:
        with datastore.read(as_one=True) as connection:
            for (stream,) in datastore.execute(connection, _STRANGE.format(table=table.name)):
                found.add(f"{table.projection.name}: there are rows of {stream}, of which the log has no entry")
            for column, stream, key in table.astray(connection):
                which = f"the row '{key}' of {stream} is not found" if stream else "rows that are not there are found"
                found.add(f"{table.projection.name}: {which} by its {column}")
    except PersistenceError as broken:
        found.add(f"{table.projection.name}: the table cannot be read: {broken}")


def _unlike(table: Table[Any], due: tuple[int, Row], held: tuple[int, Row]) -> str:
    """The first few fields that differ, as the log has them and as the table does."""
    if due[0] != held[0]:
        return f"known until {_until(due[0])} by the log, {_until(held[0])} in the table"
    log_says, table_says = table.says(due[1]), table.says(held[1])
    fields = ((name, log_says[name], table_says[name]) for name in log_says)
    told_apart = (f"{name} is {log!r} by the log, {row!r} in the table" for name, log, row in fields if log != row)
    return "; ".join(islice(told_apart, 2))


def _these(names: Sequence[str], of: TableSet) -> str:
    return "the tables of all answers" if len(names) == len(of.names) else some_of(names)


def _noted(says: str) -> Finding:
    return Finding(Check.PROJECTIONS, says, wrong=False, aloud=True)


def _wrong(says: str) -> Finding:
    return Finding(Check.PROJECTIONS, says)


def _until(position: int) -> str:
    return "now" if position == STILL else f"entry {position}"


def derived(datastore: Datastore, projections: Collection[AnyProjection] | None = None) -> Derived:
    """How the tables of answers are to be made that are there; what another release has made is told apart."""
    tables = TableSet(datastore, all_projections() if projections is None else projections)
    with datastore.read() as connection:
        made_as = tables.standing(connection).made_as
        there = datastore.has_table(connection, "projections")
    statements, pending = [f"CREATE TABLE {STANDINGS}"] if there else [], []
    for name in tables.names:
        table = tables.table(name)
        if made_as.get(name) == table.made_as:
            statements += table.statements
        else:
            pending += table.all_names
    return Derived(tuple(statements), frozenset(pending))
