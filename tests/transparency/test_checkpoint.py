"""Checkpoints and cosignatures: the sample log byte for byte, published bad ones, fuzzing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.transparency.checkpoint import (
    Checkpoint,
    check_origin,
    cosign,
    open_checkpoint,
    parse_checkpoint,
    sign_checkpoint,
    time_of,
    verify_cosignatures,
)
from ledger.transparency.errors import (
    AuditError,
    BadOrigin,
    BadSignature,
    Malformed,
    MalformedCheckpoint,
    MalformedCosignature,
    NoTrustedSignature,
    WrongOrigin,
)
from ledger.transparency.keys import COSIGNATURE, SigningKey, parse_signing_key, parse_verifier_key
from ledger.transparency.note import Note, parse_note, parse_signature
from ledger.transparency.tree import load_root
from tests.transparency import vectors
from tests.transparency.mangling import mangled
from tests.transparency.trees import BOARD, BOARD_KEY, grown, numbered, reader, signed

ROOT = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I="
WITNESS = SigningKey("auditor.example/w1", bytes(range(1, 33)), COSIGNATURE)
BOARD_NOTE = signed(numbered(7))


def test_every_checkpoint_of_the_sample_log_is_reproduced_byte_for_byte() -> None:
    files = vectors.tessera()
    key = parse_signing_key(vectors.TESSERA_SIGNING_KEY)
    stored, _ = grown(vectors.TESSERA_LEAVES)

    for size in range(16):
        checkpoint = Checkpoint("example.com/log/testdata", size, load_root(size, reader(stored)))

        assert sign_checkpoint(checkpoint, key).text.encode() == files[f"checkpoint.{size}"]
        assert open_checkpoint(files[f"checkpoint.{size}"], key.verifier) == checkpoint


@given(
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1),
    st.integers(1, 2**63 - 1),
    st.binary(min_size=32, max_size=32),
    st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1), max_size=3),
)
def test_checkpoints_round_trip(origin: str, size: int, root: bytes, extensions: list[str]) -> None:
    checkpoint = Checkpoint(origin, size, root, tuple(extensions))

    assert parse_checkpoint(checkpoint.body) == checkpoint


@pytest.mark.parametrize(
    ("body", "line"),
    [
        (f"Log\n9944\n{ROOT}", 0),
        ("Head\n9944\n", 0),
        (f"\n9944\n{ROOT}\n", 1),
        (f"Log\nbananas\n{ROOT}\n", 2),
        (f"Log\n-34\n{ROOT}\n", 2),
        (f"Log\n+34\n{ROOT}\n", 2),
        (f"Log\n034\n{ROOT}\n", 2),
        (f"Log\n3 4\n{ROOT}\n", 2),
        (f"Log\n\N{ARABIC-INDIC DIGIT THREE}\n{ROOT}\n", 2),
        (f"Log\n{2**63}\n{ROOT}\n", 2),
        (f"Log\n3438945738945739845734895735\n{ROOT}\n", 2),
        ("Log\n123\nThisIsn'tBase64\n", 3),
        ("Log\n123\nYmFuYW5hcw==\n", 3),
        (f"Log\n123\n {ROOT}\n", 3),
        (f"Log\n123\n{ROOT[:-2]}J=\n", 3),
        (f"Log\n123\n{ROOT}\n\n\n", 4),
        (f"Log\n123\n{ROOT}\nextension\n\n", 5),
        (f"Log\n0\n{ROOT}\n", 3),
        (b"Log\n1\n\xff\n", 0),
        ("", 0),
    ],
)
def test_malformed_checkpoints_are_refused_by_line(body: str | bytes, line: int) -> None:
    with pytest.raises(MalformedCheckpoint) as refusal:
        parse_checkpoint(body)

    assert refusal.value.line == line


def test_extension_lines_are_kept() -> None:
    assert parse_checkpoint(f"Log\n1\n{ROOT}\nsome\nmore\n").extensions == ("some", "more")


def test_only_the_key_named_like_the_origin_vouches_for_a_checkpoint() -> None:
    stranger = SigningKey("elsewhere.example", BOARD_KEY.seed)
    namesake = SigningKey(BOARD, bytes(32))
    witness = SigningKey(BOARD, BOARD_KEY.seed, COSIGNATURE)

    assert open_checkpoint(BOARD_NOTE, stranger.verifier, BOARD_KEY.verifier).size == 7
    for keys in ([stranger.verifier], [witness.verifier]):
        with pytest.raises(AuditError):
            open_checkpoint(BOARD_NOTE, *keys)
    with pytest.raises(NoTrustedSignature):
        open_checkpoint(BOARD_NOTE, namesake.verifier)
    with pytest.raises(NoTrustedSignature):
        open_checkpoint(BOARD_NOTE)
    with pytest.raises(WrongOrigin):
        sign_checkpoint(Checkpoint("elsewhere.example", 7, bytes(32)), BOARD_KEY)


@pytest.mark.parametrize(
    "checkpoint",
    [Checkpoint(BOARD, -1, bytes(32)), Checkpoint(BOARD, 1, b""), Checkpoint(BOARD, 1, bytes(32), ("a\nb",))],
)
def test_what_is_no_checkpoint_is_not_signed(checkpoint: Checkpoint) -> None:
    with pytest.raises(MalformedCheckpoint):
        sign_checkpoint(checkpoint, BOARD_KEY)


@pytest.mark.parametrize("origin", ["", "a b", "a+b", "x" * 256, "\n", "é" * 128])
def test_names_that_no_ledger_can_have(origin: str) -> None:
    with pytest.raises(BadOrigin, match="web address"):
        check_origin(origin)


def test_names_that_a_ledger_can_have() -> None:
    check_origin(BOARD)
    check_origin("x" * 255)


@given(mangled(BOARD_NOTE.text.encode()))
def test_a_mangled_checkpoint_never_passes_for_another(octets: bytes) -> None:
    try:
        checkpoint = open_checkpoint(octets, BOARD_KEY.verifier)
    except AuditError:
        return

    assert checkpoint == parse_checkpoint(BOARD_NOTE.body)


@given(st.text() | st.binary() | st.builds(lambda a, b: f"{a}\n{b}\n{ROOT}\n", st.text(), st.text()))
def test_arbitrary_text_raises_nothing_but_refusals(body: str | bytes) -> None:
    try:
        checkpoint = parse_checkpoint(body)
    except MalformedCheckpoint:
        return

    assert checkpoint.body == (body if isinstance(body, str) else body.decode())


def test_a_witness_says_when_it_saw_a_checkpoint() -> None:
    note = BOARD_NOTE.signed_by(cosign(BOARD_NOTE, WITNESS, 1_679_315_147))

    (seen,) = verify_cosignatures(parse_note(note.text), [WITNESS.verifier])

    assert (seen.witness, seen.at) == (WITNESS.verifier, 1_679_315_147)
    assert open_checkpoint(note.text, BOARD_KEY.verifier) == parse_checkpoint(BOARD_NOTE.body)


def test_what_a_witness_signs_is_the_specifications_message() -> None:
    line = cosign(BOARD_NOTE, WITNESS, 1_679_315_147)
    plain = SigningKey(WITNESS.name, WITNESS.seed)

    assert plain.verifier.accepts(b"cosignature/v1\ntime 1679315147\n" + BOARD_NOTE.body.encode(), line.octets[8:])


def test_two_times_by_one_witness_are_both_told() -> None:
    early, late = cosign(BOARD_NOTE, WITNESS, 1), cosign(BOARD_NOTE, WITNESS, 2)
    note = Note(BOARD_NOTE.body, (late, early, late))

    assert [seen.at for seen in verify_cosignatures(note, [WITNESS.verifier])] == [2, 1]


def test_a_changed_time_is_a_forgery() -> None:
    line = cosign(BOARD_NOTE, WITNESS, 1_679_315_147)
    later = bytearray(line.octets)
    later[7] ^= 1
    forged = Note(BOARD_NOTE.body, (type(line)(line.name, line.key_id, bytes(later)),))

    with pytest.raises(BadSignature):
        verify_cosignatures(forged, [WITNESS.verifier])


def test_a_cosignature_covers_extension_lines() -> None:
    note = sign_checkpoint(Checkpoint(BOARD, 1, bytes(32), ("extension",)), BOARD_KEY)
    line = cosign(note, WITNESS, 1)

    with pytest.raises(BadSignature):
        verify_cosignatures(Note(note.body.replace("ext", "Ext"), (line,)), [WITNESS.verifier])


def test_nobody_cosigns_what_is_no_checkpoint() -> None:
    with pytest.raises(Malformed):
        cosign(Note("text\n", ()), WITNESS, 1)


def test_the_published_cosignatures_time_is_read() -> None:
    line = parse_signature(
        "— witness ZGhGuQAAAABm/qTPeyKXD+R2rzyQsxPiP8mXum7qq/iF0u4vanlqJyocWODBt97w9uL+8qT7S5gxEHWWOworDcFi"
        "EBYJXORmnFBOBA=="
    )
    other_kind = parse_signature(
        "— witness eQjRQm6eSKzFoiYalgwCPXu2y3ijtg68is9M46JKxuZB+dRfTmeQeDBoXnvxZx2ugnkyV+MUMLXpWs1hPb/W/4xkNQY="
    )

    assert time_of(line) == 1_727_964_367
    with pytest.raises(MalformedCosignature):
        time_of(other_kind)


def test_a_published_witness_key_is_one() -> None:
    key = parse_verifier_key("remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2")

    assert key.kind == COSIGNATURE
