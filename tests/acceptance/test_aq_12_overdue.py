"""AQ12: which commitments are overdue at a date? Of those with a date; what is due "in due course" never is."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.acceptance.conftest import Call, Rows, Told, cells

UNDATED = [
    ("commitment:dic/deliver-ccg", None),
    ("commitment:dic/deliver-lbb", None),
    ("commitment:dic/notify-stakeholders-ccg", "future Board meetings"),
    ("commitment:dic/notify-stakeholders-lbb", "future Board meetings"),
    ("commitment:dic/regular-reports", "regular"),
    ("commitment:dic/tell-staff", None),
    ("commitment:ooh/keep-informed", None),
    ("commitment:pcd/update", "in due course"),
]


def test_at_new_year_2016_the_update_that_was_due_in_december_2015_is_overdue(told: Told) -> None:
    answer = told("commitments", "--overdue", "--as-at", "2016-01-01")

    assert cells(answer["rows"], "id", "state", "due", "to_name", "by", "stated_by_name", "certainty") == [
        ("commitment:ooh/december-update", "overdue", "2015-12", "the Board", None, "the Chairman", "yes")
    ]
    assert sorted(cells(answer["undated"], "id", "due_words")) == UNDATED
    assert answer["sentence"] == "1 commitment: overdue; 8 open commitments without a date, never overdue."


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2015-12-01", []),
        ("2015-12-02", ["possibly overdue"]),
        ("2015-12-31", ["possibly overdue"]),
        ("2016-01-01", ["overdue"]),
        ("2026-01-01", ["overdue"]),
    ],
)
def test_while_december_lasted_it_was_only_possibly_overdue(rows: Rows, day: str, expected: list[str]) -> None:
    assert cells(rows("commitments", "--overdue", "--as-at", day), "state") == expected


def test_what_a_later_minute_shows_as_done_is_no_longer_overdue_but_was_known_to_be(
    call: Call, rows: Rows, own_copy: Path, tmp_path: Path
) -> None:
    minute = tmp_path / "january.yaml"
    minute.write_text(
        """\
source: {id: january, document: Minutes of January 2016, date: 2016-01-28}
statements:
  - discharged: ooh/december-update
    how: an update was given
    on: 2016-01-28
"""
    )
    known = str(rows("log")[-1]["entry"])
    call("record", minute)

    def overdue(day: str, *more: str) -> list[str]:
        found: list[str] = cells(rows("commitments", "--overdue", "--as-at", day, *more), "id")
        return found

    assert overdue("2016-01-27") == ["commitment:ooh/december-update"]
    assert overdue("2016-01-28") == []
    assert overdue("2016-01-28", "--known-at", known) == ["commitment:ooh/december-update"]


def test_updates_as_often_as_required_are_undated(rows: Rows) -> None:
    found = rows("commitments", "--body", "kmsc-committee")

    assert cells(found, "id", "state", "due_words") == [("commitment:kmsc/updates", "undated", "as often as required")]
