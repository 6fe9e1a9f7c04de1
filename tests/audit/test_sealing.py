"""Sealing, on both databases: the tree grows with the entries, is checked before it is signed, follows commits only."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from eventsourcing.persistence import IntegrityError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ledger import store
from ledger.audit.errors import KeyRequired, TrailChanged, WrongKey
from ledger.audit.sealing import Sealing
from ledger.audit.signer import Signer
from ledger.database.datastore import Connection
from ledger.recording.persistence import KEY, URL, LedgerFactory
from ledger.store import Datastore, LedgerRecorder, Log
from ledger.transparency.errors import BadLeaf
from tests.audit.sealed import check_seals, key_in, owned, record, recorder, sealed, tables
from tests.store.statements import established, stored


@pytest.fixture
def board(ledger_url: str, signer: Signer) -> Iterator[Datastore]:
    opened = sealed(ledger_url, signer)
    yield opened
    opened.close()


def test_every_recording_is_sealed_with_a_checkpoint_of_its_own(board: Datastore, signer: Signer) -> None:
    made = recorder(board, signer)

    record(made, "icb")
    record(made, "hwb", "cabinet", "scrutiny")
    record(made, "schools-forum")

    assert [checkpoint.size for checkpoint in check_seals(board, signer)] == [1, 4, 5]


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(sizes=st.lists(st.integers(1, 40), min_size=1, max_size=6))
def test_the_tree_is_rfc_6962s_whatever_the_sizes_of_the_recordings(
    tmp_path_factory: pytest.TempPathFactory, sqlite_ledgers: Any, sizes: list[int]
) -> None:
    signer = key_in(tmp_path_factory.mktemp("key"))
    board = sealed(sqlite_ledgers(), signer)
    made = recorder(board, signer)

    for number, size in enumerate(sizes):
        record(made, *(f"board-{number}-{each}" for each in range(size)))

    assert len(check_seals(board, signer)) == len(sizes)
    board.close()


def test_a_large_recording_and_the_next_small_one_are_sealed_alike(board: Datastore, signer: Signer) -> None:
    made = recorder(board, signer)

    record(made, *(f"board-{number}" for number in range(300)))
    record(made, "last")

    assert [checkpoint.size for checkpoint in check_seals(board, signer)] == [300, 301]


def test_an_empty_ledger_has_no_checkpoint(board: Datastore, signer: Signer) -> None:
    recorder(board, signer).insert_events([])

    assert tables(board) == ([], {})


def test_a_failed_commit_followed_by_another_writer_signs_the_right_root(
    board: Datastore, ledger_url: str, signer: Signer
) -> None:
    class Trips:
        def appended(self, connection: Connection, rows: object) -> None:
            raise RuntimeError("the power went")

    mine = Sealing(board, signer.for_key)
    stumbling = LedgerRecorder(board, participants=[mine, Trips()])
    steady = LedgerRecorder(board, participants=[mine])
    elsewhere = store.open(ledger_url)
    record(steady, "icb")

    with pytest.raises(RuntimeError):
        record(stumbling, "lost")
    record(recorder(elsewhere, signer), "theirs")
    record(steady, "ours")

    assert [checkpoint.size for checkpoint in check_seals(board, signer)] == [1, 2, 3]
    elsewhere.close()


def test_a_refused_recording_leaves_no_trace_in_the_trail(board: Datastore, signer: Signer) -> None:
    made = recorder(board, signer)
    record(made, "icb")
    before = tables(board)

    with pytest.raises(IntegrityError):
        record(made, "hwb", "icb")

    assert tables(board) == before
    record(made, "hwb")
    check_seals(board, signer)


def test_the_mark_is_moved_after_the_commit_and_never_before(board: Datastore, signer: Signer) -> None:
    assert signer.mark is not None
    seen: list[int] = []

    class Looks:
        def appended(self, connection: Connection, rows: object) -> None:
            assert signer.mark is not None
            seen.append(signer.mark.seen.size if signer.mark.seen else 0)

    made = LedgerRecorder(board, participants=[Sealing(board, signer.for_key), Looks()])

    record(made, "icb")
    record(made, "hwb")

    assert seen == [0, 1]
    assert signer.mark.seen is not None
    assert signer.mark.seen.size == 2


def test_a_ledger_without_a_key_is_recorded_into_unsealed(datastore: Datastore) -> None:
    record(LedgerRecorder(datastore, participants=[Sealing(datastore)]), "icb")

    assert Log(datastore).last_position() == 1
    assert tables(datastore) == ([], {})


def test_a_sealed_ledger_is_not_recorded_into_without_its_key(board: Datastore, signer: Signer, tmp_path: Path) -> None:
    other = key_in(tmp_path / "other")

    with pytest.raises(KeyRequired, match="sealed with the key"):
        record(LedgerRecorder(board, participants=[Sealing(board)]), "icb")
    with pytest.raises(WrongKey, match="name the right key file"):
        record(recorder(board, other), "icb")

    assert Log(board).last_position() == 0


def test_what_cannot_be_sealed_is_refused_in_an_unsealed_ledger_too(datastore: Datastore) -> None:
    long = stored(established("icb", note="x" * 70_000))

    with pytest.raises(BadLeaf, match="more than 65535"):
        LedgerRecorder(datastore, participants=[Sealing(datastore)]).insert_events([long])

    assert Log(datastore).last_position() == 0


TAMPERED = {
    "an entry that bypassed the ledger": None,
    "a changed hash": "UPDATE tree_hashes SET hash = (SELECT hash FROM tree_hashes WHERE pos = 1) WHERE pos = 3",
    "a hash taken away": "DELETE FROM tree_hashes WHERE pos = 3",
    "a hash too many": "INSERT INTO tree_hashes SELECT 4, hash FROM tree_hashes WHERE pos = 1",
    "a checkpoint taken away": "DELETE FROM checkpoints WHERE size = 3",
    "a checkpoint of other words": "UPDATE checkpoints SET note = replace(note, 'board', 'bored') WHERE size = 3",
    "an older checkpoint's note": "UPDATE checkpoints SET note = (SELECT note FROM checkpoints WHERE size = 1) "
    "WHERE size = 3",
}


@pytest.mark.parametrize("change", TAMPERED.values(), ids=TAMPERED)
def test_nothing_is_signed_on_top_of_a_trail_that_was_changed(
    board: Datastore, signer: Signer, change: str | None
) -> None:
    made = recorder(board, signer)
    record(made, "icb")
    record(made, "hwb", "cabinet")
    if change is None:
        record(LedgerRecorder(board), "bypassed")
    else:
        with owned(board) as connection:
            board.execute(connection, change)

    with pytest.raises(TrailChanged, match="govledger audit verify"):
        record(recorder(board, signer), "next")

    assert Log(board).exists(["body:next"]) == set()


CHANGES = (
    "UPDATE tree_hashes SET hash = hash",
    "UPDATE checkpoints SET note = note",
    "UPDATE signing_keys SET verifier = verifier",
    "DELETE FROM tree_hashes",
    "DELETE FROM checkpoints",
    "DELETE FROM signing_keys",
)


@pytest.mark.parametrize("change", CHANGES)
def test_the_database_refuses_to_change_the_trail(board: Datastore, signer: Signer, change: str) -> None:
    record(recorder(board, signer), "icb")
    before = tables(board)

    with pytest.raises(IntegrityError, match="the audit trail is append-only"), board.write() as connection:
        board.execute(connection, change)

    assert tables(board) == before


@pytest.mark.parametrize("table", ["tree_hashes", "checkpoints", "signing_keys"])
def test_sqlite_refuses_to_replace_in_passing(sqlite_ledger_url: str, signer: Signer, table: str) -> None:
    board = sealed(sqlite_ledger_url, signer)
    record(recorder(board, signer), "icb")

    with pytest.raises(IntegrityError, match="taken already"), board.write() as connection:
        board.execute(connection, f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}")
    board.close()


@pytest.mark.parametrize("table", ["tree_hashes", "checkpoints", "cosignatures", "signing_keys", "disclosures"])
def test_postgresql_refuses_to_truncate_the_trail(postgres_ledger_url: str, table: str) -> None:
    board = store.open(postgres_ledger_url)

    with pytest.raises(IntegrityError, match="append-only"), board.write() as connection:
        board.execute(connection, f"TRUNCATE {table}")
    board.close()


class TestOtherApplications:
    """Applications of the `eventsourcing` package on the same ledger, which are given an environment and no more."""

    def test_they_seal_with_the_key_that_their_environment_names(
        self, board: Datastore, ledger_url: str, signer: Signer
    ) -> None:
        factory = LedgerFactory({URL: ledger_url, KEY: str(signer.path)})

        record(factory.application_recorder(), "icb")
        factory.close()

        assert len(check_seals(board, signer)) == 1

    def test_without_it_they_record_nothing(self, board: Datastore, ledger_url: str) -> None:
        factory = LedgerFactory({URL: ledger_url})

        with pytest.raises(KeyRequired):
            record(factory.application_recorder(), "icb")

        factory.close()
        assert Log(board).last_position() == 0
