"""Which projects were sent where, by whom."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from ledger.vocabulary.projects import ProjectReferred
from projections.answers.columns import ACTOR, DECIDER, OfProject, OnDay, Standing
from projections.answers.deferred import of_table
from projections.answers.layout import row_from
from projections.answers.question import Answer, Column, Line, Parameter, column_of, question
from projections.answers.requirements import but

if TYPE_CHECKING:
    from projections.engine.register import Register, RowAsAt


class Referral(Line, frozen=True, kw_only=True):
    """A project was sent to somebody."""

    project: Annotated[str, Column("What was sent", "project")]
    since: OnDay
    by: Annotated[str | None, Column("Who sent it", ACTOR)]
    to: Annotated[str | None, Column("To whom", DECIDER)]
    purpose: Annotated[str, Column("What for")]
    return_expected: Annotated[str, column_of(ProjectReferred, "return_expected")]
    happened: Annotated[str, Column("Whether it happened: yes, no, only said to ...", label="but", text=but)]
    standing: Standing


@question("referrals", noun="what was sent to whom, by whom", example="--as-at 2023-12-31")
def referrals(
    register: Register,
    project: OfProject = None,
    body: Annotated[str | None, Parameter("Only those sent to a body.", "body", also=("--to",))] = None,
    by: Annotated[
        str | None, Parameter("Only those sent by somebody, as body:icb or person:ade-adetosoye.", ACTOR)
    ] = None,
) -> Answer[Referral]:
    """List the referrals by a day: what was sent to whom, by whom, and what should have come back."""
    from projections import projects
    from projections.routes.happened import happened_of

    def line(each: RowAsAt[projects.Step]) -> Referral:
        return row_from(Referral, each, project=each.stream, happened=happened_of(each.row))

    asked = {"stream": project, "to": body, "by": by, "step": projects.StepKind.REFERRAL}
    return Answer(of_table(register, projects.STEPS, line, **asked))
