"""Strict readings that every text format of the audit trail shares.

One thing has one spelling here: no lenient base64, no leading zeroes. A lenient reader would let two
different files pass for the same proof.
"""

from __future__ import annotations

import base64
import binascii
import re

from ledger.transparency.tree import HASH_SIZE, MAX_SIZE

_DECIMAL = re.compile(r"0|[1-9][0-9]{0,18}", re.ASCII)
_SPACE_OR_PLUS = re.compile(r"[\s+]")


def to_base64(octets: bytes) -> str:
    """Standard base64 with padding, RFC 4648 section 4."""
    return base64.b64encode(octets).decode("ascii")


def from_base64(text: str) -> bytes | None:
    """The octets, or None where the text is not exactly what `to_base64` writes."""
    try:
        octets = base64.b64decode(text.encode("ascii"), validate=True)
    except (UnicodeEncodeError, binascii.Error):
        return None
    return octets if to_base64(octets) == text else None


def from_decimal(text: str) -> int | None:
    """The number from 0 to 2^63 - 1, or None where it has a sign, leading zeroes or anything else."""
    if not _DECIMAL.fullmatch(text):
        return None
    number = int(text)
    return number if number <= MAX_SIZE else None


def from_hash(text: str) -> bytes | None:
    """The SHA-256 hash that the text spells in base64, or None."""
    octets = from_base64(text)
    return octets if octets is not None and len(octets) == HASH_SIZE else None


def is_key_name(name: str) -> bool:
    """Whether the name may stand in a signature line: not empty, no white space, no plus, no control."""
    if not name or _SPACE_OR_PLUS.search(name):
        return False
    return is_unicode(name) and all(letter >= " " for letter in name)


def is_unicode(text: str) -> bool:
    """Whether the text has a UTF-8 form, which lone surrogates do not."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def decode(octets: str | bytes) -> str | None:
    """The text of UTF-8 octets, or None where they are not UTF-8; a text must have a UTF-8 form itself."""
    if isinstance(octets, str):
        return octets if is_unicode(octets) else None
    try:
        return octets.decode("utf-8")
    except UnicodeDecodeError:
        return None


def on_one_line(text: str) -> str:
    """Somebody else's words on one line, without what a terminal would obey."""
    return "".join(letter if letter.isprintable() else " " for letter in text).strip()
