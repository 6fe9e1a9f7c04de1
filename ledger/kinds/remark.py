"""Remarks: concerns, comments, requests and recommendations, which may be responded to like a question."""

from __future__ import annotations

from ledger.kinds.base import Kind
from ledger.kinds.question import Raised, decide, evolve, faults

KIND = Kind("remark", Raised(), evolve, decide, faults)
