"""`govledger audit receipt`: one small file that proves offline that an entry is in the ledger."""

from __future__ import annotations

from pathlib import Path

import click

from cli.asking import public_option
from cli.audit.files import out_option, write
from cli.params import EntryNumber
from cli.session import ledger_option, session_of
from cli.terminal import say


@click.command("receipt")
@click.argument("entry", type=EntryNumber(min=1))
@click.option("--bare", is_flag=True, help="Leave the entry itself out; whoever checks must have it from elsewhere.")
@public_option
@out_option
@ledger_option
@click.pass_context
def command(ctx: click.Context, entry: int, bare: bool, public: bool, out: Path | None) -> None:
    """Print the receipt of an entry: the entry, its path to the root, and the signed root (c2sp.org/tlog-proof).

    Whoever has it can show for ever that the entry was recorded, also if the ledger denies it one day. With --public
    that of an exempt entry is bare.

    \b
    govledger audit receipt 17 --out entry-17.tlog-proof
    govledger audit check entry-17.tlog-proof --key verifier-key.txt
    """
    from ledger.audit.proof_desk import ProofDesk

    with ProofDesk.of(session_of(ctx).datastore) as office:
        withheld = office.withheld(entry) if public else ""
        write(office.receipt(entry, with_entry=not (bare or withheld)).text, out)
        if withheld:
            say(f"Note: the entry itself is withheld: {withheld}.")
        say(f"Entry {entry} is among the {office.head.size} that the checkpoint covers.")
