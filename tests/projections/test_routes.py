"""Routes: which rules applied to which steps, by date and saving provision, on both clocks; gaps over many projects."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from time import process_time

import pytest

from ledger import store
from ledger.vocabulary.accountability import Requirement, RuleAdopted, RuleAmended, RuleRepealed, Sense, Step
from ledger.vocabulary.corrections import EntryCorrected, EntryRetracted
from ledger.vocabulary.dates import day_number
from ledger.vocabulary.decisions import DecisionMade
from ledger.vocabulary.organisations import BodyEstablished
from ledger.vocabulary.projects import ProjectConsidered, ProjectOpened, ProjectScrutinised, Role
from ledger.vocabulary.provenance import Standing
from ledger.vocabulary.reports import ReportPresented
from ledger.vocabulary.resolutions import Limb, ResolutionPassed, Verb
from projections import Register, register_at
from projections.routes.route import gaps, route
from projections.routes.rules import all_rules
from projections.routes.steps import taken
from tests.projections.histories import record
from tests.projections.stories import Statement, story

BOARD, PANEL, EXEC = "body:board", "body:panel", "body:executive"
COUNCIL, CCG = "organisation:council", "organisation:ccg"
PLAN, OTHER, RULE = "project:plan", "project:other", "rule:1"
BOARD_FIRST = Requirement(a=Step(by=(BOARD,)), b=Step(by=(EXEC,)))
OPENED: tuple[Statement, ...] = (
    (ProjectOpened(project=PLAN, title="Plan", kind="strategy"), "XXXX"),
    (ProjectOpened(project=OTHER, title="Other", kind="report"), "XXXX"),
)
ADOPTED: Statement = (RuleAdopted(rule=RULE, text="the board first", requires=(BOARD_FIRST,)), "2018-01-01")

Tell = Callable[..., Register]


@pytest.fixture
def tell(sqlite_ledger_url: str) -> Tell:
    """Tells a story about two projects, and gives the register as at a day."""
    datastore = store.open(sqlite_ledger_url)

    def told(*statements: Statement, as_at: str | None = "2020-01-01", known_at: int | None = None) -> Register:
        record(datastore, story((*OPENED, *statements)))
        return register_at(datastore, date.fromisoformat(as_at) if as_at else None, known_at)

    return told


def by(body: str, on: str, project: str = PLAN, role: Role = Role.UNKNOWN) -> Statement:
    return ProjectConsidered(project=project, by=body, role=role), on


def results(register: Register, project: str = PLAN) -> list[str]:
    return [f"{each.rule.number}: {each.judgment.result}" for each in route(register, project)]


def at(register: Register, as_at: str, known_at: int | None = None) -> Register:
    day = day_number(date.fromisoformat(as_at))
    return Register(day, register.known_at if known_at is None else known_at, register.datastore)


def test_a_rule_binds_what_is_done_while_it_is_in_force(tell: Tell) -> None:
    repealed: Statement = (RuleRepealed(rule=RULE), "2018-12-31")

    register = tell(ADOPTED, repealed, by(EXEC, "2018-12-31"), by(EXEC, "2019-01-01", OTHER))

    assert results(register) == ["1: not shown"]
    assert results(register, OTHER) == [], "the rule was repealed the day before"
    assert results(at(register, "2018-12-30"), OTHER) == ["1: not yet"]


def test_what_was_done_before_a_rule_was_adopted_is_none_of_its_business(tell: Tell) -> None:
    assert results(tell(ADOPTED, by(EXEC, "2017-12-31"))) == []


def test_an_amended_rule_binds_each_step_in_the_wording_of_its_day(tell: Tell) -> None:
    panel_first = Requirement(a=Step(by=(PANEL,)), b=Step(by=(EXEC,)))
    register = tell(
        ADOPTED,
        (RuleAmended(rule=RULE, requires=(panel_first,)), "2019-01-01"),
        by(BOARD, "2018-05-01"),
        by(EXEC, "2018-06-01"),
        by(BOARD, "2019-05-01", OTHER),
        by(EXEC, "2019-06-01", OTHER),
    )

    assert results(register) == ["1: met"]
    assert results(register, OTHER) == ["2: not shown"]
    assert results(at(register, "2018-12-31", known_at=3)) == ["1: not yet"]


def test_a_breach_of_a_rule_that_may_not_have_been_in_force_is_not_shown_to_be_one(tell: Tell) -> None:
    adopted_some_day = (ADOPTED[0], "[2018..2019]")
    register = tell(adopted_some_day, by(EXEC, "2019-06-01"), by(BOARD, "2019-07-01"))

    (required,) = route(register, PLAN)

    assert required.judgment.result == "not shown"
    assert not required.judgment.rule_in_force


def test_an_amendment_that_is_only_proposed_breaches_nothing_and_repeals_nothing(tell: Tell) -> None:
    panel_first = Requirement(a=Step(by=(PANEL,)), b=Step(by=(EXEC,)))
    amended = (RuleAmended(rule=RULE, requires=(panel_first,)), "2019-01-01", Standing.PROPOSED)

    register = tell(ADOPTED, amended, by(EXEC, "2019-06-01"), by(PANEL, "2019-07-01"), by(BOARD, "2019-08-01"))

    found = {required.rule.number: required.judgment.result for required in route(register, PLAN)}
    assert found == {1: "not shown", 2: "not shown"}, "either wording may have been in force"
    wordings = {version.number: version.is_claimed for version in all_rules(register)}
    assert wordings == {1: False, 2: True}


@pytest.mark.parametrize(("board", "result"), [("2018-03-01", "met"), ("2018-09-01", "breached")])
def test_an_order_that_rests_on_an_inferred_date_is_not_shown(tell: Tell, board: str, result: str) -> None:
    inferred = EntryCorrected(entry=4, why="no source gives the day", date_standing=Standing.INFERRED)

    register = tell(ADOPTED, by(BOARD, board), by(EXEC, "2018-06-01"), (inferred, "XXXX"))

    before = Register(register.as_at, register.known_at - 1, register.datastore)
    assert results(before) == [f"1: {result}"]
    assert results(register) == ["1: not shown"]
    assert "a date on which that rests is only inferred" in route(register, PLAN)[0].judgment.reason


def test_another_step_that_is_surely_dated_shows_the_order_all_the_same(tell: Tell) -> None:
    inferred = EntryCorrected(entry=4, why="no source gives the day", date_standing=Standing.INFERRED)

    register = tell(
        ADOPTED, by(BOARD, "2018-02-01"), by(EXEC, "2018-06-01"), (inferred, "XXXX"), by(BOARD, "2018-03-01")
    )

    assert results(Register(register.as_at, register.known_at - 1, register.datastore)) == ["1: not shown"]
    assert results(register) == ["1: met"]


def test_a_breach_of_a_rule_that_is_only_proposed_is_none(tell: Tell) -> None:
    register = tell((*ADOPTED, Standing.PROPOSED), by(EXEC, "2019-06-01"), by(BOARD, "2019-07-01"))

    assert results(register) == ["1: not shown"]


@pytest.mark.parametrize(
    ("begun", "expected"),
    [
        ("2017-11-01", []),
        ("2018-03-01", ["1: breached"]),
        ("[2017-11-01..2018-03-01]", ["1: not shown"]),
        ("XXXX", ["1: not shown"]),
    ],
)
def test_routes_begun_before_an_adoption_stay_outside_if_it_saves_them(
    tell: Tell, begun: str, expected: list[str]
) -> None:
    saving = RuleAdopted(rule=RULE, text="t", requires=(BOARD_FIRST,), saves_begun_before="2018-01-01")

    register = tell((saving, "2018-01-01"), by(PANEL, begun), by(EXEC, "2018-06-01"), by(BOARD, "2018-07-01"))

    assert results(register) == expected


@pytest.mark.parametrize(
    ("begun", "expected"),
    [("2018-03-01", ["1: breached"]), ("2019-03-01", []), ("[2018-06..2019-06]", ["1: not shown"])],
)
def test_routes_begun_before_a_repeal_stay_inside_if_it_keeps_them(tell: Tell, begun: str, expected: list[str]) -> None:
    kept = RuleRepealed(rule=RULE, saves_begun_before="2019-01-01")

    register = tell(ADOPTED, (kept, "2018-12-31"), by(PANEL, begun), by(EXEC, "2019-07-01"), by(BOARD, "2019-08-01"))

    assert results(register) == expected


def test_a_first_step_that_may_not_have_been_taken_leaves_open_when_the_route_began(tell: Tell) -> None:
    kept = RuleRepealed(rule=RULE, saves_begun_before="2019-01-01")
    unsure: Statement = (*by(PANEL, "2018-03-01"), Standing.UNKNOWN)

    register = tell(ADOPTED, (kept, "2018-12-31"), unsure, by(EXEC, "2019-07-01"), by(BOARD, "2019-08-01"))

    assert results(register) == ["1: not shown"]


def test_a_rule_concerns_the_projects_and_kinds_that_it_names(tell: Tell) -> None:
    named = RuleAdopted(rule="rule:1", text="t", requires=(BOARD_FIRST,), projects=(PLAN,))
    kinds = RuleAdopted(rule="rule:2", text="t", requires=(BOARD_FIRST,), kinds_of_project=("report",))

    register = tell((named, "2018"), (kinds, "2018"), by(EXEC, "2019-06-01"), by(EXEC, "2019-06-01", OTHER))

    assert [each.rule.rule for each in route(register, PLAN)] == ["rule:1"]
    assert [each.rule.rule for each in route(register, OTHER)] == ["rule:2"]


def test_only_what_was_done_by_the_day_and_known_by_then_counts(tell: Tell) -> None:
    register = tell(ADOPTED, by(EXEC, "2018-06-01"), by(BOARD, "2018-07-01"))

    assert results(at(register, "2018-05-31")) == ["1: not yet"]
    assert results(at(register, "2018-06-30")) == ["1: not shown"]
    assert results(register) == ["1: breached"]
    assert results(at(register, "2020-01-01", known_at=4)) == ["1: not shown"]
    assert results(at(register, "2020-01-01", known_at=2)) == [], "no rule was known"


def test_a_correction_of_a_date_turns_a_breach_into_compliance_from_then_on(tell: Tell) -> None:
    corrected = EntryCorrected(entry=5, why="misread", occurred="2018-05-01")
    register = tell(ADOPTED, by(EXEC, "2018-06-01"), by(BOARD, "2018-07-01"), (corrected, "XXXX"))

    assert results(register) == ["1: met"]
    assert results(at(register, "2020-01-01", known_at=5)) == ["1: breached"]


def test_a_retracted_step_leaves_nothing_shown(tell: Tell) -> None:
    gone = EntryRetracted(entry=5, why="another project")
    register = tell(ADOPTED, by(EXEC, "2018-06-01"), by(BOARD, "2018-05-01"), (gone, "XXXX"))

    assert results(register) == ["1: not shown"]
    assert results(at(register, "2020-01-01", known_at=5)) == ["1: met"]


def test_resolutions_and_decisions_are_steps_in_the_role_of_what_they_did(tell: Tell) -> None:
    limbs = (Limb(verb=Verb.NOTED, text="a", projects=(PLAN,)), Limb(verb=Verb.APPROVED, text="b", projects=(OTHER,)))
    register = tell(
        (ResolutionPassed(resolution="resolution:1", text="t", limbs=limbs, body=EXEC), "2018-06-01"),
        (DecisionMade(decision="decision:1", text="t", by="post:chief", projects=(PLAN,)), "2018-06-02"),
        (
            DecisionMade(decision="decision:2", text="t", by="post:chief", limbs=(limbs[0],), projects=(OTHER,)),
            "2018-06-03",
        ),
    )

    found = taken(register)

    assert [(step.by, step.role.value, step.kind) for step in found[PLAN]] == [
        (EXEC, "information", "resolution"),
        ("post:chief", "decision", "decision"),
        ("post:chief", "information", "decision"),
    ]
    assert [(step.by, step.role.value, step.kind) for step in found[OTHER]] == [
        (EXEC, "decision", "resolution"),
        ("post:chief", "decision", "decision"),
    ]


def test_a_gateway_report_counts_that_was_presented_to_the_board_by_then(tell: Tell) -> None:
    with_report = Requirement(a=Step(by=(BOARD,), report="Gateway report"), b=Step(by=(EXEC,)))
    presented = ReportPresented(report="report:1", title="Plan", to=BOARD, projects=(PLAN,), gateway="Zero")
    rule: Statement = (RuleAdopted(rule=RULE, text="t", requires=(with_report,)), "2018-01-01")
    steps = by(BOARD, "2018-05-01"), by(EXEC, "2018-06-01")

    register = tell(rule, *steps, (presented, "2018-05-01"))

    assert results(register) == ["1: met"]
    (required,) = route(register, PLAN)
    assert 6 in required.entries, "the report is part of the proof"
    assert results(at(register, "2020-01-01", known_at=5)) == ["1: not shown"]


@pytest.mark.parametrize("late", [("2018-05-02", Standing.MINUTED), ("2018-05-01", Standing.EXPECTED)])
def test_a_report_that_came_later_or_is_only_expected_proves_nothing(tell: Tell, late: tuple[str, Standing]) -> None:
    with_report = Requirement(a=Step(by=(BOARD,), report="Gateway report"), b=Step(by=(EXEC,)))
    presented = ReportPresented(report="report:1", title="Gateway report on the plan", to=BOARD, projects=(PLAN,))
    rule: Statement = (RuleAdopted(rule=RULE, text="t", requires=(with_report,)), "2018-01-01")

    register = tell(rule, by(BOARD, "2018-05-01"), by(EXEC, "2018-06-01"), (presented, *late))

    (required,) = route(register, PLAN)
    assert required.judgment.reason == "board: no Gateway report is recorded with it"


def test_both_partners_scrutinise_what_is_joint(tell: Tell) -> None:
    both = tuple(Requirement(a=Step(of=(each,), roles=(Role.SCRUTINY,)), b=Step()) for each in (COUNCIL, CCG))
    register = tell(
        (BodyEstablished(body=BOARD, name="Board", of=(COUNCIL,)), "2016"),
        (RuleAdopted(rule=RULE, text="both", requires=both, projects=(PLAN, OTHER)), "2018-01-01"),
        (ProjectScrutinised(project=PLAN, by=BOARD), "2018-05-01"),
    )

    assert results(register) == ["1: met", "1: not shown"]
    assert results(register, OTHER) == ["1: not yet", "1: not yet"]


def test_a_step_required_at_all_may_have_been_taken_before_the_rule_was_made(tell: Tell) -> None:
    at_all = Requirement(a=Step(by=(BOARD,)), b=Step())
    rule: Statement = (RuleAdopted(rule=RULE, text="t", requires=(at_all,)), "2018-01-01")

    register = tell(rule, by(BOARD, "2017-05-01"), by(EXEC, "2018-06-01"), by(EXEC, "2017-06-01", OTHER))

    assert results(register) == ["1: met"]
    assert results(register, OTHER) == [], "whose route was over when the rule was made"


def test_gaps_are_the_breaches_first_and_of_a_body_those_that_it_had_a_part_in(tell: Tell) -> None:
    register = tell(ADOPTED, by(EXEC, "2018-06-01"), by(EXEC, "2018-06-01", OTHER), by(BOARD, "2018-07-01", OTHER))

    assert [(each.project, each.judgment.result.value) for each in gaps(register)] == [
        (OTHER, "breached"),
        (PLAN, "not shown"),
    ]
    assert gaps(register, body=PANEL) == []
    assert len(gaps(register, body=BOARD)) == 2, "it should have taken the step that is lacking"
    assert [each.project for each in gaps(register, project=PLAN)] == [PLAN]


def test_the_gaps_of_fourteen_thousand_projects_take_seconds(tell: Tell) -> None:
    scrutiny, decision = Step(roles=(Role.SCRUTINY,)), Step(roles=(Role.DECISION,))
    rule = RuleAdopted(rule=RULE, text="t", requires=(Requirement(a=scrutiny, b=decision, sense=Sense.NONE_AFTER),))
    late = set(range(0, 14_000, 500))
    register = tell(
        (rule, "2000"),
        *((ProjectOpened(project=f"project:p{n}", title=f"Paper {n}"), "2018") for n in range(14_000)),
        *(by(PANEL, "2019-01-01", f"project:p{n}", Role.DECISION) for n in range(14_000)),
        *(
            by(BOARD, "2019-02-01" if n in late else "2018-12-01", f"project:p{n}", Role.SCRUTINY)
            for n in range(0, 14_000, 10)
        ),
    )

    started = process_time()
    found = gaps(register)
    took = process_time() - started

    assert {each.project for each in found} == {f"project:p{n}" for n in late}
    assert {each.judgment.result.value for each in found} == {"breached"}
    assert took < 10, f"{took:.1f} seconds"


def test_a_route_that_a_saving_keeps_out_is_asked_for_nothing_before_the_later_step_either(tell: Tell) -> None:
    saved = RuleAdopted(rule=RULE, text="t", requires=(BOARD_FIRST,), saves_begun_before="2018-01-01")
    register = tell((saved, "2018-01-01"), by(PANEL, "2017-06-01"), by(PANEL, "2018-06-01", OTHER))

    assert results(register) == [], "begun before"
    assert results(register, OTHER) == ["1: not yet"]


def test_a_route_that_may_have_begun_before_the_saving_day_is_not_left_out(tell: Tell) -> None:
    saved = RuleAdopted(rule=RULE, text="t", requires=(BOARD_FIRST,), saves_begun_before="2018-01-01")
    register = tell((saved, "2018-01-01"), by(PANEL, "[2017-01..2018-12]"))

    assert results(register) == ["1: not yet"]


def test_a_route_that_a_repeal_keeps_under_a_rule_still_owes_the_step(tell: Tell) -> None:
    repealed = RuleRepealed(rule=RULE, saves_begun_before="2019-01-01")
    register = tell(ADOPTED, by(PANEL, "2018-06-01"), by(PANEL, "2019-02-01", OTHER), (repealed, "2018-12-31"))

    assert results(register) == ["1: not yet"]
    assert results(register, OTHER) == []
