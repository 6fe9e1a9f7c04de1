"""Columns and parameters that mean the same in every answer, said once; and the kinds of subjects that act."""

from __future__ import annotations

from typing import Annotated, Final

from ledger.vocabulary.dates import When
from projections.answers.question import Column, Parameter

ACTOR: Final = "person|post|body|organisation"
"""Who can do something."""
DECIDER: Final = "body|person|post|organisation"
"""Who can decide."""
DECIDED: Final = "resolution|decision"
VOTED: Final = "resolution|decision|motion"
"""What can be voted on."""
ABOUT: Final = "body|organisation|project|person|post|report|agreement"
"""What somebody can speak of."""

Standing = Annotated[str, Column("How firmly its source says so")]
StatedBy = Annotated[str | None, Column("Who said so, where it is somebody's word", "any", label="said by")]
OnDay = Annotated[When, Column("When", label="date")]
Since = Annotated[When, Column("From which day")]
Until = Annotated[When | None, Column("The last day, where an end is told")]
LastTold = Annotated[When | None, Column("The latest day for which a source bears it out; none where an end is told")]
Meeting = Annotated[str | None, Column("The meeting at which it was", "meeting")]
MeetingId = Annotated[str | None, Column("The meeting at which it was", "meeting", bare=True, tabled=False)]
Happened = Annotated[str, Column("Whether it happened: yes, no, only said to have, only expected ...")]

OfProject = Annotated[str | None, Parameter("Only of one project.", "project")]
ToldBy = Annotated[When | None, Parameter("Only what could be read by then: told by documents of that date or before.")]
StaleAfter = Annotated[
    int | None, Parameter("Only possibly so is what nobody has mentioned for so many years.", least=1, label="YEARS")
]
AboutProject = Annotated[str | None, Parameter("Only about one project.", "project")]
NotBefore = Annotated[When | None, Parameter("Not before this date.")]
NotAfter = Annotated[When | None, Parameter("Not after this date.")]
