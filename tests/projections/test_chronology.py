"""The chronology of a subject: in the order of the world, whatever is imprecise bounded, nothing dropped."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from ledger.vocabulary.commitments import CommitmentDischarged, CommitmentMade
from ledger.vocabulary.corrections import EntryCorrected, EntryRetracted
from ledger.vocabulary.dates import when
from ledger.vocabulary.people import PersonRegistered
from ledger.vocabulary.projects import ProjectConsidered, ProjectOpened, ProjectReferred
from ledger.vocabulary.questions import AnswerGiven, Completeness, QuestionAsked
from ledger.vocabulary.resolutions import Limb, ResolutionPassed, Verb
from projections import Register
from projections.chronology import Order, _ordered, _place, chronology
from tests.projections.conftest import AskedOf
from tests.projections.histories import DATES
from tests.projections.stories import Statement, story

ICN, OTHER, HWB, BOARD, ADA = "project:icn", "project:other", "body:hwb", "body:board", "person:ada"
QUESTION, COMMITMENT = "question:1", "commitment:1"

STORY: tuple[Statement, ...] = (
    (ProjectOpened(project=ICN, title="Integrated Care Networks"), "XXXX"),  # 1
    (PersonRegistered(person=ADA, name="Ada Obi"), "XXXX"),  # 2
    (ProjectReferred(project=ICN, by=HWB, to=BOARD), "2018-06-01"),  # 3
    (ProjectConsidered(project=ICN, by=BOARD), "[..2018-03]"),  # 4
    (ProjectConsidered(project=OTHER, by=BOARD), "2018-05-01"),  # 5
    (QuestionAsked(question=QUESTION, text="when", by=ADA, about=(ICN,)), "2018-06-01"),  # 6
    (AnswerGiven(question=QUESTION, completeness=Completeness.DEFERRED, text="soon"), "2018-06-02"),  # 7
    (CommitmentMade(commitment=COMMITMENT, text="report back", about=(OTHER,)), "2018-01"),  # 8
    (CommitmentDischarged(commitment=COMMITMENT), "2019-01-01"),  # 9
    (EntryCorrected(entry=8, why="misread", fields={"about": [ICN]}), "XXXX"),  # 10
    (ProjectConsidered(project=ICN, by=HWB), "2018-07-01"),  # 11
    (EntryRetracted(entry=11, why="another project"), "XXXX"),  # 12
    (
        ResolutionPassed(
            resolution="resolution:1",
            body=BOARD,
            text="noted",
            limbs=(Limb(verb=Verb.NOTED, text="noted", projects=(ICN,)),),
        ),
        "[2018-05..2018-12]",
    ),  # 13
)


def positions(register: Register, subject: str, **asked: int) -> list[int]:
    return [each.entry.position for each in chronology(register, subject, **asked)]


def test_everything_about_a_project_stands_in_the_order_of_the_world(asked_of_either: AskedOf) -> None:
    at = asked_of_either(STORY)

    found = chronology(at(), ICN)

    assert [(each.entry.position, each.order) for each in found] == [
        (8, Order.LATER),  # January 2018
        (4, Order.NOT_CERTAIN),  # by March 2018, perhaps long before
        (13, Order.LATER),  # some day from May to December 2018
        (3, Order.NOT_CERTAIN),
        (6, Order.NOT_CERTAIN),
        (7, Order.NOT_CERTAIN),
        (9, Order.LATER),
        (1, Order.UNKNOWN),
    ]
    assert found[0].entry.corrected_by == (10,)


def test_an_answer_belongs_to_its_question_and_a_discharge_to_its_commitment(asked_of: AskedOf) -> None:
    at = asked_of(STORY)

    assert {7, 9} <= set(positions(at(), ICN))
    assert positions(at(), OTHER) == [5]
    assert positions(at(known_at=9), OTHER) == [8, 5, 9], "before the correction said which project was meant"


def test_it_is_the_same_for_any_kind_of_subject(asked_of: AskedOf) -> None:
    at = asked_of(STORY)

    assert positions(at(), BOARD) == [4, 5, 13, 3]
    assert positions(at(), HWB) == [3]
    assert positions(at(), ADA) == [6, 7, 2]
    assert positions(at(), QUESTION) == [6, 7]
    assert positions(at(), "body:nobody") == []


def test_what_is_retracted_was_there_until_the_ledger_knew(asked_of: AskedOf) -> None:
    at = asked_of(STORY)

    assert 11 not in positions(at(), ICN)
    assert positions(at(known_at=11), HWB) == [3, 11]


def test_between_two_days_stands_whatever_may_lie_there_the_undated_too(asked_of: AskedOf) -> None:
    at = asked_of(STORY)

    def between(since: str, until: str) -> list[int]:
        return positions(at(), ICN, since=when(since).earliest, until=when(until).latest)

    assert between("2018-06-02", "2018-06-30") == [13, 7, 1]
    assert between("2017", "2017") == [4, 1]
    assert positions(at("2018-03-31"), ICN) == [8, 4, 1]


def test_two_things_of_one_day_keep_the_order_of_the_log(asked_of: AskedOf) -> None:
    told: list[Statement] = [(ProjectConsidered(project=ICN, by=body), "2018-06-01") for body in (HWB, BOARD)]

    found = chronology(asked_of(told)(), ICN)

    assert [(each.entry.position, each.order) for each in found] == [(1, Order.LATER), (2, Order.SAME_DAY)]


def test_what_was_said_in_one_meeting_was_said_on_one_day_whenever_that_was(asked_of: AskedOf) -> None:
    meeting, some_day = "meeting:1", "[2018-01..2018-06]"
    at = asked_of(
        [
            (QuestionAsked(question=QUESTION, text="when", about=(ICN,), meeting=meeting), some_day),
            (AnswerGiven(question=QUESTION, completeness=Completeness.FULL, text="now", meeting=meeting), some_day),
            (CommitmentMade(commitment=COMMITMENT, text="report", about=(ICN,), meeting="meeting:2"), some_day),
            (ProjectConsidered(project=ICN, by=HWB), "2019"),
            (ProjectReferred(project=ICN, to=HWB), "[..2020]"),
        ]
    )

    assert [each.order for each in chronology(at(), ICN)] == [
        Order.LATER,
        Order.SAME_DAY,
        Order.NOT_CERTAIN,
        Order.LATER,
        Order.NOT_CERTAIN,
    ]


def test_two_things_of_one_day_stand_in_the_order_of_their_times() -> None:
    told = ["2018-06-01T19:30", "2018-06-01T08:00:00Z", "2018-06-01", "2018-05-31T23:30:00Z", "2018-06-01T19:30"]
    entries = sorted(story([(ProjectConsidered(project=ICN, by=HWB), at) for at in told]), key=_place)

    assert [entry.position for entry in entries] == [3, 4, 2, 1, 5]
    assert [each.order for each in _ordered(entries)] == [
        Order.LATER,
        Order.SAME_DAY,  # when on that day it was, nobody says
        Order.SAME_DAY,
        Order.SAME_DAY,
        Order.SAME_DAY,
    ]
    assert [each.order for each in _ordered(entries[1:4])] == [Order.LATER, Order.LATER, Order.LATER]


@settings(deadline=None)
@given(st.lists(st.sampled_from([*DATES, "2018~", "[..2017-12-31]", "2018-06-01/2018-06-30"]), min_size=2, max_size=8))
def test_what_certainly_came_before_another_stands_before_it(dates: list[str]) -> None:
    entries = sorted(story([(ProjectConsidered(project=ICN, by=HWB), at) for at in dates]), key=_place)

    for place, entry in enumerate(entries):
        assert not any(entry.occurred.is_before(earlier.occurred) for earlier in entries[:place])
    for place, each in enumerate(_ordered(entries)):
        surely_later = all(above.occurred.is_before(each.entry.occurred) for above in entries[:place])
        assert (each.order is Order.LATER) == (surely_later and not each.entry.occurred.is_unknown)
