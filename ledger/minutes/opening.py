"""Opening a meeting file: its text, or the one reason why there is none."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from ledger.refusals import Refusal

LARGEST_FILE: Final = 5_000_000
"""In bytes; the minutes of a long meeting take about 50,000."""


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
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as undecodable:
        line = content.count(b"\n", 0, undecodable.start) + 1
        raise Refusal(
            f"the byte {content[undecodable.start]:#04x} is not UTF-8",
            "save the file in the encoding UTF-8",
            f"{path}:{line}",
        ) from undecodable


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
