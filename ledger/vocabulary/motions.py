"""Motions: what was moved, how it was amended, and what became of it.

A motion that was carried becomes a resolution; one that was lost stays a motion. An amendment is a motion that amends
another; what results of amendments is put as the substantive motion.
"""

import re
from enum import StrEnum
from types import MappingProxyType
from typing import Annotated, Final

from msgspec import Meta

from ledger.vocabulary.event import Event, recorded_as
from ledger.vocabulary.fields import ItemNumber
from ledger.vocabulary.subjects import BodyId, MeetingId, MemberId, MotionId, NewMotion, ProjectId

_OFFICES: Final = frozenset(
    (
        *("mayor", "deputy mayor", "leader", "deputy leader", "president", "convener"),
        *("chair", "chairman", "chairwoman", "vice-chair", "vice-chairman", "vice-chairwoman"),
        *("portfolio holder", "cabinet member", "executive member", "lead member", "group leader"),
    )
)
"""Words for an office that minutes use without 'the' before them, also with what it is of or for."""


def is_office(words: str) -> bool:
    """Whether words name an office and nobody in it, as minutes do: 'the Mayor', 'Chairman'."""
    office = words.lower().removeprefix("the ")
    return office != words.lower() or re.split(" (?:of|for) ", office, maxsplit=1)[0] in _OFFICES


PUT_OFF: Final = frozenset(
    (
        *("deferred", "adjourned", "postponed", "referred", "referred back", "referred without debate", "lapsed"),
        *("left on the table", "laid on the table", "lay on the table", "stood over", "not put", "ruled out of order"),
    )
)
"""Words of minutes for a motion of which nothing became yet, or nothing that was decided of it."""

AsGiven = Annotated[str, Meta(description="In the words of the minutes, where no holder need be known: the Mayor")]


class MotionOutcome(StrEnum):
    """What became of a motion."""

    CARRIED = "carried"
    LOST = "lost"
    WITHDRAWN = "withdrawn"
    NOT_SECONDED = "not seconded"
    ACCEPTED = "accepted"


_CARRIED_SOMEHOW: Final = tuple(
    f"carried{how}"
    for how in (" unanimously", " as amended", ", as amended", " nem con", " nem. con.", " by a majority")
)
OUTCOMES: Final = MappingProxyType(
    {outcome.value: outcome for outcome in MotionOutcome}
    | dict.fromkeys(("passed", "agreed", "adopted", "approved", *_CARRIED_SOMEHOW), MotionOutcome.CARRIED)
    | dict.fromkeys(("defeated", "fell", "failed", "negatived", "not carried", "rejected"), MotionOutcome.LOST)
    | dict.fromkeys(
        ("fell for want of a seconder", "no seconder", "for want of a seconder"), MotionOutcome.NOT_SECONDED
    )
    | dict.fromkeys(("withdrawn by the mover", "withdrew"), MotionOutcome.WITHDRAWN)
    | dict.fromkeys(("accepted by the mover", "accepted by the proposer"), MotionOutcome.ACCEPTED)
)
"""The words of minutes, in small letters, and the outcome that they come to."""


@recorded_as(
    "motion.moved",
    stream="motion",
    said_as="motion",
    head="text",
    identity=("body", "meeting", "amends"),
    assigned=("motion", "body"),
)
class MotionMoved(Event, frozen=True):
    """Something was moved; an amendment names the motion that it amends."""

    text: Annotated[str, Meta(min_length=1, description="The exact words")]
    body: BodyId = ""
    meeting: MeetingId | None = None
    item: ItemNumber = ""
    mover: Annotated[MemberId | None, Meta(description="Who moved it: a person or a post")] = None
    mover_as_given: AsGiven = ""
    seconder: Annotated[MemberId | None, Meta(description="Who seconded it: a person or a post")] = None
    seconder_as_given: AsGiven = ""
    amends: Annotated[MotionId | None, Meta(description="The motion that it amends; absent: it is no amendment")] = None
    substantive_of: Annotated[
        MotionId | None, Meta(description="The motion of which this is the amended form, put as the substantive one")
    ] = None
    projects: Annotated[tuple[ProjectId, ...], Meta(description="The projects that it is about")] = ()
    motion: NewMotion = ""


@recorded_as("motion.determined", stream="motion", said_as="motion determined", head="motion", identity=("motion",))
class MotionDetermined(Event, frozen=True):
    """What became of a motion: carried, lost, withdrawn, not seconded; an amendment can be accepted by the mover."""

    motion: MotionId
    outcome: Annotated[MotionOutcome, Meta(description="Accepted: an amendment, by the mover of the motion")]
    text: Annotated[str, Meta(description="What the minutes say of it")] = ""
    meeting: MeetingId | None = None
