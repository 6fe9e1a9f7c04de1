"""The audit trail: a Merkle tree over the entries, signed checkpoints, receipts, bundles.

Only formats that other people's tools read: RFC 6962 trees, RFC 8785 leaves, and the C2SP texts
signed-note, tlog-checkpoint, tlog-cosignature, tlog-proof, tlog-policy and tlog-tiles (c2sp.org).
What is in this package's pure half touches no database; a `HashReader` stands for the stored tree.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.audit.errors import AuditError
from ledger.loading import found_in

if TYPE_CHECKING:
    from ledger.audit.bundle_check import check_bundle
    from ledger.audit.checkpoint import Checkpoint, open_checkpoint
    from ledger.audit.issuing import Office
    from ledger.audit.keys import SigningKey, VerifierKey, parse_verifier_key
    from ledger.audit.policy import Policy
    from ledger.audit.proof import Receipt, parse_receipt, verify_receipt
    from ledger.audit.signer import Signer
    from ledger.audit.verifying import Evidence, Finding, Report, Trust, Verdict, read_evidence, verify

__all__ = [
    "AuditError",
    "Checkpoint",
    "Evidence",
    "Finding",
    "Office",
    "Policy",
    "Receipt",
    "Report",
    "Signer",
    "SigningKey",
    "Trust",
    "Verdict",
    "VerifierKey",
    "check_bundle",
    "open_checkpoint",
    "parse_receipt",
    "parse_verifier_key",
    "read_evidence",
    "verify",
    "verify_receipt",
]

__getattr__ = found_in(
    "ledger.audit",
    {
        "Checkpoint": "checkpoint",
        "Evidence": "verifying",
        "Finding": "verifying",
        "Office": "issuing",
        "Policy": "policy",
        "Receipt": "proof",
        "Report": "verifying",
        "Signer": "signer",
        "SigningKey": "keys",
        "Trust": "verifying",
        "Verdict": "verifying",
        "VerifierKey": "keys",
        "check_bundle": "bundle_check",
        "open_checkpoint": "checkpoint",
        "parse_receipt": "proof",
        "parse_verifier_key": "keys",
        "read_evidence": "verifying",
        "verify": "verifying",
        "verify_receipt": "proof",
    },
)
