"""`govledger questions`: what was asked, by whom, and how far it was answered, if at all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import click

from cli.asking import question
from cli.params import ABOUT, ACTOR, BODY
from projections.answers.from_register import listing, named, short_id, since
from projections.answers.known_subjects import known_subject
from projections.answers.listing import Column, Listing, Row, dated
from projections.answers.names import Name, naming
from projections.answers.replies import reply_items

if TYPE_CHECKING:
    from projections.engine.register import Register
    from projections.questions import Asked

COLUMNS: Final = (
    *(Column("text", "question"), named("by", "asked by"), named("to", "asked of"), dated("since", "date")),
    *(Column("completeness", "answered"), named("about"), named("body", "before"), Column("meeting", tabled=False)),
    *("standing", short_id(), "answers"),
)


@click.command("questions")
@click.option("--unanswered", is_flag=True, help="Only those to which no answer is recorded.")
@click.option("--deflected", is_flag=True, help="Only those answered with something else than what was asked.")
@click.option("--by", type=ACTOR, help="Only those asked by somebody, as paul-feven.")
@click.option("--to", type=ACTOR, help="Only those asked of somebody.")
@click.option("--about", type=ABOUT, help="Only those about a subject, as icb or project:icn.")
@click.option("--body", type=BODY, help="Only those asked in meetings of a body.")
@question
def command(
    register: Register,
    unanswered: bool,
    deflected: bool,
    by: str | None,
    to: str | None,
    about: str | None,
    body: str | None,
) -> Listing:
    """List the questions asked by a day, each with its answers: full, partial, deflected, deferred, declined, none.

    Both dates count: a question is unanswered for as long as no answer to it had been given, and recorded, by then.
    """
    from ledger.vocabulary.questions import Completeness
    from projections import questions

    if unanswered and deflected:
        raise click.UsageError("a question is unanswered or deflected, not both; choose one of the two options")
    by, to = by and known_subject(register, by, ACTOR.kinds), to and known_subject(register, to, ACTOR.kinds)
    about, body = (
        about and known_subject(register, about, ABOUT.kinds),
        body and known_subject(register, body, BODY.kinds),
    )
    only = Completeness.DEFLECTED if deflected else None
    asked = {"by": by, "to": to, "about": about, "body": body}
    found = questions.questions(register, completeness=only, unanswered=unanswered, **asked)
    name = naming(register)
    rows = [_row(each, name) for each in found]
    return listing(register, rows, *COLUMNS, vertical=True, empty="no such question recorded")


def _row(asked: Asked, name: Name) -> Row:
    row = asked.question.row
    cells = {
        **{key: getattr(row, key) for key in ("text", "by", "to", "about", "meeting")},
        "id": asked.question.stream,
        "body": asked.body,
        "since": since(row),
        "standing": row.standing.value,
        "completeness": asked.completeness.value,
        "answers": reply_items(asked.replies, name),
    }
    return Row(cells, asked.entries, asked.certainty.value)
