"""What a recording command did: the entries as rows on stdout, the sum of it and all contradictions on stderr."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final

from msgspec.structs import replace

from cli.exits import Exit, say_refused
from cli.rendering import render
from cli.terminal import say
from ledger.entries.entry import PENDING, Entry
from ledger.vocabulary.provenance import Standing
from ledger.vocabulary.subjects import name_of
from projections.answers.entries import says, shortened
from projections.answers.formats import Said
from projections.answers.listing import Listing, Row, TableColumn, columns, dated

if TYPE_CHECKING:
    from ledger.recording.outcome import Outcome

LONGEST_ACCOUNT: Final = 30
"""Entries; a table of more that were recorded scrolls away what a clerk has to read, and `log` has them all."""
COLUMNS: Final = columns(
    TableColumn("entry"),
    TableColumn("type", tabled=False),
    TableColumn("subject", tabled=False),
    TableColumn("statement", scripted=False),
    dated("occurred", "date"),
    TableColumn("standing"),
    TableColumn("says", text=shortened),
)


def report(outcome: Outcome, *, dry_run: bool, asked: Mapping[str, Any], form: str) -> Exit:
    """Say what was done and what was not; returns the code to end with."""
    rows = tuple(_row(entry) for entry in outcome.recorded)
    if form != "table" or dry_run or 0 < len(rows) <= LONGEST_ACCOUNT:
        render(Listing(_columns(rows), rows, empty=""), Said(asked), form)
    say(_sum_of(outcome, dry_run))
    if len(rows) > LONGEST_ACCOUNT and not dry_run and form == "table":
        before = min(entry.position for entry in outcome.recorded) - 1
        say(f"`govledger log --after {before}` lists them.")
    for entry in outcome.unsaid:
        say(f"Note: entry {entry.position} ({entry.event.TYPE}) is no longer stated; it stands")
    for entry in outcome.overtaken:
        by, what = ", ".join(map(str, entry.corrected_by)), f"entry {entry.position} ({entry.event.TYPE})"
        say(f"Note: {what} was corrected by {by} since and says otherwise; it stands as corrected")
    for contradiction in outcome.contradictions:
        say_refused(contradiction)
    return Exit.CONTRADICTED if outcome.contradictions else Exit.FINE


def _columns(rows: Iterable[Row]) -> tuple[TableColumn, ...]:
    """Tables leave the standing out where all is minuted, as most things are."""
    tabled = any(row.cells["standing"] != Standing.MINUTED for row in rows)
    return tuple(replace(column, tabled=tabled) if column.key == "standing" else column for column in COLUMNS)


def _row(entry: Entry) -> Row:
    is_recorded = 0 < entry.position < PENDING
    cells = {
        "entry": entry.position if is_recorded else None,
        "type": entry.event.TYPE,
        "subject": entry.stream,
        "statement": f"{entry.event.TYPE} {name_of(entry.stream)}",
        "occurred": entry.occurred,
        "standing": entry.standing.value,
        "says": says(entry.event),
    }
    return Row(cells, (entry.position,) if is_recorded else ())


def _sum_of(outcome: Outcome, dry_run: bool) -> str:
    recorded, already, against = len(outcome.recorded), len(outcome.already), len(outcome.contradictions)
    if dry_run:
        parts = [f"{_entries(recorded)} would be recorded"]
    elif recorded:
        positions = [entry.position for entry in outcome.recorded]
        parts = [f"Recorded {_entries(recorded)}: {_range(positions)}"]
    else:
        parts = ["Nothing new; nothing recorded"]
    parts += [f"{already} recorded before"] if already else []
    parts += [f"{against} left out, against what is recorded"] if against else []
    return "; ".join(parts) + "."


def _entries(count: int) -> str:
    return f"{count} {'entry' if count == 1 else 'entries'}"


def _range(positions: Iterable[int]) -> str:
    all_of_them = sorted(positions)
    if len(all_of_them) > 2 and all_of_them[-1] - all_of_them[0] == len(all_of_them) - 1:
        return f"{all_of_them[0]} to {all_of_them[-1]}"
    return ", ".join(map(str, all_of_them))
