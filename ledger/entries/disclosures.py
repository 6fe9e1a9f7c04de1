"""Salted disclosures (RFC 9901): a value that may have to go lies apart, and its entry holds a digest of it.

    value       Mrs Abel asked why she was moved to another ward
    disclosure  WyJ1U0Zf...              base64url of the JSON [salt, name, value]; may be erased
    digest      Zm9vYmFy...              base64url of the SHA-256 of the disclosure's own letters
    token       sd:sha-256:Zm9vYmFy...   stands in the entry, in place of the value

The name is the JSON Pointer (RFC 6901) of the place in the entry's leaf, `/body/text`, so that no value can be
passed off as another one of the same entry. The salt has 128 random bits: once the disclosure is gone, nobody can
find the value by trying what it may have been. The letters of a disclosure are kept as they are and never made anew.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator
from typing import Any, Final, NamedTuple

import msgspec

from ledger.refusals import Refusal

MARK: Final = "sd:sha-256:"
"""How every token begins; cheap to look for."""
TOKEN: Final = re.compile(re.escape(MARK) + r"([A-Za-z0-9_-]{43})")
SALT_BYTES: Final = 16
_PARTS: Final = msgspec.json.Decoder(tuple[str, str, str])


class BadDisclosure(Refusal):
    """A text that is no salted disclosure."""


class Disclosure(NamedTuple):
    """A value with the place that it belongs to, its salt, and the letters that are hashed."""

    encoded: str
    salt: str
    pointer: str
    value: str

    @property
    def digest(self) -> str:
        """What the entry holds instead of the value."""
        return digest_of(self.encoded)


class Sealed(NamedTuple):
    """A text of an entry that is kept as a disclosure: its place in the leaf, and its digest once it is recorded.

    `letters` are those of a disclosure that another ledger made, and that this one is to keep as it is.
    """

    pointer: str
    digest: str = ""
    is_there: bool = True
    letters: str = ""

    @property
    def field(self) -> str:
        """The field as a clerk names it: `text`, `note`, `quote`."""
        return field_of(self.pointer)


def field_of(pointer: str) -> str:
    """The field in which a place of the leaf lies: `text` of `/body/text` and of `/body/fields/text/0`."""
    _, *steps = pointer.split("/")
    while len(steps) > 1 and steps[0] in ("body", "source", "fields", "extensions"):
        del steps[0]
    return steps[0]


def digest_of(encoded: str) -> str:
    """The digest of a disclosure's letters, whatever they say (RFC 9901, section 4.2.3)."""
    import hashlib  # here, since every entry is read by way of this module and few need it

    return _base64(hashlib.sha256(encoded.encode()).digest())


def disclosed(pointer: str, value: str) -> Disclosure:
    """A new disclosure of a value; no two are alike, even of the same value."""
    import secrets

    salt = _base64(secrets.token_bytes(SALT_BYTES))
    encoded = _base64(msgspec.json.encode((salt, pointer, value)))
    return Disclosure(encoded, salt, pointer, value)


def read(encoded: str) -> Disclosure:
    """The disclosure that these letters are.

    Raises:
        BadDisclosure: they are none of an object's member (RFC 9901, section 4.2.1).
    """
    try:
        text = base64.b64decode(encoded + "=" * (-len(encoded) % 4), altchars=b"-_", validate=True)
        return Disclosure(encoded, *_PARTS.decode(text))
    except (binascii.Error, msgspec.MsgspecError, ValueError) as wrong:
        raise BadDisclosure(f"this is no disclosure: {wrong}", "compare it with a backup") from wrong


def token(digest: str) -> str:
    """What stands in an entry in place of a value."""
    return MARK + digest


def digests_in(text: str) -> list[str]:
    """The digests of every token in a text, in its order."""
    return TOKEN.findall(text) if MARK in text else []


def placed_digests(value: Any, pointer: str = "") -> Iterator[tuple[str, str]]:
    """Every token in a JSON value: the JSON Pointer of its place, and its digest."""
    if isinstance(value, str):
        if found := TOKEN.fullmatch(value):
            yield pointer, found[1]
    elif isinstance(value, dict):
        for name, part in value.items():
            yield from placed_digests(part, f"{pointer}/{escaped(name)}")
    elif isinstance(value, list):
        for number, part in enumerate(value):
            yield from placed_digests(part, f"{pointer}/{number}")


def escaped(name: str) -> str:
    """A member's name as one step of a JSON Pointer."""
    return name.replace("~", "~0").replace("/", "~1")


def put(value: Any, pointer: str, text: str) -> str:
    """Put a text at a place of a JSON value, and return the one that stood there.

    Raises:
        LookupError: there is no such place.
    """
    *way, last = (step.replace("~1", "/").replace("~0", "~") for step in pointer.split("/")[1:])
    for step in way:
        value = value[int(step) if isinstance(value, list) else step]
    place: Any = int(last) if isinstance(value, list) else last
    held: str = value[place]
    value[place] = text
    return held


def _base64(octets: bytes) -> str:
    return base64.urlsafe_b64encode(octets).rstrip(b"=").decode()
