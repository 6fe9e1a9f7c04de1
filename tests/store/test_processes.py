"""Several processes record at once, and processes die while they record: nothing is lost, nothing is half there."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections import defaultdict
from itertools import chain
from pathlib import Path

import pytest

from ledger import store
from ledger.store import LedgerRecorder, Log
from tests.store.statements import established, stored

CLERK = "tests.store.recording_process"
HOUSE = Path(__file__).parents[2]
SOAK = os.environ.get("GOVLEDGER_SOAK") == "1"


def clerk(url: str, name: str, transactions: int, entries: int) -> subprocess.Popen[str]:
    """A process that records, and prints the positions of each transaction once it is acknowledged."""
    command = [sys.executable, "-m", CLERK, url, name, str(transactions), str(entries)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=HOUSE)


def acknowledged(output: str) -> list[int]:
    """The positions in whole lines; the last line of a process that was killed may be cut off."""
    lines = output[: output.rfind("\n") + 1].splitlines()
    return [int(position) for line in lines for position in line.split()]


def test_four_clerks_at_once_lose_nothing(ledger_url: str) -> None:
    clerks = [clerk(ledger_url, f"clerk{number}", transactions=40, entries=3) for number in range(4)]

    told = [process.communicate(timeout=120) for process in clerks]

    assert [error for _, error in told] == [""] * 4
    positions = [acknowledged(output) for output, _ in told]
    assert all(own == sorted(own) for own in positions)
    datastore = store.open(ledger_url)
    entries = list(Log(datastore).entries())
    datastore.close()
    assert (
        sorted(chain.from_iterable(positions))
        == [entry.position for entry in entries]
        == list(range(1, 4 * 40 * 3 + 1))
    )
    recorded = [entry.recorded_at for entry in entries]
    assert recorded == sorted(recorded)
    versions = defaultdict(list)
    for entry in entries:
        versions[entry.stream].append(entry.version)
    assert all(found == list(range(1, len(found) + 1)) for found in versions.values())


def test_four_clerks_in_one_stream_each_get_their_turn(ledger_url: str) -> None:
    clerks = [clerk(ledger_url, "shared", transactions=15, entries=1) for _ in range(4)]

    told = [process.communicate(timeout=120) for process in clerks]

    assert [error for _, error in told] == [""] * 4
    datastore = store.open(ledger_url)
    versions = [entry.version for entry in Log(datastore).entries(streams=["body:shared"])]
    datastore.close()
    assert versions == list(range(1, 61))


@pytest.mark.soak
@pytest.mark.parametrize("attempt", range(20 if SOAK else 4))
def test_a_clerk_who_is_killed_loses_nothing_that_was_acknowledged(ledger_url: str, attempt: int) -> None:
    chance = random.Random(attempt)
    size = chance.choice([1, 7, 200])
    process = clerk(ledger_url, "clerk", transactions=100_000, entries=size)
    first = process.stdout.readline() if process.stdout else ""

    time.sleep(chance.uniform(0, 0.5))
    process.send_signal(signal.SIGKILL)
    with process:  # what `readline` has buffered is part of the rest; `communicate` would pass it by
        rest = process.stdout.read() if process.stdout else ""

    positions = acknowledged(first + rest)
    datastore = store.open(ledger_url)
    entries = list(Log(datastore).entries())
    found = [entry.position for entry in entries]
    assert positions == list(range(1, len(positions) + 1))
    assert found == list(range(1, len(found) + 1))
    assert len(positions) <= len(found) <= len(positions) + 2 * size
    assert len(found) % size == 0
    assert {entry.position for entry in Log(datastore).tagged("body:clerk")} == set(found)
    assert LedgerRecorder(datastore).insert_events([stored(established("next"))]) == [len(found) + 1]
    datastore.close()


def test_a_subscription_sees_what_another_process_records(ledger_url: str) -> None:
    datastore = store.open(ledger_url)
    with LedgerRecorder(datastore).subscribe(gt=0) as subscription:
        process = clerk(ledger_url, "elsewhere", transactions=3, entries=2)

        seen = [next(subscription).id for _ in range(6)]

    assert process.communicate(timeout=60)[1] == ""
    assert seen == [1, 2, 3, 4, 5, 6]
    datastore.close()
