"""Custody, on both databases: sealing later, handing over to another key, going on from a backup that is noticed."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest

from ledger import store
from ledger.audit.errors import (
    AlreadySealed,
    BadMark,
    BehindMark,
    KeyRequired,
    NothingToRecover,
    NotSealed,
    TrailChanged,
    WrongKey,
)
from ledger.audit.high_water_mark import LOCK
from ledger.audit.sealing import Sealing
from ledger.audit.signer import Signer, mark_beside
from ledger.audit.trail_tables import Trail
from ledger.recording.key_custody import recover, rotate, seal
from ledger.recording.ledger import Ledger
from ledger.refusals import Refusal
from ledger.store import Datastore, LedgerRecorder
from ledger.transparency.checkpoint import open_checkpoint
from ledger.transparency.errors import BadKeyFile
from ledger.transparency.keys import SigningKey, VerifierKey
from ledger.vocabulary.dates import when
from ledger.vocabulary.signing_keys import BackupRestored, KeyRotated
from tests.audit.sealed import check_seals, file_of, key_in, mark_of, owned, record, recorder, sealed, tables
from tests.transparency.trees import BOARD

TODAY = when("2026-11-22")


@pytest.fixture
def board(ledger_url: str, signer: Signer) -> Iterator[Ledger]:
    """A sealed ledger of three entries."""
    opened = sealed(ledger_url, signer)
    record(recorder(opened, signer), "icb", "hwb")
    record(recorder(opened, signer), "cabinet")
    opened.close()
    signer.close()
    with Ledger(ledger_url, recorder="clerk", find_key=again(signer)) as ledger:
        yield ledger


def again(signer: Signer):  # type: ignore[no-untyped-def]
    """Finds the key in its file, as a later command does."""
    assert signer.path is not None
    path = signer.path
    return lambda wanted: Signer.in_file(path).for_key(wanted)


def bodies(ledger: Ledger, *names: str) -> None:
    record(ledger.recorder, *names)  # type: ignore[arg-type]


class TestSealingLater:
    def test_what_was_kept_without_a_key_is_sealed_as_it_stands(self, datastore: Datastore, signer: Signer) -> None:
        record(LedgerRecorder(datastore), *(f"board-{number}" for number in range(70)))

        assert seal(datastore, signer) == 70
        record(recorder(datastore, signer), "next")

        assert [checkpoint.size for checkpoint in check_seals(datastore, signer)] == [70, 71]

    def test_an_empty_ledger_gets_a_key_and_no_checkpoint(self, datastore: Datastore, signer: Signer) -> None:
        assert seal(datastore, signer) == 0

        assert tables(datastore) == ([], {})
        record(recorder(datastore, signer), "first")
        check_seals(datastore, signer)

    def test_a_ledger_is_given_its_first_key_once(self, board: Ledger, tmp_path: Path) -> None:
        with pytest.raises(AlreadySealed, match="govledger audit key rotate"):
            seal(board.datastore, key_in(tmp_path / "other"))

    def test_progress_is_told(self, datastore: Datastore, signer: Signer) -> None:
        record(LedgerRecorder(datastore), "icb", "hwb")
        told: list[tuple[int, int]] = []

        seal(datastore, signer, lambda done, total: told.append((done, total)))

        assert told == [(2, 2)]

    def test_an_unsealed_ledger_has_nobody_who_signs(self, ledger_url: str) -> None:
        with Ledger(ledger_url) as ledger, pytest.raises(NotSealed, match="govledger audit seal"):
            ledger.signer()


class TestHandingOver:
    def test_the_old_key_signs_the_entry_that_names_the_new_one(
        self, board: Ledger, signer: Signer, tmp_path: Path
    ) -> None:
        successor = SigningKey.generate(BOARD)

        outcome = rotate(board, successor, tmp_path / "new.key", why="a new clerk", on=TODAY)

        [entry] = outcome.recorded
        assert entry.event == KeyRotated(old=signer.key.verifier.text, new=successor.verifier.text, why="a new clerk")
        newest = tables(board.datastore)[1][4]
        assert open_checkpoint(newest, signer.key.verifier) == open_checkpoint(newest, successor.verifier)
        assert keys_of(board.datastore) == [(1, signer.key.verifier), (5, successor.verifier)]

    def test_the_new_key_signs_from_the_next_entry_on_and_the_old_one_no_more(
        self, board: Ledger, ledger_url: str, signer: Signer, tmp_path: Path
    ) -> None:
        rotate(board, SigningKey.generate(BOARD), tmp_path / "new.key", why="a new clerk", on=TODAY)
        new = Signer.in_file(tmp_path / "new.key")

        with Ledger(ledger_url, find_key=new.for_key) as ledger:
            bodies(ledger, "next")

        check_seals(board.datastore, signer, new)
        with pytest.raises(WrongKey):
            record(recorder(board.datastore, signer), "too-late")

    def test_somebody_who_records_meanwhile_is_asked_for_the_new_key(
        self, board: Ledger, ledger_url: str, signer: Signer, tmp_path: Path
    ) -> None:
        opened = store.open(ledger_url)
        busy = LedgerRecorder(opened, participants=[Sealing(opened, signer.for_key)])
        record(busy, "before")

        rotate(board, SigningKey.generate(BOARD), tmp_path / "new.key", why="a new clerk", on=TODAY)

        with pytest.raises(WrongKey, match="name the right key file"):
            record(busy, "after")
        opened.close()

    def test_the_new_key_takes_the_place_of_the_old_one_which_is_kept(self, board: Ledger, signer: Signer) -> None:
        place = signer.path
        assert place is not None

        rotate(board, SigningKey.generate(BOARD), place, why="yearly", on=TODAY)

        retired = place.with_name(f"{place.name}.retired-{signer.key.verifier.key_id:08x}")
        assert sorted(file.name for file in place.parent.iterdir()) == sorted(
            [LOCK, *(file.name for file in (place, mark_beside(place), retired, mark_beside(retired)))]
        )
        assert Signer.in_file(retired).key == signer.key
        bodies(board, "next")

    def test_a_rotation_that_is_refused_leaves_no_key_behind(
        self, board: Ledger, signer: Signer, tmp_path: Path
    ) -> None:
        with pytest.raises(Refusal, match="take over from itself"):
            rotate(board, signer.key, tmp_path / "new.key", why="the key is old", on=TODAY)

        assert not (tmp_path / "new.key").exists()
        bodies(board, "next")
        check_seals(board.datastore, signer)

    def test_no_key_is_written_over(self, board: Ledger, tmp_path: Path) -> None:
        (tmp_path / "new.key").write_text("something precious")

        with pytest.raises(BadKeyFile, match="is there already"):
            rotate(board, SigningKey.generate(BOARD), tmp_path / "new.key", why="yearly", on=TODAY)

        assert (tmp_path / "new.key").read_text() == "something precious"
        assert board.book.last_position() == 3

    def test_it_is_neither_corrected_nor_retracted(self, board: Ledger, tmp_path: Path) -> None:
        from ledger.vocabulary.corrections import EntryRetracted

        rotate(board, SigningKey.generate(BOARD), tmp_path / "new.key", why="yearly", on=TODAY)

        with pytest.raises(Refusal, match="the ledger's own trail"):
            board.retract(EntryRetracted(entry=4, why="a slip"))


class TestGoingOnFromABackup:
    @pytest.fixture
    def backup(self, board: Ledger, ledger_url: str, tmp_path: Path) -> Ledger:
        """The ledger put back to two entries, as its tables were then; the key and its mark are as they were left."""
        put_back(board.datastore, 2)
        return board

    def test_an_old_database_is_not_recorded_into(self, backup: Ledger) -> None:
        with pytest.raises(BehindMark, match="has only 2 now"):
            bodies(backup, "next")

        assert backup.book.last_position() == 2

    def test_what_was_seen_and_is_gone_is_recorded(self, backup: Ledger, signer: Signer) -> None:
        seen = Signer.in_file(file_of(signer)).mark
        assert seen is not None
        assert seen.seen is not None

        [entry] = recover(backup, why="the disk failed", on=TODAY).recorded

        assert isinstance(entry.event, BackupRestored)
        assert (entry.position, entry.event.seen_size, entry.event.restored_size) == (3, 3, 2)
        bodies(backup, "next")
        check_seals(backup.datastore, signer)
        old_mark = mark_beside(file_of(signer)).with_name(f"{mark_beside(file_of(signer)).name}.before-3")
        assert open_checkpoint(old_mark.read_text(), signer.key.verifier).size == 3

    def test_the_same_backup_can_be_restored_twice(self, backup: Ledger) -> None:
        recover(backup, why="the disk failed", on=TODAY)
        put_back(backup.datastore, 2)

        assert len(recover(backup, why="the disk failed", on=TODAY).recorded) == 1

    def test_another_history_of_the_same_length_is_noticed(
        self, backup: Ledger, ledger_url: str, signer: Signer
    ) -> None:
        opened = store.open(ledger_url)
        without_mark = Signer(signer.key)
        record(recorder(opened, without_mark), "another", "and-another")

        with pytest.raises(BehindMark, match="its first entries are others now"):
            bodies(backup, "next")
        opened.close()

    def test_there_is_nothing_to_recover_where_nothing_is_gone(self, board: Ledger) -> None:
        with pytest.raises(NothingToRecover, match="has all that this machine has seen"):
            recover(board, why="to be sure", on=TODAY)

        assert board.book.last_position() == 3

    def test_a_changed_trail_is_no_backup(self, backup: Ledger) -> None:
        with owned(backup.datastore) as connection:
            backup.datastore.execute(connection, "UPDATE tree_hashes SET hash = ? WHERE pos = 2", (b"\0" * 32,))

        with pytest.raises(TrailChanged):
            recover(backup, why="the disk failed", on=TODAY)


class TestMark:
    def test_it_may_lag(self, board: Ledger, signer: Signer, tmp_path: Path) -> None:
        shutil.copy(mark_beside(file_of(signer)), tmp_path / "older")
        bodies(board, "next")
        board.close()
        shutil.copy(tmp_path / "older", mark_beside(file_of(signer)))

        with Ledger(str(board.datastore.address.text), find_key=again(signer)) as later:
            bodies(later, "and-next")

        assert mark_of(signer) == 5

    def test_it_is_written_when_the_ledger_is_closed(self, board: Ledger, signer: Signer) -> None:
        for number in range(5):
            bodies(board, f"board-{number}")
        board.close()

        assert mark_of(signer) == 8

    def test_where_it_is_missing_it_is_made_again(self, board: Ledger, signer: Signer) -> None:
        mark_beside(file_of(signer)).unlink()

        bodies(board, "next")

        assert mark_of(signer) == 4

    def test_one_of_another_ledger_is_refused(self, board: Ledger, signer: Signer, tmp_path: Path) -> None:
        other = key_in(tmp_path / "other")
        mark_beside(file_of(signer)).write_text(
            other.signed(open_checkpoint(mark_beside(file_of(signer)).read_text(), signer.key.verifier))
        )

        with pytest.raises(BadMark, match="not of this ledger's key"):
            bodies(board, "next")

    def test_an_older_one_never_replaces_a_newer_one(self, board: Ledger, signer: Signer) -> None:
        slow = Signer.in_file(file_of(signer)).mark
        assert slow is not None
        note = mark_beside(file_of(signer)).read_text()
        assert slow.seen is not None
        bodies(board, "next")
        board.close()

        slow._on_disk = ""
        slow.close()

        assert note != mark_beside(file_of(signer)).read_text()
        assert mark_of(signer) == 4

    def test_of_two_processes_that_write_it_at_once_the_newer_one_stays(
        self, board: Ledger, signer: Signer, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        slow, quick = Signer.in_file(file_of(signer)).mark, Signer.in_file(file_of(signer)).mark
        assert slow is not None
        assert quick is not None
        assert slow.seen is not None
        bodies(board, "next")
        board.close()
        newer = mark_beside(file_of(signer)).read_text()
        mark_beside(file_of(signer)).unlink()
        quick.advance(open_checkpoint(newer, signer.key.verifier), newer)  # which writes it, and is to write it again
        mark_beside(file_of(signer)).unlink()
        meanwhile = Thread(target=quick._write)
        looked = slow._is_overtaken

        def look_and_let_the_other_go_on() -> bool:
            overtaken = looked()
            meanwhile.start()
            meanwhile.join(0.2)
            return overtaken

        monkeypatch.setattr(slow, "_is_overtaken", look_and_let_the_other_go_on)
        slow._write()
        meanwhile.join()

        assert mark_of(signer) == 4
        assert sorted(path.name for path in file_of(signer).parent.iterdir()) == [LOCK, "board.key", "board.key.mark"]

    def test_a_mark_that_cannot_be_written_stops_the_recording_after_the_one_it_followed(
        self, board: Ledger, signer: Signer, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def full(*_args: object, **_kwargs: object) -> None:
            raise OSError(28, "No space left on device")

        with monkeypatch.context() as patched:
            patched.setattr("ledger.audit.high_water_mark.os.replace", full)
            bodies(board, "recorded")
            with pytest.raises(BadMark, match="No space left"):
                bodies(board, "refused")
        bodies(board, "after-all")

        assert board.book.exists(["body:recorded", "body:refused", "body:after-all"]) == {
            "body:recorded",
            "body:after-all",
        }


class TestKeyFiles:
    def test_only_the_owner_may_read_a_new_key(self, signer: Signer) -> None:
        assert file_of(signer).stat().st_mode & 0o777 == 0o600

    @pytest.mark.parametrize("mode", [0o640, 0o604, 0o660])
    def test_one_that_others_may_read_is_refused(self, signer: Signer, mode: int) -> None:
        file_of(signer).chmod(mode)

        with pytest.raises(BadKeyFile, match="chmod 600"):
            Signer.in_file(file_of(signer))

    def test_an_absent_one_says_how_to_name_it(self, tmp_path: Path) -> None:
        with pytest.raises(BadKeyFile, match="GOVLEDGER_KEY"):
            Signer.in_file(tmp_path / "nowhere.key")

    def test_one_that_holds_something_else_does_not_show_it(self, signer: Signer) -> None:
        file_of(signer).write_text("PRIVATE+KEY+a+00000000+c2VjcmV0")

        with pytest.raises(BadKeyFile) as refused:
            Signer.in_file(file_of(signer))

        assert "c2VjcmV0" not in str(refused.value)

    def test_a_key_is_not_shown_by_accident(self, signer: Signer) -> None:
        assert signer.key.text not in repr(signer)
        assert signer.key.seed.hex() not in repr(signer)

    def test_a_ledger_asks_for_the_key_that_it_names(self, board: Ledger, ledger_url: str) -> None:
        with Ledger(ledger_url) as keyless, pytest.raises(KeyRequired, match="give the signing key"):
            bodies(keyless, "next")


def keys_of(datastore: Datastore) -> list[tuple[int, VerifierKey]]:
    with datastore.read() as connection:
        return Trail(datastore, connection).keys()


def put_back(datastore: Datastore, size: int) -> None:
    """Take everything after an entry away, as the restoration of a backup does, triggers and all."""
    with owned(datastore) as connection:
        stored = 2 * size - size.bit_count()
        for table, column, last in (
            ("entries", "position", size),
            ("entry_tags", "position", size),
            ("tree_hashes", "pos", stored - 1),
            ("checkpoints", "size", size),
        ):
            datastore.execute(connection, f"DELETE FROM {table} WHERE {column} > ?", (last,))
        datastore.execute(connection, "UPDATE head SET position = ?", (size,))
