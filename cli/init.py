"""`govledger init`: make a new, empty ledger, and the key that seals it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from cli.keys import discard, key_options, name_for, new_signer, tell_key, which_key
from cli.session import ledger_option, session_of
from cli.terminal import say

if TYPE_CHECKING:
    from ledger.store import Datastore


@click.command("init")
@key_options
@click.option("--unsealed", is_flag=True, help="Make no key: nothing can be proven until `govledger audit seal`.")
@click.option("--roles", is_flag=True, help="PostgreSQL: also make the roles; of a ledger that is there, only these.")
@click.option("--print", "only_print", is_flag=True, help="With --roles: print their SQL, for whoever may make roles.")
@ledger_option
@click.pass_context
def command(
    ctx: click.Context, origin: str | None, key_file: Path | None, unsealed: bool, roles: bool, only_print: bool
) -> None:
    """Make a new ledger: its tables, the triggers that keep its entries from being changed, and its signing key.

    The key is kept outside the database and is never written over; every recording is signed with it. Keep a
    copy of its file, and write down the verifier key that is printed: with that, anybody can check the ledger.

    On PostgreSQL, --roles makes two groups for those who use the ledger, DATABASE_recorder and DATABASE_reader,
    with no more rights than they need; `GRANT council_recorder TO amina` makes Amina a clerk.

    \b
    govledger init
    govledger init --ledger ./minutes.db --origin ledger.example.gov.uk/board
    govledger init --ledger postgresql://clerk@localhost/governance --key /media/stick/board.key
    """
    from ledger import store
    from ledger.audit.sealing import begin
    from ledger.database.address import read_address
    from projections import ALL, Projector

    if unsealed and (origin or key_file):
        raise click.UsageError("an unsealed ledger has no key: leave out --origin and --key", ctx)
    if only_print and not roles:
        raise click.UsageError("--print goes with --roles", ctx)
    if roles and _is_there(ctx):
        _make_roles(session_of(ctx).datastore, only_print)
        return
    chosen = session_of(ctx).where
    address = read_address(chosen.value)  # no key is made for a ledger that there cannot be
    if chosen.by == "the default":
        Path(chosen.value.removeprefix("sqlite:///")).parent.mkdir(parents=True, exist_ok=True)
    signer = None if unsealed else new_signer(name_for(chosen) if origin is None else origin, key_file)
    try:
        made = store.create(chosen.value)
    except BaseException as error:
        discard(signer)
        if isinstance(error, store.CannotOpen) and _is_there(ctx):
            _tell_what_is_there(session_of(ctx).datastore)
        raise
    ctx.call_on_close(made.close)
    if signer is not None:
        begin(made, signer.key.verifier)
    Projector(made, ALL).catch_up()
    say(f"Made a ledger at {address.shown} (from {chosen.by}).")
    if signer is not None:
        tell_key(signer, key_file)
    if roles:
        _make_roles(made, only_print)


def _is_there(ctx: click.Context) -> bool:
    """Whether the ledger has been made already."""
    from ledger.store import CannotOpen

    try:
        return bool(session_of(ctx).datastore)
    except CannotOpen:
        return False


def _tell_what_is_there(datastore: Datastore) -> None:
    """Say what the ledger is sealed with: an `init` that was killed may not have come to that."""
    from ledger.audit.trail_tables import Trail

    with datastore.read() as connection:
        keys = Trail(datastore, connection).keys()
    if not keys:
        say("It is not sealed: `govledger audit seal` gives it a key.")
        return
    _, key = keys[-1]
    say(f"Its signing key is looked for in {which_key(key).value}. Its verifier key, to be written down:")
    click.echo(key.text)


def _make_roles(datastore: Datastore, only_print: bool) -> None:
    from ledger.store.roles import make_roles, role_names, role_statements

    if only_print:
        click.echo("\n".join(f"{statement};" for statement in role_statements(datastore)))
        return
    make_roles(datastore)
    recorder, reader = role_names(datastore)
    say(f"Made the roles {recorder} and {reader}; grant one to each user, as: GRANT {recorder} TO ...")
