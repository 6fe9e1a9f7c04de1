"""One module for each kind of stream: its state, the decisions that return an event or refuse, and evolve."""

from ledger.aggregates.aggregate import KINDS, Kind, Situation, kind_for, refuse_unknown_kind

__all__ = ["KINDS", "Kind", "Situation", "kind_for", "refuse_unknown_kind"]
