"""The five documents that the ledger exists for, recorded once; and `govledger`, to be asked about them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, TypeAlias

import pytest
from click.testing import CliRunner, Result

from cli.main import govledger
from tests.json_rows import whole_with_texts
from tests.keys import copied, own_keys

EXAMPLES: Final = sorted((Path(__file__).parents[2] / "examples").glob("*.yaml"))
Call: TypeAlias = Callable[..., Result]
Told: TypeAlias = Callable[..., dict[str, Any]]
Rows: TypeAlias = Callable[..., list[dict[str, Any]]]


@pytest.fixture(autouse=True)
def nobodys_machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A home and a recorder that have nothing to do with those of whoever runs the tests."""
    for variable in ("GOVLEDGER_CONFIG", "GOVLEDGER_TRACEBACK", "GOVLEDGER_URL", "COLUMNS"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("GOVLEDGER_RECORDER", "M. Okafor")


@pytest.fixture(scope="session")
def five_documents(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger with the five documents in it; for questions only, since all tests share it."""
    ledger = tmp_path_factory.mktemp("examples") / "ledger.db"
    with own_keys(ledger.parent):
        for words in (["init"], ["record", *map(str, EXAMPLES), "--recorder", "M. Okafor"]):
            result = CliRunner().invoke(govledger, [*words, "--ledger", str(ledger)])
            assert result.exit_code == 0, result.output
    return ledger


@pytest.fixture
def own_copy(five_documents: Path, tmp_path: Path) -> Path:
    """The same ledger for one test alone, to record further in."""
    return copied(five_documents, tmp_path)


@pytest.fixture
def call(request: pytest.FixtureRequest, five_documents: Path) -> Call:
    """`govledger` with some words, on the test's own copy of the ledger where it has one."""
    ledger = request.getfixturevalue("own_copy") if "own_copy" in request.fixturenames else five_documents

    def run(*words: str | Path, code: int = 0) -> Result:
        result = CliRunner().invoke(govledger, [*map(str, words), "--ledger", str(ledger)], prog_name="govledger")
        assert result.exit_code == code, f"{words} ended with {result.exit_code}:\n{result.output}"
        return result

    return run


@pytest.fixture
def told(call: Call) -> Told:
    """A whole answer, as its JSON has it: what was asked, rows, notes; `--sources` is for the asker to add."""

    def ask(*words: str) -> dict[str, Any]:
        answer: dict[str, Any] = whole_with_texts(json.loads(call(*words, "--format", "json").stdout))
        return answer

    return ask


@pytest.fixture
def rows(told: Told) -> Rows:
    """The rows of an answer."""

    def ask(*words: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = told(*words)["rows"]
        return found

    return ask


def cells(rows: list[dict[str, Any]], *keys: str) -> list[Any]:
    """Of each row, what stands under these keys: a tuple, or the value itself where there is one key."""
    return [row[keys[0]] if len(keys) == 1 else tuple(row[key] for key in keys) for row in rows]
