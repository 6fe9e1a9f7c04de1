"""AQ24: who attended in whose place? Daniel Taegtmeyer, for Graham Mackenzie."""

from __future__ import annotations

from tests.acceptance.conftest import Rows


def test_one_person_attended_in_the_place_of_another(rows: Rows) -> None:
    (only,) = rows("meeting", "attendance", "--substitutes", "--as-at", "ever")

    assert (only["person_name"], only["substitute_for_name"]) == ("Daniel Taegtmeyer", "Graham Mackenzie")
    assert (only["id"], only["presence"]) == ("meeting:jcu", "in attendance")


def test_it_is_found_from_the_side_of_the_one_who_was_away(rows: Rows) -> None:
    away, instead = rows("meeting", "attendance", "--person", "graham-mackenzie")

    assert (away["person"], away["presence"]) == ("person:graham-mackenzie", "absent")
    assert (instead["person"], instead["substitute_for"]) == ("person:daniel-taegtmeyer", "person:graham-mackenzie")


def test_what_was_resolved_there_shows_who_sat_in_whose_place(rows: Rows) -> None:
    (noted,) = rows("decisions", "--meeting", "jcu")

    substitutes = {p["person_name"]: p["substitute_for_name"] for p in noted["present"] if p["substitute_for"]}
    assert substitutes == {"Daniel Taegtmeyer": "Graham Mackenzie"}
