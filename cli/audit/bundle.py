"""`govledger audit bundle`: everything an outsider needs to verify the ledger with their own tools."""

from __future__ import annotations

from pathlib import Path

import click

from cli.session import ledger_option, session_of
from cli.terminal import say
from ledger.refusals import Refusal, StoreRefusal


@click.command("bundle")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option("--public", is_flag=True, help="Withhold exempt entries, and every text that is kept apart.")
@ledger_option
@click.pass_context
def command(ctx: click.Context, folder: Path, public: bool) -> None:
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
