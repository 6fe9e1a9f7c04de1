"""AQ1: where is the Integrated Commissioning Board answerable to, with respect to LBB? Nobody said; somebody asked."""

from __future__ import annotations

import json

from tests import dot
from tests.acceptance.conftest import Call, Rows, cells


def test_no_link_of_accountability_is_recorded_and_the_question_stands_in_its_place(rows: Rows) -> None:
    (missing,) = rows("accountability", "chain", "icb", "--to", "lbb")

    assert (missing["kind"], missing["to"], missing["certainty"]) == ("none recorded", None, "yes")
    (asked,) = missing["questions"]
    assert asked["question"] == "question:jcu/q4-answerable"
    assert asked["text"] == "where is the Integrated Commissioning Board answerable to with respect to LBB"
    assert (asked["by"], asked["completeness"]) == ("person:jcu-chairman", "deflected")
    assert cells(asked["answers"], "by_name", "completeness", "text", "about_name") == [
        (
            "Director of Commissioning",
            "deflected",
            "no report should go anywhere until the Commissioning Board had looked at it",
            ["Commissioning Board"],
        )
    ]
    assert missing["entries"] == asked["entries"] != []


def test_seats_on_the_board_are_ties_that_stand_apart_and_no_path_runs_through_them(call: Call) -> None:
    told = json.loads(call("accountability", "chain", "icb", "--to", "lbb", "--format", "json").stdout)
    whole = json.loads(call("accountability", "chain", "icb", "--ties", "--format", "json").stdout)

    assert cells(told["ties"], "kind", "to", "through_name", "standing") == [
        ("members sit on behalf of", "organisation:lbb", "Ade Adetosoye", "minuted"),
    ]
    assert told["notes"] == ["1 more tie is shown with --ties"]
    assert cells(whole["ties"], "kind", "to", "through_name", "standing") == [
        ("members sit on behalf of", "organisation:lbb", "Ade Adetosoye", "minuted"),
        ("members sit on behalf of", "organisation:bromley-ccg", "Dr Angela Bhan", "minuted"),
    ]
    page = call("accountability", "chain", "icb", "--to", "lbb").stdout
    assert page.index("no accountability recorded") < page.index("Not accountability, but ties") < page.index("sit on")


def test_the_rules_that_were_given_for_an_answer_are_rules_and_no_accountability(rows: Rows) -> None:
    assert rows("accountability", "list", "--who", "icb") == []
    stated = [row["text"] for row in rows("rules") if row["stated_by"] == "post:lbb-director-of-commissioning"]
    assert "no report goes anywhere until the Commissioning Board has looked at it" in stated
    assert (
        "only after scrutiny by the Commissioning Board do reports go to the Portfolio Holder or the Executive"
        in stated
    )


def test_before_the_minute_the_question_may_not_have_been_put(rows: Rows) -> None:
    missing = rows("accountability", "chain", "icb", "--as-at", "2016-11-30")[0]
    early = rows("accountability", "chain", "icb", "--as-at", "2017-06-01")[0]

    assert missing["questions"] == []
    assert len(early["questions"]) == 1
    assert early["kind"] == missing["kind"] == "none recorded"


def test_people_read_the_question_where_the_link_would_be(call: Call) -> None:
    page = call("accountability", "chain", "icb").stdout

    assert page.index("Integrated Commissioning Board — no accountability recorded") < page.index(
        "└ asked by the Chairman: where is the Integrated Commissioning Board answerable to"
    )
    assert "└ deflected answer by Director of Commissioning: no report should go anywhere" in page


def test_the_drawing_has_both_partners_and_the_missing_link(call: Call) -> None:
    drawing = dot.read(call("accountability", "chain", "icb", "--format", "dot").stdout)

    from_the_board = [(head, attributes["style"]) for tail, head, attributes in drawing.edges if tail == "body:icb"]
    assert from_the_board == [
        ("none/0", "dotted"),
        ("organisation:lbb", "dashed"),
        ("organisation:bromley-ccg", "dashed"),
    ]
    assert drawing.nodes["none/0"].replace("\n", " ").endswith("(deflected)")
