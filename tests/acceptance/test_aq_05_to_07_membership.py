"""AQ5 to AQ7: who is on the ICB, was Janet Bailey a member before the minute, who chairs it and on whose behalf?"""

from __future__ import annotations

from tests.acceptance.conftest import Rows, Told

THE_MINUTE = "2019-01-31"
"""By then the committee had certainly met: the minute lies between 2016-12 and 2019-01."""


def seats(rows: Rows, day: str) -> dict[str, tuple[str, str]]:
    return {row["member"]: (row["seat"], row["certainty"]) for row in rows("body", "members", "icb", "--as-at", day)}


def test_the_board_has_two_chairs_and_one_known_member_and_the_list_is_incomplete(told: Told, rows: Rows) -> None:
    """AQ5."""
    answer = told("body", "members", "icb", "--as-at", THE_MINUTE)

    assert seats(rows, THE_MINUTE) == {
        "person:ade-adetosoye": ("co-chair", "yes"),
        "person:angela-bhan": ("co-chair", "yes"),
        "person:janet-bailey": ("member", "yes"),
    }
    assert answer["notes"] == ["the list of members is known to be incomplete"]
    assert {row["since"] for row in answer["rows"]} == {"[..2019-01]"}


def test_janet_bailey_was_possibly_a_member_before_the_minute(rows: Rows) -> None:
    """AQ6: "recently" is neither yes nor no."""
    for day in ("2013-04-01", "2016-12-01", "2018-06-01", "2019-01-30"):
        assert seats(rows, day)["person:janet-bailey"] == ("member", "possibly"), day


def test_the_board_is_chaired_jointly_for_the_council_and_the_group(rows: Rows) -> None:
    """AQ7."""
    chairs = [row for row in rows("body", "members", "icb", "--as-at", THE_MINUTE) if row["seat"] == "co-chair"]

    assert [(row["member_name"], row["on_behalf_of_name"]) for row in chairs] == [
        ("Ade Adetosoye", "London Borough of Bromley"),
        ("Dr Angela Bhan", "Bromley Clinical Commissioning Group"),
    ]


def test_what_may_expand_the_board_is_no_membership(rows: Rows) -> None:
    """Members "may be able to suggest suitable candidates"; nobody joined by it."""
    assert len(rows("body", "members", "icb", "--as-at", "ever")) == 3
