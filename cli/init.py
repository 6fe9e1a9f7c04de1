"""`govledger init`: make a new, empty ledger."""

from __future__ import annotations

from pathlib import Path

import click

from cli.session import ledger_option, session_of


@click.command("init")
@ledger_option
@click.pass_context
def command(ctx: click.Context) -> None:
    """Make a new ledger: its tables, and the triggers that keep its entries from being changed.

    \b
    govledger init
    govledger init --ledger ./minutes.db
    govledger init --ledger postgresql://clerk@localhost/governance
    """
    from ledger import store
    from ledger.store.opening import read_url, shown
    from projections import ALL, Projector

    chosen = session_of(ctx).where
    if chosen.by == "the default":
        Path(chosen.value.removeprefix("sqlite:///")).parent.mkdir(parents=True, exist_ok=True)
    made = store.create(chosen.value)
    ctx.call_on_close(made.close)
    Projector(made, ALL).catch_up()
    click.echo(f"Made a ledger at {shown(read_url(chosen.value))} (from {chosen.by}).", err=True)
