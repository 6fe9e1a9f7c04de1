"""Verifying a ledger's database: checks that yield findings, and the report that they come to."""

from ledger.audit.verifying.evidence import Evidence, read_evidence
from ledger.audit.verifying.findings import Anchor, Check, Finding, Report, Verdict
from ledger.audit.verifying.trust import Trust
from ledger.audit.verifying.verification import verify

__all__ = ["Anchor", "Check", "Evidence", "Finding", "Report", "Trust", "Verdict", "read_evidence", "verify"]
