"""What was scrutinised, by whom, with what outcome; and what is not shown to have been."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from ledger.vocabulary.dates import When
from ledger.vocabulary.projects import ProjectScrutinised, Role
from projections.answers.columns import DECIDER, OfProject, Standing
from projections.answers.deferred import of_table
from projections.answers.layout import row_from
from projections.answers.names import naming
from projections.answers.question import Answer, Column, Line, Parameter, column_of, question
from projections.answers.requirements import Gap, GapInWords, but, explained, gaps_in_words, required_rows
from projections.answers.sentences import tallied

if TYPE_CHECKING:
    from projections.engine.register import Register, RowAsAt


class Scrutinised(Line, frozen=True, kw_only=True):
    """A scrutiny of a project, or what is said not to have been one."""

    project: Annotated[str, Column("What was scrutinised", "project")]
    since: Annotated[When, Column("When", label="date")]
    by: Annotated[str | None, Column("By whom", DECIDER)]
    outcome: Annotated[str, Column("What came of it")]
    concerns: Annotated[tuple[str, ...], Column("Which concerns were raised")]
    recommendations: Annotated[tuple[str, ...], Column("What was recommended")]
    report: Annotated[str, column_of(ProjectScrutinised, "report")]
    happened: Annotated[str, Column("Whether it happened: yes, no, only said to ...", label="but", text=but)]
    standing: Standing


@question(
    "scrutiny",
    one="step of scrutiny/steps of scrutiny",
    noun="what was scrutinised, by whom; `gaps`: what is not shown to have been",
    example="--body th-scrutiny --as-at 2023-12-31",
)
def scrutiny(
    register: Register,
    project: OfProject = None,
    body: Annotated[str | None, Parameter("Only by one body.", "body", also=("--by",))] = None,
) -> Answer[Scrutinised]:
    """List the scrutiny by a day, and what is said not to have been scrutinised."""
    from projections import projects
    from projections.routes.happened import happened_of

    def line(each: RowAsAt[projects.Step]) -> Scrutinised:
        return row_from(Scrutinised, each, project=each.stream, happened=happened_of(each.row))

    return Answer(of_table(register, projects.STEPS, line, stream=project, by=body, role=Role.SCRUTINY))


@question("scrutiny gaps", example="--result breached --as-at 2024-03-31")
def gaps(
    register: Register,
    project: OfProject = None,
    body: Annotated[str | None, Parameter("Only where this body took a step, or should have.", "body")] = None,
    result: Annotated[Literal["breached", "not shown"] | None, Parameter("Only with this result.")] = None,
) -> Answer[Gap]:
    """List the requirements that are breached or not shown to be met, the breaches first.

    A breach is proven by the record; `not shown` accuses nobody, and says what is lacking.
    """
    from projections.routes import route

    name = naming(register)
    found = route.gaps(register, project=project, body=body, called=name, learn=name.learn)
    found = [each for each in found if result in (None, each.judgment.result)]
    name.learn(each.project for each in found)
    rows = list(required_rows(found, name, Gap))
    said = tallied(rows, "requirement", lambda row: row.result)
    told = Answer(gaps_in_words(rows, name), layout="tree", row=GapInWords)
    return Answer(rows, said, notes=explained(found), empty="no gaps recorded", for_people=told)
