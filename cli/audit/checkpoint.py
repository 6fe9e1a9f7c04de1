"""`govledger audit checkpoint`: the newest signed tree head, to be kept where the ledger is not."""

from __future__ import annotations

from pathlib import Path

import click

from cli.audit.files import out_option, write
from cli.session import ledger_option, session_of
from cli.terminal import say


@click.command("checkpoint")
@out_option
@ledger_option
@click.pass_context
def command(ctx: click.Context, out: Path | None) -> None:
    """Print the newest signed checkpoint: some 200 octets that fix every entry up to now.

    Give it to somebody who does not look after the database: the auditor, another council, a printed agenda.
    With it, `govledger audit verify --against` finds out whatever is done to those entries later.

    \b
    govledger audit checkpoint --out 2019-04-30.checkpoint
    """
    from ledger.audit.proof_desk import ProofDesk

    with ProofDesk.of(session_of(ctx).datastore) as office:
        write(office.note.text, out)
        say(f"It covers {office.head.size} entries of {office.head.origin}.")
