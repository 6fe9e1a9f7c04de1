"""AQ9: what stage is a project at, and does "when it is ready" mean Gateway Zero or Gateway 1?"""

from __future__ import annotations

import pytest

from tests.acceptance.conftest import Rows, Told


@pytest.mark.parametrize("project", ["icn", "bromley-well", "dementia-hub", "care-home-strategy", "joint-projects"])
def test_no_gateway_of_any_project_is_recorded(told: Told, project: str) -> None:
    assert told("project", "route", project)["stages"] == []


def test_whether_ready_means_gateway_zero_or_gateway_1_was_never_answered(rows: Rows) -> None:
    (question,) = (row for row in rows("questions", "--unanswered") if "Gateway" in row["text"])

    assert question["text"] == 'does "when it is ready" mean a Gateway Zero report or a Gateway 1 report'
    assert (question["id"], question["by_name"]) == ("question:jcu/q5-ready", "the Chairman")
    assert (question["completeness"], question["answers"]) == ("none", [])


def test_what_the_gateways_mean_is_what_the_chairman_said_and_holds_for_this_council_only(rows: Rows) -> None:
    (rule,) = (row for row in rows("rules", "--as-at", "2019-01-31") if row["rule"] == "rule:lbb-gateways")

    assert rule["text"] == (
        "Gateway Zero sets out the business case, and Gateway 1 is the last chance for Members to have any input"
    )
    assert rule["requires"] == []
