"""Rules: requirements that a route can satisfy, amended and repealed while in force."""

from __future__ import annotations

from typing import Any

from ledger.entries.entry import Draft
from ledger.vocabulary.accountability import Requirement, RuleAdopted, RuleAmended, RuleRepealed, Sense, Step
from ledger.vocabulary.projects import Role
from tests.aggregates.borough import CABINET, PANEL, SCRUTINY
from tests.aggregates.given import Case, decide, each, expected, given, recorded, refused, said

RULE = "rule:panel-first"
LOOKED_AT, DECIDED = Step(by=(PANEL,)), Step(by=(CABINET,), roles=(Role.DECISION, Role.INFORMATION))


def before(a: Step, b: Step, sense: Sense = Sense.SOME_BEFORE) -> Requirement:
    return Requirement(a=a, b=b, sense=sense)


FIRST = before(LOOKED_AT, DECIDED)


def adopted(*requires: Requirement, on: str = "2015-05-01", **fields: Any) -> Draft:
    return said(RuleAdopted(text="First the panel", requires=requires, rule=RULE, **fields), on)


def amended(on: str, *requires: Requirement, text: str = "") -> Draft:
    return said(RuleAmended(rule=RULE, text=text, requires=requires), on)


def repealed(on: str) -> Draft:
    return said(RuleRepealed(rule=RULE), on)


REFUSED: dict[str, Case] = {
    "a rule that wants a step before itself": refused(
        draft=adopted(before(DECIDED, DECIDED)), says="requirement 1 has the same step before and after itself"
    ),
    "a rule that wants a step before itself, listed in another order": refused(
        draft=adopted(FIRST, before(DECIDED, Step(by=(CABINET,), roles=(Role.INFORMATION, Role.DECISION)))),
        says="requirement 2 has the same step before and after itself",
    ),
    "a rule that wants A before B and B before A": refused(
        draft=adopted(FIRST, before(DECIDED, LOOKED_AT)), says="no route can satisfy both"
    ),
    "a requirement of no step": refused(draft=adopted(before(Step(), DECIDED)), says="requires no step"),
    "a step that must not come after nothing": refused(
        draft=adopted(before(LOOKED_AT, Step(), Sense.NONE_AFTER)), says="does not say after what"
    ),
    "one requirement twice in a rule": refused(draft=adopted(FIRST, FIRST), says="stands twice in one rule"),
    "a rule repealed twice": refused(
        adopted(FIRST), repealed("2016-03-31"), draft=repealed("2016-04-30"), says="ended already, on 2016-03-31"
    ),
    "a rule repealed before it was adopted": refused(
        adopted(FIRST), draft=repealed("2014"), says="cannot end in 2014: it began on 2015-05-01"
    ),
    "a rule amended after its repeal": refused(
        adopted(FIRST),
        repealed("2016-03-31"),
        draft=amended("2016-05-01", text="The panel first"),
        says="cannot be amended on 2016-05-01: it ended on 2016-03-31",
    ),
    "a rule amended before it was adopted": refused(
        adopted(FIRST), draft=amended("2015-01", text="The panel first"), says="cannot be amended in 2015-01"
    ),
    "an amendment to a step before itself": refused(
        adopted(FIRST), draft=amended("2015-09", before(LOOKED_AT, LOOKED_AT)), says="the same step before and after"
    ),
    "an amendment that changes nothing": refused(adopted(FIRST), draft=amended("2015-09"), says="leaves the rule"),
    "an amendment of a rule that nobody adopted": refused(
        draft=amended("2015-09", text="The panel first"), says="unknown rule 'panel-first'"
    ),
    "a requirement by a body nobody knows": refused(
        draft=adopted(before(Step(by=("body:bridge-pannel",)), DECIDED)), says="did you mean 'bridge-panel'?"
    ),
}

RECORDED: dict[str, Case] = {
    "a rule that says nothing that could be checked": recorded(
        draft=adopted(), seen="`rules` shows its words and no requirement"
    ),
    "a rule of whose adoption nobody knows the day": recorded(
        draft=adopted(FIRST, on="XXXX"), seen="`rules` shows it as possibly in force"
    ),
    "a rule against a decision that was taken before it": recorded(
        draft=adopted(FIRST, on="2015-11-01"), seen="`project route` does not hold the decision to it"
    ),
}


@each(REFUSED)
def test_a_rule_that_cannot_be_is_refused(case: Case) -> None:
    decide(case)


@each(RECORDED)
def test_a_weak_rule_is_recorded(case: Case) -> None:
    decide(case)


def test_a_rule_may_want_one_step_before_and_none_after() -> None:
    given().when(adopted(FIRST, before(LOOKED_AT, DECIDED, Sense.NONE_AFTER))).then()


def test_a_step_that_must_be_shown_at_all_needs_no_later_one() -> None:
    given().when(adopted(before(Step(by=(SCRUTINY,), report="Gateway report"), Step()))).then()


def test_a_rule_can_be_amended_on_its_last_day() -> None:
    told = given(adopted(FIRST), repealed("2016-03-31"))

    told.when(amended("2016-03-31", text="The panel first")).then()


def test_a_repeal_that_was_only_proposed_leaves_room_for_an_amendment() -> None:
    told = given(adopted(FIRST), expected(RuleRepealed(rule=RULE), "2016-03-31"))

    told.when(amended("2016-05", text="The panel first")).then()


def test_corrections_cannot_put_an_amendment_outside_the_rule() -> None:
    told = given(adopted(FIRST), amended("2015-09-01", text="The panel first"), repealed("2016-03-31"))

    told.corrected(RuleRepealed, on="2015-08-31").refuses("amended on 2015-09-01, after its last day, 2015-08-31")
    told.corrected(RuleAdopted, on="2015-10").refuses("amended on 2015-09-01, before 2015-10")
    told.corrected(RuleRepealed, on="2014").refuses("would end in 2014, before 2015-05-01")
