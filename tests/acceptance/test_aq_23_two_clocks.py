"""AQ23: what did the ledger say on one date about another? Before a correction one name, after it another."""

from __future__ import annotations

from pathlib import Path

import pytest
from freezegun import freeze_time

from tests.acceptance.conftest import Call, Rows, Told

CORRECTED_ON, DAY_BEFORE, WORLD = "2031-03-05 10:00", "2031-03-04", "2015-12-01"


@pytest.fixture
def corrected(call: Call, rows: Rows, own_copy: Path) -> dict[str, str]:
    """Years later, a clerk finds that the first name which the minute uses once was a slip of the minute."""
    (slip,) = rows("log", "--type", "person.also-named")
    known = str(rows("log")[-1]["entry"])
    why = ("--why", "the minutes of the earlier presentation say Vanessa")
    with freeze_time(CORRECTED_ON):
        call("--today", CORRECTED_ON[:10], "correct", str(slip["entry"]), "--set", "name=Vanessa Reeves", *why)
    return {"slip": str(slip["entry"]), "known": known}


def names(rows: Rows, *words: str) -> list[str]:
    (person,) = rows("person", "show", "vanessa-reeves", "--as-at", WORLD, *words)
    return [person["name"], *person["also"]]


def test_the_same_day_of_the_world_is_answered_by_what_was_known(rows: Rows, corrected: dict[str, str]) -> None:
    assert names(rows, "--known-at", corrected["known"]) == ["Ms Vanessa Reeves", "Teresa Reeves"]
    assert names(rows, "--known-at", DAY_BEFORE) == ["Ms Vanessa Reeves", "Teresa Reeves"]
    assert names(rows, "--known-at", "2031-03-05") == ["Ms Vanessa Reeves", "Vanessa Reeves"]
    assert names(rows) == ["Ms Vanessa Reeves", "Vanessa Reeves"]


@freeze_time("2032-01-01")
def test_the_difference_is_one_field_of_one_row_with_the_entries_of_both(told: Told, corrected: dict[str, str]) -> None:
    days = ("--from", WORLD, "--known-from", DAY_BEFORE, "--known-to", "2031-03-05")
    answer = told("diff", "vanessa-reeves", *days, "--sources")

    (changed,) = answer["rows"]
    correction = int(corrected["known"]) + 1
    assert (changed["change"], changed["register"], changed["subject"]) == (
        "changed",
        "person names",
        "person:vanessa-reeves",
    )
    assert (changed["before"], changed["after"]) == ({"name": "Teresa Reeves"}, {"name": "Vanessa Reeves"})
    assert changed["entries"] == [int(corrected["slip"]), correction]
    assert (answer["asked"]["from"], answer["asked"]["to"]) == (WORLD, WORLD)
    assert (answer["asked"]["known_from"], answer["asked"]["known_to"]) == (correction - 1, correction)
    assert answer["sources"][corrected["slip"]]["at"] == "paragraph 11"


def test_both_versions_stay_in_the_record(rows: Rows, corrected: dict[str, str]) -> None:
    (slip,) = rows("entry", "show", corrected["slip"])

    assert slip["body"]["name"] == "Teresa Reeves"
    assert slip["corrected_by"] == [int(corrected["known"]) + 1]


def test_with_one_state_of_knowledge_the_two_days_of_the_world_differ_as_the_world_did(rows: Rows) -> None:
    found = rows("diff", "icb", "--from", "2010-01-01", "--to", "2019-01-31")

    told = {(row["change"], row["register"]) for row in found}
    assert ("changed", "memberships") in told
    assert ("changed", "successions") in told
    (janet,) = [row for row in found if row["register"] == "memberships"]
    assert (janet["before"], janet["after"]) == ({"certainty": "possibly"}, {"certainty": "yes"})
