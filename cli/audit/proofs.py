"""`govledger audit checkpoint`, `receipt`, `prove`, `bundle`: what the ledger hands out of its trail."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import msgspec

from cli.asking import public_option
from cli.audit.files import out_option, read, write
from cli.params import EntryNumber
from cli.session import ledger_option, session_of
from cli.terminal import say
from ledger.refusals import Refusal, StoreRefusal

if TYPE_CHECKING:
    from ledger.audit.proof_desk import ProofDesk


@click.command("checkpoint")
@out_option
@ledger_option
@click.pass_context
def checkpoint(ctx: click.Context, out: Path | None) -> None:
    """Print the newest signed checkpoint: some 200 octets that fix every entry up to now.

    Give it to somebody who does not look after the database: the auditor, another council, a printed agenda.
    With it, `govledger audit verify --against` finds out whatever is done to those entries later.

    \b
    govledger audit checkpoint --out 2019-04-30.checkpoint
    """
    from ledger.audit.proof_desk import ProofDesk

    with ProofDesk.of(session_of(ctx).datastore) as office:
        write(office.note.text, out)
        say(f"It covers {office.head.size} entries of {office.head.origin}.")


@click.command("receipt")
@click.argument("entry", type=EntryNumber(min=1))
@click.option("--bare", is_flag=True, help="Leave the entry itself out; whoever checks must have it from elsewhere.")
@public_option
@out_option
@ledger_option
@click.pass_context
def receipt(ctx: click.Context, entry: int, bare: bool, public: bool, out: Path | None) -> None:
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


@click.command("prove")
@click.argument("entry", type=EntryNumber(min=1), required=False)
@click.option("--from", "old", type=click.Path(path_type=Path), help="An older checkpoint, to prove only growth since.")
@public_option
@out_option
@ledger_option
@click.pass_context
def prove(ctx: click.Context, entry: int | None, old: Path | None, public: bool, out: Path | None) -> None:
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


@click.command("bundle")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option("--public", is_flag=True, help="Withhold exempt entries, and every text that is kept apart.")
@ledger_option
@click.pass_context
def bundle(ctx: click.Context, folder: Path, public: bool) -> None:
    """Write a bundle into a new FOLDER: the entries, the tree, the newest checkpoint (c2sp.org/tlog-tiles).

    Every entry is hashed again on the way: of a bundle that would not verify nothing is kept. `entries.jsonl` is for
    reading; `policy` names the ledger's keys, but whoever checks must have them from elsewhere. Without --public,
    `disclosures.jsonl` has the texts that are kept apart from entries: what is exempt, and what may have to be erased.
    With it, exempt entries are there by their hashes alone; `audit check` verifies the bundle all the same.

    \b
    govledger audit bundle for-the-auditor
    govledger audit check for-the-auditor --key verifier-key.txt
    """
    from ledger.audit.proof_desk import ProofDesk
    from ledger.database.errors import NotAllowed
    from ledger.transparency.errors import BadBundle

    with ProofDesk.of(session_of(ctx).datastore) as office:
        try:
            head = office.bundle(folder, public=public)
        except BadBundle as wrong:
            if wrong.place:  # the folder's fault, not the ledger's
                raise
            what = f"no bundle of this ledger would verify: {wrong.problem}"
            raise Refusal(what, "find out more with `govledger audit verify`; nothing was written") from wrong
        except NotAllowed as refused:
            if public:
                raise
            what = "this user of the database may not read the texts that are kept apart from entries"
            raise StoreRefusal(
                what, "write a bundle without them: --public; or ask whoever keeps the ledger"
            ) from refused
        except OSError as refused:
            raise click.BadParameter(f"'{refused.filename}' cannot be written: {refused.strerror}") from refused
    say(f"Wrote {head.size} entries of {head.origin} to {folder}.")
