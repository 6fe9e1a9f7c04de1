"""Questions, answers and remarks: who may put what to whom, and when it can be answered."""

from __future__ import annotations

from typing import Any

import pytest

from ledger.entries.entry import Draft
from ledger.vocabulary.questions import AnswerGiven, Completeness, QuestionAsked, RemarkKind, RemarkMade
from tests.aggregates.borough import BRIDGE, CORA, DEV, MEETING
from tests.aggregates.given import Case, decide, each, given, recorded, refused, said

PRICE, WORRY = "question:bridge-price", "remark:bridge-noise"


def asked(on: str = "2015-10-08", **fields: Any) -> Draft:
    event = QuestionAsked(**{"text": "What will the bridge cost?", "by": CORA, "question": PRICE, **fields})
    return said(event, on)


def remarked(**fields: Any) -> Draft:
    return said(RemarkMade(**{"text": "It will be noisy", "kind": RemarkKind.CONCERN, "remark": WORRY, **fields}))


def answered(completeness: Completeness, on: str = "2015-10-08", to: str = PRICE, **fields: Any) -> Draft:
    return said(AnswerGiven(question=to, completeness=completeness, by=DEV, **fields), on)


REFUSED: dict[str, Case] = {
    "an answer to a question that nobody asked": refused(
        asked(),
        draft=answered(Completeness.FULL, to="question:bridge-prices"),
        says=("unknown question 'bridge-prices'", "did you mean 'bridge-price'?"),
    ),
    "an answer before its question": refused(
        asked(), draft=answered(Completeness.FULL, "2015-10-01"), says="cannot be answered on 2015-10-01"
    ),
    "a response before its remark": refused(
        remarked(), draft=answered(Completeness.FULL, "2015-10-01", to=WORRY), says="the remark 'bridge-noise' cannot"
    ),
    "an answer of none that has words": refused(
        asked(), draft=answered(Completeness.NONE, text="four million"), says="no answer and the answer 'four million'"
    ),
    "an answer to a project": refused(
        draft=answered(Completeness.FULL, to=BRIDGE),
        says="'project:fen-bridge' is a project; expected a question or a remark",
    ),
    "a question to oneself": refused(draft=asked(to=CORA), says="'cora-lund' cannot put a question to themselves"),
    "a remark to oneself": refused(draft=remarked(by=DEV, to=DEV), says="'dev-rao' cannot put a remark to themselves"),
    "a question under the id of another": refused(asked(), draft=asked(text="When?"), says="is taken"),
    "a question in a meeting that is not recorded": refused(
        draft=asked(meeting="meeting:cabinet/2015-10-09"), says="did you mean 'cabinet/2015-10-08'"
    ),
    "a question about something unknown": refused(
        draft=asked(about=("project:fen-brige",)), says="did you mean 'fen-bridge'?"
    ),
}

RECORDED: dict[str, Case] = {
    "a question told twice in other words": recorded(
        asked(),
        draft=asked(text="What will the bridge cost us?", question="question:price-again"),
        flagged="question told twice",
        possibly=True,
    ),
    "a question that is never answered": recorded(draft=asked(), seen="`questions --unanswered` lists it"),
    "a question answered past its point": recorded(
        asked(), draft=answered(Completeness.DEFLECTED), seen="`questions --deflected` lists it"
    ),
    "a question answered by whoever asked it": recorded(
        asked(by=DEV),
        draft=answered(Completeness.FULL, text="four million"),
        seen="`questions` shows who asked and who answered",
    ),
    "an answer although the minutes say that there was none": recorded(
        asked(),
        answered(Completeness.NONE),
        draft=answered(Completeness.FULL, "2015-11-12"),
        seen="`questions` shows both",
    ),
}


@each(REFUSED)
def test_a_question_or_answer_that_cannot_be_true_is_refused(case: Case) -> None:
    decide(case)


@each(RECORDED)
def test_a_question_that_should_have_gone_otherwise_is_recorded(case: Case) -> None:
    decide(case)


def test_a_question_put_in_writing_may_be_older_than_the_meeting() -> None:
    given().when(asked("2015-10-01", meeting=MEETING)).then(meeting=MEETING)


@pytest.mark.parametrize("completeness", [c for c in Completeness if c is not Completeness.NONE])
def test_a_remark_is_responded_to_like_a_question(completeness: Completeness) -> None:
    given(remarked()).when(answered(completeness, to=WORRY, text="We shall see")).then(completeness=completeness)


def test_a_question_cannot_be_moved_past_its_answer() -> None:
    told = given(asked(), answered(Completeness.FULL))

    told.corrected(QuestionAsked, on="2015-11-12").refuses("it would be answered on 2015-10-08, before 2015-11-12")
    told.corrected(QuestionAsked, on="2015-10").then()
