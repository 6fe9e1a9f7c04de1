"""Remarks: concerns, comments, requests and recommendations, which may be responded to like a question."""

from __future__ import annotations

from ledger.aggregates.aggregate import Kind
from ledger.aggregates.question import Raised, decide, evolve, faults

KIND = Kind("remark", Raised(), evolve, decide, faults)
