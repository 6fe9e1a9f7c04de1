"""Which petitions were received, and what was done about them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from ledger.vocabulary.petitions import PetitionReceived
from projections.answers.columns import ABOUT, ACTOR, MeetingId, OnDay, Standing
from projections.answers.deferred import Deferred
from projections.answers.layout import row_from
from projections.answers.question import Answer, Column, Line, Parameter, column_of, question

if TYPE_CHECKING:
    from projections.engine.register import Register


class Petition(Line, frozen=True, kw_only=True):
    """A petition as it was received."""

    since: OnDay
    text: Annotated[str, column_of(PetitionReceived, "text", label="asks")]
    from_whom: Annotated[str, column_of(PetitionReceived, "from_whom", label="from")]
    presented_by: Annotated[str | None, column_of(PetitionReceived, "presented_by")]
    signatures: Annotated[int | None, column_of(PetitionReceived, "signatures")]
    to: Annotated[str | None, column_of(PetitionReceived, "to")]
    outcome: Annotated[str, column_of(PetitionReceived, "outcome")]
    about: Annotated[tuple[str, ...], column_of(PetitionReceived, "about")]
    meeting: MeetingId
    item: Annotated[str, column_of(PetitionReceived, "item")]
    id: Annotated[str, Column("The petition", "petition", bare=True, label="petition")]
    standing: Standing


@question("petitions", noun="petitions that were received, and what was done about them", example="--as-at 2024-04-30")
def petitions(
    register: Register,
    to: Annotated[str | None, Parameter("Only those to a body or an organisation.", "body|organisation")] = None,
    presented_by: Annotated[str | None, Parameter("Only those that somebody handed in.", ACTOR)] = None,
    about: Annotated[str | None, Parameter("Only those about a subject.", ABOUT)] = None,
    meeting: Annotated[str | None, Parameter("Only those before one meeting.", "meeting")] = None,
) -> Answer[Petition]:
    """List the petitions received by a day: what they ask for, how many signed, what was done about them."""
    from projections import petitions

    found = petitions.petitions(register, to=to, presented_by=presented_by, about=about, meeting=meeting)
    return Answer(Deferred(found, lambda some: [row_from(Petition, each) for each in some]))
