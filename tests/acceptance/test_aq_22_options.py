"""AQ22: what options were considered and rejected, by whom? By the CCG; the Board decided on none of them."""

from __future__ import annotations

from tests.acceptance.conftest import Rows, Told, cells

CCG = "organisation:bromley-ccg"


def test_of_three_options_the_ccg_prefers_one_rejects_one_and_one_is_not_available(told: Told) -> None:
    answer = told("options", "--project", "co-commissioning")

    assert cells(answer["rows"], "number", "text", "verdict", "why", "by") == [
        (
            "1",
            "Greater involvement in NHS decision making",
            "rejected",
            "it would not let the CCG make the progress required for primary care",
            CCG,
        ),
        ("2", "Joint decision making by NHS England and by CCGs", "preferred", None, CCG),
        (
            "3",
            "CCGs taking on delegated responsibilities from NHS England",
            "not available",
            "no CCG would be allowed to move there at once",
            CCG,
        ),
    ]


def test_the_board_decided_on_no_option(told: Told, rows: Rows) -> None:
    answer = told("options", "--project", "co-commissioning")

    assert cells(answer["decided"], "by_name", "verb", "number") == [("the Board", "requested", "2")]
    assert rows("options", "--by", "pcd-board") == []


def test_what_was_rejected_over_all_projects(rows: Rows) -> None:
    assert cells(rows("options", "--verdict", "rejected"), "project", "number", "by") == [
        ("project:co-commissioning", "1", CCG)
    ]


def test_a_report_advises_and_rejects_nothing(rows: Rows) -> None:
    found = rows("options", "--project", "integrated-commissioning")

    assert cells(found, "verdict", "by_name", "standing") == [
        ("preferred", "Richard Hills", "reported"),
        ("considered", "Richard Hills", "reported"),
    ]
