"""What a time stamp beside a checkpoint shows of a ledger and of its clock."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from freezegun import freeze_time

from ledger.audit.bundle_check import check_bundle
from ledger.audit.proof_desk import ProofDesk
from ledger.audit.signer import Signer
from ledger.audit.verification import Check, Trust, Verdict, VerificationReport, read_evidence, verify
from ledger.audit.verification.evidence import stamp_beside
from ledger.store import Datastore
from ledger.transparency.policy import Policy
from ledger.transparency.timestamp import make_query, verify_timestamp
from tests.audit.sealed import record, recorder, sealed
from tests.transparency import tsa
from tests.transparency.tsa import Authority, Certified, needs_openssl


@pytest.fixture
def board(ledger_url: str, signer: Signer) -> Iterator[Datastore]:
    """A sealed ledger of three entries."""
    opened = sealed(ledger_url, signer)
    record(recorder(opened, signer), "board-1", "board-2", "board-3")
    yield opened
    opened.close()


def keep(board: Datastore, file: Path) -> Path:
    with ProofDesk.of(board) as office:
        file.write_text(office.note.text)
    return file


def stamped_by(authority: Authority, octets: bytes) -> bytes:
    return authority.answer(make_query(octets).octets)


def trusting(signer: Signer, *authorities: Certified) -> Trust:
    certificates = tuple(each.certificate for each in authorities)
    return Trust(Policy.trusting(signer.key.verifier), "the key that was written down", certificates)


def says(report: VerificationReport, check: Check) -> str:
    return "\n".join(finding.says for finding in report.findings if finding.check is check)


@needs_openssl
def test_a_stamped_checkpoint_is_an_anchor_with_the_authoritys_name_and_time(
    board: Datastore, signer: Signer, authority: Authority, tmp_path: Path
) -> None:
    file = keep(board, tmp_path / "kept.checkpoint")
    stamp_beside(file).write_bytes(stamped_by(authority, file.read_bytes()))
    at = verify_timestamp(stamp_beside(file).read_bytes(), file.read_bytes(), [authority.root.certificate]).at

    report = verify(board, trusting(signer, authority.root), [read_evidence(file)])
    unasked = verify(board, trusting(signer), [read_evidence(file)])

    assert report.verdict is Verdict.ANCHORED
    assert [(each.holder, each.kind, each.size, each.matches, each.at) for each in report.anchors[1:]] == [
        (tsa.NAME, "time stamp", 3, True, at)
    ]
    assert report.findings == ()
    assert "give --tsa-certificate" in says(unasked, Check.ANCHORS)
    assert unasked.wrong == ()


@needs_openssl
def test_the_checkpoint_of_a_bundle_is_stamped_in_its_folder(
    board: Datastore, signer: Signer, authority: Authority, tmp_path: Path
) -> None:
    folder = tmp_path / "bundle"
    with ProofDesk.of(board) as office:
        office.bundle(folder)
    stamp_beside(folder / "checkpoint").write_bytes(stamped_by(authority, (folder / "checkpoint").read_bytes()))

    report = verify(board, trusting(signer, authority.root), [read_evidence(folder)])

    assert [(each.kind, each.matches) for each in report.anchors] == [("bundle", True), ("time stamp", True)]
    assert check_bundle(folder, Policy.trusting(signer.key.verifier)).checkpoint.size == 3


@needs_openssl
def test_an_entry_that_says_it_is_later_than_its_stamp_is_reported(
    board: Datastore, signer: Signer, authority: Authority, tmp_path: Path
) -> None:
    with freeze_time(datetime.now(UTC) + timedelta(hours=1)):
        record(recorder(board, signer), "board-4")
    file = keep(board, tmp_path / "kept.checkpoint")
    stamp_beside(file).write_bytes(stamped_by(authority, file.read_bytes()))

    report = verify(board, trusting(signer, authority.root), [read_evidence(file)])

    assert f"and {tsa.NAME} had stamped it by" in says(report, Check.TIMES)
    assert report.first_wrong_entry == 4


@needs_openssl
def test_a_stamp_that_does_not_hold_contradicts(
    board: Datastore, signer: Signer, authority: Authority, tmp_path: Path
) -> None:
    file = keep(board, tmp_path / "kept.checkpoint")
    stamp_beside(file).write_bytes(stamped_by(authority, b"another"))

    report = verify(board, trusting(signer, authority.root), [read_evidence(file)])

    assert f"checkpoint {file}: the time stamp is of another file" in says(report, Check.ANCHORS)
    assert report.verdict is Verdict.WRONG
    assert len(report.anchors) == 1


@needs_openssl
def test_a_stamped_checkpoint_of_what_is_gone_contradicts_twice(
    board: Datastore, signer: Signer, authority: Authority, tmp_path: Path
) -> None:
    file = keep(board, tmp_path / "kept.checkpoint")
    file.write_text(file.read_text().replace("\n3\n", "\n4\n", 1))
    stamp_beside(file).write_bytes(stamped_by(authority, file.read_bytes()))

    report = verify(board, trusting(signer, authority.root), [read_evidence(file)])

    assert [each.matches for each in report.anchors] == [False, False]
