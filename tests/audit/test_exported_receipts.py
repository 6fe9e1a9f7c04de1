"""Receipts from both databases: verified by a second program that nobody here wrote, forged copies rejected."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from ledger.audit.proof_desk import ProofDesk
from ledger.audit.signer import Signer
from ledger.transparency.checkpoint import Checkpoint, sign_checkpoint
from ledger.transparency.errors import AuditError
from ledger.transparency.keys import SigningKey
from ledger.transparency.note import Note
from ledger.transparency.policy import Policy
from ledger.transparency.proof import Receipt, verify_receipt
from tests.audit.sealed import record, recorder, sealed

Verify = Callable[..., subprocess.CompletedProcess[str]]
SIZE = 300
ENTRIES = (1, 2, 255, 256, 257, 299, 300)


@pytest.fixture
def receipts(ledger_url: str, signer: Signer) -> Iterator[list[Receipt]]:
    """Receipts of entries at the ends and at the seams of a ledger of three hundred."""
    board = sealed(ledger_url, signer)
    record(recorder(board, signer), *(f"board-{number}" for number in range(SIZE)))
    with ProofDesk.of(board) as office:
        yield [office.receipt(entry) for entry in ENTRIES]
    board.close()


def written(folder: Path, receipts: dict[str, Receipt]) -> list[Path]:
    folder.mkdir()
    for name, receipt in receipts.items():
        (folder / name).write_text(receipt.text)
    return [folder / name for name in receipts]


def test_both_verify_every_receipt(
    receipts: list[Receipt], signer: Signer, verify_with_node: Verify, tmp_path: Path
) -> None:
    files = written(tmp_path / "good", {str(entry): receipt for entry, receipt in zip(ENTRIES, receipts, strict=True)})

    ran = verify_with_node(signer.key.verifier.text, *files)

    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout.splitlines() == [f"{file}: entry {file.name} of {SIZE}" for file in files]
    for receipt in receipts:
        verify_receipt(receipt, receipt.extra, Policy.trusting(signer.key.verifier))


def test_both_reject_every_forgery(
    receipts: list[Receipt], signer: Signer, verify_with_node: Verify, tmp_path: Path
) -> None:
    forged = {
        f"{entry} {how}": forgery
        for entry, receipt in zip(ENTRIES, receipts, strict=True)
        for how, forgery in forgeries(receipt)
    }
    files = written(tmp_path / "forged", forged)

    ran = verify_with_node(signer.key.verifier.text, *files)

    assert ran.returncode == 1
    assert [line for line in ran.stdout.splitlines() if "FAILED" not in line] == []
    assert len(ran.stdout.splitlines()) == len(files)
    for forgery in forged.values():
        with pytest.raises(AuditError):
            verify_receipt(forgery, forgery.extra, Policy.trusting(signer.key.verifier))


def test_neither_takes_another_key_for_the_ledgers(
    receipts: list[Receipt], signer: Signer, verify_with_node: Verify, tmp_path: Path
) -> None:
    other = SigningKey.generate(signer.key.name).verifier
    files = written(tmp_path / "good", {"1": receipts[0]})

    assert verify_with_node(other.text, *files).returncode == 1
    with pytest.raises(AuditError):
        verify_receipt(receipts[0], receipts[0].extra, Policy.trusting(other))


def forgeries(receipt: Receipt) -> Iterator[tuple[str, Receipt]]:
    """Copies in which one part is not what it was, each still in the form of a receipt."""
    head, key = receipt.claimed, SigningKey.generate(receipt.claimed.origin)
    yield "another text", replace(receipt, extra=flipped(receipt.extra))
    yield "another place", replace(receipt, index=(receipt.index + 1) % SIZE)
    for number, node in enumerate(receipt.path):
        path = (*receipt.path[:number], flipped(node), *receipt.path[number + 1 :])
        yield f"another node {number}", replace(receipt, path=path)
    yield "a node less", replace(receipt, path=receipt.path[:-1])
    yield "a node more", replace(receipt, path=(*receipt.path, receipt.path[0]))
    yield "another root", replace(receipt, note=with_head(receipt.note, replace(head, root=flipped(head.root))))
    yield "another size", replace(receipt, note=with_head(receipt.note, replace(head, size=head.size + 1)))
    yield "signed by another", replace(receipt, note=sign_checkpoint(head, key))
    line = receipt.note.signatures[0]
    bad = replace(line, octets=flipped(line.octets))
    yield "another signature", replace(receipt, note=replace(receipt.note, signatures=(bad,)))


def with_head(note: Note, head: Checkpoint) -> Note:
    return replace(note, body=head.body)


def flipped(octets: bytes) -> bytes:
    """One bit in the middle is another."""
    at = len(octets) // 2
    return octets[:at] + bytes((octets[at] ^ 1,)) + octets[at + 1 :]
