"""An import that is killed at any moment, and given again, ends with the same entries as one that never was."""

from __future__ import annotations

import json
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import msgspec
import pytest

from ledger import store
from ledger.store import Log
from tests.conftest import Ledgers
from tests.imports.conftest import SOAK
from tests.imports.councils import council

HOUSE = Path(__file__).parents[2]
KILLS = 10 if SOAK else 2
PAPERS = 600 if SOAK else 40
GOVLEDGER = "from cli.main import main; main()"


def govledger(url: str, *words: str) -> subprocess.Popen[str]:
    """A process that does what a command says."""
    command = [sys.executable, "-c", GOVLEDGER, *words, "--ledger", url]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, cwd=HOUSE)


def importing(url: str, path: Path) -> subprocess.Popen[str]:
    """A process that imports, a few entries a transaction."""
    return govledger(url, "import", "oparl", str(path), "--chunk", "7")


def count(url: str) -> int:
    datastore = store.open(url)
    try:
        return Log(datastore).last_position()
    finally:
        datastore.close()


def kill_beyond(url: str, path: Path, entries: int) -> bool:
    """Kill an import some moment after the ledger has so many entries; false if it was done before."""
    process = importing(url, path)
    datastore = store.open(url)
    log = Log(datastore)
    while process.poll() is None and log.last_position() <= entries:
        time.sleep(0.005)
    datastore.close()
    time.sleep(random.uniform(0, 0.05))
    process.send_signal(signal.SIGKILL)
    process.communicate()
    return process.returncode == -signal.SIGKILL


def told(url: str) -> list[Any]:
    """Everything that the entries say, in their order."""
    datastore = store.open(url)
    try:
        entries = list(Log(datastore).entries())
    finally:
        datastore.close()
    return [msgspec.structs.replace(entry, recorded_at=0, correlation_id="") for entry in entries]


@pytest.fixture(params=["sealed sqlite", "postgresql"])
def two_ledgers(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[str, str]:
    """Two new ledgers on each database in turn; those on SQLite sign every transaction."""
    if request.param == "postgresql":
        ledgers: Ledgers = request.getfixturevalue("postgres_ledgers")
        return ledgers(), ledgers()
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("HOME", str(tmp_path))
    urls = (f"sqlite:///{tmp_path / 'never-killed.db'}", f"sqlite:///{tmp_path / 'killed.db'}")
    for url in urls:
        assert govledger(url, "init").wait() == 0
    return urls


@pytest.mark.soak
def test_an_import_killed_at_random_moments_and_resumed_loses_and_doubles_nothing(
    two_ledgers: tuple[str, str], tmp_path: Path
) -> None:
    never_killed, killed = two_ledgers
    path = tmp_path / "council.json"
    path.write_text(json.dumps(list(council(PAPERS))))
    _, error = importing(never_killed, path).communicate(timeout=300)
    total = count(never_killed)
    assert f"{total} recorded" in error

    kills = sum(kill_beyond(killed, path, entries) for entries in sorted(random.sample(range(total - 30), KILLS)))
    left_by_kills = count(killed)
    _, error = importing(killed, path).communicate(timeout=300)

    assert kills == KILLS
    assert left_by_kills > 0
    assert f"{total - left_by_kills} recorded, {left_by_kills} there already" in error
    assert told(killed) == told(never_killed)
    if killed.startswith("sqlite"):
        assert govledger(killed, "audit", "verify").wait() == 3, "consistent, and not anchored by anything outside"
