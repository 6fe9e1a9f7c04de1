"""Shown, not shown, breached, not yet: every result and every reason, for steps however well or badly evidenced."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.vocabulary.accountability import Requirement, Sense, Step
from ledger.vocabulary.dates import when
from ledger.vocabulary.projects import Role
from ledger.vocabulary.provenance import Standing
from projections.routes.steps import Taken
from projections.routes.verdict import Judgment, Result, judged
from tests.projections.histories import DATES

BOARD, PANEL, EXEC = "body:board", "body:panel", "body:executive"
BOARD_FIRST = Requirement(a=Step(by=(BOARD,)), b=Step(by=(EXEC,)))
NEVER_AFTER = Requirement(a=Step(by=(BOARD,)), b=Step(by=(EXEC,)), sense=Sense.NONE_AFTER)
FEVEN = "person:feven"


def took(by: str, on: str = "2018-06-01", standing: Standing = Standing.MINUTED, **more: Any) -> Taken:
    return Taken(by=by, on=when(on), standing=standing, **{"role": Role.UNKNOWN, **more})


def of(requirement: Requirement, *steps: Taken) -> tuple[str, str]:
    judgment = judged(requirement, steps, lambda subject: subject.partition(":")[2])
    return judgment.result.value, judgment.reason


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("2018-05-31", "2018-06-01"),
        ("2018-06-01", "2018-06-01"),
        ("2018-05", "2018-06"),
        ("[..2018-05]", "[2018-06..]"),
    ],
)
def test_a_shown_step_that_certainly_was_not_later_meets_the_rule(first: str, second: str) -> None:
    assert of(BOARD_FIRST, took(BOARD, first), took(EXEC, second)) == (
        "met",
        "the earlier step is shown, and not after the later one",
    )


@pytest.mark.parametrize(
    ("first", "second"),
    [("2018-06", "2018-06-15"), ("XXXX", "2018-06-01"), ("2018-06-01", "XXXX"), ("[..2019-01]", "[..2019-01]")],
)
def test_dates_that_do_not_tell_the_order_show_nothing(first: str, second: str) -> None:
    assert of(BOARD_FIRST, took(BOARD, first), took(EXEC, second)) == (
        "not shown",
        "the dates do not tell the order",
    )


def test_what_certainly_came_too_late_breaches() -> None:
    late = took(BOARD, "2018-07"), took(EXEC, "2018-06-30")

    assert of(BOARD_FIRST, *late) == ("breached", "the earlier step came after the later one")


def test_what_is_shown_not_to_have_happened_breaches() -> None:
    assert of(BOARD_FIRST, took(BOARD, happened=False), took(EXEC)) == (
        "breached",
        "the earlier step is shown not to have happened",
    )


def test_nothing_recorded_accuses_nobody() -> None:
    assert of(BOARD_FIRST, took(EXEC)) == ("not shown", "nothing is recorded of the earlier step")


def test_without_the_later_step_nothing_is_due_yet() -> None:
    assert of(BOARD_FIRST, took(BOARD)) == ("not yet", "the later step is not recorded")
    assert of(BOARD_FIRST, took(BOARD), took(EXEC, happened=False))[0] == "not yet"


@pytest.mark.parametrize(
    ("standing", "stated_by", "said"),
    [
        (Standing.EXPECTED, FEVEN, "board: expected by feven"),
        (Standing.ASSERTED, "", "board: asserted by somebody the record does not name"),
        (Standing.INFERRED, "", "board: inferred by somebody the record does not name"),
        (Standing.REPORTED, FEVEN, "board: reported by feven"),
        (Standing.UNKNOWN, FEVEN, "board: feven was not sure"),
        (Standing.DISPUTED, FEVEN, "board: feven disputed it"),
    ],
)
def test_what_is_claimed_or_open_is_not_shown_and_the_reason_says_by_whom(
    standing: Standing, stated_by: str, said: str
) -> None:
    earlier = took(BOARD, "2018-05-01", standing, stated_by=stated_by)

    assert of(BOARD_FIRST, earlier, took(EXEC)) == ("not shown", said)


def test_what_a_body_reports_of_itself_is_shown() -> None:
    own = took(BOARD, "2018-05-01", Standing.REPORTED, stated_by=BOARD)

    assert of(BOARD_FIRST, own, took(EXEC))[0] == "met"


def test_the_flagship_case_is_neither_a_breach_nor_fine() -> None:
    unsure = took(BOARD, "[..2019-01]", Standing.UNKNOWN, stated_by=FEVEN)
    asserted = took(EXEC, "[..2019-01]", Standing.ASSERTED, stated_by=FEVEN)

    assert of(BOARD_FIRST, unsure, asserted) == (
        "not shown",
        "board: feven was not sure; of the later step: executive: asserted by feven",
    )


def test_a_later_step_that_is_only_claimed_cannot_breach_and_the_lateness_is_said() -> None:
    assert of(BOARD_FIRST, took(BOARD, "2019"), took(EXEC, "2018", Standing.ASSERTED, stated_by=FEVEN)) == (
        "not shown",
        "board: after the later step; of the later step: executive: asserted by feven",
    )


def test_a_claim_that_a_step_was_not_taken_is_no_proof() -> None:
    claimed = took(BOARD, "2018-05-01", Standing.ASSERTED, stated_by=FEVEN, happened=False)

    assert of(BOARD_FIRST, claimed, took(EXEC)) == (
        "not shown",
        "board: asserted by feven not to have happened",
    )
    assert of(BOARD_FIRST, claimed, took(BOARD, happened=False), took(EXEC))[0] == "breached", "proof stands beside it"


def test_a_claim_that_it_came_in_time_keeps_a_late_one_from_being_a_breach() -> None:
    claimed = took(BOARD, "2018-01-01", Standing.ASSERTED, stated_by=FEVEN)

    assert of(BOARD_FIRST, claimed, took(BOARD, "2018-07-01"), took(EXEC))[0] == "not shown"


def test_where_either_of_two_bodies_would_do_the_denial_of_one_proves_nothing() -> None:
    either = Requirement(a=Step(by=(BOARD, PANEL)), b=Step(by=(EXEC,)))
    board, panel = took(BOARD, happened=False), took(PANEL, happened=False)

    assert of(either, board, took(EXEC)) == ("not shown", "board: shown not to have happened")
    assert of(either, board, panel, took(EXEC))[0] == "breached"


def test_where_any_committee_would_do_no_denial_proves_anything() -> None:
    some = Requirement(a=Step(kind_of_body="scrutiny committee"), b=Step(by=(EXEC,)))

    assert of(some, took(BOARD, happened=False, kind_of_body="Scrutiny Committee"), took(EXEC))[0] == "not shown"


def test_not_to_have_scrutinised_is_not_to_have_done_nothing() -> None:
    unscrutinised = took(BOARD, role=Role.SCRUTINY, happened=False)
    scrutiny_first = Requirement(a=Step(by=(BOARD,), roles=(Role.SCRUTINY,)), b=Step(by=(EXEC,)))

    assert of(BOARD_FIRST, unscrutinised, took(EXEC)) == (
        "not shown",
        "board: shown not to have happened in the role of scrutiny",
    )
    assert of(scrutiny_first, unscrutinised, took(EXEC))[0] == "breached"
    assert of(scrutiny_first, took(BOARD, happened=False), took(EXEC))[0] == "breached", "in no role at all"


def test_a_role_that_is_not_recorded_may_be_the_one_and_that_is_said() -> None:
    scrutiny_first = Requirement(
        a=Step(by=(BOARD,), roles=(Role.SCRUTINY,)), b=Step(by=(EXEC,), roles=(Role.DECISION,))
    )
    decided = took(EXEC, role=Role.DECISION)

    assert of(scrutiny_first, took(BOARD, "2018-05-01"), decided) == (
        "not shown",
        "board: in what role is not recorded",
    )
    assert of(scrutiny_first, took(BOARD, role=Role.INFORMATION), decided)[1] == (
        "nothing is recorded of the earlier step"
    )
    assert of(scrutiny_first, took(EXEC)) == (
        "not shown",
        "nothing is recorded of the earlier step; of the later step: executive: in what role is not recorded",
    )
    assert of(scrutiny_first, took(EXEC, role=Role.INFORMATION))[0] == "not yet"


def test_without_a_name_in_the_rule_a_step_in_an_unknown_role_is_none_of_its_concern() -> None:
    any_scrutiny = Requirement(a=Step(roles=(Role.SCRUTINY,)), b=Step(roles=(Role.DECISION,)), sense=Sense.NONE_AFTER)

    assert of(any_scrutiny, took(EXEC, role=Role.DECISION), took(BOARD, "2019"))[0] == "met"


def test_a_gateway_report_has_to_be_shown_where_the_rule_wants_one() -> None:
    with_report = Requirement(a=Step(by=(BOARD,), report="Gateway report"), b=Step(by=(EXEC,)))
    bare, full = took(BOARD, "2018-05-01"), took(BOARD, "2018-05-01", reports=("Care homes: gateway report, stage 1",))

    assert of(with_report, bare, took(EXEC)) == ("not shown", "board: no Gateway report is recorded with it")
    assert of(with_report, full, took(EXEC))[0] == "met"
    assert of(with_report, took(BOARD, "2018-05-01", Standing.ASSERTED, stated_by=FEVEN), took(EXEC)) == (
        "not shown",
        "board: asserted by feven, no Gateway report is recorded with it",
    )
    assert of(with_report, took(BOARD, happened=False), took(EXEC))[0] == "breached", "not at all is without it too"


def test_of_several_later_steps_the_worst_counts() -> None:
    steps = took(BOARD, "2018-05-01"), took(EXEC, "2018-06-01"), took(EXEC, "2018-04-01")

    judgment = judged(BOARD_FIRST, steps, str)

    assert judgment.result is Result.BREACHED
    assert [step.on.text for step in judgment.b] == ["2018-04-01"]


def test_nothing_may_come_after_where_the_rule_says_so() -> None:
    before, after = took(BOARD, "2018-05-01"), took(BOARD, "2018-07-01")

    assert of(NEVER_AFTER, took(EXEC)) == ("met", "nothing recorded came after")
    assert of(NEVER_AFTER, before, took(EXEC)) == ("met", "nothing recorded came after")
    assert of(NEVER_AFTER, took(BOARD, "2018-06-01"), took(EXEC))[0] == "met", "on the same day is not after"
    assert of(NEVER_AFTER, before, after, took(EXEC)) == ("breached", "the step came after one that it must not follow")
    assert of(NEVER_AFTER, before) == ("not yet", "the step that it must not follow is not recorded")


@pytest.mark.parametrize(
    ("a", "b", "reason"),
    [
        (took(BOARD, "2018-06"), took(EXEC, "2018-06-01"), "the dates do not tell the order"),
        (took(BOARD, "2019", Standing.ASSERTED, stated_by=FEVEN), took(EXEC), "board: asserted by feven"),
        (took(BOARD, "2019", Standing.UNKNOWN, stated_by=FEVEN), took(EXEC), "board: feven was not sure"),
        (
            took(BOARD, "2019"),
            took(EXEC, "2018", Standing.EXPECTED, stated_by=FEVEN),
            "board: after the step that it must not follow; "
            "of the step that it must not follow: executive: expected by feven",
        ),
    ],
)
def test_what_only_may_have_come_after_is_not_shown(a: Taken, b: Taken, reason: str) -> None:
    assert of(NEVER_AFTER, a, b) == ("not shown", reason)


def test_what_did_not_happen_did_not_come_after() -> None:
    assert of(NEVER_AFTER, took(BOARD, "2019", happened=False), took(EXEC))[0] == "met"


BOTH = tuple(
    Requirement(a=Step(of=(organisation,), roles=(Role.SCRUTINY,)), b=Step())
    for organisation in ("organisation:council", "organisation:ccg")
)


def test_a_step_that_is_required_at_all_is_shown_or_not_for_each_organisation() -> None:
    council = took(BOARD, role=Role.SCRUTINY, of=("organisation:council",))
    joint = took(PANEL, role=Role.SCRUTINY, of=("organisation:council", "organisation:ccg"))

    assert [of(each, council) for each in BOTH] == [
        ("met", "the step is shown"),
        ("not shown", "nothing is recorded of the step"),
    ]
    assert [of(each, joint)[0] for each in BOTH] == ["met", "met"]
    assert [of(each)[0] for each in BOTH] == ["not yet", "not yet"]


def test_a_step_that_is_required_at_all_is_breached_by_proof_only() -> None:
    at_all = Requirement(a=Step(by=(BOARD,)), b=Step())

    assert of(at_all, took(EXEC), took(BOARD, happened=False)) == ("breached", "the step is shown not to have happened")
    assert of(at_all, took(EXEC), took(BOARD, standing=Standing.UNKNOWN, stated_by=FEVEN)) == (
        "not shown",
        "board: feven was not sure",
    )


steps = st.builds(
    took,
    st.sampled_from([BOARD, PANEL, EXEC]),
    st.sampled_from(DATES),
    st.sampled_from(Standing),
    role=st.sampled_from([Role.UNKNOWN, Role.SCRUTINY, Role.DECISION]),
    happened=st.booleans(),
    reports=st.sampled_from([(), ("Gateway report",)]),
)
named = st.builds(
    Step,
    by=st.sampled_from([(BOARD,), (EXEC,), (BOARD, PANEL)]),
    roles=st.sampled_from([(), (Role.SCRUTINY,)]),
    report=st.sampled_from(["", "Gateway report"]),
)


@given(st.lists(steps, max_size=5), named, named, st.sampled_from(Sense))
def test_nobody_is_found_in_breach_or_compliant_without_shown_steps(
    told: list[Taken], a: Step, b: Step, sense: Sense
) -> None:
    judgment: Judgment = judged(Requirement(a=a, b=b, sense=sense), told, str)

    if judgment.result is Result.BREACHED:
        assert all(step.evidence in ("shown", "denied") for step in judgment.b)
        assert any(step.evidence in ("shown", "denied") for step in judgment.a)
    if judgment.result is Result.MET and sense is Sense.SOME_BEFORE:
        assert any(step.evidence == "shown" and step.on.latest <= judgment.b[0].on.earliest for step in judgment.a)
    assert judgment.reason


@given(st.lists(steps, max_size=5), st.sampled_from(Sense))
def test_what_is_claimed_never_makes_a_breach(told: list[Taken], sense: Sense) -> None:
    requirement = Requirement(a=Step(by=(BOARD,)), b=Step(by=(EXEC,)), sense=sense)
    shown = [step for step in told if step.evidence in ("shown", "denied")]

    if judged(requirement, told, str).result is Result.BREACHED:
        assert judged(requirement, shown, str).result is Result.BREACHED
