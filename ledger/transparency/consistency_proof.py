"""Growth: one file that proves, offline, that a ledger of today begins with the ledger of an older checkpoint.

    old <size of the older checkpoint>
    <base64 of a hash> ...         the consistency proof, RFC 6962 section 2.1.2
                                   an empty line
    <checkpoint with signatures>

It is the request of c2sp.org/tlog-witness (add-checkpoint), so it is also what a witness is given.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from ledger.transparency.checkpoint import Checkpoint, parse_checkpoint
from ledger.transparency.errors import Malformed, MalformedConsistencyProof
from ledger.transparency.merkle_proofs import check_consistency
from ledger.transparency.note import Note, parse_note
from ledger.transparency.strict_text import decode, from_decimal, from_hash, to_base64

HEADER: Final = "old "
MAX_PATH: Final = 63


@dataclass(frozen=True, slots=True)
class ConsistencyProof:
    """The size of the older tree, the consistency proof, and the signed checkpoint of the newer one."""

    old: int
    path: tuple[bytes, ...]
    note: Note

    @property
    def text(self) -> str:
        """The proof as a file (UTF-8)."""
        return "\n".join((f"{HEADER}{self.old}", *map(to_base64, self.path), "", self.note.text))

    @property
    def claimed(self) -> Checkpoint:
        """The newer tree head that it claims."""
        return parse_checkpoint(self.note.body)

    def check(self, old: Checkpoint) -> None:
        """Refuses unless the newer tree is shown to begin with the older one.

        Raises:
            BadRange, NotProven: it is for another size, or does not lead there.
        """
        new = self.claimed
        if self.old != old.size:
            raise MalformedConsistencyProof(f"it is for a checkpoint of {self.old} entries, not of {old.size}", 1)
        check_consistency(old.size, new.size, old.root, new.root, self.path)


def parse_consistency_proof(text: str | bytes) -> ConsistencyProof:
    """Reads a proof, its checkpoint included, without trusting it."""
    whole = decode(text)
    if whole is None:
        raise MalformedConsistencyProof("it is not UTF-8")
    head, empty_line, note = whole.partition("\n\n")
    first, *lines = head.split("\n")
    old = from_decimal(first.removeprefix(HEADER)) if first.startswith(HEADER) else None
    if not empty_line or old is None:
        raise MalformedConsistencyProof("'old' and a size are missing, or the empty line before the checkpoint", 1)
    if len(lines) > MAX_PATH:
        raise MalformedConsistencyProof(f"{len(lines)} hashes are more than any path has ({MAX_PATH})")
    path = tuple(_hash(line, number) for number, line in enumerate(lines, 2))
    try:
        signed = parse_note(note)
        parse_checkpoint(signed.body)
    except Malformed as error:
        raise MalformedConsistencyProof(f"its checkpoint cannot be read: {error.problem}") from error
    return ConsistencyProof(old, path, signed)


def _hash(line: str, number: int) -> bytes:
    found = from_hash(line)
    if found is None:
        raise MalformedConsistencyProof("this is not the base64 of a SHA-256 hash", number)
    return found
