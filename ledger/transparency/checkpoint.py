"""Checkpoints, c2sp.org/tlog-checkpoint v1.0.0: which ledger, how many entries, which root.

    example.gov.uk/board                             origin: the ledger's name, and its key's name
    20852163                                         size
    CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=     root, base64
                                                     extension lines, if any: nobody audits those

Whoever keeps one outside the ledger can later prove that nothing before it was changed.

Witnesses cosign them, c2sp.org/tlog-cosignature v1 (Ed25519). Such a line says: at this time, this was the largest tree
of this ledger that I had seen, and it continued what I had seen before. Whoever cosigns must have checked that first;
see `merkle_proofs`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ledger.transparency.errors import (
    BadOrigin,
    MalformedCheckpoint,
    MalformedCosignature,
    NoTrustedSignature,
    WrongOrigin,
)
from ledger.transparency.keys import ED25519, SigningKey, VerifierKey, cosigned_at
from ledger.transparency.note import Note, Signature, open_note, parse_note, sign_note
from ledger.transparency.strict_text import decode, from_decimal, from_hash, is_key_name, to_base64
from ledger.transparency.tree import EMPTY_ROOT

MAX_ORIGIN = 255


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A tree head: the root hash (32 octets) of the first `size` entries of the ledger called `origin`."""

    origin: str
    size: int
    root: bytes
    extensions: tuple[str, ...] = ()

    @property
    def body(self) -> str:
        """The text that is signed."""
        return "\n".join((self.origin, str(self.size), to_base64(self.root), *self.extensions)) + "\n"


def parse_checkpoint(body: str | bytes) -> Checkpoint:
    """Reads the body of a checkpoint (the note without its signatures)."""
    text = decode(body)
    if text is None or not text.endswith("\n"):
        raise MalformedCheckpoint("it is not UTF-8 text that ends in a newline")
    lines = text[:-1].split("\n")
    if len(lines) < 3:
        raise MalformedCheckpoint(f"it has {len(lines)} lines; origin, size and root are three")
    if "" in lines:
        raise MalformedCheckpoint("a line is empty", lines.index("") + 1)
    size, root = from_decimal(lines[1]), from_hash(lines[2])
    if size is None:
        raise MalformedCheckpoint(f"{lines[1]!r} is not a tree size", 2)
    if root is None:
        raise MalformedCheckpoint("the root is not the base64 of 32 octets", 3)
    if size == 0 and root != EMPTY_ROOT:
        raise MalformedCheckpoint("an empty tree's root is SHA-256 of nothing (RFC 6962)", 3)
    return Checkpoint(lines[0], size, root, tuple(lines[3:]))


def sign_checkpoint(checkpoint: Checkpoint, *keys: SigningKey) -> Note:
    """The signed note; refused where its text could not be read back or a key has another name."""
    if parse_checkpoint(checkpoint.body) != checkpoint:
        raise MalformedCheckpoint("a line of it contains a newline")
    for key in keys:
        if key.name != checkpoint.origin:
            raise WrongOrigin(checkpoint.origin, key.name)
    return sign_note(checkpoint.body, *keys)


def open_checkpoint(note: Note | str | bytes, *logs: VerifierKey) -> Checkpoint:
    """The tree head that the key named like its origin has signed; other trusted keys do not count."""
    note = note if isinstance(note, Note) else parse_note(note)
    checkpoint = parse_checkpoint(note.body)
    own = [key for key in logs if key.name == checkpoint.origin and key.kind == ED25519]
    if logs and not own:
        raise WrongOrigin(checkpoint.origin, " or ".join(dict.fromkeys(key.name for key in logs)))
    if not own:
        raise NoTrustedSignature((line.name, line.key_id) for line in note.signatures)
    open_note(note, own)
    return checkpoint


def check_origin(origin: str) -> None:
    """Refuses a name that a ledger cannot be given: it must do as a key's name, and be 255 octets at most."""
    if not is_key_name(origin) or len(origin.encode()) > MAX_ORIGIN:
        raise BadOrigin(origin)


@dataclass(frozen=True, slots=True)
class Cosignature:
    """A verified witness's line: who, and when in seconds since 1970 by the witness's clock."""

    witness: VerifierKey
    at: int


def cosign(note: Note, key: SigningKey, at: int) -> Signature:
    """The witness's line for a checkpoint, made at `at` (seconds since 1970); add it with `note.signed_by`."""
    parse_checkpoint(note.body)
    return Signature(key.name, key.verifier.key_id, key.cosign(note.body.encode(), at))


def verify_cosignatures(note: Note, witnesses: Iterable[VerifierKey]) -> tuple[Cosignature, ...]:
    """The witnesses' lines that hold, in the note's order; refused when one is forged or none is there."""
    parse_checkpoint(note.body)
    keys = tuple(dict.fromkeys(witnesses))
    opened = open_note(note, keys)
    by_name = {(key.name, key.key_id): key for key in keys}
    return tuple(Cosignature(by_name[line.name, line.key_id], time_of(line)) for line in opened.verified)


def time_of(line: Signature) -> int:
    """When the witness says it cosigned, in seconds since 1970. True only once the line is verified."""
    at = cosigned_at(line.octets)
    if at is None:
        raise MalformedCosignature(f"{line.name}'s line is not a time and an Ed25519 signature (72 octets)")
    return at
