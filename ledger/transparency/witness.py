"""A witness: keeps the last checkpoint of each ledger that it has seen, and cosigns only what continues it.

What was seen lies in files beside the witness's key, one for each ledger. Comparing, writing and cosigning happen
under one lock, and a cosignature leaves only when what it speaks of has reached the disk: a witness that forgot
could be made to cosign two histories.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from ledger.transparency.checkpoint import Checkpoint, cosign, open_checkpoint, parse_checkpoint
from ledger.transparency.consistency_proof import ConsistencyProof
from ledger.transparency.errors import AuditError, CannotWitness
from ledger.transparency.keys import SigningKey, VerifierKey, sync_folder
from ledger.transparency.note import Note, parse_note


@dataclass(frozen=True)
class Witness:
    """A witness's key, and the folder in which it keeps the checkpoints that it has seen."""

    key: SigningKey
    folder: Path

    def seen(self, origin: str) -> Checkpoint | None:
        """The newest checkpoint of a ledger that was cosigned; none at the first time.

        Raises:
            CannotWitness: the file cannot be read.
        """
        try:
            return parse_checkpoint(parse_note(self._file(origin).read_bytes()).body)
        except FileNotFoundError:
            return None
        except (OSError, AuditError) as broken:
            raise CannotWitness(
                f"what was seen of '{origin}' cannot be read: {broken}", f"restore '{self._file(origin)}'"
            ) from broken

    def cosign(self, offered: Note | ConsistencyProof, log: VerifierKey, at: int) -> Note:
        """The checkpoint with the witness's line, made at `at` (seconds since 1970), once it is on the disk as seen.

        Raises:
            Untrusted: the ledger's key did not sign it.
            CannotWitness: it does not continue what was seen, or does not show that it does.
        """
        note = offered.note if isinstance(offered, ConsistencyProof) else offered
        head = open_checkpoint(note, log)
        with self._alone():
            seen = self.seen(head.origin)
            if seen is not None:
                _refuse_what_does_not_continue(seen, head, offered if isinstance(offered, ConsistencyProof) else None)
            signed = note.signed_by(cosign(note, self.key, at))
            if seen is None or head.size > seen.size:
                self._keep(head.origin, signed)
        return signed

    def _keep(self, origin: str, note: Note) -> None:
        file = self._file(origin)
        fresh = file.with_suffix(".new")
        with fresh.open("wb") as written:
            written.write(note.text.encode())
            written.flush()
            os.fsync(written.fileno())
        os.replace(fresh, file)
        sync_folder(self.folder)

    def _file(self, origin: str) -> Path:
        return self.folder / f"{hashlib.sha256(origin.encode()).hexdigest()[:32]}.checkpoint"

    @contextmanager
    def _alone(self) -> Iterator[None]:
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        from filelock import FileLock

        with FileLock(self.folder / "lock"):
            yield


def _refuse_what_does_not_continue(seen: Checkpoint, head: Checkpoint, growth: ConsistencyProof | None) -> None:
    if head.size < seen.size:
        raise CannotWitness(
            f"{seen.size} entries of '{head.origin}' were cosigned before, and this checkpoint has {head.size}",
            "keep it: a newer one must never be smaller",
        )
    if head.size == seen.size:
        if head.root != seen.root:
            raise CannotWitness(
                f"another checkpoint of {head.size} entries of '{head.origin}' was cosigned before: two histories",
                "keep both files as evidence, and tell whoever relies on the ledger",
            )
        return
    if growth is None or growth.old != seen.size:
        raise CannotWitness(
            f"nothing shows that these {head.size} entries begin with the {seen.size} that were cosigned before",
            "ask for the proof: `govledger audit prove --from` and the checkpoint that was cosigned last",
        )
    growth.check(seen)
