"""AQ16: how is the CCG scrutinised, and to whom is it accountable? Asserted: the NHS and other partners."""

from __future__ import annotations

from tests.acceptance.conftest import Rows


def test_an_officer_said_to_whom_the_group_is_accountable(rows: Rows) -> None:
    chain = rows("accountability", "chain", "organisation:bromley-ccg", "--as-at", "2019-01-31")

    answerable = [row for row in chain if row["kind"] == "answerable to" and row["who"] == "organisation:bromley-ccg"]
    assert [(row["to_name"], row["standing"], row["stated_by_name"]) for row in answerable] == [
        ("the NHS", "asserted", "Daniel Taegtmeyer"),
        ("the other partners of the CCG", "asserted", "Daniel Taegtmeyer"),
    ]
    assert {row["certainty"] for row in answerable} == {"yes"}


def test_nothing_says_that_anybody_scrutinises_it(rows: Rows) -> None:
    chain = rows("accountability", "chain", "organisation:bromley-ccg", "--as-at", "2019-01-31")

    assert [row for row in chain if row["kind"] == "scrutinised by"] == []
    (question,) = rows("questions", "--about", "organisation:bromley-ccg")
    assert (question["text"], question["completeness"]) == ("how is the CCG scrutinised", "partial")
    assert [answer["by_name"] for answer in question["answers"]] == ["Daniel Taegtmeyer"]
