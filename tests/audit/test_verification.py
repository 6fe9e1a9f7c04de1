"""Verifying beyond the attacks: several processes, keys and backups, witnesses' clocks, texts that are none."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from ledger.audit.proof_desk import ProofDesk
from ledger.audit.signer import Signer
from ledger.audit.trail_tables import keep_cosignatures
from ledger.audit.verification import Check, Trust, Verdict, VerificationReport, read_evidence, verify, workers
from ledger.recording.key_custody import rotate
from ledger.recording.ledger import Ledger
from ledger.store import Datastore, EntryRow, LedgerRecorder
from ledger.store.eventsourcing.stored_entry import StoredEntry
from ledger.transparency.checkpoint import cosign
from ledger.transparency.errors import BadEvidence
from ledger.transparency.keys import COSIGNATURE, SigningKey
from ledger.transparency.policy import Group, Policy, TrustedLog, TrustedWitness
from ledger.vocabulary.dates import when
from tests.audit.forger import Forger
from tests.audit.sealed import record, recorder, sealed
from tests.transparency.trees import BOARD

WITNESS = SigningKey("northmoor.example/audit", bytes(range(3, 35)), COSIGNATURE)


@pytest.fixture
def board(ledger_url: str, signer: Signer) -> Iterator[Datastore]:
    """A sealed ledger of eight entries, recorded one by one."""
    opened = sealed(ledger_url, signer)
    made = recorder(opened, signer)
    for number in range(1, 9):
        record(made, f"board-{number}")
    yield opened
    opened.close()


def trusting(signer: Signer) -> Trust:
    return Trust(Policy.trusting(signer.key.verifier), "the key that was written down")


def witnessed_by(signer: Signer) -> Trust:
    witness = TrustedWitness(WITNESS.verifier)
    policy = Policy((TrustedLog(signer.key.verifier),), {"n": witness}, {"one": Group(1, ("n",))}, "one")
    return Trust(policy, "the council's policy")


def says(report: VerificationReport, check: Check) -> str:
    return "\n".join(finding.says for finding in report.findings if finding.check is check)


def test_several_processes_find_what_one_finds(
    board: Datastore, signer: Signer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workers, "_WORTH_IT", 1)
    monkeypatch.setattr(workers, "PAGE", 3)
    assert verify(board, trusting(signer), workers=2).findings == ()
    forger, seen = Forger(board), list[tuple[int, int]]()
    forger.run("UPDATE entries SET recorded_by = 'nobody' WHERE position = 5")
    forger.run("DELETE FROM entry_tags WHERE position = 7")

    alone = verify(board, trusting(signer))
    together = verify(board, trusting(signer), workers=2, progress=lambda done, total: seen.append((done, total)))

    assert together == alone
    assert together.first_wrong_entry == 5
    assert seen == [(3, 8), (6, 8), (8, 8)]


def test_entries_that_are_found_by_each_others_tags_are_named(board: Datastore, signer: Signer) -> None:
    forger = Forger(board)
    (tag_of_3,), (tag_of_4,) = forger.run("SELECT tag FROM entry_tags WHERE position IN (3, 4) ORDER BY position")
    forger.run("UPDATE entry_tags SET position = 7 - position WHERE position IN (3, 4)")

    found = says(verify(board, trusting(signer)), Check.STRUCTURE)

    assert f"entry 3 is not found by '{tag_of_3}', which it mentions" in found
    assert f"entry 4 is found by '{tag_of_3}', which it does not mention" in found
    assert f"entry 3 is found by '{tag_of_4}', which it does not mention" in found


def test_tags_in_another_order_than_ours_are_still_the_tags(datastore: Datastore) -> None:
    row = EntryRow(0, 0, "body:icb", 1, "stock", 1, "{}", event_id="e", tags='["person:a","body:icb"]')
    LedgerRecorder(datastore).insert_events([StoredEntry("body:icb", 1, "stock", b"{}", row)])

    assert not says(verify(datastore, Trust()), Check.STRUCTURE)


def test_triggers_that_are_gone_or_idle_are_told_and_are_no_change_by_themselves(
    board: Datastore, signer: Signer
) -> None:
    idle = "entry_tags_refuse_delete" if board.backend == "sqlite" else "entry_tags_refuse_change"
    hollow = f"CREATE TRIGGER {idle} BEFORE DELETE ON entry_tags BEGIN SELECT 1; END"
    on_sqlite = (f"DROP TRIGGER {idle}", hollow)
    on_postgresql = (f"ALTER TABLE entry_tags DISABLE TRIGGER {idle}",)
    with board.write() as connection:
        for statement in on_sqlite if board.backend == "sqlite" else on_postgresql:
            board.execute(connection, statement)

    report = verify(board, trusting(signer))

    assert report.verdict is Verdict.NOT_ANCHORED
    (finding,) = report.findings
    assert finding.aloud
    assert finding.says.endswith(f"what for: {idle}")


def test_an_empty_ledger_and_one_without_a_key_are_not_anchored(
    datastore: Datastore, signer: Signer, tmp_path: Path
) -> None:
    unsealed = verify(datastore, Trust())

    assert (unsealed.verdict, unsealed.entries) == (Verdict.NOT_ANCHORED, 0)
    assert "govledger audit seal" in says(unsealed, Check.SIGNATURES)
    assert verify(datastore, trusting(signer)).verdict is Verdict.WRONG


def test_keys_are_followed_from_hand_to_hand(board: Datastore, ledger_url: str, signer: Signer, tmp_path: Path) -> None:
    successor = SigningKey(BOARD, bytes(range(5, 37)))
    with Ledger(ledger_url, recorder="clerk", find_key=signer.for_key) as ledger:
        rotate(ledger, successor, tmp_path / "keys" / "next.key", why="the clerk retires", on=when("2026-11-25"))
    later = Signer.in_file(tmp_path / "keys" / "next.key")
    record(recorder(board, later), "board-later")

    for trusted in (signer, later):
        report = verify(board, trusting(trusted))
        assert (report.wrong, report.signed, report.entries) == ((), 10, 10)
        assert "entry 9 hands over to the key" in says(report, Check.KEYS)


def test_a_key_that_nobody_handed_over_to_is_found(board: Datastore, signer: Signer) -> None:
    stranger = SigningKey(BOARD, bytes(range(6, 38)))
    forger = Forger(board)
    forger.run("INSERT INTO signing_keys (since, verifier) VALUES (?, ?)", 6, stranger.verifier.text)
    forger.run("UPDATE entries SET recorded_by = 'nobody' WHERE position = 7")
    forger.rebuild_tree()
    kept = forger.run("SELECT size, note FROM checkpoints WHERE size < 6")
    forger.sign_anew(stranger)
    for size, note in kept:
        forger.run("UPDATE checkpoints SET note = ? WHERE size = ?", note, size)

    report = verify(board, trusting(signer))

    assert report.verdict is Verdict.WRONG
    assert "was not handed over to by the one before" in says(report, Check.KEYS)


def test_an_entry_among_many_that_were_signed_at_once_is_named_if_the_tree_was_left_alone(
    datastore: Datastore, signer: Signer, ledger_url: str
) -> None:
    board = sealed(ledger_url, signer)
    made = recorder(board, signer)
    record(made, "board-1")
    record(made, *(f"board-{number}" for number in range(2, 12)))
    forger = Forger(board)
    forger.run("UPDATE entries SET recorded_by = 'nobody' WHERE position IN (7, 9)")

    report = verify(board, trusting(signer))

    assert report.first_wrong_entry == 7
    assert "entry 7 was changed, put in or taken out" in says(report, Check.SIGNATURES)
    forger.rebuild_tree()
    report = verify(board, trusting(signer))
    assert (report.first_wrong_entry, report.first_wrong_among) == (None, (2, 11))
    assert "one of the entries 2 to 11" in says(report, Check.SIGNATURES)
    board.close()


def test_a_damaged_leaf_does_not_pass_for_the_first_wrong_entry(board: Datastore, signer: Signer) -> None:
    forger = Forger(board)
    forger.run("UPDATE entries SET recorded_by = 'nobody' WHERE position = 3")
    forger.rebuild_tree()
    forger.run("UPDATE entries SET recorded_by = 'nobody' WHERE position = 8")

    report = verify(board, trusting(signer))

    assert report.first_wrong_among is not None
    low, high = report.first_wrong_among
    assert low <= 3 <= high < 8


def test_a_witness_anchors_and_its_clock_bounds_the_ledgers(board: Datastore, signer: Signer) -> None:
    def witnessed(at: int) -> VerificationReport:
        with ProofDesk.of(board) as office:
            note = office.note.signed_by(cosign(office.note, WITNESS, at))
        keep_cosignatures(board, note.text.encode(), [WITNESS.verifier])
        return verify(board, witnessed_by(signer))

    honest = witnessed(int(time.time()))
    early = witnessed(1_500_000_000)

    assert (honest.verdict, honest.anchored, honest.wrong) == (Verdict.ANCHORED, 8, ())
    assert "entry 1 says that it was recorded at" in says(early, Check.TIMES)
    assert early.verdict is Verdict.WRONG


def test_a_forged_cosignature_and_one_on_another_tree_are_found(board: Datastore, signer: Signer) -> None:
    with ProofDesk.of(board) as office:
        note = office.note.signed_by(cosign(office.note, WITNESS, int(time.time())))
    keep_cosignatures(board, note.text.encode(), [WITNESS.verifier])
    forger = Forger(board)
    forger.run("UPDATE cosignatures SET size = 7")

    assert "does not fit the text" in says(verify(board, witnessed_by(signer)), Check.ANCHORS)


def test_entries_from_the_future_are_told(board: Datastore, signer: Signer) -> None:
    report = verify(board, trusting(signer), now=int(time.time()) - 86_400)

    assert "entry 1 says that it was recorded at" in says(report, Check.TIMES)
    assert verify(board, trusting(signer), now=int(time.time())).findings == ()


def test_octets_that_are_no_text_are_found_and_break_nothing(sqlite_ledger_url: str, signer: Signer) -> None:
    board = sealed(sqlite_ledger_url, signer)
    record(recorder(board, signer), "icb", "hwb", "cabinet")
    for column in ("note", "body", "tags", "stream"):
        Forger(board).run(f"UPDATE entries SET {column} = CAST(x'7BFF7D' AS TEXT) WHERE position = 2")
        assert verify(board, trusting(signer)).first_wrong_entry == 2
    board.close()


def test_numbers_far_beyond_the_last_entry_are_named_and_not_counted_up_to(board: Datastore, signer: Signer) -> None:
    Forger(board).run("UPDATE entries SET position = ? WHERE position = 8", 2**60)

    report = verify(board, trusting(signer))

    assert report.verdict is Verdict.WRONG
    assert f"an entry has the number {2**60}" in says(report, Check.STRUCTURE)


PLANTED = {
    "a tag beyond the last entry": (
        "INSERT INTO entry_tags (tag, position) VALUES ('body:board-1', 9)",
        "entry 9, which is not there, is to be found by 'body:board-1'",
    ),
    "a second head row": ("INSERT INTO head (id, position, recorded_at) VALUES (2, 5, 0)", "2 head rows"),
    "a hash before the first": (
        "INSERT INTO tree_hashes (pos, hash) SELECT -1, hash FROM tree_hashes WHERE pos = 0",
        "a hash at the place -1",
    ),
}


@pytest.mark.parametrize(("statement", "told"), PLANTED.values(), ids=PLANTED)
def test_what_was_planted_where_nobody_looks_is_told(
    board: Datastore, signer: Signer, statement: str, told: str
) -> None:
    Forger(board).run(statement)

    report = verify(board, trusting(signer))

    assert report.verdict is Verdict.WRONG
    assert told in says(report, Check.STRUCTURE)


def test_many_of_a_sort_are_told_in_part_and_counted(board: Datastore, signer: Signer) -> None:
    record(recorder(board, signer), *(f"board-{number}" for number in range(100, 140)))
    Forger(board).run("UPDATE entries SET recorded_by = 'nobody'")

    told = says(verify(board, trusting(signer)), Check.CONTENT)

    assert told.count("is not what was hashed") == 10
    assert "38 more entries are not what was hashed into the tree" in told


def test_evidence_of_another_ledger_contradicts(board: Datastore, signer: Signer, tmp_path: Path) -> None:
    other = SigningKey("ledger.example.gov.uk/other", bytes(range(9, 41)))
    with ProofDesk.of(board) as office:
        text = office.note.text
    (tmp_path / "theirs").write_text(text.replace("gov.uk/board", "gov.uk/other"))
    assert other.name in (tmp_path / "theirs").read_text()

    report = verify(board, trusting(signer), [read_evidence(tmp_path / "theirs")])

    assert f"this is a checkpoint of '{other.name}'" in says(report, Check.ANCHORS)


@pytest.mark.parametrize("content", ["", "junk", "c2sp.org/tlog-proof@v1\n", "a\n1\nAAAA\n\n— a AAAA\n"])
def test_what_is_no_evidence_is_refused_with_its_file(content: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_text(content)

    with pytest.raises(BadEvidence) as refusal:
        read_evidence(tmp_path / "file")

    assert str(tmp_path / "file") in str(refusal.value)
    with pytest.raises(BadEvidence, match="cannot be read"):
        read_evidence(tmp_path / "nowhere")
    with pytest.raises(BadEvidence, match="checkpoint"):
        read_evidence(tmp_path)
