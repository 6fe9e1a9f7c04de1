"""What is fuzzed: each reader of a text or file of the audit trail, with a good example to begin from.

A reader may refuse (`AuditError`) and nothing else. What it takes, it must give back octet for octet: a reader to
which two files are one would let two different files pass for the same proof.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType
from typing import Final, NamedTuple

from rfc3161_client import decode_timestamp_response

from ledger.audit.bundle import write_bundle
from ledger.audit.bundle_check import check_bundle
from ledger.transparency.checkpoint import Checkpoint, cosign, parse_checkpoint, sign_checkpoint
from ledger.transparency.consistency_proof import ConsistencyProof, parse_consistency_proof
from ledger.transparency.errors import AuditError
from ledger.transparency.keys import COSIGNATURE, SigningKey
from ledger.transparency.merkle_proofs import consistency_path, inclusion_path
from ledger.transparency.note import parse_note
from ledger.transparency.policy import Policy, parse_policy
from ledger.transparency.proof import Receipt, parse_receipt, verify_receipt
from ledger.transparency.tiles import format_entries, parse_entries
from ledger.transparency.timestamp import Timestamp, read_certificates, verify_timestamp
from ledger.transparency.tree import load_root
from tests.transparency.trees import BOARD, BOARD_KEY, grown, numbered, reader

_LEAVES = numbered(11)
_STORED, _PEAKS = grown(_LEAVES)
_WITNESS = SigningKey("auditor.example/w1", bytes(range(1, 33)), COSIGNATURE)
_NOTE = sign_checkpoint(Checkpoint(BOARD, 11, _PEAKS.root), BOARD_KEY)
_NOTE = _NOTE.signed_by(cosign(_NOTE, _WITNESS, 1_700_000_000))
_TRUST = Policy.trusting(BOARD_KEY.verifier)
_RECEIPT = Receipt(4, inclusion_path(4, 11, reader(_STORED)), _NOTE, _LEAVES[4])
_GROWTH = ConsistencyProof(6, consistency_path(6, 11, reader(_STORED)), _NOTE)
_OLD = Checkpoint(BOARD, 6, load_root(6, reader(_STORED)))
_STAMPED = Path(__file__).parent.parent / "transparency/stamped"
_AUTHORITY = read_certificates((_STAMPED / "root.pem").read_bytes())


class Target(NamedTuple):
    """A good example, and what reads octets and writes them again; it raises AuditError where it refuses."""

    example: bytes
    read: Callable[[bytes], bytes]


def _receipt(octets: bytes) -> bytes:
    receipt = parse_receipt(octets)
    if receipt.extra:
        try:
            verify_receipt(receipt, receipt.extra, _TRUST)
        except AuditError:
            pass
        else:
            assert (receipt.extra, receipt.index) == (_LEAVES[receipt.index], receipt.index), "a forgery was accepted"
    return receipt.text.encode()


def _growth(octets: bytes) -> bytes:
    growth = parse_consistency_proof(octets)
    try:
        _TRUST.judge(growth.note)
        growth.check(_OLD)
    except AuditError:
        return growth.text.encode()
    assert (growth.old, growth.path) == (_GROWTH.old, _GROWTH.path), "a forgery was accepted"
    return growth.text.encode()


def _timestamp(octets: bytes) -> bytes:
    stamped = verify_timestamp(octets, _NOTE.text.encode(), _AUTHORITY)
    assert stamped == Timestamp("Northmoor Time Stamps", 1_795_668_150), "a forgery was accepted"
    return decode_timestamp_response(octets).as_bytes()


def _policy(octets: bytes) -> bytes:
    once = parse_policy(octets).text
    assert parse_policy(once.encode("utf-8", "surrogateescape")).text == once
    return octets  # comments and spaces are free


TARGETS: Final[Mapping[str, Target]] = MappingProxyType(
    {
        "note": Target(_NOTE.text.encode(), lambda octets: parse_note(octets).text.encode()),
        "checkpoint": Target(_NOTE.body.encode(), lambda octets: parse_checkpoint(octets).body.encode()),
        "receipt": Target(_RECEIPT.text.encode(), _receipt),
        "growth": Target(_GROWTH.text.encode(), _growth),
        "timestamp": Target((_STAMPED / "board.checkpoint.tsr").read_bytes(), _timestamp),
        "policy": Target(f"{_TRUST.text}witness w {_WITNESS.verifier.text}\n".encode(), _policy),
        "entries": Target(format_entries(_LEAVES), lambda octets: format_entries(parse_entries(octets, len(_LEAVES)))),
    }
)


def check_target(name: str, octets: bytes) -> None:
    """Fails unless the reader of that name refuses the octets, or takes them for what they are."""
    try:
        written = TARGETS[name].read(octets)
    except AuditError:
        return
    assert written == octets, f"{name}: {octets!r} is read as {written!r}"


def check_bundle_file(path: str, octets: bytes) -> None:
    """Fails if a bundle in which one file was replaced is accepted, or crashes the reader."""
    with TemporaryDirectory() as place:
        folder = Path(place) / "bundle"
        write_bundle(folder, _LEAVES, reader(_STORED), _NOTE)
        if (folder / path).read_bytes() == octets:
            return
        (folder / path).write_bytes(octets)
        try:
            verdict = check_bundle(folder, _TRUST)
        except AuditError:
            return
        assert path == "checkpoint", f"a bundle with another {path} was accepted"
        assert verdict.checkpoint == parse_checkpoint(_NOTE.body), "a forgery was accepted"
