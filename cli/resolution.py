"""`govledger resolution record`: more than one event's options, since a resolution has limbs and can be asked for."""

from __future__ import annotations

from typing import Any, Final

import click

from cli.params import BODY, MEETING, PERSON, PROJECT, RESOLUTION, OneOf
from cli.prompts import ask_for_resolution
from cli.provenance_options import Clerk, recording
from ledger.vocabulary.resolutions import Limb, ResolutionPassed, Verb

VERB: Final = OneOf(list(Verb))


@click.command("record")
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
def command(clerk: Clerk, interactive: bool, **given: Any) -> None:
    """Record a resolution, limb by limb; --on is the day.

    \b
    govledger resolution record --body icb --on 2018-06-05 --document 'Minutes of 5 June 2018' \\
        --limb noted 'the update report' --limb referred 'the strategy to the Executive'
    """
    if interactive:
        ask_for_resolution(clerk, given)
    clerk.record([clerk.draft(_resolution(clerk, given), place="")])


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
