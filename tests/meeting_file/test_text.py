"""A file is opened, or it is said why it cannot be."""

import os
from pathlib import Path

import pytest

from ledger.meeting_file.reader import LARGEST_FILE, read_text, text_of
from ledger.refusals import Refusal, Refusals
from tests.meeting_file.conftest import SmallLedger

DRAFTED = "`govledger draft` makes a meeting file of minutes"


def refused(path: Path) -> str:
    with pytest.raises(Refusal) as refusal:
        text_of(path)
    return str(refusal.value)


def test_a_byte_order_mark_is_not_part_of_the_text(tmp_path: Path) -> None:
    path = tmp_path / "minutes.yaml"
    path.write_bytes("\ufeffsource: Städtische Niederschrift\n".encode())

    assert text_of(path) == "source: Städtische Niederschrift\n"


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "absent.yaml"

    assert refused(path) == f"{path}: there is no such file; check the name and the folder"


def test_a_directory_is_refused(tmp_path: Path) -> None:
    assert refused(tmp_path) == f"{tmp_path}: this is a directory; name the files in it, for example with *.yaml"


def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "pipe"
    os.mkfifo(path)

    assert refused(path) == f"{path}: this is not a plain file; name a file"


def test_a_file_that_may_not_be_read_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "minutes.yaml"
    path.write_text("source: Minutes\n")
    path.chmod(0)
    was_root = os.geteuid() == 0
    if was_root:  # may read everything, so another user tries
        os.seteuid(65_534)

    try:
        assert refused(path) == f"{path}: the file may not be read; ask its owner for permission"
    finally:
        if was_root:
            os.seteuid(0)


def test_a_name_that_no_file_can_have_is_refused() -> None:
    assert refused(Path("minutes\0.yaml")).endswith("; check its name and its disk")


def test_a_file_that_is_too_large_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "minutes.yaml"
    path.write_bytes(b"#" * (LARGEST_FILE + 1))

    assert (
        refused(path) == f"{path}: the file is larger than 5 MB; a meeting file holds one meeting or document; split it"
    )


def test_another_encoding_is_refused_with_the_line_of_its_first_wrong_byte(tmp_path: Path) -> None:
    path = tmp_path / "minutes.yaml"
    path.write_bytes("source: Minutes\nstatements:\n  - renamed: café\n".encode("latin-1"))

    problem = "the byte 0xe9 is not UTF-8 (in Windows-1252 it is 'é')"
    assert refused(path) == f"{path}:3: {problem}; save the file in the encoding UTF-8"


@pytest.mark.parametrize(
    ("content", "what", "remedy"),
    [
        (b"PK\x03\x04\x14", "a Word, OpenDocument or zip file", DRAFTED),
        (b"%PDF-1.7\n", "a PDF file", DRAFTED),
        (b"{\\rtf1\\ansi", "a rich text file", f"save it as .docx; {DRAFTED}"),
        ("source: M\n".encode("utf-16"), "a text in UTF-16", "a meeting file is plain text in UTF-8: save it as such"),
    ],
)
def test_what_is_no_plain_text_is_called_by_its_name(tmp_path: Path, content: bytes, what: str, remedy: str) -> None:
    path = tmp_path / "minutes.docx"
    path.write_bytes(content)

    assert refused(path) == f"{path}:1: this is {what}; {remedy}"


@pytest.mark.parametrize("text", ["Present: Cllr Ash (Chair): all day\n  and\n", "The Board met.\n"])
def test_minutes_that_are_handed_in_as_they_are_are_to_be_drafted_first(ledger: SmallLedger, text: str) -> None:
    with pytest.raises(Refusals) as refusals:
        read_text(text, "minutes.txt", ledger)

    assert str(refusals.value).endswith(f"; if these are minutes, {DRAFTED}")
