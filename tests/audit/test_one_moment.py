"""Verifying beside clerks at work: what they record, erase and hand over meanwhile is no tampering."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from threading import Event, Thread

import pytest

from ledger.audit.signer import Signer
from ledger.audit.verification import Trust, Verdict, verify, workers
from ledger.database.sqlite_moment import can_be_mapped
from ledger.entries.entry import Draft
from ledger.recording.key_custody import rotate
from ledger.recording.ledger import Ledger
from ledger.store import Datastore
from ledger.transparency.keys import SigningKey
from ledger.transparency.policy import Policy
from ledger.vocabulary.dates import when
from ledger.vocabulary.provenance import Source
from ledger.vocabulary.questions import RemarkMade
from projections import ALL, Projector
from projections.engine.comparison import derived, differences, reach
from tests.audit.sealed import file_of, sealed
from tests.transparency.trees import BOARD

SOAK = os.environ.get("GOVLEDGER_SOAK") == "1"
TIMES = 500 if SOAK else 8


@pytest.fixture
def trust(ledger_url: str, signer: Signer) -> Trust:
    """In the first key of a ledger that is sealed with it, and has texts to erase."""
    sealed(ledger_url, signer).close()
    with at_work(ledger_url, signer) as ledger:
        ledger.record([remark(number) for number in range(20)])
    return Trust(Policy.trusting(signer.key.verifier), "the key that was written down")


def at_work(url: str, signer: Signer) -> Ledger:
    return Ledger(url, recorder="clerk", find_key=signer.for_key, alongside=lambda found: Projector(found, ALL))


def remark(number: int) -> Draft:
    minutes = Source(document=f"Minutes {number} of the Marsham cabinet", id=f"cabinet-{number}")
    return Draft(event=RemarkMade(text=f"remark {number}"), source=minutes, erasable=("text",))


@contextmanager
def clerks(url: str, signer: Signer) -> Iterator[list[int]]:
    """Somebody who records, erases, and hands over to another key; the list grows with what is done."""
    over, done, folder = Event(), list[int](), file_of(signer).parent

    def work() -> None:
        path = file_of(signer)
        for turn in range(1, 100_000):
            with at_work(url, Signer.in_file(path)) as ledger:
                for number in range(5):
                    if over.is_set():
                        return
                    [entry] = ledger.record([remark(100 * turn + number)]).recorded
                    ledger.erase(entry.position, ["text"], basis="UK GDPR Art 17", why="requested")
                    done.append(turn)
                    over.wait(0.1)  # or the ledger outgrows the time that five hundred verifies have
                path = folder / f"{turn}.key"
                rotate(ledger, SigningKey.generate(BOARD), path, why="a new year", on=when("2026-11-25"))

    thread = Thread(target=work)
    thread.start()
    try:
        yield done
    finally:
        over.set()
        thread.join()


@pytest.mark.soak
def test_no_verify_beside_recording_erasing_and_handing_over_cries_tampering(
    ledger_url: str, signer: Signer, trust: Trust
) -> None:
    with Ledger(ledger_url) as reader, clerks(ledger_url, signer) as done:
        board = reader.datastore
        found = [_verified(board, trust) for _ in range(TIMES)]
        assert done, "somebody did record meanwhile"

    assert [wrong for wrong, _ in found if wrong] == []
    assert len({entries for _, entries in found}) > 1


def _verified(board: Datastore, trust: Trust) -> tuple[tuple[object, ...], int]:
    report = verify(board, trust, derived=partial(derived, board), besides=partial(_besides, board))
    time.sleep(0.2)  # whoever erases in an SQLite file waits until nobody reads
    return report.wrong, report.entries


def _besides(board: Datastore) -> Iterator[object]:
    yield from reach(board)
    yield from differences(board)


def test_several_processes_read_one_moment_while_others_record(
    ledger_url: str, signer: Signer, trust: Trust, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workers, "_WORTH_IT", 1)
    monkeypatch.setattr(workers, "PAGE", 7)
    with Ledger(ledger_url) as reader, clerks(ledger_url, signer):
        reports = [verify(reader.datastore, trust, workers=2) for _ in range(20 if SOAK else 2)]

    assert [report.verdict for report in reports] == [Verdict.NOT_ANCHORED] * len(reports), reports


def test_what_is_recorded_once_the_moment_is_entered_is_not_seen(ledger_url: str, signer: Signer, trust: Trust) -> None:
    with Ledger(ledger_url) as reader, at_work(ledger_url, signer) as clerk:
        token = reader.datastore.enter_moment()
        assert reader.datastore.is_shared_moment()
        clerk.record([remark(99)])

        seen = reader.book.last_position()
        clerk.datastore.enter_moment(token)
        same = clerk.book.last_position()
        for each in (reader, clerk):
            each.datastore.leave_moment()

        assert (seen, reader.book.last_position()) == (20, 21)
        if clerk.datastore.backend == "postgresql":
            assert same == 20
        else:  # SQLite hands over no snapshot, and tells that somebody has written since
            assert same == 21


def test_a_file_is_mapped_only_where_all_of_it_can_be_read(sqlite_ledger_url: str, tmp_path: Path) -> None:
    with Ledger(sqlite_ledger_url) as reader:
        token = reader.datastore.enter_moment()
        with reader.datastore.read() as connection:
            [(mapped,)] = reader.datastore.execute(connection, "PRAGMA mmap_size")
        reader.datastore.leave_moment()
        reader.datastore.enter_moment("read")
        with reader.datastore.read() as connection:
            [(not_mapped,)] = reader.datastore.execute(connection, "PRAGMA mmap_size")
        reader.datastore.leave_moment()

    assert (token, mapped > 0, not_mapped) == ("mapped", True, 0)
    assert not can_be_mapped(tmp_path)


def test_a_moment_in_which_somebody_wrote_is_not_shared(sqlite_ledger_url: str) -> None:
    with Ledger(sqlite_ledger_url) as reader, Ledger(sqlite_ledger_url) as clerk:
        reader.datastore.enter_moment()
        clerk.record([remark(1)])

        assert not reader.datastore.is_shared_moment()
