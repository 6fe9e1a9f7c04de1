"""Is a body borne out by what it did, where no source says since when there is one?

A minute that says what a board considered, who sat on it or who answers to it shows that there was one by then, though
nobody wrote down when it began. What is only proposed, expected or inferred of it shows nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from ledger.vocabulary.dates import Certainty
from ledger.vocabulary.provenance import IN_BEING
from projections.accountability.declared import ACCOUNTABILITIES
from projections.accountability.lineage import SUCCESSIONS
from projections.bodies import Body
from projections.commitments import COMMITMENTS
from projections.decisions.call_ins import CALL_INS, DETERMINATIONS
from projections.decisions.individual import DECISIONS
from projections.decisions.resolutions import RESOLUTIONS
from projections.engine.register import Earliest, Gathering, Ground, Register, RowAsAt
from projections.meetings import MEETINGS
from projections.memberships import MEMBERSHIPS, TENURES
from projections.projects import STEPS
from projections.questions import QUESTIONS, REMARKS, REPLIES
from projections.recommendations import RESPONSES

_ACTS: Final = (
    Ground(MEETINGS, "body"),
    Ground(TENURES, "stream"),
    Ground(MEMBERSHIPS, "stream"),
    Ground(RESOLUTIONS, "body"),
    Ground(STEPS, "by", {"happened": True}),
    Ground(DECISIONS, "by"),
    Ground(QUESTIONS, "by"),
    Ground(REPLIES, "by"),
    Ground(REMARKS, "by"),
    Ground(COMMITMENTS, "by"),
    Ground(CALL_INS, "by"),
    Ground(DETERMINATIONS, "by"),
    Ground(RESPONSES, "by"),
    Ground(ACCOUNTABILITIES, "who"),
    Ground(ACCOUNTABILITIES, "to"),
)
"""What a body does or is, for which there has to be one."""


def borne_out(register: Register, bodies: Iterable[RowAsAt[Body]]) -> dict[str, Earliest]:
    """By body, something that it did by the day, where that decides whether it was in being."""
    if register.as_at is None:
        return {}
    left_open = [
        each.stream
        for each in bodies
        if each.certainty is Certainty.POSSIBLY and each.row.standing in IN_BEING and not each.row.until
    ]
    over = Gathering(register, SUCCESSIONS, by="predecessor")
    over.learn(left_open)
    return acts_of(
        register, (each for each in left_open if not any(end.row.standing in IN_BEING for end in over.of(each)))
    )


def certainty_with(act: Earliest | None, body: RowAsAt[Body]) -> tuple[Certainty, tuple[int, ...]]:
    """How certain it is that there is a body, with an act of its own that shows it, and the entries of both."""
    if act is None:
        return body.certainty, body.row.entries
    return Certainty.YES, tuple(sorted({*body.row.entries, *act.entries}))


def acts_of(register: Register, bodies: Iterable[str]) -> dict[str, Earliest]:
    """By body, something that it is said to have done, or to have been, by the day."""
    return register.earliest(_ACTS, bodies)
