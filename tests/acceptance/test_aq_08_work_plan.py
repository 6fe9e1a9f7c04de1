"""AQ8: what came before the ICB, and where does its work plan come from? (the Vice Chairman's question)"""

from __future__ import annotations

from tests.acceptance.conftest import Rows


def test_the_board_took_over_from_the_jice_on_a_day_that_nobody_gives(rows: Rows) -> None:
    (before,) = rows("body", "lineage", "icb")

    assert (before["predecessor"], before["successor"]) == ("body:jice", "body:icb")
    assert (before["since"], before["since_earliest"], before["since_latest"]) == ("[..2019-01]", None, "2019-01-31")
    assert (before["standing"], before["carried_over"]) == ("minuted", "the work programme")


def test_no_source_makes_the_proposed_executive_a_forerunner(rows: Rows) -> None:
    """ "Joint Integrated Services Executive" and "Joint Integrated Commissioning Executive" are two names."""
    bodies = {row["name"]: row["id"] for row in rows("body", "list", "--as-at", "ever")}

    assert bodies["Joint Integrated Commissioning Executive"] == "body:jice"
    assert bodies["Joint Integrated Services Executive"] != "body:jice"
    (jice,) = rows("body", "show", "jice", "--as-at", "ever")
    assert (jice["took_over_from"], jice["succeeded_by"]) == ([], ["body:icb"])


def test_the_work_plan_derives_from_priorities_and_the_needs_assessment(rows: Rows) -> None:
    (programme,) = rows("project", "show", "icb-work-programme")

    assert programme["derived_from_name"] == [
        "Priorities of the Health and Wellbeing Board",
        "Joint Strategic Needs Assessment",
    ]
    (question,) = (row for row in rows("questions", "--about", "body:icb") if "work plan" in row["text"])
    assert (question["by_name"], question["completeness"]) == ("the Vice Chairman", "full")
