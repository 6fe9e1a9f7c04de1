"""What was recommended to whom, by when it has to be answered, and how it was."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, Annotated

from ledger.vocabulary.dates import When
from ledger.vocabulary.recommendations import RecommendationAnswered, Response
from ledger.vocabulary.resolutions import Limb
from projections.answers.columns import AboutProject, OnDay, Standing
from projections.answers.deferred import Deferred
from projections.answers.layout import row_from
from projections.answers.question import Answer, Column, Line, Parameter, column_of, question
from projections.answers.sentences import number_of, tallied

if TYPE_CHECKING:
    from projections.engine.register import Register
    from projections.recommendations import Recommended


class RecommendationLine(Line, frozen=True, kw_only=True):
    """A recommendation, and how it was answered by the day."""

    since: OnDay
    by: Annotated[str, Column("The body that recommended it", "body")]
    to: Annotated[str | None, column_of(Limb, "to")]
    text: Annotated[str, column_of(Limb, "text")]
    projects: Annotated[tuple[str, ...], column_of(Limb, "projects")]
    due: Annotated[When | None, Column("By when it has to be answered")]
    due_by: Annotated[str | None, Column("What makes it due then: the record, or the law")]
    state: Annotated[str, Column("What has become of it by the day")]
    response: Annotated[Response | None, column_of(RecommendationAnswered, "response")]
    answered: Annotated[When | None, Column("When it was answered, the last time")]
    answered_by: Annotated[str | None, Column("Who answered it", "person|post|body|organisation")]
    response_text: Annotated[str | None, column_of(RecommendationAnswered, "text", label="in words")]
    id: Annotated[str, Column("The resolution", "resolution", bare=True, label="resolution")]
    limb: Annotated[str, Column("The number of the limb")]
    standing: Standing


@question("recommendation list", noun="what was recommended, and how it was answered", example="--as-at 2024-12-31")
def recommendations(
    register: Register,
    body: Annotated[str | None, Parameter("Only by one body.", "body")] = None,
    to: Annotated[
        str | None, Parameter("Only those that one body or office has to answer.", "body|organisation|post|person")
    ] = None,
    project: AboutProject = None,
    open_: Annotated[bool, Parameter("Only those that are not answered.")] = False,
) -> Answer[RecommendationLine]:
    """List what was recommended by a day: to whom, by when it has to be answered, and the response.

    What a named body or office was asked to do is listed, too. An executive has two months to answer a scrutiny
    committee (LGA 2000 s9FE), from the day on which it received the recommendation. That is reckoned from the day of
    the recommendation where the record names no day, and what is late by it is only possibly overdue.
    """
    from projections import recommendations

    found = recommendations.recommendations(register, body=body, to=to, project=project)
    left = [each for each in found if not open_ or each.state is not recommendations.Progress.ANSWERED]
    said = tallied(left, "recommendation", lambda each: each.state)
    rows = Deferred(left, lambda some: list(map(_line, some)), state=attrgetter("state"))
    return Answer(rows, said, () if left or body or to else _voiced(register, project))


def _voiced(register: Register, project: str | None) -> tuple[str, ...]:
    """Where no body recommended anything: that somebody did, in a discussion or a report, which nobody need answer."""
    from ledger.vocabulary.questions import RemarkKind
    from projections.questions import remarks

    found = remarks(register, kind=RemarkKind.RECOMMENDATION, about=project)
    if not found:
        return ()
    said = number_of(len(found), "recommendation")
    return (f"{said} made in discussions or reports, which no body resolved: `remarks --kind recommendation`",)


def _line(each: Recommended) -> RecommendationLine:
    from ledger.vocabulary.dates import when

    decided, last = each.decided, each.last
    assert decided.limb is not None
    return row_from(
        RecommendationLine,
        decided.whole,
        by=decided.by,
        to=decided.limb.to,
        text=decided.text,
        projects=decided.projects,
        due=each.due,
        due_by=None if each.due is None else "two months by law" if each.by_law else "the record",
        state=each.state.value,
        response=last.event.response if last else None,
        answered=when(last.row.since) if last else None,
        answered_by=last.event.by if last else None,
        response_text=last.event.text if last else None,
        limb=decided.number,
        entries=each.entries,
    )
