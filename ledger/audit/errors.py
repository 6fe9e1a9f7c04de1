"""What a ledger that is sealed, or is to be, refuses: for want of its key, or because its trail is not what it was.

AuditError
|-- NothingSigned          nothing is signed yet, so nothing can be handed out
|-- NotOurs                a cosigned checkpoint that this ledger has not signed
|-- BadMark                a high-water mark that cannot be read or written
|-- KeyRequired            a sealed ledger, and no key to record with
|-- WrongKey               a key that is not the one in force
|-- TrailChanged           the stored tree is not the one that was signed
|-- BehindMark             the ledger is older than, or another than, this machine has seen it
|-- NotSealed              a ledger that has no key
|-- AlreadySealed          a ledger that has one
`-- NothingToRecover       a ledger that has everything this machine has seen of it
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ledger.transparency.errors import AuditError

if TYPE_CHECKING:
    from ledger.transparency.checkpoint import Checkpoint


class NothingSigned(AuditError):
    """A ledger in which nothing is signed yet."""

    def __init__(self) -> None:
        super().__init__("nothing in this ledger is signed yet", "record something, or run `govledger audit seal`")


class NotOurs(AuditError):
    """A cosigned checkpoint that is none of this ledger's own."""

    def __init__(self, size: int) -> None:
        super().__init__(
            f"this ledger has not signed that checkpoint of {size} entries",
            "see that it is the right ledger; if it is, keep the file as evidence and verify the ledger against it",
        )
        self.size = size


class BadMark(AuditError):
    """A high-water mark that cannot be read, cannot be written, or belongs to another ledger."""

    def __init__(self, path: Path, problem: str) -> None:
        super().__init__(
            f"the high-water mark '{path}' {problem}",
            "see that its folder can be read and written; if the file is damaged, keep a copy of it, verify the "
            "ledger, then take the file away",
        )
        self.path = path


class KeyRequired(AuditError):
    """A ledger that is sealed with a key can only be recorded into with that key."""

    def __init__(self, verifier: str, remedy: str = "give the signing key that belongs to it") -> None:
        super().__init__(f"the ledger is sealed with the key {verifier}", remedy)
        self.verifier = verifier


class WrongKey(AuditError):
    """A signing key that is not the one in force; perhaps it was, before a rotation."""

    def __init__(self, wanted: str, given: str, path: str = "") -> None:
        where = f" in '{path}'" if path else ""
        super().__init__(
            f"the key{where} is {given}, and the ledger is sealed with {wanted}",
            "name the right key file with GOVLEDGER_KEY or --key",
        )
        self.wanted, self.given = wanted, given


class TrailChanged(AuditError):
    """The stored tree is not the one that was signed; `size` is the newest that may still be whole."""

    def __init__(self, size: int, why: str) -> None:
        super().__init__(
            f"the tree changed since size {size}: {why}",
            "nothing was recorded; run `govledger audit verify` to find the first entry that is wrong",
        )
        self.size = size


class BehindMark(AuditError):
    """A ledger that is smaller than this machine has seen it, or has another history."""

    def __init__(self, seen: Checkpoint, size: int, path: str) -> None:
        gone = f"entries {size + 1} to {seen.size} are" if size + 1 < seen.size else f"entry {seen.size} is"
        found = (
            f"it has only {size} now: {gone} not there any more, and receipts of them show what was lost"
            if size < seen.size
            else "its first entries are others now"
        )
        super().__init__(
            f"this machine has seen {seen.size} entries of the ledger (root {seen.root.hex()[:16]}..., kept in "
            f"'{path}'), and {found}",
            "if a backup was restored, or a standby took over that lagged behind, run `govledger audit recover --why "
            "TEXT` and record again what is gone; if not, verify before anything else",
        )
        self.seen, self.size = seen, size


class NotSealed(AuditError):
    """A ledger that nobody has given a key."""

    def __init__(self) -> None:
        super().__init__("the ledger is not sealed: it has no key", "run `govledger audit seal` to give it one")


class AlreadySealed(AuditError):
    """A ledger that has a key cannot be given its first."""

    def __init__(self, verifier: str) -> None:
        super().__init__(
            f"the ledger is sealed already, with the key {verifier}",
            "to have another key seal it, run `govledger audit key rotate`",
        )
        self.verifier = verifier


class NothingToRecover(AuditError):
    """A ledger that has everything this machine has seen of it: no backup was restored."""

    def __init__(self, size: int) -> None:
        super().__init__(
            f"nothing to recover: the ledger has all that this machine has seen of it, in {size} entries",
            "record as usual",
        )
