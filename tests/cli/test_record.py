"""Recording meeting files: all or nothing, once and only once, and every mistake named with its line."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import Result
from jsonschema import Draft202012Validator, ValidationError

from tests.cli.conftest import MINUTES

Call = Callable[..., Result]
Rows = Callable[..., list[dict[str, Any]]]


def test_a_meeting_file_becomes_entries_that_say_who_recorded_them(call: Call, rows: Rows, minutes: Path) -> None:
    call("init")

    result = call("record", minutes)

    log = rows("log")
    assert result.stderr == f"Recorded {len(log)} entries: 1 to {len(log)}.\n"
    assert {entry["recorded_by"] for entry in log} == {"M. Okafor"}
    assert [entry["entry"] for entry in log] == list(range(1, len(log) + 1))


def test_a_dry_run_lists_what_would_be_recorded_and_records_nothing(call: Call, rows: Rows, minutes: Path) -> None:
    call("init")

    tried = call("record", minutes, "--dry-run", "--format", "json")

    assert rows("log") == []
    assert "would be recorded" in tried.stderr
    done = call("record", minutes, "--format", "json")
    without_positions = [
        [{key: row[key] for key in row if key not in ("entry", "entries")} for row in json.loads(run.stdout)["rows"]]
        for run in (tried, done)
    ]
    assert without_positions[0] == without_positions[1]


def test_a_long_account_is_a_sum_and_a_dry_run_lists_every_entry(
    call: Call, rows: Rows, minutes: Path, tmp_path: Path
) -> None:
    call("init")
    call("record", minutes)
    before = rows("log")[-1]["entry"]
    people = "".join(f"    clerk-{number}: {{name: Clerk {number}}}\n" for number in range(31))
    file = tmp_path / "many.yaml"
    file.write_text(f"source: {{document: Staff list}}\nregister:\n  people:\n{people}")

    listed = call("record", file, "--dry-run")
    told = call("record", file)

    assert listed.stdout.count("person.registered") == 31
    assert told.stdout == ""
    assert told.stderr == (
        f"Recorded 31 entries: {before + 1} to {before + 31}.\n`govledger log --after {before}` lists them.\n"
    )
    assert len(rows("log", "--after", str(before))) == 31


def test_recording_a_file_twice_records_it_once_and_says_so(
    call: Call, rows: Rows, recorded: Path, minutes: Path
) -> None:
    before = rows("log")

    again = call("record", minutes)

    assert again.stderr == f"Nothing new; nothing recorded; {len(before)} recorded before.\n"
    assert rows("log") == before


def test_a_file_that_grew_records_what_is_new(call: Call, rows: Rows, recorded: Path, minutes: Path) -> None:
    minutes.write_text(MINUTES + "  - member: ines-marsh\n    body: scrutiny\n    since: 2018-06-07\n")

    result = call("record", minutes)

    assert "Recorded 1 entry" in result.stderr
    assert rows("log")[-1]["type"] == "membership.started"


def test_a_changed_statement_names_the_entry_and_the_command_that_corrects_it(
    call: Call, rows: Rows, recorded: Path, minutes: Path
) -> None:
    before = rows("log")
    office = next(entry["entry"] for entry in before if entry["type"] == "office.assigned")
    minutes.write_text(MINUTES.replace("since: 2016-05-20", "since: 2016-05-27"))

    result = call("record", minutes, code=4)

    assert rows("log") == before
    assert f"contradicts entry {office}" in result.stderr
    assert f"govledger correct {office} --on '2016-05-27' --why" in result.stderr
    assert str(minutes) in result.stderr


def test_all_mistakes_are_named_at_once_and_nothing_is_recorded(call: Call, rows: Rows, minutes: Path) -> None:
    minutes.write_text(
        MINUTES.replace("since: 2016-05-20", "since: 2016-02-30")
        .replace("to: scrutiny", "to: scrutny")
        .replace("{verb: noted, text: the update}", "{text: the update}")
        .replace("voting: yes", "votng: yes")
    )
    call("init")

    result = call("record", minutes, code=1)

    assert rows("log") == []
    assert result.stdout == ""
    for mistake in (
        "cannot read the date '2016-02-30'",
        "'scrutny'",
        "did you mean 'scrutiny'",
        "'verb' is missing",
        "unknown key 'votng'",
        "did you mean 'voting'",
        "4 problems",
        "Nothing was recorded.",
    ):
        assert mistake in result.stderr
    lines = [line for line in result.stderr.splitlines() if line.startswith(str(minutes))]
    assert len(lines) == 4
    assert all(line.split(":")[1].isdigit() for line in lines)


def test_several_files_are_recorded_together_and_later_ones_may_speak_of_what_earlier_ones_register(
    call: Call, rows: Rows, minutes: Path, tmp_path: Path
) -> None:
    second = tmp_path / "second.yaml"
    second.write_text(
        "source: {document: Register of members}\n"
        "statements:\n  - member: ines-marsh\n    body: scrutiny\n    since: 2019\n"
    )
    call("init")

    call("record", minutes, second)

    assert len({entry["recorded_by"] for entry in rows("log")}) == 1
    assert [row["member"] for row in rows("body", "members", "scrutiny")] == ["person:ines-marsh"]


def test_two_files_may_introduce_the_same_body_if_they_say_the_same_of_it(
    call: Call, rows: Rows, minutes: Path, tmp_path: Path
) -> None:
    second = tmp_path / "second.yaml"
    same = "source: {document: July}\nregister:\n  bodies:\n    hwb: {name: Health and Wellbeing Board}\n"
    second.write_text(same)
    call("init")

    call("record", minutes, second, "--dry-run")
    second.write_text(same.replace("Wellbeing", "Housing"))
    refused = call("record", minutes, second, code=1)

    assert "the body 'hwb' is taken" in refused.stderr
    assert rows("log") == []


def test_two_files_that_disagree_are_both_named_with_their_lines(
    call: Call, rows: Rows, minutes: Path, tmp_path: Path
) -> None:
    second = tmp_path / "second.yaml"
    second.write_text("source: July\nstatements:\n  - member: tom-hale\n    body: hwb\n    since: 2018-01-01\n")
    call("init")

    refused = call("record", minutes, second, code=1)

    line = MINUTES.splitlines().index("  - member: tom-hale") + 1
    assert f"{second}:3: 'tom-hale' is a member of 'hwb' already" in refused.stderr
    assert f"that stands at {minutes}:{line}; record the end of that one first" in refused.stderr
    assert rows("log") == []


def test_one_bad_file_among_several_stops_them_all(call: Call, rows: Rows, minutes: Path, tmp_path: Path) -> None:
    call("init")

    result = call("record", minutes, tmp_path / "absent.yaml", code=1)

    assert "absent.yaml" in result.stderr
    assert rows("log") == []


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("source: [\n", "bracket"),
        ("", "the file is empty"),
        ("source:\n  document: x\nstatments: []\n", "did you mean 'statements'?"),
        ("source:\n  document: x\nstatements: yes\n", "found the text 'yes'"),
        (b"source: \xff\xfe", "UTF-8"),
        ("source:\n  document: x\nregister:\n  bodies:\n    Board One: {name: Board}\n", "board-one"),
        ("source:\n  document: x\nstatements:\n  - resolved: that it be noted\n", "limb"),
    ],
)
def test_what_is_no_meeting_file_is_refused_with_its_place(
    call: Call, tmp_path: Path, content: str | bytes, expected: str
) -> None:
    file = tmp_path / "odd.yaml"
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    call("init")

    result = call("record", file, code=1)

    assert expected in result.stderr
    assert f"{file}" in result.stderr


def test_a_directory_is_no_meeting_file(call: Call, tmp_path: Path) -> None:
    call("init")

    assert "director" in call("record", tmp_path, code=1).stderr


def test_an_end_without_a_start_is_refused_at_its_line(call: Call, rows: Rows, recorded: Path, tmp_path: Path) -> None:
    before = rows("log")
    file = tmp_path / "ends.yaml"
    file.write_text(
        "source: {document: Minutes}\n"
        "statements:\n  - membership ended: ruth-okafor\n    body: hwb\n    on: 2019-01-01\n"
    )

    result = call("record", file, code=1)

    assert f"{file}:3: " in result.stderr
    assert "has not begun" in result.stderr
    assert rows("log") == before


def test_an_id_taken_for_something_else_is_said_to_contradict(call: Call, recorded: Path, tmp_path: Path) -> None:
    file = tmp_path / "taken.yaml"
    file.write_text("source: {document: Other}\nregister:\n  bodies:\n    hwb: {name: Housing and Waste Board}\n")

    result = call("record", file, code=4)

    assert "name is 'Health and Wellbeing Board' there and 'Housing and Waste Board' here" in result.stderr


def test_no_file_at_all_is_a_usage_error(call: Call) -> None:
    assert "name at least one meeting file" in call("record", code=2).stderr


def test_the_schema_checks_the_file_that_the_reader_takes(call: Call) -> None:
    schema = Draft202012Validator(json.loads(call("record", "--schema").stdout))  # one: tests/meeting_file/test_schema

    schema.validate(yaml.load(MINUTES, Loader=yaml.BaseLoader))
    with pytest.raises(ValidationError):
        schema.validate({"source": {"document": "x"}, "statments": []})


def test_the_schema_completes_the_names_that_the_register_has(call: Call, recorded: Path, tmp_path: Path) -> None:
    shared = tmp_path / "shared.yaml"
    shared.write_text(
        "source: {document: Other}\nregister:\n  people: {a-cole: {name: Ann Cole}, b-cole: {name: Ann Cole}}\n"
    )
    call("record", shared)

    schema = json.loads(call("record", "--schema", "--with-names").stdout)

    person, body = (schema["$defs"][f"subject-or-{kind}"]["anyOf"][0]["enum"] for kind in ("person", "body"))
    assert "Health and Wellbeing Board" in body
    assert {"a-cole", "b-cole"} <= set(person)
    assert "Ann Cole" not in person
    Draft202012Validator(schema).validate(yaml.load(MINUTES, Loader=yaml.BaseLoader))
    assert "--with-names goes with --schema" in call("record", "--with-names", code=2).stderr


def test_a_count_of_nought_that_a_file_gains_or_loses_is_noticed(
    call: Call, rows: Rows, recorded: Path, tmp_path: Path
) -> None:
    file = tmp_path / "lamps.yaml"
    voted = """
source: {document: Minutes of the lamps, date: 2024-03-12}
register:
  bodies: {lamps: {name: Lamps Committee, since: 2020}}
meeting: {body: lamps, on: 2024-03-12}
statements:
  - {resolved: That a lamp be lit., verb: agreed, vote: {for: 5%s}}
"""
    file.write_text(voted % "")
    call("record", str(file))
    entry = rows("log", "--type", "vote.recorded")[0]["entry"]
    file.write_text(voted % ", against: 0")

    told = call("record", str(file), code=4)

    assert "against is nothing there and 0 here" in told.stderr
    assert f"govledger correct {entry} --set against='0' --why" in told.stderr
    call("correct", str(entry), "--set", "against=0", "--why", "it was counted")
    assert "Nothing new" in call("record", str(file)).stderr


LIST = """\
source: Members of panels, spreadsheet of 4 June 2018
register:
  bodies: [Parks Panel]
  people: [Ann Smith, Bob Jones]
statements:
  - member: Ann Smith
    body: Parks Panel
    since: 2018-01-01
  - member: Bob Jones
    body: Parks Panel
    since: 2018-01-01
    standing: asserted
"""


def test_a_list_without_a_standing_counts_as_minuted_and_its_clerk_is_told(
    call: Call, rows: Rows, tmp_path: Path
) -> None:
    file = tmp_path / "list.yaml"
    file.write_text(LIST)
    call("init")

    foreseen, told, again = call("record", file, "--dry-run"), call("record", file), call("record", file)
    file.write_text(LIST.replace("register:", "standing: reported\nregister:"))
    mended = call("record", file, "--correct", "--why", "a spreadsheet says so")

    so = (
        "Note: 'Members of panels, spreadsheet of 4 June 2018' tells of no meeting and gives no standing, so that 1 "
        "statement counts as minuted, like what the minutes of a body say. If it only reports them, write 'standing: "
        "reported' at the head of the file"
    )
    assert foreseen.stderr.splitlines()[-1] == so
    assert told.stderr.splitlines()[-1] == f"{so}, and record it again with --correct --why ..."
    assert "Note" not in again.stderr
    assert "Note" not in mended.stderr
    assert {row["standing"] for row in rows("body", "members", "parks-panel")} == {"reported", "asserted"}


@pytest.mark.parametrize(
    "file",
    [
        LIST.replace("register:", "standing: minuted\nregister:"),
        LIST + "meeting: {body: Parks Panel, on: 2018-05-14}\n",
        LIST + "  - decided: To let the boats.\n    by: Ann Smith\n    on: 2018-06-01\n",
    ],
    ids=["its standing is given", "it is of a meeting", "it is the record of a decision"],
)
def test_no_standing_is_asked_of_minutes_decisions_and_files_that_give_one(
    call: Call, tmp_path: Path, file: str
) -> None:
    path = tmp_path / "list.yaml"
    path.write_text(file)
    call("init")

    assert "Note: 'Members" not in call("record", path).stderr
