"""Which rules were in force for routes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import msgspec

from ledger.vocabulary.accountability import RuleAdopted, Sense
from ledger.vocabulary.dates import When, when
from ledger.vocabulary.subjects import name_of
from projections.answers.columns import Standing, StatedBy
from projections.answers.names import Name, naming
from projections.answers.question import Answer, Column, Line, Parameter, column_of, question
from projections.answers.requirements import Wanted, wanted
from projections.answers.sentences import listed
from projections.answers.told_lines import in_lines, stated, with_source

if TYPE_CHECKING:
    from projections.engine.register import Register
    from projections.routes.rules import RuleVersion


class Requires(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that a rule requires."""

    a: Annotated[Wanted, Column("The step that is required")]
    b: Annotated[Wanted, Column("The step that it has to do with")]
    sense: Annotated[Sense, Column("How the two must stand to each other")]
    text: Annotated[str, Column("The requirement in words of its own, if it has any")]


class Rule(Line, frozen=True, kw_only=True):
    """A rule in the wording of a day."""

    rule: Annotated[str, Column("The rule", "rule", bare=True)]
    text: Annotated[str, Column("Its words")]
    by: Annotated[str | None, Column("Who adopted it", "any", label="adopted by")]
    since: Annotated[When, Column("From when it is so worded")]
    until: Annotated[When | None, Column("Until when, where an end is told")]
    standing: Standing
    stated_by: StatedBy
    projects: Annotated[tuple[str, ...], column_of(RuleAdopted, "projects")]
    kinds_of_project: Annotated[tuple[str, ...], column_of(RuleAdopted, "kinds_of_project")]
    saving: Annotated[str, column_of(RuleAdopted, "saving")]
    repeal_saving: Annotated[str, Column("What its repeal leaves as it was")]
    version: Annotated[int, Column("Which wording it is", tabled=False)]
    requires: Annotated[tuple[Requires, ...], Column("What it requires", tabled=False)]


@question("rules", noun="which rules were in force for routes", example="--project th-waste-depot --as-at 2023-12-31")
def rules(
    register: Register,
    project: Annotated[str | None, Parameter("Only those that are about one project.", "project")] = None,
) -> Answer[Rule]:
    """List the rules in force on a day, in the wording of that day, with what they save."""
    from projections import projects
    from projections.routes import rules

    found = rules.rules(register)
    if project is not None:
        answer = projects.project(register, project)
        kind = answer.event.kind if answer else ""
        found = [version for version in found if rules.concerns(version.row.event, project, kind)]
    rows, name = [_row(version, register.as_at) for version in found], naming(register)
    name.learn(each for row in rows for each in (*row.projects, row.by, row.stated_by) if each)
    return Answer(rows, for_people=in_lines(rows, lambda row: name_of(row.rule), lambda row: _told(row, name)))


def _told(row: Rule, name: Name) -> str:
    """A rule in a line: its words, to what it applies, what it saves."""
    kinds = [*map(name, row.projects), *(f"each {kind}" for kind in row.kinds_of_project)]
    more = (
        f"for {listed(kinds)}" if kinds else "",
        f"saving: {row.saving}" if row.saving else "",
        f"repealed, saving: {row.repeal_saving}" if row.repeal_saving else "",
    )
    adopted = f"adopted by {name(row.by)}" if row.by else ""
    until = f"until {row.until}" if row.until else ""
    return with_source("; ".join(filter(None, (row.text, *more))), adopted, *stated(row, name), until)


def _row(version: RuleVersion, day: int | None) -> Rule:
    row, adopted = version.row, version.row.event
    return Rule(
        rule=version.rule,
        text=adopted.text,
        by=adopted.by,
        since=when(row.since),
        until=when(row.until) if row.until else None,
        standing=row.standing.value,
        stated_by=row.stated_by or None,
        projects=adopted.projects,
        kinds_of_project=adopted.kinds_of_project,
        saving=adopted.saving,
        repeal_saving=row.repeal_saving,
        version=version.number,
        requires=tuple(
            Requires(a=wanted(each.a), b=wanted(each.b), sense=each.sense, text=each.text) for each in adopted.requires
        ),
        certainty=version.certainty(day).value,
        entries=row.entries,
    )
