"""Which meetings were called and held, what they decided, were the minutes confirmed?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Annotated, Any, TypeAlias, TypeVar

import msgspec

from ledger.vocabulary.commitments import CommitmentMade
from ledger.vocabulary.dates import UNKNOWN, When, when
from ledger.vocabulary.meetings import (
    AgendaItemListed,
    MeetingAdjourned,
    MeetingCalled,
    MeetingHeld,
    MeetingResumed,
    Presence,
    Sitting,
)
from ledger.vocabulary.motions import MotionMoved
from ledger.vocabulary.petitions import PetitionReceived
from ledger.vocabulary.questions import QuestionAsked
from ledger.vocabulary.reports import ReportPresented
from ledger.vocabulary.resolutions import ResolutionPassed, Verb
from projections.answers.columns import ACTOR, DECIDED, OnDay, Standing
from projections.answers.decision_parts import (
    Declaration,
    OnMinutes,
    Present,
    declarations,
    in_short,
    on_minutes,
    present,
    vote,
)
from projections.answers.deferred import Deferred
from projections.answers.layout import row_from, within
from projections.answers.names import Names, naming
from projections.answers.question import Answer, Column, Item, Line, Parameter, column_of, question
from projections.answers.sentences import listed, number_of, sentence, tallied

if TYPE_CHECKING:
    from ledger.vocabulary.event import Event
    from projections.decisions.listing import Decided
    from projections.engine import register as engine
    from projections.engine.register import Lookup, Register
    from projections.meeting_stages import KnownMeeting
    from projections.meetings import Minutes

S = TypeVar("S", bound=Item)
Part: TypeAlias = tuple[dict[str, Any], Iterable[int]]
"""Some fields of a page, and the entries that they rest on."""


class MeetingLine(Line, frozen=True, kw_only=True):
    """A meeting in a list."""

    id: Annotated[str, Column("The meeting", "meeting", bare=True)]
    since: OnDay
    body: Annotated[str, Column("The body that met", "body")]
    title: Annotated[str, column_of(MeetingHeld, "title")]
    number: Annotated[str, column_of(MeetingHeld, "number", tabled=False)]
    status: Annotated[str, Column("What became of it: held, inquorate, adjourned, cancelled, called, expected")]
    place: Annotated[str, Column("Where it was held")]
    minutes: Annotated[str, Column("Whether its minutes are confirmed")]
    standing: Standing


class ItemWithin(Item, frozen=True, kw_only=True):
    """An item of the agenda."""

    number: Annotated[str, column_of(AgendaItemListed, "number")]
    title: Annotated[str, column_of(AgendaItemListed, "title")]
    result: Annotated[str, column_of(AgendaItemListed, "result")]
    closed_under: Annotated[str, column_of(AgendaItemListed, "closed_under")]
    held_over_from: Annotated[str | None, column_of(AgendaItemListed, "held_over_from")]
    number_there: Annotated[str, column_of(AgendaItemListed, "number_there")]


class SittingWithin(msgspec.Struct, frozen=True, kw_only=True):
    """A day, or a part of one, on which it sat."""

    on: Annotated[When, column_of(Sitting, "on")]
    begun: Annotated[str | None, column_of(Sitting, "begun")]
    until: Annotated[str | None, column_of(Sitting, "until")]
    place: Annotated[str, Column("Where it sat")]


class CallWithin(Item, frozen=True, kw_only=True):
    """That the meeting was called."""

    date: Annotated[When, Column("When notice of it was given")]
    called_for: Annotated[When | None, column_of(MeetingCalled, "called_for")]


class CancellationWithin(Item, frozen=True, kw_only=True):
    """That the meeting was cancelled."""

    date: Annotated[When, Column("When that was said")]
    reason: Annotated[str, Column("Why")]


class AdjournmentWithin(Item, frozen=True, kw_only=True):
    """That the meeting was broken off."""

    date: Annotated[When, Column("When")]
    to: Annotated[When | None, column_of(MeetingAdjourned, "to")]
    sine_die: Annotated[bool | None, Column("Whether without a day; empty where nobody says to which")]
    item: Annotated[str, column_of(MeetingAdjourned, "item")]
    reason: Annotated[str, Column("Why")]


class ResumptionWithin(Item, frozen=True, kw_only=True):
    """That the meeting went on."""

    date: Annotated[When, Column("When")]
    item: Annotated[str, column_of(MeetingResumed, "item")]
    place: Annotated[str, Column("Where it went on")]


class BroughtWithin(Item, frozen=True, kw_only=True):
    """A petition that was received there, or a deputation that was heard."""

    what: Annotated[str, Column("Which of the two it is")]
    id: Annotated[str, Column("The petition or the deputation", "petition|deputation", bare=True)]
    text: Annotated[str, Column("What it asks for")]
    from_whom: Annotated[str, column_of(PetitionReceived, "from_whom")]
    signatures: Annotated[int | None, column_of(PetitionReceived, "signatures")]
    outcome: Annotated[str, column_of(PetitionReceived, "outcome")]
    item: Annotated[str, column_of(PetitionReceived, "item")]


class ReportWithin(Item, frozen=True, kw_only=True):
    """A report before the meeting."""

    id: Annotated[str, Column("The report", "report", bare=True)]
    title: Annotated[str, column_of(ReportPresented, "title")]
    authors: Annotated[tuple[str, ...], Column("Who wrote it", ACTOR)]
    item: Annotated[str, column_of(ReportPresented, "item")]


class DecidedWithin(Item, frozen=True, kw_only=True):
    """What was decided there, limb by limb."""

    id: Annotated[str, Column("The resolution or the decision", DECIDED, bare=True)]
    number: Annotated[str | None, Column("The number of the limb, as minuted, else counted")]
    verb: Annotated[Verb | None, Column("What the limb does; none where its record divides nothing")]
    text: Annotated[str, Column("Its exact words")]
    mover: Annotated[str | None, column_of(ResolutionPassed, "mover")]
    mover_as_given: Annotated[str, column_of(ResolutionPassed, "mover_as_given")]
    seconder: Annotated[str | None, column_of(ResolutionPassed, "seconder")]
    seconder_as_given: Annotated[str, column_of(ResolutionPassed, "seconder_as_given")]
    vote: Annotated[str, Column("The last vote on it, in short")]
    item: Annotated[str, Column("The number of the item of the agenda under which it was")]


class MovedWithin(Item, frozen=True, kw_only=True):
    """What was moved there, and what became of it."""

    id: Annotated[str, Column("The motion", "motion", bare=True)]
    role: Annotated[str, Column("A motion, an amendment, or the substantive motion that results of amendments")]
    text: Annotated[str, column_of(MotionMoved, "text")]
    mover: Annotated[str | None, column_of(MotionMoved, "mover")]
    mover_as_given: Annotated[str, column_of(MotionMoved, "mover_as_given")]
    seconder: Annotated[str | None, column_of(MotionMoved, "seconder")]
    seconder_as_given: Annotated[str, column_of(MotionMoved, "seconder_as_given")]
    outcome: Annotated[str | None, Column("What became of it, where that is told")]
    vote: Annotated[str, Column("The last vote on it, in short")]
    item: Annotated[str, column_of(MotionMoved, "item")]


class AskedWithin(Item, frozen=True, kw_only=True):
    """A question that was put there."""

    text: Annotated[str, Column("What was asked")]
    by: Annotated[str | None, Column("Who asked", ACTOR)]
    from_public: Annotated[str, column_of(QuestionAsked, "from_public")]
    supplementary_to: Annotated[str | None, column_of(QuestionAsked, "supplementary_to")]
    item: Annotated[str, column_of(QuestionAsked, "item")]
    answered: Annotated[str, Column("How far the furthest of its answers goes")]


class PromisedWithin(Item, frozen=True, kw_only=True):
    """What somebody undertook there."""

    id: Annotated[str, Column("The commitment", "commitment", bare=True)]
    text: Annotated[str, column_of(CommitmentMade, "text")]
    by: Annotated[str | None, column_of(CommitmentMade, "by")]
    to: Annotated[str | None, column_of(CommitmentMade, "to")]
    due: Annotated[When | None, column_of(CommitmentMade, "due")]
    due_words: Annotated[str, column_of(CommitmentMade, "due_words")]
    item: Annotated[str, column_of(CommitmentMade, "item")]


class ConfirmedThere(Item, frozen=True, kw_only=True):
    """Minutes of an earlier meeting that this one confirmed."""

    meeting: Annotated[str, Column("Whose minutes", "meeting")]


class MeetingPage(Line, frozen=True, kw_only=True):
    """What is recorded of one meeting."""

    id: Annotated[str, Column("The meeting", "meeting", bare=True)]
    body: Annotated[str, Column("The body that met", "body")]
    since: OnDay
    title: Annotated[str, column_of(MeetingHeld, "title")]
    place: Annotated[str, Column("Where it was held")]
    in_public: Annotated[bool | None, Column("Whether in public; empty where no source says", label="in public")]
    status: Annotated[str, Column("What became of it: held, inquorate, adjourned, cancelled, called, expected")]
    number: Annotated[str, column_of(MeetingHeld, "number")]
    ended: Annotated[str | None, column_of(MeetingHeld, "ended")]
    standing: Standing
    sittings: Annotated[tuple[SittingWithin, ...], column_of(MeetingHeld, "sittings")]
    called: Annotated[tuple[CallWithin, ...], Column("That it was called, and for when")]
    cancelled: Annotated[tuple[CancellationWithin, ...], Column("That it was cancelled, and why")]
    adjourned: Annotated[tuple[AdjournmentWithin, ...], Column("Where it was broken off, and to which day")]
    resumed: Annotated[tuple[ResumptionWithin, ...], Column("When it went on")]
    minutes: Annotated[tuple[OnMinutes, ...], Column("Whether its minutes are confirmed")]
    attendance: Annotated[tuple[Present, ...], Column("Who was there, and who was not")]
    agenda: Annotated[tuple[ItemWithin, ...], Column("The items of its agenda")]
    reports: Annotated[tuple[ReportWithin, ...], Column("The reports before it")]
    motions: Annotated[tuple[MovedWithin, ...], Column("What was moved there, and what became of it")]
    decisions: Annotated[tuple[DecidedWithin, ...], Column("What was decided there")]
    brought: Annotated[tuple[BroughtWithin, ...], Column("The petitions received and the deputations heard there")]
    commitments: Annotated[tuple[PromisedWithin, ...], Column("What was undertaken there")]
    questions: Annotated[tuple[AskedWithin, ...], Column("What was asked there")]
    interests: Annotated[tuple[Declaration, ...], Column("Which interests were declared there")]
    minutes_confirmed_there: Annotated[tuple[ConfirmedThere, ...], Column("Whose minutes it confirmed")]


@question(
    "meeting list",
    noun="meetings: who was there, what they decided",
    example="--body th-cabinet --as-at 2023-12-31",
)
def meetings(
    register: Register,
    body: Annotated[str | None, Parameter("Only of one body.", "body")] = None,
    to_come: Annotated[bool, Parameter("Only those called, or adjourned, for that day or a later one.")] = False,
) -> Answer[MeetingLine]:
    """List the meetings called or held by a day, with what became of each and what its record rests on."""
    from projections.meeting_stages import known_meetings, meetings_to_come
    from projections.meetings import confirmations, minutes_of

    by_meeting: dict[str, list[engine.RowAsAt[Any]]] = {}
    for each in confirmations(register):
        by_meeting.setdefault(each.stream, []).append(each)

    def minutes(known: KnownMeeting) -> Minutes | None:
        return minutes_of(by_meeting.get(known.shown.stream, ())) if known.has_minutes else None

    def line(known: KnownMeeting) -> MeetingLine:
        found = minutes(known)
        confirmed = found.confirmation.row.entries if found and found.confirmation else ()
        cells = {**_when(known), "minutes": found.status.value if found else "", "status": known.status.value}
        entries = tuple(sorted({*known.entries, *confirmed}))
        return row_from(MeetingLine, known.shown, known.certainty, **cells, entries=entries)

    def state(known: KnownMeeting) -> str:
        found = minutes(known)
        return f"with {found.status.value}" if found else known.status.value

    found = sorted((meetings_to_come if to_come else known_meetings)(register, body=body), key=_order)
    empty = "no meeting to come is recorded" if to_come else ""
    return Answer(Deferred(found, lambda some: list(map(line, some))), tallied(found, "meeting", state), empty=empty)


@question("meeting show", example="th-cabinet/2023-06-27")
def meeting(register: Register, meeting: Annotated[str, Parameter("The meeting.", "meeting")]) -> Answer[MeetingPage]:
    """Show one meeting: what became of it, who attended, its items, decisions and questions, its minutes."""
    from projections.meeting_stages import known_meeting

    register.read_ahead(*_all_of(meeting))
    known, name = known_meeting(register, meeting), naming(register)
    if known is None:
        return Answer(())
    told: dict[str, Any] = {**_when(known), **_course(known)}
    entries = set(known.entries)
    for part in (_minutes, _there, _papers, _moved, _decided, _brought, _promised, _asked, _declared):
        fields, positions = part(register, meeting, name)
        told |= fields
        entries.update(positions)
    row = row_from(MeetingPage, known.shown, known.certainty, **told, entries=tuple(sorted(entries)))
    return Answer([row], _in_short(row, name(row.body)), layout="page")


def _all_of(meeting: str) -> Iterator[Lookup]:
    """What the page of a meeting is made of."""
    from projections import interests, meeting_stages, meetings, petitions
    from projections.commitments import COMMITMENTS
    from projections.decisions import individual, motions, resolutions
    from projections.engine.register import Lookup
    from projections.questions import QUESTIONS

    stages = (meeting_stages.CANCELLED, meeting_stages.ADJOURNED, meeting_stages.RESUMED, meetings.CONFIRMATIONS)
    there = (meetings.ATTENDANCE, meetings.AGENDA, interests.INTERESTS, interests.CONFLICTS)
    of_it = (meetings.REPORTS, motions.MOTIONS, resolutions.RESOLUTIONS, individual.DECISIONS, QUESTIONS)
    brought = (petitions.PETITIONS, petitions.DEPUTATIONS, interests.DISPENSATIONS)
    yield from (Lookup(table, False, meeting) for table in (meetings.MEETINGS, meeting_stages.CALLED))
    yield from (Lookup(table, stream=meeting) for table in (*stages, *there))
    yield from (Lookup.by(table, "meeting", meeting) for table in (*of_it, *brought))
    yield Lookup.by(meetings.CONFIRMATIONS, "confirmed_at", meeting)
    yield Lookup.by(COMMITMENTS, "meeting", meeting, in_force=False)


def _in_short(meeting: MeetingPage, body: str) -> str:
    """When a body met, how many were there, and what it did."""
    there = [each.certainty for each in meeting.attendance if each.presence is Presence.PRESENT]
    counts = (
        (there.count("yes"), "person present/people present"),
        (len(there) - there.count("yes"), "person possibly present/people possibly present"),
        (len(meeting.motions), "motion"),
        (len({each.id for each in meeting.decisions}), "decision"),
        (len(meeting.commitments), "commitment"),
        (len(meeting.questions), "question"),
    )
    said = [number_of(count, one) for count, one in counts if count]
    status = "; ".join(each.status for each in meeting.minutes)
    told = f": {listed(said)}" if said else ""
    if meeting.status in ("called", "expected", "cancelled"):
        when_for = "" if meeting.since.is_unknown else f" for {meeting.since}"
        why = "; ".join(f": {each.reason}" for each in meeting.cancelled if each.reason)
        return sentence(f"A meeting of {body}{when_for} is {meeting.status}{why}")
    what = {"inquorate": "met without a quorum", "adjourned": "met, and adjourned,"}.get(meeting.status, "met")
    return sentence(f"{body} {what} {meeting.since.on}{told}; {status}")


def _when(known: KnownMeeting) -> dict[str, Any]:
    """Its day: that on which it was held, else that for which it is called."""
    if known.held is not None or known.called is None:
        return {}
    return {"since": when(known.called.event.called_for or UNKNOWN.text)}


def _order(known: KnownMeeting) -> tuple[int, int, int]:
    """Where it stands among others: by its day, or the one for which it is called."""
    day: When = _when(known).get("since") or when(known.shown.row.since)
    return day.order


def _course(known: KnownMeeting) -> dict[str, Any]:
    """What became of it, stage by stage, and the days and times at which it sat."""
    held = known.held.event if known.held else None
    return {
        "status": known.status.value,
        "ended": held.ended if held else None,
        "sittings": tuple(
            SittingWithin(on=when(each.on), begun=each.begun, until=each.until, place=each.place)
            for each in (held.sittings if held else ())
        ),
        "called": tuple(_stage(CallWithin, each) for each in (known.called,) if each),
        "cancelled": tuple(_stage(CancellationWithin, each) for each in (known.cancelled,) if each),
        "adjourned": tuple(
            row_from(
                AdjournmentWithin,
                each,
                date=when(each.row.since),
                sine_die=each.event.sine_die if each.event.sine_die or each.event.to else None,
            )
            for each in known.adjourned
        ),
        "resumed": tuple(_stage(ResumptionWithin, each) for each in known.resumed),
    }


def _stage(row: type[S], told: engine.RowAsAt[Any]) -> S:
    return row_from(row, told, date=when(told.row.since))


def _minutes(register: Register, meeting: str, name: Names) -> Part:
    """The status of its minutes, and the minutes that it confirmed itself."""
    from projections import meetings

    status = meetings.minutes(register, meeting)
    there = meetings.confirmations(register, confirmed_at=meeting)
    confirmed = tuple(row_from(ConfirmedThere, each, meeting=each.stream) for each in there)
    known = [*there, *([status.confirmation] if status.confirmation else [])]
    return {"minutes": (on_minutes(status),), "minutes_confirmed_there": confirmed}, _entries_of(known)


def _there(register: Register, meeting: str, name: Names) -> Part:
    from projections import meetings

    found = meetings.attendance(register, meeting)
    people = tuple(map(present, found))
    if len({each.row.since for each in found}) > 1:
        days = (when(each.row.since) for each in found)
        people = tuple(msgspec.structs.replace(each, date=day) for each, day in zip(people, days, strict=True))
    return {"attendance": people}, _entries_of(found)


def _papers(register: Register, meeting: str, name: Names) -> Part:
    """The items of its agenda, and the reports before it."""
    from projections import meetings

    listed, presented = meetings.agenda(register, meeting), meetings.reports(register, meeting=meeting)
    items = tuple(row_from(ItemWithin, each) for each in listed)
    papers = tuple(row_from(ReportWithin, each) for each in presented)
    return {"agenda": items, "reports": papers}, _entries_of([*listed, *presented])


def _of_all_limbs(decided: Event) -> dict[str, Any]:
    """What is said of a resolution as a whole; a decision of an individual has no such fields."""
    words = ("mover_as_given", "seconder_as_given", "item")
    return {name: getattr(decided, name, None) for name in ("mover", "seconder")} | {
        name: getattr(decided, name, "") for name in words
    }


def _decided(register: Register, meeting: str, name: Names) -> Part:
    """What was decided there, limb by limb, each with its vote."""
    from projections.decisions.listing import decided
    from projections.decisions.motions import votes_on_each

    limbs = decided(register, meeting=meeting)
    voted = votes_on_each(register, dict.fromkeys(limb.whole.stream for limb in limbs))
    name.learn(named for votes in voted.values() for each in votes for named in each.event.subjects())

    def last_vote(limb: Decided) -> str:
        found = [v for v in voted[limb.whole.stream] if not v.event.limbs or limb.number in v.event.limbs]
        return in_short(within(vote(found[-1]), name)) if found else ""

    told = tuple(
        row_from(
            DecidedWithin,
            limb.whole,
            number=limb.number or None,
            verb=limb.verb,
            text=limb.text,
            **_of_all_limbs(limb.whole.event),
            vote=last_vote(limb),
        )
        for limb in limbs
    )
    return {"decisions": told}, _entries_of(
        [limb.whole for limb in limbs] + [v for each in voted.values() for v in each]
    )


def _moved(register: Register, meeting: str, name: Names) -> Part:
    """What was moved there, each with what became of it."""
    from projections.decisions.motions import motions

    found = motions(register, meeting=meeting)
    name.learn(named for each in found for cast in each.votes for named in cast.event.subjects())
    told = tuple(
        row_from(
            MovedWithin,
            each.motion,
            role=each.role,
            outcome=each.outcome,
            vote=in_short(within(vote(each.votes[-1]), name)) if each.votes else "",
            entries=each.entries,
        )
        for each in found
    )
    return {"motions": told}, [position for each in found for position in each.entries]


def _brought(register: Register, meeting: str, name: Names) -> Part:
    """The petitions received and the deputations heard there."""
    from projections import petitions

    received = petitions.petitions(register, meeting=meeting)
    heard = petitions.deputations(register, meeting=meeting)
    told = [
        *(row_from(BroughtWithin, each, what="petition") for each in received),
        *(row_from(BroughtWithin, each, what="deputation", signatures=None) for each in heard),
    ]
    return {"brought": tuple(told)}, _entries_of([*received, *heard])


def _promised(register: Register, meeting: str, name: Names) -> Part:
    from projections.commitments import COMMITMENTS

    made = register.rows(COMMITMENTS, in_force=False, meeting=meeting)
    return {"commitments": tuple(row_from(PromisedWithin, each) for each in made)}, _entries_of(made)


def _asked(register: Register, meeting: str, name: Names) -> Part:
    from projections.questions import QUESTIONS, with_replies

    asked = with_replies(register, register.rows(QUESTIONS, meeting=meeting))
    told = tuple(row_from(AskedWithin, each.question, answered=each.completeness.value) for each in asked)
    return {"questions": told}, [position for each in asked for position in each.entries]


def _declared(register: Register, meeting: str, name: Names) -> Part:
    from projections import interests
    from projections.decisions.declarations import Declared

    declared = Declared(
        interests=tuple(interests.interests(register, meeting=meeting)),
        conflicts=tuple(interests.conflicts(register, meeting=meeting)),
        dispensations=tuple(interests.dispensations(register, meeting=meeting)),
    )
    return {"interests": declarations(declared)}, declared.entries


def _entries_of(answers: Iterable[engine.RowAsAt[Any]]) -> list[int]:
    """The entries that answers rest on."""
    return [position for answer in answers for position in answer.row.entries]
