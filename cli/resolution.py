"""`govledger resolution`: what bodies resolved, in exact words, limb by limb."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import click

from cli.asking import question
from cli.lazy import Verbs
from cli.params import BODY, MEETING, PERSON, PROJECT, RESOLUTION, OneOf
from cli.prompts import ask_for_resolution
from cli.provenance_options import Clerk, recording
from ledger.vocabulary.resolutions import Limb, ResolutionPassed, Verb
from projections.answers.decision_rows import VOTE, call_in_cells, minutes_cells, reached_cells, record_cells
from projections.answers.from_register import listing, named, rests_on, row_of, rows_of, short_id
from projections.answers.known_subjects import refuse_unknown, refuse_unknown_ones
from projections.answers.listing import Column, Listing, Row, dated
from projections.answers.names import Name, naming

if TYPE_CHECKING:
    from projections.commitments import Undertaking
    from projections.decisions.resolutions import Resolution
    from projections.engine.register import Answer, Register

VERB: Final = OneOf(list(Verb))


@click.group("resolution", cls=Verbs)
def command() -> None:
    """Resolutions: the exact words, and what each limb does."""


@command.command("record")
@click.option("--body", type=BODY, help="The body that resolved; with --meeting it may be left out.")
@click.option("--meeting", type=MEETING, help="The meeting at which it was resolved.")
@click.option("--text", help="The exact words; default: those of the limbs.")
@click.option("--limb", "limbs", type=(VERB, str), multiple=True, metavar="VERB TEXT", help="A limb. Can be repeated.")
@click.option("--project", "projects", type=PROJECT, multiple=True, help="What all limbs are about. Can be repeated.")
@click.option("--mover", type=PERSON, help="Who moved it.")
@click.option("--seconder", type=PERSON, help="Who seconded it.")
@click.option("--id", "resolution", type=RESOLUTION, help="Its id; default: made of the document and the words.")
@click.option("--interactive", is_flag=True, help="Ask for what is not given, step by step.")
@recording
def record(clerk: Clerk, interactive: bool, **given: Any) -> None:
    """Record a resolution, limb by limb; --on is the day.

    \b
    govledger resolution record --body icb --on 2018-06-05 --document 'Minutes of 5 June 2018' \\
        --limb noted 'the update report' --limb referred 'the strategy to the Executive'
    """
    if interactive:
        ask_for_resolution(clerk, given)
    clerk.record([clerk.draft(_resolution(clerk, given), place="")])


@command.command("list")
@click.option("--body", type=BODY, help="Only of one body.")
@click.option("--meeting", type=MEETING, help="Only of one meeting.")
@click.option("--project", type=PROJECT, help="Only about one project.")
@click.option("--person", type=PERSON, help="Only what a person moved or seconded.")
@click.option("--verb", type=VERB, help="Only those with a limb of that verb.")
@question
def list_(register: Register, **asked: Any) -> Listing:
    """List the resolutions passed by a day, each with its words and the verbs of its limbs."""
    from projections.decisions import resolutions

    refuse_unknown_ones(register, *(asked[key] for key in ("body", "meeting", "project", "person")))
    columns = (dated("since", "date"), named("body"), "verbs", "text", short_id("id", "resolution"), "standing")
    return listing(register, rows_of(resolutions.resolutions(register, **asked)), *columns)


@command.command("show")
@click.argument("resolution", type=RESOLUTION)
@question
def show(register: Register, resolution: str) -> Listing:
    """Show one resolution: its words, its limbs, how it was reached, what came of it, and what its record rests on."""
    from projections.decisions import resolutions

    refuse_unknown(register, resolution)
    answer, name = resolutions.resolution(register, resolution), naming(register)
    return listing(
        register,
        [_whole(register, each, name) for each in [answer] if each],
        *(short_id(), dated("since", "date"), named("body"), short_id("meeting"), "text", named("mover")),
        *(named("seconder"), "standing", Column("force", "in effect?"), VOTE),
        *("limbs", "minutes", "call_in", "referred", "scrutinised", "notices", "present"),
        *("declared", "follow_ups", "record"),
        vertical=True,
    )


def _whole(register: Register, answer: Answer[Resolution], name: Name) -> Row:
    from projections.commitments import commitments
    from projections.decisions.context import Reaching
    from projections.decisions.statutory_record import of_resolution

    reached = Reaching(register).of_whole(answer)
    called_in, follow_ups = call_in_cells(reached.effect, name), commitments(register, resolution=answer.stream)
    row = row_of(
        answer,
        **reached_cells(reached, name, resolution=True)
        | {
            "limbs": tuple(_limb(limb, name) for limb in answer.event.limbs),
            "minutes": (minutes_cells(reached.minutes, name),),
            "call_in": (called_in,) if called_in else (),
            "record": record_cells(of_resolution(register, answer, reached.declared)),
            "follow_ups": tuple(_follow_up(each, name) for each in follow_ups),
        },
    )
    later = (position for each in follow_ups for position in each.entries)
    return Row(row.cells, tuple(sorted({*row.entries, *reached.entries, *later})), row.certainty)


def _follow_up(each: Undertaking, name: Name) -> dict[str, Any]:
    """A commitment that came of a resolution."""
    made, due = each.made.row, each.due[-1]
    return {
        "limb": made.event.limb or None,
        "text": made.event.text,
        "by": made.event.by,
        "by_name": name(made.event.by),
        "due": due.on if due.on else due.words or None,
        "state": each.state.value,
        "commitment": each.made.stream,
        **rests_on(each.made, each.certainty),
        "entries": each.entries,
    }


def _limb(limb: Limb, name: Name) -> dict[str, Any]:
    projects = name(limb.projects) or ()
    return {"number": limb.number, "verb": limb.verb.value, "text": limb.text, "projects": projects}


def _resolution(clerk: Clerk, given: dict[str, Any]) -> ResolutionPassed:
    """The resolution that the options tell."""
    if not given["limbs"]:
        raise click.UsageError("a resolution has at least one limb: --limb VERB TEXT, as --limb noted 'the report'")
    kinds = {"body": ("body",), "meeting": ("meeting",), "mover": ("person",), "seconder": ("person",)}
    told = {key: clerk.completed(given[key], of) for key, of in kinds.items() if given[key]}
    projects = tuple(clerk.completed(project, ("project",)) for project in given["projects"])
    limbs = tuple(Limb(verb=verb, text=text, projects=projects) for verb, text in given["limbs"])
    words = given["text"] or "; ".join(limb.text for limb in limbs)
    return ResolutionPassed(text=words, limbs=limbs, resolution=given["resolution"] or "", **told)
