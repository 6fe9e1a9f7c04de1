"""AQ17: the accountability path of a matter, for both partners: who has to consider it, who did, where it ends."""

from __future__ import annotations

from tests.acceptance.conftest import Rows, cells

PROJECTS, BOARD, HWB = "project:joint-projects", "body:lbb-commissioning-board", "body:bromley-hwb"
LBB, CCG = "organisation:lbb", "organisation:bromley-ccg"


def test_who_did_and_who_has_to_consider_the_joint_projects(rows: Rows) -> None:
    own = [row for row in rows("accountability", "chain", "joint-projects") if row["depth"] == 0]

    assert cells(own, "kind", "to", "standing", "stated_by") == [
        ("none recorded", None, "", None),
        ("considered by", HWB, "asserted", None),
        ("has to be considered by", BOARD, "minuted", "post:lbb-director-of-commissioning"),
        ("has to be considered by", LBB, "asserted", "person:paul-feven"),
        ("has to be considered by", CCG, "asserted", "person:paul-feven"),
    ]


def test_the_path_leads_to_both_partners_and_on_from_the_ccg(rows: Rows) -> None:
    links = rows("accountability", "chain", "joint-projects")

    assert {row["to"] for row in links if row["who"] in (BOARD, HWB) and row["to"]} == {LBB}
    assert cells([row for row in links if row["who"] == CCG and row["standing"] == "asserted"], "kind", "to_name") == [
        ("answerable to", "the NHS"),
        ("answerable to", "the other partners of the CCG"),
    ]


def test_boards_on_the_path_answer_to_nobody_that_is_recorded(rows: Rows) -> None:
    missing = [row["who"] for row in rows("accountability", "chain", "joint-projects") if row["to"] is None]

    assert missing == [PROJECTS, HWB, BOARD]


def test_the_care_networks_went_past_whom_nobody_can_say(rows: Rows) -> None:
    own = [row for row in rows("accountability", "chain", "icn") if row["depth"] == 0 and row["to"]]

    assert cells(own, "kind", "to", "standing", "certainty") == [
        ("considered by", BOARD, "unknown", "possibly"),
        ("considered by", "body:lbb-executive", "asserted", "yes"),
        ("has to be considered by", BOARD, "minuted", "yes"),
        ("has to be considered by", LBB, "asserted", "yes"),
        ("has to be considered by", CCG, "asserted", "yes"),
    ]


def test_before_the_board_its_forerunner_was_in_place(rows: Rows) -> None:
    early = rows("accountability", "chain", "icb", "--as-at", "2014-01-01")
    late = rows("accountability", "chain", "jice", "--as-at", "2020-01-01")

    assert ("is to take over from", "body:jice", "possibly") in cells(early, "kind", "to", "certainty")
    assert ("succeeded by", "body:icb", "yes") in cells(late, "kind", "to", "certainty")
    assert ("members sit on behalf of", LBB) in cells(late, "kind", "to"), "the chain goes on with the new board"


def test_bodies_to_come_are_only_possible(rows: Rows) -> None:
    chain = rows("accountability", "chain", "kent-medway-strategic-commissioner")

    assert cells([row for row in chain if row["kind"] == "overseen by"], "to", "standing", "certainty") == [
        ("body:kent-medway-joint-committee", "anticipated", "possibly"),
        ("body:kent-medway-steering-group", "anticipated", "possibly"),
    ]
