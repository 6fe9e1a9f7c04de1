"""AQ21: what money is attached to a project, and on what basis? As the sources state it, with every reservation."""

from __future__ import annotations

from tests.acceptance.conftest import Rows, cells


def test_the_mental_health_budget_is_split_and_its_parts_come_to_the_total(rows: Rows) -> None:
    found = rows("sums", "--project", "mental-health-commissioning")

    assert cells(found, "basis", "low", "high", "about", "by", "share") == [
        ("budget", "42500000", None, True, None, None),
        ("contribution", "37200000", None, False, "organisation:bromley-ccg", None),
        ("contribution", "5300000", None, False, "organisation:lbb", None),
        ("budget", None, None, False, "organisation:bromley-ccg", "87%"),
    ]
    assert cells(found, "amounts_give") == [None, "87.5", "12.5", None], "beside the report's 87%, not instead of it"
    total, *parts = found
    assert set(cells(parts, "part_of")) == {total["text"]}
    assert (total["parts_low"], total["parts_high"], total["adds_up"]) == ("42500000", "42500000", "adds up")
    assert total["parts_without_amount"] == [parts[-1]["text"]], "the share of 87% is not turned into an amount"


def test_the_investment_of_the_council_is_a_range_about_and_conditional(rows: Rows) -> None:
    (investment,) = rows("sums", "--project", "integration-programme")

    assert (investment["basis"], investment["low"], investment["high"]) == ("conditional", "60000000", "70000000")
    assert (investment["about"], investment["condition"]) == (True, "if the current plans go ahead")
    assert (investment["by"], investment["stated_by_name"]) == ("organisation:lbb", "Mr Doug Patterson")
    assert investment["amount"] == "about £60,000,000 to £70,000,000"


def test_the_threshold_for_recommissioning_is_a_members_claim(rows: Rows) -> None:
    (threshold,) = rows("sums", "--project", "kmsc-recommissioning")

    assert (threshold["basis"], threshold["amount"], threshold["period"]) == (
        "threshold",
        "£650,000",
        "every five years",
    )
    assert (threshold["standing"], threshold["stated_by_name"]) == ("asserted", "a Member of the Committee")


def test_a_projected_gap_is_only_anticipated(rows: Rows) -> None:
    (gap,) = rows("sums", "--basis", "gap")

    assert (gap["amount"], gap["period"], gap["standing"], gap["certainty"]) == (
        "£72,300,000",
        "by 2020",
        "anticipated",
        "possibly",
    )


def test_that_nothing_was_agreed_is_told_apart_from_an_amount_that_is_not_given(rows: Rows) -> None:
    assert cells(rows("sums", "--project", "integrated-commissioning"), "basis", "amount") == [
        ("none agreed", "none agreed")
    ]
    assert cells(rows("sums", "--project", "better-care-fund"), "basis", "amount") == [("contribution", "not given")]
    assert cells(rows("sums", "--project", "lbb-savings"), "basis", "amount") == [("saving", "£39,000,000")]


def test_no_money_is_attached_to_the_integrated_care_networks(rows: Rows) -> None:
    assert rows("sums", "--project", "icn") == []
