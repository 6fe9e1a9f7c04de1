"""Agreements: between parties, hosted and led by parties, varied and ended while in force."""

from __future__ import annotations

from typing import Any

from ledger.entries.entry import Draft
from ledger.vocabulary.accountability import AgreementEnded, AgreementEntered, AgreementKind, AgreementVaried
from tests.aggregates.borough import CABINET, COUNCIL, TRUST, WATER
from tests.aggregates.given import Case, decide, each, given, recorded, refused, said

CARE = "agreement:care-at-home"


def entered(on: str = "2013-04-01", **fields: Any) -> Draft:
    terms = {"title": "Care at home", "parties": (COUNCIL, TRUST), "kind": AgreementKind.SECTION_75, "agreement": CARE}
    return said(AgreementEntered(**{**terms, **fields}), on)


def varied(on: str, **fields: Any) -> Draft:
    return said(AgreementVaried(agreement=CARE, what="the shares", **fields), on)


def ended(on: str) -> Draft:
    return said(AgreementEnded(agreement=CARE), on)


REFUSED: dict[str, Case] = {
    "an agreement with one party": refused(draft=entered(parties=(COUNCIL,)), says="cannot enter an agreement alone"),
    "an agreement with oneself": refused(draft=entered(parties=(COUNCIL, COUNCIL)), says="'marsham' is a party twice"),
    "an agreement hosted by a stranger": refused(
        draft=entered(host=WATER), says=("'fen-water' cannot be the host", "its parties are marsham, fen-trust")
    ),
    "an agreement led by a stranger": refused(draft=entered(lead=WATER), says="'fen-water' cannot be the lead"),
    "an agreement varied to a stranger as its host": refused(
        entered(), draft=varied("2014-04-01", host=WATER), says="'fen-water' cannot be the host"
    ),
    "an agreement varied to one party": refused(
        entered(), draft=varied("2014-04-01", parties=(TRUST,)), says="'fen-trust' cannot be the only party"
    ),
    "an agreement varied to a party twice": refused(
        entered(), draft=varied("2014-04-01", parties=(TRUST, TRUST)), says="'fen-trust' is a party twice"
    ),
    "an agreement varied before it was entered": refused(
        entered(), draft=varied("2012"), says="cannot be varied in 2012: it was entered on 2013-04-01"
    ),
    "an agreement varied after its end": refused(
        entered(), ended("2015-03-31"), draft=varied("2015-04-01"), says="cannot be varied on 2015-04-01"
    ),
    "an agreement that ends twice": refused(
        entered(), ended("2015-03-31"), draft=ended("2016-03-31"), says="has ended already, on 2015-03-31"
    ),
    "an agreement that ends before it was entered": refused(
        entered(), draft=ended("2012-03-31"), says="cannot end on 2012-03-31: it began on 2013-04-01"
    ),
    "an agreement under the id of another": refused(entered(), draft=entered(title="Care away"), says="is taken"),
    "a body as a party": refused(draft=entered(parties=(COUNCIL, CABINET)), says="expected an organisation"),
}

RECORDED: dict[str, Case] = {
    "an agreement whose parties nobody names": recorded(
        draft=entered(parties=(), host=TRUST), seen="`agreements` shows it without parties"
    ),
    "an agreement without a term or a review": recorded(
        draft=entered(review=""), seen="`agreements` shows it without them"
    ),
    "an agreement that covers less than the heads it should": recorded(
        draft=entered(covers=("finance",)), seen="`agreements` lists the heads that it covers"
    ),
}


@each(REFUSED)
def test_an_agreement_that_cannot_be_is_refused(case: Case) -> None:
    decide(case)


@each(RECORDED)
def test_an_agreement_that_lacks_something_is_recorded(case: Case) -> None:
    decide(case)


def test_corrections_cannot_turn_the_parties_out() -> None:
    told = given(entered(host=TRUST), varied("2014-04-01", lead=COUNCIL), ended("2015-03-31"))

    told.corrected(AgreementEntered, parties=[COUNCIL]).refuses("'marsham' would be the only party")
    told.corrected(AgreementEntered, parties=[COUNCIL, WATER]).refuses("'fen-trust' would be host or lead")
    told.corrected(AgreementEnded, on="2013-12-31").refuses("varied on 2014-04-01, after its last day, 2013-12-31")
    told.corrected(AgreementVaried, on="2012").refuses("would be varied in 2012, before 2013-04-01")
    told.corrected(AgreementEntered, parties=[COUNCIL, TRUST, WATER]).then()


def test_a_party_that_joins_may_host_from_that_day_on() -> None:
    told = given(entered())

    told.when(varied("2014-04-01", parties=(COUNCIL, TRUST, WATER), host=WATER)).then(host=WATER)
