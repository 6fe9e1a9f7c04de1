"""Did a step happen, for all that its source says? A word for every listing of steps, the same as routes judge by.

A rule asks how well a step is *evidenced* (see `steps.Evidence`); a reader asks whether it *happened*. The answers
go together: what is shown did, what is claimed is said or expected to have, what is open nobody is sure of.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from ledger.vocabulary.provenance import Standing
from projections.projects import Step


class Happened(StrEnum):
    """Whether a step was taken, as far as a source goes."""

    YES = "yes"
    """It is minuted, or reported by the body that took it."""
    SAID_TO_BE = "said to be"
    """Somebody says so, or it is inferred."""
    EXPECTED = "expected"
    """It was to come: expected, anticipated or proposed."""
    NOT_SURE = "not sure"
    """Who told of it was not sure, or it is disputed."""
    SAID_NOT_TO_BE = "said not to be"
    """Somebody says that it did not happen."""
    NO = "no"
    """It is shown not to have happened."""


TO_COME: Final = frozenset({Standing.EXPECTED, Standing.ANTICIPATED, Standing.PROPOSED})


def is_shown(standing: Standing, stated_by: str, by: str | None) -> bool:
    """Whether a statement shows a step: it is minuted, or reported by whoever took the step."""
    return standing is Standing.MINUTED or (standing is Standing.REPORTED and stated_by == by)


def happened(standing: Standing, stated_by: str, by: str | None, told: bool = True) -> Happened:
    """Whether a step happened, by the standing of the statement; `told` is false where it says that it did not."""
    if standing in (Standing.UNKNOWN, Standing.DISPUTED):
        return Happened.NOT_SURE
    if is_shown(standing, stated_by, by):
        return Happened.YES if told else Happened.NO
    if not told:
        return Happened.SAID_NOT_TO_BE
    return Happened.EXPECTED if standing in TO_COME else Happened.SAID_TO_BE


def happened_of(row: Step) -> str:
    """The same for a row of the steps of projects, as answers have it."""
    return happened(row.standing, row.stated_by, row.by, row.happened).value
