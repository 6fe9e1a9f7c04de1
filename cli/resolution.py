"""`govledger resolution record`: more than one event's options, since a resolution has limbs and can be asked for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

import click

from cli.params import BODY, EDTF, MEETING, PERSON, PROJECT, NewSubjectType, OneOf
from cli.provenance_options import Clerk, recording
from ledger.refusals import Refusal
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
@click.option(
    "--id", "resolution", type=NewSubjectType("resolution"), help="Its id; default: made of the document and the words."
)
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


def ask_for_resolution(clerk: Clerk, given: dict[str, Any]) -> None:
    """Fill in what the options of `resolution record` left out; what they gave is not asked again."""
    if not clerk.source_said.get("document"):
        clerk.source_said = {**clerk.source_said, "document": _ask("Document (title)")}
    if clerk.occurred is None:
        clerk.occurred = _ask("Date (EDTF)", default="XXXX", type=EDTF)
    if not given["body"] and not given["meeting"]:
        given["body"] = _ask_for_subject(clerk, "Body", ("body",))
    if not given["limbs"]:
        given["limbs"] = tuple(_ask_for_limbs())
    given["text"] = given["text"] or _ask("Exact words", default="; ".join(text for _, text in given["limbs"]))
    for key, words in (("mover", "Moved by (empty: not said)"), ("seconder", "Seconded by (empty: not said)")):
        given[key] = given[key] or _ask_for_subject(clerk, words, ("person",), optional=True)
    if not clerk.dry_run and not click.confirm("Record this?", default=True, err=True):
        raise click.Abort


def _ask_for_limbs() -> Sequence[tuple[Verb, str]]:
    limbs: list[tuple[Verb, str]] = []
    while not limbs or click.confirm("Another limb?", default=False, err=True):
        verb = _ask(f"Limb {len(limbs) + 1}, verb", type=OneOf(list(Verb)), show_choices=len(limbs) == 0)
        limbs.append((verb, _ask(f"Limb {len(limbs) + 1}, words")))
    return limbs


def _ask_for_subject(clerk: Clerk, words: str, kinds: Sequence[str], optional: bool = False) -> str:
    return str(_ask(words, default="" if optional else None, value_proc=_known(clerk, kinds, optional)))


def _known(clerk: Clerk, kinds: Sequence[str], optional: bool) -> Callable[[str], str]:
    def check(written: str) -> str:
        if optional and not written:
            return ""
        try:
            return clerk.completed(written.strip(), kinds)
        except Refusal as refusal:
            raise click.UsageError(str(refusal)) from refusal

    return check


def _ask(words: str, **how: Any) -> Any:
    """A prompt on stderr, since the answer of the command is on stdout."""
    return click.prompt(words, err=True, show_default=bool(how.get("default")), **how)
