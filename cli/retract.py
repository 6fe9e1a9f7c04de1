"""`govledger retract`: an entry should not be in the record."""

from __future__ import annotations

from typing import Any

import click

from cli.params import EntryNumber
from cli.provenance_options import Clerk, recording
from ledger.vocabulary.corrections import EntryRetracted


@click.command("retract")
@click.argument("entry", type=EntryNumber(min=1), metavar="ENTRY")
@click.option("--reason", "--why", "why", required=True, help="Why it is withdrawn, in a sentence.")
@recording
def command(clerk: Clerk, entry: int, why: str) -> None:
    """Withdraw an entry that should not be in the record; it stays in the log, and `--known-at` still shows it.

    Withdraw a correction or a retraction to undo it.

    \b
    govledger retract 12 --reason 'recorded for the wrong person'
    """
    ledger = clerk.session.ledger
    given: dict[str, Any] = {"source": clerk.source} if clerk.source_said else {}
    given |= {
        "note": clerk.note or "",
        "although": clerk.although or "",
        "erasable": clerk.personal,
        "dry_run": clerk.dry_run,
    }
    clerk.account_for(ledger.retract(EntryRetracted(entry=entry, why=why), **given))
