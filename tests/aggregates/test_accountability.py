"""Accountability: of one to another, from a day on, until another day."""

from __future__ import annotations

from typing import Any

from ledger.entries.entry import Draft
from ledger.vocabulary.accountability import AccountabilityDeclared, AccountabilityEnded, AccountabilityKind
from tests.aggregates.borough import BRIDGE, CABINET, COUNCIL, PANEL, SCRUTINY
from tests.aggregates.given import Case, decide, each, expected, given, recorded, refused, said

EDGE = "accountability:panel-to-cabinet"


def declared(on: str = "2015-05-01", **fields: Any) -> Draft:
    edge = {"who": PANEL, "to": CABINET, "kind": AccountabilityKind.ANSWERABLE_TO, "accountability": EDGE}
    return said(AccountabilityDeclared(**{**edge, **fields}), on)


def ended(on: str, accountability: str = EDGE) -> Draft:
    return said(AccountabilityEnded(accountability=accountability), on)


REFUSED: dict[str, Case] = {
    "an accountability to oneself": refused(draft=declared(to=PANEL), says="cannot be answerable to themselves"),
    "an accountability that ends twice": refused(
        declared(), ended("2016-03-31"), draft=ended("2016-04-30"), says="has ended already, on 2016-03-31"
    ),
    "an accountability that ends before it began": refused(
        declared(), draft=ended("2014-12-31"), says="cannot end on 2014-12-31: it began on 2015-05-01"
    ),
    "an accountability that ends and was never declared": refused(
        declared(), draft=ended("2016", "accountability:panel-to-council"), says="did you mean 'panel-to-cabinet'?"
    ),
    "an accountability under the id of another": refused(declared(), draft=declared(to=SCRUTINY), says="is taken"),
    "an accountability to nobody known": refused(draft=declared(to="body:cabinett"), says="did you mean 'cabinet'?"),
    "an accountability of a project": refused(draft=declared(who=BRIDGE), says="expected a person or a post or a body"),
}

RECORDED: dict[str, Case] = {
    "two bodies that answer to one another": recorded(
        declared(),
        draft=declared(who=CABINET, to=PANEL, accountability="accountability:cabinet-to-panel"),
        flagged="two that answer to one another",
    ),
    "one accountability told twice under two ids": recorded(
        declared(),
        draft=declared(accountability="accountability:panel-to-cabinet-again"),
        flagged="one accountability under two ids",
    ),
    "a body that answers to several": recorded(
        declared(),
        draft=declared(to=COUNCIL, accountability="accountability:panel-to-council"),
        seen="`accountability chain` follows each of them",
    ),
}


@each(REFUSED)
def test_an_accountability_that_cannot_be_true_is_refused(case: Case) -> None:
    decide(case)


@each(RECORDED)
def test_a_doubtful_accountability_is_recorded(case: Case) -> None:
    decide(case)


def test_an_end_that_was_only_expected_leaves_room_for_the_real_one() -> None:
    told = given(declared(), expected(AccountabilityEnded(accountability=EDGE), "2016-03"))

    told.when(ended("2016-05-31")).then(accountability=EDGE)


def test_a_correction_cannot_begin_it_after_its_end() -> None:
    told = given(declared(), ended("2016-03-31"))

    told.corrected(AccountabilityDeclared, on="2016-05").refuses("would end on 2016-03-31, before 2016-05")


def test_a_retraction_cannot_bring_back_a_second_end() -> None:
    told = given(declared(), ended("2016-03-31")).retracted(AccountabilityEnded).then()

    told.when(ended("2016-04-30")).then()
