"""A small town's ledger, told by meeting files and asked by commands, for the many ways to put one thing."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from itertools import count
from pathlib import Path
from textwrap import dedent
from typing import Any, TypeAlias

import pytest
from click.testing import CliRunner, Result

from cli.main import govledger

Record: TypeAlias = Callable[..., Result]
Ask: TypeAlias = Callable[..., list[dict[str, Any]]]

TOWN = """
    source: {document: Constitution of Elmbridge Town, date: 2023-05-01}
    register:
      organisations: {elm: Elmbridge Town Council, county: Marl County Council}
      bodies:
        plans: {name: Plans Committee, of: elm, since: 2010}
        council: {name: Council, of: elm, since: 1974}
        cabinet: {name: Cabinet, of: elm, since: 2001}
        oak-group: {name: Oak Group, kind: political group, of: elm, since: 2023}
      people: {ann: Ann Bell, bob: Bob Cole, cat: Cat Dale, dan: Dan Eyre, eve: Eve Ford}
      projects: {depot: Depot, pay: Pay policy, trees: Tree strategy}
    statements:
      - {member: ann, body: plans, since: 2023-05-20}
      - {member: bob, body: plans, since: 2023-05-20}
      - {member: cat, body: plans, since: 2023-05-20}
      - {office: chair, body: plans, holder: ann, since: 2023-05-20}
"""


def run(ledger: Path, *words: str | Path) -> Result:
    return CliRunner().invoke(govledger, [*map(str, words), "--ledger", str(ledger)])


@pytest.fixture(scope="session")
def town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The ledger that each of them begins with, made once."""
    folder = tmp_path_factory.mktemp("town")
    made, file = folder / "town.db", folder / "town.yaml"
    file.write_text(dedent(TOWN))
    for words in (("init", "--unsealed"), ("record", file)):
        result = run(made, *words)
        assert result.exit_code == 0, result.output
    return made


@pytest.fixture
def ledger(town: Path, tmp_path: Path) -> Path:
    for file in town.parent.glob(f"{town.name}*"):
        shutil.copy(file, tmp_path / file.name)
    return tmp_path / town.name


@pytest.fixture
def record(ledger: Path, tmp_path: Path) -> Record:
    """Record the texts of meeting files in one command; the code that it ends with is given where it is not 0."""
    numbers = count(1)

    def recorded(*texts: str, code: int = 0, options: tuple[str, ...] = ()) -> Result:
        files = [tmp_path / f"{next(numbers)}.yaml" for _ in texts]
        for file, text in zip(files, texts, strict=True):
            file.write_text(dedent(text))
        result = run(ledger, "record", *files, *options)
        assert result.exit_code == code, result.output
        return result

    return recorded


@pytest.fixture
def ask(ledger: Path) -> Ask:
    """The rows of an answer, at all times unless a day is given."""

    def rows(words: str) -> list[dict[str, Any]]:
        at = () if "--as-at" in words else ("--as-at", "ever")
        result = run(ledger, *words.split(), *at, "--format", "json")
        assert result.exit_code == 0, result.output
        found: list[dict[str, Any]] = json.loads(result.stdout)["rows"]
        return found

    return rows
