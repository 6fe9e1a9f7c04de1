"""AQ3: did anything reach the Executive or a Portfolio Holder before the Commissioning Board? Not shown, either way."""

from __future__ import annotations

import pytest

from tests.acceptance.conftest import Call, Told, cells

RULE = "rule:lbb-scrutiny-before-executive"
REASON = "Commissioning Board: Paul Feven was not sure; of the later step: Executive: asserted by Paul Feven"


def test_the_care_networks_are_flagged_with_the_reason(told: Told) -> None:
    (gap,) = [row for row in told("scrutiny", "gaps")["rows"] if row["rule"] == RULE]

    assert (gap["project"], gap["result"], gap["reason"]) == ("project:icn", "not shown", REASON)
    assert gap["rule_in_force"] == "not shown", "since when the rule has been in force nobody says"
    assert cells(gap["shown_b"], "by", "standing", "stated_by", "evidence") == [
        ("body:lbb-executive", "asserted", "person:paul-feven", "claimed")
    ]


def test_nothing_is_called_a_breach_and_nothing_fine(told: Told) -> None:
    gaps = told("scrutiny", "gaps", "--as-at", "ever")
    route = told("project", "route", "icn")["rows"]

    assert {row["result"] for row in gaps["rows"]} == {"not shown"}
    assert {row["result"] for row in route} == {"not shown"}


def test_where_no_later_step_is_recorded_nothing_is_due_yet(told: Told) -> None:
    for project in ("bromley-well", "dementia-hub", "care-home-strategy"):
        (required,) = [row for row in told("project", "route", project)["rows"] if row["rule"] == RULE]
        assert (required["result"], required["reason"]) == ("not yet", "the later step is not recorded")


def test_nothing_is_recorded_before_the_portfolio_holder(told: Told) -> None:
    projects = [row["id"] for row in told("project", "list", "--as-at", "ever")["rows"]]
    actors = {step["by"] for project in projects for step in told("project", "route", project)["steps"]}

    assert "post:lbb-portfolio-holder" not in actors


@pytest.mark.usefixtures("own_copy")
def test_minutes_that_turn_up_settle_it_and_what_was_known_before_stays(call: Call, told: Told) -> None:
    (asserted,) = [step for step in told("project", "route", "icn")["steps"] if step["by"] == "body:lbb-executive"]
    rules = told("rules")
    (rule,) = [row for row in rules["rows"] if row["rule"] == RULE]
    board = ("--by", "lbb-commissioning-board", "--on", "2018-03-01", "--document", "Minutes of the Board")
    executive = ("--on", "2018-06-01", "--standing", "minuted", "--document", "Minutes of the Executive")
    call("project", "scrutinise", "icn", *board)
    call("correct", str(asserted["entries"][0]), *executive, "--why", "the minutes of the Executive were found")
    call("correct", str(rule["entries"][0]), "--on", "2017-01-01", "--why", "the constitution gives the day")

    def results(*words: str) -> list[str]:
        return [row["result"] for row in told("project", "route", "icn", *words)["rows"] if row["rule"] == RULE]

    assert results() == ["met"]
    assert results("--as-at", "2018-05-31") == ["not yet"]
    assert results("--known-at", str(rules["asked"]["known_at"])) == ["not shown"]
