"""docs/reference/exports.md: what comes back of a ledger that was written in a format of others."""

from __future__ import annotations

from collections.abc import Mapping

from docs.generating.markdown import code, page, sentence, table
from ledger.vocabulary import CATALOGUE
from projections.exports.held import OPARL, POPOLO

_INTRODUCTION = """\
A council can leave as it came. The entries (`govledger export entries`) hold everything. OParl and Popolo hold what
these formats have words for, and what stands beside those under `govledger`; `govledger import` reads both again. This
is what comes back then of each kind of statement: with its ids, its date and its standing, if nothing else is said.
Quotations, notes, when it was recorded and by whom come with the entries alone."""


def exports() -> str:
    """The page."""
    held = [name for name in CATALOGUE if name in OPARL or name in POPOLO]
    rows = (
        (f"[`{name}`](events.md)", sentence(CATALOGUE[name].__doc__), _of(name, OPARL), _of(name, POPOLO))
        for name in held
    )
    lost = ", ".join(code(name) for name in CATALOGUE if name not in held)
    return page(
        "What the exports hold",
        _INTRODUCTION,
        [
            table(("event", "meaning", "OParl", "Popolo"), rows),
            "In OParl a decision of an individual, or a resolution outside a meeting, is a step of a project's route.",
            f"Neither holds {lost}.",
        ],
    )


def _of(name: str, held: Mapping[str, str]) -> str:
    return (held[name] or "yes") if name in held else "no"
