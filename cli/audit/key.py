"""`govledger audit key`, `seal`, `recover`: the key that seals the ledger, and going on from a backup."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import click

from cli.account import report
from cli.asking import format_option
from cli.config import in_full, remember_key
from cli.keys import default_place, discard, key_option, key_options, name_for, new_signer, tell_key, which_key
from cli.lazy import Verbs
from cli.params import today
from cli.rendering import render
from cli.session import ledger_option, session_of
from cli.terminal import progress_bar, say
from ledger.refusals import Refusal
from projections.answers.formats import Said
from projections.answers.question import Answer, Column, Line

if TYPE_CHECKING:
    from ledger.transparency.keys import VerifierKey

_UNSEALED: Final = "the ledger is not sealed: nobody has given it a key (see `govledger audit seal`)"


class KeyLine(Line, frozen=True, kw_only=True):
    """A key that the ledger was, or is, sealed with."""

    since_entry: Annotated[int, Column("From which entry on")]
    verifier_key: Annotated[str, Column("By which anybody can check a seal")]
    signing_key: Annotated[str | None, Column("Where the key that signs is looked for; of the one in force")]


@click.group("key", cls=Verbs)
def key() -> None:
    """The key that seals the ledger."""


@key.command("show")
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
        rows.append(KeyLine(since_entry=since, verifier_key=key.text, signing_key=where))
    render(Answer(rows, row=KeyLine, empty=_UNSEALED), Said({"question": "audit key show"}), form)


@key.command("rotate")
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

    session = session_of(ctx)
    session.recorder_option = recorder
    old = session.ledger.signer()
    successor = SigningKey.generate(old.key.name)
    place = _place_of(old.path, old.key.verifier, successor.verifier, key_file)
    outcome = hand_over(session.ledger, successor, place, why=why, on=when(today().isoformat()))
    if key_file is not None:
        remember_key(successor.name, place)
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


@click.command("seal")
@key_options
@ledger_option
@click.pass_context
def seal(ctx: click.Context, origin: str | None, key_file: Path | None) -> None:
    """Make a signing key for a ledger that has none, and sign the entries that it holds, as they stand today.

    For ledgers that an earlier release made, and those made with `init --unsealed`. What was done to entries
    before they were sealed, nobody can find out from the trail.

    \b
    govledger audit seal --origin ledger.example.gov.uk/board
    """
    from ledger.recording.key_custody import seal as seal_ledger

    session = session_of(ctx)
    datastore = session.datastore
    signer = new_signer(name_for(session.where) if origin is None else origin, key_file)
    try:
        with progress_bar("Sealing") as tell:
            count = seal_ledger(datastore, signer, tell)
    except Refusal:
        discard(signer)
        raise
    say(f"Sealed {count} {'entry' if count == 1 else 'entries'}.")
    tell_key(signer, key_file)


@click.command("recover")
@click.option("--why", required=True, metavar="TEXT", help="What happened, in a sentence; it is recorded.")
@click.option("--recorder", metavar="NAME", help="Who records. [env: GOVLEDGER_RECORDER]")
@ledger_option
@click.pass_context
def recover(ctx: click.Context, why: str, recorder: str | None) -> None:
    """Record that the ledger goes on from a backup, after a restoration that this machine has noticed.

    The entry names how many entries had been seen, and their root; whatever came after the backup is not in the
    ledger any more, and everybody can see that from now on. The old high-water mark is kept beside the key.

    \b
    govledger audit recover --why 'the disk failed on 3 May; restored from the tape of 2 May'
    """
    from ledger.recording.key_custody import recover as go_on_from_backup
    from ledger.vocabulary.dates import when

    session = session_of(ctx)
    session.recorder_option = recorder
    outcome = go_on_from_backup(session.ledger, why=why, on=when(today().isoformat()))
    ctx.exit(report(outcome, dry_run=False, asked={"command": "audit recover", "why": why}, form="table"))
