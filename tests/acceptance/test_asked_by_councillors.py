"""Questions that a councillor and an auditor asked besides the acceptance questions, about the five documents."""

from __future__ import annotations

from tests.acceptance.conftest import Call, Rows, Told, cells

ICB, FEVEN = "body:icb", "person:paul-feven"


def test_every_role_of_dr_bhan_with_when_it_was_last_told(rows: Rows) -> None:
    (page,) = rows("person", "show", "angela-bhan", "--as-at", "ever")

    assert [post["last_told"] for post in page["posts"]] == ["[..2015-03]", "[..2019-01]"]
    assert [(seat["body"], seat["seat"], seat["last_told"]) for seat in page["seats"]] == [
        (ICB, "co-chair", "[..2019-01]")
    ]


def test_the_members_of_the_board_are_only_possible_where_years_have_passed_since(rows: Rows, call: Call) -> None:
    then = rows("body", "members", "icb", "--as-at", "2020-01-01", "--stale-after", "2")
    long_after = rows("body", "members", "icb", "--as-at", "2100-01-01", "--stale-after", "2")

    assert set(cells(then, "certainty")) == {"yes"}
    assert set(cells(long_after, "certainty")) == {"possibly"}
    first = call("body", "members", "icb", "--as-at", "2100-01-01", "--stale-after", "2").stdout.splitlines()[0]
    assert first == "3 members, all of them only possible; the list of members is known to be incomplete."


def test_who_was_accountable_for_mental_health_in_2014_is_not_recorded(told: Told) -> None:
    answer = told("accountability", "chain", "mental-health-commissioning", "--as-at", "2014-01-01")

    assert answer["sentence"].startswith("NOT RECORDED")


def test_what_could_be_known_of_the_networks_at_new_year_2016(rows: Rows) -> None:
    found = rows("chronology", "icn", "--told-by", "2016-01-01")

    assert {row["document"] for row in found} == {
        "Bromley Out of Hospital Transformation Programme update, minutes of the item"
    }
    assert len(rows("chronology", "icn")) > len(found)
    assert rows("chronology", "icn", "--told-by", "2010") == []


def test_of_a_document_of_no_certain_date_it_is_only_possible_that_it_could_be_read_by_then(rows: Rows) -> None:
    found = rows("chronology", "icb", "--told-by", "2017")

    assert found
    assert {row["certainty"] for row in found if row["document"].startswith("Joint commissioning")} == {"possibly"}


def test_for_which_bodies_nobody_has_said_to_whom_they_answer(rows: Rows, told: Told) -> None:
    found = rows("accountability", "gaps")
    declared = {row["who"] for row in rows("accountability", "list") if row["certainty"] == "yes"}

    assert {ICB, "body:bromley-hwb"} <= set(cells(found, "body"))
    assert not declared & set(cells(found, "body"))
    assert "of which nobody has said to whom they answer" in told("accountability", "gaps")["sentence"]


def test_what_rests_on_the_word_of_one_person(rows: Rows) -> None:
    found = rows("log", "--said-by", "paul-feven")

    assert set(cells(found, "stated_by")) == {FEVEN}
    assert len(found) == 6
    assert set(cells(rows("log", "--standing", "inferred"), "standing")) == {"inferred"}


def test_who_chairs_what(rows: Rows) -> None:
    found = rows("body", "offices", "--office", "chair")

    assert [row["holder_name"] for row in found if row["body"] == ICB] == ["Ade Adetosoye", "Dr Angela Bhan"]
    assert set(cells(found, "office")) == {"chair", "co-chair"}
    assert rows("body", "offices", "--office", "treasurer") == []


def test_what_the_ccg_undertook(rows: Rows) -> None:
    found = rows("commitments", "--body", "bromley-ccg")

    assert cells(found, "id") == ["commitment:dic/notify-stakeholders-ccg"]


def test_when_a_final_decision_will_be_made_was_declined(rows: Rows, call: Call) -> None:
    (found,) = rows("questions", "--answered", "declined")

    assert found["text"] == "when will a final decision be made"
    assert (
        "choose --unanswered, --deflected or --answered"
        in call("questions", "--answered", "full", "--unanswered", code=2).stderr
    )


def test_the_organisation_and_its_posts_can_be_asked_for(rows: Rows, told: Told) -> None:
    (ccg,) = rows("organisation", "show", "bromley-ccg")

    assert [each["to_name"] for each in ccg["answers_to"]] == ["the NHS", "the other partners of the CCG"]
    assert [each["post"] for each in ccg["posts"]] == [
        "post:bromley-ccg-chief-officer",
        "post:bromley-ccg-managing-director",
    ]
    post = told("post", "show", "bromley-ccg-managing-director")
    assert post["sentence"] == "Managing Director: held by Dr Angela Bhan."
    assert [holder["last_told"] for holder in post["rows"][0]["holders"]] == ["[..2019-01]"]


def test_a_board_that_was_only_proposed_is_said_to_be_so_first(told: Told) -> None:
    answer = told("body", "show", "joint-integrated-services-executive")

    assert answer["sentence"] == (
        "Joint Integrated Services Executive, joint executive: only proposed; no seats recorded."
    )


def test_how_often_members_came_is_counted_from_what_is_recorded(rows: Rows) -> None:
    found = rows("meeting", "turnout", "--person", "graham-mackenzie")

    assert cells(found, "meetings", "absent", "present", "certainty") == [(1, 1, 0, "possibly")]
    assert rows("meeting", "turnout", "--person", "graham-mackenzie", "--to", "2010") == []
