"""What a document or a source may do to a terminal, or to a spreadsheet: nothing."""

from __future__ import annotations

import csv
import io
import json
import os
import pty
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from projections.answers.harmless import unsteering
from tests.cli.test_from_anywhere import GOVLEDGER, environment

Call = Callable[..., Result]

NAMES = ("=HYPERLINK(1)", "+1+1", "-1+2", "@SUM(A1)", "-5")
BIDI = "Ann\u202eeirA\u200b"
STEERING = ("\x1b", "\x07", "\x9b", "\u202e", "\u200b", "\u2028")


@pytest.fixture
def named(call: Call, tmp_path: Path) -> Path:
    """A ledger of persons with names that a spreadsheet or a terminal would obey."""
    persons = [{"id": f"p{number}", "name": name} for number, name in enumerate((*NAMES, BIDI))]
    (tmp_path / "popolo.json").write_text(json.dumps({"persons": persons}))
    call("init")
    call("import", "popolo", tmp_path / "popolo.json")
    return tmp_path / "ledger.db"


@pytest.mark.parametrize("words", [("person", "list", "--format", "csv"), ("export", "csv", "person", "list")])
def test_no_cell_of_csv_is_a_formula(call: Call, named: Path, words: tuple[str, ...]) -> None:
    rows = list(csv.DictReader(io.StringIO(call(*words).stdout)))

    assert {row["name"] for row in rows} >= {"'=HYPERLINK(1)", "'+1+1", "'-1+2", "'@SUM(A1)", "-5"}
    assert not [cell for row in rows for cell in row.values() if cell.startswith(("=", "@", "+"))]


def test_a_report_of_an_import_in_csv_has_no_formula(call: Call, tmp_path: Path) -> None:
    (tmp_path / "refused.csv").write_text("old_code,new_code,date\n=1+1,=1+1,2013-04-01\n")
    call("init")
    call("import", "ods", tmp_path / "refused.csv", "--report", tmp_path / "report.csv", code=4)

    rows = list(csv.reader((tmp_path / "report.csv").open(newline="")))
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "@", "+"))]


@pytest.mark.parametrize(
    "words",
    [
        ("person", "list", "--format", "csv"),
        ("person", "list", "--format", "json"),
        ("person", "list", "--format", "jsonl"),
        ("person", "list"),
        ("export", "csv", "person", "list"),
        ("export", "popolo"),
        ("export", "entries"),
        ("audit", "replay", "--format", "csv"),
    ],
)
def test_nothing_that_is_recorded_steers_a_terminal(named: Path, words: tuple[str, ...]) -> None:
    shown = on_a_terminal(named, *words)

    assert "\\u202e" in shown
    assert not [each for each in STEERING if each in shown]


def test_in_a_file_the_characters_are_as_they_were_recorded(call: Call, named: Path) -> None:
    assert BIDI in call("person", "list", "--format", "csv").stdout


@pytest.mark.parametrize(
    ("form", "name", "content"),
    [
        ("oparl", "a.json", '{"type": "https://schema.oparl.org/1.1/Pa\\u001b]0;pwned\\u0007per", "id": "x"}'),
        ("popolo", "a.json", '{"pe\\u001b[31mrsons\\u009b": [{"id": "p", "name": "A"}], "persons": []}'),
        ("csv", "a.csv", "kind,per\x1b[31mson\n"),
        ("csv", "a\u202e.csv", "kind\n"),
        ("congress", "a.jsonl", '{"a\\u001b": 1}\n'),
    ],
)
def test_no_source_steers_the_terminal_of_the_clerk_who_imports_it(
    call: Call, tmp_path: Path, form: str, name: str, content: str
) -> None:
    (tmp_path / name).write_text(content)
    call("init")

    shown = on_a_terminal(tmp_path / "ledger.db", "import", form, tmp_path / name, "--dry-run")

    shown = shown.replace("\x1b[?25l", "").replace("\x1b[?25h", "").replace("\x1b[K", "")  # the bar's own
    assert not [each for each in STEERING if each in shown], shown


def test_lines_and_plain_letters_stay_as_they_are() -> None:
    assert unsteering("one é ☃\ntwo\tthree") == "one é ☃\ntwo\tthree"
    assert unsteering("a\x1b[31m\r\n\u202e\U000e0001") == "a\\x1b[31m\\r\n\\u202e\\U000e0001"


def on_a_terminal(ledger: Path, *words: str | Path) -> str:
    """What a terminal is sent by a command about a ledger."""
    ours, theirs = pty.openpty()
    told = {"GOVLEDGER_URL": str(ledger), "GOVLEDGER_RECORDER": "M. Okafor"}
    env = environment(ledger.parent, **told, LC_ALL="C.UTF-8", COLUMNS="200")
    ran = subprocess.Popen(
        [*GOVLEDGER, *map(str, words)], env=env, stdin=theirs, stdout=theirs, stderr=theirs, close_fds=True
    )
    os.close(theirs)
    sent = b""
    while chunk := _read(ours):
        sent += chunk
    ran.wait()
    os.close(ours)
    assert b"Traceback" not in sent
    return sent.decode("utf-8", "replace")


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65_536)
    except OSError:  # Linux' way of saying that the other side is closed
        return b""
