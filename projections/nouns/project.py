"""Projects, strategies, services, contracts, reports: what was followed across bodies, and where it went."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Annotated, Any, Final

from ledger.vocabulary.dates import When
from ledger.vocabulary.projects import ProjectOpened, StageReached
from projections.answers.columns import DECIDER, Happened, Standing
from projections.answers.deferred import Deferred
from projections.answers.entries import Recorded, history_of
from projections.answers.layout import row_from
from projections.answers.names import naming
from projections.answers.question import Answer, Column, Item, Line, Parameter, column_of, question
from projections.answers.relations import DERIVED_FROM, GAVE_RISE_TO, Ends, Related, Relation, relation_cells
from projections.answers.requirements import Required, Taken, explained, required_rows, taken_rows
from projections.answers.sentences import number_of, tallied

if TYPE_CHECKING:
    from projections.called import Called
    from projections.engine import register as engine
    from projections.engine.register import Register

ProjectGiven = Annotated[str, Parameter("The project.", "project")]


class ProjectLine(Line, frozen=True, kw_only=True):
    """A project in a list."""

    id: Annotated[str, Column("The project", "project", bare=True)]
    title: Annotated[str, Column("What it is called on the day")]
    number: Annotated[str, column_of(ProjectOpened, "number")]
    kind: Annotated[str, column_of(ProjectOpened, "kind")]
    lead: Annotated[str | None, Column("The body that leads it", "body")]
    part_of: Annotated[str | None, Column("The project that it is part of", "project")]
    since: Annotated[When, Column("Since when it is open")]
    until: Annotated[When | None, Column("When it was closed, where that is told")]
    standing: Standing


class StepTaken(Item, frozen=True, kw_only=True):
    """A step that a project took, or is said to have taken."""

    date: Annotated[When, Column("When")]
    step: Annotated[str, Column("What it was: a referral, a consideration, a scrutiny")]
    by: Annotated[str | None, Column("Whose step it was", DECIDER)]
    to: Annotated[str | None, Column("To whom the project was sent", DECIDER)]
    outcome: Annotated[str, Column("What came of it")]
    happened: Happened


class ProjectPage(Line, frozen=True, kw_only=True):
    """What is recorded of one project."""

    id: Annotated[str, Column("The project", "project", bare=True)]
    title: Annotated[str, Column("What it is called on the day")]
    number: Annotated[str, column_of(ProjectOpened, "number")]
    kind: Annotated[str, column_of(ProjectOpened, "kind")]
    also: Annotated[tuple[str, ...], column_of(ProjectOpened, "also")]
    lead: Annotated[str | None, Column("The body that leads it", "body")]
    part_of: Annotated[str | None, Column("The project that it is part of", "project")]
    since: Annotated[When, Column("Since when it is open")]
    until: Annotated[When | None, Column("When it was closed, where that is told")]
    standing: Standing
    derived_from: Annotated[tuple[str, ...], DERIVED_FROM.ids(0)]
    derived_from_said: Annotated[tuple[str, ...], DERIVED_FROM.said(0)]
    would_derive_from: Annotated[tuple[str, ...], DERIVED_FROM.ids(1)]
    would_derive_from_said: Annotated[tuple[str, ...], DERIVED_FROM.said(1)]
    may_derive_from: Annotated[tuple[str, ...], DERIVED_FROM.ids(2)]
    may_derive_from_said: Annotated[tuple[str, ...], DERIVED_FROM.said(2)]
    gave_rise_to: Annotated[tuple[str, ...], GAVE_RISE_TO.ids(0)]
    gave_rise_to_said: Annotated[tuple[str, ...], GAVE_RISE_TO.said(0)]
    would_give_rise_to: Annotated[tuple[str, ...], GAVE_RISE_TO.ids(1)]
    would_give_rise_to_said: Annotated[tuple[str, ...], GAVE_RISE_TO.said(1)]
    may_have_given_rise_to: Annotated[tuple[str, ...], GAVE_RISE_TO.ids(2)]
    may_have_given_rise_to_said: Annotated[tuple[str, ...], GAVE_RISE_TO.said(2)]
    relations: Annotated[tuple[Related, ...], Column("Each of these with its date and what it rests on", tabled=False)]
    outcome: Annotated[str, Column("What became of it, where it was closed")]
    identifiers: Annotated[dict[str, str], column_of(ProjectOpened, "identifiers")]
    same_as: Annotated[tuple[str, ...], Column("Other ids under which it was recorded", "project", bare=True)]
    possibly_same_as: Annotated[tuple[str, ...], Column("What somebody thinks is the same", "project")]
    steps: Annotated[tuple[StepTaken, ...], Column("Every step that it took or is said to have taken")]


class Stage(Line, frozen=True, kw_only=True):
    """A stage that a project reached."""

    since: Annotated[When, Column("When", label="date")]
    stage: Annotated[str, Column("Which stage it reached")]
    scheme: Annotated[str, column_of(StageReached, "scheme")]
    evidence: Annotated[str, Column("What shows that it did")]
    report: Annotated[str | None, Column("The report before it", "report")]
    standing: Standing


@question("project list", lasting=True, noun="projects and their steps", example="--kind service --as-at 2023-09-01")
def projects(
    register: Register,
    kind: Annotated[str | None, Parameter("Only of that kind, as the register writes it.")] = None,
    lead: Annotated[str | None, Parameter("Only those that a body leads.", "body")] = None,
    part_of: Annotated[str | None, Parameter("Only the parts of another project.", "project")] = None,
) -> Answer[ProjectLine]:
    """List the projects that are open on a day; those that may be, with that said."""
    from projections import called, projects

    found = projects.projects(register, kind=kind, lead=lead, part_of=part_of)
    name = called.current(register, "project")
    return Answer(
        Deferred(
            found, lambda some: [row_from(ProjectLine, each, **_called(each, name.get(each.stream))) for each in some]
        )
    )


@question("project show", example="th-waste-depot --as-at 2024-01-31")
def project(register: Register, project: ProjectGiven) -> Answer[ProjectPage]:
    """Show one project: what it is, and every step that it took or is said to have taken."""
    from projections import called, identity, projects
    from projections.engine.register import Lookup
    from projections.routes.happened import happened_of

    names = called.CALLED["project"]
    register.read_ahead(
        *(Lookup(each, False, project) for each in (projects.PROJECTS, names)),
        *(Lookup(each, stream=project) for each in (projects.STEPS, projects.DERIVATIONS)),
        Lookup(names, stream=(project,)),
    )
    found = projects.project(register, project)
    if found is None:
        return Answer(())
    steps = (
        row_from(StepTaken, step, date=step.row.since, step=step.row.step.value, happened=happened_of(step.row))
        for step in projects.steps(register, project)
    )
    outcome = found.row.end.outcome if found.row.end else ""
    ids: dict[str, Any] = {
        "same_as": identity.other_ids(register, project),
        "possibly_same_as": identity.possible_ids(register, project),
    }
    name = called.current(register, "project", subjects=(project,)).get(project)
    earlier = [each.row for each in register.rows(called.PROJECT_NAMES, in_force=False, stream=project)]
    others = [text for each in earlier for text in (each.name, each.number)]
    shown = _called(found, name)
    also = dict.fromkeys(each for each in (*found.event.also, *others) if each and each not in shown.values())
    ids |= {**shown, "also": tuple(also)}
    told = {**_derivations(register, project), **ids, "outcome": outcome, "steps": tuple(steps)}
    row = row_from(ProjectPage, found, **told)
    return Answer([row], _in_short(row), layout="page")


@question(
    "project route",
    one="requirement",
    example="th-waste-depot --as-at 2024-01-31",
    drawn=True,
    beside={"stages": Stage, "steps": Taken},
)
def route(register: Register, project: ProjectGiven) -> Answer[Required]:
    """Lay what rules required of a project beside the steps that are shown, each with how well it is evidenced.

    A requirement is met, breached, not shown (with the reason) or not yet due; a breach needs proof as much
    as compliance does. `--format dot` draws it with Graphviz.
    """
    from projections import projects
    from projections.answers.route_drawing import route_drawn
    from projections.routes import route, steps

    name = naming(register)
    reached = [row_from(Stage, each) for each in projects.stages(register, project)]
    took = steps.taken(register, project).get(project, [])
    name.learn([project, *(each for step in took for each in (step.by, step.stated_by) if each)])
    taken = taken_rows(took)
    required = list(route.route(register, project, name))
    rows = list(required_rows(required, name, Required))
    return Answer(
        rows,
        tallied(rows, "requirement", lambda row: row.result),
        notes=explained(required),
        title="Required",
        empty="no rule requires anything of it",
        beside={"stages": Answer(reached, title="Stages"), "steps": Answer(taken, title="Steps")},
        drawing=route_drawn(taken, rows, name),
    )


@question("project history", one="entry/entries", example="th-waste-depot --format jsonl", as_at="ever")
def history(register: Register, project: ProjectGiven) -> Answer[Recorded]:
    """List every entry that mentions a project, in the order of recording, and what became of each."""
    return history_of(register, project)


def _called(project: engine.RowAsAt[Any], called: Called | None) -> dict[str, Any]:
    """What a project is called on the day and its number, and what that rests on."""
    entries = tuple(sorted({*project.row.entries, *(called.entries if called else ())}))
    told = called or project.event
    return {"title": getattr(told, "name", project.event.title), "number": told.number, "entries": entries}


_IN_WORDS: Final = {
    "yes": "shown to have happened",
    "said to be": "only said to have happened",
    "expected": "only expected",
    "not sure": "not sure to have happened, as its source says",
    "said not to be": "said not to have happened",
    "no": "shown not to have happened",
}


def _in_short(project: ProjectPage) -> str:
    """A project with its steps: those that happened, apart from those that are said to have, or are only expected."""
    if not project.steps:
        return f"{project.title}: no steps recorded."
    sorts = Counter(each.happened for each in project.steps)
    count = number_of(len(project.steps), "step")
    if len(sorts) == 1:
        [sort] = sorts
        return f"{project.title}: {count}, {'all ' if project.steps[1:] else ''}{_IN_WORDS[sort]}."
    return f"{project.title}: {count}: {', '.join(f'{count} {_IN_WORDS[sort]}' for sort, count in sorts.items())}."


def _derivations(register: Register, project: str) -> dict[str, Any]:
    from projections import projects

    sources, derived = projects.derived_from(register, project), projects.derived(register, project)
    told: dict[Relation, Ends] = {
        DERIVED_FROM: [(each, each.event.from_) for each in sources],
        GAVE_RISE_TO: [(each, (each.stream,)) for each in derived],
    }
    return relation_cells(told, naming(register))
