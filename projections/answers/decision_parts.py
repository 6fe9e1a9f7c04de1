"""How a decision was reached, as rows within a row: referrals, scrutiny, notice, vote, presence, call-in, record."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Annotated, Any, Final

import msgspec

from ledger.vocabulary.dates import When, when
from ledger.vocabulary.decisions import DecisionCalledIn, DecisionNoticed, Urgency
from ledger.vocabulary.interests import ConflictAcknowledged
from ledger.vocabulary.meetings import AttendanceRecorded, Presence
from ledger.vocabulary.motions import MotionMoved
from ledger.vocabulary.reports import MinutesConfirmed
from ledger.vocabulary.votes import CastingVote, Choice, Majority, MajorityOf, Manner, VoteRecorded
from projections.answers.columns import DECIDER, VOTED
from projections.answers.layout import rests_on
from projections.answers.question import Column, Item, column_of
from projections.answers.requirements import but

if TYPE_CHECKING:
    from ledger.vocabulary import votes as vocabulary
    from projections import meetings
    from projections.decisions import votes
    from projections.decisions.call_ins import Effect
    from projections.decisions.context import Reached
    from projections.decisions.declarations import Declared
    from projections.decisions.motions import Moved
    from projections.decisions.statutory_record import Particular
    from projections.engine.register import RowAsAt
    from projections.engine.rows import Point
    from projections.projects import Step


COMES_TO: Final = Column("Whether the counts and the majority needed make it carried, where they tell")


class Passage(Item, frozen=True, kw_only=True):
    """A referral or a scrutiny on the way to a decision."""

    project: Annotated[str, Column("Whose step it is", "project")]
    date: Annotated[When, Column("When")]
    by: Annotated[str | None, Column("By whom", DECIDER)]
    to: Annotated[str | None, Column("To whom it was sent", DECIDER)]
    outcome: Annotated[str, Column("What came of it, or what it was for")]
    happened: Annotated[str, Column("Whether it happened: yes, no, only said to have, only expected ...")]


class NoticeGiven(Item, frozen=True, kw_only=True):
    """A notice given before a decision."""

    project: Annotated[str, Column("What is to be decided on", "project")]
    published: Annotated[When, Column("When notice was given")]
    due: Annotated[When | None, column_of(DecisionNoticed, "due")]
    key: Annotated[bool | None, Column("Whether it says that it is a key decision")]
    urgency: Annotated[Urgency, Column("Whether it was urgent, and how")]


class Present(Item, frozen=True, kw_only=True):
    """Somebody who was there; a substitute with the member in whose place."""

    person: Annotated[str, Column("Who", "person")]
    presence: Annotated[Presence, Column("Whether they were there")]
    substitute_for: Annotated[str | None, Column("In whose place", "person")]
    capacity: Annotated[str, column_of(AttendanceRecorded, "capacity")]
    further_capacities: Annotated[tuple[str, ...], column_of(AttendanceRecorded, "further_capacities")]
    items: Annotated[tuple[str, ...], column_of(AttendanceRecorded, "items")]
    presiding: Annotated[bool | None, column_of(AttendanceRecorded, "presiding")]
    remote: Annotated[bool | None, column_of(AttendanceRecorded, "remote")]
    arrived: Annotated[str | None, column_of(AttendanceRecorded, "arrived")]
    left: Annotated[str | None, column_of(AttendanceRecorded, "left")]
    date: Annotated[When | None, Column("On which day, where the meeting sat on several")] = None


class Declaration(Item, frozen=True, kw_only=True):
    """An interest declared, a conflict acknowledged or a dispensation granted, with what was done about it."""

    what: Annotated[str, Column("Which of the three it is")]
    date: Annotated[When, Column("When")]
    person: Annotated[tuple[str, ...], Column("Whose it is", "person")]
    of: Annotated[str, column_of(ConflictAcknowledged, "of")]
    nature: Annotated[str, Column("What it is, in the words of the record")]
    done: Annotated[str, Column("What was done about it, or that nothing is recorded")]


class Ballot(msgspec.Struct, frozen=True, kw_only=True):
    """How somebody voted."""

    member: Annotated[str, Column("Who voted", "person|post")]
    choice: Annotated[Choice, Column("How")]


class Casting(msgspec.Struct, frozen=True, kw_only=True):
    """The casting vote of who presided."""

    member: Annotated[str | None, column_of(CastingVote, "member")]
    as_given: Annotated[str, column_of(CastingVote, "as_given")]
    choice: Annotated[Choice, Column("How")]


class Vote(Item, frozen=True, kw_only=True):
    """A vote: on what, its manner and counts, who voted how, the majority needed, and what it came to."""

    voted_on: Annotated[tuple[str, ...], Column("What was decided by it", VOTED, bare=True)]
    limbs: Annotated[tuple[str, ...], column_of(VoteRecorded, "limbs")]
    round: Annotated[int | None, column_of(VoteRecorded, "round")]
    manner: Annotated[Manner | None, column_of(VoteRecorded, "manner")]
    for_: Annotated[int | None, column_of(VoteRecorded, "for_")]
    against: Annotated[int | None, column_of(VoteRecorded, "against")]
    abstained: Annotated[int | None, column_of(VoteRecorded, "abstained")]
    absent: Annotated[int | None, column_of(VoteRecorded, "absent")]
    present: Annotated[int | None, column_of(VoteRecorded, "present")]
    quorum: Annotated[int | None, column_of(VoteRecorded, "quorum")]
    ballots: Annotated[tuple[Ballot, ...], column_of(VoteRecorded, "ballots", text=ballots_in_short)]
    some_named: Annotated[bool, column_of(VoteRecorded, "some_named")]
    casting: Annotated[Casting | None, column_of(VoteRecorded, "casting", text=casting_in_short)]
    majority_needed: Annotated[str | None, column_of(VoteRecorded, "majority_needed")]
    majority_of: Annotated[MajorityOf | None, column_of(VoteRecorded, "majority_of")]
    carried: Annotated[bool | None, column_of(VoteRecorded, "carried")]
    comes_to: Annotated[bool | None, COMES_TO]


class MotionStep(Item, frozen=True, kw_only=True):
    """A motion on the way to what was decided: moved, amended, or put as the substantive motion."""

    role: Annotated[str, Column("A motion, an amendment, or the substantive motion that results of amendments")]
    text: Annotated[str, column_of(MotionMoved, "text")]
    mover: Annotated[str | None, column_of(MotionMoved, "mover")]
    mover_as_given: Annotated[str, column_of(MotionMoved, "mover_as_given")]
    seconder: Annotated[str | None, column_of(MotionMoved, "seconder")]
    seconder_as_given: Annotated[str, column_of(MotionMoved, "seconder_as_given")]
    outcome: Annotated[str | None, Column("What became of it, where that is told")]
    vote: Annotated[Vote | None, Column("The last vote on it", text=in_short)]
    motion: Annotated[str, Column("The motion", "motion", bare=True)]


class CalledIn(Item, frozen=True, kw_only=True):
    """The call-in of a decision and what became of it, as far as it was determined by the day."""

    called_in: Annotated[When, Column("When it was called in")]
    by: Annotated[tuple[str, ...], Column("Who called it in", "person|post|body|organisation")]
    to: Annotated[str | None, column_of(DecisionCalledIn, "to")]
    grounds: Annotated[str, Column("On which grounds")]
    determined: Annotated[When | None, Column("When it was determined what becomes of it")]
    determined_by: Annotated[str | None, Column("Who determined that", DECIDER)]
    outcome: Annotated[str | None, Column("What was determined")]
    outcome_text: Annotated[str | None, Column("In which words")]


class InRecord(msgspec.Struct, frozen=True, kw_only=True):
    """What the law asks of a record, and whether it is recorded."""

    what: Annotated[str, Column("What has to be in the record")]
    law: Annotated[str, Column("By which law")]
    held: Annotated[str, Column("Whether it is recorded")]


class OnMinutes(msgspec.Struct, frozen=True, kw_only=True):
    """What the record of a meeting rests on."""

    status: Annotated[str, Column("Whether its minutes are confirmed")]
    on: Annotated[When | None, Column("When they were")]
    at: Annotated[str | None, Column("At which meeting", "meeting")]
    signed_by: Annotated[str | None, Column("Who signed them", "person")]
    amendments: Annotated[tuple[str, ...], column_of(MinutesConfirmed, "amendments")]


def in_short(vote: Mapping[str, Any] | None) -> str:
    """A vote as minutes put it: '3 for, 1 against; carried'."""
    if not vote:
        return ""
    counts = [f"{vote[key]} {key}" for key in ("for", "against", "abstained") if vote[key]]
    said = [f"limb {', '.join(vote['limbs'])}"] if vote["limbs"] else []
    said += [f"ballot {vote['round']}"] if vote["round"] else []
    said += [vote["manner"]] if vote["manner"] else []
    said += [", ".join(counts)] if counts else []
    said += [casting_in_short(vote["casting"])] if vote["casting"] else []
    said += [f"{majority_in_words(vote)} needed"] if vote["majority_needed"] else []
    said += {True: ["carried"], False: ["lost"], None: []}[vote["carried"]]
    return "; ".join(said)


def ballots_in_short(ballots: Iterable[Mapping[str, Any]]) -> str:
    """Who voted how, side by side: 'for: A, B; against: C'."""
    sides: dict[str, list[str]] = {}
    for each in ballots:
        sides.setdefault(str(each["choice"]), []).append(each["member_name"])
    return "; ".join(f"{side}: {', '.join(names)}" for side, names in sides.items())


def casting_in_short(casting: Mapping[str, Any] | None) -> str:
    """A casting vote in words, with who cast it as far as that is told."""
    if not casting:
        return ""
    by = casting["member_name"] or casting["as_given"]
    return f"casting vote {casting['choice']}{f' by {by}' if by else ''}"


def majority_in_words(vote: Mapping[str, Any]) -> str:
    """The majority needed: '2/3 of those present'."""
    needed, of = vote["majority_needed"], vote["majority_of"]
    if needed in (None, Majority.SIMPLE):
        return f"{needed} majority" if needed else ""
    share = "more than half" if needed == Majority.HALF else "all" if needed == Majority.ALL else needed
    return f"{share} of {_OF_WHOM[of or MajorityOf.VOTING]}"


_OF_WHOM: Final = {
    MajorityOf.VOTING: "those voting",
    MajorityOf.PRESENT: "those present",
    MajorityOf.MEMBERS: "all members",
}


def steps_in_short(steps: Iterable[Mapping[str, Any]]) -> str:
    """Steps on one line, each with by whom, when, with what outcome, and what its source leaves open."""
    return "; ".join(
        ", ".join(filter(None, (step["by_name"], str(step["date"]), step["outcome"] or "", _unlike_minuted(step))))
        for step in steps
    )


def _unlike_minuted(step: Mapping[str, Any]) -> str:
    return but(step["happened"]) or ("" if step["standing"] == "minuted" else step["standing"])


def reached_fields(reached: Reached, *, resolution: bool = False) -> dict[str, Any]:
    """How something was reached, for the fields of a row; resolutions say nothing of when they have effect."""
    given, effect = reached.notice_given, reached.effect
    silent = resolution and effect.call_in is None
    return {
        "referred": tuple(map(passage, reached.referrals)),
        "scrutinised": tuple(map(passage, reached.scrutiny)),
        "notices": tuple(map(_notice, reached.notices)),
        "notice_given": given.value if given else None,
        "present": tuple(map(present, reached.present)),
        "declared": declarations(reached.declared),
        "vote": vote(reached.votes[-1]) if reached.votes else None,
        "force": None if silent else effect.force.value,
        "force_certainty": None if silent else effect.certainty.value,
        "minutes": reached.minutes.status.value,
    }


def passage(answer: RowAsAt[Step]) -> Passage:
    """A referral or a scrutiny."""
    from projections.routes.happened import happened_of

    row = answer.row
    return Passage(
        project=answer.stream,
        date=when(row.since),
        by=row.by,
        to=row.to,
        outcome=row.outcome or row.purpose,
        happened=happened_of(row),
        **rests_on(answer),
    )


def _notice(answer: RowAsAt[Point[DecisionNoticed]]) -> NoticeGiven:
    row, noticed = answer.row, answer.event
    return NoticeGiven(
        project=answer.stream,
        published=when(row.since),
        due=when(noticed.due) if noticed.due else None,
        key=noticed.key,
        urgency=noticed.urgency,
        **rests_on(answer),
    )


def present(answer: RowAsAt[Point[AttendanceRecorded]]) -> Present:
    """How somebody attended."""
    attended = answer.event
    return Present(
        person=attended.person,
        presence=attended.presence,
        substitute_for=attended.substitute_for,
        capacity=attended.capacity,
        further_capacities=attended.further_capacities,
        items=attended.items,
        presiding=attended.presiding,
        remote=attended.remote,
        arrived=attended.arrived,
        left=attended.left,
        **rests_on(answer),
    )


def declarations(declared: Declared) -> tuple[Declaration, ...]:
    """Interests declared, conflicts acknowledged and dispensations granted."""

    def one(what: str, told: RowAsAt[Any], persons: tuple[str, ...], of: str, nature: str, done: str) -> Declaration:
        said: dict[str, Any] = {
            "what": what,
            "date": when(told.row.since),
            "person": persons,
            "of": of,
            "nature": nature,
        }
        return Declaration(**said, done=done or "not recorded", **rests_on(told))

    return (
        *(
            one("interest declared", a, (a.event.person,), "", a.event.nature, a.event.action)
            for a in declared.interests
        ),
        *(
            one("conflict acknowledged", a, a.event.persons, a.event.of, a.event.text, a.event.managed)
            for a in declared.conflicts
        ),
        *(
            one("dispensation granted", a, (a.event.person,), "", a.event.reason, "let take part")
            for a in declared.dispensations
        ),
    )


def vote(answer: RowAsAt[votes.Vote]) -> Vote:
    """A vote with its ballots."""
    voted = answer.event
    return Vote(
        voted_on=answer.row.voted_on,
        limbs=voted.limbs,
        round=voted.round,
        manner=voted.manner,
        for_=voted.for_,
        against=voted.against,
        abstained=voted.abstained,
        absent=voted.absent,
        present=voted.present,
        quorum=voted.quorum,
        ballots=tuple(map(ballot, voted.ballots)),
        some_named=voted.some_named,
        casting=casting(voted.casting),
        majority_needed=voted.majority_needed,
        majority_of=voted.majority_of,
        carried=voted.carried,
        comes_to=voted.comes_to,
        **rests_on(answer),
    )


def ballot(told: vocabulary.Ballot) -> Ballot:
    """How somebody voted."""
    return Ballot(member=told.member, choice=told.choice)


def casting(told: CastingVote | None) -> Casting | None:
    """The casting vote, if there was one."""
    return Casting(member=told.member, as_given=told.as_given, choice=told.choice) if told else None


def motion_steps(chain: Iterable[Moved]) -> tuple[MotionStep, ...]:
    """The motion, its amendments, and what was put in the end."""
    return tuple(
        MotionStep(
            role=each.role,
            text=each.motion.event.text,
            mover=each.motion.event.mover,
            mover_as_given=each.motion.event.mover_as_given,
            seconder=each.motion.event.seconder,
            seconder_as_given=each.motion.event.seconder_as_given,
            outcome=each.outcome,
            vote=vote(each.votes[-1]) if each.votes else None,
            motion=each.motion.stream,
            **rests_on(each.motion) | {"entries": each.entries},
        )
        for each in chain
    )


def called_in(effect: Effect) -> CalledIn | None:
    """The call-in behind the legal form of a decision, if there is one."""
    if effect.call_in is None:
        return None
    called, outcome = effect.call_in, effect.determination
    return CalledIn(
        called_in=when(called.row.since),
        by=called.event.by,
        to=called.event.to,
        grounds=called.event.grounds,
        determined=when(outcome.row.since) if outcome else None,
        determined_by=outcome.event.by if outcome else None,
        outcome=outcome.event.outcome.value if outcome else None,
        outcome_text=outcome.event.text if outcome else None,
        **rests_on(called) | {"entries": effect.entries},
    )


def in_record(held: Iterable[Particular]) -> tuple[InRecord, ...]:
    """What the law asks of a record, particular by particular."""
    return tuple(InRecord(what=each.what, law=each.law, held=each.held.value) for each in held)


def on_minutes(minutes: meetings.Minutes) -> OnMinutes:
    """The status of minutes, and the confirmation that it rests on."""
    confirmation = minutes.confirmation.row if minutes.confirmation else None
    return OnMinutes(
        status=minutes.status.value,
        on=when(confirmation.since) if confirmation else None,
        at=confirmation.event.confirmed_at if confirmation else None,
        signed_by=confirmation.event.signed_by if confirmation else None,
        amendments=confirmation.event.amendments if confirmation else (),
    )
