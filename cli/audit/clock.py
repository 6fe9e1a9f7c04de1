"""`govledger audit clock`: say of entries that a clock which ran ahead has stamped them."""

from __future__ import annotations

import click

from cli.account import report
from cli.params import EDTF, EntryNumber
from cli.session import ledger_option, session_of
from ledger.vocabulary.dates import When


@click.command("clock")
@click.argument("first", type=EntryNumber(min=1), metavar="FIRST")
@click.argument("last", type=EntryNumber(min=1), metavar="LAST")
@click.option("--were", type=EDTF, required=True, help="When they were recorded in truth, in EDTF.")
@click.option("--why", required=True, metavar="TEXT", help="What happened, in a sentence; it is recorded.")
@click.option("--recorder", metavar="NAME", help="Who records. [env: GOVLEDGER_RECORDER]")
@ledger_option
@click.pass_context
def command(ctx: click.Context, first: int, last: int, were: When, why: str, recorder: str | None) -> None:
    """Record that the entries from FIRST to LAST were stamped by a clock that ran ahead, once it is right again.

    The entry that says so is stamped with the right time, and so are all that follow. `audit verify` then takes the
    times of those entries for what they are: wrong, and declared. Nothing of them is changed.

    \b
    govledger audit clock 41 43 --were 2026-11-29 --why 'the battery of the machine had failed'
    """
    from ledger.recording.clock_correction import declare_wrong_clock

    session = session_of(ctx)
    session.recorder_option = recorder
    outcome = declare_wrong_clock(session.ledger, first, last, were=were, why=why)
    ctx.exit(report(outcome, dry_run=False, asked={"command": "audit clock", "why": why}, form="table"))
