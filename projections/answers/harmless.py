"""Texts of documents and sources in a form that steers no terminal: shown, and not obeyed."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from typing import Final

_STEERING: Final = ("Cc", "Cf", "Cs", "Zl", "Zp")
"""Categories of characters that move the cursor, colour, reorder or hide what is shown."""
_KEPT: Final = "\n\t"


def unsteering(text: str, written_out: Callable[[str], str] | None = None) -> str:
    """A text of one line or several with whatever could steer a terminal written out, as `\\x1b`."""
    if text.isprintable() or all(line.isprintable() for line in text.split("\n")):
        return text
    show = written_out or escaped
    return "".join(show(each) if steers(each) and each not in _KEPT else each for each in text)


def steers(character: str) -> bool:
    """Whether a terminal would do something about a character other than show it."""
    return unicodedata.category(character) in _STEERING


def escaped(character: str) -> str:
    """A character as Python writes it in plain letters."""
    return character.encode("unicode_escape").decode()
