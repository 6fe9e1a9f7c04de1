"""`govledger audit key`: which key seals the ledger and where it is, and handing over to a new one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from cli.account import report
from cli.asking import format_option
from cli.config import in_full, remember_key
from cli.keys import default_place, key_option, which_key
from cli.lazy import Verbs
from cli.params import today
from cli.rendering import Said, render
from cli.session import ledger_option, session_of
from cli.terminal import say
from projections.answers.listing import Listing, Row, columns

if TYPE_CHECKING:
    from ledger.transparency.keys import VerifierKey

_UNSEALED: Final = "the ledger is not sealed: nobody has given it a key (see `govledger audit seal`)"


@click.group("key", cls=Verbs)
def command() -> None:
    """The key that seals the ledger."""


@command.command("show")
@format_option
@ledger_option
@click.pass_context
def show(ctx: click.Context, form: str) -> None:
    """List the ledger's verifier keys, the one in force last, with where its signing key is looked for.

    A verifier key from here is as trustworthy as the database: whoever audits compares it with the one that was
    written down when the ledger was made.
    """
    from ledger.audit.trail_tables import Trail

    datastore = session_of(ctx).datastore
    with datastore.read() as connection:
        keys = Trail(datastore, connection).keys()
    rows = []
    for number, (since, key) in enumerate(keys, 1):
        where = which_key(key).value if number == len(keys) else None
        rows.append(Row({"since_entry": since, "verifier_key": key.text, "signing_key": where}))
    listing = Listing(columns("since_entry", "verifier_key", "signing_key"), tuple(rows), empty=_UNSEALED)
    render(listing, Said({"question": "audit key show"}), form)


@command.command("rotate")
@click.option("--why", required=True, metavar="TEXT", help="Why, in a sentence; it is recorded.")
@click.option("--recorder", metavar="NAME", help="Who records. [env: GOVLEDGER_RECORDER]")
@key_option
@ledger_option
@click.pass_context
def rotate(ctx: click.Context, why: str, recorder: str | None, key_file: Path | None) -> None:
    """Make a new key and hand over to it: an entry says so, and the checkpoint over it is signed by both keys.

    The old key's file is renamed and kept: a backup from before the rotation can only be gone on from with it.
    After a theft, what was recorded since the last checkpoint that somebody else holds cannot be trusted.

    \b
    govledger audit key rotate --why 'the clerk who held the key has left'
    """
    from ledger.recording.key_custody import rotate as hand_over
    from ledger.transparency.keys import SigningKey
    from ledger.vocabulary.dates import when
    from projections import ALL, Projector

    session = session_of(ctx)
    session.recorder_option = recorder
    old = session.ledger.signer()
    successor = SigningKey.generate(old.key.name)
    place = _place_of(old.path, old.key.verifier, successor.verifier, key_file)
    outcome = hand_over(session.ledger, successor, place, why=why, on=when(today().isoformat()))
    if key_file is not None:
        remember_key(successor.name, place)
    Projector(session.ledger.datastore, ALL).catch_up()
    code = report(outcome, dry_run=False, asked={"command": "audit key rotate", "why": why}, form="table")
    say(f"The new signing key is in {place}; the new verifier key, to be written down:")
    click.echo(successor.verifier.text)
    ctx.exit(code)


def _place_of(old_file: Path | None, old: VerifierKey, new: VerifierKey, key_file: Path | None) -> Path:
    """Where the new key goes: where it is told to, beside an old one in its default place, or into the old one's."""
    if key_file is not None:
        return in_full(key_file).absolute()
    if old_file is None or old_file == default_place(old):
        return default_place(new)
    return old_file
