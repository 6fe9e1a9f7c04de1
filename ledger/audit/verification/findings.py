"""What a verification comes to: findings, anchors, and one verdict.

A finding that is `wrong` is evidence that the record was changed, or that what holds it is damaged; the others
are what an auditor should know. All are reported, never only the first.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

MARK: Final = "mark"
"""The kind of anchor that is a high-water mark beside the signing key."""
TIMESTAMP: Final = "time stamp"
"""The kind of anchor that is an authority's time stamp (RFC 3161) of a checkpoint that was kept."""
SHOWN: Final = 10
"""How many findings of one sort are told one by one before the rest is counted."""


class Check(StrEnum):
    """What was looked at, in the order in which a report tells it."""

    STORAGE = "storage"
    SCHEMA = "schema"
    STRUCTURE = "structure"
    CONTENT = "content"
    SIGNATURES = "signatures"
    KEYS = "keys"
    ANCHORS = "anchors"
    TIMES = "times"
    DISCLOSURES = "disclosures"
    PROJECTIONS = "projections"


class Verdict(StrEnum):
    """How far the record can be relied on."""

    ANCHORED = "verified and anchored"
    NOT_ANCHORED = "consistent, not anchored"
    WRONG = "altered or contradicted"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a check found; `entry` is the first entry that it is about, where that is known exactly."""

    check: Check
    says: str
    entry: int | None = None
    wrong: bool = True
    among: tuple[int, int] | None = None
    """Where `entry` is not known: between which two entries, inclusive, the first one is that it is about."""
    aloud: bool = False
    """Whether an auditor is to hear of it without asking, though it is not `wrong`."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """Something kept outside the ledger, or made by somebody else, that speaks of its first `size` entries.

    `at` is when, in seconds since 1970, by the clock of whoever made it; None where nobody said.
    """

    holder: str
    kind: str
    size: int
    matches: bool
    at: int | None = None

    @property
    def is_outside(self) -> bool:
        """Whether it is kept by others than the ledger; a high-water mark lies with those who could change both."""
        return self.kind != MARK


@dataclass(frozen=True)
class VerificationReport:
    """What was verified: so many entries with that root, signed up to one size and anchored up to another."""

    ledger: str
    entries: int
    root: str
    """Of the tree of all entries; empty where the database is damaged and they could not be read to the end."""
    signed: int
    trusted: str
    """Where the keys come from under which signatures were checked."""
    anchors: tuple[Anchor, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def anchored(self) -> int:
        """Up to which entry something outside bears the record out; 0 where nothing does."""
        return max((anchor.size for anchor in self.anchors if anchor.matches and anchor.is_outside), default=0)

    @property
    def wrong(self) -> tuple[Finding, ...]:
        """The findings that speak against the record."""
        return tuple(finding for finding in self.findings if finding.wrong)

    @property
    def first_wrong_among(self) -> tuple[int, int] | None:
        """Between which two entries, inclusive, the first one is that something is wrong with, if entries are."""
        bounds = [finding.among or (finding.entry, finding.entry) for finding in self.wrong]
        known = [(low, high) for low, high in bounds if low is not None and high is not None]
        return (min(low for low, _ in known), min(high for _, high in known)) if known else None

    @property
    def first_wrong_entry(self) -> int | None:
        """The number of the first entry that something is wrong with, where it is known exactly."""
        low, high = self.first_wrong_among or (None, None)
        return low if low == high else None

    @property
    def verdict(self) -> Verdict:
        """Wrong if anything is; else anchored, if by anything."""
        if self.wrong:
            return Verdict.WRONG
        return Verdict.ANCHORED if self.anchored else Verdict.NOT_ANCHORED


class Several:
    """Findings of one sort, of which the first few are kept and the rest are counted."""

    def __init__(self, check: Check, what: str) -> None:
        self._check, self._what = check, what
        self._first: list[Finding] = []
        self.count = 0

    def add(self, says: str, entry: int | None = None) -> None:
        """Add something that is wrong."""
        self.count += 1
        if self.count <= SHOWN:
            self._first.append(Finding(self._check, says, entry))

    def __iter__(self) -> Iterator[Finding]:
        yield from self._first
        if self.count > SHOWN:
            yield Finding(self._check, f"{self.count - SHOWN} more {self._what}")
