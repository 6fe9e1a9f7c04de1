"""`govledger new`: meeting files begun from what the register knows, for a clerk to go on with."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from cli.asking import register_of
from cli.exporting import out_option, write
from cli.lazy import Verbs
from cli.params import BODY, DAY, SubjectType
from cli.session import ledger_option
from ledger.refusals import UnknownSubject
from projections.answers.known_subjects import known_subject
from projections.answers.names import Names

if TYPE_CHECKING:
    from projections.engine.register import Register

DECIDER: Final = SubjectType("body", "person", "post", "organisation")

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

    register = _on_day(on, "a meeting")
    _put(new_meeting(register, known_subject(register, body, ("body",))), out)


@command.command("decision")
@click.argument("decider", type=DECIDER)
@click.option("--on", "on", type=DAY, required=True, help="The day of the decision.")
@out_option
@ledger_option
def decision(decider: str, on: date | str, out: Path | None) -> None:
    """Write a meeting file for a decision of the executive, one of its members or an officer.

    The heads that the law asks for stand there, those filled in of which a notice tells: what it is about, whether it
    is key, and how urgent.

    \b
    govledger new decision "Cabinet Member for Waters" --on 2023-08-03 --out ferry.yaml
    """
    from projections.exports.new_decision import new_decision

    register = _on_day(on, "a decision")
    _put(new_decision(register, known_subject(register, decider, DECIDER.kinds)), out)


@command.command("register")
@click.argument("organisation", metavar="ORGANISATION")
@click.option("--on", "on", type=DAY, default="today", show_default=True, help="As at which day.")
@out_option
@ledger_option
def register_file(organisation: str, on: date | str, out: Path | None) -> None:
    """Write a meeting file for the bodies, people and posts of a council, and for who sits where.

    What the ledger knows already stands in comments, with how many members each body has.

    \b
    govledger new register "Ashby Fen Council" --out register.yaml
    """
    from projections.exports.new_register import new_register

    register = _on_day(on, "a register")
    known = ""
    with suppress(UnknownSubject):
        known = known_subject(register, organisation, ("organisation",))
    name = str(Names(register)(known)) if known else organisation
    _put(new_register(register, known, name), out)


def _on_day(on: date | str, what: str) -> Register:
    if not isinstance(on, date):
        raise click.UsageError(f"{what} has a day; write it as --on 2018-06-11")
    return register_of(on, None)


def _put(lines: Iterable[str], out: Path | None) -> None:
    write((f"{line}\n".encode() for line in lines), out)
