"""The one place where text goes to a terminal: whatever a document or a source holds, it is shown and not obeyed."""

from __future__ import annotations

import json
import sys
import unicodedata
from collections.abc import Callable

import click

_STEERING = ("Cc", "Cf", "Cs", "Zl", "Zp")
"""Categories of characters that move the cursor, colour, reorder or hide what is shown."""
_KEPT = "\n\t"


def say(text: str, *, nl: bool = True) -> None:
    """Talk to whoever gave the command, on stderr; characters that steer a terminal are written out."""
    click.echo(unsteering(text), err=True, nl=nl)


def put(octets: bytes) -> None:
    """Write data to stdout: as it is to a file or a pipe, and to a terminal with what would steer it written out."""
    if sys.stdout.isatty():
        octets = unsteering(octets.decode("utf-8", "replace"), _as_in_json).encode()
    click.echo(octets, nl=False)


def unsteering(text: str, written_out: Callable[[str], str] | None = None) -> str:
    """A text of one line or several with whatever could steer a terminal written out, as `\\x1b`."""
    if all(line.isprintable() for line in text.split("\n")):
        return text
    show = written_out or escaped
    return "".join(show(each) if steers(each) and each not in _KEPT else each for each in text)


def steers(character: str) -> bool:
    """Whether a terminal would do something about a character other than show it."""
    return unicodedata.category(character) in _STEERING


def escaped(character: str) -> str:
    """A character as Python writes it in plain letters."""
    return character.encode("unicode_escape").decode()


def _as_in_json(character: str) -> str:
    return json.dumps(character)[1:-1]
