"""Receipts: made, read, verified offline, and every way in which one is bad."""

from __future__ import annotations

import base64
import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.transparency.checkpoint import cosign
from ledger.transparency.errors import AuditError, MalformedReceipt, NotProven, QuorumNotMet, Untrusted
from ledger.transparency.keys import COSIGNATURE, SigningKey
from ledger.transparency.merkle_proofs import inclusion_path
from ledger.transparency.note import Note
from ledger.transparency.policy import Group, Policy, TrustedLog, TrustedWitness
from ledger.transparency.proof import Receipt, parse_receipt, verify_receipt
from tests.transparency.mangling import mangled
from tests.transparency.trees import BOARD_KEY, grown, numbered, reader, signed

LEAVES = numbered(21)
TRUST = Policy.trusting(BOARD_KEY.verifier)
HEADER = "c2sp.org/tlog-proof@v1\n"
CHECKPOINT = signed(LEAVES).text


def receipt_for(index: int, size: int = len(LEAVES), extra: bytes = b"") -> Receipt:
    stored, _ = grown(LEAVES[:size])
    return Receipt(index, inclusion_path(index, size, reader(stored)), signed(LEAVES[:size]), extra)


@given(
    st.integers(1, len(LEAVES)).flatmap(lambda n: st.tuples(st.integers(0, n - 1), st.just(n))), st.binary(max_size=9)
)
def test_every_receipt_round_trips_and_verifies(where: tuple[int, int], extra: bytes) -> None:
    index, size = where
    receipt = receipt_for(index, size, extra)

    read = parse_receipt(receipt.text.encode())

    assert read == receipt
    assert verify_receipt(read, LEAVES[index], TRUST).checkpoint.size == size


def test_a_receipt_is_for_one_entry_at_one_place() -> None:
    receipt = receipt_for(4)

    for index, leaf in enumerate(LEAVES):
        if index != 4:
            with pytest.raises(NotProven):
                verify_receipt(receipt, leaf, TRUST)
            with pytest.raises(NotProven):
                verify_receipt(Receipt(index, receipt.path, receipt.note), LEAVES[4], TRUST)


def test_the_trees_size_comes_from_the_signed_checkpoint() -> None:
    """A path alone does not bind the size, so a receipt has no size of its own to believe."""
    receipt = receipt_for(4)
    other = Receipt(receipt.index, receipt.path, signed(LEAVES[:20]))

    assert receipt.claimed.size == 21
    with pytest.raises(NotProven):
        verify_receipt(other, LEAVES[4], TRUST)


def test_a_receipt_signed_by_somebody_else_is_refused() -> None:
    impostor = SigningKey(BOARD_KEY.name, bytes(32))
    receipt = receipt_for(4)
    forged = Receipt(receipt.index, receipt.path, signed(LEAVES, impostor))

    with pytest.raises(Untrusted):
        verify_receipt(forged, LEAVES[4], TRUST)


def test_a_receipt_must_meet_the_readers_quorum() -> None:
    witness = SigningKey.generate("auditor.example", COSIGNATURE)
    policy = Policy(
        (TrustedLog(BOARD_KEY.verifier),),
        {"auditor": TrustedWitness(witness.verifier)},
        {"all": Group(1, ("auditor",))},
        "all",
    )
    receipt = receipt_for(4)
    refreshed = Receipt(4, receipt.path, receipt.note.signed_by(cosign(receipt.note, witness, 1_700_000_000)))

    with pytest.raises(QuorumNotMet):
        verify_receipt(receipt, LEAVES[4], policy)
    assert verify_receipt(parse_receipt(refreshed.text), LEAVES[4], policy).cosignatures[0].at == 1_700_000_000


def test_the_text_is_the_specifications() -> None:
    one, two = hashlib.sha256(b"hash1").digest(), hashlib.sha256(b"hash2").digest()
    lines = [base64.b64encode(found).decode() for found in (one, two)]
    note = Note("origin\n", ())

    assert Receipt(5, (one, two), note).text == f"{HEADER}index 5\n{lines[0]}\n{lines[1]}\n\n{note.text}"
    assert Receipt(0, (), note).text == f"{HEADER}index 0\n\n{note.text}"
    assert (
        Receipt(10, (one,), note, b"extra information").text
        == f"{HEADER}extra ZXh0cmEgaW5mb3JtYXRpb24=\nindex 10\n{lines[0]}\n\n{note.text}"
    )


HASH = base64.b64encode(bytes(32)).decode()


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (f"wrong-header\nindex 0\n\n{CHECKPOINT}", 1),
        (f"{HEADER}extra !!notbase64!!\nindex 0\n\n{CHECKPOINT}", 2),
        (f"{HEADER}extra \nindex 0\n\n{CHECKPOINT}", 2),
        (f"{HEADER}extra AA==\nextra AA==\nindex 0\n\n{CHECKPOINT}", 3),
        (f"{HEADER}\n\n{CHECKPOINT}", 2),
        (f"{HEADER}index notanumber\n\n{CHECKPOINT}", 2),
        (f"{HEADER}index -5\n\n{CHECKPOINT}", 2),
        (f"{HEADER}index 05\n\n{CHECKPOINT}", 2),
        (f"{HEADER}index  5\n\n{CHECKPOINT}", 2),
        (f"{HEADER}5\n\n{CHECKPOINT}", 2),
        (f"{HEADER}index 21\n\n{CHECKPOINT}", 2),
        (f"{HEADER}index 0\n!!notbase64!!\n\n{CHECKPOINT}", 3),
        (f"{HEADER}index 0\n{HASH}\n{base64.b64encode(bytes(64)).decode()}\n\n{CHECKPOINT}", 4),
        (f"{HEADER}index 0\n{HASH}\n{HASH} \n\n{CHECKPOINT}", 4),
        (f"{HEADER}index 0\n{'a' * 65 * 1024}\n", 0),
        (f"{HEADER}index 0\n" + f"{HASH}\n" * 64 + f"\n{CHECKPOINT}", 0),
        (f"{HEADER}index 0\n\nno checkpoint\n", 0),
        (f"{HEADER}index 0\n\n\n{CHECKPOINT}", 0),
        (f"{HEADER}index 0\n{CHECKPOINT}", 3),
        (f"{HEADER}index 0\n\n{CHECKPOINT}\n", 0),
        (b"\xff", 0),
        ("", 0),
        (HEADER + "\n", 2),
        (HEADER.strip(), 0),
    ],
)
def test_malformed_receipts_are_refused_by_line(text: str | bytes, line: int) -> None:
    with pytest.raises(MalformedReceipt) as refusal:
        parse_receipt(text)

    assert refusal.value.line == line


@given(mangled(receipt_for(9).text.encode()))
def test_a_mangled_receipt_proves_nothing_else(octets: bytes) -> None:
    try:
        receipt = parse_receipt(octets)
        verify_receipt(receipt, LEAVES[9], TRUST)
    except AuditError:
        return

    # Only what nobody vouches for may differ: the extra octets, and lines by unknown signers.
    assert (receipt.index, receipt.path, receipt.note.body) == (9, receipt_for(9).path, receipt_for(9).note.body)


@given(
    st.binary()
    | st.text()
    | st.text().map(lambda text: HEADER + text)
    | st.text().map(lambda text: f"{HEADER}index 0\n\n{text}")
)
def test_arbitrary_text_raises_nothing_but_refusals(text: str | bytes) -> None:
    with pytest.raises(AuditError):
        parse_receipt(text)
