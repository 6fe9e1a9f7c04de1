"""Commitments: made, put off, discharged, in an order that can be."""

from __future__ import annotations

from typing import Any

from ledger.entries.entry import Draft
from ledger.vocabulary.commitments import CommitmentDischarged, CommitmentMade, CommitmentRescheduled
from tests.aggregates.borough import CABINET, DEV, RESOLUTION
from tests.aggregates.given import Case, decide, each, expected, given, recorded, refused, said

REPORT = "commitment:progress-report"


def made(on: str = "2015-10-08", **fields: Any) -> Draft:
    event = CommitmentMade(**{"text": "Report on progress", "by": DEV, "to": CABINET, "commitment": REPORT, **fields})
    return said(event, on)


def rescheduled(on: str, due: str = "2016-03", **fields: Any) -> Draft:
    return said(CommitmentRescheduled(commitment=REPORT, due=due, **fields), on)


def discharged(on: str, commitment: str = REPORT) -> Draft:
    return said(CommitmentDischarged(commitment=commitment, how="a report was presented"), on)


REFUSED: dict[str, Case] = {
    "a commitment due before it was made": refused(
        draft=made(due="2015-09"), says="cannot be due in 2015-09: it was made on 2015-10-08"
    ),
    "a commitment discharged twice": refused(
        made(), discharged("2015-12-10"), draft=discharged("2016-01-14"), says="discharged already, on 2015-12-10"
    ),
    "a commitment discharged before it was made": refused(
        made(), draft=discharged("2015-10-01"), says="cannot be discharged on 2015-10-01: it was made on 2015-10-08"
    ),
    "a commitment rescheduled before it was made": refused(
        made(), draft=rescheduled("2015-10-01"), says="cannot be rescheduled on 2015-10-01: it was made"
    ),
    "a commitment rescheduled after it was discharged": refused(
        made(),
        discharged("2015-12-10"),
        draft=rescheduled("2016-01-14"),
        says="cannot be rescheduled on 2016-01-14: it was discharged on 2015-12-10",
    ),
    "a commitment rescheduled to before it was made": refused(
        made(), draft=rescheduled("2015-11-12", due="2015-09"), says="cannot be due in 2015-09"
    ),
    "a commitment rescheduled to no date": refused(made(), draft=rescheduled("2015-11-12", ""), says="to no date"),
    "a commitment that nobody made and that is discharged": refused(
        made(), draft=discharged("2015-12-10", "commitment:progress-reports"), says="did you mean 'progress-report'?"
    ),
    "a commitment from a limb that the resolution has not": refused(
        draft=made(resolution=RESOLUTION, limb="3"), says=("has no limb '3'", "its limbs are '1', '2'")
    ),
    "a commitment from a limb of no resolution": refused(draft=made(limb="2"), says="limb '2' of no resolution"),
    "a commitment from a resolution that was passed later": refused(
        draft=made("2015-10-01", resolution=RESOLUTION, limb="2"), says="cannot be made on 2015-10-01: it was passed"
    ),
    "a commitment under the id of another": refused(made(), draft=made(text="Report on costs"), says="is taken"),
}

RECORDED: dict[str, Case] = {
    "a commitment told twice in other words": recorded(
        made(text="A report on the progress of the works in March"),
        draft=made(text="A report on progress of the works in March", commitment="commitment:another-report"),
        flagged="commitment told twice",
        possibly=True,
    ),
    "a commitment told twice in fewer words": recorded(
        made(text="Officers to bring a costed plan back to the committee"),
        draft=made(text="To bring back a costed plan to the committee", commitment="commitment:another-plan"),
        flagged="commitment told twice",
        possibly=True,
    ),
    "a commitment discharged long after it was due": recorded(
        made(due="2015-12"), draft=discharged("2017-05-01"), seen="`commitments` shows both dates"
    ),
    "a commitment rescheduled after it was due": recorded(
        made(due="2015-12"), draft=rescheduled("2016-02-01"), seen="`commitments` shows every date that it had"
    ),
    "a commitment without a date": recorded(
        draft=made(due_words="in due course"), seen="`commitments` lists it apart: it is never overdue"
    ),
    "a commitment of nobody in particular": recorded(draft=made(by=None, to=None), seen="`commitments` shows nobody"),
}


@each(REFUSED)
def test_a_commitment_that_cannot_be_true_is_refused(case: Case) -> None:
    decide(case)


@each(RECORDED)
def test_a_commitment_that_should_have_gone_otherwise_is_recorded(case: Case) -> None:
    decide(case)


def test_imprecise_dates_leave_room_for_both_orders() -> None:
    told = given(made("2015-10"), discharged("[2015-09..2015-12]"))

    told.when(rescheduled("2015-11", due="2015-12")).then(due="2015-12")


def test_an_expected_discharge_is_followed_by_the_real_one() -> None:
    told = given(made(), expected(CommitmentDischarged(commitment=REPORT), "2015-12"))

    after = told.when(discharged("2016-01-14")).then(how="a report was presented")

    after.when(discharged("2016-02-01")).refuses("discharged already, on 2016-01-14")


def test_corrections_cannot_turn_a_commitment_round() -> None:
    told = given(made(due="2015-12"), rescheduled("2015-11-12"), discharged("2016-03-01"))

    told.corrected(CommitmentMade, on="2016-05").refuses("it would be due in 2015-12, before 2016-05")
    told.corrected(CommitmentDischarged, on="2015-11").then()
    told.corrected(CommitmentDischarged, on="2015-10-30").refuses("rescheduled on 2015-11-12, after it was discharged")
