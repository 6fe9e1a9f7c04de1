"""`govledger erase`: a value goes for good; that it went, on what basis and by whom, stays in the log."""

from __future__ import annotations

import click

from cli.asking import format_option
from cli.params import EntryNumber
from cli.provenance_options import Clerk
from cli.session import ledger_option, session_of
from cli.terminal import say


@click.command("erase")
@click.argument("entry", type=EntryNumber(min=1), metavar="ENTRY")
@click.option("--field", "fields", multiple=True, required=True, metavar="NAME", help="What goes. Can be repeated.")
@click.option("--basis", required=True, metavar="LAW", help="The law that requires or allows it.")
@click.option("--why", "--reason", "why", required=True, help="Why, in a sentence that does not repeat what goes.")
@click.option("--recorder", metavar="NAME", help="Who erases. [env: GOVLEDGER_RECORDER]")
@click.option("--dry-run", is_flag=True, help="Say what would be erased, and erase nothing.")
@format_option
@ledger_option
@click.pass_context
def command(
    ctx: click.Context,
    entry: int,
    fields: tuple[str, ...],
    basis: str,
    why: str,
    recorder: str | None,
    dry_run: bool,
    form: str,
) -> None:
    """Erase texts of an entry, and of every correction that repeats them: they cannot be brought back.

    Only what was recorded as exempt or with --personal can go: it was kept apart from the start. The entry, its
    place in the log and every proof stay; answers say that the value was erased, and by which entry.

    \b
    govledger erase 12 --field text --basis 'UK GDPR Art 17(1)(d)' --why 'request 2019/31, upheld on 4 June'
    """
    session = session_of(ctx)
    session.recorder_option = recorder
    asked = {"command": "erase", "entry": entry, "fields": fields, "basis": basis, "why": why}
    clerk = Clerk(session, dry_run=dry_run, form=form, asked=asked)
    outcome, left = session.ledger.erase(entry, fields, basis=basis, why=why, dry_run=dry_run)
    if left:
        say(f"Note: erased, but not yet overwritten in the database: {left}")
    clerk.account_for(outcome)
