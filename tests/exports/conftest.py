"""The story of Thornmere, with corrections, corrections of corrections, retractions, and exempt entries."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from click.testing import CliRunner, Result

from cli.main import govledger
from tests.keys import copied, own_keys

Govledger: TypeAlias = Callable[..., Result]
EXAMPLES = Path(__file__).parents[2] / "examples" / "thornmere"
SECRET = "The tenant in arrears is named"
BESIDE = f"""\
source: Overview and Scrutiny Committee, minutes of the part that was not public
register:
  people:
    nia-byrne: {{name: Nia Byrne}}
statements:
  - resolved: {SECRET}
    body: th-scrutiny
    verb: noted
    on: 2023-07-03
    exempt: Schedule 12A, paragraph 1
  - member: nia-byrne
    body: th-scrutiny
    role: co-opted
    since: "2023-08~"
    exempt: Schedule 12A, paragraph 2
  - member: paul-teague
    body: th-scrutiny
    role: adviser
    since: "[2023-06..2023-09]"
    standing: expected
"""


@pytest.fixture(autouse=True)
def nobodys_machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A home that has nothing to do with that of whoever runs the tests."""
    for variable in ("GOVLEDGER_CONFIG", "GOVLEDGER_KEY", "GOVLEDGER_AUTHORITY"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))


def run(ledger: str | Path, *words: str | Path, code: int = 0) -> Result:
    """`govledger` with some words, about one ledger."""
    env = {"GOVLEDGER_URL": str(ledger), "GOVLEDGER_RECORDER": "A. Clerk"}
    result = CliRunner().invoke(govledger, [str(word) for word in words], prog_name="govledger", env=env)
    assert result.exit_code == code, f"{words} ended with {result.exit_code}:\n{result.output}"
    return result


def asked(ledger: str | Path, *words: str | Path) -> list[dict[str, Any]]:
    """The rows that a question answers, as its JSON has them."""
    rows: list[dict[str, Any]] = json.loads(run(ledger, *words, "--format", "json").stdout)["rows"]
    return rows


@pytest.fixture(scope="session")
def _thornmere(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("thornmere")
    ledger = folder / "ledger.db"
    (folder / "part-2.yaml").write_text(BESIDE)
    with own_keys(folder):
        run(ledger, "init")
        run(ledger, "record", *sorted(EXAMPLES.glob("*.yaml")), folder / "part-2.yaml")
        _think_better_of_it(ledger)
    return ledger


def _think_better_of_it(ledger: Path) -> None:
    """Correct a membership, correct the correction, retract another, and retract a retraction."""
    memberships = asked(ledger, "log", "--type", "membership.started")
    first, second, third = (row["entry"] for row in memberships[:3])
    run(ledger, "correct", first, "--set", "role=member of the majority", "--why", "misread")
    correction = asked(ledger, "log", "-n", "1")[0]["entry"]
    run(
        ledger,
        "correct",
        correction,
        "--set",
        'fields={"role": "group leader"}',
        "--why",
        "read again in the signed copy",
    )
    run(ledger, "retract", second, "--reason", "another person of that name", "--although", "it was so minuted")
    run(ledger, "retract", third, "--reason", "a slip", "--although", "it was so minuted")
    run(ledger, "retract", asked(ledger, "log", "-n", "1")[0]["entry"], "--reason", "it was no slip")


@pytest.fixture
def thornmere(_thornmere: Path, tmp_path: Path) -> Path:
    """The file of a ledger with the story of Thornmere, and two exempt entries."""
    return copied(_thornmere, tmp_path)
