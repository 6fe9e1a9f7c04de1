"""The audit trail: a Merkle tree over the entries, signed checkpoints, receipts, bundles.

Only formats that other people's tools read: RFC 6962 trees, RFC 8785 leaves, and the C2SP texts
signed-note, tlog-checkpoint, tlog-cosignature, tlog-proof, tlog-policy and tlog-tiles (c2sp.org).
What is in this package's pure half touches no database; a `HashReader` stands for the stored tree.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.modules import found_in
from ledger.transparency.errors import AuditError

if TYPE_CHECKING:
    from ledger.audit.bundle_check import check_bundle
    from ledger.audit.proof_desk import ProofDesk
    from ledger.audit.signer import Signer
    from ledger.audit.verification import Evidence, Finding, Trust, Verdict, VerificationReport, read_evidence, verify
    from ledger.transparency.checkpoint import Checkpoint, open_checkpoint
    from ledger.transparency.keys import SigningKey, VerifierKey, parse_verifier_key
    from ledger.transparency.policy import Policy
    from ledger.transparency.proof import Receipt, parse_receipt, verify_receipt

__all__ = [
    "AuditError",
    "Checkpoint",
    "Evidence",
    "Finding",
    "Policy",
    "ProofDesk",
    "Receipt",
    "Signer",
    "SigningKey",
    "Trust",
    "Verdict",
    "VerificationReport",
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
        "Checkpoint": "ledger.transparency.checkpoint",
        "Evidence": "verification",
        "Finding": "verification",
        "ProofDesk": "proof_desk",
        "Policy": "ledger.transparency.policy",
        "Receipt": "ledger.transparency.proof",
        "VerificationReport": "verification",
        "Signer": "signer",
        "SigningKey": "ledger.transparency.keys",
        "Trust": "verification",
        "Verdict": "verification",
        "VerifierKey": "ledger.transparency.keys",
        "check_bundle": "bundle_check",
        "open_checkpoint": "ledger.transparency.checkpoint",
        "parse_receipt": "ledger.transparency.proof",
        "parse_verifier_key": "ledger.transparency.keys",
        "read_evidence": "verification",
        "verify": "verification",
        "verify_receipt": "ledger.transparency.proof",
    },
)
