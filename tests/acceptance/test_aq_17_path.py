"""AQ17: the accountability path of a matter, for both partners: who has to consider it, who did, where it ends."""

from __future__ import annotations

import json
from typing import Any

from tests.acceptance.conftest import Call, Rows, cells

PROJECTS, BOARD, HWB = "project:joint-projects", "body:lbb-commissioning-board", "body:bromley-hwb"
LBB, CCG = "organisation:lbb", "organisation:bromley-ccg"


def ties(call: Call, *words: str) -> list[dict[str, Any]]:
    """All that ties those on a chain to others without being accountability."""
    told = call("accountability", "chain", *words, "--ties", "--format", "json").stdout
    found: list[dict[str, Any]] = json.loads(told)["ties"]
    return found


def test_who_did_and_who_has_to_consider_the_joint_projects(rows: Rows) -> None:
    own = [row for row in rows("accountability", "chain", "joint-projects") if row["depth"] == 0]

    assert cells(own, "kind", "to", "standing", "stated_by") == [
        ("none recorded", None, None, None),
        ("considered by", HWB, "asserted", None),
        ("has to be considered by", BOARD, "asserted", "post:lbb-director-of-commissioning"),
        ("has to be considered by", LBB, "asserted", None),
        ("has to be considered by", CCG, "asserted", None),
    ]


def test_the_path_leads_to_both_partners_and_on_from_the_ccg(call: Call, rows: Rows) -> None:
    links = rows("accountability", "chain", "joint-projects")

    assert {LBB, CCG} <= {row["to"] for row in links if row["who"] == PROJECTS}
    assert {row["to"] for row in ties(call, "joint-projects") if row["who"] in (BOARD, HWB)} == {LBB}
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
        ("has to be considered by", BOARD, "asserted", "yes"),
        ("has to be considered by", LBB, "asserted", "yes"),
        ("has to be considered by", CCG, "asserted", "yes"),
    ]


def test_before_the_board_its_forerunner_was_in_place(call: Call, rows: Rows) -> None:
    early = rows("accountability", "chain", "icb", "--as-at", "2014-01-01")
    late = rows("accountability", "chain", "jice", "--as-at", "2020-01-01")

    assert ("is to take over from", "body:jice", "possibly") in cells(early, "kind", "to", "certainty")
    assert ("succeeded by", "body:icb", "yes") in cells(late, "kind", "to", "certainty")
    assert "body:icb" in {row["who"] for row in late}, "the chain goes on with the new board"
    of_the_new = [row for row in ties(call, "jice", "--as-at", "2020-01-01") if row["who"] == "body:icb"]
    assert ("members sit on behalf of", LBB) in cells(of_the_new, "kind", "to")


def test_bodies_to_come_are_only_possible_and_no_part_of_the_chain(call: Call, rows: Rows) -> None:
    (missing,) = rows("accountability", "chain", "kent-medway-strategic-commissioner")
    assert missing["kind"] == "none recorded"
    found = ties(call, "kent-medway-strategic-commissioner")
    page = " ".join(call("accountability", "chain", "kent-medway-strategic-commissioner").stdout.split())

    assert "would be overseen by joint committee" in page
    assert cells([row for row in found if row["kind"] == "overseen by"], "to", "standing", "certainty") == [
        ("body:kent-medway-joint-committee", "anticipated", "possibly"),
        ("body:kent-medway-steering-group", "anticipated", "possibly"),
    ]
