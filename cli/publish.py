"""`govledger publish`: the register frozen into files."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click

from cli.asking import as_at_option
from cli.params import EVER
from cli.serve import site_of, site_options
from cli.session import ledger_option
from cli.terminal import progress_bar, say
from ledger.refusals import Refusal


@click.command("publish")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@as_at_option("today")
@site_options
@ledger_option
@click.pass_context
def command(ctx: click.Context, /, folder: Path, as_at: date | str, **look: Any) -> None:
    """Write the register into FOLDER as files that any web host, or a USB stick, serves; it needs no program then.

    The lists, with their data; a page of every body, person, project, meeting and decision; every entry; and the tree
    with its checkpoint, with which anybody checks them. Into the folder of an earlier run only what changed is written.

    \b
    govledger publish public --name "Northmoor Council: register of decisions"
    """
    site = site_of(ctx, **look)
    from register.freezing import publish

    if as_at == EVER or not isinstance(as_at, date):
        raise Refusal("a register is published as at one day", "leave --as-at out, or write a day as 2018-06-01")
    with progress_bar("Publishing") as tell:
        done = publish(site, folder, as_at, tell)
    say(f"{folder}: {done.written} files written, {done.kept} as they were, {done.removed} taken away.")
