"""The traps of the five documents: what looks alike is held apart; what is one under two names is so by a source."""

from __future__ import annotations

import pytest

from tests.acceptance.conftest import Call, Rows, cells


def names(rows: Rows) -> dict[str, str]:
    return {row["id"]: row["name"] for row in rows("body", "list", "--as-at", "ever")}


def test_one_consultant_under_two_first_names_is_one_person(rows: Rows) -> None:
    (person,) = rows("person", "show", "vanessa-reeves")
    people = [row["name"] for row in rows("person", "list") if "Reeves" in row["name"]]

    assert people == ["Ms Vanessa Reeves"]
    assert "Teresa Reeves" in str(person["also"])


def test_three_boards_that_a_minute_calls_the_board_are_three(rows: Rows) -> None:
    found = names(rows)

    assert found["body:icb"] == "Integrated Commissioning Board"
    assert found["body:lbb-commissioning-board"] == "Commissioning Board"
    assert found["body:bromley-hwb"] == "Health and Wellbeing Board"
    for board in ("body:icb", "body:lbb-commissioning-board", "body:bromley-hwb"):
        assert {row["predecessor"] for row in rows("body", "lineage", board)} <= {"body:jice"}


def test_the_boards_that_met_and_that_nobody_named_stay_unnamed(rows: Rows) -> None:
    unnamed = rows("body", "show", "ooh-board") + rows("body", "show", "pcd-board")

    assert cells(unnamed, "id", "name") == [("body:ooh-board", "the Board"), ("body:pcd-board", "the Board")]
    assert rows("body", "lineage", "ooh-board") == [], "no source says that it is the Health and Wellbeing Board"


def test_two_executives_with_nearly_the_same_name_are_never_merged(rows: Rows) -> None:
    jice, proposed = "body:jice", "body:joint-integrated-services-executive"

    assert {names(rows)[each] for each in (jice, proposed)} == {
        "Joint Integrated Commissioning Executive",
        "Joint Integrated Services Executive",
    }
    assert [row["successor"] for row in rows("body", "lineage", "jice")] == ["body:icb"]
    (step,) = rows("body", "lineage", "joint-integrated-services-executive")
    assert (step["predecessor"], step["is_proposal"], step["certainty"]) == (
        "body:mental-health-executive",
        True,
        "possibly",
    )
    chain = rows("accountability", "chain", "jice", "--as-at", "ever")
    assert proposed not in {row["to"] for row in chain} | {row["who"] for row in chain}


def test_the_executive_and_the_cabinet_are_two_until_somebody_says_otherwise(rows: Rows) -> None:
    assert {"body:lbb-executive", "body:lbb-cabinet"} <= set(names(rows))
    assert rows("body", "lineage", "lbb-cabinet") == []


def test_two_steering_groups_are_two(rows: Rows) -> None:
    groups = [body for body, name in names(rows).items() if name == "Steering Group"]

    assert sorted(groups) == ["body:care-networks-steering-group", "body:kent-medway-steering-group"]


def test_the_icb_here_is_an_officer_board_of_two_partners(rows: Rows) -> None:
    (board,) = rows("body", "show", "icb")

    assert (board["kind"], board["of"]) == ("joint officer board", ["organisation:lbb", "organisation:bromley-ccg"])
    assert "ICB" in board["also"]


def test_one_director_under_two_titles_is_one_post_and_a_later_one_with_a_similar_title_another(rows: Rows) -> None:
    considered = rows("project", "show", "integrated-commissioning")[0]["steps"]

    by = {step["by"]: step["by_name"] for step in considered}
    assert by["post:lbb-executive-director-ech"] == "Executive Director of Education, Care & Health"
    (ade,) = rows("person", "show", "ade-adetosoye")
    assert [held["post"] for held in ade["posts"]] == ["post:lbb-deputy-chief-executive"]


def test_somebody_who_held_two_posts_is_one_person_and_no_day_of_change_is_made_up(rows: Rows) -> None:
    (angela,) = rows("person", "show", "angela-bhan", "--as-at", "2017-06-01")

    assert cells(angela["posts"], "post_name", "since", "until", "certainty") == [
        ("Chief Officer and Consultant in Public Health", "[..2015-03]", None, "yes"),
        ("Managing Director", "[..2019-01]", None, "possibly"),
    ]


def test_it_was_confirmed_has_no_speaker(rows: Rows) -> None:
    (asked,) = rows("questions", "--about", "lbb-pds-committees")

    assert [(answer["by"], answer["stated_by"]) for answer in asked["answers"]] == [(None, None)]


def test_members_without_a_name_may_be_one_or_several(rows: Rows) -> None:
    unnamed = {row["by"] for row in rows("questions") if row["by_name"] == "a Member"}

    assert len(unnamed) == 4, "one for each occasion, since no source says that any two are the same"


@pytest.mark.parametrize("name", ["the-board", "steering-group", "board"])
def test_a_name_that_fits_several_is_refused_rather_than_guessed(call: Call, name: str) -> None:
    assert f"'{name}'" in call("accountability", "chain", f"body:{name}", code=1).stderr
    assert f"'{name}'" in call("body", "lineage", name, code=1).stderr
