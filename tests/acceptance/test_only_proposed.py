"""What is only proposed, anticipated or doubted is worded so wherever it is shown, and every row has its standing."""

from __future__ import annotations

from typing import Any

import pytest

from tests.acceptance.conftest import Call, Rows


def words(call: Call, *asked: str) -> str:
    return " ".join(call(*asked).stdout.split())


def test_a_proposed_successor_is_not_shown_as_one(call: Call, rows: Rows) -> None:
    (body,) = rows("body", "show", "mental-health-executive")

    assert (body["succeeded_by"], body["would_be_succeeded_by"]) == ([], ["body:joint-integrated-services-executive"])
    (relation,) = body["relations"]
    assert (relation["relation"], relation["standing"], relation["certainty"]) == (
        "would be succeeded by",
        "proposed",
        "possibly",
    )
    assert relation["entries"]
    page = words(call, "body", "show", "mental-health-executive")
    assert "would be succeeded by Joint Integrated Services Executive (proposed)" in page


def test_what_is_to_come_would_take_over(call: Call) -> None:
    page = words(call, "body", "show", "joint-integrated-services-executive")

    assert "would take over from" in page
    assert " took over from" not in page
    assert "(proposed)" in page


def test_what_nobody_says_to_take_over_takes_over_from_nobody(rows: Rows) -> None:
    """One commissioner across eight groups: that anything passes from them to it is not said."""
    (body,) = rows("body", "show", "kent-medway-strategic-commissioner", "--as-at", "ever")

    assert body["relations"] == []


def test_the_list_of_bodies_tells_those_that_were_merely_suggested(rows: Rows) -> None:
    standing = {row["id"]: row["standing"] for row in rows("body", "list", "--as-at", "ever")}

    assert standing["body:joint-integrated-services-executive"] == "proposed"
    assert standing["body:bromley-hwb"] == "reported"


def test_what_an_officer_was_not_sure_of_did_not_happen_for_all_that_is_shown(rows: Rows) -> None:
    (project,) = rows("project", "show", "icn")
    (route,) = [step for step in rows_of_route(rows, "icn") if step["by"] == "body:lbb-commissioning-board"]

    steps = {step["by"]: step["happened"] for step in project["steps"] if step["step"] == "consideration"}
    assert steps == {"body:lbb-commissioning-board": "not sure", "body:lbb-executive": "said to be"}
    assert (route["happened"], route["evidence"]) == ("not sure", "open")


def rows_of_route(rows: Rows, project: str) -> list[dict[str, Any]]:
    """The steps that requirements of a project rest on, each once."""
    found = [step for row in rows("project", "route", project) for step in (*row["shown_a"], *row["shown_b"])]
    return list({(step["by"], *step["entries"]): step for step in found}.values())


@pytest.mark.parametrize(
    ("asked", "key"),
    [
        (("body", "show", "icb"), "members"),
        (("person", "show", "angela-bhan"), "posts"),
        (("person", "show", "angela-bhan"), "seats"),
        (("project", "show", "icn"), "steps"),
        (("project", "show", "icb-work-programme"), "relations"),
        (("meeting", "show", "jcu"), "attendance"),
        (("meeting", "show", "jcu"), "questions"),
        (("resolution", "show", "pcd/1"), "follow_ups"),
    ],
)
def test_every_nested_row_has_its_standing_certainty_and_entries(rows: Rows, asked: tuple[str, ...], key: str) -> None:
    (page,) = rows(*asked)

    assert page[key]
    for item in page[key]:
        assert item["standing"]
        assert item["certainty"]
        assert item["entries"]
