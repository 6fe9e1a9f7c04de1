"""What a bundle discloses: the texts that are kept apart from its entries, or with a public bundle none of them.

    disclosures.jsonl    {"disclosure":"WyJ...","entry":7,"text":"..."}, one to a line

The entries hold the digests in any case, so a bundle verifies with the file and without it. Each line is held against
the digest at its place in its entry.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from ledger.entries.disclosures import MARK, BadDisclosure, placed_digests, read
from ledger.transparency.errors import BadBundle

DISCLOSED = "disclosures.jsonl"
_MARK = MARK.encode()


class _Line(msgspec.Struct):
    disclosure: str
    entry: int
    text: str


def disclosed_lines(disclosures: Iterable[tuple[int, str]]) -> bytes:
    """The file's content, of entries and what is disclosed of each."""
    lines = (_Line(encoded, entry, read(encoded).value) for entry, encoded in disclosures)
    return b"".join(msgspec.json.encode(line) + b"\n" for line in lines)


def held_in(entry: int, leaf: bytes) -> Iterator[tuple[int, str, str]]:
    """Every digest in a leaf, with its entry and its place."""
    if _MARK in leaf:
        for pointer, digest in placed_digests(msgspec.json.decode(leaf)):
            yield entry, pointer, digest


def check_disclosed(folder: Path, held: set[tuple[int, str, str]]) -> None:
    """Hold every disclosure against the digests of the entries.

    Raises:
        BadBundle: one is of something that its entry does not hold, or says something else.
    """
    try:
        lines = (folder / DISCLOSED).read_bytes().splitlines()
    except FileNotFoundError:
        return
    except OSError as error:
        raise BadBundle(f"the file cannot be read: {error.strerror}", DISCLOSED) from error
    for number, text in enumerate(lines, 1):
        try:
            line = msgspec.json.decode(text, type=_Line)
            found = read(line.disclosure)
            fits = (line.entry, found.pointer, found.digest) in held and found.value == line.text
        except (msgspec.MsgspecError, UnicodeError, BadDisclosure) as error:
            raise BadBundle(f"line {number} is no disclosure", DISCLOSED) from error
        if not fits:
            raise BadBundle(f"line {number} is not what entry {line.entry} holds the digest of", DISCLOSED, line.entry)
