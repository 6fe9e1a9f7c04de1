"""A question is answered alike by its command, its page and its data."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from projections.answers.directory import questions
from projections.answers.question import Question
from register.addresses import DATA, Links, asked_at
from register.papers import OF
from tests.register.conftest import run

QUESTIONS = {words: entry.load() for words, entry in questions().items()}
_ENTRY = re.compile(r'href="/entry/(\d+)\?')


def given(question: Question) -> dict[str, Any]:
    """What the example of a question gives it, by key; both clocks among it."""
    told: dict[str, Any] = {}
    left = iter(_example(question))
    required = iter(each.key for each in question.parameters if each.required)
    by_option = {option: each for each in question.parameters for option in (f"--{each.option}", *each.also)}
    for word in left:
        if not word.startswith("-"):
            told[next(required)] = word
        elif word in by_option and by_option[word].holds.type is not bool:
            told[by_option[word].key] = next(left)
        elif word in by_option:
            told[by_option[word].key] = "yes"
        else:
            told[word.removeprefix("--")] = next(left)
    return told


def _example(question: Question) -> list[str]:
    words = question.example.split() or (["project:th-waste-depot"] if question.words == "chronology" else [])
    unless = re.sub(r"--sources|--format \w+", "", " ".join(words))
    return unless.split()


def address(question: Question, suffix: str = "") -> str:
    told = given(question)
    clocks = {each: told.pop(each) for each in ("as-at", "known-at") if each in told}
    bare = Links("", "", 0).asking(question, told, suffix).replace("as-at=&known-at=0", "")
    return bare + "&".join(f"{key}={value}" for key, value in clocks.items())


@pytest.mark.parametrize("form", DATA)
@pytest.mark.parametrize("words", QUESTIONS)
def test_data_is_what_the_command_gives_to_the_byte(words: str, form: str, ledger: Path, client: TestClient) -> None:
    told = run(ledger, *words.split(), *_example(QUESTIONS[words]), "--public", "--format", form)

    answered = client.get(address(QUESTIONS[words], f".{form}"))

    assert answered.status_code == 200, answered.text
    assert answered.text == told


@pytest.mark.parametrize("words", QUESTIONS)
def test_a_page_shows_every_row_with_the_entries_that_it_rests_on(words: str, client: TestClient) -> None:
    data = client.get(address(QUESTIONS[words], ".json")).json()

    page = client.get(address(QUESTIONS[words]), headers={"accept": "text/html"})

    assert page.status_code == 200
    linked = set(map(int, _ENTRY.findall(page.text)))
    told = {entry for rows in data.values() if isinstance(rows, list) for row in rows[:100] for entry in _rests(row)}
    assert told <= linked
    assert data.get("sentence", "") in page.text or "&" in page.text


def _rests(row: Any) -> list[int]:
    return row.get("entries", []) if isinstance(row, dict) else []


@pytest.mark.parametrize("words", QUESTIONS)
def test_every_question_stands_at_its_address(words: str) -> None:
    question = QUESTIONS[words]
    told = {each.key: f"some/{each.key}" for each in question.parameters if each.required}
    path = Links("", "ever", 1).asking(question, told).partition("?")[0]

    for form in ("", *DATA):
        asked = asked_at(f"{path}.{form}" if form else path)
        assert asked is not None
        assert (asked.question.words, dict(asked.given), asked.form) == (words, told, form)


def test_the_description_of_the_api_names_every_address(client: TestClient) -> None:
    told = json.loads(client.get("/openapi.json").text)

    papers = {f"/{kind}/{{{kind}}}/{paper}" for paper, (kind, _) in OF.items()}
    assert set(told["paths"]) == {question.path for question in QUESTIONS.values()} | papers | {"/diff/{subject}"}
