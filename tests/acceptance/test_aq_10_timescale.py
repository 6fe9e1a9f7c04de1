"""AQ10: what is the timescale? Targets with how firm they are; for the Integrated Commissioning Board none at all."""

from __future__ import annotations

from tests.acceptance.conftest import Rows, cells


def test_every_timescale_that_the_documents_give_with_how_firm_it_is(rows: Rows) -> None:
    found = rows("targets", "--as-at", "2019-06-01")

    assert sorted(cells(found, "target", "due", "status", "stated_by_name", "certainty")) == [
        ("development", None, "anticipated", "Dr Angela Bhan", "yes"),
        ("engagement", "2015-03", "anticipated", "Dr Angela Bhan", "yes"),
        ("final-report", None, "anticipated", None, "yes"),
        ("fully-operational", "2020-04", "anticipated", None, "yes"),
        ("implementation", "2015-04", "anticipated", "Dr Angela Bhan", "yes"),
        ("joint-integration", "2020", "aspirational", "the Chairman", "yes"),
        ("march-2017", "2017-03", "unconfirmed", "Cllr Dunn", "yes"),
        ("shadow-form", "2019-22", "anticipated", None, "yes"),
        ("three-networks", None, "anticipated", None, "yes"),
    ]
    assert cells(rows("targets", "--status", "confirmed"), "text") == []


def test_march_2017_is_unconfirmed_and_its_question_was_put_off(rows: Rows) -> None:
    (target,) = rows("targets", "--project", "ooh-programme")

    assert (target["due_earliest"], target["due_latest"], target["status"]) == (
        "2017-03-01",
        "2017-03-31",
        "unconfirmed",
    )
    asked = rows("questions", "--about", "project:ooh-programme")
    put_off = [question["id"] for question in asked if question["completeness"] == "deferred"]
    assert put_off == ["question:ooh/q15-1-target"]


def test_a_summer_keeps_its_bounds(rows: Rows) -> None:
    (shadow,) = [row for row in rows("targets", "--project", "kmsc-development") if row["target"] == "shadow-form"]

    assert (shadow["due"], shadow["due_earliest"], shadow["due_latest"]) == ("2019-22", "2019-06-01", "2019-08-31")


def test_the_integrated_commissioning_board_has_no_timescale(rows: Rows) -> None:
    assert rows("targets", "--body", "icb") == []
    assert rows("targets", "--project", "icb-work-programme") == []


def test_a_target_is_possible_while_its_meeting_may_not_have_been_held_yet(rows: Rows) -> None:
    assert cells(rows("targets", "--project", "ooh-programme", "--as-at", "2015-08-01"), "certainty") == ["possibly"]
    assert rows("targets", "--project", "ooh-programme", "--as-at", "2015-06-30") == []
