"""Projects: their being, their steps, what they derive from, and options that were appraised."""

from __future__ import annotations

from typing import Any

import pytest

from ledger.entries.entry import Draft
from ledger.vocabulary.appraisals import Option, OptionsAppraised, OptionVerdict
from ledger.vocabulary.projects import (
    ProjectClosed,
    ProjectConsidered,
    ProjectDerived,
    ProjectOpened,
    ProjectReferred,
    ProjectRenamed,
    ProjectScrutinised,
    Role,
    StageReached,
)
from tests.aggregates.borough import BRIDGE, CABINET, COUNCIL, FERRY, SCRUTINY
from tests.aggregates.given import MET, Case, decide, each, expected, given, recorded, refused, said


def closed(on: str) -> Draft:
    return said(ProjectClosed(project=BRIDGE), on)


def considered(on: str = MET, **fields: Any) -> Draft:
    return said(ProjectConsidered(**{"project": BRIDGE, "by": CABINET, "role": Role.DECISION, **fields}), on)


def scrutinised(**fields: Any) -> Draft:
    return said(ProjectScrutinised(**{"project": BRIDGE, "by": SCRUTINY, **fields}))


def appraised(*options: Option) -> Draft:
    return said(OptionsAppraised(project=BRIDGE, options=options, by=COUNCIL))


def option(text: str, number: str = "", verdict: OptionVerdict = OptionVerdict.CONSIDERED) -> Option:
    return Option(text=text, number=number, verdict=verdict)


REFUSED: dict[str, Case] = {
    "a project renamed to nothing": refused(
        draft=said(ProjectRenamed(project=BRIDGE)), says="'fen-bridge' is renamed to nothing"
    ),
    "a project under the id of another": refused(
        draft=said(ProjectOpened(project=BRIDGE, title="Another bridge")), says="is taken"
    ),
    "a project that is part of itself": refused(
        draft=said(ProjectOpened(project="project:mill", title="Mill", part_of="project:mill")),
        says="'mill' cannot be part of itself",
    ),
    "a project that closes twice": refused(
        closed("2016-05-01"), draft=closed("2016-06-01"), says="has ended already, on 2016-05-01"
    ),
    "a project that closes before it was opened": refused(
        draft=closed("2014"), says="cannot end in 2014: it began on 2015-06-01"
    ),
    "a referral to whoever refers": refused(
        draft=said(ProjectReferred(project=BRIDGE, by=CABINET, to=CABINET)), says="cannot refer a project to itself"
    ),
    "the outcome of a scrutiny that did not happen": refused(
        draft=scrutinised(happened=False, concerns=("cost",)), says="a scrutiny that did not happen"
    ),
    "the outcome of a consideration that did not happen": refused(
        draft=considered(happened=False, outcome="approved"), says="a consideration that did not happen"
    ),
    "a step of a project nobody knows": refused(
        draft=considered(project="project:fen-bridges"), says="did you mean 'fen-bridge'?"
    ),
    "two preferred options": refused(
        draft=appraised(
            option("repair", "1", OptionVerdict.PREFERRED), option("replace", "2", OptionVerdict.PREFERRED)
        ),
        says="two options are preferred, '1' and '2'",
    ),
    "two options with one number": refused(
        draft=appraised(option("repair", "1"), option("replace", "1")), says="two options are numbered '1'"
    ),
    "one option twice": refused(
        draft=appraised(option("repair"), option("repair")), says="'repair' is an option twice"
    ),
    "a project that derives from itself": refused(
        draft=said(ProjectDerived(project=BRIDGE, from_=(BRIDGE,))), says="cannot derive from itself"
    ),
    "a project that derives from one thing twice": refused(
        draft=said(ProjectDerived(project=BRIDGE, from_=(FERRY, FERRY))), says="'ferry' is named twice"
    ),
}

RECORDED: dict[str, Case] = {
    "a step without the one that a rule wants before it": recorded(
        draft=considered(), seen="`scrutiny gaps` lists what is breached or not shown"
    ),
    "a step after the project was closed": recorded(
        closed("2015-09-01"), draft=considered(), flagged="step after the project was closed"
    ),
    "a consideration that is known not to have happened": recorded(
        draft=considered(happened=False), seen="`project show` says that it did not happen"
    ),
    "a consideration for scrutiny after the decision": recorded(
        considered(role=Role.DECISION),
        draft=considered("2016-03-01", role=Role.SCRUTINY),
        flagged="decided before it was considered for scrutiny",
    ),
    "a consideration for scrutiny on the day of the decision": recorded(
        considered(role=Role.DECISION), draft=considered(role=Role.SCRUTINY), seen="nobody knows which came first"
    ),
    "an option rejected without a reason": recorded(
        draft=appraised(option("repair", verdict=OptionVerdict.REJECTED)), seen="`options` shows no reason"
    ),
    "projects that derive from one another": recorded(
        said(ProjectDerived(project=BRIDGE, from_=(FERRY,))),
        draft=said(ProjectDerived(project=FERRY, from_=(BRIDGE,))),
        seen="`project show` and `chronology` tell both",
    ),
}


@each(REFUSED)
def test_what_cannot_be_true_of_a_project_is_refused(case: Case) -> None:
    decide(case)


@each(RECORDED)
def test_what_should_not_have_happened_to_a_project_is_recorded(case: Case) -> None:
    decide(case)


@pytest.mark.parametrize("on", ["2015-10-08", "2015-11-12", "XXXX"])
def test_a_stage_may_be_reached_more_than_once(on: str) -> None:
    stage = StageReached(project=BRIDGE, scheme="Marsham gateways", stage="Gateway Zero")

    given(said(stage, "2015-10-08")).when(said(stage, on)).then(stage="Gateway Zero")


def test_different_actors_may_prefer_different_options() -> None:
    theirs = OptionsAppraised(project=BRIDGE, options=(option("replace", verdict=OptionVerdict.PREFERRED),), by=CABINET)

    given(appraised(option("repair", verdict=OptionVerdict.PREFERRED))).when(said(theirs)).then(by=CABINET)


def test_an_expected_close_is_followed_by_the_real_one() -> None:
    told = given(expected(ProjectClosed(project=BRIDGE), "2016-03"))

    told.when(closed("2016-09-30")).then()


def test_a_correction_cannot_close_a_project_before_it_opens() -> None:
    told = given(closed("2016-05-01"))

    told.corrected(ProjectClosed, on="2014-12").refuses("the project would end in 2014-12, before 2015-06-01")
