"""Signing and verifier keys in the text forms of c2sp.org/signed-note and Go's note package.

    verifier key    example.gov.uk/board+3f2a9c01+AbCd...      name + key id + base64(kind, public key)
    signing key     PRIVATE+KEY+example.gov.uk/board+3f2a9c01+AfGh...         base64(kind, seed)

The kind is one octet: 0x01 signs notes, 0x04 cosigns checkpoints and says when (c2sp.org/tlog-cosignature).
A key of one kind never does the other's work. The key id is a hint, four octets of a hash; trust rests
on the whole verifier key, got from its owner.

A key file holds a signing key on one line, readable by its owner alone, outside the database. One that is there is
never written over: whoever loses a ledger's key can never again record into it.
"""

from __future__ import annotations

import hashlib
import os
import stat
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from ledger.transparency.errors import BadKeyFile, Malformed, MalformedCosignature, MalformedKey
from ledger.transparency.strict_text import from_base64, is_key_name, is_unicode, to_base64

ED25519 = 0x01
COSIGNATURE = 0x04
KINDS = (ED25519, COSIGNATURE)
KEY_SIZE = 32
SIGNATURE_SIZE = 64
_TIME_SIZE = 8
_LAST_TIME = 2**63 - 1
_PRIVATE = "PRIVATE+KEY+"

OWNER_ALONE: Final = 0o600


@dataclass(frozen=True)
class VerifierKey:
    """A name and the Ed25519 public key (32 octets, RFC 8032) that speaks for it."""

    name: str
    public: bytes
    kind: int = ED25519

    def __post_init__(self) -> None:
        _check(self.name, self.kind, self.public)
        if is_weak(self.public):
            raise MalformedKey(f"the public key of {self.name} is weak: anybody can sign in its name")

    @cached_property
    def key_id(self) -> int:
        """The first four octets of SHA-256(name, newline, kind, public key), as a number."""
        named = self.name.encode() + b"\n" + bytes((self.kind,)) + self.public
        return int.from_bytes(hashlib.sha256(named).digest()[:4], "big")

    @property
    def text(self) -> str:
        """The key as it is handed out and written down."""
        return f"{self.name}+{self.key_id:08x}+{to_base64(bytes((self.kind,)) + self.public)}"

    def accepts(self, message: bytes, octets: bytes) -> bool:
        """Whether the octets, as they follow the key id in a note, are this key's signature of the message."""
        if self.kind == COSIGNATURE:
            at = cosigned_at(octets)
            if at is None:
                return False
            message, octets = cosigned_message(message, at), octets[_TIME_SIZE:]
        try:
            self._verifier.verify(octets, message)
        except InvalidSignature:
            return False
        return True

    @cached_property
    def _verifier(self) -> Ed25519PublicKey:
        return Ed25519PublicKey.from_public_bytes(self.public)


@dataclass(frozen=True)
class SigningKey:
    """The secret half: a name and an Ed25519 seed (32 octets). It never shows its seed by accident."""

    name: str
    seed: bytes = field(repr=False)
    kind: int = ED25519

    def __post_init__(self) -> None:
        _check(self.name, self.kind, self.seed)

    @classmethod
    def generate(cls, name: str, kind: int = ED25519) -> SigningKey:
        """A new key from the system's source of randomness."""
        return cls(name, Ed25519PrivateKey.generate().private_bytes_raw(), kind)

    @cached_property
    def verifier(self) -> VerifierKey:
        """The half to hand out."""
        return VerifierKey(self.name, self._signer.public_key().public_bytes_raw(), self.kind)

    @property
    def text(self) -> str:
        """The key as it is kept in a file of mode 0600. Secret."""
        secret = to_base64(bytes((self.kind,)) + self.seed)
        return f"{_PRIVATE}{self.name}+{self.verifier.key_id:08x}+{secret}"

    def sign(self, message: bytes) -> bytes:
        """The Ed25519 signature, 64 octets; the same every time (RFC 8032). Only for keys of kind 0x01."""
        if self.kind != ED25519:
            raise MalformedKey(f"{self.name} is a witness's key: it cosigns checkpoints, it does not sign")
        return self._signer.sign(message)

    def cosign(self, message: bytes, at: int) -> bytes:
        """Time (seconds since 1970) and signature, 72 octets. Only for keys of kind 0x04."""
        if self.kind != COSIGNATURE:
            raise MalformedKey(f"{self.name} is not a witness's key (kind 0x04): it signs, it does not cosign")
        if not 0 < at <= _LAST_TIME:
            raise MalformedCosignature(f"{at} is no time in seconds since 1970")
        return at.to_bytes(_TIME_SIZE, "big") + self._signer.sign(cosigned_message(message, at))

    @cached_property
    def _signer(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self.seed)


def cosigned_message(message: bytes, at: int) -> bytes:
    """What a witness's Ed25519 key signs: a header, the time, the checkpoint's text."""
    return b"cosignature/v1\ntime %d\n%b" % (at, message)


def cosigned_at(octets: bytes) -> int | None:
    """The time in a cosignature's octets, in seconds since 1970; None where they are not a cosignature's."""
    at = int.from_bytes(octets[:_TIME_SIZE], "big")
    return at if len(octets) == _TIME_SIZE + SIGNATURE_SIZE and at <= _LAST_TIME else None


def parse_verifier_key(text: str) -> VerifierKey:
    """Reads a verifier key; refused unless its id fits its name and key and it is written canonically."""
    name, key_id, octets = _parts(text, "verifier")
    key = VerifierKey(name, octets[1:], octets[0])
    if f"{key.key_id:08x}" != key_id:
        raise MalformedKey(f"the id {key_id!r} does not belong to this name and key ({key.key_id:08x} does)")
    return key


def parse_signing_key(text: str) -> SigningKey:
    """Reads a signing key; its text is never repeated in an error."""
    if not text.startswith(_PRIVATE):
        raise MalformedKey(f"a signing key begins with {_PRIVATE}")
    name, key_id, octets = _parts(text.removeprefix(_PRIVATE), "signing")
    key = SigningKey(name, octets[1:], octets[0])
    if f"{key.verifier.key_id:08x}" != key_id:
        raise MalformedKey(f"the id {key_id!r} does not belong to the name and the public key")
    return key


def _parts(text: str, what: str) -> tuple[str, str, bytes]:
    name, _, rest = text.partition("+")
    key_id, _, coded = rest.partition("+")
    octets = from_base64(coded)
    if not octets or not is_unicode(key_id):
        raise MalformedKey(f"a {what} key is name+id+base64, with the id in eight hexadecimal digits")
    return name, key_id, octets


def _check(name: str, kind: int, octets: bytes) -> None:
    if not is_key_name(name):
        raise MalformedKey(f"{name!r} cannot be a key's name: it is empty or has white space or a plus in it")
    if kind not in KINDS:
        raise MalformedKey(f"keys of kind 0x{kind:02x} are not known here, only Ed25519 (0x01, 0x04)")
    if len(octets) != KEY_SIZE:
        raise MalformedKey(f"an Ed25519 key has 32 octets, not {len(octets)}")


_PRIME = 2**255 - 19
_ORDER_8 = int.from_bytes(bytes.fromhex("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"), "little")
_LOW_ORDER = frozenset((0, 1, _PRIME - 1, _ORDER_8, _PRIME - _ORDER_8))
"""The y coordinates of the eight points of low order; x and -x share one."""


def is_weak(public: bytes) -> bool:
    """Whether the 32 octets encode a point of low order, or a point in another spelling than its own."""
    y = int.from_bytes(public, "little") & (2**255 - 1)
    return y >= _PRIME or y in _LOW_ORDER


def write_key(path: Path, key: SigningKey) -> None:
    """Make a file for a key, in a folder that is made too if it is not there.

    Raises:
        BadKeyFile: there is a file of that name already, or the place cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ALONE)
    except FileExistsError as taken:
        raise BadKeyFile(path, "is there already", "name another place with --key: no key is written over") from taken
    except OSError as refused:
        raise BadKeyFile(path, f"cannot be written: {refused.strerror}", "name another place with --key") from refused
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(f"{key.text}\n")
        file.flush()
        os.fsync(descriptor)
    sync_folder(path.parent)


def read_key(path: Path, kind: int = ED25519) -> SigningKey:
    """The key in a file: a ledger's, or with the other kind a witness's.

    Raises:
        BadKeyFile: it is absent, others than its owner may read it, or it holds no key of that kind.
    """
    try:
        mode = path.stat().st_mode
        text = path.read_text("utf-8")
    except FileNotFoundError as absent:
        raise BadKeyFile(path, "is not there", "name the file with GOVLEDGER_KEY or --key") from absent
    except (OSError, UnicodeDecodeError) as unreadable:
        why = unreadable.strerror if isinstance(unreadable, OSError) else "it is not UTF-8"
        raise BadKeyFile(path, f"cannot be read: {why}", "check its owner and its mode") from unreadable
    if os.name == "posix" and stat.S_IMODE(mode) & 0o077:
        raise BadKeyFile(path, "may be read by others than its owner", f"run `chmod 600 {path}`")
    try:
        key = parse_signing_key(text.strip())
    except Malformed as broken:
        raise BadKeyFile(path, f"holds {broken.problem}", "restore it from where you keep a copy") from broken
    if key.kind != kind:
        kept, wanted = ("a witness's", "the ledger's own") if kind == ED25519 else ("a ledger's", "a witness's")
        raise BadKeyFile(path, f"holds {kept} key", f"name {wanted} signing key")
    return key


def sync_folder(folder: Path) -> None:
    """See that what was made or renamed in a folder outlives a power cut, where a system opens folders for that."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
