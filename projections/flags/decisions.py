"""Decisions that were not taken, noticed or recorded as the law asks; and the same words resolved twice."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ledger.vocabulary.dates import Certainty, When, in_force, when
from ledger.vocabulary.decisions import Urgency
from ledger.vocabulary.provenance import IN_BEING
from ledger.vocabulary.subjects import kind_of, name_of
from projections.accountability.declared import DELEGATIONS, Delegation
from projections.decisions.context import in_time
from projections.decisions.declarations import Declarations
from projections.decisions.individual import DECISIONS, Decision
from projections.decisions.notices import CLEAR_DAYS, NOTICES, Given, clear_days
from projections.decisions.resolutions import RESOLUTIONS
from projections.decisions.statutory_record import lacking
from projections.engine.register import Register, RowAsAt
from projections.engine.rows import Row
from projections.flags.flag import Flag, Lapse, date_of, flagged, in_turn, is_said, last_day_of, told
from projections.people import APPOINTMENTS, may_have_held

NO_NOTICE = Lapse(
    "key decision without notice", "28 clear days' notice, or five (SI 2012/2089 regs 9, 10)", by_dates=True
)
SHORT_NOTICE = Lapse(
    "notice too short", "28 clear days before a key decision, or five (SI 2012/2089 regs 9, 10)", by_dates=True
)
NOT_AGREED = Lapse("special urgency that nobody agreed to", "the scrutiny chair has to agree (SI 2012/2089 reg 11)")
SELF_AGREED = Lapse("urgency agreed to by the decider", "somebody else has to agree (SI 2012/2089 reg 11)")
LACKING = Lapse("record lacks what the law asks for", "SI 2012/2089 regs 12, 13; SI 2014/2095 reg 7")
OTHERS_POWER = Lapse("decided under a delegation to somebody else", "only who was given a function may exercise it")
NO_POWER = Lapse("decided under a delegation not in force", "a function is given until it is taken back", by_dates=True)
TWICE = Lapse("the same words resolved twice", "one of the two may be recorded by mistake")
LAPSES = (NO_NOTICE, SHORT_NOTICE, NOT_AGREED, SELF_AGREED, LACKING, OTHERS_POWER, NO_POWER, TWICE)


def check(register: Register) -> Iterator[Flag]:
    """Key decisions without notice, urgency without agreement, records that lack something, power not held."""
    declarations = Declarations(register)
    for answer in told(register, DECISIONS):
        yield from _by_notice(register, answer)
        yield from _by_urgency(answer)
        yield from _by_record(answer, declarations)
        yield from _by_power(register, answer)


def short_notices(register: Register) -> Iterator[Flag]:
    """Notices of key decisions that are due too soon after them."""
    for answer in told(register, NOTICES):
        notice = answer.row
        wanted = CLEAR_DAYS.get(answer.event.urgency)
        if not (answer.event.key and answer.event.due) or wanted is None:
            continue
        due = when(answer.event.due)
        _, most = clear_days(notice, Row(from_earliest=due.earliest, from_latest=due.latest))
        if most is not None and most < wanted:
            yield flagged(SHORT_NOTICE, answer, f"published {date_of(notice).on}, due {due.on}: {most} clear days")


def resolved_twice(register: Register) -> Iterator[Flag]:
    """Resolutions of one body on one day in the same words, but for those of two meetings of that day."""
    seen: dict[tuple[str, str, str], list[RowAsAt[Any]]] = {}
    for answer in in_turn(told(register, RESOLUTIONS), lambda each: f"{each.event.text} {each.event.meeting or ''}"):
        row, meeting = answer.row, answer.event.meeting
        alike = seen.setdefault((answer.event.body, row.since, answer.event.text), [])
        first = next((each for each in alike if None in (meeting, m := each.event.meeting) or m == meeting), None)
        if first is not None and not date_of(row).is_unknown:
            says = f"'{name_of(answer.event.body)}' resolved this {date_of(row).on} in another entry"
            yield flagged(TWICE, answer, says, first.row)
        alike.append(answer)


def _by_notice(register: Register, answer: RowAsAt[Decision]) -> Iterator[Flag]:
    decision = answer.row
    given = [
        notice
        for project in decision.projects
        for notice in told(register, NOTICES, stream=project)
        if notice.event.by == answer.event.by and notice.row.from_earliest <= decision.from_latest
    ]
    found = in_time(decision, given)
    if found is Given.NONE:
        yield flagged(NO_NOTICE, answer, "no notice by the decider is recorded before it")
    if found is Given.SHORT:
        published = ", ".join(date_of(notice.row).on for notice in given)
        yield flagged(
            SHORT_NOTICE, answer, f"noticed {published}, made {date_of(decision).on}", *(n.row for n in given)
        )


def _by_urgency(answer: RowAsAt[Decision]) -> Iterator[Flag]:
    if answer.event.urgency is Urgency.SPECIAL_URGENCY and not answer.event.urgency_agreed_by:
        yield flagged(NOT_AGREED, answer, "taken under special urgency; who agreed is not recorded")
    if answer.event.urgency_agreed_by == answer.event.by:
        yield flagged(SELF_AGREED, answer, f"'{name_of(answer.event.by)}' decided, and agreed that it was urgent")


def _by_record(answer: RowAsAt[Decision], declarations: Declarations) -> Iterator[Flag]:
    """That no conflict is recorded is no lapse: none may have been declared."""
    declared = declarations.before(answer, answer.row.projects)
    missing = [each for each in lacking(answer.row, declared) if each.what != "conflicts of interest"]
    if missing:
        what = ", ".join(f"{each.what} ({each.law})" for each in missing)
        yield flagged(LACKING, answer, f"not recorded: {what}")


def _by_power(register: Register, answer: RowAsAt[Decision]) -> Iterator[Flag]:
    decision = answer.row
    if not answer.event.under:
        return
    granted = register.only(DELEGATIONS, stream=answer.event.under)
    if granted is None:
        return
    under = name_of(answer.event.under)
    if is_said(granted.row) and not _is_for(register, granted.row, decision):
        to = name_of(granted.event.to)
        yield flagged(OTHERS_POWER, answer, f"'{under}' is a delegation to '{to}'", granted.row)
    if _was_in_force(granted.row, date_of(decision)) is Certainty.NO:
        yield flagged(NO_POWER, answer, f"'{under}' was not in force {date_of(decision).on}", granted.row)


def _is_for(register: Register, granted: Delegation, decision: Decision) -> bool:
    """Whether a delegation is to the decider, or to a post that the decider may have held."""
    if granted.event.to == decision.event.by:
        return True
    if kind_of(granted.event.to) != "post":
        return False
    held = register.rows(APPOINTMENTS, in_force=False, stream=granted.event.to)
    return any(each.event.person == decision.event.by and may_have_held(each, decision) for each in held)


def _was_in_force(granted: Row, on: When) -> Certainty:
    if on.is_exact and granted.standing in IN_BEING:
        return in_force(date_of(granted), last_day_of(granted), on.earliest)
    return Certainty.POSSIBLY


CHECKS = (check, short_notices, resolved_twice)
