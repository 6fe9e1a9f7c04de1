"""Opening a meeting file: its text, or the one reason why there is none."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from ledger.refusals import Refusal

LARGEST_FILE: Final = 5_000_000
"""In bytes; the minutes of a long meeting take about 50,000."""
_AS_TEXT = "a meeting file is plain text in UTF-8: save it as such, or write it in a text editor"
_OTHER_FILES: Final = (
    (b"PK\x03\x04", "a Word, OpenDocument or zip file"),
    (b"\xd0\xcf\x11\xe0", "an old Word file"),
    (b"%PDF", "a PDF file"),
    (b"{\\rtf", "a rich text file"),
    (b"\xff\xfe", "a text in UTF-16"),
    (b"\xfe\xff", "a text in UTF-16"),
)
"""What clerks hand in by mistake, by its first bytes."""


def text_of(path: Path) -> str:
    """The text of a file in UTF-8, with or without a byte order mark.

    Raises:
        Refusal: it is absent, no plain file, unreadable, too large, or not UTF-8.
    """
    content = _content_of(path)
    if len(content) > LARGEST_FILE:
        raise Refusal(
            f"the file is larger than {LARGEST_FILE // 1_000_000} MB",
            "a meeting file holds one meeting or document; split it",
            str(path),
        )
    for beginning, what in _OTHER_FILES:
        if content.startswith(beginning):
            raise Refusal(f"this is {what}", _AS_TEXT, f"{path}:1")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as undecodable:
        raise _not_utf8(content, undecodable.start, path) from undecodable


def _not_utf8(content: bytes, wrong: int, path: Path) -> Refusal:
    """The first wrong byte; most likely it comes from an old Windows program, which meant a character by it."""
    line, byte = content.count(b"\n", 0, wrong) + 1, content[wrong : wrong + 1]
    meant = byte.decode("windows-1252", "ignore")
    in_windows = f" (in Windows-1252 it is '{meant}')" if meant.isprintable() and meant else ""
    problem = f"the byte {byte[0]:#04x} is not UTF-8{in_windows}"
    return Refusal(problem, "save the file in the encoding UTF-8", f"{path}:{line}")


def _content_of(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise Refusal("this is a directory", "name the files in it, for example with *.yaml", str(path))
        if path.exists() and not path.is_file():
            raise Refusal("this is not a plain file", "name a file", str(path))
        with path.open("rb") as file:
            return file.read(LARGEST_FILE + 1)
    except FileNotFoundError as absent:
        raise Refusal("there is no such file", "check the name and the folder", str(path)) from absent
    except PermissionError as forbidden:
        raise Refusal("the file may not be read", "ask its owner for permission", str(path)) from forbidden
    except (OSError, ValueError) as unreadable:
        why = getattr(unreadable, "strerror", None) or unreadable
        raise Refusal(f"the file cannot be read: {why}", "check its name and its disk", str(path)) from unreadable
