"""A clerk at the command line: a ledger of their own, a meeting file, and `govledger` to call."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from click.testing import CliRunner, Result

from cli.main import govledger
from tests.json_rows import with_texts
from tests.keys import copied, own_keys

Govledger: TypeAlias = Callable[..., Result]

MINUTES = """\
source:
  id: hwb-june
  document: Health and Wellbeing Board, minutes of 7 June 2018
  publisher: Northmoor Council
  date: 2018-06-07

register:
  organisations:
    northmoor: {name: Northmoor Council, kind: council}
    northmoor-ccg: {name: Northmoor Clinical Commissioning Group}
  bodies:
    hwb: {name: Health and Wellbeing Board, kind: statutory board, of: northmoor, on: 2013-04-01}
    shadow-hwb: {name: Shadow Health and Wellbeing Board, of: northmoor}
    scrutiny: {name: Adult Care Scrutiny Committee, kind: scrutiny committee, of: northmoor}
  people:
    ruth-okafor: {name: Ruth Okafor}
    tom-hale: {name: Tom Hale}
    ines-marsh: {name: Ines Marsh, also: [I. Marsh]}
  posts:
    director: {title: Director of Public Health, organisation: northmoor}
  projects:
    care-homes: {title: Care Home Strategy, kind: strategy, lead: hwb, on: 2017}

meeting:
  id: hwb/2018-06-07
  body: hwb
  on: 2018-06-07
  present: [ruth-okafor, tom-hale]

statements:
  - office: chair
    body: hwb
    holder: ruth-okafor
    on behalf of: northmoor
    since: 2016-05-20
    at: item 1
  - member: tom-hale
    body: hwb
    on behalf of: northmoor-ccg
    voting: yes
    since: "[2017-01..2018-12]"
    at: item 2
  - member: director
    body: hwb
    since: 2013-04-01
  - appointed: ines-marsh
    post: director
    interim: yes
    since: 2018-01-08
  - members declared: hwb
    complete: no
    on: 2018-06-07
  - took over: hwb
    from: shadow-hwb
    on: 2013-04-01
  - referred: care-homes
    to: scrutiny
    by: hwb
    purpose: a second look at the costs
    on: 2018-06-07
    at: item 7
  - considered: care-homes
    by: scrutiny
    role: information
    standing: unknown
    stated by: tom-hale
    note: was not sure whether it had been there
  - resolved: That the update be noted and the strategy be referred to scrutiny
    limbs:
      - {verb: noted, text: the update}
      - {verb: referred, text: the strategy to scrutiny, projects: care-homes}
    mover: ruth-okafor
    seconder: tom-hale
    at: item 7
"""


@pytest.fixture(autouse=True)
def clerks_own_machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A home, a recorder and a ledger that have nothing to do with those of whoever runs the tests."""
    for variable in ("GOVLEDGER_CONFIG", "GOVLEDGER_TRACEBACK", "COLUMNS"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("GOVLEDGER_RECORDER", "M. Okafor")
    monkeypatch.setenv("GOVLEDGER_URL", str(tmp_path / "ledger.db"))
    return tmp_path


@pytest.fixture
def call() -> Govledger:
    """`govledger` with some words, as a clerk would call it; anything unforeseen fails the test."""

    def run(*words: str | Path, code: int = 0, typed: str | None = None) -> Result:
        result = CliRunner().invoke(govledger, [str(word) for word in words], prog_name="govledger", input=typed)
        assert result.exit_code == code, f"{words} ended with {result.exit_code}:\n{result.output}"
        return result

    return run


@pytest.fixture
def rows(call: Govledger) -> Callable[..., list[dict[str, Any]]]:
    """The rows that a question answers, as its JSON has them."""

    def ask(*words: str) -> list[dict[str, Any]]:
        told: list[dict[str, Any]] = with_texts(json.loads(call(*words, "--format", "json").stdout)["rows"])
        return told

    return ask


@pytest.fixture
def minutes(tmp_path: Path) -> Path:
    """The meeting file of a meeting with everything in it that the first questions ask for."""
    file = tmp_path / "hwb-june.yaml"
    file.write_text(MINUTES)
    return file


@pytest.fixture(scope="session")
def _recorded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("recorded")
    (folder / "hwb-june.yaml").write_text(MINUTES)
    with own_keys(folder):
        for words in (["init"], ["record", str(folder / "hwb-june.yaml"), "--recorder", "M. Okafor"]):
            result = CliRunner().invoke(govledger, [*words, "--ledger", str(folder / "ledger.db")])
            assert result.exit_code == 0, result.output
    return folder / "ledger.db"


@pytest.fixture
def recorded(_recorded: Path, tmp_path: Path) -> Path:
    """The clerk's ledger with the meeting file recorded."""
    return copied(_recorded, tmp_path)
