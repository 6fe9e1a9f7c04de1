"""AQ11: when will a final decision be made? None is recorded, and the question was declined."""

from __future__ import annotations

from tests.acceptance.conftest import Rows, cells


def test_the_chairmans_question_was_declined(rows: Rows) -> None:
    (asked,) = [row for row in rows("questions", "--about", "icn") if "final decision" in row["text"]]

    assert (asked["id"], asked["completeness"], asked["by"]) == (
        "question:ooh/q16-final-decision",
        "declined",
        "person:ooh-chairman",
    )
    assert cells(asked["answers"], "by_name", "completeness") == [("Dr Angela Bhan", "declined")]


def test_no_decision_on_the_programme_or_the_networks_is_recorded(rows: Rows) -> None:
    assert rows("decisions", "--project", "icn", "--as-at", "ever") == []
    assert sorted(row["verb"] for row in rows("decisions", "--project", "ooh-programme", "--as-at", "ever")) == [
        "noted",
        "requested",
    ]


def test_no_date_of_a_final_decision_is_among_the_targets(rows: Rows) -> None:
    targets = [row["text"] for project in ("icn", "ooh-programme") for row in rows("targets", "--project", project)]

    assert sorted(targets) == [
        "the target date of March 2017",
        "three Integrated Care Networks operating in the borough",
    ]
