"""Corrections and retractions: the new view by default, the earlier one by `--known-at`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

Call = Callable[..., Result]
Rows = Callable[..., list[dict[str, Any]]]


@pytest.fixture
def office(rows: Rows, recorded: Path) -> str:
    """The entry that says since when Ruth Okafor is in the chair."""
    return next(str(entry["entry"]) for entry in rows("log", "--type", "office.assigned"))


@pytest.fixture
def member(rows: Rows, recorded: Path) -> str:
    """The entry that says that Tom Hale is a member."""
    return str(rows("log", "--type", "membership.started")[0]["entry"])


def chairs(rows: Rows, *words: str) -> list[str]:
    return [row["member"] for row in rows("body", "members", "hwb", *words) if row["seat"] == "chair"]


def test_a_corrected_date_changes_the_answer_and_leaves_the_earlier_one_reachable(
    call: Call, rows: Rows, office: str
) -> None:
    known = str(rows("log")[-1]["entry"])

    call("correct", office, "--on", "2016-05-27", "--why", "the minutes say the 27th")

    assert chairs(rows, "--as-at", "2016-05-20") == []
    assert chairs(rows, "--as-at", "2016-05-20", "--known-at", known) == ["person:ruth-okafor"]
    assert chairs(rows, "--as-at", "2016-05-27") == ["person:ruth-okafor"]


def test_fields_are_corrected_by_name_and_ids_completed(call: Call, rows: Rows, member: str) -> None:
    call(
        *("correct", member, "--set", "on_behalf_of=northmoor", "--set", "voting=no", "--set", "role="),
        *("--at", "item 2, third line", "--why", "read it again"),
    )

    (row,) = (row for row in rows("body", "members", "hwb") if row["member"] == "person:tom-hale")
    assert (row["on_behalf_of"], row["voting"]) == ("organisation:northmoor", False)
    (entry,) = rows("entry", "show", member)
    assert entry["counts_as"]["on_behalf_of"] == "organisation:northmoor"
    assert entry["corrected_by"] == [rows("log")[-1]["entry"]]
    assert entry["body"]["on_behalf_of"] == "organisation:northmoor-ccg"


def test_limbs_are_corrected_as_a_list(call: Call, rows: Rows, recorded: Path) -> None:
    resolution = str(rows("log", "--type", "resolution.passed")[0]["entry"])

    call("correct", resolution, "--set", "limbs=[{verb: noted, text: the update}]", "--why", "there was one limb")

    assert [limb["verb"] for limb in rows("decisions")] == ["noted"]


def test_a_retracted_entry_is_out_of_the_answers_and_in_the_log(call: Call, rows: Rows, office: str) -> None:
    known = str(rows("log")[-1]["entry"])

    call("retract", office, "--reason", "another board's chair")

    assert chairs(rows) == []
    assert chairs(rows, "--known-at", known) == ["person:ruth-okafor"]
    (told,) = (row for row in rows("body", "history", "hwb") if str(row["entry"]) == office)
    assert told["became"] == f"retracted by entry {rows('log')[-1]['entry']}"


def test_retracting_the_retraction_brings_the_entry_back(call: Call, rows: Rows, office: str) -> None:
    call("retract", office, "--reason", "another board's chair")

    call("retract", str(rows("log")[-1]["entry"]), "--reason", "it was this board after all")

    assert chairs(rows) == ["person:ruth-okafor"]


def test_a_file_recorded_again_says_what_was_corrected_and_what_was_retracted_since(
    call: Call, rows: Rows, office: str, member: str, minutes: Path
) -> None:
    call("correct", member, "--set", "role=observer", *WHY)
    correction = rows("log")[-1]["entry"]
    unchanged = call("record", str(minutes))
    call("retract", office, *WHY)
    retraction = rows("log")[-1]["entry"]

    refused = call("record", str(minutes), code=4)

    assert f"Note: entry {member} (membership.started) was corrected by {correction} since" in unchanged.stderr
    said = " ".join(refused.stderr.split())
    assert f"entry {office} was retracted by {retraction}; to bring it back: govledger retract {retraction}" in said
    assert rows("log")[-1]["entry"] == retraction
    call("retract", str(retraction), *WHY)
    assert "was retracted" not in call("record", str(minutes)).stderr


def test_the_last_correction_stands_however_often_the_same_was_said_before(call: Call, rows: Rows, office: str) -> None:
    for day in ("2016-05-27", "2016-05-28", "2016-05-27"):
        call("correct", office, "--on", day, *WHY)

    assert chairs(rows, "--as-at", "2016-05-27") == ["person:ruth-okafor"]
    assert "1 recorded before" in call("correct", office, "--on", "2016-05-27", *WHY).stderr


def test_a_dry_run_corrects_nothing(call: Call, rows: Rows, office: str) -> None:
    before = rows("log")

    result = call("correct", office, "--on", "2016-05-27", "--why", "the minutes say so", "--dry-run")
    call("retract", office, "--reason", "a try", "--dry-run")

    assert "entry.corrected" in result.stdout
    assert rows("log") == before


WHY = ("--why", "because")


@pytest.mark.parametrize(
    ("words", "code", "expected"),
    [
        (("correct", "999", "--on", "2018", *WHY), 1, "there is no entry 999; the ledger's entries run from 1 to"),
        (("correct", "0", "--on", "2018", *WHY), 2, "0 is not in the range"),
        (("correct", "one", *WHY), 2, "'one' is not a valid integer"),
        (("correct", "OFFICE", "--on", "2018"), 2, "Missing option '--why'"),
        (("correct", "OFFICE", *WHY), 1, "leaves entry"),
        (("correct", "OFFICE", "--set", "ofice=chair", *WHY), 1, "has no field 'ofice'; did you mean 'office'?"),
        (("correct", "OFFICE", "--set", "office", *WHY), 1, "'office' is not FIELD=VALUE"),
        (("correct", "OFFICE", "--set", "holder=nobody", *WHY), 1, "unknown person or post 'nobody'"),
        (("correct", "OFFICE", "--set", "holder=", *WHY), 1, "holder"),
        (("correct", "OFFICE", "--set", "body=scrutiny", *WHY), 1, "retract it and record it anew"),
        (("correct", "OFFICE", "--on", "2016-02-30", *WHY), 2, "there is no such day in the calendar"),
        (("correct", "OFFICE", "--on", "2018", "--why", ""), 1, "'why' of entry.corrected is empty"),
        (("retract", "OFFICE", "--reason", "  "), 1, "'why' of entry.retracted is empty"),
        (("retract", "999", *WHY), 1, "there is no entry 999"),
        (("retract", "OFFICE"), 2, "Missing option '--reason'"),
        (("retract", "1", "--reason", "x"), 1, "rests on it"),
    ],
)
def test_a_correction_that_cannot_be_is_refused_with_what_would_be_right(
    call: Call, rows: Rows, office: str, words: tuple[str, ...], code: int, expected: str
) -> None:
    before = rows("log")

    result = call(*(office if word == "OFFICE" else word for word in words), code=code)

    assert expected in " ".join(result.stderr.split())
    assert rows("log") == before


def test_the_fields_of_a_correction_are_corrected_as_json(call: Call, rows: Rows, member: str) -> None:
    call("correct", member, "--set", "role=observer", "--why", "read it again")
    correction = str(rows("log")[-1]["entry"])

    refused = call("correct", correction, "--set", "fields=role", "--why", "wrong", code=1)
    call("correct", correction, "--set", 'fields={"role": "adviser", "voting": false}', "--why", "read it once more")

    assert "write them as JSON" in refused.stderr
    (row,) = (row for row in rows("body", "members", "hwb") if row["member"] == "person:tom-hale")
    assert (row["seat"], row["voting"]) == ("adviser", False)


@pytest.mark.parametrize(
    "words",
    [
        ("body", "members", "hwb", "--known-at", "{}"),
        ("log", "--known-at", "{}"),
        ("audit", "replay", "body:hwb", "--known-at", "{}"),
        ("diff", "hwb", "--known-from", "0", "--known-to", "{}"),
        ("diff", "hwb", "--known-from", "{}", "--known-to", "0"),
        ("export", "popolo", "--known-at", "{}"),
    ],
)
def test_what_was_known_can_be_asked_by_moment_wherever_it_can_be_asked(
    call: Call, recorded: Path, words: tuple[str, ...]
) -> None:
    call(*(word.format("2090-01-01T10:15+01:00") for word in words))

    refused = call(*(word.format("2026-11-28T10:15") for word in words), code=2)

    assert "says no zone; write 2026-11-28T10:15Z" in " ".join(refused.stderr.split())


def test_what_was_known_at_a_moment_is_what_was_recorded_by_then(call: Call, rows: Rows, recorded: Path) -> None:
    assert rows("log", "--known-at", "2001-01-01T10:15Z") == []
    assert rows("log", "--known-at", "2090-01-01T10:15:30Z") == rows("log")


DRAFTED = """\
source: Parks Panel, minutes of 6 June 2023
register:
  bodies: [Parks Panel]
meeting: {body: Parks Panel, date: 2023-06-06}
statements:
  - resolved: "That\\n(1) the boating lake be drained; and\\n(2) the jetty be let."
    limbs:
      - {verb: agreed, text: the boating lake be drained}
      - {verb: agreed, text: the jetty be let}
    at: paragraph 5
    drafted by: govledger
  - resolved: That the bandstand be painted.
    verb: agreed
    at: paragraph 9
"""


def test_minutes_have_the_words_as_corrected_once_and_no_correction_as_business(call: Call, tmp_path: Path) -> None:
    (tmp_path / "june.yaml").write_text(DRAFTED)
    call("init")
    call("record", tmp_path / "june.yaml")
    painted = next(n for n in range(1, 9) if "painted" in call("entry", "show", str(n)).stdout)
    call("correct", painted, "--set", "text=That the bandstand be cleaned.", "--why", "as signed")

    told = call("minutes", "parks-panel/2023-06-06").stdout

    assert "RESOLVED: That the bandstand be cleaned." in told
    assert "Entry corrected" not in told
    assert told.count("the boating lake be drained") == 1
    assert "Item 9" in told  # as a person numbered it
    assert "Item 5" not in told  # as a draft counted it
