"""Persons: one id each, the names that sources use, and dispensations."""

from __future__ import annotations

from typing import Any

import pytest

from ledger.entries.entry import Draft
from ledger.vocabulary.identity import SubjectSameAs
from ledger.vocabulary.interests import DispensationGranted, InterestDeclared
from ledger.vocabulary.people import (
    PersonAffiliated,
    PersonAffiliationEnded,
    PersonAlsoNamed,
    PersonRegistered,
    PersonRenamed,
)
from tests.aggregates.borough import ADA, BRIDGE, CABINET, CORA, DEV, MEETING
from tests.aggregates.given import Case, decide, each, given, recorded, refused, said


def dispensed(**fields: Any) -> Draft:
    return said(DispensationGranted(**{"person": CORA, "about": (BRIDGE,), "by": DEV, **fields}))


def affiliated(on: str, **fields: Any) -> Draft:
    return said(PersonAffiliated(**{"person": ADA, "party": "Fen Alliance", **fields}), on)


REFUSED: dict[str, Case] = {
    "a person under the id of another": refused(
        draft=said(PersonRegistered(person=ADA, name="Adam Quill")), says="the person 'ada-quill' is taken"
    ),
    "a name that is known already": refused(
        said(PersonAlsoNamed(person=ADA, name="A. Quill")),
        draft=said(PersonAlsoNamed(person=ADA, name="A. Quill")),
        says="is known as 'A. Quill' already",
    ),
    "another name of somebody nobody knows": refused(
        draft=said(PersonAlsoNamed(person="person:ada-quil", name="A. Quill")), says="did you mean 'ada-quill'?"
    ),
    "an id that is the same as itself": refused(
        draft=said(SubjectSameAs(other=ADA, kept=ADA)), says="'ada-quill' is the same as itself anyway"
    ),
    "a person who is the same as a body": refused(
        draft=said(SubjectSameAs(other=ADA, kept=CABINET)),
        says="'ada-quill' is a person and 'cabinet' a body, so not the same",
    ),
    "somebody who is the same as a person nobody knows": refused(
        draft=said(SubjectSameAs(other=ADA, kept="person:ben-okaforr")), says="did you mean 'ben-okafor'?"
    ),
    "a meeting that is the same as another": refused(
        draft=said(SubjectSameAs(other=MEETING, kept=MEETING)),
        says="expected a person or a body or an organisation or a project",
    ),
    "a vacancy that is registered as a person": refused(
        draft=said(PersonRegistered(person="person:vacant", name="VACANT")), says="'VACANT' names nobody"
    ),
    "a name that says what became of somebody": refused(
        draft=said(PersonRegistered(person="person:una", name="Una Dale (resigned)")),
        says=("says what became of somebody: 'resigned'", "give the name alone, 'Una Dale'"),
    ),
    "an affiliation with nothing": refused(
        draft=said(PersonAffiliated(person=ADA)), says="'ada-quill' is affiliated with nothing"
    ),
    "an affiliation that is told already": refused(
        affiliated("2014-05-01"), draft=affiliated("2015-05-01"), says="is affiliated with 'Fen Alliance' already"
    ),
    "the end of an affiliation that never began": refused(
        draft=said(PersonAffiliationEnded(person=ADA, ward="Quay")), says="has not begun, so it cannot end"
    ),
    "a dispensation to oneself": refused(
        draft=dispensed(by=CORA), says="'cora-lund' cannot grant a dispensation to themselves"
    ),
    "a dispensation about the person themselves": refused(
        draft=dispensed(about=(CORA,)), says="cannot be what their own interest is in"
    ),
    "a dispensation for a body": refused(
        draft=dispensed(person=CABINET), says="'body:cabinet' is a body; expected a person"
    ),
    "a dispensation by a project": refused(draft=dispensed(by=BRIDGE), says="expected a person or a post or a body"),
}

RECORDED: dict[str, Case] = {
    "a dispensation for an interest never declared": recorded(
        draft=dispensed(), flagged="dispensation for an interest never declared"
    ),
    "a dispensation by nobody in particular": recorded(draft=dispensed(by=None), flagged="dispensation by nobody"),
    "a dispensation after the meeting for which it was needed": recorded(
        said(InterestDeclared(person=CORA, meeting=MEETING, about=(BRIDGE,))),
        draft=said(DispensationGranted(person=CORA, about=(BRIDGE,), by=DEV, meeting=MEETING), "2015-12-01"),
        flagged="dispensation after the meeting",
    ),
}


@each(REFUSED)
def test_what_cannot_be_true_of_a_person_is_refused(case: Case) -> None:
    decide(case)


@each(RECORDED)
def test_what_should_not_have_been_granted_is_recorded(case: Case) -> None:
    decide(case)


def test_two_first_names_of_one_person_are_held_together() -> None:
    told = given(said(PersonAlsoNamed(person=ADA, name="Adela Quill")))

    assert told.state(ADA).names == ("Ada Quill", "Adela Quill")


def test_a_person_changes_the_party_and_keeps_the_ward() -> None:
    told = given(affiliated("2014-05-01"), affiliated("2014-05-01", party="", ward="Quay"))

    left = told.when(said(PersonAffiliationEnded(person=ADA, party="Fen Alliance"), "2015-05-01")).then()

    left.when(affiliated("2015-05-02", party="Independents")).then(affiliation="independents")


def test_a_person_may_take_an_old_name_again() -> None:
    renamed = [
        said(PersonRenamed(person=ADA, name=name), on) for name, on in (("Ada Lowe", "2010"), ("Ada Quill", "2014"))
    ]

    given(*renamed)


@pytest.mark.parametrize("name", ["vacancy", "Vacant seat", "TBC", "t.b.a.", "To be appointed", "N/A"])
def test_what_stands_for_no_name_is_no_person(name: str) -> None:
    given().when(said(PersonRegistered(person="person:x", name=name))).refuses("names nobody")


@pytest.mark.parametrize(
    "name", ["Una Dale \u2014 resigned", "Una Dale - Retired", "Una Dale, deceased", "Una Dale: stood down"]
)
def test_a_name_is_given_without_what_became_of_its_bearer(name: str) -> None:
    given().when(said(PersonRegistered(person="person:x", name=name))).refuses("give the name alone, 'Una Dale'")


@pytest.mark.parametrize("name", ["Ida Vacanti", "N. Aye", "Tim Bacon", "Tess Dale-Retiredo", "Anna Died-Holm"])
def test_a_name_that_only_looks_so_is_a_name(name: str) -> None:
    given().when(said(PersonRegistered(person="person:x", name=name))).then(name=name)
