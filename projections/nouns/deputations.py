"""Which deputations were heard, and what was done about them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from ledger.vocabulary.petitions import DeputationHeard
from projections.answers.columns import ABOUT, MeetingId, OnDay, Standing
from projections.answers.deferred import Deferred
from projections.answers.layout import row_from
from projections.answers.question import Answer, Column, Line, Parameter, column_of, question

if TYPE_CHECKING:
    from projections.engine.register import Register


class Deputation(Line, frozen=True, kw_only=True):
    """A deputation as it was heard."""

    since: OnDay
    text: Annotated[str, column_of(DeputationHeard, "text", label="spoke for")]
    from_whom: Annotated[str, column_of(DeputationHeard, "from_whom", label="from")]
    speakers: Annotated[tuple[str, ...], column_of(DeputationHeard, "speakers")]
    outcome: Annotated[str, column_of(DeputationHeard, "outcome")]
    about: Annotated[tuple[str, ...], column_of(DeputationHeard, "about")]
    meeting: MeetingId
    item: Annotated[str, column_of(DeputationHeard, "item")]
    id: Annotated[str, Column("The deputation", "deputation", bare=True, label="deputation")]
    standing: Standing


@question("deputations", noun="deputations that were heard, and what was done", example="--as-at 2024-04-30")
def deputations(
    register: Register,
    speaker: Annotated[str | None, Parameter("Only those for which somebody spoke.", "person")] = None,
    about: Annotated[str | None, Parameter("Only those about a subject.", ABOUT)] = None,
    meeting: Annotated[str | None, Parameter("Only those before one meeting.", "meeting")] = None,
) -> Answer[Deputation]:
    """List the deputations heard by a day: what they spoke for, who spoke, what was done about it."""
    from projections import petitions

    found = petitions.deputations(register, speaker=speaker, about=about, meeting=meeting)
    return Answer(Deferred(found, lambda some: [row_from(Deputation, each) for each in some]))
