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
from tests.importing.conftest import SOAK
from tests.importing.councils import council

HOUSE = Path(__file__).parents[2]
KILLS = 10 if SOAK else 2
PAPERS = 600 if SOAK else 40
IMPORT = "from cli.main import main; main()"


def importing(url: str, path: Path) -> subprocess.Popen[str]:
    """A process that imports, a few entries a transaction."""
    command = [sys.executable, "-c", IMPORT, "import", "oparl", str(path), "--chunk", "7", "--ledger", url]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, cwd=HOUSE)


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


@pytest.mark.soak
@pytest.mark.parametrize("database", ["sqlite", "postgres"])
def test_an_import_killed_at_random_moments_and_resumed_loses_and_doubles_nothing(
    request: pytest.FixtureRequest, database: str, tmp_path: Path
) -> None:
    ledgers: Ledgers = request.getfixturevalue(f"{database}_ledgers")
    path = tmp_path / "council.json"
    path.write_text(json.dumps(list(council(PAPERS))))
    never_killed, killed = ledgers(), ledgers()
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
