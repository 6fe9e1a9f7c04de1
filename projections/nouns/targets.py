"""The dates and amounts that projects aim at, and how firmly."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from ledger.vocabulary.dates import When
from ledger.vocabulary.targets import TargetSet, TargetStatus
from projections.answers.columns import ACTOR, Standing, StatedBy, Until
from projections.answers.layout import row_from
from projections.answers.names import Name, naming
from projections.answers.question import Answer, Column, Line, Parameter, column_of, question
from projections.answers.told_lines import in_lines, stated, with_source
from projections.answers.wording import pounds

if TYPE_CHECKING:
    from projections.engine.register import Register


class Target(Line, frozen=True, kw_only=True):
    """A target in the wording of a day."""

    project: Annotated[str, Column("Whose target it is", "project")]
    text: Annotated[str, column_of(TargetSet, "text")]
    due: Annotated[When | None, column_of(TargetSet, "due")]
    amount: Annotated[str | None, column_of(TargetSet, "amount", text=pounds)]
    status: Annotated[TargetStatus, Column("How firmly it is set")]
    by: Annotated[str | None, Column("Who set it", ACTOR, label="set by")]
    since: Annotated[When, Column("From when it is so told", label="as told")]
    until: Until
    reason: Annotated[str, Column("Why it was revised")]
    standing: Standing
    stated_by: StatedBy
    target: Annotated[str, column_of(TargetSet, "target")]


@question("targets", noun="what projects aim at, by when, how firmly", example="--as-at 2023-12-31")
def targets(
    register: Register,
    project: Annotated[str | None, Parameter("Only those of a project.", "project")] = None,
    body: Annotated[str | None, Parameter("Only those that a body set, or of projects that it leads.", "body")] = None,
    status: Annotated[TargetStatus | None, Parameter("Only the confirmed ones, the unconfirmed ...")] = None,
) -> Answer[Target]:
    """List the targets as they stand on a day; with `--as-at ever`, each in every wording that it had."""
    from projections import projects, targets

    led = {answer.stream for answer in projects.projects(register, lead=body)} if body else set()
    rows = [
        row_from(Target, each, project=each.stream)
        for each in targets.targets(register, project)
        if status in (None, each.row.status) and (body is None or each.row.by == body or each.stream in led)
    ]
    name = naming(register)
    return Answer(rows, for_people=in_lines(rows, lambda row: name(row.project), lambda row: _told(row, name)))


def _told(row: Target, name: Name) -> str:
    """A target in a line: by when or how much, how firmly, and what became of it."""
    aim = " and ".join(filter(None, (str(row.due or ""), pounds(row.amount))))
    more = (f"set by {name(row.by)}" if row.by else "", row.reason, f"until {row.until}" if row.until else "")
    said = "; ".join(filter(None, (f"{f'{aim}, ' if aim else ''}{row.status}: {row.text}", *more)))
    return with_source(said, *stated(row, name), row.target)
