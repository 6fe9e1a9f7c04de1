"""AQ13: who approved what? In the five documents nobody approved anything: limbs by verb."""

from __future__ import annotations

from collections import Counter

from tests.acceptance.conftest import Call, Rows


def test_nobody_approved_anything(call: Call, rows: Rows) -> None:
    assert rows("decisions", "--verb", "approved", "--as-at", "ever") == []
    assert call("decisions", "--verb", "approved").stdout.startswith("Nothing is recorded as approved")


def test_four_bodies_noted_and_two_of_them_asked_to_be_told_more(rows: Rows) -> None:
    """The report of 2013 (S2) asks for endorsement; what its board resolved is not known, so nothing is listed."""
    limbs = rows("decisions")

    assert [(row["by"], row["verb"], row["number"], row["text"]) for row in limbs] == [
        ("body:pcd-board", "noted", "1", "that the Overview of Primary Care Developments report be noted"),
        (
            *("body:pcd-board", "requested", "2"),
            "that the Board be updated in due course concerning progress on primary care co-commissioning.",
        ),
        ("body:ooh-board", "noted", "1", "the Bromley Out of Hospital Transformation Programme update be noted"),
        ("body:ooh-board", "requested", "2", "the Board be kept informed of future developments"),
        ("body:jcu-committee", "noted", "1", "the joint commissioning update report"),
        ("body:kmsc-committee", "noted", "1", "the report"),
    ]
    assert Counter(row["verb"] for row in limbs) == {"noted": 4, "requested": 2}
    assert {row["certainty"] for row in limbs} == {"yes"}


def test_nothing_is_said_to_have_been_voted_on_moved_or_confirmed(rows: Rows) -> None:
    for row in rows("decisions"):
        assert (row["vote"], row["mover"], row["seconder"], row["force"]) == (None, None, None, None)
        assert row["minutes"] == "minutes not recorded as confirmed"


def test_on_a_day_within_its_bounds_a_resolution_is_only_possible(rows: Rows) -> None:
    (noted,) = rows("decisions", "--body", "jcu-committee", "--as-at", "2018-06-01")

    assert (noted["since"], noted["certainty"]) == ("[2016-12..2019-01]", "possibly")
    assert rows("decisions", "--body", "jcu-committee", "--as-at", "2016-11-30") == []


def test_nothing_is_flagged_where_the_record_is_only_silent(rows: Rows) -> None:
    assert rows("flags", "--as-at", "ever") == []


def test_the_report_of_2013_asks_for_what_no_minute_grants(rows: Rows) -> None:
    (report,) = rows("reports", "--project", "integrated-commissioning-report")

    assert report["since"] == "2013-09-26"
    assert report["authors_name"] == ["Richard Hills"]
    assert len(report["conclusions"]) == 10
    assert [row["id"] for row in rows("decisions", "--to", "2013-12-31")] == []
