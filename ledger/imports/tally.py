"""The account of an import: how many statements came to what."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Final

from ledger.imports.report import Left

SHOWN: Final = 10
"""How many of the things left out a tally keeps to be shown; a report keeps all."""


@dataclass
class Tally:
    """The account of an import; all that was refused, and why, is in the report."""

    recorded: int = 0
    already: int = 0
    refused: int = 0
    contradicted: int = 0
    corrected: int = 0
    """Entries of earlier imports that were corrected, since the source says otherwise now."""
    unsaid: int = 0
    """Entries of earlier imports that were retracted, since the source does not say so any more."""
    kept: int = 0
    """What the source says otherwise than before, and a clerk has corrected by hand: that stays."""
    vanished: int = 0
    """Entries of earlier imports about which the source says nothing: it may not be all of it."""
    withdrawn: int = 0
    """Subjects retracted because their source withdrew them."""
    unknown_withdrawn: int = 0
    """Withdrawn by their source, and not in the ledger."""
    by_type: Counter[str] = field(default_factory=Counter)
    """What was recorded, by the names of events."""
    aside: Counter[str] = field(default_factory=Counter)
    """What the source holds and the ledger has no word for, counted."""
    found: Counter[str] = field(default_factory=Counter)
    """Conventions and peculiarities of the source, and how they were read, counted."""
    first: list[Left] = field(default_factory=list)
    """The first things that were left out."""

    @property
    def left_out(self) -> int:
        """How many statements are not in the ledger as the source has them."""
        return self.refused + self.contradicted + self.kept

    @property
    def came_to_nothing(self) -> bool:
        """Whether nothing that the source says could be used: it is empty, broken, or of another format."""
        used = self.recorded + self.already + self.contradicted + self.kept
        return not (used or self.withdrawn or self.unknown_withdrawn)

    def after(self, before: Tally) -> Tally:
        """The account of a source that was read twice, the second time with this tally."""
        read_once = {"already": before.already, "withdrawn": before.withdrawn}
        read_once |= {"unknown_withdrawn": before.unknown_withdrawn}
        added = ("recorded", "by_type", "corrected", "unsaid")
        return Tally(**{**vars(self), **read_once, **{n: getattr(before, n) + getattr(self, n) for n in added}})
