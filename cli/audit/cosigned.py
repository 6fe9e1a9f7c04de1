"""`govledger audit cosigned`: take the lines of witnesses in, so that receipts and bundles carry them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from cli.audit.files import read
from cli.audit.trust import PolicyType
from cli.session import ledger_option, session_of
from cli.terminal import say


@click.command("cosigned")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--policy", type=PolicyType(), required=True, help="Your trust file, with the witnesses' keys.")
@ledger_option
@click.pass_context
def command(ctx: click.Context, file: Path, policy: Any) -> None:
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
