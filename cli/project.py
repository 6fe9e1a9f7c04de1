"""`govledger project`: what is followed across bodies, and the steps it took."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from cli.asking import question
from cli.event_commands import stating
from cli.lazy import Verbs
from cli.params import BODY, PROJECT
from cli.routes import REQUIRED, STAGE, TAKEN, explained, required_rows, taken_rows
from ledger.vocabulary.projects import ProjectReferred, ProjectScrutinised
from projections.answers.entries import HISTORY, history_rows
from projections.answers.from_register import listing, named, rests_on, row_of, rows_of, short_id, since
from projections.answers.known_subjects import refuse_unknown, refuse_unknown_ones
from projections.answers.listing import Column, Listing, dated
from projections.answers.names import naming
from projections.answers.relations import DERIVED_FROM, GAVE_RISE_TO, Ends, Relation, relation_cells, relation_columns

if TYPE_CHECKING:
    from projections.engine.register import Register


@click.group("project", cls=Verbs)
def command() -> None:
    """Projects, strategies, services, contracts, reports: what was followed, and where it went."""


@command.command("list")
@click.option("--kind", help="Only of that kind, as the register writes it.")
@click.option("--lead", type=BODY, help="Only those that a body leads.")
@click.option("--part-of", type=PROJECT, help="Only the parts of another project.")
@question
def list_(register: Register, kind: str | None, lead: str | None, part_of: str | None) -> Listing:
    """List the projects that are open on a day; those that may be, with that said."""
    from projections import projects

    refuse_unknown_ones(register, lead, part_of)
    found = projects.projects(register, kind=kind, lead=lead, part_of=part_of)
    columns = (short_id(), "title", "kind", named("lead"), named("part_of"), dated("since"), dated("until"))
    return listing(register, rows_of(found), *columns, "standing")


@command.command("show")
@click.argument("project", type=PROJECT)
@question
def show(register: Register, project: str) -> Listing:
    """Show one project: what it is, and every step that it took or is said to have taken."""
    from projections import projects
    from projections.routes.happened import happened_of

    refuse_unknown(register, project)
    answer, name = projects.project(register, project), naming(register)
    steps = tuple(
        {
            "date": since(step.row),
            "step": step.row.step.value,
            "by": step.row.by,
            "by_name": name(step.row.by),
            "to": step.row.to,
            "to_name": name(step.row.to),
            "outcome": step.row.outcome,
            "happened": happened_of(step.row),
            **rests_on(step),
        }
        for step in projects.steps(register, project)
    )
    more = {**_derivations(register, project), "steps": steps}
    rows = [row_of(each, **more) for each in ([answer] if answer else [])]
    columns: tuple[str | Column | tuple[Column, ...], ...] = (
        *("title", "kind", "also", named("lead"), named("part_of"), dated("since"), dated("until"), "standing"),
        *relation_columns(DERIVED_FROM, GAVE_RISE_TO),
        *("outcome", "identifiers", "steps"),
    )
    return listing(register, rows, short_id(), *columns, vertical=True)


@command.command("route")
@click.argument("project", type=PROJECT)
@question
def route(register: Register, project: str) -> Listing:
    """Lay what rules required of a project beside the steps that are shown, each with how well it is evidenced.

    A requirement is met, breached, not shown (with the reason) or not yet due; a breach needs proof as much
    as compliance does.
    """
    from projections.routes import route as routes
    from projections.routes import stages
    from projections.routes import steps as taking

    refuse_unknown(register, project)
    name = naming(register)
    reached = rows_of(stages.stages(register, project))
    steps, required = taking.taken(register, project).get(project, []), list(routes.route(register, project, name))
    return listing(
        register,
        required_rows(required, name),
        *REQUIRED,
        notes=explained(required),
        title="Required",
        empty="no rule requires anything of it",
        beside={
            "stages": listing(register, reached, *STAGE, title="Stages"),
            "steps": listing(register, taken_rows(steps), *TAKEN, title="Steps"),
        },
    )


@command.command("history")
@click.argument("project", type=PROJECT)
@question(as_at="ever")
def history(register: Register, project: str) -> Listing:
    """List every entry that mentions a project, in the order of recording, and what became of each."""
    refuse_unknown(register, project)
    return listing(register, history_rows(register, project), *HISTORY)


def _derivations(register: Register, project: str) -> dict[str, Any]:
    from projections import derivations

    sources, derived = derivations.derived_from(register, project), derivations.derived(register, project)
    told: dict[Relation, Ends] = {
        DERIVED_FROM: [(each, each.row.from_) for each in sources],
        GAVE_RISE_TO: [(each, (each.stream,)) for each in derived],
    }
    return relation_cells(told, naming(register))


command.add_command(
    stating(
        "refer",
        ProjectReferred,
        "project",
        help="""Record that a project was sent to a body, by whom and for what; --on is the day.

        \b
        govledger project refer bromley-well --to lbb-commissioning-board --by icb --on 2018-05 \\
            --document 'Minutes of 5 June 2018' --at 'item 7'
        """,
    )
)
command.add_command(
    stating(
        "scrutinise",
        ProjectScrutinised,
        "project",
        help="""Record that a body scrutinised a project, with its outcome; --no-happened: it is said not to have.

        \b
        govledger project scrutinise bromley-well --by lbb-commissioning-board --on 2018-06-05 \\
            --outcome 'sent back' --concerns 'no risk register' --document 'Minutes of 5 June 2018'
        """,
    )
)
