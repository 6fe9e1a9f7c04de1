"""More than fifty edits on each database of what is no row of an entry: schema, storage, rights and settings.

They stand in `edits_sqlite.sql` and `edits_postgresql.sql`: a line with what is done and what it comes to, then the
statements, which somebody with every right runs on a ledger like that of the attacks. Whoever reads something else for
it must be told, and whoever does not must not be alarmed.
"""

from __future__ import annotations

import re
from enum import Enum
from pathlib import Path
from typing import Final, NamedTuple

from ledger.audit.verification import Check

_HEADING: Final = re.compile(r"-- (.*): (\w+)(?: by (\w+))?\n")
_AFTERWARDS: Final = "-- afterwards\n"


class Outcome(Enum):
    """What verify makes of an edit."""

    FOUND = "found"
    """Somebody may read, or the database keep, something else than what was recorded: exit 1."""
    NAMED = "named"
    """No ledger has it, and nobody reads anything else for it yet: a note that is told unasked."""
    NOTHING = "nothing"
    """No reader, and nothing that is kept, depends on it."""
    REFUSED = "refused"
    """The ledger does not open, and it is said why."""
    UNSEEN = "unseen"
    """From inside the database; it takes a copy on another server, or a bundle, to tell."""


class Edit(NamedTuple):
    """What is done, by which statements, and what comes of it; `undo` is what else would keep the database there."""

    what: str
    outcome: Outcome
    found_by: Check | None
    do: tuple[str, ...]
    undo: tuple[str, ...]


def edits_of(backend: str) -> list[Edit]:
    """The edits that a database knows."""
    text = Path(__file__).with_name(f"edits_{backend}.sql").read_text()
    _, *parts = _HEADING.split(text)
    return [_edit(*parts[at : at + 4]) for at in range(0, len(parts), 4)]


def _edit(what: str, outcome: str, by: str | None, statements: str) -> Edit:
    do, _, undo = statements.partition(_AFTERWARDS)
    return Edit(what, Outcome(outcome), Check(by) if by else None, _each(do), _each(undo))


def _each(statements: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in statements.split(";\n") if part.strip())
