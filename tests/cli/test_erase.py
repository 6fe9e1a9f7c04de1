"""Values that may have to go, from the command line: recorded as exempt or personal, withheld, erased."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

Call = Callable[..., Result]
Rows = Callable[..., list[dict[str, Any]]]

PART_2 = "Schedule 12A paragraph 1"
MINUTES = f"""\
source:
  id: hwb-july
  document: Health and Wellbeing Board, minutes of 5 July 2018

statements:
  - question: Why was Mrs Abel moved to another ward?
    personal: [question, note]
    by: tom-hale
    to: hwb
    on: 2018-07-05
    note: Mrs Abel is his aunt
    answer:
      completeness: full
      text: Because of her epilepsy
      personal: text
  - resolved: That the tender of Fen Care be accepted at 210000 pounds
    limbs:
      - {{verb: agreed, text: the tender of Fen Care at 210000 pounds, projects: care-homes}}
    body: hwb
    on: 2018-07-05
    exempt: {PART_2}
"""
ERASE = ("--basis", "UK GDPR Art 17(1)(d)", "--why", "request 31, upheld")


@pytest.fixture
def july(call: Call, recorded: Path, tmp_path: Path) -> Path:
    """The clerk's ledger with a meeting at which things were said that may have to go."""
    file = tmp_path / "hwb-july.yaml"
    file.write_text(MINUTES)
    call("record", file)
    return file


@pytest.fixture
def question(rows: Rows, july: Path) -> str:
    """The entry of the question."""
    return str(rows("log", "--type", "question.asked")[0]["entry"])


def text_of(rows: Rows, type_: str, *words: str) -> str:
    return str(rows("log", "--type", type_, *words)[0]["says"])


def dump(ledger: Path) -> str:
    with sqlite3.connect(ledger) as database:
        # What stands in a virtual table lies in tables of its own beside it.
        kept = "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'"
        tables = [name for (name,) in database.execute(kept)]
        return "".join(str(database.execute(f"SELECT * FROM {table}").fetchall()) for table in tables)


def test_what_may_have_to_go_is_answered_and_lies_nowhere_in_the_open(rows: Rows, july: Path, recorded: Path) -> None:
    assert "Why was Mrs Abel moved" in text_of(rows, "question.asked")
    assert "epilepsy" in text_of(rows, "answer.given")
    assert rows("resolution", "list")[-1]["text"].startswith("That the tender of Fen Care")
    everything = dump(recorded)
    for secret in ("Abel", "epilepsy", "Fen Care", "fen-care", "tender", "aunt"):
        assert secret not in everything


def test_recording_the_file_again_records_nothing(call: Call, july: Path) -> None:
    assert "Nothing new; nothing recorded; 3 recorded before." in call("record", july).stderr


def test_an_edited_statement_contradicts_by_its_number(call: Call, july: Path, question: str) -> None:
    july.write_text(MINUTES.replace("to another ward", "at night"))

    result = call("record", july, code=4)

    assert f"contradicts entry {question}: text is" in result.stderr


def test_the_public_is_told_that_something_is_withheld_and_why(call: Call, rows: Rows, july: Path) -> None:
    (told,) = rows("decisions", "--project", "care-homes", "--verb", "agreed")
    withheld = rows("decisions", "--project", "care-homes", "--verb", "agreed", "--public")

    assert told["text"] == "the tender of Fen Care at 210000 pounds"
    assert withheld == []
    assert f"[withheld: {PART_2}]" in [row["says"] for row in rows("log", "--public")]
    assert PART_2 in call("decisions", "--public").stderr
    assert "Mrs Abel" in text_of(rows, "question.asked", "--public")


def test_erased_values_are_gone_from_every_answer_at_every_moment(
    call: Call, rows: Rows, question: str, recorded: Path
) -> None:
    known = str(rows("log")[-1]["entry"])

    result = call("erase", question, "--field", "text", "--field", "note", *ERASE)

    last = rows("log")[-1]
    assert (last["type"], last["recorded_by"]) == ("disclosure.erased", "M. Okafor")
    assert "Recorded 1 entry" in result.stderr
    for moment in ((), ("--known-at", known)):
        (entry,) = rows("entry", "show", question, *moment)
        assert entry["body"]["text"] == f"[erased by entry {last['entry']}]"
        assert entry["note"] == f"[erased by entry {last['entry']}]"
        assert entry["not_there"] == ["note", "text"]
    asked = rows("project", "history", "care-homes") + rows("body", "history", "hwb")
    assert "Abel" not in str(asked)
    call("projections", "rebuild")
    assert "Abel" not in dump(recorded)


def test_the_file_can_be_recorded_again_and_does_not_bring_it_back(call: Call, july: Path, question: str) -> None:
    call("erase", question, "--field", "text", "--field", "note", *ERASE)

    result = call("record", july, code=4)

    assert (
        f"contradicts entry {question}: the note is not there any more; the text is not there any more" in result.stderr
    )
    assert "Mrs Abel" not in result.stderr


def test_a_dry_run_erases_nothing(call: Call, rows: Rows, question: str) -> None:
    call("erase", question, "--field", "text", "--dry-run", *ERASE)

    assert "Mrs Abel" in text_of(rows, "question.asked")


def test_commands_keep_texts_apart_as_files_do(call: Call, rows: Rows, recorded: Path) -> None:
    words = ("resolution", "record", "--body", "hwb", "--on", "2018-06-07", "--document", "Minutes, part 2")

    call(*words, "--limb", "noted", "the letter of Dr Osei", "--personal", "text", "--personal", "limbs")
    call(*words, "--limb", "agreed", "the offer of Fen Care", "--exempt", PART_2)

    told = rows("log", "--type", "resolution.passed")[-2:]
    assert [each["subject"] for each in told] == [
        "resolution:minutes-part-2/withheld-1",
        "resolution:minutes-part-2/withheld-2",
    ]
    assert "Dr Osei" in told[0]["says"]
    assert "Osei" not in dump(recorded)
    assert "Fen Care" not in dump(recorded)


WRONG: tuple[tuple[tuple[str, ...], int, str], ...] = (
    (("erase", "999", "--field", "text", *ERASE), 1, "there is no entry 999; the ledger's entries run from 1 to"),
    (("erase", "QUESTION", "--field", "by", *ERASE), 1, "'by' of question.asked cannot be erasable"),
    (("erase", "QUESTION", "--field", "quote", *ERASE), 1, "was recorded in the open; it cannot be erased"),
    (("erase", "QUESTION", "--field", "text"), 2, "Missing option '--basis'"),
    (("erase", "QUESTION", *ERASE), 2, "Missing option '--field'"),
    (("erase", "QUESTION", "--field", "text", "--basis", "Art 17"), 2, "Missing option '--why'"),
    (("erase", "1", "--field", "name", *ERASE), 1, "was recorded in the open"),
    (("erase", "one", "--field", "name", *ERASE), 2, "'one' is not a valid integer"),
)


@pytest.mark.parametrize(("words", "code", "expected"), WRONG)
def test_what_cannot_be_erased_is_refused_with_what_can(
    call: Call, rows: Rows, question: str, words: tuple[str, ...], code: int, expected: str
) -> None:
    before = rows("log")

    result = call(*(question if word == "QUESTION" else word for word in words), code=code)

    assert expected in " ".join(result.stderr.split())
    assert rows("log") == before


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("personal: [txet]", "'personal' names 'txet', which is no key here; did you mean 'text'?"),
        ("personal: by", "'by' of remark.made cannot be erasable: it is no free text"),
        ("personal: text\n    note: a sentence", "'text' is to be erasable, and 'note' repeats it"),
        ("personal: text\n    id: a-sentence", "the id 'a-sentence' repeats it; an id cannot be erased"),
    ],
)
def test_what_cannot_be_kept_apart_is_refused_at_its_line(
    call: Call, recorded: Path, tmp_path: Path, statement: str, expected: str
) -> None:
    file = tmp_path / "wrong.yaml"
    file.write_text(f"source: Minutes\nstatements:\n  - remark: a sentence\n    {statement}\n")

    result = call("record", file, code=1)

    assert f"{file}:3: " in result.stderr
    assert expected in result.stderr


@pytest.fixture
def key(rows: Rows, question: str) -> str:
    """The key under which an auditor checks bundles of the clerk's ledger."""
    return str(rows("audit", "key", "show")[-1]["verifier_key"])


def test_bundles_verify_with_disclosures_without_them_and_after_an_erasure(
    call: Call, question: str, key: str, tmp_path: Path
) -> None:
    call("audit", "bundle", tmp_path / "whole")
    call("audit", "bundle", tmp_path / "public", "--public")
    call("erase", question, "--field", "text", "--field", "note", *ERASE)
    call("audit", "bundle", tmp_path / "after")

    for bundle in ("whole", "public", "after"):
        call("audit", "check", tmp_path / bundle, "--key", key)
    assert "Mrs Abel" in (tmp_path / "whole" / "disclosures.jsonl").read_text()
    assert not (tmp_path / "public" / "disclosures.jsonl").exists()
    assert "Mrs Abel" not in (tmp_path / "after" / "disclosures.jsonl").read_text()
    assert call("audit", "verify", code=3).exit_code == 3


def test_a_bundle_that_discloses_something_else_is_refused(call: Call, question: str, key: str, tmp_path: Path) -> None:
    call("audit", "bundle", tmp_path / "whole")
    file = tmp_path / "whole" / "disclosures.jsonl"
    file.write_text(file.read_text().replace("another ward", "another town"))

    result = call("audit", "check", tmp_path / "whole", "--key", key, code=1)

    assert f"is not what entry {question} holds the digest of" in result.output


def test_a_value_that_vanished_fails_the_verification(call: Call, question: str, recorded: Path) -> None:
    with sqlite3.connect(recorded) as database:
        database.execute("DELETE FROM disclosures WHERE entry = ?", (question,))

    result = call("audit", "verify", code=1)

    assert f"the text of entry {question} is missing, and no entry says that it was erased" in " ".join(
        result.output.split()
    )
