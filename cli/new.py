"""`govledger new`: meeting files begun from what the register knows, for a clerk to go on with."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Final

import click

from cli.asking import register_of
from cli.exporting import out_option, write
from cli.lazy import Verbs
from cli.params import BODY, DAY
from cli.session import ledger_option
from projections.answers.known_subjects import known_subject

command: Final = Verbs("new", help="Begin a meeting file from what the register knows.")


@command.command("meeting")
@click.argument("body", type=BODY)
@click.option("--on", "on", type=DAY, required=True, help="The day of the meeting.")
@out_option
@ledger_option
def meeting(body: str, on: date | str, out: Path | None) -> None:
    """Write a meeting file for a meeting of a body, with what the register knows of that day.

    Members stand under `present`, the minutes to be confirmed among the statements, and what may have come up in
    comments: commitments that are open, what was deferred, what was sent there.

    \b
    govledger new meeting "Planning Committee" --on 2018-06-11 --out june.yaml
    """
    from projections.exports.new_meeting import new_meeting

    if not isinstance(on, date):
        raise click.UsageError("a meeting has a day; write it as --on 2018-06-11")
    register = register_of(on, None)
    lines = new_meeting(register, known_subject(register, body, ("body",)))
    write((f"{line}\n".encode() for line in lines), out)
