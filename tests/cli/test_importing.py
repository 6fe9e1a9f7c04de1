"""`govledger import`: what a clerk sees of it."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ledger.imports import FORMATS
from tests.cli.conftest import Govledger

Rows = Callable[..., list[dict[str, Any]]]

SUCCESSIONS = "old_code,new_code,date\nQA1,QB1,2013-04-01\nQB1,QB1,2014-04-01\nQB1,QC1,2020-04-01\n"


@pytest.fixture
def successions(tmp_path: Path, call: Govledger) -> Path:
    """A file to import, and a ledger to import it into."""
    call("init")
    file = tmp_path / "successions.csv"
    file.write_text(SUCCESSIONS)
    return file


def test_an_import_says_what_it_recorded_and_names_what_it_refused(call: Govledger, successions: Path) -> None:
    result = call("import", "ods", successions, code=4)

    assert result.stdout == ""
    assert result.stderr.splitlines() == [
        "5 recorded, 1 refused.",
        "successions.csv:3: refused: on 2014-04-01 'QB1' would have taken over from itself; "
        "ask the source which of the rows is right",
    ]


def test_what_was_imported_can_be_asked_for_at_once(call: Govledger, rows: Rows, successions: Path) -> None:
    call("import", "ods", successions, code=4)

    assert [row["type"] for row in rows("log")].count("bodies.succeeded") == 2


def test_a_dry_run_records_nothing(call: Govledger, rows: Rows, successions: Path) -> None:
    result = call("import", "ods", successions, "--dry-run", code=4)

    assert result.stderr.startswith("5 would be recorded, 1 refused.")
    assert rows("log") == []


def test_an_import_that_is_given_again_records_nothing_twice(call: Govledger, successions: Path) -> None:
    call("import", "ods", successions, code=4)
    result = call("import", "ods", successions, code=4)

    assert result.stderr.startswith("0 recorded, 5 there already, 1 refused.")


@pytest.mark.parametrize("name", ["left.csv", "left.jsonl"])
def test_a_report_lists_everything_that_was_left_out(
    call: Govledger, successions: Path, tmp_path: Path, name: str
) -> None:
    call("import", "ods", successions, "--report", tmp_path / name, code=4)

    text = (tmp_path / name).read_text()
    if name.endswith(".csv"):
        rows = list(csv.DictReader(text.splitlines()))
        assert [row["place"] for row in rows if row["what"] == "refused"] == ["successions.csv:3"]
        assert {"what": "sum", "place": "recorded", "problem": "5", "remedy": ""} in rows
    else:
        first, last = map(json.loads, text.splitlines())
        assert first["place"] == "successions.csv:3"
        assert last["sums"]["recorded"] == 5


def test_the_page_of_an_import_says_what_came_in_and_what_is_to_be_mended(call: Govledger, tmp_path: Path) -> None:
    rows = [
        "member,Works,Ruth Okafor,2016-05-20,",
        "member,Works,<b>Hale\u202e,2019-02-30,",
        "member,Works,Al,2018,2017",
    ]
    (tmp_path / "seats.csv").write_text("\n".join(["kind,body,person,from,until", *rows]))
    call("init")
    call("import", "csv", tmp_path / "seats.csv", "--report", tmp_path / "left.html", code=4)

    page = (tmp_path / "left.html").read_text()
    assert "<title>Import of seats.csv</title>" in page
    assert "<tr><td>4</td><td>recorded</td></tr><tr><td>2</td><td>refused</td></tr>" in page
    assert "<tr><td>1</td><td>membership started</td></tr>" in page
    assert [f"<td>seats.csv:{number}</td>" in page for number in (2, 3, 4)] == [False, True, True]
    assert "cannot read the date &#x27;2019-02-30&#x27;" in page


def test_a_page_is_long_enough_to_be_read_and_says_how_many_more_there_are(call: Govledger, tmp_path: Path) -> None:
    rows = (f"member,Works,<b>P{number},2019-02-30," for number in range(2_003))
    (tmp_path / "<i>.csv").write_text("\n".join(["kind,body,person,from,until", "member,Works,Al,,", *rows]))
    call("init")
    call("import", "csv", tmp_path / "<i>.csv", "--report", tmp_path / "left.htm", "--dry-run", code=4)

    page = (tmp_path / "left.htm").read_text()
    assert page.count("cannot read the date") == 2_000
    assert "and 3 more: `--report left-out.csv` lists them all." in page
    assert "<td>would be recorded</td>" in page
    assert "<i>" not in page
    assert "Nothing was recorded: it was a trial." in page


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        (["ods", "nowhere.csv"], "there is no 'nowhere.csv'"),
        (["ods", "{file}", "--register", "NHS England"], "'NHS England' cannot be the name of a register"),
        (["ods", "{file}", "--report", "left.odt"], "tells no form of report"),
        (["ods", "{file}", "--report", "no/such/folder/left.csv"], "cannot write"),
    ],
)
def test_what_cannot_be_done_is_said_and_nothing_is_recorded(
    call: Govledger, rows: Rows, successions: Path, words: list[str], problem: str
) -> None:
    result = call("import", *(word.replace("{file}", str(successions)) for word in words), code=1)

    assert problem in result.stderr
    assert rows("log") == []


def test_a_format_that_there_is_not_is_answered_with_those_that_there_are(call: Govledger, successions: Path) -> None:
    assert "'odd' is no format; there are" in call("import", "odd", successions, code=2).stderr


def test_the_help_lists_every_format(call: Govledger) -> None:
    from ledger.imports import FORMATS

    shown = call("import", "--help").stdout
    assert all(f"  {name} " in shown for name in FORMATS)


SAMPLES = Path(__file__).parents[1] / "imports" / "samples"
OF_FORMAT = {
    "csv": "spreadsheet.csv",
    "memberships": "memberships.jsonl",
    "oparl": "council.json",
    "ods": "successions.csv",
    "popolo": "legislature.json",
}


def test_every_format_has_a_sample_but_entries_and_what_is_a_folder() -> None:
    assert {*OF_FORMAT, "entries", "moderngov"} == set(FORMATS), "put a small one into tests/imports/samples"


@pytest.mark.parametrize("likely", OF_FORMAT)
@pytest.mark.parametrize("form", [*OF_FORMAT, "entries"])
def test_a_source_of_another_format_comes_to_nothing_and_is_told_by_its_look(
    call: Govledger, rows: Rows, form: str, likely: str
) -> None:
    call("init")
    path = SAMPLES / OF_FORMAT[likely]

    result = call("import", form, path, code=4 if form == likely else 1)

    if form != likely:
        assert f"nothing of '{path.name}' could be used as {form}; it looks like {likely}; try:" in result.stderr
        assert rows("log") == []


@pytest.mark.parametrize(
    ("form", "content"),
    [
        ("popolo", '{"persons": {"id": "p1", "name": "Ada"}}'),
        ("popolo", "[1, 2]"),
        ("popolo", "{}"),
        ("oparl", '[{"id": "x", "name": "no type"}]'),
        ("csv", "kind,body,person\n"),
        ("csv", ""),
        ("ods", "old_code,new_code,date\n"),
        ("memberships", "\n"),
        ("entries", ""),
    ],
)
@pytest.mark.parametrize("dry", [[], ["--dry-run"]], ids=["", "dry"])
def test_an_import_of_which_nothing_could_be_used_is_refused(
    call: Govledger, tmp_path: Path, form: str, content: str, dry: list[str]
) -> None:
    call("init")
    (tmp_path / "x").write_text(content)

    assert f"nothing of 'x' could be used as {form}" in call("import", form, tmp_path / "x", *dry, code=1).stderr


def test_entries_of_an_export_are_told_by_their_look(call: Govledger, successions: Path, tmp_path: Path) -> None:
    call("import", "ods", successions, code=4)
    call("export", "entries", "--out", tmp_path / "out")

    assert "it looks like entries" in call("import", "csv", tmp_path / "out", code=1).stderr


def test_an_import_of_what_is_all_there_already_is_fine(call: Govledger, tmp_path: Path) -> None:
    call("init")
    (tmp_path / "x.json").write_text('{"persons": [{"id": "p1", "name": "Ada"}]}')
    call("import", "popolo", tmp_path / "x.json")

    assert call("import", "popolo", tmp_path / "x.json").stderr.startswith("0 recorded, 1 there already")


def test_a_source_cannot_steer_the_terminal_and_a_refusal_of_a_file_names_it(call: Govledger, tmp_path: Path) -> None:
    call("init")
    (tmp_path / "x.json").write_text('{"pe\\u001b[31mrsons": [1], "a\\ud800": 2, "persons": [{"id": "p", "name": "A"}')

    said = call("import", "popolo", tmp_path / "x.json", code=4).stderr

    assert r"parts under 'pe\x1b[31mrsons'" in said
    assert "\x1b" not in said
    assert "\nx.json: refused: it cannot be read as JSON after persons 1: it ends in the middle" in said
