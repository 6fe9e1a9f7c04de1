"""`govledger votes`: how votes went, and how somebody voted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from cli.asking import question
from cli.params import DECIDED, MEMBER
from projections.answers.decision_rows import ballot_cells
from projections.answers.from_register import listing, row_of, short_id
from projections.answers.known_subjects import known_subject
from projections.answers.listing import Column, Listing, dated
from projections.answers.names import naming

if TYPE_CHECKING:
    from projections.engine.register import Register


@click.command("votes")
@click.option("--on", "subject", type=DECIDED, help="Only on one resolution or decision.")
@click.option("--by", "voter", type=MEMBER, help="Only those in which somebody's own vote is on record, and how.")
@question
def command(register: Register, subject: str | None, voter: str | None) -> Listing:
    """List the votes by a day: counts, casting vote, quorum, and who voted how where that was recorded by name."""
    from projections.decisions import votes
    from projections.decisions.listing import of

    subject = subject and known_subject(register, subject, DECIDED.kinds)
    voter = voter and known_subject(register, voter, MEMBER.kinds)
    name, rows = naming(register), []
    for answer in votes.votes(register, subject, voter=voter):
        vote, whole = answer.event, of(register, answer.stream)
        choice = votes.choice_of(vote, voter) if voter else None
        cells: dict[str, Any] = {
            "text": whole.event.text if whole else "",
            "their_vote": choice.value if choice else None,
            "for": vote.for_ if vote.counted else None,
            "against": vote.against if vote.counted else None,
            "abstained": vote.abstained if vote.counted else None,
            "casting": ballot_cells(vote.casting, name) if vote.casting else None,
            "ballots": tuple(ballot_cells(ballot, name) for ballot in vote.ballots),
        }
        rows.append(row_of(answer, **cells))
    return listing(
        register,
        rows,
        *(dated("since", "date"), short_id("id", "on"), "text", *((Column("their_vote"),) if voter else ())),
        *("for", "against", "abstained", "absent", "present", "quorum", "carried"),
        *(Column("casting", "casting vote", text=_casting), Column("ballots", tabled=False)),
        *(Column("some_named", tabled=False), "standing"),
    )


def _casting(ballot: dict[str, Any] | None) -> str:
    return f"{ballot['choice']} by {ballot['member_name']}" if ballot else ""
