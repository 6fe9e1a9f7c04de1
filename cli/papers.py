"""`govledger minutes`, `notice`, `actions`, `agenda`: the record written out as papers that people hand round."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cli.asking import known_at_option, public_option, register_of
from cli.exporting import out_option, write
from cli.params import BODY, DAY, MEETING, SubjectType
from cli.session import ledger_option
from ledger.vocabulary.subjects import kind_of
from projections.answers.known_subjects import known_subject
from projections.papers.rendering import BY_SUFFIX, FORMATS, rendered

if TYPE_CHECKING:
    from projections.engine.register import Register
    from projections.papers.paper import Paper


def _as_paper(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options that every paper has."""
    form = click.option(
        "--format", "form", type=click.Choice(FORMATS), help="Default: by the name of --out, else text."
    )
    for option in (out_option, ledger_option, public_option, known_at_option, form):
        command = option(command)
    return command


def _put(paper: Paper, form: str | None, out: Path | None) -> None:
    write([rendered(paper, form or BY_SUFFIX.get(out.suffix.lower() if out else "", "text"))], out)


def _of_body(compose: Callable[[Register, str], Paper], body: str, on: Any, known_at: Any, public: bool) -> Paper:
    if not isinstance(on, date):
        raise click.UsageError("this is of one day; write it as --on 2018-06-11")
    register = register_of(on, known_at, public)
    return compose(register, known_subject(register, body, ("body",)))


@click.command("minutes")
@click.argument("meeting", type=MEETING)
@_as_paper
def minutes(meeting: str, form: str | None, out: Path | None, known_at: Any, public: bool) -> None:
    """Write the minutes of a meeting out of the record: who was there, then item by item what was done.

    The same record makes the same bytes, whatever else was recorded since; the foot names the entries.

    \b
    govledger minutes planning-committee/2018-06-11 --out minutes.docx
    """
    from projections.papers.minutes import minutes

    register = register_of(None, known_at, public)
    _put(minutes(register, known_subject(register, meeting, ("meeting",))), form, out)


@click.command("notice")
@click.argument("decision", type=SubjectType("decision", "project"))
@_as_paper
def notice(decision: str, form: str | None, out: Path | None, known_at: Any, public: bool) -> None:
    """Write the record of a decision of the executive or an officer, with what the law asks of it.

    Of a project, the notice that was given of the decision to come: who will decide, when, by what documents, and how
    many clear days before. What the law asks for and nobody has recorded is named as not recorded.

    \b
    govledger notice ferry-sold --out notice.pdf
    govledger notice "Boating lake" --out notice.docx
    """
    from projections.papers.coming_decision import notice_of_coming_decision
    from projections.papers.notice import notice

    register = register_of(None, known_at, public)
    subject = known_subject(register, decision, ("decision", "project"))
    write_out = notice if kind_of(subject) == "decision" else notice_of_coming_decision
    _put(write_out(register, subject), form, out)


@click.command("actions")
@click.argument("body", type=BODY)
@click.option("--on", "on", type=DAY, default="today", show_default=True, help="As at which day.")
@_as_paper
def actions(body: str, on: Any, form: str | None, out: Path | None, **how: Any) -> None:
    """Write the action sheet of a body: who undertook what, by when, what is late first; and what it recommended.

    \b
    govledger actions "Planning Committee" --on 2018-06-11 --out actions.html
    """
    from projections.papers.actions import actions

    _put(_of_body(actions, body, on, **how), form, out)


@click.command("agenda")
@click.argument("body", type=BODY)
@click.option("--on", "on", type=DAY, required=True, help="The day of the meeting.")
@_as_paper
def agenda(body: str, on: Any, form: str | None, out: Path | None, **how: Any) -> None:
    """Write what is due at a meeting of a body: minutes to confirm, what was deferred or sent there, open actions.

    \b
    govledger agenda "Planning Committee" --on 2018-07-09 --out agenda.docx
    """
    from projections.papers.agenda import agenda

    _put(_of_body(agenda, body, on, **how), form, out)
