"""Cosignatures of witnesses, c2sp.org/tlog-cosignature v1 (Ed25519).

A witness's line says: at this time, this was the largest tree of this ledger that I had seen, and it
continued what I had seen before. Whoever cosigns must have checked that first; see `merkle_proofs`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ledger.transparency.checkpoint import parse_checkpoint
from ledger.transparency.errors import MalformedCosignature
from ledger.transparency.keys import SigningKey, VerifierKey, cosigned_at
from ledger.transparency.note import Note, Signature, open_note


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
