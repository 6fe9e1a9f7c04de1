"""Evidence: files kept outside the ledger that speak of it: checkpoints, receipts, bundles, the high-water mark."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ledger.audit.bundle import CHECKPOINT
from ledger.audit.checkpoint import Checkpoint, parse_checkpoint
from ledger.audit.errors import BadEvidence, Malformed
from ledger.audit.note import Note, parse_note
from ledger.audit.proof import HEADER, Receipt, parse_receipt


@dataclass(frozen=True)
class Evidence:
    """A signed checkpoint that somebody kept, by itself or as part of a receipt or a bundle; not verified yet."""

    holder: str
    """The file, as it was named."""
    kind: str
    note: Note
    receipt: Receipt | None = None

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
            return Evidence(str(path), "bundle", _checkpoint((path / CHECKPOINT).read_bytes()))
        octets = path.read_bytes()
        if octets.startswith(HEADER.encode()):
            receipt = parse_receipt(octets)
            return Evidence(str(path), "receipt", receipt.note, receipt)
        return Evidence(str(path), kind, _checkpoint(octets))
    except OSError as error:
        where = f"'{error.filename}' " if path.is_dir() else ""
        raise BadEvidence(str(path), f"{where}cannot be read: {error.strerror}") from error
    except Malformed as error:
        raise BadEvidence(str(path), f"{error.place}: {error.problem}" if error.place else error.problem) from error


def _checkpoint(octets: bytes) -> Note:
    note = parse_note(octets)
    parse_checkpoint(note.body)
    return note
