"""`govledger audit key`: which key seals the ledger, and where it is."""

from __future__ import annotations

import click

from cli.answering import format_option
from cli.keys import which_key
from cli.output import Listing, Row, Said, columns, render
from cli.session import ledger_option, session_of


@click.group("key")
def command() -> None:
    """The key that seals the ledger."""


@command.command("show")
@format_option
@ledger_option
@click.pass_context
def show(ctx: click.Context, form: str) -> None:
    """List the verifier keys of the ledger, newest last, with where the signing key is looked for.

    A verifier key from here is as trustworthy as the database: whoever audits compares it with the one that was
    written down when the ledger was made.
    """
    from ledger.audit.trail import Trail

    datastore = session_of(ctx).datastore
    with datastore.read() as connection:
        keys = Trail(datastore, connection).keys()
    rows = []
    for number, (since, key) in enumerate(keys, 1):
        where = which_key(key).value if number == len(keys) else None
        rows.append(Row({"since_entry": since, "verifier_key": key.text, "signing_key": where}))
    listing = Listing(columns("since_entry", "verifier_key", "signing_key"), tuple(rows), empty=_UNSEALED)
    render(listing, Said({"question": "audit key show"}), form)


_UNSEALED = "the ledger is not sealed: nobody has given it a key (see `govledger audit seal`)"
