"""Delegations: of a function that the grantor holds, to somebody else, until they are revoked."""

from __future__ import annotations

from typing import Any

from ledger.entries.entry import Draft
from ledger.vocabulary.accountability import AgreementEnded, AgreementEntered, DelegationGranted, DelegationRevoked
from ledger.vocabulary.people import AppointmentEnded, AppointmentStarted
from tests.aggregates.borough import ADA, BRIDGE, CABINET, CHIEF, CORA, DEV, PANEL, SCRUTINY
from tests.aggregates.given import Case, decide, each, expected, given, recorded, refused, said

BRIDGES = "delegation:bridges"
FROM_BELOW = "delegation:small-bridges"


def granted(on: str = "2015-05-01", **fields: Any) -> Draft:
    terms = {"function": "the care of bridges", "by": CABINET, "to": PANEL, "delegation": BRIDGES}
    return said(DelegationGranted(**{**terms, **fields}), on)


def passed_on(by: str = PANEL, on: str = "2015-06-01", under: str = BRIDGES, **fields: Any) -> Draft:
    return granted(on, **{"by": by, "to": CORA, "under": under, "delegation": FROM_BELOW, **fields})


def revoked(on: str, by: str = CABINET) -> Draft:
    return said(DelegationRevoked(delegation=BRIDGES, by=by), on)


def appointed(person: str, on: str = "2015-01") -> Draft:
    return said(AppointmentStarted(post=CHIEF, person=person), on)


REFUSED: dict[str, Case] = {
    "a delegation to oneself": refused(draft=granted(to=CABINET), says="'cabinet' cannot delegate to themselves"),
    "a delegation by one who does not hold the function": refused(
        granted(),
        draft=passed_on(by=SCRUTINY),
        says=("'scrutiny-committee' cannot delegate under 'bridges'", "granted to 'bridge-panel'"),
    ),
    "a delegation under one that was revoked": refused(
        granted(),
        revoked("2015-05-31"),
        draft=passed_on(),
        says="cannot delegate under 'bridges' on 2015-06-01: it ended on 2015-05-31",
    ),
    "a delegation under one that was granted later": refused(
        granted("2015-09-01"), draft=passed_on(), says="on 2015-06-01: it was granted on 2015-09-01"
    ),
    "a delegation under itself": refused(draft=passed_on(under=FROM_BELOW), says="cannot be granted under itself"),
    "a delegation under one that is not recorded": refused(
        granted(), draft=passed_on(under="delegation:bridge"), says="did you mean 'bridges'?"
    ),
    "a delegation by somebody who does not hold the post to which it was granted": refused(
        granted(to=CHIEF), appointed(ADA), draft=passed_on(by=DEV), says="which was granted to 'chief-executive'"
    ),
    "a delegation that is revoked twice": refused(
        granted(), revoked("2015-08-31"), draft=revoked("2015-09-30"), says="has ended already, on 2015-08-31"
    ),
    "a delegation that is revoked before it was granted": refused(
        granted(), draft=revoked("2015-04-01"), says="cannot end on 2015-04-01: it began on 2015-05-01"
    ),
    "a delegation under the id of another": refused(granted(), draft=granted(function="ferries"), says="is taken"),
    "a delegation to a project": refused(draft=granted(to=BRIDGE), says="expected a body or a person or a post"),
}

RECORDED: dict[str, Case] = {
    "a delegation that is revoked by somebody else than its grantor": recorded(
        granted(), draft=revoked("2015-08-31", by=SCRUTINY), flagged="delegation revoked by somebody else"
    ),
    "a delegation of more than the grantor holds": recorded(
        granted(),
        draft=passed_on(function="every bridge and road"),
        seen="`delegations` shows both functions in their words",
    ),
    "a delegation without an instrument": recorded(
        draft=granted(instrument=""), flagged="delegation without an instrument"
    ),
    "a delegation under an agreement that ended": recorded(
        said(AgreementEntered(title="Bridges", agreement="agreement:bridges"), "2010"),
        said(AgreementEnded(agreement="agreement:bridges"), "2014-12-31"),
        draft=granted(agreement="agreement:bridges"),
        flagged="delegation under an agreement that had ended",
    ),
}


@each(REFUSED)
def test_a_delegation_that_cannot_be_is_refused(case: Case) -> None:
    decide(case)


@each(RECORDED)
def test_a_delegation_that_should_not_have_gone_so_is_recorded(case: Case) -> None:
    decide(case)


def test_whoever_holds_a_function_may_pass_it_on_to_the_last_day() -> None:
    told = given(granted(), revoked("2015-06-01"))

    told.when(passed_on()).then(under=BRIDGES)


def test_the_holder_of_a_post_passes_on_what_the_post_was_granted() -> None:
    told = given(granted(to=CHIEF), appointed(DEV))

    told.when(passed_on(by=DEV)).then()
    left = told.and_(said(AppointmentEnded(post=CHIEF, person=DEV), "2015-03-31"))
    left.when(passed_on(by=DEV)).refuses("granted to 'chief-executive'")


def test_a_revocation_that_was_only_expected_takes_nothing_away() -> None:
    told = given(granted(), expected(DelegationRevoked(delegation=BRIDGES), "2015-05-15"))

    told.when(passed_on()).then()


def test_a_correction_cannot_grant_it_after_its_revocation() -> None:
    told = given(granted(), revoked("2015-08-31"))

    told.corrected(DelegationGranted, on="2015-10").refuses("the delegation would end on 2015-08-31, before 2015-10")
