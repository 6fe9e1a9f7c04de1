"""Questions and remarks: how far answers went, by which day and by which state of knowledge."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from ledger import store
from ledger.vocabulary.corrections import EntryCorrected, EntryRetracted
from ledger.vocabulary.dates import Certainty
from ledger.vocabulary.event import Event
from ledger.vocabulary.meetings import MeetingHeld
from ledger.vocabulary.provenance import Standing
from ledger.vocabulary.questions import AnswerGiven, Completeness, QuestionAsked, RemarkKind, RemarkMade
from projections import Register, questions, register_at
from projections.questions import asked_about
from tests.projections.histories import record
from tests.projections.stories import Statement, story

ICB, LBB, FEVEN, CHAIR = "body:icb", "organisation:lbb", "person:feven", "person:chair"
JUNE = "meeting:june"
PLAN, LINK, MONEY, NEVER = "question:plan", "question:link", "question:money", "question:never"
SCRUTINY, WISH = "remark:scrutiny", "remark:wish"

STORY: tuple[Statement, ...] = (
    (MeetingHeld(meeting=JUNE, body="body:committee"), "2018-06-05"),
    (QuestionAsked(question=PLAN, text="whose plan", by=CHAIR, to=FEVEN, about=(ICB,), meeting=JUNE), "2018-06-05"),
    (AnswerGiven(question=PLAN, completeness=Completeness.DEFERRED, by=FEVEN), "2018-06-05"),
    (AnswerGiven(question=PLAN, completeness=Completeness.FULL, by=FEVEN, text="ours"), "2018-09-01"),
    (QuestionAsked(question=LINK, text="answerable to whom", by=CHAIR, about=(ICB, LBB)), "2018-06-05"),
    (AnswerGiven(question=LINK, completeness=Completeness.DEFLECTED, about=("body:other",)), "2018-06-05"),
    (QuestionAsked(question=MONEY, text="how much", about=(ICB,)), "2018-06-05"),
    (AnswerGiven(question=MONEY, completeness=Completeness.PARTIAL), "[2018-06-05..2018-12]"),
    (QuestionAsked(question=NEVER, text="when", by=CHAIR, about=(LBB,)), "2018-06-05"),
    (AnswerGiven(question=NEVER, completeness=Completeness.NONE), "2018-06-05"),
    (RemarkMade(remark=SCRUTINY, text="too little scrutiny", kind=RemarkKind.CONCERN, by=CHAIR), "2018-06-05"),
    (RemarkMade(remark=WISH, text="no wish list", meeting=JUNE), "2018-06-05"),
    (AnswerGiven(question=WISH, completeness=Completeness.PARTIAL, text="noted"), "2018-07-01"),
)  # fmt: skip

Ask = Callable[..., Register]


@pytest.fixture
def told(datastore: store.Datastore) -> Ask:
    """The story, with whatever a test adds; asked as at a day and as known at an entry."""

    def ask(*more: Statement, as_at: str | None = "2020-01-01", known_at: int | None = None) -> Register:
        record(datastore, story((*STORY, *more)))
        return register_at(datastore, date.fromisoformat(as_at) if as_at else None, known_at)

    return ask


def how_far(register: Register, **asked: str) -> dict[str, tuple[str, str]]:
    return {
        each.question.stream: (each.completeness.value, each.certainty.value)
        for each in questions.questions(register, **asked)
    }


def test_a_question_is_as_far_answered_as_the_furthest_answer_goes(told: Ask) -> None:
    assert how_far(told()) == {
        PLAN: ("full", "yes"),
        LINK: ("deflected", "yes"),
        MONEY: ("partial", "yes"),
        NEVER: ("none", "yes"),
    }


def test_an_answer_that_goes_less_far_leaves_the_furthest_as_certain_as_it_is(told: Ask) -> None:
    may_be = AnswerGiven(question=PLAN, completeness=Completeness.DECLINED), "[2018-06-05..2021]"
    noted = AnswerGiven(question=WISH, completeness=Completeness.DEFERRED), "[2018-06-05..2021]"
    fuller = AnswerGiven(question=LINK, completeness=Completeness.FULL), "[2018-06-05..2021]"

    register = told(may_be, noted, fuller)

    assert how_far(register)[PLAN] == ("full", "yes")
    assert how_far(register)[LINK] == ("full", "possibly")
    wish = next(each for each in questions.remarks(register) if each.remark.stream == WISH)
    assert (wish.completeness, wish.certainty) == (Completeness.PARTIAL, Certainty.YES)


def test_what_had_not_been_answered_by_a_day_was_unanswered_on_it(told: Ask) -> None:
    register = told(as_at="2018-08-31")

    assert how_far(register)[PLAN] == ("deferred", "yes")
    assert how_far(register)[MONEY] == ("partial", "possibly")
    unanswered = {each.question.stream for each in questions.questions(register, unanswered=True)}
    assert unanswered == {MONEY, NEVER}, "an answer that may have come later leaves it possibly open"


def test_what_the_ledger_had_not_been_told_was_unanswered_as_known_then(told: Ask) -> None:
    register = told(known_at=2)

    assert how_far(register) == {PLAN: ("none", "yes")}
    assert [each.question.stream for each in questions.questions(register, unanswered=True)] == [PLAN]


def test_an_answer_that_is_withdrawn_or_corrected_counts_no_more(told: Ask) -> None:
    full = 4
    withdrawn = told((EntryRetracted(entry=full, why="of another meeting"), "XXXX"))

    assert how_far(withdrawn)[PLAN] == ("deferred", "yes")


def test_a_corrected_answer_is_as_complete_as_the_correction_says(told: Ask) -> None:
    corrected = EntryCorrected(entry=6, why="misheard", fields={"completeness": "declined"})
    register = told((corrected, "XXXX"))

    assert how_far(register)[LINK] == ("declined", "yes")
    assert [e.question.stream for e in questions.questions(register, completeness=Completeness.DEFLECTED)] == []


def test_an_answer_that_is_only_expected_leaves_a_question_possibly_open(told: Ask) -> None:
    expected: Event = AnswerGiven(question=NEVER, completeness=Completeness.FULL)
    register = told((expected, "2019-01-01", Standing.EXPECTED))

    assert how_far(register)[NEVER] == ("full", "possibly")
    assert NEVER in {each.question.stream for each in questions.questions(register, unanswered=True)}


def test_questions_are_found_by_who_asked_whom_about_what_and_before_whom(told: Ask) -> None:
    register = told()

    assert set(how_far(register, by=CHAIR)) == {PLAN, LINK, NEVER}
    assert set(how_far(register, to=FEVEN)) == {PLAN}
    assert set(how_far(register, about=LBB)) == {LINK, NEVER}
    assert set(how_far(register, body="body:committee")) == {PLAN}


def test_a_question_about_a_link_concerns_both_of_its_ends(told: Ask) -> None:
    found = asked_about(told(), ICB, {LBB, "body:other"}.__contains__)

    assert [(each.question.stream, each.replies[0].event.about) for each in found] == [(LINK, ("body:other",))]
    assert found[0].entries == (5, 6)


def test_a_question_that_one_asks_for_by_its_id_has_its_answers(told: Ask) -> None:
    found = questions.question(told(), PLAN)

    assert found is not None
    assert [reply.event.completeness.value for reply in found.replies] == ["deferred", "full"]
    assert found.entries == (2, 3, 4)


def test_a_question_that_nobody_asked_is_not_there(told: Ask) -> None:
    assert questions.question(told(), "question:other") is None


def test_remarks_are_told_with_and_without_a_response(told: Ask) -> None:
    register = told()

    assert {each.remark.stream: each.completeness.value for each in questions.remarks(register)} == {
        SCRUTINY: "none",
        WISH: "partial",
    }
    assert [each.remark.stream for each in questions.remarks(register, without_response=True)] == [SCRUTINY]
    assert [each.remark.stream for each in questions.remarks(register, kind=RemarkKind.CONCERN)] == [SCRUTINY]
    assert [each.remark.stream for each in questions.remarks(register, body="body:committee")] == [WISH]
    (wish,) = questions.remarks(register, body="body:committee")
    assert (wish.entries, wish.certainty) == ((12, 13), Certainty.YES)


def test_a_response_that_had_not_come_by_a_day_is_lacking_on_it(told: Ask) -> None:
    register = told(as_at="2018-06-30")

    assert {each.remark.stream for each in questions.remarks(register, without_response=True)} == {SCRUTINY, WISH}
