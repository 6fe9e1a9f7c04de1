"""Which petitions were received and which deputations heard, and what was done about them?"""

from __future__ import annotations

from ledger.vocabulary.petitions import DeputationHeard, PetitionReceived
from projections.engine.register import Register, RowAsAt
from projections.engine.row_patterns import points
from projections.engine.rows import Point

PETITIONS = points("petitions", PetitionReceived, finds=("to", "presented_by", "about", "meeting"))
DEPUTATIONS = points("deputations", DeputationHeard, finds=("speakers", "about", "meeting"))


def petitions(
    register: Register,
    *,
    to: str | None = None,
    presented_by: str | None = None,
    about: str | None = None,
    meeting: str | None = None,
) -> list[RowAsAt[Point[PetitionReceived]]]:
    """The petitions received by the register's date."""
    return register.rows(PETITIONS, to=to, presented_by=presented_by, about=about, meeting=meeting)


def deputations(
    register: Register, *, speaker: str | None = None, about: str | None = None, meeting: str | None = None
) -> list[RowAsAt[Point[DeputationHeard]]]:
    """The deputations heard by the register's date."""
    return register.rows(DEPUTATIONS, speakers=speaker, about=about, meeting=meeting)
