"""Clerks at once, clerks who are killed, disks that fail: what was acknowledged is there once, and rightly sealed."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from itertools import chain
from pathlib import Path

import pytest

from ledger import store
from ledger.audit.signer import Signer
from ledger.store import Datastore, Log
from ledger.transparency.tree import load_root
from tests.audit.sealed import check_seals, mark_of, record, recorder, sealed, tables

HOUSE = Path(__file__).parents[2]
SOAK = os.environ.get("GOVLEDGER_SOAK") == "1"
KILLS = 100 if SOAK else 5
FAILURES = (("fdatasync", "EIO"), ("pwrite64", "EIO"), ("pwrite64", "ENOSPC"))
STRACE = shutil.which("strace")
FAULTS = 40 if SOAK else 2


def clerk(
    url: str, signer: Signer, name: str, transactions: str, entries: int, before: Sequence[str] = ()
) -> subprocess.Popen[str]:
    """A process that records into a sealed ledger."""
    words = ["-m", "tests.audit.sealing_process", url, str(signer.path), name, transactions, str(entries)]
    return subprocess.Popen(
        [*before, sys.executable, *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=HOUSE
    )


def acknowledged(output: str) -> list[int]:
    """The positions in whole lines; the last line of a process that was killed may be cut off."""
    return [int(position) for line in output[: output.rfind("\n") + 1].splitlines() for position in line.split()]


def test_four_clerks_at_once_are_sealed_one_after_the_other(ledger_url: str, signer: Signer) -> None:
    sealed(ledger_url, signer).close()
    clerks = [clerk(ledger_url, signer, f"clerk{number}", "25", number + 1) for number in range(4)]

    told = [process.communicate(timeout=300) for process in clerks]

    assert [error for _, error in told] == [""] * 4
    board = store.open(ledger_url)
    positions = sorted(chain.from_iterable(acknowledged(output) for output, _ in told))
    assert positions == list(range(1, 25 * (1 + 2 + 3 + 4) + 1))
    assert len(check_seals(board, signer)) == 100
    assert mark_of(signer) == 250
    board.close()


@pytest.mark.soak
def test_a_clerk_who_is_killed_loses_nothing_that_was_acknowledged(ledger_url: str, signer: Signer) -> None:
    board, chance = sealed(ledger_url, signer), random.Random(4)

    for attempt in range(KILLS):
        before, entries = Log(board).last_position(), chance.choice([1, 3, 60])
        process = clerk(ledger_url, signer, f"kill-{attempt}", "-", entries)
        first = process.stdout.readline() if process.stdout else ""
        time.sleep(chance.uniform(0, 0.4))
        process.send_signal(signal.SIGKILL)
        rest, said = _the_rest_of(process)
        _wait_for_the_server(board)

        assert first, said
        _check_acknowledged(board, acknowledged(first + rest), before, entries)
        _check_mark(board, signer)

    record(recorder(board, Signer.in_file(signer.path or Path())), "next")
    check_seals(board, signer)
    board.close()


@pytest.mark.soak
@pytest.mark.skipif(STRACE is None, reason="strace is not installed: apt-get install strace")
@pytest.mark.parametrize(("call", "error"), FAILURES)
def test_a_disk_that_fails_loses_nothing_that_was_acknowledged(
    sqlite_ledger_url: str, signer: Signer, call: str, error: str
) -> None:
    board, chance = sealed(sqlite_ledger_url, signer), random.Random(call + error)
    failed = 0

    for attempt in range(FAULTS):
        before, entries = Log(board).last_position(), chance.choice([1, 3, 60])
        nth = chance.randint(3, 30)
        trace = [
            *(str(STRACE), "-f", "-qq", "-o", "/dev/null", "-P", f"{board.address.database}", "-P"),
            *(f"{board.address.database}-wal", "-e", f"trace={call}", "-e", f"inject={call}:error={error}:when={nth}"),
        ]
        process = clerk(sqlite_ledger_url, signer, f"{call}-{attempt}", "30", entries, before=trace)
        told, said = process.communicate(timeout=120)

        failed += process.returncode != 0
        refused = "Full" if error == "ENOSPC" else "Unavailable"
        assert process.returncode == 0 or f"{refused}: the database refused" in said, said
        _check_acknowledged(board, acknowledged(told), before, entries)
        _check_mark(board, signer)

    record(recorder(board, Signer.in_file(signer.path or Path())), "next")
    check_seals(board, signer)
    assert failed, f"no {call} ever failed"
    board.close()


def _the_rest_of(process: subprocess.Popen[str]) -> tuple[str, str]:
    """What it had printed, by way of the buffer that `readline` has filled (`communicate` would pass it by)."""
    assert process.stdout is not None
    assert process.stderr is not None
    with process:
        return process.stdout.read(), process.stderr.read()


def _wait_for_the_server(board: Datastore) -> None:
    """PostgreSQL goes on with what a client had asked for before it was killed; wait until that is over."""
    others = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
    while board.backend != "sqlite":
        with board.read() as connection:
            if board.execute(connection, others) == [(0,)]:
                return
        time.sleep(0.02)


def _check_acknowledged(board: Datastore, positions: list[int], before: int, entries: int) -> None:
    """All that was acknowledged is there, in its order; at most one transaction more, whole, that was not."""
    last = Log(board).last_position()
    found = [row.position for row in Log(board).rows(after=before)]
    assert positions == list(range(before + 1, before + len(positions) + 1))
    assert found == list(range(before + 1, last + 1))
    assert last - before - len(positions) in (0, entries)


def _check_mark(board: Datastore, signer: Signer) -> None:
    """The mark may lag behind the ledger; it never leads, and is part of its history."""
    seen = Signer.in_file(signer.path or Path()).mark
    assert seen is not None
    if seen.seen is not None:
        hashes, notes = tables(board)
        assert seen.seen.size <= max(notes)
        assert load_root(seen.seen.size, lambda places: [hashes[place] for place in places]) == seen.seen.root
