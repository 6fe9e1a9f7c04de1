"""Evidence: files kept outside the ledger that speak of it: checkpoints, receipts, bundles, the high-water mark.

The answer of a time-stamp authority lies beside the file that it stamped, under its name and `.tsr`; of a bundle the
checkpoint is what is stamped.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ledger.audit.bundle import CHECKPOINT
from ledger.transparency.checkpoint import Checkpoint, parse_checkpoint
from ledger.transparency.errors import BadEvidence, Malformed
from ledger.transparency.note import Note, parse_note
from ledger.transparency.proof import HEADER, Receipt, parse_receipt

STAMP: Final = ".tsr"
"""What the name of a time stamp ends with, after the whole name of the file that it is of."""


@dataclass(frozen=True)
class Evidence:
    """A signed checkpoint that somebody kept, by itself or as part of a receipt or a bundle; not verified yet."""

    holder: str
    """The file, as it was named."""
    kind: str
    note: Note
    receipt: Receipt | None = None
    stamp: bytes = b""
    """The time stamp that lies beside it, if one does; not verified yet either."""

    @property
    def octets(self) -> bytes:
        """What the time stamp is of: the file, octet for octet, or a bundle's checkpoint."""
        return (self.receipt or self.note).text.encode()

    @property
    def claimed(self) -> Checkpoint:
        """The tree head that it claims."""
        return parse_checkpoint(self.note.body)


def read_evidence(path: Path, kind: str = "checkpoint") -> Evidence:
    """Reads a file or a bundle's folder, without trusting it; `kind` is what a plain checkpoint is called.

    Raises:
        BadEvidence: it cannot be read, or is no checkpoint, receipt or bundle.
    """
    try:
        if path.is_dir():
            own = path / CHECKPOINT
            return Evidence(str(path), "bundle", _checkpoint(own.read_bytes()), stamp=_stamp_of(own))
        octets, stamp = path.read_bytes(), _stamp_of(path)
        if octets.startswith(HEADER.encode()):
            receipt = parse_receipt(octets)
            return Evidence(str(path), "receipt", receipt.note, receipt, stamp)
        return Evidence(str(path), kind, _checkpoint(octets), stamp=stamp)
    except OSError as error:
        where = f"'{error.filename}' " if error.filename != str(path) else ""
        raise BadEvidence(str(path), f"{where}cannot be read: {error.strerror}") from error
    except Malformed as error:
        raise BadEvidence(str(path), f"{error.place}: {error.problem}" if error.place else error.problem) from error


def stamp_beside(path: Path) -> Path:
    """Where the time stamp of a file is kept."""
    return path.with_name(path.name + STAMP)


def _stamp_of(path: Path) -> bytes:
    stamp = stamp_beside(path)
    return stamp.read_bytes() if stamp.exists() else b""


def _checkpoint(octets: bytes) -> Note:
    note = parse_note(octets)
    parse_checkpoint(note.body)
    return note
