"""A meeting file begun from the register is what the register knows, and is recorded only once it was checked."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Govledger
from tests.cli.test_names import ASHBY, BEETON, recorded, written

JUNE = """\
    source: {document: June minutes, publisher: Ashby Council, date: 2018-06-11}
    register: {people: [Kit Lee]}
    meeting:
      body: planning-committee
      date: 2018-06-11
      place: "Council Chamber: upper floor"
      present: [ann-smith]
      in attendance: [Kit Lee: {capacity: "Clerk, acting"}]
    statements:
      - {office: chair, body: planning-committee, holder: ann-smith, since: 2018-05-01}
      - {commitment: bring the costs, by: ann-smith, due: 2018-07}
      - {resolved: That the hedge be looked at later., verb: deferred}
      - {referred: Swimming pool, to: planning-committee, by: Leisure Board, purpose: advice, on: 2018-06-01}
"""


@pytest.fixture
def june(call: Govledger, tmp_path: Path) -> Path:
    recorded(call, tmp_path, ASHBY, JUNE)
    return tmp_path


def test_it_holds_what_the_register_knows_of_the_day(call: Govledger, june: Path) -> None:
    begun = call("new", "meeting", "Planning Committee", "--on", "2018-07-09").stdout

    for line in (
        '  document: "Planning Committee, minutes of 9 July 2018"',
        "  publisher: Ashby Council",
        '  # place: "Council Chamber: upper floor"',
        "    - Cllr Ann Smith  # chair",
        '    - Kit Lee: {capacity: "Clerk, acting"}',
        "  - minutes confirmed: planning-committee/2018-06-11",
        "  # Cllr Ann Smith: bring the costs; due 2018-07",
        "  # That the hedge be looked at later. (2018-06-11)",
        "  # Swimming pool (advice)",
    ):
        assert line in begun.splitlines()


def test_it_is_recorded_only_once_nothing_is_left_to_check(call: Govledger, june: Path) -> None:
    call("new", "meeting", "Planning Committee", "--on", "2018-07-09", "--out", june / "july.yaml")

    assert "still to be checked" in call("record", june / "july.yaml", code=1).stderr
    kept = [line for line in (june / "july.yaml").read_text().splitlines() if "check:" not in line]
    (june / "july.yaml").write_text("\n".join(kept))
    assert "Recorded 4 entries" in call("record", june / "july.yaml").stderr


def test_namesakes_are_told_by_their_ids_and_members_by_their_names(call: Govledger, tmp_path: Path) -> None:
    recorded(call, tmp_path, ASHBY, BEETON)

    begun = call("new", "meeting", "beeton-planning", "--on", "2018-07-09").stdout
    assert "  body: beeton-planning" in begun
    assert "    - Cllr Ann Smith" in begun


def test_a_meeting_without_a_day_is_no_meeting(call: Govledger, june: Path) -> None:
    assert "a meeting has a day" in call("new", "meeting", "Planning Committee", "--on", "ever", code=2).stderr


def test_all_members_are_those_of_the_day_whom_no_list_names(call: Govledger, june: Path) -> None:
    file = written(
        june,
        "aug.yaml",
        """\
        source: {document: August, date: 2018-08-06}
        register: {people: [Cllr Bo Khan, Cllr Di Fox]}
        meeting: {body: planning-committee, date: 2018-08-06, presiding: Bo Khan, present: all members}
        """,
    )
    call("member", "add", "planning-committee", "j-obrien", "--on", "2018-06", "--document", "X")

    call("record", file)
    told = call("meeting", "attendance", "--meeting", "planning-committee/2018-08-06", "--format", "csv").stdout
    assert "ann-smith" in told
    assert "j-obrien" in told
    assert "di-fox" not in told


def test_of_whom_it_is_not_certain_that_they_sat_the_clerk_says(call: Govledger, june: Path) -> None:
    call("member", "add", "planning-committee", "j-obrien", "--on", "2018", "--document", "X")
    lines = "source: {document: Aug, date: 2018-08-06}\nmeeting: {body: planning-committee, date: 2018-08-06, present: "

    refused = call("record", written(june, "a.yaml", f"{lines}[all members]}}\n"), code=1).stderr
    assert "whether person:j-obrien sat on the body on that day is not certain" in refused
    call("record", written(june, "b.yaml", f"{lines}[all other members], absent: [Jane O'Brien]}}\n"))
    refused = call(
        "record",
        written(june, "c.yaml", lines.replace("planning-committee", "leisure-board") + "all members}\n"),
        code=1,
    )
    assert "nobody is recorded as a member of the body on that day" in refused.stderr


def test_what_stands_beside_a_name_is_shown_as_it_is_to_be_written(call: Govledger, june: Path) -> None:
    text = "source: A\nmeeting: {body: planning-committee, on: 2018-09-03, present: [{Kit Lee: , capacity: Clerk}]}\n"

    refused = call("record", written(june, "a.yaml", text), code=1).stderr
    assert "write '- Kit Lee: {capacity: Clerk}'" in refused


def test_files_may_refer_to_one_another_in_any_order(call: Govledger, tmp_path: Path) -> None:
    may = """\
        source: {document: May, date: 2018-05-01}
        register: {people: [Di Fox]}
        meeting: {body: Leisure Board, date: 2018-05-01, present: [Ann Smith]}
        statements: [{minutes confirmed: leisure-board/2018-04-01}]
        """
    april = """\
        source: {document: April, date: 2018-04-01}
        register: {bodies: [Leisure Board], people: [Ann Smith]}
        meeting: {body: Leisure Board, date: 2018-04-01, present: [Ann Smith, Di Fox]}
        """
    call("init")
    files = written(tmp_path, "may.yaml", may), written(tmp_path, "april.yaml", april)

    call("record", *files)
    assert "Nothing new" in call("record", *reversed(files)).stderr


def test_whoever_is_missing_is_registered_by_name_from_the_terminal(call: Govledger, june: Path) -> None:
    say = ("--document", "Minutes")
    call("organisation", "add", "Beeton Council", *say)
    call("body", "add", "Parks Panel", "--of", "Beeton council", *say)
    call("person", "add", "Cllr Łucja Żak", "--also", "L. Zak", *say)
    call("post", "add", "Head of Parks", "--organisation", "Beeton Council", *say)
    call("project", "add", "Boating lake", "--lead", "Parks Panel", *say)
    call("member", "add", "Parks Panel", "L. Żak", "--on", "2018-05-01", *say)

    assert "lucja-zak" in call("body", "members", "parks-panel", "--as-at", "2018-06-01", "--format", "csv").stdout
    assert "Nothing new" in call("person", "add", "Cllr Łucja Żak", "--also", "L. Zak", *say).stderr
    refused = call("person", "add", "Lucja Zak", "--document", "Others", code=1).stderr
    assert "'Lucja Zak' is in the register already: person:lucja-zak, member of Parks Panel" in refused
    call("person", "add", "Lucja Zak", "--id", "lucja-zak-2", "--document", "Others")


def test_a_dry_run_shows_long_words_whole_and_once(call: Govledger, june: Path) -> None:
    words = "That " + "the hedge along the old road be cut back " * 5 + "in spring."
    file = written(
        june, "b.yaml", f"source: B\nstatements:\n  - resolved: {words}\n    body: leisure-board\n    verb: agreed\n"
    )

    told = call("record", file, "--dry-run").stdout
    assert told.count(words) == 1


def test_what_was_done_at_a_meeting_has_its_day(call: Govledger, june: Path) -> None:
    say = ("--meeting", "planning-committee/2018-06-11", "--limb", "noted", "the hedge", "--document", "Minutes")

    call("resolution", "record", *say)
    assert "2018-06-11" in next(
        line for line in call("resolution", "list", "--format", "csv").stdout.splitlines() if "the hedge" in line
    )
    call("meeting", "confirm", "planning-committee/2018-05-14", "--confirmed-at", say[1], "--document", "Minutes")
    assert "minutes confirmed" in call("meeting", "show", "planning-committee/2018-05-14").stdout
