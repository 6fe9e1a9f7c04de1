"""`govledger audit seal`: give a key to a ledger that was kept without one."""

from __future__ import annotations

from pathlib import Path

import click

from cli.keys import discard, key_options, name_for, new_signer, tell_key
from cli.progress import progress_bar
from cli.session import ledger_option, session_of
from cli.terminal import say
from ledger.refusals import Refusal


@click.command("seal")
@key_options
@ledger_option
@click.pass_context
def command(ctx: click.Context, origin: str | None, key_file: Path | None) -> None:
    """Make a signing key for a ledger that has none, and sign the entries that it holds, as they stand today.

    For ledgers that an earlier release made, and those made with `init --unsealed`. What was done to entries
    before they were sealed, nobody can find out from the trail.

    \b
    govledger audit seal --origin ledger.example.gov.uk/board
    """
    from ledger.recording.key_custody import seal

    session = session_of(ctx)
    datastore = session.datastore
    signer = new_signer(name_for(session.where) if origin is None else origin, key_file)
    try:
        with progress_bar("Sealing") as tell:
            count = seal(datastore, signer, tell)
    except Refusal:
        discard(signer)
        raise
    say(f"Sealed {count} {'entry' if count == 1 else 'entries'}.")
    tell_key(signer, key_file)
