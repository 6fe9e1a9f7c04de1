"""`govledger projections`: how far the tables of answers have come, and making them anew."""

from __future__ import annotations

from typing import Annotated

import click

from cli.asking import format_option
from cli.lazy import Verbs
from cli.rendering import render
from cli.session import ledger_option, session_of
from cli.terminal import progress_bar, say
from projections.answers.formats import Said
from projections.answers.question import Answer, Column, Line


class StatusLine(Line, frozen=True, kw_only=True):
    """How far a projection has come."""

    name: Annotated[str, Column("Which projection")]
    version: Annotated[int, Column("Its version")]
    position: Annotated[int, Column("Up to which entry it has come")]
    head: Annotated[int, Column("The last entry of the log")]
    lag: Annotated[int, Column("How many entries it has not taken in yet")]
    rows: Annotated[int, Column("How many versions of rows it has")]


@click.group("projections", cls=Verbs)
def command() -> None:
    """The tables that questions are answered from; they can be made anew from the log at any time."""


@command.command("status")
@format_option
@ledger_option
@click.pass_context
def status(ctx: click.Context, form: str) -> None:
    """List each projection with its version, how far it has come, and how far it lags behind the log."""
    from projections import ALL, Projector

    found = Projector(session_of(ctx).datastore, ALL).status()
    rows = [StatusLine(**each._asdict(), lag=each.lag) for each in found]
    render(Answer(rows, row=StatusLine), Said({"question": "projections status"}), form)


@command.command("rebuild")
@click.argument("names", nargs=-1, metavar="[NAME]...")
@ledger_option
@click.pass_context
def rebuild(ctx: click.Context, names: tuple[str, ...]) -> None:
    """Make the tables of some projections, or of all, anew from the log.

    A rebuild that is stopped is taken up where it was by the next command that asks.
    """
    from projections import ALL, Projector

    known = [projection.name for projection in ALL]
    for name in names:
        if name not in known:
            raise click.BadParameter(f"'{name}' is no projection; there are {', '.join(known)}", ctx)
    with progress_bar("Rebuilding") as tell:
        head = Projector(session_of(ctx).datastore, ALL).rebuild(names, tell)
    say(f"Rebuilt {', '.join(names) or 'all projections'} from {head} entries.")
