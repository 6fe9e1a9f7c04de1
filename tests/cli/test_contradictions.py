"""Contradictions: asked about at every door, recorded where somebody says why, flagged whatever was told first."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

Call = Callable[..., Result]
Rows = Callable[..., list[dict[str, Any]]]

SEATS = 51
AWAY = ("m-3", "m-17", "m-40")
PEOPLE = "".join(f"    m-{number}: {{name: Councillor {number}}}\n" for number in range(1, SEATS + 1))
REGISTER = f"""register:
  organisations: {{upham: {{name: Upham Council, kind: council}}}}
  bodies: {{council: {{name: Council, kind: council, of: upham, since: 2010}}}}
  people:
{PEOPLE}"""
HELD = "meeting:\n  id: council/2024-02-21\n  body: council\n  on: 2024-02-21\n"
PRESENT = f"  present: [{', '.join(f'm-{n}' for n in range(1, SEATS + 1) if f'm-{n}' not in AWAY)}]\n"
ABSENT = f"  absent: [{', '.join(AWAY)}]\n"


def roll_call(*left_out: str) -> str:
    """A recorded vote of everybody, but for some, each with a ballot for it."""
    names = (f"m-{number}" for number in range(1, SEATS + 1))
    ballots = "".join(f"        - {{member: {name}, choice: for}}\n" for name in names if name not in left_out)
    resolved = "statements:\n  - resolved: That the budget be approved.\n    id: council/2024-02-21/7\n"
    return f"{resolved}    verb: approved\n    vote:\n      carried: yes\n      ballots:\n{ballots}"


FLAG = "vote by somebody absent"


def file(tmp_path: Path, name: str, *parts: str, although: bool = False) -> Path:
    path = tmp_path / f"{name}.yaml"
    said = "although: the minutes say so\n" if although else ""
    path.write_text(f"source: {{document: Minutes {name}, date: 2024-02-21}}\n{said}{''.join(parts)}")
    return path


@pytest.fixture
def council(call: Call, tmp_path: Path) -> None:
    call("init")
    call("record", file(tmp_path, "register", REGISTER, HELD))


def flagged(rows: Rows) -> list[str]:
    return [row["says"] for row in rows("flags", "--kind", FLAG, "--as-at", "ever")]


@pytest.mark.usefixtures("council")
@pytest.mark.parametrize("first", ["attendance", "ballots"])
def test_a_roll_call_with_three_marked_absent_is_recorded_whole_and_flagged_three_times(
    first: str, call: Call, rows: Rows, tmp_path: Path
) -> None:
    told = {"attendance": HELD + PRESENT + ABSENT, "ballots": HELD + roll_call()}
    call("record", file(tmp_path, first, told.pop(first)))
    [(name, second)] = told.items()

    asked = call("record", file(tmp_path, name, second), code=6)
    assert asked.stderr.count(FLAG) == 3
    assert "although: the minutes say so" in asked.stderr
    assert flagged(rows) == []

    call("record", file(tmp_path, name, second, although=True))
    assert flagged(rows) == [f"'{who}' voted, recorded as absent" for who in AWAY]
    [vote] = rows("votes")
    assert vote["for"] == SEATS


@pytest.mark.usefixtures("council")
def test_what_is_asked_about_names_the_lines_of_the_file_and_the_entries(call: Call, tmp_path: Path) -> None:
    both = file(tmp_path, "both", HELD, ABSENT, roll_call())

    asked = call("record", both, code=6)

    line = next(line for line in asked.stderr.splitlines() if "'m-3'" in line)
    assert line.startswith(f"{both}:12: {FLAG}: 'm-3' voted, recorded as absent (see {both}:6)")
    assert asked.stderr.startswith("Nothing was recorded.")
    assert asked.stderr.endswith("3 problems.\n")
    assert call("record", both, "--dry-run", code=6).stderr == asked.stderr


@pytest.fixture
def voted(council: None, call: Call, rows: Rows, tmp_path: Path) -> dict[str, int]:
    """A meeting at which nothing contradicts anything, and where its entries are."""
    call("record", file(tmp_path, "minutes", HELD, PRESENT, roll_call(*AWAY)))
    return {row["type"]: row["entry"] for row in rows("log")}


def test_a_correction_is_asked_about_like_a_record(voted: dict[str, int], call: Call, rows: Rows) -> None:
    vote = str(voted["vote.recorded"])
    wrong = ("correct", vote, "--set", "for=7", "--why", "misread")

    asked = call(*wrong, code=6)
    assert "counts against ballots: 7 for are counted, and 48 ballots are for" in asked.stderr
    assert f"entry {vote}" in asked.stderr

    call(*wrong, "--although", "the minutes count 7")
    assert [row["kind"] for row in rows("flags")] == ["counts against ballots"]
    assert rows("entry", "show", str(rows("log")[-1]["entry"]))[0]["although"] == "the minutes count 7"

    call("correct", vote, "--set", "for=48", "--why", "read again")
    assert rows("flags") == []


def test_a_retraction_is_asked_about_too(voted: dict[str, int], call: Call, rows: Rows, tmp_path: Path) -> None:
    attended = next(row["entry"] for row in rows("log") if row["type"] == "attendance.recorded")

    asked = call("retract", str(attended), "--why", "not in the list", code=6)
    assert "is not recorded at 'council/2024-02-21'" in asked.stderr

    call("retract", str(attended), "--why", "not in the list", "--although", "nor is the name in the minutes")
    [flag] = rows("flags")
    assert (flag["kind"], flag["certainty"]) == ("vote or motion by somebody not recorded as present", "possibly")


def test_a_correction_of_something_else_does_not_ask_again(voted: dict[str, int], call: Call) -> None:
    vote = str(voted["vote.recorded"])
    call("correct", vote, "--set", "for=7", "--why", "misread", "--although", "it is minuted so")

    call("correct", vote, "--note", "seen by the chair", "--why", "a note was missing")


def test_an_import_records_and_lists_what_it_is_not_asked_about(
    voted: dict[str, int], call: Call, rows: Rows, tmp_path: Path
) -> None:
    lines = call("export", "entries").stdout.splitlines()
    told = [json.loads(line) for line in lines]
    for line in told:
        if line["type"] == "attendance.recorded" and line["body"]["person"] == "person:m-5":
            line["body"]["presence"] = "absent"
    source = tmp_path / "other.jsonl"
    source.write_text("\n".join(json.dumps(line, separators=(",", ":"), sort_keys=True) for line in told))
    other = ("--ledger", str(tmp_path / "other.db"))
    call("init", *other)

    taken = call("import", "entries", source, *other)

    assert "contradictions: 1 recorded; `govledger flags` shows them as long as they stand" in taken.stderr
    assert "vote by somebody absent: 'm-5' voted, recorded as absent (entries " in taken.stderr
    assert [row["kind"] for row in json.loads(call("flags", "--format", "json", *other).stdout)["rows"]] == [FLAG]


@pytest.mark.usefixtures("council")
def test_what_means_nothing_is_refused_whatever_is_said(call: Call, tmp_path: Path) -> None:
    nobody = file(tmp_path, "n", HELD, "  present: [m-99]\n", although=True)

    assert "unknown person 'm-99'" in call("record", nobody, code=1).stderr
