"""Verifies a ledger: everything that can be hashed again is, and nothing stored is compared with itself only.

1. How far each part goes, all of it read at one moment, as is everything that follows (`workers`, `structure`).
2. The log, page by page, in as many processes as are given: rows are hashed, signatures checked (`rows`).
3. The tree, built again from those hashes, against the stored one and the signed roots (`rebuild`).
4. The keys against those that the verifier trusts (`keys`).
5. The recounted tree against what others kept, and their clocks (`anchors`, `times`).
6. What the tables are made as, and what stands between them and a reader (`schema`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple, TypeAlias

from eventsourcing.persistence import PersistenceError

from ledger.audit.verification.anchors import Anchoring, cosigned, positions_of, sizes_of
from ledger.audit.verification.disclosures import disclosures
from ledger.audit.verification.evidence import Evidence, read_evidence
from ledger.audit.verification.findings import Anchor, Check, Finding, Verdict, VerificationReport
from ledger.audit.verification.indexes import storage
from ledger.audit.verification.keys import (
    MENTIONED,
    Trust,
    believed,
    chain,
    declared_clocks,
    handovers,
    name_of_the_ledger,
    named_keys,
    readable,
    restorations,
    wrong_clocks,
)
from ledger.audit.verification.rebuild import RebuiltTree
from ledger.audit.verification.rows import Keys
from ledger.audit.verification.schema import UNKNOWN, Derived, schema
from ledger.audit.verification.structure import Extent, Gaps, ends, extent_of
from ledger.audit.verification.times import later_than_now, later_than_seen
from ledger.audit.verification.workers import Workers, at_one_moment
from ledger.database.errors import Damaged
from ledger.store import Datastore, EntryRow
from ledger.transparency.keys import parse_verifier_key
from ledger.transparency.strict_text import to_base64

__all__ = [
    "Anchor",
    "Check",
    "Derived",
    "Evidence",
    "Finding",
    "Trust",
    "Verdict",
    "VerificationReport",
    "read_evidence",
    "verify",
]

Progress: TypeAlias = Callable[[int, int], None]


class _Inside(NamedTuple):
    """What the ledger by itself shows."""

    extent: Extent
    keys: Keys
    recount: RebuiltTree
    misdated: list[tuple[int, int]]
    """Entries that a clock which ran ahead has stamped, as the ledger itself declares."""
    findings: list[Finding]


def verify(
    datastore: Datastore,
    trust: Trust,
    evidence: Sequence[Evidence] = (),
    *,
    derived: Callable[[], Derived] = lambda: UNKNOWN,
    besides: Callable[[], Iterable[Finding]] = tuple,
    now: int | None = None,
    workers: int = 1,
    progress: Progress = lambda done, total: None,
) -> VerificationReport:
    """Verify a ledger. `now` is the verifier's clock in seconds since 1970, if it is to be used.

    Everything is read from one state of the database, `derived` and `besides` too, which are called then: how the
    tables are made that are made from the log (left out, only what stands in their way is told), and what else is
    to be looked at.

    With several workers pages are taken on by processes of their own, which pays for ledgers of more than some
    ten thousand entries.

    A database that is damaged so much that it cannot be read to the end comes to a report of the damage alone;
    so does one that lacks what the migrations make.

    Raises:
        StoreRefusal: the database cannot be read.
    """
    try:
        with at_one_moment(datastore, workers) as at_work:
            report = _verified(datastore, trust, evidence, derived, now, at_work, progress)
            return replace(report, findings=(*report.findings, *besides()))
    except Damaged as refusal:
        return _unread(trust, storage(datastore) or [Finding(Check.STORAGE, refusal.problem)])
    except PersistenceError:
        if not (found := [finding for finding in schema(datastore, derived()) if finding.wrong]):
            raise
        return _unread(trust, found)


def _unread(trust: Trust, found: Sequence[Finding]) -> VerificationReport:
    """All that can be said of a database that could not be read to the end."""
    return VerificationReport(ledger="", entries=0, root="", signed=0, trusted=trust.source, findings=tuple(found))


def _verified(
    datastore: Datastore,
    trust: Trust,
    evidence: Sequence[Evidence],
    derived: Callable[[], Derived],
    now: int | None,
    at_work: Workers,
    progress: Progress,
) -> VerificationReport:
    lines = cosigned(datastore)
    extent, keys, recount, misdated, findings = _from_inside(datastore, evidence, lines.keys(), at_work, progress)
    anchoring = Anchoring(recount, extent.size, [parse_verifier_key(text) for _, text in keys], trust)
    for each in evidence:
        anchoring.hold_against(each)
    for size, (note, cosignatures) in lines.items():
        anchoring.hear_witnesses(size, note, cosignatures)
    findings += [*_unsealed(extent, trust), *believed(keys, trust), *anchoring.found]
    findings += later_than_seen(datastore, anchoring.times, misdated)
    findings += later_than_now(datastore, extent.size, now, misdated) if now is not None else ()
    findings += [*disclosures(datastore, extent.size), *schema(datastore, derived())]
    return VerificationReport(
        ledger=name_of_the_ledger(keys, trust),
        entries=extent.entries,
        root=to_base64(recount.root),
        signed=recount.signed,
        trusted=trust.source,
        anchors=tuple(anchoring.anchors),
        findings=tuple(sorted(findings, key=_place)),
    )


def _from_inside(
    datastore: Datastore, evidence: Sequence[Evidence], cosigned: Iterable[int], at_work: Workers, progress: Progress
) -> _Inside:
    extent = extent_of(datastore)
    keys, findings = readable(named_keys(datastore))
    recount = RebuiltTree(datastore, {*sizes_of(evidence), *cosigned, *handovers(keys)}, positions_of(evidence))
    gaps, told = Gaps(), list[EntryRow]()
    asked = at_work.ask_the_database(extent.size)
    for page in at_work.pages(extent.size, keys, MENTIONED):
        gaps.take(page)
        recount.take(page)
        told += page.told
        progress(page.upto, extent.size)
    findings += [*ends(extent), *gaps.findings(), *asked()]
    if extent.is_sealed:
        findings += [*recount.findings(), *_tail(extent)]
    findings += [*chain(keys, told, recount.fitting), *restorations(told), *declared_clocks(told)]
    return _Inside(extent, keys, recount, wrong_clocks(told), findings)


def _tail(extent: Extent) -> list[Finding]:
    last = extent.last_checkpoint or 0
    if last >= extent.size:
        return []
    after = f"those after entry {last}" if last else "the entries"
    says = f"no checkpoint covers {after}: they were not recorded by this program, or their checkpoint was taken away"
    return [Finding(Check.SIGNATURES, says, last + 1)]


def _unsealed(extent: Extent, trust: Trust) -> list[Finding]:
    if extent.is_sealed:
        return []
    if trust.policy is not None:
        return [Finding(Check.SIGNATURES, "nothing in this ledger is signed, and a key was given to verify it with")]
    says = "this ledger has no audit trail yet: `govledger audit seal` gives it one"
    return [Finding(Check.SIGNATURES, says, wrong=False)]


def _place(finding: Finding) -> tuple[int, int]:
    """By check; within one in the order found, but those about entries by number."""
    return list(Check).index(finding.check), finding.entry or 0
