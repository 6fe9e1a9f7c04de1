"""The high-water mark: the newest checkpoint that this machine has seen committed, in a file beside the key.

It lies outside the database, so that a database which was put back from a backup, or swapped, is noticed before
anything is signed on top of it. The file is a signed checkpoint like any other, so nobody takes one ledger's for
another's, and an auditor can verify against it.

It is written after the commit: it may lag behind the ledger, it must never lead. As it may lag, it is written
at most once a second and when the ledger is closed; within a process the mark is exact.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import mkstemp
from typing import Final

from ledger.audit.errors import BadMark, BehindMark
from ledger.transparency.checkpoint import Checkpoint, open_checkpoint
from ledger.transparency.errors import AuditError
from ledger.transparency.keys import VerifierKey, sync_folder
from ledger.transparency.tree import HashReader, load_root

SUFFIX: Final = ".mark"
LOCK: Final = ".marks.lock"
"""The file that is locked while a mark is replaced; folders themselves cannot be locked on every system."""
EVERY: Final = 1.0
"""Seconds between two writings of the file, but for the last."""


@dataclass
class HighWaterMark:
    """One ledger's high-water mark, as a file that only the key that it belongs to can have signed."""

    path: Path
    key: VerifierKey
    _seen: Checkpoint | None = field(default=None, init=False)
    _note: str = field(default="", init=False)
    _read: bool = field(default=False, init=False)
    _on_disk: str = field(default="", init=False)
    _written_at: float = field(default=float("-inf"), init=False)
    _failed: bool = field(default=False, init=False)

    @property
    def seen(self) -> Checkpoint | None:
        """The newest checkpoint that was seen; none where the file is not there yet.

        Raises:
            BadMark: the file cannot be read, or is of another ledger.
        """
        if not self._read:
            self._seen, self._note = self._from_file()
            self._on_disk, self._read = self._note, True
        return self._seen

    def refuse_what_is_behind(self, tree: Checkpoint | None, read: HashReader) -> None:
        """Refuse a stored tree (none: an empty one) that is smaller than the mark, or does not begin with it.

        Raises:
            BehindMark: either of these.
            BadMark: the mark could not be written after the last commit.
        """
        if self._failed:
            self._write()  # before anything else is recorded that could be rolled back unnoticed
        if (seen := self.seen) is not None and self.is_behind(tree, read):
            raise BehindMark(seen, tree.size if tree else 0, str(self.path))

    def is_behind(self, tree: Checkpoint | None, read: HashReader) -> bool:
        """Whether a stored tree is smaller than the mark, or does not begin with it."""
        seen = self.seen
        if seen is None or tree is None or tree.size < seen.size:
            return seen is not None
        root = tree.root if tree.size == seen.size else load_root(seen.size, read)
        return root != seen.root

    def advance(self, checkpoint: Checkpoint, note: str) -> None:
        """Note a checkpoint that is committed; the file is written at most once a second."""
        if self._seen is not None and checkpoint.size <= self._seen.size:
            return
        self._seen, self._note, self._read = checkpoint, note, True
        if time.monotonic() - self._written_at >= EVERY:
            self._try_to_write()

    def move_back(self, checkpoint: Checkpoint, note: str) -> Path | None:
        """Replace the mark by a checkpoint of another history, and keep the old file as evidence beside it."""
        kept = None
        if self.path.exists():
            seen = self.seen
            assert seen is not None
            kept = self.path.with_name(f"{self.path.name}.before-{checkpoint.size}")
            os.replace(self.path, kept)
        self._seen, self._note, self._read = checkpoint, note, True
        self._write()
        return kept

    def close(self) -> None:
        """Write the newest checkpoint that this process has seen into the file."""
        if self._seen is not None and self._note != self._on_disk:
            self._try_to_write()

    def _from_file(self) -> tuple[Checkpoint | None, str]:
        try:
            note = self.path.read_text("utf-8")
        except FileNotFoundError:
            return None, ""
        except (OSError, UnicodeDecodeError) as unreadable:
            raise BadMark(self.path, "cannot be read") from unreadable
        try:
            return open_checkpoint(note, self.key), note
        except AuditError as untrusted:
            raise BadMark(self.path, f"is not of this ledger's key: {untrusted.problem}") from untrusted

    def _try_to_write(self) -> None:
        """Write the file; where that fails the entries are recorded all the same, and the next append refuses."""
        try:
            self._write()
        except BadMark:
            self._failed = True

    def _write(self) -> None:
        try:
            self._replace_file()
        except OSError as failed:
            raise BadMark(self.path, f"cannot be written: {failed.strerror}") from failed
        self._on_disk, self._written_at, self._failed = self._note, time.monotonic(), False

    def _replace_file(self) -> None:
        handle, fresh = mkstemp(dir=self.path.parent)
        try:
            with open(handle, "w", encoding="utf-8") as file:
                file.write(self._note)
                file.flush()
                os.fsync(file.fileno())
            with _alone_in(self.path.parent):
                if not self._is_overtaken():
                    os.replace(fresh, self.path)
        finally:
            with suppress(FileNotFoundError):
                os.unlink(fresh)  # it was not needed, or could not be finished
        sync_folder(self.path.parent)

    def _is_overtaken(self) -> bool:
        """Whether another process has written a newer one."""
        try:
            there = open_checkpoint(self.path.read_text("utf-8"), self.key)
        except (FileNotFoundError, AuditError):
            return False
        return self._seen is not None and there.size >= self._seen.size


@contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    """While no other process replaces a mark in this folder: of two that do so at once, the newer mark is to stay."""
    from filelock import FileLock  # only who records waits for it

    with FileLock(folder / LOCK):
        yield
