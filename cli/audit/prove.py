"""`govledger audit prove`: that an entry is in the tree, or that the tree has only grown."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import msgspec

from cli.asking import public_option
from cli.audit.files import out_option, read, write
from cli.params import EntryNumber
from cli.session import ledger_option, session_of

if TYPE_CHECKING:
    from ledger.audit.proof_desk import ProofDesk


@click.command("prove")
@click.argument("entry", type=EntryNumber(min=1), required=False)
@click.option("--from", "old", type=click.Path(path_type=Path), help="An older checkpoint, to prove only growth since.")
@public_option
@out_option
@ledger_option
@click.pass_context
def command(ctx: click.Context, entry: int | None, old: Path | None, public: bool, out: Path | None) -> None:
    """Print the proof that ENTRY is in the tree, step by step as JSON; or, with --from, that nothing before changed.

    The proof from an older checkpoint is a file for `govledger audit check --from`, and what a witness asks for.

    \b
    govledger audit prove 17
    govledger audit prove --from last-year.checkpoint --out growth.proof
    """
    from ledger.audit.proof_desk import ProofDesk

    if (entry is None) == (old is None):
        raise click.UsageError("name an entry, or an older checkpoint with --from")
    with ProofDesk.of(session_of(ctx).datastore) as office:
        if old is not None:
            write(office.consistency_proof(head_in(old)).text, out)
        elif entry is not None:
            write(
                msgspec.json.format(msgspec.json.encode(_steps(office, entry, public)), indent=2).decode() + "\n", out
            )


def head_in(file: Path) -> Any:
    """The tree head that a file holds; whose it is shows when something is proven from it.

    Raises:
        BadParameter: it cannot be read, or is no checkpoint.
    """
    from ledger.transparency.checkpoint import parse_checkpoint
    from ledger.transparency.errors import Malformed
    from ledger.transparency.note import parse_note

    try:
        return parse_checkpoint(parse_note(read(file)).body)
    except Malformed as wrong:
        raise click.BadParameter(f"{file}: {wrong}", param_hint="--from") from wrong


def _steps(office: ProofDesk, entry: int, public: bool) -> dict[str, Any]:
    from ledger.transparency.strict_text import to_base64
    from ledger.transparency.tree import leaf_hash

    receipt = office.receipt(entry)
    withheld = office.withheld(entry) if public else ""
    return {
        "ledger": office.head.origin,
        "entry": entry,
        **({"withheld": withheld} if withheld else {"leaf": receipt.extra.decode()}),
        "leaf_hash": to_base64(leaf_hash(receipt.extra)),
        "index": receipt.index,
        "path": [to_base64(found) for found in receipt.path],
        "size": office.head.size,
        "root": to_base64(office.head.root),
        "checkpoint": office.note.text,
    }
