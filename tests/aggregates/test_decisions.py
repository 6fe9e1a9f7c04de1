"""Decisions of individuals and executives, and the notices before them: what their records can say together."""

from __future__ import annotations

from typing import Any

from ledger.entries.entry import Draft
from ledger.vocabulary.accountability import DelegationGranted, DelegationRevoked
from ledger.vocabulary.decisions import DecisionKind, DecisionMade, DecisionNoticed, Urgency
from ledger.vocabulary.resolutions import Limb, Verb
from ledger.vocabulary.votes import VoteRecorded
from tests.aggregates.borough import ADA, BRIDGE, CABINET, CHIEF, CORA, DEV, MEETING
from tests.aggregates.given import Case, decide, each, given, recorded, refused, said

FERRY_SOLD = "decision:ferry-sold"


def made(on: str = "2015-10-08", **fields: Any) -> Draft:
    return said(DecisionMade(**{"text": "To sell the ferry", "by": ADA, "decision": FERRY_SOLD, **fields}), on)


def noticed(on: str = "2015-09-01", **fields: Any) -> Draft:
    return said(DecisionNoticed(**{"project": BRIDGE, "by": CABINET, **fields}), on)


REPAIRED = Limb(verb=Verb.APPROVED, text="repair", number="1")

REFUSED: dict[str, Case] = {
    "a decision under the id of another": refused(made(), draft=made(text="To keep the ferry"), says="is taken"),
    "a decision by somebody nobody has registered": refused(
        draft=made(by="person:ada-quil"), says=("unknown person 'ada-quil'", "did you mean 'ada-quill'?")
    ),
    "alternatives of a decision that had none": refused(
        draft=made(alternatives=("to lease it",), no_alternatives=True), says="says that there were none"
    ),
    "urgency of a decision that is not key": refused(
        draft=made(key=False, urgency=Urgency.SPECIAL_URGENCY), says="not key cannot be under 'special urgency'"
    ),
    "agreement to an urgency that is not claimed": refused(
        draft=made(urgency_agreed_by=CORA), says="'cora-lund' agreed to an urgency that the decision does not claim"
    ),
    "a decision that takes effect before it is made": refused(
        draft=made(effective_from="2015-10-01"), says="cannot take effect on 2015-10-01: it was made on 2015-10-08"
    ),
    "two limbs of a decision with one number": refused(
        draft=made(limbs=(REPAIRED, REPAIRED)), says="two limbs are numbered '1'"
    ),
    "a decision under a delegation that is not recorded": refused(
        draft=made(under="delegation:ferries"), says="unknown delegation 'ferries'"
    ),
    "a decision with a project in the place of a report": refused(
        draft=made(report=BRIDGE), says="'project:fen-bridge' is a project; expected a report"
    ),
    "notice of a decision that is due before the notice": refused(
        draft=noticed(due="2015-08"), says="cannot be due in 2015-08: it was given on 2015-09-01"
    ),
    "notice of urgency of a decision that is not key": refused(
        draft=noticed(key=False, urgency=Urgency.GENERAL_EXCEPTION), says="cannot be under 'general exception'"
    ),
}

RECORDED: dict[str, Case] = {
    "a body's decision on another day than its meeting": recorded(
        draft=made("2015-11-12", by=CABINET, meeting=MEETING), flagged="decided on another day than its meeting"
    ),
    "special urgency that nobody agreed to": recorded(
        draft=made(key=True, urgency=Urgency.SPECIAL_URGENCY), flagged="special urgency that nobody agreed to"
    ),
    "a key decision without notice": recorded(draft=made(key=True), flagged="key decision without notice"),
    "a decision without reasons or alternatives": recorded(
        draft=made(reasons="", alternatives=()), flagged="record lacks what the law asks for"
    ),
    "a decision under a delegation to somebody else": recorded(
        said(DelegationGranted(function="ferries", by=CABINET, to=CHIEF, delegation="delegation:ferries"), "2015-05"),
        draft=made(by=DEV, kind=DecisionKind.OFFICER, under="delegation:ferries"),
        flagged="decided under a delegation to somebody else",
    ),
    "a decision under a delegation that had been taken back": recorded(
        said(DelegationGranted(function="ferries", by=CABINET, to=CHIEF, delegation="delegation:ferries"), "2015-05"),
        said(DelegationRevoked(delegation="delegation:ferries", by=CABINET), "2015-08-31"),
        draft=made(by=CHIEF, kind=DecisionKind.OFFICER, under="delegation:ferries"),
        flagged="decided under a delegation not in force",
    ),
    "urgency agreed to by the decider": recorded(
        draft=made(key=True, urgency=Urgency.SPECIAL_URGENCY, urgency_agreed_by=ADA),
        flagged="urgency agreed to by the decider",
    ),
    "notice of less than 28 clear days": recorded(
        draft=noticed("2015-10-07", due="2015-10-08", key=True), flagged="notice too short"
    ),
}


@each(REFUSED)
def test_a_decision_that_cannot_be_true_is_refused(case: Case) -> None:
    decide(case)


@each(RECORDED)
def test_a_decision_that_should_not_have_gone_so_is_recorded(case: Case) -> None:
    decide(case)


def test_a_decision_reported_in_a_later_meeting_keeps_its_own_date() -> None:
    given().when(made("2015-09-20", meeting=MEETING)).then(by=ADA)


def test_a_decision_of_several_can_be_voted_on() -> None:
    told = given(made(by=CABINET, meeting=MEETING))

    told.when(said(VoteRecorded(resolution=FERRY_SOLD, for_=4, against=1))).then(for_=4)


def test_the_limbs_of_a_decision_are_numbered_like_those_of_a_resolution() -> None:
    unnumbered = (Limb(verb=Verb.APPROVED, text="the sale"), Limb(verb=Verb.DELEGATED, text="the price"))

    told = given().when(made(limbs=unnumbered)).then()

    decision = told.log[-1].event
    assert isinstance(decision, DecisionMade)
    assert [limb.number for limb in decision.limbs] == ["1", "2"]
