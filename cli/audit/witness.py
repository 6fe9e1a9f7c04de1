"""`govledger audit witness` and `cosigned`: cosign somebody's checkpoint, and keep what witnesses said of one's own."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cli.audit.files import out_option, read, write
from cli.audit.trust import PolicyType, VerifierKeyType
from cli.session import ledger_option, session_of
from cli.terminal import say

if TYPE_CHECKING:
    from ledger.transparency.consistency_proof import ConsistencyProof
    from ledger.transparency.note import Note


@click.command("witness")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path), required=False)
@click.option("--key", "key_file", type=click.Path(path_type=Path), required=True, help="Your witness's key file.")
@click.option("--new", "name", metavar="NAME", help="Make that key file first, for a witness of this name.")
@click.option("--of", "log", type=VerifierKeyType(), help="The verifier key of the ledger, got from its owner.")
@out_option
def witness(file: Path | None, key_file: Path, name: str | None, log: str | None, out: Path | None) -> None:
    """Cosign the checkpoint in FILE (c2sp.org/tlog-cosignature), for a second council or an auditor.

    FILE is a checkpoint at the first time; later a proof of growth from the one that was cosigned last, as
    `govledger audit prove --from` makes it. What was seen is kept beside the key: no ledger gets two histories
    cosigned. The ledger takes the cosigned checkpoint in with `govledger audit cosigned`.

    \b
    govledger audit witness --key witness.key --new northmoor.example/audit
    govledger audit witness theirs.checkpoint --key witness.key --of verifier-key.txt --out cosigned.checkpoint
    """
    if name is not None:
        _make(key_file, name)
    if file is None:
        if name is None:
            raise click.UsageError("name the checkpoint to cosign, or make a key with --new")
        return
    if log is None:
        raise click.UsageError("say with --of which ledger's key must have signed the checkpoint")
    _cosign(file, key_file, log, out)


def _make(key_file: Path, name: str) -> None:
    from ledger.transparency.keys import COSIGNATURE, SigningKey, write_key

    key = SigningKey.generate(name, COSIGNATURE)
    write_key(key_file, key)
    say("The witness's verifier key, to be given to whoever relies on it:")
    click.echo(key.verifier.text)


def _cosign(file: Path, key_file: Path, log: str, out: Path | None) -> None:
    from ledger.transparency.keys import COSIGNATURE, parse_verifier_key, read_key
    from ledger.transparency.witness import Witness

    witness = Witness(read_key(key_file, COSIGNATURE), key_file.with_name(f"{key_file.name}.seen"))
    note = witness.cosign(_offered(file), parse_verifier_key(log), int(time.time()))
    write(note.text, out)


def _offered(file: Path) -> Note | ConsistencyProof:
    from ledger.transparency.consistency_proof import HEADER, parse_consistency_proof
    from ledger.transparency.errors import Malformed
    from ledger.transparency.note import parse_note

    octets = read(file)
    try:
        return parse_consistency_proof(octets) if octets.startswith(HEADER.encode()) else parse_note(octets)
    except Malformed as wrong:
        raise click.BadParameter(f"{file}: {wrong}", param_hint="FILE") from wrong


@click.command("cosigned")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--policy", type=PolicyType(), required=True, help="Your trust file, with the witnesses' keys.")
@ledger_option
@click.pass_context
def cosigned(ctx: click.Context, file: Path, policy: Any) -> None:
    """Keep the cosignatures on FILE, a checkpoint of this ledger that witnesses of the policy have cosigned.

    \b
    govledger audit cosigned cosigned.checkpoint --policy council.policy
    """
    from ledger.audit.trail_tables import keep_cosignatures
    from ledger.transparency.errors import Malformed

    witnesses = [witness.key for witness in policy[0].witnesses.values()]
    try:
        names = keep_cosignatures(session_of(ctx).datastore, read(file), witnesses)
    except Malformed as wrong:
        raise click.BadParameter(f"{file}: {wrong}", param_hint="FILE") from wrong
    say(f"Kept what {', '.join(names)} said." if names else "It was kept already.")
