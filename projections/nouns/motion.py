"""What was moved, how it was amended, and what became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from ledger.vocabulary.motions import MotionMoved
from projections.answers.columns import AboutProject, OnDay, Standing
from projections.answers.decision_parts import MotionStep, Vote, in_short, motion_steps, vote
from projections.answers.deferred import Deferred
from projections.answers.layout import names_in, row_from, within
from projections.answers.names import Name
from projections.answers.question import Answer, Column, Line, Parameter, column_of, question
from projections.answers.sentences import sentence

if TYPE_CHECKING:
    from projections.decisions.motions import Moved
    from projections.engine.register import Register


class MotionLine(Line, frozen=True, kw_only=True):
    """A motion or an amendment, and what became of it."""

    since: OnDay
    body: Annotated[str, Column("The body before which it was moved", "body")]
    role: Annotated[str, Column("A motion, an amendment, or the substantive motion that results of amendments")]
    text: Annotated[str, column_of(MotionMoved, "text")]
    mover: Annotated[str | None, column_of(MotionMoved, "mover")]
    mover_as_given: Annotated[str, column_of(MotionMoved, "mover_as_given", label="mover, in words")]
    seconder: Annotated[str | None, column_of(MotionMoved, "seconder")]
    seconder_as_given: Annotated[str, column_of(MotionMoved, "seconder_as_given", label="seconder, in words")]
    outcome: Annotated[str | None, Column("What became of it, where that is told")]
    id: Annotated[str, Column("The motion", "motion", bare=True, label="motion")]
    amends: Annotated[str | None, column_of(MotionMoved, "amends", bare=True)]
    standing: Standing


class MotionPage(MotionLine, frozen=True, kw_only=True):
    """What is recorded of one motion."""

    meeting: Annotated[str | None, Column("The meeting at which it was moved", "meeting", bare=True)]
    projects: Annotated[tuple[str, ...], column_of(MotionMoved, "projects")]
    outcome_text: Annotated[str | None, Column("What the minutes say of what became of it")]
    vote: Annotated[Vote | None, Column("The last vote on it", text=in_short)]
    resolution: Annotated[str | None, Column("The resolution that it became", "resolution", bare=True)]
    chain: Annotated[tuple[MotionStep, ...], Column("The motion, its amendments, and what was put in the end")]


@question("motion list", noun="what was moved, and what became of it", example="--body th-council --as-at 2024-12-31")
def motions(
    register: Register,
    body: Annotated[str | None, Parameter("Only before one body.", "body")] = None,
    meeting: Annotated[str | None, Parameter("Only at one meeting.", "meeting")] = None,
    project: AboutProject = None,
    person: Annotated[str | None, Parameter("Only what a person or a post moved or seconded.", "person|post")] = None,
) -> Answer[MotionLine]:
    """List the motions and amendments moved by a day: who moved and seconded them, and what became of them.

    A motion that was carried became a resolution (`resolution list`); one that was lost or withdrawn stands here alone.
    """
    from projections.decisions import motions

    found = motions.motions(register, body=body, meeting=meeting, project=project, person=person)
    return Answer(Deferred(found, lambda some: list(map(_line, some))))


@question("motion show", example="th-council-2024-05-15/6 --as-at ever")
def motion(register: Register, motion: Annotated[str, Parameter("The motion.", "motion")]) -> Answer[MotionPage]:
    """Show one motion: its words, who moved it, its amendments, the votes, and the resolution that it became."""
    from projections.decisions import motions

    found = motions.motion(register, motion)
    if found is None:
        return Answer(())
    chain = motions.chain(register, motion)
    told: dict[str, Any] = {
        "vote": vote(found.votes[-1]) if found.votes else None,
        "outcome": found.outcome,
        "outcome_text": found.determined.event.text if found.determined else None,
        "role": found.role,
        "resolution": found.resolution.stream if found.resolution else None,
        "chain": motion_steps(chain),
        "entries": tuple(sorted({position for each in chain for position in each.entries})),
    }
    row = row_from(MotionPage, found.motion, **told)
    return Answer([row], _in_short(row, names_in(register, Answer([row]))), layout="page")


def _in_short(moved: MotionPage, name: Name) -> str:
    """Who moved it where and when, what became of it, and what was put and decided in its place."""
    did = [
        f"{what} by {name(who) or as_given}"
        for what, who, as_given in (
            ("moved", moved.mover, moved.mover_as_given),
            ("seconded", moved.seconder, moved.seconder_as_given),
        )
        if who or as_given
    ]
    from projections.decisions.motions import SUBSTANTIVE

    put = [step for step in moved.chain if step.role == SUBSTANTIVE and moved.role == "motion"]
    became = [_became(moved.outcome, moved.vote, name)]
    became += [f"the {step.role}: {_became(step.outcome, step.vote, name)}" for step in put]
    doubt = "" if moved.standing == "minuted" else f" ({moved.standing})"
    where = f"{moved.role} before {name(moved.body)} {moved.since.on}{doubt}"
    return sentence(f"{', '.join([where, *did])}: {'; '.join(became)}")


def _became(outcome: str | None, vote: Vote | None, name: Name) -> str:
    """What became of a motion, with the vote by which it did."""
    told = in_short(within(vote, name)) if vote else ""
    if outcome:
        told = told.removesuffix(outcome).removesuffix("; ")
    return f"{outcome} ({told})" if outcome and told else outcome or told or "what became of it is not recorded"


def _line(each: Moved) -> MotionLine:
    return row_from(MotionLine, each.motion, outcome=each.outcome, role=each.role, entries=each.entries)
