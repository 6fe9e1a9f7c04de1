"""What was asked, by whom, and how far it was answered, if at all."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, Annotated, Final

from ledger.vocabulary.dates import When
from ledger.vocabulary.questions import Completeness, QuestionAsked
from projections.answers.columns import ABOUT, ACTOR, MeetingId, Standing
from projections.answers.deferred import Deferred
from projections.answers.layout import row_from
from projections.answers.question import Answer, CannotAsk, Column, Line, Parameter, column_of, question
from projections.answers.replies import Reply, reply_from
from projections.answers.sentences import tallied

if TYPE_CHECKING:
    from projections import questions as questions_asked
    from projections.engine.register import Register


ANSWERED: Final = {
    Completeness.FULL: "answered in full",
    Completeness.PARTIAL: "answered in part",
    Completeness.DEFLECTED: "deflected",
    Completeness.DEFERRED: "put off",
    Completeness.DECLINED: "declined",
    Completeness.NONE: "without an answer on record",
}
"""How far a question was answered, in words."""


class Asked(Line, frozen=True, kw_only=True):
    """A question with its answers."""

    text: Annotated[str, column_of(QuestionAsked, "text", label="question")]
    by: Annotated[str | None, Column("Who asked; none where the source does not say", ACTOR, label="asked by")]
    to: Annotated[str | None, Column("Of whom it was asked", ACTOR, label="asked of")]
    since: Annotated[When, Column("When it was asked", label="date")]
    completeness: Annotated[Completeness, Column("How far the furthest of its answers goes", label="answered")]
    about: Annotated[tuple[str, ...], column_of(QuestionAsked, "about")]
    body: Annotated[str | None, Column("The body in whose meeting it was put", "body", label="before")]
    meeting: MeetingId
    standing: Standing
    id: Annotated[str, Column("The question", "question", bare=True)]
    answers: Annotated[tuple[Reply, ...], Column("What was answered, in the order of the world")]


@question(
    "questions",
    noun="what was asked, and how far it was answered, if at all",
    example="--unanswered --as-at 2023-12-31",
)
def questions(
    register: Register,
    unanswered: Annotated[bool, Parameter("Only those to which no answer is recorded.")] = False,
    deflected: Annotated[bool, Parameter("Only those answered with something else than what was asked.")] = False,
    answered: Annotated[
        Completeness | None, Parameter("Only those so answered: declined, deferred, partial ...")
    ] = None,
    by: Annotated[str | None, Parameter("Only those asked by somebody, as paul-feven.", ACTOR)] = None,
    to: Annotated[str | None, Parameter("Only those asked of somebody.", ACTOR)] = None,
    about: Annotated[str | None, Parameter("Only those about a subject, as icb or project:icn.", ABOUT)] = None,
    body: Annotated[str | None, Parameter("Only those asked in meetings of a body.", "body")] = None,
) -> Answer[Asked]:
    """List the questions asked by a day, each with its answers: full, partial, deflected, deferred, declined, none.

    Both dates count: a question is unanswered for as long as no answer to it had been given, and recorded, by then.
    """
    from projections import questions

    if unanswered + deflected + (answered is not None) > 1:
        raise CannotAsk(
            "a question is unanswered, deflected or answered otherwise; choose --unanswered, --deflected or --answered"
        )
    only = Completeness.DEFLECTED if deflected else answered
    asked = {"by": by, "to": to, "about": about, "body": body}
    found = questions.in_brief(register, completeness=only, unanswered=unanswered, **asked)
    said = tallied(found, "question", lambda each: ANSWERED[each.completeness])
    rows = Deferred(
        found,
        lambda some: list(map(_asked, questions.in_full(register, some))),
        completeness=attrgetter("completeness"),
    )
    return Answer(rows, said, layout="page")


def _asked(found: questions_asked.Asked) -> Asked:
    return row_from(
        Asked,
        found.question,
        found.certainty,
        body=found.body,
        completeness=found.completeness,
        answers=tuple(map(reply_from, found.replies)),
        entries=found.entries,
    )
