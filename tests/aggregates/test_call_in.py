"""Call-in: of a decision that was made and is open to it, once, and determined once."""

from __future__ import annotations

from typing import Any

from ledger.entries.entry import Draft
from ledger.vocabulary.decisions import CallInDetermined, CallInOutcome, DecisionCalledIn, DecisionMade
from tests.aggregates.borough import ADA, BEN, CABINET, CORA, RESOLUTION, SCRUTINY
from tests.aggregates.given import Case, decide, each, expected, given, recorded, refused, said

SOLD = "decision:ferry-sold"


def made(callable_in: bool | None = None, by: str = ADA, **fields: Any) -> Draft:
    event = DecisionMade(text="To sell the ferry", by=by, callable_in=callable_in, decision=SOLD, **fields)
    return said(event, "2015-10-08")


def called_in(on: str = "2015-10-12", by: tuple[str, ...] = (CORA, BEN), decision: str = SOLD) -> Draft:
    return said(DecisionCalledIn(decision=decision, by=by, to=SCRUTINY, grounds="no consultation"), on)


def determined(on: str = "2015-10-20", decision: str = SOLD) -> Draft:
    return said(CallInDetermined(decision=decision, by=SCRUTINY, outcome=CallInOutcome.REFERRED_BACK), on)


REFUSED: dict[str, Case] = {
    "a call-in of what is not open to it": refused(
        made(callable_in=False), draft=called_in(), says=("cannot be called in", "recorded as not open to call-in")
    ),
    "a call-in of what was never decided": refused(
        made(), draft=called_in(decision="decision:ferry-sale"), says="did you mean 'ferry-sold'?"
    ),
    "a second call-in of one decision": refused(
        made(), called_in(), draft=called_in("2015-10-13", (BEN,)), says="has been called in already, on 2015-10-12"
    ),
    "a call-in before the decision": refused(
        made(), draft=called_in("2015-10-01"), says="cannot be called in on 2015-10-01: it was made on 2015-10-08"
    ),
    "somebody who calls in twice at once": refused(
        made(), draft=called_in(by=(CORA, CORA)), says="'cora-lund' is named twice"
    ),
    "the outcome of a call-in that there was not": refused(made(), draft=determined(), says="has not been called in"),
    "two outcomes of one call-in": refused(
        made(), called_in(), determined(), draft=determined("2015-10-21"), says="determined already, on 2015-10-20"
    ),
    "the outcome of a call-in before the call-in": refused(
        made(), called_in(), draft=determined("2015-10-10"), says="cannot be determined on 2015-10-10"
    ),
    "a call-in of a meeting": refused(
        draft=called_in(decision="meeting:cabinet/2015-10-08"), says="expected a resolution or a decision"
    ),
    "a call-in by a project": refused(
        made(), draft=called_in(by=("project:ferry",)), says="expected a person or a post"
    ),
}

RECORDED: dict[str, Case] = {
    "a call-in after the decision took effect": recorded(
        made(effective_from="2015-10-09"), draft=called_in(), flagged="called in after it took effect"
    ),
    "a call-in by the decider": recorded(made(), draft=called_in(by=(ADA,)), flagged="called in by the decider"),
    "a call-in determined by the body that decided": recorded(
        made(by=CABINET),
        called_in(),
        draft=said(CallInDetermined(decision=SOLD, by=CABINET, outcome=CallInOutcome.CONFIRMED), "2015-10-20"),
        flagged="call-in determined by the decider",
    ),
}


@each(REFUSED)
def test_a_call_in_that_cannot_be_true_is_refused(case: Case) -> None:
    decide(case)


@each(RECORDED)
def test_a_call_in_that_should_not_have_gone_so_is_recorded(case: Case) -> None:
    decide(case)


def test_a_resolution_can_be_called_in_as_well() -> None:
    told = given(called_in(decision=RESOLUTION))

    told.when(determined(decision=RESOLUTION)).then(outcome=CallInOutcome.REFERRED_BACK)


def test_a_call_in_of_unknown_date_may_be_determined_on_a_known_one() -> None:
    given(made(), called_in("XXXX")).when(determined()).then()


def test_a_call_in_that_was_only_expected_is_none_to_determine() -> None:
    told = given(made(), expected(DecisionCalledIn(decision=SOLD, by=(CORA,)), "2015-10-12"))

    told.when(determined()).refuses("has not been called in")
    told.when(called_in("2015-10-13")).then()


def test_a_call_in_cannot_be_retracted_while_its_outcome_stands() -> None:
    told = given(made(), called_in(), determined())

    told.retracted(DecisionCalledIn).refuses("a call-in that is not recorded would be determined")
    told.retracted(CallInDetermined).then()


def test_a_decision_that_was_called_in_cannot_be_corrected_to_one_that_could_not_be() -> None:
    told = given(made(), called_in())

    told.corrected(DecisionMade, callable_in=False).refuses("it would be called in though it cannot be")
    told.corrected(DecisionMade, on="2015-11-01").refuses("it would be called in on 2015-10-12, before 2015-11-01")
