"""A witness: cosigns what continues what it saw, whoever asks at the same time, and nothing else."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from ledger.transparency.checkpoint import Checkpoint, sign_checkpoint, verify_cosignatures
from ledger.transparency.consistency_proof import ConsistencyProof, parse_consistency_proof
from ledger.transparency.errors import AuditError, CannotWitness, MalformedConsistencyProof, NotProven, Untrusted
from ledger.transparency.keys import COSIGNATURE, SigningKey
from ledger.transparency.merkle_proofs import consistency_path
from ledger.transparency.note import Note
from ledger.transparency.tree import load_root
from ledger.transparency.witness import Witness
from tests.transparency.trees import BOARD, BOARD_KEY, grown, numbered, reader

NOW = 1_700_000_000
READ = reader(grown(numbered(20))[0])
FORK = reader(grown([*numbered(5), *(b"{}" for _ in range(15))])[0])


def head(size: int, read=READ, key: SigningKey = BOARD_KEY) -> Note:  # type: ignore[no-untyped-def]
    return sign_checkpoint(Checkpoint(BOARD, size, load_root(size, read)), key)


def growth(old: int, new: int, read=READ) -> ConsistencyProof:  # type: ignore[no-untyped-def]
    return ConsistencyProof(old, consistency_path(old, new, read), head(new, read))


@pytest.fixture
def witness(tmp_path: Path) -> Witness:
    return Witness(SigningKey.generate("northmoor.example/audit", COSIGNATURE), tmp_path / "seen")


def test_what_continues_is_cosigned_and_remembered(witness: Witness) -> None:
    first = witness.cosign(head(7), BOARD_KEY.verifier, NOW)
    again = witness.cosign(head(7), BOARD_KEY.verifier, NOW + 1)
    second = witness.cosign(growth(7, 20), BOARD_KEY.verifier, NOW + 2)

    assert [verify_cosignatures(note, [witness.key.verifier])[0].at for note in (first, again, second)] == [
        NOW,
        NOW + 1,
        NOW + 2,
    ]
    seen = witness.seen(BOARD)
    assert seen is not None
    assert seen.size == 20
    assert witness.seen("ledger.example.gov.uk/other") is None


@pytest.mark.parametrize(
    ("offered", "error", "says"),
    [
        (head(6), CannotWitness, "7 entries of"),
        (head(20), CannotWitness, "nothing shows"),
        (growth(6, 20), CannotWitness, "nothing shows"),
        (head(7, FORK), CannotWitness, "two histories"),
        (growth(7, 20, FORK), NotProven, "does not begin with"),
        (ConsistencyProof(7, (), head(20)), NotProven, "is empty"),
        (head(20, key=SigningKey(BOARD, bytes(32))), Untrusted, "no trusted key"),
    ],
)
def test_what_does_not_continue_is_refused_and_forgotten(
    witness: Witness, offered: Note | ConsistencyProof, error: type[AuditError], says: str
) -> None:
    witness.cosign(head(7), BOARD_KEY.verifier, NOW)

    with pytest.raises(error, match=says):
        witness.cosign(offered, BOARD_KEY.verifier, NOW)

    seen = witness.seen(BOARD)
    assert seen is not None
    assert seen.size == 7


def test_of_two_histories_that_are_offered_at_once_only_one_is_cosigned(witness: Witness) -> None:
    witness.cosign(head(5), BOARD_KEY.verifier, NOW)
    offers = [growth(5, size, read) for size in (8, 11, 17) for read in (READ, FORK)] * 4

    def offer(each: ConsistencyProof) -> bytes | None:
        try:
            witness.cosign(each, BOARD_KEY.verifier, NOW)
        except AuditError:
            return None
        return each.claimed.root

    with ThreadPoolExecutor(8) as clerks:
        cosigned = {root for root in clerks.map(offer, offers) if root}

    assert len(cosigned) == 1  # the proofs of all others are from a size that is no longer the last


def test_a_memory_that_is_damaged_is_not_taken_for_none(witness: Witness) -> None:
    witness.cosign(head(7), BOARD_KEY.verifier, NOW)
    next(witness.folder.glob("*.checkpoint")).write_text("?")

    with pytest.raises(CannotWitness, match="cannot be read"):
        witness.cosign(head(7), BOARD_KEY.verifier, NOW)


@pytest.mark.parametrize(
    "text",
    ["", "old 7", "old 07\n\n", "old x\n\n", "old 7\nAAAA\n\n", "old 7\n\njunk", "new 7\n\n" + head(7).text],
)
def test_what_is_no_proof_of_growth_is_refused(text: str) -> None:
    with pytest.raises(MalformedConsistencyProof):
        parse_consistency_proof(text)


def test_a_proof_is_read_as_it_was_written() -> None:
    assert parse_consistency_proof(growth(7, 20).text) == growth(7, 20)
