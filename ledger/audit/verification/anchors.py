"""Anchors: what the evidence from outside, and the witnesses' lines, say of the tree that was built again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ledger.audit.verification.evidence import Evidence
from ledger.audit.verification.findings import TIMESTAMP, Anchor, Check, Finding
from ledger.audit.verification.keys import Trust
from ledger.audit.verification.rebuild import RebuiltTree
from ledger.audit.verification.times import Sighting
from ledger.store import Datastore
from ledger.transparency.checkpoint import (
    Checkpoint,
    Cosignature,
    open_checkpoint,
    parse_checkpoint,
    verify_cosignatures,
)
from ledger.transparency.errors import AuditError, Malformed, NotProven, NoTrustedSignature
from ledger.transparency.keys import VerifierKey
from ledger.transparency.merkle_proofs import check_inclusion
from ledger.transparency.note import Note, parse_note, parse_signature
from ledger.transparency.policy import NONE


class Anchoring:
    """Holds the recounted tree of `size` entries against what others have kept or said."""

    def __init__(self, recount: RebuiltTree, size: int, keys: Sequence[VerifierKey], trust: Trust) -> None:
        self._recount, self._size = recount, size
        self._keys = tuple(dict.fromkeys((*keys, *trust.keys)))
        self._trust = trust
        self.anchors: list[Anchor] = []
        self.found: list[Finding] = []
        self.times: list[Sighting] = []
        """What witnesses and time-stamp authorities had seen, and by when."""

    def hold_against(self, evidence: Evidence) -> None:
        """Whether what somebody kept outside fits."""
        head = evidence.claimed
        problem = self._untrusted(evidence.note) or self._misfit(head)
        if not problem and evidence.receipt is not None:
            problem = self._not_included(evidence)
        if problem:
            self._contradict(f"{evidence.kind} {evidence.holder}: {problem}")
        lines = self._witnessed(evidence.note, evidence.holder)
        at = max((line.at for line in lines), default=None)
        self.anchors.append(Anchor(evidence.holder, evidence.kind, head.size, not problem, at))
        if evidence.stamp:
            self._hear_authority(evidence, fits=not problem)

    def hear_witnesses(self, size: int, text: str, lines: Sequence[str]) -> None:
        """What those say who cosigned an own checkpoint; it is an anchor where they are the policy's quorum."""
        where = f"the checkpoint of {size} entries"
        try:
            note = parse_note(text).signed_by(*(parse_signature(line.rstrip("\n")) for line in lines))
            head = parse_checkpoint(note.body)
        except Malformed as error:
            self._contradict(f"{where} and its cosignatures: {error.problem}")
            return
        heard = self._witnessed(note, where)
        policy, witnesses = self._trust.policy, {line.witness for line in heard}
        if policy is None or policy.quorum == NONE:
            return
        names = [name for name, witness in policy.witnesses.items() if witness.key in witnesses]
        if policy.is_met_by(names):
            problem = self._misfit(head)
            if problem:
                self._contradict(f"{where}, cosigned by {', '.join(names)}: {problem}")
            at = max(line.at for line in heard)
            self.anchors.append(Anchor(", ".join(names), "witnesses", size, not problem, at))

    def _untrusted(self, note: Note) -> str:
        try:
            open_checkpoint(note, *self._keys)
        except AuditError as error:
            return error.problem
        return ""

    def _misfit(self, head: Checkpoint) -> str:
        if head.size > self._size:
            return f"it covers {head.size} entries, of which those after entry {self._size} were taken away"
        if head.size and self._recount.roots.get(head.size) != head.root:
            return f"the first {head.size} entries are not those that it was made of"
        return ""

    def _not_included(self, evidence: Evidence) -> str:
        receipt, head = evidence.receipt, evidence.claimed
        assert receipt is not None
        try:
            check_inclusion(receipt.index, head.size, self._recount.leaves[receipt.index + 1], receipt.path, head.root)
        except NotProven as error:
            return error.problem
        return ""

    def _witnessed(self, note: Note, where: str) -> tuple[Cosignature, ...]:
        if not self._trust.witnesses:
            return ()
        try:
            lines = verify_cosignatures(note, self._trust.witnesses)
        except NoTrustedSignature:
            return ()
        except AuditError as error:
            self._contradict(f"{where}: {error.problem}")
            return ()
        size = Evidence("", "", note).claimed.size
        self.times += [Sighting(size, line.at, f"{line.witness.name} had seen it") for line in lines]
        return lines

    def _hear_authority(self, evidence: Evidence, *, fits: bool) -> None:
        """What the time stamp beside it says; it is an anchor of its own where a trusted authority made it."""
        if not self._trust.authorities:
            says = f"a time stamp lies beside {evidence.holder}; give --tsa-certificate to have it count"
            self.found.append(Finding(Check.ANCHORS, says, wrong=False))
            return
        from ledger.transparency.timestamp import verify_timestamp  # not installed everywhere

        try:
            stamp = verify_timestamp(evidence.stamp, evidence.octets, self._trust.authorities)
        except AuditError as error:
            self._contradict(f"{evidence.kind} {evidence.holder}: {error.problem}")
            return
        size = evidence.claimed.size
        self.times.append(Sighting(size, stamp.at, f"{stamp.authority} had stamped it"))
        self.anchors.append(Anchor(stamp.authority, TIMESTAMP, size, fits, stamp.at))

    def _contradict(self, says: str) -> None:
        self.found.append(Finding(Check.ANCHORS, says))


def cosigned(datastore: Datastore) -> dict[int, tuple[str, list[str]]]:
    """Own checkpoints with the witnesses' lines that the ledger keeps, by size."""
    sql = (
        "SELECT c.size, k.note, c.line FROM cosignatures AS c LEFT JOIN checkpoints AS k ON k.size = c.size "
        "ORDER BY c.size, c.line"
    )
    with datastore.read() as connection:
        rows = datastore.execute(connection, sql)
    found: dict[int, tuple[str, list[str]]] = {}
    for size, note, line in rows:
        found.setdefault(size, (note or "", []))[1].append(line)
    return found


def sizes_of(evidence: Iterable[Evidence]) -> set[int]:
    """The sizes whose roots the evidence speaks of."""
    return {each.claimed.size for each in evidence}


def positions_of(evidence: Iterable[Evidence]) -> set[int]:
    """The entries of which somebody has a receipt."""
    return {each.receipt.index + 1 for each in evidence if each.receipt is not None}
