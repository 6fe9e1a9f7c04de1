"""AQ2: have the care networks, Bromley Well and the Dementia Hub gone to the Commissioning Board? Nothing shows it."""

from __future__ import annotations

import pytest

from tests.acceptance.conftest import Told, cells

BOARD, FEVEN = "body:lbb-commissioning-board", "person:paul-feven"


@pytest.mark.parametrize(
    ("project", "standing", "evidence"),
    [("icn", "unknown", "open"), ("bromley-well", "expected", "claimed"), ("dementia-hub", "expected", "claimed")],
)
def test_an_officer_was_not_sure_or_says_that_it_should_have(
    told: Told, project: str, standing: str, evidence: str
) -> None:
    steps = [step for step in told("project", "route", project)["steps"] if step["by"] == BOARD]

    assert cells(steps, "standing", "stated_by", "evidence", "certainty") == [(standing, FEVEN, evidence, "possibly")]


def test_no_step_at_the_commissioning_board_is_shown_for_any_project(told: Told) -> None:
    projects = [row["id"] for row in told("project", "list", "--as-at", "ever")["rows"]]
    steps = [step for project in projects for step in told("project", "route", project)["steps"]]

    assert {step["evidence"] for step in steps if step["by"] == BOARD} == {"open", "claimed"}


def test_the_words_relied_on_are_quoted(told: Told) -> None:
    answer = told("project", "route", "icn", "--sources")
    (step,) = [step for step in answer["steps"] if step["by"] == BOARD]

    (source,) = [answer["sources"][str(position)] for position in step["entries"]]
    assert (source["quote"], source["at"], source["standing"]) == ("not sure", "paragraph 4", "unknown")


def test_strategies_to_come_are_only_meant_to_go_there(told: Told) -> None:
    (referral,) = told("referrals", "--project", "future-strategies")["rows"]

    assert (referral["to"], referral["standing"], referral["certainty"]) == (BOARD, "anticipated", "possibly")
