"""Who undertook what, by when, and what has become of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated, Any

import msgspec

from ledger.vocabulary.commitments import CommitmentMade
from ledger.vocabulary.dates import NO_END, When, when
from projections.answers.columns import ACTOR, Standing, StatedBy
from projections.answers.deferred import Deferred
from projections.answers.layout import row_from
from projections.answers.other_subjects import OF_PREDECESSORS
from projections.answers.question import Answer, CannotAsk, Column, Line, Parameter, column_of, question
from projections.answers.sentences import number_of, tallied

if TYPE_CHECKING:
    from projections.commitments import Undertaking
    from projections.engine.register import Register


class PutOff(msgspec.Struct, frozen=True, kw_only=True):
    """A time that a commitment was put off."""

    date: Annotated[When, Column("When it was")]
    due: Annotated[Any, Column("Until when, as a date or in the words of the source")]
    reason: Annotated[str, Column("Why")]
    certainty: Annotated[str, Column("Whether it had been by the day: yes, or possibly")]


class Commitment(Line, frozen=True, kw_only=True):
    """A commitment as it stands on the day."""

    state: Annotated[str, Column("What has become of it")]
    due: Annotated[When | None, Column("When it is due now")]
    due_words: Annotated[str, column_of(CommitmentMade, "due_words", label="or in words")]
    text: Annotated[str, column_of(CommitmentMade, "text")]
    by: Annotated[str | None, Column("Who undertook it; empty where the source names nobody", ACTOR)]
    to: Annotated[str | None, Column("To whom it is owed", ACTOR)]
    about: Annotated[tuple[str, ...], Column("What it is about", "any")]
    or_due: Annotated[tuple[Any, ...], Column("When it may be due instead, if it was put off", tabled=False)]
    first_due: Annotated[When | None, Column("When it was due at first, if it was put off")]
    rescheduled: Annotated[tuple[PutOff, ...], Column("Each time it was put off", label="put off")]
    since: Annotated[When, Column("When it was made", label="made")]
    until: Annotated[When | None, Column("When it was discharged, where that is told", label="discharged")]
    how: Annotated[str, Column("How it was discharged")]
    resolution: Annotated[str | None, Column("The resolution that it comes from", "resolution", bare=True)]
    limb: Annotated[str, column_of(CommitmentMade, "limb")]
    standing: Standing
    stated_by: StatedBy
    id: Annotated[str, Column("The commitment", "commitment", bare=True)]


@question(
    "commitments",
    noun="who undertook what by when; `--overdue`: what is late",
    below={"undated": Commitment, OF_PREDECESSORS: Commitment},
)
def commitments(
    register: Register,
    overdue: Annotated[bool, Parameter("Only those that are overdue on the day, or possibly are.")] = False,
    open_: Annotated[bool, Parameter("Only those that are not discharged.")] = False,
    body: Annotated[
        str | None,
        Parameter("Only those that a body or organisation made, is owed or is the subject of.", "body|organisation"),
    ] = None,
    person: Annotated[
        str | None, Parameter("Likewise; of a person, also in a post held when it was made.", "person|post")
    ] = None,
    project: Annotated[str | None, Parameter("Only those about a project.", "project")] = None,
) -> Answer[Commitment]:
    """List the commitments made by a day: those with a date by that date, then those without, then the discharged.

    \b
    govledger commitments --overdue --as-at 2016-01-01

    Overdue is what was due before the day and is not discharged; possibly overdue, what may have been due
    before it. What is due "in due course" is undated and never overdue; with --overdue it is counted, and JSON has it
    apart.
    """
    from projections import commitments

    if overdue and register.as_at is None:
        raise CannotAsk("a commitment is overdue on a day; give --as-at a day, or leave --overdue out")
    found = commitments.concerning(commitments.commitments(register), body, project)
    found = commitments.of_person(register, found, person) if person else found
    if overdue:
        return _overdue(found)
    left = [each for each in found if not open_ or each.state is not commitments.State.DISCHARGED]
    said = tallied(found := sorted(left, key=_place), "commitment", lambda each: each.state)
    return Answer(Deferred(found, _rows), said)


def _overdue(found: Iterable[Undertaking]) -> Answer[Commitment]:
    from projections.commitments import LATE, State

    in_order = sorted(found, key=_place)
    undated = [each for each in in_order if each.state is State.UNDATED]
    late = [each for each in in_order if each.state in LATE]
    count = len(undated)
    said = tallied(late, "commitment", lambda each: each.state) or "Nothing is overdue."
    never = number_of(count, "open commitment")
    return Answer(
        Deferred(late, _rows),
        f"{said[:-1]}; {never} without a date, never overdue." if count else said,
        empty="nothing is overdue",
        below={"undated": Answer(Deferred(undated, _rows), tabled=False)},
        notes=("`govledger commitments --open` lists what has no date, too",) if count else (),
    )


def _rows(several: Iterable[Undertaking]) -> list[Commitment]:
    return list(map(_row, several))


def _row(each: Undertaking) -> Commitment:
    last, *others = reversed(each.due)
    return row_from(
        Commitment,
        each.made,
        each.certainty,
        state=each.state.value,
        due=last.on,
        due_words=last.words,
        or_due=tuple(other.on if other.on else other.words for other in others),
        first_due=each.made.event.due if each.rescheduled else None,
        rescheduled=tuple(
            PutOff(
                date=when(put_off.row.since),
                due=when(put_off.event.due) if put_off.event.due else put_off.event.due_words,
                reason=put_off.event.reason,
                certainty=put_off.certainty.value,
            )
            for put_off in each.rescheduled
        ),
        how=each.made.row.end.how if each.made.row.end else "",
        entries=each.entries,
    )


def _place(each: Undertaking) -> tuple[bool, int, int, tuple[int, ...]]:
    from projections.commitments import State

    on = each.due[-1].on
    bounds = (on.earliest, on.latest) if on else (NO_END, NO_END)
    return (each.state is State.DISCHARGED, *bounds, each.entries)
