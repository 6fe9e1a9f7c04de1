"""Where exports go: to stdout, or to a file that is whole or as it was before; and CSV of any question."""

from __future__ import annotations

import csv
import json
import stat
from pathlib import Path

import pytest

from tests.exports.conftest import asked, run


@pytest.mark.parametrize("words", [["popolo"], ["entries"], ["atom", "--authority", "a.example,2020"]])
def test_a_file_holds_what_stdout_would(thornmere: Path, tmp_path: Path, words: list[str]) -> None:
    told = run(thornmere, "export", *words, "--out", tmp_path / "out")

    assert told.stdout == ""
    assert (tmp_path / "out").read_bytes() == run(thornmere, "export", *words).stdout_bytes


def test_a_file_is_replaced_and_keeps_its_permissions(thornmere: Path, tmp_path: Path) -> None:
    out = tmp_path / "popolo.json"
    out.write_text("old")
    out.chmod(0o640)

    run(thornmere, "export", "popolo", "--out", out)

    assert out.read_text().startswith('{"govledger":{"ledger":')
    assert stat.S_IMODE(out.stat().st_mode) == 0o640


def test_an_export_that_fails_leaves_the_file_as_it_was(
    thornmere: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "published"
    folder.mkdir()
    (folder / "log.jsonl").write_text("old")
    monkeypatch.setattr("projections.exports.entries.leaf_of", lambda row: 1 / (5 - row.position))

    run(thornmere, "export", "entries", "--out", folder / "log.jsonl", code=70)

    assert [(file.name, file.read_text()) for file in folder.iterdir()] == [("log.jsonl", "old")]


@pytest.mark.parametrize("out", ["nowhere/popolo.json", "."])
def test_a_place_that_cannot_be_written_is_refused(thornmere: Path, tmp_path: Path, out: str) -> None:
    told = run(thornmere, "export", "popolo", "--out", tmp_path / out, code=2 if out == "." else 1)

    assert "Traceback" not in told.output
    assert str(tmp_path) in " ".join(told.stderr.split())


def test_any_question_is_written_as_csv(thornmere: Path, tmp_path: Path) -> None:
    question = ("body", "members", "th-scrutiny", "--as-at", "2023-09-01")
    run(thornmere, "export", "csv", "--out", tmp_path / "members.csv", *question)

    with (tmp_path / "members.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["member"] for row in rows] == [row["member"] for row in asked(thornmere, *question, "--public")]
    assert run(thornmere, "export", "csv", *question).stdout == (tmp_path / "members.csv").read_text()


@pytest.mark.parametrize(
    ("question", "part"),
    [
        (("votes", "--as-at", "ever"), "ballots"),
        (("meeting", "show", "th-cabinet/2023-06-27"), "attendance"),
        (("commitments", "--overdue", "--as-at", "2023-12-31"), "undated"),
        (("project", "route", "th-waste-depot"), "steps"),
    ],
)
def test_what_stands_beside_rows_or_within_them_is_written_as_a_table_of_its_own(
    thornmere: Path, question: tuple[str, ...], part: str
) -> None:
    whole = json.loads(run(thornmere, *question, "--public", "--format", "json").stdout)
    nested = [(row, each) for row in whole["rows"] for each in row.get(part, ())]

    asked_for = (*question, "--part", part)
    written = run(thornmere, "export", "csv", *asked_for).stdout
    lines = [
        json.loads(each) for each in run(thornmere, *asked_for, "--public", "--format", "jsonl").stdout.splitlines()
    ]

    assert len(list(csv.DictReader(written.splitlines()))) == len(whole.get(part, nested)) == len(lines)
    for line, (row, each) in zip(lines, nested, strict=False):
        assert line == {"row": whole["rows"].index(row) + 1, "row_id": row.get("id"), **each}


def test_a_part_is_asked_for_of_formats_with_one_table(thornmere: Path) -> None:
    assert "add --format csv" in run(thornmere, "votes", "--part", "ballots", code=2).stderr


def test_only_with_exempt_the_csv_has_what_the_council_is_answered(thornmere: Path) -> None:
    question = ("body", "members", "th-scrutiny", "--as-at", "2023-09-01")

    public = run(thornmere, "export", "csv", *question)
    whole = run(thornmere, "export", "csv", "--with-exempt", *question)

    assert "nia-byrne" not in public.output
    assert "Schedule 12A, paragraph 2" in public.stderr
    assert "nia-byrne" in whole.stdout
    assert whole.stdout == run(thornmere, *question, "--format", "csv").stdout


@pytest.mark.parametrize(
    "words", [("audit", "key", "show"), ("member", "add", "th-scrutiny", "nia-byrne", "--document", "x")]
)
def test_what_is_not_answered_for_the_public_is_not_written_as_csv(thornmere: Path, words: tuple[str, ...]) -> None:
    refused = run(thornmere, "export", "csv", *words, code=1)

    assert f"'{' '.join(words)}' is no question that is answered for the public" in refused.stderr
    assert "no '--' in it" in run(thornmere, "export", "csv", "log", "--", code=2).stderr


def test_csv_of_what_is_no_question_is_refused_and_nothing_written(thornmere: Path, tmp_path: Path) -> None:
    out = tmp_path / "x.csv"

    unknown = run(thornmere, "export", "csv", "--out", out, "bodies", code=2)
    refused = run(thornmere, "export", "csv", "--out", out, "body", "show", "nobody", code=1)

    assert "Did you mean" in unknown.stderr
    assert "unknown body 'nobody'" in refused.stderr
    assert not out.exists()


def test_csv_asks_the_ledger_that_was_named_before_the_command(thornmere: Path, tmp_path: Path) -> None:
    told = run(tmp_path / "another.db", "--ledger", thornmere, "export", "csv", "body", "list")

    assert "body:th-scrutiny" in told.stdout
