"""What was voiced, by whom, and whether anybody responded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Final

from ledger.vocabulary.questions import Completeness, RemarkKind, RemarkMade
from projections.answers.columns import ABOUT, ACTOR, MeetingId, OnDay, Standing
from projections.answers.deferred import Deferred
from projections.answers.layout import row_from
from projections.answers.question import Answer, Column, Line, Parameter, column_of, question
from projections.answers.replies import Reply, reply_from
from projections.answers.sentences import tallied

if TYPE_CHECKING:
    from projections.engine.register import Register
    from projections.questions import Voiced


_RESPONSE: Final = {Completeness.NONE: "without a response on record"}


class Remark(Line, frozen=True, kw_only=True):
    """A remark with the responses to it."""

    text: Annotated[str, Column("What was said, in the words of the record", label="remark")]
    kind: Annotated[RemarkKind, Column("A concern, a comment, a request, a recommendation")]
    by: Annotated[str | None, Column("Who said it", ACTOR)]
    to: Annotated[str | None, Column("To whom it was put", ACTOR)]
    since: OnDay
    completeness: Annotated[Completeness, Column("How far the furthest response goes", label="response")]
    about: Annotated[tuple[str, ...], column_of(RemarkMade, "about")]
    body: Annotated[str | None, Column("The body in whose meeting it was made", "body", label="before")]
    meeting: MeetingId
    standing: Standing
    id: Annotated[str, Column("The remark", "remark", bare=True)]
    responses: Annotated[tuple[Reply, ...], Column("What was said in response")]


@question(
    "remarks",
    noun="concerns, comments, requests, recommendations, and the responses",
    example="--kind concern --without-response",
)
def remarks(
    register: Register,
    kind: Annotated[RemarkKind | None, Parameter("Only concerns, comments, requests or recommendations.")] = None,
    without_response: Annotated[bool, Parameter("Only those to which no response is recorded.")] = False,
    by: Annotated[str | None, Parameter("Only those made by somebody, as ruth-bennett.", ACTOR)] = None,
    to: Annotated[str | None, Parameter("Only those put to somebody.", ACTOR)] = None,
    about: Annotated[str | None, Parameter("Only those about a subject, as icb or project:icn.", ABOUT)] = None,
    body: Annotated[str | None, Parameter("Only those made in meetings of a body.", "body")] = None,
) -> Answer[Remark]:
    """List the concerns, comments, requests and recommendations by a day, with whatever was said in response."""
    from projections import questions

    found = questions.remarks(
        register, kind=kind, without_response=without_response, by=by, to=to, about=about, body=body
    )
    responded = tallied(found, "remark", lambda each: _RESPONSE.get(each.completeness, "with a response"))
    return Answer(Deferred(found, lambda some: list(map(_remark, some))), responded, layout="page")


def _remark(found: Voiced) -> Remark:
    return row_from(
        Remark,
        found.remark,
        found.certainty,
        body=found.body,
        completeness=found.completeness,
        responses=tuple(map(reply_from, found.replies)),
        entries=found.entries,
    )
