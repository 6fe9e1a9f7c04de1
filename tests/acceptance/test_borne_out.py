"""A stranger's check: of a hundred rows of answers, taken at random, the entries that each names bear it out."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any, Final

import msgspec
import pytest
from click.testing import CliRunner

from cli.main import govledger
from ledger import store
from ledger.entries.entry import Entry
from ledger.store.log import Log
from ledger.vocabulary.dates import UNKNOWN

ASKED: Final = (
    *("accountability list", "agreements", "body list --as-at 2019-06-01", "body members icb", "body offices"),
    *("commitments", "decisions", "delegations", "interests", "meeting attendance", "meeting list", "options"),
    *("organisation list", "person list", "post list", "project list", "proposals", "questions", "referrals"),
    *("remarks", "reports", "resolution list", "rules --as-at ever", "scrutiny", "sums", "targets", "chronology icn"),
    *(
        "chronology icb",
        "project show icn",
        "person show angela-bhan --as-at ever",
        "body show icb",
        "meeting show jcu",
    ),
)
CHECKED: Final = 100
_ID: Final = re.compile(r"[a-z]+(?:-[a-z]+)*:[a-z0-9./_~-]+")
_NOT_ITS_OWN: Final = ("held_by", "body", "meeting", "parent", "of", "holders", "would_answer_to", "decisions", "to")
"""Keys whose subjects a row may take from other entries than those that it rests on, as the body of a meeting."""


@pytest.fixture(scope="module")
def entries(five_documents: Path) -> dict[int, Entry]:
    return {entry.position: entry for entry in Log(store.open(f"sqlite:///{five_documents}")).entries()}


@pytest.fixture(scope="module")
def every_row(five_documents: Path) -> list[tuple[str, dict[str, Any]]]:
    """Every row of every answer, and every row within a row that rests on entries of its own."""
    found = []
    for words in ASKED:
        result = CliRunner().invoke(
            govledger, [*words.split(), "--format", "json", "--ledger", str(five_documents)], prog_name="govledger"
        )
        assert result.exit_code == 0, result.output
        found += [(words, row) for row in _with_entries(json.loads(result.stdout)["rows"])]
    return found


def _with_entries(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, list):
        for each in value:
            yield from _with_entries(each)
    elif isinstance(value, dict):
        if value.get("entries"):
            yield value
        for each in value.values():
            yield from _with_entries(each)


def test_there_are_many_rows_to_take_from(every_row: list[tuple[str, dict[str, Any]]]) -> None:
    assert len(every_row) > 400
    assert all(row["entries"] for _, row in every_row)


@pytest.mark.parametrize("seed", range(3))
def test_the_entries_of_a_row_are_about_its_subjects_with_its_standing_date_and_words(
    every_row: list[tuple[str, dict[str, Any]]], entries: dict[int, Entry], seed: int
) -> None:
    wrong = []
    for words, row in Random(seed).sample(every_row, CHECKED):
        named = [entries[position] for position in row["entries"]]
        wrong += [(words, what, row) for what in _not_borne_out(row, named)]

    assert wrong == []


def _not_borne_out(row: dict[str, Any], named: list[Entry]) -> Iterator[str]:
    tags = {tag for entry in named for tag in (*entry.tags, entry.stream)}
    tags |= {text for entry in named for text in _ID.findall(str(msgspec.to_builtins(entry.event)))}
    subjects = {
        each
        for key, value in row.items()
        if key not in _NOT_ITS_OWN
        for each in (value if isinstance(value, list) else [value])
        if isinstance(each, str) and _ID.fullmatch(each)
    }
    said_by = {entry.stated_by for entry in named}
    if missing := subjects - tags - said_by:
        yield f"subjects {missing}"
    if row.get("standing") and row["standing"] not in {entry.standing.value for entry in named}:
        yield "standing"
    date = row.get("since") or row.get("date")
    if date and date["text"] not in {entry.occurred.text for entry in named} | {UNKNOWN.text}:
        yield "date"
    told = " ".join(str(msgspec.to_builtins(entry.event)) for entry in named).replace("\\'", "'")
    if row.get("text") and str(row["text"]) not in told:
        yield "text"
