"""Signed notes: the published examples, the malformed ones that Go's package refuses, and fuzzing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.transparency.errors import (
    AmbiguousKey,
    AuditError,
    BadSignature,
    Malformed,
    MalformedNote,
    NoTrustedSignature,
)
from ledger.transparency.keys import COSIGNATURE, SigningKey, parse_signing_key, parse_verifier_key
from ledger.transparency.note import Note, open_note, parse_note, sign_note
from tests.transparency.mangling import mangled
from tests.transparency.test_keys import PETER, PETERS_SECRET
from tests.transparency.trees import BOARD_KEY

TEXT = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
PETERS_LINE = (
    "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
)
ENOCHS_LINE = (
    "— EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox33WWd1RvMc+QQ=\n"
)
ENOCHS_OTHER_LINE = ENOCHS_LINE[:60] + "ABCD" + ENOCHS_LINE[60:]
peter = parse_verifier_key(PETER)
enoch = parse_verifier_key("EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop")
BOARD_NOTE = sign_note("Resolved:\n\nthat the minutes be confirmed.\n", BOARD_KEY)


def test_the_specifications_example_verifies() -> None:
    key = parse_verifier_key("example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k")
    note = (
        "This is an example message.\n\n— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Z"
        "tg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n"
    )

    assert open_note(note, [key]).body == "This is an example message.\n"


def test_gos_key_signs_gos_note_byte_for_byte() -> None:
    note = sign_note(TEXT, parse_signing_key(PETERS_SECRET))

    assert note.text == TEXT + "\n" + PETERS_LINE


def test_unknown_signatures_are_kept_and_ignored() -> None:
    opened = open_note(TEXT + "\n" + PETERS_LINE + ENOCHS_LINE, [peter])

    assert [line.name for line in opened.verified] == ["PeterNeumann"]
    assert [line.name for line in opened.unknown] == ["EnochRoot"]
    assert len(open_note(TEXT + "\n" + PETERS_LINE + ENOCHS_LINE, [peter, enoch]).verified) == 2


def test_a_note_that_no_trusted_key_signed_is_refused_and_says_who_did() -> None:
    with pytest.raises(NoTrustedSignature, match=r"PeterNeumann\+c74f20a3, EnochRoot\+af0cfe78"):
        open_note(TEXT + "\n" + PETERS_LINE + ENOCHS_LINE, [])


def test_a_bad_signature_by_a_trusted_key_condemns_the_note() -> None:
    broken = PETERS_LINE[:60] + "ABCD" + PETERS_LINE[60:]

    for lines in (broken, PETERS_LINE + broken, ENOCHS_LINE + broken):
        with pytest.raises(BadSignature, match=r"PeterNeumann\+c74f20a3"):
            open_note(TEXT + "\n" + lines, [peter, enoch])


def test_repeated_lines_count_once() -> None:
    opened = open_note(TEXT + "\n" + PETERS_LINE * 2 + ENOCHS_LINE * 2 + ENOCHS_OTHER_LINE, [peter])

    assert [len(opened.verified), len(opened.unknown)] == [1, 2]


def test_two_trusted_keys_of_one_name_and_id_are_refused_only_where_it_matters() -> None:
    with pytest.raises(AmbiguousKey, match=r"EnochRoot\+af0cfe78"):
        open_note(TEXT + "\n" + ENOCHS_LINE, [enoch, peter, enoch])

    assert open_note(TEXT + "\n" + PETERS_LINE, [enoch, peter, enoch]).verified


@pytest.mark.parametrize("trusted", [[peter], []])
def test_more_than_a_hundred_signatures_are_refused(trusted: list[object]) -> None:
    with pytest.raises(MalformedNote, match="101 signatures"):
        open_note(TEXT + "\n" + PETERS_LINE * 101, trusted)


@pytest.mark.parametrize(
    "note",
    [
        TEXT,
        TEXT + "\n",
        TEXT + "\n" + PETERS_LINE[:-1],
        "\x01" + TEXT + "\n" + PETERS_LINE,
        b"\xff" + (TEXT + "\n" + PETERS_LINE).encode(),
        TEXT + "\n" + PETERS_LINE.replace("PeterNeumann", "Bad Name"),
        TEXT + "\n" + PETERS_LINE + "Unexpected line.\n",
        TEXT + "\n" + PETERS_LINE.replace("— ", "- "),
        TEXT + "\n" + PETERS_LINE.replace("nAM=", "nAN="),
        TEXT + "\n" + PETERS_LINE.replace("nAM=", "nAM"),
        TEXT + "\n" + PETERS_LINE.replace("x08g", "x08\rg"),
        TEXT + "\n" + PETERS_LINE.replace(" x08", "  x08"),
        TEXT + "\n— PeterNeumann x08go\n",
        TEXT + "\n— PeterNeumann x08gow==\n",
        TEXT + "\n— PeterNeumann \n",
        TEXT + "\n\N{EM DASH} +a x08go/ZJkuBS9UG/\n",
        TEXT.replace("\n", "\r\n") + "\n" + PETERS_LINE,
        TEXT + "\t\n" + PETERS_LINE,
        "\ud800" + TEXT + "\n" + PETERS_LINE,
        "",
        "\n",
        "\n\n",
    ],
)
def test_malformed_notes_are_refused(note: str | bytes) -> None:
    with pytest.raises(MalformedNote):
        open_note(note, [peter])


def test_a_bad_line_is_named_by_its_number() -> None:
    with pytest.raises(Malformed, match="line 5") as refusal:
        parse_note(TEXT + "\n" + PETERS_LINE + "Unexpected line.\n")

    assert refusal.value.line == 5


def test_the_last_empty_line_parts_text_and_signatures() -> None:
    assert open_note(BOARD_NOTE.text, [BOARD_KEY.verifier]).body == "Resolved:\n\nthat the minutes be confirmed.\n"


def test_a_new_line_by_the_same_key_replaces_the_old_one() -> None:
    other = SigningKey.generate("witness.example")
    both = BOARD_NOTE.signed_by(*sign_note(BOARD_NOTE.body, other).signatures)

    again = both.signed_by(*sign_note(BOARD_NOTE.body, BOARD_KEY).signatures)

    assert [line.name for line in again.signatures] == ["witness.example", BOARD_KEY.name]
    assert len(open_note(again.text, [other.verifier, BOARD_KEY.verifier]).verified) == 2


@pytest.mark.parametrize("body", ["", "no newline", "control\x07\n", "\udc80\n"])
def test_texts_that_cannot_be_a_note_are_not_signed(body: str) -> None:
    with pytest.raises(MalformedNote):
        sign_note(body, BOARD_KEY)


def test_a_note_needs_a_signer() -> None:
    with pytest.raises(MalformedNote):
        sign_note("text\n")


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"])), st.integers(0, 3))
def test_whatever_is_signed_reads_back(text: str, empty_lines: int) -> None:
    body = text + "\n" * (empty_lines + 1)

    note = sign_note(body, BOARD_KEY)

    assert open_note(note.text.encode(), [BOARD_KEY.verifier]).body == body
    assert parse_note(note.text) == note


@given(mangled(BOARD_NOTE.text.encode()))
def test_a_mangled_note_never_passes_for_another_text(octets: bytes) -> None:
    try:
        opened = open_note(octets, [BOARD_KEY.verifier])
    except AuditError:
        return

    # All that may be added is a line by somebody unknown, or the same line again.
    assert opened.body == BOARD_NOTE.body
    assert opened.verified == BOARD_NOTE.signatures


@given(st.binary() | st.text().map(lambda text: text + "\n\n— a b\n") | st.text())
def test_arbitrary_octets_raise_nothing_but_refusals(octets: bytes | str) -> None:
    try:
        note = parse_note(octets)
    except MalformedNote:
        return

    assert isinstance(note, Note)


def test_a_witness_key_does_not_sign_notes() -> None:
    witness = SigningKey.generate("witness.example", COSIGNATURE)

    with pytest.raises(AuditError):
        sign_note("text\n", witness)
