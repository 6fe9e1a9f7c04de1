"""Who decided what and how it was reached: Marsham sells its ferry, against notice, scrutiny and call-in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest

from ledger import store
from ledger.entries.entry import Draft
from ledger.vocabulary.dates import Certainty
from ledger.vocabulary.decisions import (
    CallInDetermined,
    CallInOutcome,
    DecisionCalledIn,
    DecisionKind,
    DecisionMade,
    DecisionNoticed,
    Urgency,
)
from ledger.vocabulary.interests import ConflictAcknowledged, InterestDeclared
from ledger.vocabulary.meetings import AgendaItemListed, AttendanceRecorded, Presence
from ledger.vocabulary.people import AppointmentEnded, AppointmentStarted
from ledger.vocabulary.projects import ProjectReferred, ProjectScrutinised
from ledger.vocabulary.provenance import Standing
from ledger.vocabulary.reports import MinutesConfirmed, ReportPresented
from ledger.vocabulary.resolutions import Limb, Verb
from ledger.vocabulary.votes import Ballot, CastingVote, Choice, VoteRecorded
from projections import Register, meetings
from projections import register_at as register_of
from projections.decisions import call_ins, notices, votes
from projections.decisions import individual as decisions
from projections.decisions import statutory_record as particulars
from projections.decisions.call_ins import Force
from projections.decisions.context import Reached, Reaching
from projections.decisions.listing import Decided, decided
from projections.decisions.notices import Given
from projections.decisions.statutory_record import Held
from projections.meetings import Status
from tests.aggregates.borough import (
    ADA,
    BEN,
    BRIDGE,
    CABINET,
    CHIEF,
    CORA,
    DEV,
    FERRY,
    LATER,
    MEETING,
    RESOLUTION,
    SCRUTINY,
)
from tests.aggregates.given import Told, expected, given, said
from tests.projections.histories import record

SOLD = "decision:ferry-sold"
Asking = Callable[..., Register]


def sold(**fields: Any) -> Draft:
    event = DecisionMade(
        **{"text": "To sell the ferry", "by": CABINET, "projects": (FERRY,), "decision": SOLD, **fields}
    )
    return said(event, "2015-10-08")


def noticed(on: str, project: str = FERRY, **fields: Any) -> Draft:
    return said(DecisionNoticed(project=project, by=CABINET, **{"key": True, **fields}), on)


def scrutinised(on: str, project: str = BRIDGE, **fields: Any) -> Draft:
    return said(ProjectScrutinised(project=project, **{"by": SCRUTINY, "outcome": "supported", **fields}), on)


CALLED_IN = said(DecisionCalledIn(decision=SOLD, by=(CORA, BEN), to=SCRUTINY), "2015-10-12")


def determined(outcome: CallInOutcome) -> Draft:
    return said(CallInDetermined(decision=SOLD, by=SCRUTINY, outcome=outcome), "2015-10-20")


@pytest.fixture
def ask(sqlite_ledger_url: str) -> Iterator[Callable[[Told], Asking]]:
    """The register of what was told: `ask(told)("2015-11-01")`, `ask(told)(known_at=12)`."""
    datastore = store.open(sqlite_ledger_url)

    def recorded(told: Told) -> Asking:
        record(datastore, told.log)

        def at(day: str | None = None, known_at: int | None = None) -> Register:
            return register_of(datastore, date.fromisoformat(day) if day else None, known_at)

        return at

    yield recorded
    datastore.close()


def limb(register: Register, **asked: Any) -> tuple[Decided, Reached]:
    (found,) = decided(register, **asked)
    return found, Reaching(register).of(found)


def force(register: Register) -> tuple[Force, Certainty]:
    effect = call_ins.effect(register, SOLD, "2015-10-14")
    return effect.force, effect.certainty


def test_limbs_of_resolutions_and_decisions_stand_in_one_list(ask: Any) -> None:
    lease = Limb(verb=Verb.APPROVED, text="lease it until then")
    at = ask(
        given(sold(limbs=(lease,)), said(DecisionMade(text="To paint the pier", by=DEV, decision="decision:pier")))
    )

    assert [(each.by, each.kind, each.verb, each.number, each.text) for each in decided(at())] == [
        (CABINET, "resolution", Verb.APPROVED, "1", "that the bridge be repaired"),
        (CABINET, "resolution", Verb.REQUESTED, "2", "that progress be reported in December"),
        (CABINET, "executive", Verb.APPROVED, "1", "lease it until then"),
        (DEV, "executive", None, "", "To paint the pier"),
    ]
    assert [each.projects for each in decided(at(), project=FERRY)] == [(FERRY,)]
    assert [each.whole.stream for each in decided(at(), verb=Verb.APPROVED)] == [RESOLUTION, SOLD]
    assert decided(at("2015-10-07")) == []


def test_a_person_decided_what_was_decided_in_a_post_while_they_held_it(ask: Any) -> None:
    told = given(
        said(AppointmentStarted(post=CHIEF, person=DEV, appointment="1"), "2014"),
        said(AppointmentEnded(post=CHIEF, person=DEV, appointment="1"), "2015-10-31"),
        said(DecisionMade(text="before", by=CHIEF, decision="decision:a"), "2015-10-30"),
        said(DecisionMade(text="after", by=CHIEF, decision="decision:b"), "2015-11-02"),
        said(DecisionMade(text="alone", by=DEV, decision="decision:c"), "2015-12-01"),
    )
    at = ask(told)

    assert [each.text for each in decided(at("2016-01-01"), person=DEV)] == ["before", "alone"]
    assert [each.whole.stream for each in decided(at(), person=BEN)] == [RESOLUTION, RESOLUTION]


def test_steps_that_came_after_a_decision_are_not_how_it_was_reached(ask: Any) -> None:
    at = ask(
        given(
            said(ProjectReferred(project=BRIDGE, to=SCRUTINY, by=CABINET, purpose="costs"), "2015-09"),
            scrutinised("2015-09-20"),
            scrutinised("2015-11-20"),
            scrutinised("XXXX", happened=False, outcome=""),
            scrutinised("2015-09-21", project=FERRY),
        )
    )

    _, reached = limb(at(), verb=Verb.APPROVED)
    assert [step.row.purpose for step in reached.referrals] == ["costs"]
    assert [(step.row.since, step.row.happened) for step in reached.scrutiny] == [
        ("XXXX", False),
        ("2015-09-20", True),
    ]


def test_who_was_there_and_in_whose_place_belongs_to_how_it_was_reached(ask: Any) -> None:
    at = ask(
        given(
            said(AttendanceRecorded(meeting=MEETING, person=ADA, presence=Presence.APOLOGIES)),
            said(AttendanceRecorded(meeting=MEETING, person=CORA, substitute_for=ADA)),
        )
    )

    _, reached = limb(at(), verb=Verb.APPROVED)
    assert [(each.event.person, each.event.substitute_for) for each in reached.present] == [(CORA, ADA)]


def test_a_vote_is_found_by_who_voted_and_says_how(ask: Any) -> None:
    ballots = (Ballot(member=ADA, choice=Choice.FOR), Ballot(member=CORA, choice=Choice.AGAINST))
    casting = CastingVote(member=ballots[0].member, choice=ballots[0].choice)
    vote = VoteRecorded(resolution=RESOLUTION, ballots=ballots, casting=casting, carried=True)
    at = ask(given(said(vote)))

    (found,) = votes.votes(at(), voter=CORA)
    assert (found.event.for_, found.event.against, votes.choice_of(found.event, CORA)) == (1, 1, Choice.AGAINST)
    assert votes.votes(at(), voter=DEV) == []
    assert limb(at(), verb=Verb.APPROVED)[1].votes == (found,)


@pytest.mark.parametrize(
    ("notice", "urgency", "given_"),
    [
        ("2015-09-09", Urgency.NONE, Given.IN_TIME),
        ("2015-09-10", Urgency.NONE, Given.SHORT),
        ("2015-09", Urgency.NONE, Given.NOT_SHOWN),
        ("XXXX", Urgency.NONE, Given.NOT_SHOWN),
        ("2015-10-09", Urgency.NONE, Given.NONE),
        ("2015-10-02", Urgency.GENERAL_EXCEPTION, Given.IN_TIME),
        ("2015-10-03", Urgency.GENERAL_EXCEPTION, Given.SHORT),
        ("2015-10-08", Urgency.SPECIAL_URGENCY, None),
    ],
)
def test_notice_of_a_key_decision_counts_clear_days(
    ask: Any, notice: str, urgency: Urgency, given_: Given | None
) -> None:
    at = ask(given(noticed(notice), sold(key=True, urgency=urgency)))

    _, reached = limb(at(), project=FERRY)
    assert reached.notice_given is given_


def test_only_key_decisions_need_notice_and_a_body_is_taken_at_the_word_of_its_notice(ask: Any) -> None:
    at = ask(given(sold(), noticed("2015-09-01", project=BRIDGE)))

    assert limb(at(), project=FERRY)[1].notice_given is None
    assert limb(at(), verb=Verb.APPROVED)[1].notice_given is Given.IN_TIME
    assert [answer.stream for answer in notices.notices(at("2015-09-01"), by=CABINET)] == [BRIDGE]
    assert notices.notices(at("2015-08-31")) == []


def test_a_decision_that_was_called_in_is_made_and_not_yet_to_be_acted_on(ask: Any) -> None:
    at = ask(given(sold(), CALLED_IN, determined(CallInOutcome.CONFIRMED)))

    assert force(at("2015-10-10")) == (Force.NOT_YET, Certainty.YES)
    assert force(at("2015-10-12")) == (Force.CALLED_IN, Certainty.YES)
    assert force(at("2015-10-19")) == (Force.CALLED_IN, Certainty.YES)
    assert force(at("2015-10-20")) == (Force.IN_EFFECT, Certainty.YES)


def test_what_the_ledger_had_not_been_told_held_nothing_up(ask: Any) -> None:
    told = given(sold(), CALLED_IN)
    at = ask(told)

    assert force(at("2015-10-19", known_at=len(told.log) - 1)) == (Force.IN_EFFECT, Certainty.YES)
    assert force(at("2015-10-19")) == (Force.CALLED_IN, Certainty.YES)


@pytest.mark.parametrize(
    ("outcome", "comes_to"),
    [
        (CallInOutcome.AMENDED, Force.AMENDED),
        (CallInOutcome.WITHDRAWN, Force.WITHDRAWN),
        (CallInOutcome.REFERRED_BACK, Force.SENT_BACK),
        (CallInOutcome.REFERRED_TO_COUNCIL, Force.SENT_BACK),
    ],
)
def test_what_became_of_a_call_in_is_what_the_decision_is_worth(
    ask: Any, outcome: CallInOutcome, comes_to: Force
) -> None:
    at = ask(given(sold(), CALLED_IN, determined(outcome)))

    assert force(at()) == (comes_to, Certainty.YES)


def test_a_call_in_of_vague_date_or_only_expected_may_hold_a_decision_up(ask: Any) -> None:
    vague = said(DecisionCalledIn(decision=SOLD, by=(CORA,)), "2015-10")
    at = ask(given(sold(), vague, said(DecisionMade(text="x", by=ADA, decision="decision:x"))))

    assert force(at("2015-10-15")) == (Force.CALLED_IN, Certainty.POSSIBLY)


def test_a_call_in_that_is_only_expected_to_be_determined_is_possibly_still_open(ask: Any) -> None:
    outcome = CallInDetermined(decision=SOLD, by=SCRUTINY, outcome=CallInOutcome.CONFIRMED)
    at = ask(given(sold(), CALLED_IN, expected(outcome, "2015-10-20")))

    assert force(at("2015-10-21")) == (Force.CALLED_IN, Certainty.POSSIBLY)


def test_minutes_are_what_a_record_rests_on(ask: Any) -> None:
    amended = MinutesConfirmed(meeting=MEETING, confirmed_at=LATER, signed_by=ADA, amendments=("item 3: 'not'",))
    at = ask(given(said(amended, "2015-11-12")))

    assert meetings.minutes(at("2015-11-11"), MEETING).status is Status.NOT_CONFIRMED
    assert meetings.minutes(at("2015-11-12"), MEETING).status is Status.AMENDED
    assert meetings.minutes(at(), None).status is Status.NO_MEETING
    assert [each.stream for each in meetings.confirmations(at(), confirmed_at=LATER)] == [MEETING]


def test_minutes_that_somebody_expects_to_be_confirmed_are_possibly_so(ask: Any) -> None:
    at = ask(given(expected(MinutesConfirmed(meeting=MEETING), "2015-11-12")))

    assert meetings.minutes(at(), MEETING).status is Status.POSSIBLY


def test_what_the_law_asks_of_a_record_and_is_not_recorded_is_said(ask: Any) -> None:
    at = ask(given(sold(no_alternatives=True)))

    (answer,) = decisions.decisions(at())
    assert {each.what: each.held for each in particulars.particulars(answer.row)} == {
        "date": Held.RECORDED,
        "decision": Held.RECORDED,
        "reasons": Held.NOT_RECORDED,
        "alternatives rejected": Held.NONE,
        "conflicts of interest": Held.NOT_RECORDED,
        "dispensations": Held.NOT_CALLED_FOR,
    }


def test_an_interest_that_a_meeting_recorded_calls_for_a_dispensation(ask: Any) -> None:
    interest = InterestDeclared(person=CORA, meeting=MEETING, about=(FERRY,), action="left the room")
    other = InterestDeclared(person=ADA, meeting=MEETING, about=(BRIDGE,))
    in_general = ConflictAcknowledged(text="members live in the borough", meeting=MEETING, of="members")
    later = InterestDeclared(person=BEN, meeting=LATER, about=(FERRY,))
    told = given(sold(meeting=MEETING), said(interest), said(other), said(in_general), said(later, "2015-11-12"))
    at = ask(told)

    found, reached = limb(at(), project=FERRY)
    assert [each.event.person for each in reached.declared.interests] == [CORA]
    assert [each.event.of for each in reached.declared.conflicts] == ["members"]
    assert isinstance(found.whole.row, decisions.Decision)
    assert [each.what for each in particulars.lacking(found.whole.row, reached.declared)] == [
        "reasons",
        "alternatives rejected",
        "dispensations",
    ]


@pytest.mark.parametrize(
    ("fields", "law"),
    [
        ({"by": CABINET}, "SI 2012/2089 reg 12(2)(b)"),
        ({"by": CORA}, "SI 2012/2089 reg 13(4)(b)"),
        ({"by": CHIEF, "kind": DecisionKind.OFFICER}, "SI 2014/2095 reg 7(3)(b)"),
    ],
)
def test_the_law_depends_on_whose_decision_it_was(ask: Any, fields: dict[str, Any], law: str) -> None:
    at = ask(given(sold(**fields)))

    (answer,) = decisions.decisions(at())
    assert [each.law for each in particulars.lacking(answer.row) if each.what == "reasons"] == [law]


def test_a_decision_of_no_stated_kind_is_held_to_no_regulations_and_a_vague_date_is_said_to_be_one(ask: Any) -> None:
    other = DecisionMade(text="x", by=ADA, kind=DecisionKind.OTHER, decision="decision:x")
    vague = DecisionMade(text="y", by=ADA, decision="decision:y")
    undated = DecisionMade(text="z", by=ADA, decision="decision:z")
    at = ask(given(said(other), said(vague, "2015-10"), said(undated, "XXXX", Standing.REPORTED)))

    def dates(decision: str) -> list[Held]:
        answer = decisions.decision(at(), f"decision:{decision}")
        assert answer is not None
        return [each.held for each in particulars.particulars(answer.row)][:1]

    assert (dates("x"), dates("y"), dates("z")) == ([], [Held.ROUGHLY], [Held.NOT_RECORDED])


def test_reports_and_items_are_found_from_their_meeting_and_their_project(ask: Any) -> None:
    report = ReportPresented(title="The bridge", authors=(DEV,), projects=(BRIDGE,), meeting=MEETING, report="report:b")
    item = AgendaItemListed(meeting=MEETING, title="The bridge", number="7", projects=(BRIDGE,))
    at = ask(given(said(report), said(item)))

    assert [each.stream for each in meetings.reports(at(), meeting=MEETING, author=DEV)] == ["report:b"]
    assert meetings.reports(at(), project=FERRY) == []
    assert [each.event.number for each in meetings.agenda(at(), MEETING)] == ["7"]
    assert [each.stream for each in meetings.agenda(at(), project=BRIDGE)] == [MEETING]


def test_an_item_that_was_listed_again_with_its_result_stands_there_once(ask: Any) -> None:
    def item(title: str, **fields: Any) -> AgendaItemListed:
        return AgendaItemListed(meeting=MEETING, title=title, number="1", **fields)

    announced = said(item("The bridge"), standing=Standing.EXPECTED)
    again = said(item("The bridge", projects=(BRIDGE,)))
    held = said(item("The bridge", projects=(BRIDGE,), result="agreed"))
    disputed = [said(item("The ferry", result=result)) for result in ("sold", "kept")]
    at = ask(given(announced, again, held, *disputed, said(item("Any other business"))))

    items = [(each.event.title, each.event.result) for each in meetings.agenda(at(), MEETING)]
    assert sorted(items) == [
        ("Any other business", ""),
        ("The bridge", "agreed"),
        ("The ferry", "kept"),
        ("The ferry", "sold"),
    ]
    assert [each.event.result for each in meetings.agenda(at(), project=BRIDGE)] == ["agreed"]
    known_before = at(known_at=at().known_at - 4)
    assert [each.event.result for each in meetings.agenda(known_before, MEETING)] == [""]


def test_why_an_item_is_closed_is_not_lost_by_a_later_listing(ask: Any) -> None:
    closed = AgendaItemListed(meeting=MEETING, title="The lease", number="9", closed_under="paragraph 3")
    at = ask(
        given(said(closed), said(AgendaItemListed(meeting=MEETING, title="The lease", number="9", result="agreed")))
    )

    found = [(each.event.closed_under, each.event.result) for each in meetings.agenda(at(), MEETING)]
    assert sorted(found) == [("", "agreed"), ("paragraph 3", "")]
