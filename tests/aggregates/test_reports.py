"""Reports: what was in front of a meeting, by whom, and what it asked for."""

from __future__ import annotations

from typing import Any

from ledger.entries.entry import Draft
from ledger.vocabulary.projects import StageReached
from ledger.vocabulary.reports import ReportPresented
from tests.aggregates.borough import ADA, BRIDGE, CABINET, CHIEF, DEV, FERRY
from tests.aggregates.given import Case, decide, each, given, recorded, refused, said

REPORT = "report:bridge-gateway"


def presented(**fields: Any) -> Draft:
    report = {"title": "Gateway Zero: the fen bridge", "authors": (DEV,), "to": CABINET, "report": REPORT}
    return said(ReportPresented(**{**report, **fields}))


REFUSED: dict[str, Case] = {
    "a report under the id of another": refused(presented(), draft=presented(title="Gateway 1"), says="is taken"),
    "an author twice": refused(draft=presented(authors=(DEV, DEV)), says="'dev-rao' is an author twice"),
    "one request twice": refused(draft=presented(asks=("note it", "note it")), says="asks 'note it' twice"),
    "a report by somebody nobody knows": refused(
        draft=presented(authors=("person:dev-roa",)), says="did you mean 'dev-rao'?"
    ),
    "a report by a project": refused(draft=presented(authors=(FERRY,)), says="expected a person or a post or a body"),
    "a report about a body in the place of a project": refused(
        draft=presented(projects=(CABINET,)), says="'body:cabinet' is a body; expected a project"
    ),
    "a stage shown by a report that is not recorded": refused(
        presented(),
        draft=said(StageReached(project=BRIDGE, scheme="Marsham", stage="Zero", report="report:bridge-gatewy")),
        says="did you mean 'bridge-gateway'?",
    ),
}

RECORDED: dict[str, Case] = {
    "a report by nobody in particular": recorded(draft=presented(authors=()), seen="`reports` shows no author"),
    "a report that asks for nothing": recorded(draft=presented(asks=()), seen="`reports` shows no request"),
    "a report presented by somebody else than its authors": recorded(
        draft=presented(presented_by=ADA), seen="`reports` shows both"
    ),
}


@each(REFUSED)
def test_a_report_that_cannot_be_is_refused(case: Case) -> None:
    decide(case)


@each(RECORDED)
def test_a_report_that_lacks_something_is_recorded(case: Case) -> None:
    decide(case)


def test_a_post_can_write_a_report() -> None:
    given().when(presented(authors=(CHIEF, DEV))).then(authors=(CHIEF, DEV))
