"""One OpenAPI document describes all questions, and their real answers are what it says."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import jsonschema
import msgspec
import pytest
from click.testing import CliRunner

from cli.main import govledger
from docs.generating.commands import EXAMPLES
from docs.generating.statements import FILES
from projections.answers.directory import questions
from projections.answers.schema import openapi

QUESTIONS = {words: entry.load() for words, entry in questions().items()}


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    made = openapi(QUESTIONS.values(), "The register", "1")
    return dict(json.loads(msgspec.json.encode(made)))


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., dict[str, Any]]:
    """The JSON of an answer about all the examples."""
    ledger = str(tmp_path_factory.mktemp("examples") / "ledger.db")
    for words in (["init", "--ledger", ledger], ["record", "--ledger", ledger, *map(str, FILES)]):
        result = CliRunner().invoke(govledger, words)
        assert result.exit_code == 0, result.output

    def ask(*words: str) -> dict[str, Any]:
        result = CliRunner().invoke(govledger, [*words, "--ledger", ledger, "--format", "json"])
        assert result.exit_code == 0, result.output
        return dict(json.loads(result.stdout))

    return ask


def test_every_question_is_an_operation_with_every_parameter_described(document: dict[str, Any]) -> None:
    assert document["openapi"] == "3.1.0"
    assert len(document["paths"]) == len(QUESTIONS)
    for path, item in document["paths"].items():
        names = [each["name"] for each in item["get"]["parameters"] if each["in"] == "path"]
        assert [f"{{{name}}}" in path for name in names] == [True] * len(names)
        assert item["get"]["summary"]
        assert all(each["description"] for each in item["get"]["parameters"]), path


def test_every_column_is_described(document: dict[str, Any]) -> None:
    for name, schema in document["components"]["schemas"].items():
        for key, column in schema.get("properties", {}).items():
            assert column.get("description"), f"{key} of {name}"


@pytest.mark.parametrize("words", QUESTIONS)
def test_the_rows_of_a_real_answer_are_as_described(
    words: str, document: dict[str, Any], asked: Callable[..., dict[str, Any]]
) -> None:
    schema = document["paths"][QUESTIONS[words].path]["get"]["responses"]["200"]["content"]["application/json"]
    rest = [word for word in EXAMPLES.get(words, "").split() if word not in ("--format", "csv", "jsonl")]
    given = {"chronology": ["project:th-waste-depot"], "commitments": ["--overdue", "--as-at", "2023-12-31"]}

    answer = asked(*words.split(), *given.get(words, rest))

    validator = jsonschema.Draft202012Validator({**schema["schema"], "components": document["components"]})
    assert answer["rows"] or words == "commitments"
    assert [f"{error.json_path}: {error.message}" for error in validator.iter_errors(answer)] == []
    known = set(schema["schema"]["properties"])
    assert set(answer) <= known
    assert all(set(row) == set(described(schema, document)) for row in answer["rows"])


def described(schema: dict[str, Any], document: dict[str, Any]) -> list[str]:
    """The keys that the rows of an answer are said to have."""
    name = schema["schema"]["properties"]["rows"]["items"]["$ref"].rpartition("/")[2]
    return list(document["components"]["schemas"][name]["properties"])
