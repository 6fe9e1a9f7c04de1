"""`govledger log`: the entries, in the order in which they were recorded."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from cli.asking import question
from cli.params import ANYTHING, EntryNumber
from ledger.vocabulary.event import CATALOGUE
from projections.answers.entries import LOG, row_of_entry, row_withheld
from projections.answers.from_register import listing
from projections.answers.known_subjects import known_subject
from projections.answers.listing import Listing

if TYPE_CHECKING:
    from ledger.entries.entry import Entry
    from projections.engine.register import Register


@click.command("log")
@click.option("--subject", type=ANYTHING, help="Only entries that mention a subject, as body:icb.")
@click.option("--type", "event", type=click.Choice(list(CATALOGUE)), metavar="NAME", help="Only of one type.")
@click.option("--after", type=EntryNumber(min=0), default=0, metavar="ENTRY", help="Only entries after that one.")
@click.option("-n", "--last", type=EntryNumber(min=1), metavar="N", help="Only the last so many.")
@question(as_at="ever")
def command(register: Register, last: int | None, **only: Any) -> Listing:
    """List the entries as they were recorded, corrections and retractions among them.

    With `--as-at`, only what may have happened by that day. With `--public` an exempt entry is a number and the reason;
    where only some entries are asked for, it is not there, since that it is would tell what it says.
    """
    only["subject"] = only["subject"] and known_subject(register, only["subject"])
    found = [row_of_entry(entry) for entry in _entries(register, **only)]
    if register.as_at is None and not (only["subject"] or only["event"]):
        withheld = (row_withheld(*each) for each in register.withheld.items() if each[0] > only["after"])
        found = sorted([*found, *withheld], key=lambda row: row.entries)
    return listing(register, found[-last:] if last else found, *LOG)


def _entries(register: Register, subject: str | None, event: str | None, after: int) -> Iterator[Entry]:
    types = [event] if event else []
    told = register.log.entries(after=after, upto=register.known_at, types=types, tag=subject or "")
    return (entry for entry in told if register.as_at is None or entry.occurred.earliest <= register.as_at)
