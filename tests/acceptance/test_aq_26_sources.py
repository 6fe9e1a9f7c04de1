"""AQ26: where does this fact come from? Document, place, words, who said it, and with what standing."""

from __future__ import annotations

from typing import Any

import pytest

from tests.acceptance.conftest import Rows, Told

FEVEN = "person:paul-feven"


def sources(told: Told, *words: str) -> list[dict[str, Any]]:
    answer = told(*words, "--sources")
    assert {str(position) for row in answer["rows"] for position in row["entries"]} <= set(answer["sources"])
    return list(answer["sources"].values())


def test_that_the_networks_went_to_the_commissioning_board_is_what_somebody_was_not_sure_of(rows: Rows) -> None:
    said = {row["in_words"]: row for row in rows("chronology", "icn") if row["type"] == "project.considered"}

    board, executive = said["by: Commissioning Board"], said["by: Executive"]
    assert (board["standing"], board["stated_by"], board["quote"]) == ("unknown", FEVEN, "not sure")
    assert (executive["standing"], executive["stated_by"]) == ("asserted", FEVEN)
    assert {row["at"] for row in (board, executive)} == {"paragraph 4"}
    assert {row["document"] for row in (board, executive)} == {"Joint commissioning update, minutes of the item"}
    assert {row["document_date"] for row in (board, executive)} == {"[2016-12..2019-01]"}


def test_where_no_day_is_given_the_source_says_why_it_is_dated_so(told: Told) -> None:
    (source,) = sources(told, "targets", "--project", "joint-projects")

    assert source["date"] == "[2016-12..2019-01]"
    assert source["dated_by"].startswith("officers named in it held their posts between these months")
    assert (source["at"], source["publisher"]) == ("paragraph 14", "London Borough of Bromley")


def test_what_was_confirmed_by_nobody_in_particular_names_no_speaker(told: Told, rows: Rows) -> None:
    (considered,) = [row for row in rows("chronology", "joint-projects") if row["type"] == "project.considered"]

    source = told("chronology", "joint-projects", "--sources")["sources"][str(considered["entry"])]
    assert (source["at"], source["standing"]) == ("paragraph 5", "asserted")
    assert source["stated_by"] is None
    assert "does not say by whom" in source["note"]


@pytest.mark.parametrize(
    ("words", "document", "at", "standing", "stated_by"),
    [
        (("sums", "--project", "integration-programme"), "ooh", "paragraph 13", "minuted", "person:doug-patterson"),
        (("sums", "--project", "integrated-commissioning"), "dic", "Financial; section 5", "reported", None),
        (("options", "--project", "co-commissioning"), "pcd", "paragraphs 7 to 12", "minuted", None),
        (("interests", "--about", "co-commissioning"), "pcd", "paragraph 15", "minuted", None),
        (("commitments", "--body", "kmsc-committee"), "kmsc", "paragraph 1", "minuted", None),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else None,
)
def test_every_answer_names_the_place_it_rests_on(
    told: Told, words: tuple[str, ...], document: str, at: str, standing: str, stated_by: str | None
) -> None:
    first = sources(told, *words)[0]

    assert (first["id"], first["at"], first["standing"], first["stated_by"]) == (document, at, standing, stated_by)


def test_every_entry_of_the_five_documents_has_a_document_a_standing_and_a_recorder(told: Told) -> None:
    every = sources(told, "log")

    assert all(source["document"] and source["standing"] and source["recorded_by"] for source in every)
    assert all(source["date"] for source in every)
