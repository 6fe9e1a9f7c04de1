"""AQ14: show resolution (2) of the primary care item verbatim, its number, and what came of it."""

from __future__ import annotations

from tests.acceptance.conftest import Rows


def test_the_resolution_is_shown_in_its_exact_words_with_its_numbered_limbs(rows: Rows) -> None:
    (resolution,) = rows("resolution", "show", "pcd/1")

    assert resolution["text"] == (
        "RESOLVED: (1) that the Overview of Primary Care Developments report be noted (2) that the Board be "
        "updated in due course concerning progress on primary care co-commissioning."
    )
    second = resolution["limbs"][1]
    assert (second["number"], second["verb"]) == ("2", "requested")
    assert second["text"] == (
        "that the Board be updated in due course concerning progress on primary care co-commissioning."
    )


def test_the_commitment_that_came_of_it_is_open_and_without_a_date(rows: Rows) -> None:
    (resolution,) = rows("resolution", "show", "pcd/1")

    assert resolution["follow_ups"] == [
        {
            "limb": "2",
            "text": "update the Board on progress of primary care co-commissioning",
            "by": None,
            "by_name": None,
            "due": "in due course",
            "state": "undated",
            "commitment": "commitment:pcd/update",
            "standing": "minuted",
            "certainty": "yes",
            "entries": [rows("log")[-1]["entry"]],
        }
    ]


def test_two_limbs_in_one_sentence_have_numbers_by_count(rows: Rows) -> None:
    (resolution,) = rows("resolution", "show", "ooh/1")

    assert [(limb["number"], limb["verb"]) for limb in resolution["limbs"]] == [("1", "noted"), ("2", "requested")]
    assert resolution["text"] == (
        "RESOLVED that the Bromley Out of Hospital Transformation Programme update be noted and that the Board be "
        "kept informed of future developments."
    )


def test_the_conflict_of_a_class_stands_beside_what_was_resolved(rows: Rows) -> None:
    (resolution,) = rows("resolution", "show", "pcd/1")

    (conflict,) = resolution["declared"]
    assert (conflict["what"], conflict["of"], conflict["person"]) == ("conflict acknowledged", "GPs", [])
    assert conflict["done"] == "not recorded"
