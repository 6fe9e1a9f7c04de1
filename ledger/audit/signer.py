"""A ledger's signer: its signing key, and the high-water mark beside the key."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Self, TypeAlias

from ledger.audit.errors import WrongKey
from ledger.audit.high_water_mark import SUFFIX, HighWaterMark
from ledger.transparency.checkpoint import Checkpoint, check_origin, open_checkpoint
from ledger.transparency.keys import SigningKey, VerifierKey, read_key, write_key
from ledger.transparency.note import Signature


@dataclass
class Signer:
    """A ledger's signing key and its mark; without a mark, in tests and for embedding, no rollback is noticed."""

    key: SigningKey
    mark: HighWaterMark | None = None
    path: Path | None = None
    _known_good: tuple[str, Checkpoint] | None = None

    @classmethod
    def in_file(cls, path: Path) -> Self:
        """The signer whose key is in a file, and whose mark lies beside it.

        Raises:
            BadKeyFile: it cannot be used.
        """
        key = read_key(path)
        return cls(key, HighWaterMark(mark_beside(path), key.verifier), path)

    @classmethod
    def make(cls, path: Path, key: SigningKey) -> Self:
        """The signer of a key that is put into a new file.

        Raises:
            BadOrigin: no ledger can be called as the key is.
            BadKeyFile: there is a file already, or it cannot be written.
        """
        check_origin(key.name)
        write_key(path, key)
        return cls.in_file(path)

    def for_key(self, wanted: VerifierKey) -> Signer:
        """This signer, if its key is the one that a ledger names.

        Raises:
            WrongKey: it signs with another.
        """
        if self.key.verifier != wanted:
            raise WrongKey(wanted.text, self.key.verifier.text, str(self.path or ""))
        return self

    def opened(self, note: str) -> Checkpoint:
        """The checkpoint in a note that this key has signed.

        The last one that this process made or verified is not verified again: that depends on its text alone.

        Raises:
            AuditError: it is no checkpoint of this ledger, or its signature does not fit.
        """
        if self._known_good is None or self._known_good[0] != note:
            self._known_good = note, open_checkpoint(note, self.key.verifier)
        return self._known_good[1]

    def signed(self, checkpoint: Checkpoint, *others: SigningKey) -> str:
        """The text of the signed note; `others` sign it besides, where one key hands over to the next."""
        body = checkpoint.body
        lines = (Signature(key.name, key.verifier.key_id, key.sign(body.encode())).line for key in (self.key, *others))
        note = f"{body}\n{''.join(lines)}"
        if self._known_good is None:  # every later one differs in numbers only
            open_checkpoint(note, self.key.verifier)
        self._known_good = note, checkpoint
        return note

    def close(self) -> None:
        """Write the high-water mark, which may lag behind by a second, into its file."""
        if self.mark is not None:
            self.mark.close()


KeyFinder: TypeAlias = Callable[[VerifierKey], Signer]
"""Finds the signer for the key that a ledger names, or refuses with what to do."""


def mark_beside(key: Path) -> Path:
    """Where the mark of a key in a file is."""
    return key.with_name(key.name + SUFFIX)
