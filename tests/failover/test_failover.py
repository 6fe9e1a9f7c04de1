"""Failover: what was acknowledged under synchronous replication is there; what another lost is noticed and told."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from threading import Thread

import pytest

from ledger import store
from ledger.audit.errors import BehindMark
from ledger.audit.sealing import begin
from ledger.audit.signer import Signer
from ledger.audit.verification import Trust, Verdict, verify
from ledger.recording.key_custody import recover
from ledger.recording.ledger import Ledger
from ledger.store import Log
from ledger.transparency.policy import Policy
from ledger.vocabulary.dates import when
from ledger.vocabulary.questions import RemarkMade
from projections import ALL, Projector, register_at
from projections.questions import REMARKS
from tests.audit.sealed import key_in
from tests.failover.clerk import remark
from tests.failover.cluster import Cluster, running

HOUSE = Path(__file__).parents[2]
FAILOVERS = 50 if os.environ.get("GOVLEDGER_SOAK") == "1" else 1


@pytest.fixture
def signer(tmp_path: Path) -> Signer:
    return key_in(tmp_path)


def made(cluster: Cluster, signer: Signer) -> None:
    datastore = store.create(cluster.address)
    begin(datastore, signer.key.verifier)
    Projector(datastore, ALL).catch_up()
    datastore.close()


@contextmanager
def at_work(cluster: Cluster, signer: Signer) -> Iterator[subprocess.Popen[str]]:
    """A clerk in a process of its own, who has begun to record; stopped at the end."""
    command = [sys.executable, "-m", "tests.failover.clerk", cluster.address, str(signer.path)]
    clerk = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, cwd=HOUSE)
    try:
        assert clerk.stdout is not None
        assert clerk.stdout.readline() == "1\n"
        yield clerk
    finally:
        clerk.kill()
        clerk.wait()
        clerk.stdout.close()


def next_line(clerk: subprocess.Popen[str]) -> str:
    assert clerk.stdout is not None
    return clerk.stdout.readline().strip()


def remarks(address: str) -> list[int]:
    """The numbers of the remarks in the log, in their order."""
    with closing(store.open(address)) as datastore:
        events = [entry.event for entry in Log(datastore).entries(types=[RemarkMade.TYPE])]
    return [int(event.text.removeprefix("remark ")) for event in events if isinstance(event, RemarkMade)]


def trust(signer: Signer) -> Trust:
    return Trust(Policy.trusting(signer.key.verifier), "the key that was written down")


@pytest.mark.soak
def test_nothing_that_was_acknowledged_under_synchronous_replication_is_lost(signer: Signer) -> None:
    with running(synchronous=True) as cluster:
        made(cluster, signer)
        with at_work(cluster, signer) as clerk:
            told = [1]
            for _ in range(FAILOVERS):
                told += [int(next_line(clerk)) for _ in range(10)]
                cluster.fail_over()
                told += [int(next_line(clerk)) for _ in range(5)]
                cluster.wait_for_standby()
                with closing(store.open(cluster.standby.address)) as standby:
                    report = verify(standby, trust(signer))
                    assert (report.wrong, report.verdict) == ((), Verdict.NOT_ANCHORED)
                    assert len(register_at(standby).rows(REMARKS)) >= len(told)

        found = remarks(cluster.address)

    assert told == list(range(1, len(told) + 1))
    assert found == list(range(1, len(found) + 1))
    assert len(found) >= len(told)


def test_what_an_asynchronous_standby_lacks_is_noticed_told_and_gone_on_from(signer: Signer) -> None:
    with running(synchronous=False) as cluster:
        made(cluster, signer)
        with at_work(cluster, signer) as clerk:
            cluster.wait_for_standby()
            cluster.cut_replication()
            for _ in range(5):
                last = int(next_line(clerk))
            cluster.fail_over()
            while (line := next_line(clerk)).isdigit():
                last = int(line)
        kept = len(remarks(cluster.address))

        assert kept < last
        assert f"this machine has seen {last} entries" in line
        gone = f"entry {last} is" if last == kept + 1 else f"entries {kept + 1} to {last} are"
        assert f"{gone} not there any more, and receipts of them show what was lost" in line
        assert "audit recover" in line
        again = Signer.in_file(signer.path or Path())
        with Ledger(cluster.address, recorder="clerk", find_key=again.for_key) as ledger:
            with pytest.raises(BehindMark):
                ledger.record([remark(last + 1)])
            recover(ledger, why="the standby took over, and lacked the last entries", on=when("2026-11-29"))
            for number in range(kept + 1, last + 2):
                ledger.record([remark(number)])
            report = verify(ledger.datastore, trust(again))
        assert report.wrong == ()
        assert remarks(cluster.address) == list(range(1, last + 2))


def test_what_no_standby_has_confirmed_is_not_acknowledged(signer: Signer) -> None:
    with running(synchronous=True) as cluster:
        made(cluster, signer)
        cluster.standby.die()
        refused: list[store.Unavailable] = []

        def clerk() -> None:
            with Ledger(cluster.address, recorder="clerk", find_key=signer.for_key) as ledger:
                try:
                    ledger.record([remark(1)])
                except store.Unavailable as refusal:
                    refused.append(refusal)

        thread = Thread(target=clerk)
        thread.start()
        waiting = "SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE wait_event = 'SyncRep'"
        while not cluster.primary.ask(waiting):
            time.sleep(0.05)
        thread.join()

    [refusal] = refused
    assert "no standby has confirmed it" in refusal.problem


def test_while_no_server_may_be_written_to_it_is_said_to_pass(signer: Signer) -> None:
    with running(synchronous=False) as cluster:
        made(cluster, signer)
        cluster.wait_for_standby()
        cluster.primary.die()
        began = time.monotonic()

        with pytest.raises(store.Unavailable, match=r"no server of .* may be written to just now"):
            store.open(cluster.address)

        assert time.monotonic() - began < 10
        with closing(store.open(cluster.standby.address)) as standby:
            assert verify(standby, trust(signer)).wrong == ()
