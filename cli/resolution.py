"""`govledger resolution record`: more than one event's options, since a resolution has limbs and can be asked for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

import click

from cli.config import read_verbs
from cli.params import ACTOR, BODY, EDTF, MEETING, MEMBER, PROJECT, NewSubjectType, SubjectType
from cli.provenance_options import Clerk, recording
from ledger.refusals import Refusal
from ledger.vocabulary.dates import When
from ledger.vocabulary.motions import is_office
from ledger.vocabulary.resolutions import Limb, ResolutionPassed, Verb
from ledger.vocabulary.verbs import plain_word, verb_of, with_own

MOTION: Final = SubjectType("motion")


class VerbWord(click.ParamType[tuple[Verb, str]]):
    """A clerk's word for what a limb does: the verb that it comes to, and the word where it is another."""

    name = "verb"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[Verb, str]:
        """Look the word up, with those of the council's own."""
        if isinstance(value, tuple):
            return value
        try:
            verb = verb_of(value.replace("-", " ") if value == "not-moved" else value, with_own(read_verbs()))
        except Refusal as refusal:
            self.fail(str(refusal), param, ctx)
        return verb, "" if plain_word(value.replace("-", " ")) == verb.value else value


VERB: Final = VerbWord()


@click.command("record")
@click.option("--body", type=BODY, help="The body that resolved; with --meeting it may be left out.")
@click.option("--meeting", type=MEETING, help="The meeting at which it was resolved.")
@click.option("--text", help="The exact words; default: those of the limbs.")
@click.option("--limb", "limbs", type=(VERB, str), multiple=True, metavar="VERB TEXT", help="A limb. Can be repeated.")
@click.option("--project", "projects", type=PROJECT, multiple=True, help="What all limbs are about. Can be repeated.")
@click.option("--to", type=ACTOR, help="To whom all limbs are addressed: who has to answer a recommendation.")
@click.option("--due", type=EDTF, help="By when they have to be answered.")
@click.option("--until", type=EDTF, help="Until when what is deferred is deferred.")
@click.option("--mover", type=MEMBER, help="Who moved it: a person or a post.")
@click.option("--mover-as-given", metavar="WORDS", help="Who moved it, in words: 'the Mayor'.")
@click.option("--seconder", type=MEMBER, help="Who seconded it: a person or a post.")
@click.option("--seconder-as-given", metavar="WORDS", help="Who seconded it, in words.")
@click.option("--motion", type=MOTION, help="The motion that was carried as this.")
@click.option(
    "--id",
    "resolution",
    type=NewSubjectType("resolution"),
    help="Its id; default: made of the meeting, or the document, and the words.",
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
    for key in ("mover", "seconder"):
        if given[key] and is_office(given[key]) and not clerk.knows(given[key], MEMBER.kinds):
            given = {**given, key: None, f"{key}_as_given": given[f"{key}_as_given"] or given[key]}
    kinds = {"body": ("body",), "meeting": ("meeting",), "motion": MOTION.kinds, "to": ACTOR.kinds}
    kinds |= dict.fromkeys(("mover", "seconder"), MEMBER.kinds)
    told: dict[str, Any] = {key: clerk.completed(given[key], of) for key, of in kinds.items() if given[key]}
    told |= {key: given[key] for key in ("mover_as_given", "seconder_as_given") if given[key]}
    each: dict[str, Any] = {key: _text(given[key]) for key in ("due", "until") if given[key]}
    each |= {"to": told.pop("to")} if "to" in told else {}
    projects = tuple(clerk.completed(project, ("project",)) for project in given["projects"])
    limbs = tuple(
        Limb(verb=verb, verb_as_given=word, text=text, projects=projects, **each)
        for (verb, word), text in given["limbs"]
    )
    words = given["text"] or "; ".join(limb.text for limb in limbs)
    return ResolutionPassed(text=words, limbs=limbs, resolution=given["resolution"] or "", **told)


def _text(date: When) -> str:
    return date.text


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
        given[key] = given[key] or _ask_for_subject(clerk, words, MEMBER.kinds, optional=True)
    if not clerk.dry_run and not click.confirm("Record this?", default=True, err=True):
        raise click.Abort


def _ask_for_limbs() -> Sequence[tuple[tuple[Verb, str], str]]:
    limbs: list[tuple[tuple[Verb, str], str]] = []
    while not limbs or click.confirm("Another limb?", default=False, err=True):
        verb = _ask(f"Limb {len(limbs) + 1}, verb", type=VERB)
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
