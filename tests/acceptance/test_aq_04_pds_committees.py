"""AQ4: have the relevant PDS Committees scrutinised the joint projects? The answer was about another board."""

from __future__ import annotations

from tests.acceptance.conftest import Rows, Told, cells


def test_no_scrutiny_by_these_committees_is_recorded(rows: Rows, told: Told) -> None:
    assert cells(rows("scrutiny", "--as-at", "ever"), "project", "by", "standing") == [
        ("project:care-home-strategy", "body:lbb-commissioning-board", "expected")
    ]
    assert cells(told("project", "route", "joint-projects")["steps"], "by", "standing", "stated_by", "evidence") == [
        ("body:bromley-hwb", "asserted", None, "claimed")
    ]


def test_the_question_was_deflected_to_the_health_and_wellbeing_board(rows: Rows) -> None:
    (asked,) = rows("questions", "--about", "lbb-pds-committees")

    assert (asked["text"], asked["completeness"], asked["by_name"], asked["to_name"]) == (
        "have joint projects been scrutinised by the relevant PDS Committees of LBB",
        "deflected",
        "the Chairman",
        "Paul Feven",
    )
    assert cells(asked["answers"], "by", "completeness", "about") == [
        (None, "deflected", ["project:joint-projects", "body:bromley-hwb"])
    ], "it was confirmed: the minute does not say by whom"


def test_the_chain_of_the_joint_projects_has_the_question_in_place_of_a_link(rows: Rows) -> None:
    missing = rows("accountability", "chain", "joint-projects", "--to", "lbb-pds-committees")

    assert [row["kind"] for row in missing] == ["none recorded"]
    assert [asked["question"] for asked in missing[0]["questions"]] == [
        "question:jcu/q1-activity",
        "question:jcu/q2-pds",
    ]
