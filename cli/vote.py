"""`govledger vote record`: a vote on one or several things; a side is counted, or names who voted so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, Final

import click

from cli.params import OneOf, SubjectType
from cli.provenance_options import Clerk, recording
from ledger.vocabulary.motions import is_office
from ledger.vocabulary.votes import Ballot, CastingVote, Choice, MajorityOf, Manner, VoteRecorded, majority_in

VOTED: Final = SubjectType("resolution", "decision", "motion")
SIDES: Final = (Choice.FOR, Choice.AGAINST, Choice.ABSTAINED, Choice.ABSENT)


@click.command("record")
@click.argument("on", type=VOTED, nargs=-1, required=True)
@click.option("--for", "for_", multiple=True, metavar="N|WHO", help="How many were for it, or who. Can be repeated.")
@click.option("--against", multiple=True, metavar="N|WHO", help="How many were against it, or who. Can be repeated.")
@click.option("--abstained", multiple=True, metavar="N|WHO", help="How many abstained, or who. Can be repeated.")
@click.option("--absent", multiple=True, metavar="N|WHO", help="How many were absent, or who. Can be repeated.")
@click.option("--some-named", is_flag=True, default=None, help="Those who are named are only some of who voted.")
@click.option("--manner", type=OneOf(list(Manner)), help="How it was voted.")
@click.option("--limb", "limbs", multiple=True, metavar="NUMBER", help="Only on a limb. Can be repeated.")
@click.option("--round", type=click.INT, help="Which of several ballots, as in an election.")
@click.option("--present", type=click.INT, help="Members present.")
@click.option("--members", type=click.INT, help="Members there are in all.")
@click.option("--quorum", type=click.INT, help="Members needed.")
@click.option(
    "--majority-needed", metavar="SHARE", help="The majority needed: simple, 2/3, 'two thirds of those present'."
)
@click.option("--majority-of", type=OneOf(list(MajorityOf)), help="Of whom it is needed; default: of those voting.")
@click.option("--majority-by", metavar="TEXT", help="The law or standing order that asks for it.")
@click.option("--casting", type=OneOf([Choice.FOR, Choice.AGAINST]), help="The casting vote.")
@click.option("--casting-by", metavar="WHO", help="Who cast it: a person, a post, or an office in words ('the Mayor').")
@click.option("--carried/--lost", default=None, help="What was declared.")
@recording
def command(clerk: Clerk, on: tuple[str, ...], casting: Choice | None, casting_by: str | None, **given: Any) -> None:
    """Record how a vote went on a motion, a resolution, a decision, or on several of them together.

    \b
    govledger vote record resolution:council-2023-08-03/6 --for 5 --against 4 --present 9 --carried \\
        --on 2023-08-03 --document 'Minutes of 3 August 2023'
    govledger vote record motion:council-2023-08-03/7 --for ada-quill --for ben-okafor --against cora-lund \\
        --manner recorded-vote --lost --on 2023-08-03 --document 'Minutes of 3 August 2023'

    What nobody counted is left out, and stays unknown.
    """
    if casting is None and casting_by:
        raise click.UsageError("--casting-by needs --casting: whether the casting vote was for or against")
    if casting is not None:
        given["casting"] = _casting(clerk, casting, casting_by or "")
    clerk.record([clerk.draft(vote_on(clerk, [clerk.completed(each, VOTED.kinds) for each in on], given))])


def vote_on(clerk: Clerk, on: Sequence[str], given: Mapping[str, Any]) -> VoteRecorded:
    """How a vote went on one or several things, as the options of the command tell it."""
    first, *others = on
    told: dict[str, Any] = {name: value for name, value in given.items() if value not in (None, ())}
    ballots = [ballot for side in SIDES for ballot in _ballots(clerk, side, told)]
    if ballots and not {Choice.FOR, Choice.AGAINST} <= {ballot.choice for ballot in ballots}:
        told.setdefault("some_named", True)
        if {"for_", "against"} & set(told):  # the one side is counted, so who is named on the other is all of it
            told |= {side_field(side): count for side, count in Counter(b.choice for b in ballots).items()}
    if words := told.pop("majority_needed", ""):
        told |= _majority(words, told)
    return VoteRecorded(resolution=first, also=tuple(others), ballots=tuple(ballots), **told)


def _ballots(clerk: Clerk, side: Choice, told: dict[str, Any]) -> list[Ballot]:
    """The ballots of a side that names who voted so; a number is put in the place of the words."""
    name = side_field(side)
    written: tuple[str, ...] = told.pop(name, ())
    if len(written) == 1 and written[0].isdigit():
        told[name] = int(written[0])
        return []
    return [Ballot(member=clerk.completed(who, ("person", "post")), choice=side) for who in written]


def side_field(side: Choice) -> str:
    """The field that counts a side."""
    return "for_" if side is Choice.FOR else side.value


def _majority(words: str, told: dict[str, Any]) -> dict[str, Any]:
    share, of = majority_in(words)
    if share is None:
        remedy = "write simple, 2/3, or 'two thirds of those present'"
        raise click.UsageError(f"'{words}' is no majority that can be counted; {remedy}")
    return {"majority_needed": share, **({"majority_of": of} if of and "majority_of" not in told else {})}


def _casting(clerk: Clerk, choice: Choice, by: str) -> CastingVote:
    if not by:
        return CastingVote(choice=choice)
    if is_office(by) and not clerk.knows(by, ("person", "post")):
        return CastingVote(choice=choice, as_given=by)
    return CastingVote(choice=choice, member=clerk.completed(by, ("person", "post")))
