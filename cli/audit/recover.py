"""`govledger audit recover`: say that a backup was restored, and go on from it."""

from __future__ import annotations

import click

from cli.account import report
from cli.params import today
from cli.session import ledger_option, session_of


@click.command("recover")
@click.option("--why", required=True, metavar="TEXT", help="What happened, in a sentence; it is recorded.")
@click.option("--recorder", metavar="NAME", help="Who records. [env: GOVLEDGER_RECORDER]")
@ledger_option
@click.pass_context
def command(ctx: click.Context, why: str, recorder: str | None) -> None:
    """Record that the ledger goes on from a backup, after a restoration that this machine has noticed.

    The entry names how many entries had been seen, and their root; whatever came after the backup is not in the
    ledger any more, and everybody can see that from now on. The old high-water mark is kept beside the key.

    \b
    govledger audit recover --why 'the disk failed on 3 May; restored from the tape of 2 May'
    """
    from ledger.recording.key_custody import recover
    from ledger.vocabulary.dates import when
    from projections import ALL, Projector

    session = session_of(ctx)
    session.recorder_option = recorder
    outcome = recover(session.ledger, why=why, on=when(today().isoformat()))
    Projector(session.ledger.datastore, ALL).catch_up()
    ctx.exit(report(outcome, dry_run=False, asked={"command": "audit recover", "why": why}, form="table"))
