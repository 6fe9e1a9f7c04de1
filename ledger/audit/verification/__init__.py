"""Verifying a ledger's database: checks that yield findings, and the report that they come to."""

from ledger.audit.verification.evidence import Evidence, read_evidence
from ledger.audit.verification.findings import Anchor, Check, Finding, Report, Verdict
from ledger.audit.verification.trust import Trust
from ledger.audit.verification.verification import verify

__all__ = ["Anchor", "Check", "Evidence", "Finding", "Report", "Trust", "Verdict", "read_evidence", "verify"]
