"""`govledger init`: make a new, empty ledger, and the key that seals it."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from secrets import token_hex
from typing import TYPE_CHECKING

import click

from cli.config import Chosen, remember_key
from cli.keys import KEY_VARIABLE, default_place
from cli.session import ledger_option, session_of
from ledger.refusals import Refusal
from ledger.subjects import slug

if TYPE_CHECKING:
    from ledger.audit.signer import Signer


@click.command("init")
@click.option("--origin", metavar="NAME", help="The ledger's name in checkpoints, as ledger.example.gov.uk/board.")
@click.option("--key", "key_file", type=click.Path(path_type=Path), help="Where to put the signing key.")
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
    signer = None if unsealed else new_signer(origin or _name_for(chosen), key_file)
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


def new_signer(origin: str, key_file: Path | None) -> Signer:
    """A new key for a ledger, in the file that is named or in its default place.

    Raises:
        BadOrigin: no ledger can be called so.
        BadKeyFile: there is a file already, or it cannot be written.
    """
    from ledger.audit.checkpoint import check_origin
    from ledger.audit.keys import SigningKey
    from ledger.audit.signer import Signer

    check_origin(origin)
    key = SigningKey.generate(origin)
    if key_file is None and (given := os.environ.get(KEY_VARIABLE)):
        key_file = Path(given)
    return Signer.make(key_file.expanduser().absolute() if key_file else default_place(key.verifier), key)


def discard(signer: Signer | None) -> None:
    """Take away a key that was made for nothing."""
    if signer is not None and signer.path is not None:
        with suppress(OSError):
            signer.path.unlink()


def tell_key(signer: Signer, key_file: Path | None) -> None:
    """Say where the key is, note it where it is not in its default place, and print the verifier key on stdout."""
    click.echo(f"Its signing key is in {signer.path}: keep a copy of that file where the database is not.", err=True)
    if key_file is not None and signer.path is not None:
        noted = remember_key(signer.key.name, signer.path)
        click.echo(f"Noted so in {noted}.", err=True)
    click.echo("Its verifier key, to be written down and given to whoever audits:", err=True)
    click.echo(signer.key.verifier.text)


def _name_for(chosen: Chosen) -> str:
    """A name for a ledger to which nobody gave one; no two are alike."""
    words = slug(Path(chosen.value.partition("?")[0]).stem, words=4)
    return f"localhost/{words}-{token_hex(4)}"
