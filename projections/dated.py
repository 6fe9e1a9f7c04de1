"""How surely a thing is dated: a date may be inferred, though nobody doubts what it dates.

What is so on a day follows from the bounds of its date, which are as wide as the doubt. What follows from the order of
two dates, that one came before another, is no surer than the less sure of them: it accuses nobody, and proves no order.
"""

from __future__ import annotations

from collections.abc import Iterable

from ledger.entries.corrections import ABOUT_ENTRIES, as_corrected
from ledger.vocabulary.provenance import IN_BEING
from projections.engine.register import Register


def unsurely_dated(register: Register, positions: Iterable[int]) -> frozenset[int]:
    """Those of some entries whose dates, as corrected, are only inferred, expected or disputed."""
    told = register.log.at(sorted(set(positions)))
    about = {entry.stream for entry in told.values() if isinstance(entry.event, ABOUT_ENTRIES)}
    corrected = register.streams(about) if about else {}
    stands = (
        as_corrected(corrected[entry.stream], position) if entry.stream in corrected else entry
        for position, entry in told.items()
        if not isinstance(entry.event, ABOUT_ENTRIES)
    )
    return frozenset(
        entry.position
        for entry in stands
        if entry is not None and entry.date_standing is not None and entry.date_standing not in IN_BEING
    )
