"""Bundles exported from both databases: verified by us and by the independent program, tampered copies rejected."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from ledger.audit.bundle_check import check_bundle
from ledger.audit.proof_desk import ProofDesk
from ledger.audit.signer import Signer
from ledger.transparency.errors import AuditError
from ledger.transparency.policy import Policy
from tests.audit.sealed import key_in, record, recorder, sealed

Verify = Callable[..., subprocess.CompletedProcess[str]]
SIZE = 300


@pytest.fixture
def exported(ledger_url: str, signer: Signer, tmp_path: Path) -> Path:
    """The bundle of a ledger of three hundred entries; the checkpoint of the first hundred was kept."""
    board = sealed(ledger_url, signer)
    made = recorder(board, signer)
    for first in (0, 100, 200):
        record(made, *(f"board-{number}" for number in range(first, first + 100)))
        with ProofDesk.of(board) as office:
            (tmp_path / f"{first + 100}.checkpoint").write_text(office.note.text)
    with ProofDesk.of(board) as office:
        office.bundle(tmp_path / "bundle")
    board.close()
    return tmp_path / "bundle"


def test_both_verify_it_and_that_it_continues_what_was_kept(exported: Path, signer: Signer, verify: Verify) -> None:
    ran = verify("-old", exported.parent / "100.checkpoint", exported, signer.key.verifier.text)

    assert (ran.returncode, ran.stderr) == (0, "")
    assert f"all {SIZE} entries hash to the tiles" in ran.stdout
    assert "continues the older checkpoint of 100 entries" in ran.stdout
    assert check_bundle(exported, Policy.trusting(signer.key.verifier)).checkpoint.size == SIZE


def test_both_reject_every_copy_with_a_flipped_bit_or_without_a_file(
    exported: Path, signer: Signer, verify: Verify, tmp_path: Path
) -> None:
    for file in sorted(path.relative_to(exported) for path in exported.rglob("*") if path.is_file()):
        if file.name in ("policy", "entries.jsonl"):
            continue  # not part of what is proven
        for number, tamper in enumerate((_flip_first, _flip_last, _take_away)):
            copy = tmp_path / f"{str(file).replace('/', '-')}-{number}"
            shutil.copytree(exported, copy)
            tamper(copy / file)

            assert verify(copy, signer.key.verifier.text).returncode == 1, copy.name
            with pytest.raises(AuditError):
                check_bundle(copy, Policy.trusting(signer.key.verifier))


def test_neither_takes_the_key_from_the_bundle(exported: Path, verify: Verify, tmp_path: Path) -> None:
    other = key_in(tmp_path / "other")

    assert verify(exported, other.key.verifier.text).returncode == 1
    with pytest.raises(AuditError):
        check_bundle(exported, Policy.trusting(other.key.verifier))


def _flip_first(file: Path) -> None:
    octets = bytearray(file.read_bytes())
    octets[len(octets) // 3] ^= 1
    file.write_bytes(octets)


def _flip_last(file: Path) -> None:
    octets = bytearray(file.read_bytes())
    octets[-2] ^= 4
    file.write_bytes(octets)


def _take_away(file: Path) -> None:
    file.unlink()
