"""Two ledgers with something exempt in them: Thornmere's, and one in which an entry of every type is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final, TypeAlias

import pytest
from click.testing import CliRunner, Result

from cli.keys import find_signer
from cli.main import govledger
from ledger.entries.entry import Draft
from ledger.recording.ledger import Ledger
from ledger.vocabulary.dates import when
from ledger.vocabulary.meetings import AgendaItemListed
from ledger.vocabulary.provenance import Source
from tests.kept_open import kept_open
from tests.keys import copied, own_keys

Govledger: TypeAlias = Callable[..., Result]
HERE: Final = Path(__file__).parent
THORNMERE: Final = sorted((HERE.parents[1] / "examples" / "thornmere").glob("*.yaml"))
WHY: Final = "Schedule 12A, paragraph 3"


def run(ledger: Path | str, *words: str | Path, code: int | None = 0) -> Result:
    """`govledger` with some words, about one ledger; any code will do where it is None, but no breakdown."""
    env = {"GOVLEDGER_URL": str(ledger), "GOVLEDGER_RECORDER": "A. Clerk"}
    result = CliRunner().invoke(govledger, [str(word) for word in words], prog_name="govledger", env=env)
    return _ended(result, words, code)


def _ended(result: Result, words: tuple[str | Path, ...], code: int | None) -> Result:
    assert result.exit_code == code or (code is None and result.exit_code in (0, 1, 2)), f"{words}: {result.output}"
    return result


@pytest.fixture(scope="session")
def ask() -> Iterator[Govledger]:
    """As `run`, by the thousand, about ledgers to which nobody writes."""
    with kept_open() as ledgers:

        def asked(ledger: Path, *words: str, code: int | None = 0) -> Result:
            return _ended(ledgers.ask(ledger, *words), words, code)

        yield asked


@pytest.fixture(autouse=True)
def nobodys_machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A home, and a folder to write to, that have nothing to do with those of whoever runs the tests."""
    for variable in ("GOVLEDGER_CONFIG", "GOVLEDGER_KEY", "GOVLEDGER_PUBLIC"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Both ledgers, by name."""
    found = {}
    for name in ("thornmere", "quillby"):
        folder = tmp_path_factory.mktemp(name)
        with own_keys(folder):
            found[name] = folder / "ledger.db"
            run(found[name], "init")
            if name == "thornmere":
                run(found[name], "record", *THORNMERE)
            else:
                record_quillby(found[name])
    return found


def record_quillby(ledger: Path | str) -> None:
    """Record, into a new ledger, what is withheld in many ways among what is not."""
    run(ledger, "record", HERE / "open.yaml")
    run(ledger, "record", HERE / "withheld.yaml")
    run(ledger, "correct", 27, "--set", "text=the xqzvk market is small", "--why", "xqzvk told us", "--exempt", WHY)
    run(ledger, "retract", 83, "--reason", "xqzvk is not so dear")
    with Ledger(
        ledger if isinstance(ledger, str) else f"sqlite:///{ledger}", recorder="A. Clerk", find_key=find_signer
    ) as opened:
        opened.record([_an_agenda_item()])
    run(ledger, "erase", 84, "--field", "title", "--basis", "xqzvk law", "--why", "asked by xqzvk")
    run(
        ledger, "motion", "record", "That the bridge be painted", "--meeting", "q-cabinet/1975-02-03", "--document", "M"
    )


def _an_agenda_item() -> Draft:
    """What no meeting file says, and imports do."""
    item = AgendaItemListed(
        meeting="meeting:q-cabinet/1975-02-03", title="Sale to xqzvk", number="xqzvk 1", result="xqzvk paid"
    )
    source = Source(document="Agenda of part xqzvk", id="xqzvk-agenda")
    return Draft(event=item, source=source, occurred=when("1987-03-09"), visibility=WHY)


@pytest.fixture(params=["thornmere", "quillby"])
def ledger(request: pytest.FixtureRequest, made: dict[str, Path]) -> Path:
    """The file of each of the two, one after the other; only to be read."""
    return made[request.param]


@pytest.fixture
def quillby(made: dict[str, Path], tmp_path: Path) -> Path:
    """The ledger with an exempt entry of every type, to be written in."""
    return copied(made["quillby"], tmp_path)
