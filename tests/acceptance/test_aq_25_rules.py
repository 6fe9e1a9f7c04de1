"""AQ25: which rules applied to a matter at a date, and were they met? As stated, and none is shown to have been."""

from __future__ import annotations

from tests.acceptance.conftest import Rows, cells

DIRECTOR = "post:lbb-director-of-commissioning"


def test_the_rules_about_the_care_networks_with_who_said_them(rows: Rows) -> None:
    assert cells(rows("rules", "--project", "icn"), "rule", "standing", "stated_by", "certainty") == [
        ("rule:s75-heads", "reported", None, "yes"),
        ("rule:delegation-keeps-accountability", "reported", None, "yes"),
        ("rule:lbb-commissioning-board-first", "asserted", DIRECTOR, "yes"),
        ("rule:lbb-scrutiny-before-executive", "asserted", DIRECTOR, "yes"),
        ("rule:lbb-gateway-report", "asserted", DIRECTOR, "yes"),
        ("rule:dual-scrutiny", "asserted", None, "yes"),
        ("rule:lbb-gateways", "asserted", "person:jcu-chairman", "yes"),
        ("rule:lbb-governance-before-money", "asserted", "person:graham-arthur", "yes"),
    ]


def test_before_the_minute_they_may_have_been_in_force(rows: Rows) -> None:
    earlier = {row["rule"]: row["certainty"] for row in rows("rules", "--project", "icn", "--as-at", "2015-01-01")}

    assert earlier["rule:lbb-scrutiny-before-executive"] == "possibly"
    assert earlier["rule:s75-heads"] == "yes"


def test_none_of_them_is_shown_to_have_been_met_or_breached(rows: Rows) -> None:
    assert cells(rows("project", "route", "icn"), "rule", "text", "result") == [
        (
            "rule:lbb-commissioning-board-first",
            "Commissioning Board before Executive or Portfolio Holder or Health and Wellbeing Board or PDS Committees",
            "not shown",
        ),
        (
            "rule:lbb-scrutiny-before-executive",
            "the Commissioning Board first, then the Executive or the Portfolio Holder",
            "not shown",
        ),
        (
            "rule:lbb-gateway-report",
            "Commissioning Board with a Gateway report before Executive or Portfolio Holder",
            "not shown",
        ),
        ("rule:dual-scrutiny", "scrutiny by a governance body of LBB", "not shown"),
        ("rule:dual-scrutiny", "scrutiny by a governance body of the CCG", "not shown"),
    ]


def test_of_the_gateway_report_it_is_said_that_none_is_recorded(rows: Rows) -> None:
    (required,) = [row for row in rows("project", "route", "icn") if row["rule"] == "rule:lbb-gateway-report"]

    assert "Paul Feven was not sure, no Gateway report is recorded with it" in required["reason"]


def test_a_claim_about_the_law_stays_a_claim(rows: Rows) -> None:
    (rule,) = rows("rules", "--project", "kmsc-recommissioning", "--as-at", "2019-06-01")[-1:]

    assert (rule["rule"], rule["standing"], rule["stated_by"], rule["requires"]) == (
        "rule:recommissioning-every-five-years",
        "asserted",
        "person:kmsc-member-welcomed",
        [],
    )


def test_rules_that_are_only_proposed_are_only_possible(rows: Rows) -> None:
    proposed = [row for row in rows("rules", "--as-at", "ever") if row["standing"] == "proposed"]

    assert cells(proposed, "rule", "certainty") == [
        ("rule:single-client-type-first", "possibly"),
        ("rule:aligned-budget-terms", "possibly"),
    ]
