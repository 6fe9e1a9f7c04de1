"""Schema: whether the database is made as the migrations of this release make one, and nothing stands in the way.

What is hashed is what the tables hold. Views, rules, policies, triggers and types stand between them and whoever asks:
by each of these a reader sees something else, or something else is kept, and no hash tells.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from importlib import import_module
from typing import Final, NamedTuple

from ledger.audit.verification.findings import Check, Finding
from ledger.store import Datastore
from ledger.store.migrate import FORMER, VERSION_TABLE, definition_of

_NAMED: Final = 3
"""How many of several are named before the rest is counted."""


class Derived(NamedTuple):
    """The tables that are made from the log at any time and by no migration."""

    statements: tuple[str, ...] = ()
    """What makes those that this release has made and their indexes."""
    pending: frozenset[str] | None = None
    """The names of those that another release has made, which are made anew at the next question; None: unknown."""

    def is_derived(self, table: str) -> bool:
        """Whether a table is one of those of which nobody said how it is made."""
        by_its_name = table == "projections" or table.startswith("projected_")
        return by_its_name if self.pending is None else table in self.pending


UNKNOWN: Final = Derived()
"""Where nobody said how they are made."""


class Compared(NamedTuple):
    """What a look at a database's catalogue has come to."""

    findings: list[Finding]
    idle: frozenset[str]
    """The triggers by which it is to refuse changes of the record, and does not."""


def schema(datastore: Datastore, derived: Derived) -> Iterator[Finding]:
    """What is not as the migrations make it, and what is there besides."""
    look: Callable[[Datastore, tuple[str, ...], Derived], Compared]
    look = import_module(f"ledger.audit.verification.schema_on_{datastore.backend}").look
    findings, idle = look(datastore, (*definition_of(datastore), *FORMER.values(), *derived.statements), derived)
    yield from findings
    with datastore.read() as connection:
        found = [version for (version,) in datastore.execute(connection, f"SELECT version_num FROM {VERSION_TABLE}")]
    if len(found) > 1:
        yield wrong(f"the ledger says of several schemas that it has them: {some_of(found)}")
    if idle:
        says = (
            "the database does not refuse changes of the record any more: somebody to whom it belongs took these "
            f"triggers away, or switched them off; ask who, when and what for: {some_of(idle)}"
        )
        yield Finding(Check.STRUCTURE, says, wrong=False, aloud=True)


def durability(datastore: Datastore) -> Iterator[Finding]:
    """By which settings of its server a crash could take back what was acknowledged."""
    look: Callable[[Datastore], list[tuple[str, str]]] | None
    look = getattr(import_module(f"ledger.audit.verification.schema_on_{datastore.backend}"), "risks", None)
    for name, what in look(datastore) if look is not None else ():
        yield strange(f"{what}: {name} is off on the server")


def missed(indexes: Iterable[str]) -> list[Finding]:
    """Indexes that are not there: answers take longer; those of derived tables are made once these are filled."""
    gone = [name for name in indexes if name not in FORMER and not name.startswith("projected_")]
    return [strange(f"indexes that this release makes are not there: {some_of(gone)}")] if gone else []


def some_of(names: Collection[str]) -> str:
    """The first few of some names, and how many more there are."""
    known = sorted(names)
    return f"{', '.join(known[:_NAMED])}{f' and {len(known) - _NAMED} more' if len(known) > _NAMED else ''}"


def wrong(says: str) -> Finding:
    """Something by which a reader may see, or the database keep, something else than what was recorded."""
    return Finding(Check.SCHEMA, says)


def strange(says: str) -> Finding:
    """Something that no ledger has, and by which nothing is lost."""
    return Finding(Check.SCHEMA, says, wrong=False, aloud=True)


def otherwise(what: str, found: Iterable[str], due: Iterable[str]) -> Finding:
    """It is made of other parts than it is to be; the first that differ are told."""
    is_there, is_due = list(found), list(due)
    more = [part for part in is_there if part not in is_due]
    less = [part for part in is_due if part not in is_there]
    parts = [f"it has '{more[0]}'"] if more else []
    parts += [f"it lacks '{less[0]}'"] if less else []
    return wrong(f"{what} is not as this release makes it: {' and '.join(parts) or 'its parts have another order'}")


def parts_of(text: str) -> list[str]:
    """A statement, or what stands in its brackets, cut at the commas that stand in no further brackets."""
    parts, depth = [""], 0
    for letter in re.sub(r"\s+", " ", text):
        depth += {"(": 1, ")": -1}.get(letter, 0)
        if letter == "," and depth == 0:
            parts.append("")
        else:
            parts[-1] += letter
    return [part.strip() for part in parts]
