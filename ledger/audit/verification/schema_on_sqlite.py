"""SQLite: its table of contents, held line by line against that of a ledger just made in memory.

SQLite keeps of each table, index, view and trigger the very text that made it, and reads that text anew whenever the
file is opened. So the texts are compared, but for their white space, of which the library that writes them has the say.
"""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from typing import Final, NamedTuple

from ledger.audit.verification.findings import Finding
from ledger.audit.verification.schema import Compared, Derived, missed, otherwise, parts_of, some_of, strange, wrong
from ledger.store import Datastore

_CONTENTS: Final = (
    "SELECT type, name, tbl_name, sql FROM sqlite_master "
    "WHERE NOT (type IN ('table', 'index') AND name LIKE 'sqlite#_%' ESCAPE '#') ORDER BY type, name"
)
_SPACE: Final = re.compile(r" ?([(),]) ?")
_DOES_SOMETHING: Final = re.compile(r"\b(INSERT|UPDATE|DELETE|REPLACE|IGNORE)\b", re.IGNORECASE)
_SAID_ONLY: Final = re.compile(r"'[^']*'|--[^\n]*|/\*.*?(\*/|$)", re.DOTALL)


class _Made(NamedTuple):
    """A line of the table of contents."""

    kind: str
    name: str
    table: str
    text: str

    @property
    def shown(self) -> str:
        return f"{self.kind} '{self.name}'"

    @property
    def does_something(self) -> bool:
        """Whether a trigger does more than look or refuse."""
        _, _, body = _SAID_ONLY.sub(" ", self.text).partition("BEGIN")
        return bool(_DOES_SOMETHING.search(body))


def look(datastore: Datastore, statements: tuple[str, ...], derived: Derived) -> Compared:
    """Compare a ledger's table of contents with the one that these statements make."""
    due = {(made.kind, made.name): made for made in _due(statements)}
    with datastore.read() as connection:
        found = [_made(*line) for line in datastore.execute(connection, _CONTENTS)]
    ours = {made.name for made in due.values() if made.kind == "table"}
    findings: list[Finding] = []
    foreign: list[str] = []
    for made in found:
        like = due.get((made.kind, made.name))
        if like == made:
            continue
        if made.kind == "trigger":
            findings += _trigger(made, like, made.table in ours or derived.is_derived(made.table))
        elif like is not None:
            findings.append(otherwise(f"the {made.shown}", _parts(made), _parts(like)))
        elif made.kind == "view" and (made.name in ours or derived.is_derived(made.name)):
            findings.append(wrong(f"'{made.name}' is no table but a view: readers see what it makes up"))
        elif not derived.is_derived(made.table):
            foreign.append(made.shown)
    there = {(made.kind, made.name) for made in found}
    findings += _lacking([made for where, made in due.items() if where not in there])
    if foreign:
        findings.append(strange(f"there is in the ledger's file what no ledger has: {some_of(foreign)}"))
    guards = {made for made in due.values() if made.kind == "trigger"}
    return Compared(findings, frozenset(made.name for made in guards - set(found)))


def _due(statements: tuple[str, ...]) -> list[_Made]:
    with closing(sqlite3.connect(":memory:")) as fresh:
        for statement in statements:
            fresh.execute(statement)
        return [_made(*line) for line in fresh.execute(_CONTENTS)]


def _made(kind: str, name: str, table: str, text: object) -> _Made:
    return _Made(kind, name, table, _SPACE.sub(r"\1", re.sub(r"\s+", " ", str(text))).strip())


def _trigger(made: _Made, like: _Made | None, is_on_ours: bool) -> list[Finding]:
    """One that is not as the migrations make it; a hollow one in a guard's place is told among those that are idle."""
    if not is_on_ours:
        return [strange(f"there is a {made.shown} on '{made.table}', which no ledger has")]
    if like is not None and like.table == made.table and not made.does_something:
        return []
    return [wrong(f"the {made.shown} on '{made.table}' is none of a ledger's: it can change what is recorded next")]


def _lacking(lacking: list[_Made]) -> list[Finding]:
    tables = [wrong(f"the {made.shown} is not there") for made in lacking if made.kind == "table"]
    return [*tables, *missed(made.name for made in lacking if made.kind == "index")]


def _parts(made: _Made) -> list[str]:
    """The columns and what else stands in the brackets, then what stands behind them."""
    if made.kind != "table" or "(" not in made.text:
        return [made.text]
    _, _, rest = made.text.partition("(")
    within, _, behind = rest.rpartition(")")
    return [*parts_of(within), *parts_of(behind)]
