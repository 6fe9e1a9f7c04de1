"""What can be wrong with a proof, a signature or a text of the audit trail.

`ledger.audit.errors` has what a sealed ledger refuses, `timestamp_errors` what can be wrong with a time stamp.

AuditError
|-- Malformed              a text or file that is not in the format it claims
|   |-- MalformedKey           verifier key or signing key
|   |-- MalformedNote          signed note
|   |-- MalformedCheckpoint    body of a checkpoint
|   |-- MalformedCosignature   a witness's line
|   |-- MalformedReceipt       tlog-proof
|   |-- MalformedGrowth        proof that a ledger has only grown
|   |-- MalformedPolicy        tlog-policy; carries every bad line
|   `-- MalformedTile          tile path, tile or entry bundle
|-- BadOrigin              a name that no ledger can have
|-- BadLeaf                an entry that has no canonical form, or is too long
|-- BadRange               an index or size that no tree has
|-- MissingHash            the stored tree lacks a node that it must have
|-- NotProven              a proof that does not lead to the root
|-- Untrusted              nobody who is trusted vouches for it
|   |-- BadSignature           a trusted key's signature does not fit the text
|   |-- NoTrustedSignature     none of the signatures is by a trusted key
|   |-- AmbiguousKey           two trusted keys share name and id
|   |-- WrongOrigin            a checkpoint of another ledger
|   `-- QuorumNotMet           too few of the policy's witnesses
|-- BadBundle              a folder that is not a complete, matching bundle
|-- BadKeyFile             a key file that is absent, open to others, or holds no key
|-- BadEvidence            a file to verify against that cannot be read, or is none
`-- CannotWitness          a checkpoint that does not continue what was cosigned before
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from ledger.refusals import Refusal


class AuditError(Refusal):
    """The evidence does not hold, or cannot be read."""


class Malformed(AuditError):
    """A text that is not in the format it claims; `line` counts from 1, 0 when no line is to blame."""

    format = "text"

    def __init__(self, problem: str, line: int = 0) -> None:
        place = f"line {line}" if line else ""
        super().__init__(f"not a {self.format}: {problem}", "ask its sender for an unchanged copy", place)
        self.line = line


class MalformedKey(Malformed):
    """A verifier or signing key that does not say what it should."""

    format = "key in the signed-note form (c2sp.org/signed-note)"


class MalformedNote(Malformed):
    """A signed note that breaks c2sp.org/signed-note."""

    format = "signed note (c2sp.org/signed-note)"


class MalformedCheckpoint(Malformed):
    """A note whose text is no tree head."""

    format = "checkpoint (c2sp.org/tlog-checkpoint)"


class MalformedCosignature(Malformed):
    """A witness's line that holds no time and signature."""

    format = "cosignature (c2sp.org/tlog-cosignature)"


class MalformedReceipt(Malformed):
    """A receipt that breaks c2sp.org/tlog-proof."""

    format = "receipt (c2sp.org/tlog-proof)"


class MalformedConsistencyProof(Malformed):
    """A proof of growth that breaks the request form of c2sp.org/tlog-witness."""

    format = "proof of growth (c2sp.org/tlog-witness, add-checkpoint)"


class MalformedPolicy(Malformed):
    """A trust file that breaks c2sp.org/tlog-policy; `faults` has every bad line with what is wrong in it."""

    format = "policy (c2sp.org/tlog-policy)"

    def __init__(self, faults: Sequence[tuple[int, str]]) -> None:
        told = "; ".join(f"line {line}: {problem}" if line else problem for line, problem in faults)
        super().__init__(told)
        self.remedy = "correct the file; log and witness keys must come from their owners"
        self.faults = tuple(faults)


class MalformedTile(Malformed):
    """A tile, its path or a bundle of entries that breaks c2sp.org/tlog-tiles."""

    format = "tile (c2sp.org/tlog-tiles)"


class BadOrigin(AuditError):
    """A name that no ledger can have: it stands in every checkpoint, and is its key's name."""

    def __init__(self, origin: str) -> None:
        super().__init__(
            f"{origin!r} cannot be a ledger's name: it is empty, over 255 octets, or has white space or a plus",
            "take a web address without https://, such as ledger.example.gov.uk/board",
        )
        self.origin = origin


class BadLeaf(AuditError):
    """An entry that cannot be a leaf of the tree: no canonical form (RFC 8785), or over 65,535 bytes."""


class BadRange(AuditError):
    """An index or a size that no tree has."""


class MissingHash(AuditError):
    """The stored tree lacks the node at `position`, or holds something there that is no SHA-256 hash."""

    def __init__(self, position: int, problem: str = "is missing") -> None:
        super().__init__(
            f"the stored tree's hash at position {position} {problem}",
            "verify the ledger: its table of hashes is damaged",
        )
        self.position = position


class NotProven(AuditError):
    """A proof that does not lead from what it should show to the root."""

    def __init__(self, problem: str) -> None:
        super().__init__(problem, "ask for the proof anew; if it fails again, treat the ledger as altered")


class Untrusted(AuditError):
    """Nobody who is trusted vouches for the text."""


class BadSignature(Untrusted):
    """A signature that names a trusted key but was not made by it over this text."""

    def __init__(self, name: str, key_id: int) -> None:
        super().__init__(
            f"the signature of {name}+{key_id:08x} does not fit the text",
            "the text or the signature was changed; compare with another copy",
        )
        self.name, self.key_id = name, key_id


class NoTrustedSignature(Untrusted):
    """Signed, if at all, by keys that the reader does not know."""

    def __init__(self, signers: Iterable[tuple[str, int]] = ()) -> None:
        found = ", ".join(f"{name}+{key_id:08x}" for name, key_id in signers) or "nobody"
        super().__init__(
            f"no trusted key signed this; signed by {found}",
            "check that the verifier key is the one that its owner gave you",
        )


class AmbiguousKey(Untrusted):
    """Two trusted keys share name and id, so a signature could be either's."""

    def __init__(self, name: str, key_id: int) -> None:
        super().__init__(f"two trusted keys are called {name}+{key_id:08x}", "remove the one that is wrong")
        self.name, self.key_id = name, key_id


class WrongOrigin(Untrusted):
    """A checkpoint of another ledger than the one asked about."""

    def __init__(self, found: str, expected: str) -> None:
        super().__init__(f"this is a checkpoint of '{found}', not of '{expected}'", "find the right ledger's file")
        self.found, self.expected = found, expected


class QuorumNotMet(Untrusted):
    """Fewer witnesses cosigned than the policy asks for; `present` names those who did."""

    def __init__(self, quorum: str, present: Sequence[str]) -> None:
        who = ", ".join(present) or "none of the policy's witnesses"
        super().__init__(f"the quorum '{quorum}' is not met: cosigned by {who}", "ask the missing witnesses to cosign")
        self.quorum, self.present = quorum, tuple(present)


class BadBundle(AuditError):
    """A bundle that lacks a file, has one too many, or whose files do not fit together.

    `entry` is the number (from 1) of the first entry that is known to be wrong, where there is one.
    """

    def __init__(self, problem: str, place: str = "", entry: int | None = None) -> None:
        super().__init__(problem, "ask for the bundle anew and compare; keep this copy as evidence", place)
        self.entry = entry


class BadKeyFile(AuditError):
    """A key file that cannot be used, or that stands where a new one should be made."""

    def __init__(self, path: Path, problem: str, remedy: str) -> None:
        super().__init__(f"the key file '{path}' {problem}", remedy)
        self.path = path


class BadEvidence(AuditError):
    """A file to verify against that cannot be read, or is no checkpoint, receipt or bundle."""

    def __init__(self, file: str, problem: str) -> None:
        super().__init__(problem, "name a checkpoint, a receipt (*.tlog-proof) or a bundle's folder", file)


class CannotWitness(AuditError):
    """A checkpoint that a witness must not cosign."""
