"""Is a body borne out by what it did, where no source says since when there is one?

A minute that says what a board considered, who sat on it or who answers to it shows that there was one by then, though
nobody wrote down when it began. What is only proposed, expected or inferred of it shows nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from ledger.vocabulary.dates import Certainty
from ledger.vocabulary.provenance import IN_BEING
from projections.accountability.declared import ACCOUNTABILITIES
from projections.accountability.lineage import successors
from projections.bodies import Body
from projections.commitments import COMMITMENTS
from projections.decisions.call_ins import CALL_INS, DETERMINATIONS
from projections.decisions.individual import DECISIONS
from projections.decisions.resolutions import RESOLUTIONS
from projections.engine.engine import AnyProjection
from projections.engine.register import Register, RowAsAt
from projections.meetings import MEETINGS
from projections.memberships import MEMBERSHIPS, TENURES
from projections.projects import STEPS
from projections.questions import QUESTIONS, REMARKS, REPLIES
from projections.recommendations import RESPONSES

_ACTS: Final[tuple[tuple[AnyProjection, str, Mapping[str, Any]], ...]] = (
    (MEETINGS, "body", {}),
    (TENURES, "stream", {}),
    (MEMBERSHIPS, "stream", {}),
    (RESOLUTIONS, "body", {}),
    (STEPS, "by", {"happened": True}),
    (DECISIONS, "by", {}),
    (QUESTIONS, "by", {}),
    (REPLIES, "by", {}),
    (REMARKS, "by", {}),
    (COMMITMENTS, "by", {}),
    (CALL_INS, "by", {}),
    (DETERMINATIONS, "by", {}),
    (RESPONSES, "by", {}),
    (ACCOUNTABILITIES, "who", {}),
    (ACCOUNTABILITIES, "to", {}),
)
"""What a body does or is, for which there has to be one: the table, the column that names it, what else is so."""


def borne_out(register: Register, body: RowAsAt[Body]) -> RowAsAt[Any] | None:
    """Something that a body did by the day, where that decides whether it was in being; else None."""
    row = body.row
    if register.as_at is None or body.certainty is not Certainty.POSSIBLY or row.standing not in IN_BEING or row.until:
        return None
    if any(each.row.standing in IN_BEING for each in successors(register, body.stream)):
        return None
    return act_of(register, body.stream)


def certainty_with(act: RowAsAt[Any] | None, body: RowAsAt[Body]) -> tuple[Certainty, tuple[int, ...]]:
    """How certain it is that there is a body, with an act of its own that shows it, and the entries of both."""
    if act is None:
        return body.certainty, body.row.entries
    return Certainty.YES, tuple(sorted({*body.row.entries, *act.row.entries}))


def act_of(register: Register, body: str) -> RowAsAt[Any] | None:
    """Something that a body is said to have done, or to have been, by the day."""
    return next(_acts(register, body), None)


def _acts(register: Register, body: str) -> Iterator[RowAsAt[Any]]:
    for projection, column, more in _ACTS:
        if found := register.evidence(projection, **{column: body}, **more):
            yield found
