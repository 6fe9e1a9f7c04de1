"""`govledger init`: make a new, empty ledger, and the key that seals it."""

from __future__ import annotations

from pathlib import Path

import click

from cli.keys import discard, key_options, name_for, new_signer, tell_key
from cli.session import ledger_option, session_of
from ledger.refusals import Refusal


@click.command("init")
@key_options
@click.option("--unsealed", is_flag=True, help="Make no key: nothing can be proven until `govledger audit seal`.")
@ledger_option
@click.pass_context
def command(ctx: click.Context, origin: str | None, key_file: Path | None, unsealed: bool) -> None:
    """Make a new ledger: its tables, the triggers that keep its entries from being changed, and its signing key.

    The key is kept outside the database and is never written over; every recording is signed with it. Keep a
    copy of its file, and write down the verifier key that is printed: with that, anybody can check the ledger.

    \b
    govledger init
    govledger init --ledger ./minutes.db --origin ledger.example.gov.uk/board
    govledger init --ledger postgresql://clerk@localhost/governance --key /media/stick/board.key
    """
    from ledger import store
    from ledger.audit.sealing import begin
    from ledger.store.opening import read_url, shown
    from projections import ALL, Projector

    if unsealed and (origin or key_file):
        raise click.UsageError("an unsealed ledger has no key: leave out --origin and --key", ctx)
    chosen = session_of(ctx).where
    if chosen.by == "the default":
        Path(chosen.value.removeprefix("sqlite:///")).parent.mkdir(parents=True, exist_ok=True)
    signer = None if unsealed else new_signer(name_for(chosen) if origin is None else origin, key_file)
    try:
        made = store.create(chosen.value)
    except Refusal:
        discard(signer)
        raise
    ctx.call_on_close(made.close)
    if signer is not None:
        begin(made, signer.key.verifier)
    Projector(made, ALL).catch_up()
    click.echo(f"Made a ledger at {shown(read_url(chosen.value))} (from {chosen.by}).", err=True)
    if signer is not None:
        tell_key(signer, key_file)
