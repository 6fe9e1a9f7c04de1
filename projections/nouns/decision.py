"""What individuals, officers and executives decided, and what its record lacks (SI 2012/2089, SI 2014/2095)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import msgspec

from ledger.vocabulary.dates import Certainty, When
from ledger.vocabulary.decisions import DecisionKind, DecisionMade, Urgency
from ledger.vocabulary.resolutions import Verb
from projections.answers.columns import DECIDER, AboutProject, OnDay, Standing
from projections.answers.decision_parts import (
    CalledIn,
    Declaration,
    InRecord,
    NoticeGiven,
    OnMinutes,
    Passage,
    Present,
    Vote,
    called_in,
    in_record,
    in_short,
    on_minutes,
    reached_fields,
)
from projections.answers.layout import row_from
from projections.answers.names import Name, naming
from projections.answers.question import Answer, Column, Line, Parameter, column_of, question
from projections.answers.sentences import number_of, sentence

if TYPE_CHECKING:
    from projections.decisions.individual import Decision
    from projections.engine.register import Register


def _unless_none(urgency: str) -> str:
    """Tables say nothing of an urgency that there was not."""
    return "" if urgency == "none" else urgency


def _said_to_be(none: bool) -> str:
    return "so the record says" if none else ""


class DecisionLine(Line, frozen=True, kw_only=True):
    """A decision in a list."""

    since: OnDay
    by: Annotated[str, Column("Who decided", DECIDER)]
    kind: Annotated[DecisionKind, Column("Whose decision it is: executive, officer, other")]
    is_key: Annotated[bool | None, column_of(DecisionMade, "key", label="key")]
    urgency: Annotated[Urgency, Column("Whether it was urgent, and how", text=_unless_none)]
    text: Annotated[str, column_of(DecisionMade, "text")]
    projects: Annotated[tuple[str, ...], Column("The projects that it is about", "project")]
    force: Annotated[str, Column("Whether it may be acted on", label="in effect?")]
    id: Annotated[str, Column("The decision", "decision", bare=True)]
    standing: Standing


class DecisionLimb(msgspec.Struct, frozen=True, kw_only=True):
    """A limb of a decision."""

    number: Annotated[str, Column("Its number as recorded, else counted")]
    verb: Annotated[Verb, Column("What it does")]
    text: Annotated[str, Column("Its exact words")]


class DecisionPage(Line, frozen=True, kw_only=True):
    """What is recorded of one decision."""

    id: Annotated[str, Column("The decision", "decision", bare=True)]
    since: OnDay
    by: Annotated[str, Column("Who decided", DECIDER)]
    kind: Annotated[DecisionKind, Column("Whose decision it is: executive, officer, other")]
    text: Annotated[str, column_of(DecisionMade, "text")]
    reasons: Annotated[str, column_of(DecisionMade, "reasons")]
    alternatives: Annotated[tuple[str, ...], column_of(DecisionMade, "alternatives")]
    no_alternatives: Annotated[bool, column_of(DecisionMade, "no_alternatives", text=_said_to_be)]
    interests: Annotated[tuple[str, ...], column_of(DecisionMade, "interests")]
    dispensations: Annotated[tuple[str, ...], column_of(DecisionMade, "dispensations")]
    power: Annotated[str, column_of(DecisionMade, "power")]
    under: Annotated[str | None, column_of(DecisionMade, "under")]
    is_key: Annotated[bool | None, column_of(DecisionMade, "key", label="key")]
    urgency: Annotated[Urgency, Column("Whether it was urgent, and how", text=_unless_none)]
    urgency_agreed_by: Annotated[str | None, column_of(DecisionMade, "urgency_agreed_by")]
    urgency_agreed_as: Annotated[tuple[str, ...], Column("Which offices they surely had then", label="agreed as")]
    callable_in: Annotated[bool | None, Column("Whether it can be called in")]
    effective_from: Annotated[When | None, Column("From when it has effect")]
    force: Annotated[str | None, Column("Whether it may be acted on", label="in effect?")]
    force_certainty: Annotated[str | None, Column("How certain that is", tabled=False)]
    projects: Annotated[tuple[str, ...], Column("The projects that it is about", "project")]
    report: Annotated[str | None, Column("The report before it", "report")]
    meeting: Annotated[str | None, Column("The meeting at which it was taken", "meeting", bare=True)]
    minutes: Annotated[tuple[OnMinutes, ...], Column("What the record of its meeting rests on")]
    vote: Annotated[Vote | None, Column("The last vote on it", text=in_short)]
    notice_given: Annotated[str | None, Column("Whether notice of a key decision was given in time")]
    standing: Standing
    call_in: Annotated[tuple[CalledIn, ...], Column("Its call-in, if there was one")]
    limbs: Annotated[tuple[DecisionLimb, ...], Column("Its limbs, if its record divides it")]
    referred: Annotated[tuple[Passage, ...], Column("Who referred it to whom before")]
    scrutinised: Annotated[tuple[Passage, ...], Column("Who scrutinised it before")]
    notices: Annotated[tuple[NoticeGiven, ...], Column("Which notice was given before")]
    present: Annotated[tuple[Present, ...], Column("Who was there")]
    declared: Annotated[tuple[Declaration, ...], Column("Which interests were declared")]
    record: Annotated[tuple[InRecord, ...], Column("What the law asks of its record, and whether it is there")]


@question("decision list", noun="decisions of individuals and executives", example="--by th-cabinet --as-at 2023-12-31")
def decisions(
    register: Register,
    by: Annotated[str | None, Parameter("Only by one decider, as body:cabinet or post:director.", DECIDER)] = None,
    project: AboutProject = None,
) -> Answer[DecisionLine]:
    """List the decisions by a day, each with whether it is key, and whether it may be acted on."""
    from projections.decisions import call_ins, individual

    rows = []
    for answer in individual.decisions(register, by=by, project=project):
        effect = call_ins.effect(register, answer.stream, answer.event.effective_from)
        entries = tuple(sorted({*answer.row.entries, *effect.entries}))
        rows.append(row_from(DecisionLine, answer, force=effect.force.value, entries=entries))
    return Answer(rows)


@question("decision show", example="th-library-hours-june --as-at 2023-07-05")
def decision(
    register: Register, decision: Annotated[str, Parameter("The decision.", "decision")]
) -> Answer[DecisionPage]:
    """Show one decision: its words, how it was reached, what the law asks of its record and what is not recorded.

    A decision that was called in is made, and not yet to be acted on until the call-in is determined.
    """
    from projections.decisions.context import Reaching
    from projections.decisions.individual import decision as decision_of
    from projections.decisions.listing import limbs_of
    from projections.decisions.statutory_record import particulars

    found = decision_of(register, decision)
    if found is None:
        return Answer(())
    reached = Reaching(register).of_whole(found)
    call_in = called_in(reached.effect)
    told = reached_fields(reached) | {
        "limbs": tuple(
            DecisionLimb(number=limb.number, verb=limb.verb, text=limb.text) for limb in limbs_of(found) if limb.verb
        ),
        "urgency_agreed_as": _offices(register, found.row),
        "call_in": (call_in,) if call_in else (),
        "minutes": (on_minutes(reached.minutes),),
        "record": in_record(particulars(found.row, reached.declared)),
        "entries": tuple(sorted({*found.row.entries, *reached.entries})),
    }
    row = row_from(DecisionPage, found, **told)
    return Answer([row], _in_short(row, naming(register)), layout="page")


def _in_short(decision: DecisionPage, name: Name) -> str:
    """Who decided when, and whether it may be acted on."""
    lacking = sum(each.held == "not recorded" for each in decision.record)
    record = f"; {number_of(lacking, 'particular')} of its record not recorded" if lacking else ""
    return sentence(f"{name(decision.by)} decided {decision.since.on}; {decision.force}{record}")


def _offices(register: Register, decision: Decision) -> tuple[str, ...]:
    """Which offices whoever agreed to the urgency certainly had on the day: reg 11 asks for the scrutiny chair."""
    from projections.memberships import seats_of

    who, name = decision.event.urgency_agreed_by, naming(register)
    if not who or decision.from_earliest != decision.from_latest:
        return ()
    held = seats_of(replace(register, as_at=decision.from_earliest), who)
    certain = [seat for seat in held if seat.office and seat.certainty is Certainty.YES]
    return tuple(f"{seat.office} of {name(seat.place.stream)}" for seat in certain)
