"""A process that has erased or verified, and goes on recording, keeps SQLite's locks: nothing it records is lost."""

from __future__ import annotations

import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from ledger import store
from ledger.store import Log

HOUSE = Path(__file__).parents[2]
CLERK = """
import sys
from ledger.audit.verification import Trust, verify
from ledger.recording.ledger import Ledger
from tests.audit.test_one_moment import remark

with Ledger(sys.argv[1]) as ledger:
    ledger.record([remark(1), remark(2)])
    {first}
    print("ready", flush=True)
    sys.stdin.readline()
    for number in range(3, 6):
        ledger.record([remark(number)])
    print(ledger.book.last_position(), flush=True)
    sys.stdin.readline()
"""


@pytest.mark.parametrize(
    ("first", "recorded"),
    [
        ("ledger.erase(1, ['text'], basis='UK GDPR Art 17', why='request 3')", 6),
        ("verify(ledger.datastore, Trust())", 5),
    ],
    ids=["erased", "verified"],
)
def test_what_is_recorded_after_it_is_there_when_the_process_is_killed(
    sqlite_ledger_url: str, first: str, recorded: int
) -> None:
    command = [sys.executable, "-c", CLERK.format(first=first), sqlite_ledger_url]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=HOUSE) as clerk:
        assert clerk.stdin is not None
        assert clerk.stdout is not None
        assert clerk.stdout.readline() == "ready\n"
        somebody_else_comes_and_goes(sqlite_ledger_url)
        clerk.stdin.write("\n")
        clerk.stdin.flush()
        acknowledged = clerk.stdout.readline()
        clerk.kill()

    with closing(store.open(sqlite_ledger_url)) as datastore:
        assert (acknowledged, Log(datastore).last_position()) == (f"{recorded}\n", recorded)


def somebody_else_comes_and_goes(url: str) -> None:
    """Another process, which on leaving tidies up if it is the last."""
    look = "import sys; from ledger import store; from ledger.store import Log; d = store.open(sys.argv[1]); "
    subprocess.run([sys.executable, "-c", f"{look}Log(d).last_position(); d.close()", url], cwd=HOUSE, check=True)
