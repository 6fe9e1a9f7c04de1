"""`govledger resolution record`: more than one event's options, since a resolution has limbs and can be asked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

import click
from msgspec.structs import replace

from cli.account import in_full
from cli.config import read_verbs
from cli.dialogue import Choosing, ask, ask_in_words, days_of_meetings, item_in, items_of, members_of, names_of
from cli.exits import say_refused
from cli.params import ACTOR, BODY, EDTF, MEETING, MEMBER, PROJECT, NewSubjectType, SubjectType
from cli.provenance_options import Clerk, recording
from cli.terminal import say
from cli.vote import SIDES, side_field, vote_on
from ledger.entries.entry import Draft, Entry
from ledger.refusals import Refusal, Refusals, Unexplained
from ledger.vocabulary.counts_in_words import counts_in
from ledger.vocabulary.dates import When
from ledger.vocabulary.meetings import MeetingHeld
from ledger.vocabulary.motions import is_office
from ledger.vocabulary.resolutions import Limb, ResolutionPassed, Verb
from ledger.vocabulary.verbs import plain_word, verb_of, with_own
from ledger.vocabulary.votes import Choice, manner_in

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
@click.option("--item", help="The item of the agenda, by its number or else its title.")
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
    clerk.record(
        resolution_and_vote(clerk, given) if interactive else [clerk.draft(_resolution(clerk, given), place="")]
    )


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
    told |= {"item": given["item"]} if given["item"] else {}
    words = given["text"] or "; ".join(limb.text for limb in limbs)
    return ResolutionPassed(text=words, limbs=limbs, resolution=given["resolution"] or "", **told)


def _text(date: When) -> str:
    return date.text


def resolution_and_vote(clerk: Clerk, given: dict[str, Any]) -> list[Draft]:
    """What the clerk says at the terminal, shown before it is recorded; what options gave is not asked again."""
    if not clerk.source_said.get("document"):
        clerk.source_said = {**clerk.source_said, "document": ask("Document (title)")}
    _ask_for_occasion(clerk, given)
    if not given["limbs"]:
        given["limbs"] = tuple(_limbs())
    given["text"] = given["text"] or ask("Exact words", default="; ".join(text for _, text in given["limbs"]))
    if not given["projects"] and names_of(clerk, PROJECT.kinds):
        given["projects"] = tuple(_projects(clerk))
    movers = Choosing(clerk, MEMBER.kinds, members_of(clerk, *_body_and_day(clerk, given)))
    given["mover"] = given["mover"] or movers.ask("Moved by", "not said")
    given["seconder"] = given["seconder"] or movers.ask("Seconded by", "not said")
    vote = _vote(movers)
    while True:
        drafts = [clerk.draft(_resolution(clerk, given), place="")]
        try:
            if vote:
                [passed] = _called(clerk, drafts)
                voted = clerk.draft(vote_on(clerk, [passed.stream], vote), place="")
                drafts.append(replace(voted, occurred=passed.occurred))
            foreseen = _called(clerk, drafts)
            break
        except Refusals as several:
            if clerk.although or not all(isinstance(each, Unexplained) for each in several.refusals):
                raise
            say_refused(several)
            clerk.although = ask("Why is it recorded all the same (Enter: it is not)", default="") or None
            if not clerk.although:
                raise click.Abort from several
    if not clerk.dry_run:
        for entry in foreseen:
            say(in_full(entry))
        if not click.confirm("Record this?", default=True, err=True):
            raise click.Abort
    return drafts


def _called(clerk: Clerk, drafts: Sequence[Draft]) -> list[Entry]:
    """The entries that drafts would come to, or have come to already."""
    outcome = clerk.session.ledger.record(drafts, dry_run=True)
    return [*outcome.recorded, *(entry for _, entry in outcome.already if entry)]


def _ask_for_occasion(clerk: Clerk, given: dict[str, Any]) -> None:
    """By which body, at which of its meetings, under which item, and else when."""
    if not given["body"] and not given["meeting"]:
        given["body"] = Choosing(clerk, BODY.kinds).ask("Body")
        if days := days_of_meetings(clerk, given["body"]):
            given["meeting"] = Choosing(clerk, MEETING.kinds, days).ask("Meeting, by its day", "not said") or None
    if given["meeting"] and not given["item"]:
        items = items_of(clerk, clerk.completed(given["meeting"], MEETING.kinds))
        given["item"] = ask_in_words("Item", lambda typed: item_in(items, typed), items.values(), "")
    if clerk.occurred is None and not given["meeting"]:
        clerk.occurred = ask("Date (EDTF)", default="XXXX", type=EDTF)


def _body_and_day(clerk: Clerk, given: dict[str, Any]) -> tuple[str, When | None]:
    if not given["meeting"]:
        return clerk.completed(given["body"], BODY.kinds), clerk.occurred
    held = clerk.session.ledger.introductions(clerk.completed(given["meeting"], MEETING.kinds))
    body = given["body"] or next((each.event.body for each in held if isinstance(each.event, MeetingHeld)), "")
    return clerk.completed(body, BODY.kinds) if body else "", held[-1].occurred.some_day if held else None


def _limbs() -> Iterator[tuple[tuple[Verb, str], str]]:
    number = 0
    while not number or click.confirm("Another limb?", default=False, err=True):
        number += 1
        verb = ask_in_words(f"Limb {number}, verb", lambda typed: VERB.convert(typed, None, None), _known_verbs())
        yield verb, ask(f"Limb {number}, words")


def _known_verbs() -> list[str]:
    words = with_own(read_verbs())
    return [*(verb.value for verb in Verb), *sorted(set(words) - {verb.value for verb in Verb})]


def _projects(clerk: Clerk) -> Iterator[str]:
    projects = Choosing(clerk, PROJECT.kinds)
    while found := projects.ask("About the project", "no more"):
        yield found


def _vote(voters: Choosing) -> dict[str, Any]:
    """How the vote went, as the options of `vote record`; nothing where nobody says."""
    while typed := ask("Vote: '5 for, 4 against', 'unanimously', or 'names' (Enter: not said)", default=""):
        if typed.strip().lower() == "names":
            ballots: dict[str, Any] = {side_field(side): tuple(_voters(voters, side)) for side in SIDES}
            return {**ballots, "some_named": not click.confirm("Are these all who voted?", default=True, err=True)}
        manner, carried = manner_in(typed)
        counts = counts_in(typed)
        if manner or carried is not None or counts:
            result = {"yes": True, "no": False}.get(counts.pop("carried", ""), carried)
            sides = {side_field(side): (counts[side.value],) for side in SIDES if side.value in counts}
            return {**sides, "manner": manner, "carried": result}
        say(f"Error: '{typed}' does not tell how a vote went")
    return {}


def _voters(voters: Choosing, side: Choice) -> Iterator[str]:
    while found := voters.ask(side.value.capitalize(), "no more"):
        yield found
