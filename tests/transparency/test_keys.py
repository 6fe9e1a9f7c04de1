"""Keys in the signed-note text forms: the public examples, and every way to misspell one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.transparency.errors import AuditError, MalformedCosignature, MalformedKey
from ledger.transparency.keys import (
    COSIGNATURE,
    ED25519,
    SigningKey,
    VerifierKey,
    parse_signing_key,
    parse_verifier_key,
)
from tests.transparency import vectors
from tests.transparency.mangling import mangled
from tests.transparency.trees import BOARD_KEY

PETER = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
PETERS_SECRET = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"


@pytest.mark.parametrize(
    "text",
    [
        PETER,
        "EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop",
        "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
        "remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2",
        vectors.TESSERA_VERIFIER_KEY,
    ],
)
def test_published_verifier_keys_are_read_and_written_back(text: str) -> None:
    assert parse_verifier_key(text).text == text


def test_a_signing_key_of_the_go_tools_gives_its_published_verifier_key() -> None:
    key = parse_signing_key(PETERS_SECRET)

    assert (key.text, key.verifier.text) == (PETERS_SECRET, PETER)


def test_a_new_key_round_trips_and_keeps_its_seed_out_of_sight() -> None:
    for kind in (ED25519, COSIGNATURE):
        key = SigningKey.generate("ledger.example.gov.uk/board", kind)

        assert parse_signing_key(key.text) == key
        assert parse_verifier_key(key.verifier.text) == key.verifier
        assert repr(key.seed) not in repr(key)


@pytest.mark.parametrize("text", [PETER, PETERS_SECRET])
def test_no_part_of_a_key_is_a_key(text: str) -> None:
    parse = parse_signing_key if text.startswith("PRIVATE") else parse_verifier_key
    parts = {text[i:j] for i in range(len(text)) for j in range(i, len(text) + 1)} - {text}

    for part in parts:
        with pytest.raises(MalformedKey):
            parse(part)


@given(mangled(PETER.encode()))
def test_no_misspelled_verifier_key_is_accepted(octets: bytes) -> None:
    with pytest.raises(AuditError):
        parse_verifier_key(octets.decode("latin-1"))


@given(mangled(PETERS_SECRET.encode()))
def test_no_misspelled_signing_key_is_accepted_and_no_error_repeats_the_secret(octets: bytes) -> None:
    with pytest.raises(AuditError) as refusal:
        parse_signing_key(octets.decode("latin-1"))

    assert "EKFALVFGyNhPJEMzD1QIDr" not in str(refusal.value)


@given(st.text())
def test_arbitrary_text_is_no_key(text: str) -> None:
    with pytest.raises(AuditError):
        parse_verifier_key(text)
    with pytest.raises(AuditError):
        parse_signing_key(text)


@pytest.mark.parametrize(
    "text",
    [
        "PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY==",
        "PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        PETER.replace("c74f20a3", "C74F20A3"),
        "bananas.sigstore.dev+12344556",
        "rekor.sigstore.dev+12345678+THIS_IS_NOT_BASE64!",
        "rekor.sigstore.dev+12345678+AwEB",
    ],
    ids=["too long", "unknown kind", "capital hexadecimals", "two parts", "not base64", "too short"],
)
def test_published_bad_verifier_keys_are_refused(text: str) -> None:
    with pytest.raises(MalformedKey):
        parse_verifier_key(text)


@pytest.mark.parametrize("name", ["", "two words", "a+b", "no\N{NO-BREAK SPACE}break", "tab\there", "\udc80"])
def test_names_that_break_a_signature_line_are_refused(name: str) -> None:
    with pytest.raises(MalformedKey, match="cannot be a key's name"):
        SigningKey.generate(name)


def test_a_key_of_one_kind_never_does_the_others_work() -> None:
    witness = SigningKey(BOARD_KEY.name, BOARD_KEY.seed, COSIGNATURE)
    plain, timed = BOARD_KEY.sign(b"text\n"), witness.cosign(b"text\n", 1_700_000_000)

    assert BOARD_KEY.verifier.accepts(b"text\n", plain)
    assert witness.verifier.accepts(b"text\n", timed)
    assert not BOARD_KEY.verifier.accepts(b"text\n", timed)
    assert not witness.verifier.accepts(b"text\n", plain)
    with pytest.raises(MalformedKey):
        witness.sign(b"text\n")
    with pytest.raises(MalformedKey):
        BOARD_KEY.cosign(b"text\n", 1)


@pytest.mark.parametrize("at", [-1, 0, 2**63])
def test_times_that_no_cosignature_can_hold_are_refused(at: int) -> None:
    with pytest.raises(MalformedCosignature):
        SigningKey.generate("witness.example", COSIGNATURE).cosign(b"text\n", at)


def test_edge_cases_of_ed25519_have_the_expected_outcome() -> None:
    """CCTV's vectors. Weak keys are refused before any signature is looked at.

    For the rest the common rule of ref10, Go and OpenSSL holds (see the vectors' README): refused are a
    non-canonical R, a residue of low order, and a challenge made from another encoding of the points.
    """
    cases = vectors.ed25519_edge_cases()

    wrong = [case["number"] for case in cases if _outcome(case) != _expected(set(case["flags"] or ()))]

    assert (len(cases), wrong) == (914, [])
    assert {_outcome(case) for case in cases} == {"weak key", "accepted", "refused"}


def _outcome(case: dict[str, str]) -> str:
    try:
        key = VerifierKey("edge.example", bytes.fromhex(case["key"]))
    except MalformedKey:
        return "weak key"
    return "accepted" if key.accepts(case["msg"].encode(), bytes.fromhex(case["sig"])) else "refused"


def _expected(flags: set[str]) -> str:
    if flags & {"low_order_A", "non_canonical_A"}:
        return "weak key"
    return "refused" if flags & {"non_canonical_R", "low_order_residue", "reencoded_k"} else "accepted"
