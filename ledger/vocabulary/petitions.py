"""Petitions that were received, and deputations that were heard."""

from typing import Annotated

from msgspec import Meta

from ledger.vocabulary.event import Event, recorded_as
from ledger.vocabulary.fields import ItemNumber
from ledger.vocabulary.questions import About
from ledger.vocabulary.subjects import ActorId, MeetingId, NewDeputation, NewPetition, PersonId, UnitId

FromWhom = Annotated[str, Meta(description="From whom, as the record puts it: residents of Mill Lane")]


@recorded_as(
    "petition.received",
    stream="petition",
    said_as="petition",
    head="text",
    identity=("petition",),
    assigned=("petition",),
)
class PetitionReceived(Event, frozen=True):
    """People asked for something with their signatures."""

    text: Annotated[str, Meta(min_length=1, description="What it asks for, in the words of the record")]
    from_whom: FromWhom = ""
    presented_by: Annotated[ActorId | None, Meta(description="Who handed it in; absent: the source does not say")] = (
        None
    )
    signatures: Annotated[int, Meta(ge=0, description="How many signed it; absent: nobody counted")] | None = None
    to: Annotated[UnitId | None, Meta(description="To whom; absent: the source does not say")] = None
    outcome: Annotated[str, Meta(description="What was done with it, as the record puts it")] = ""
    about: About = ()
    meeting: MeetingId | None = None
    item: ItemNumber = ""
    petition: NewPetition = ""


@recorded_as(
    "deputation.heard",
    stream="deputation",
    said_as="deputation",
    head="text",
    identity=("deputation",),
    assigned=("deputation",),
)
class DeputationHeard(Event, frozen=True):
    """People came before a meeting to speak for something."""

    text: Annotated[str, Meta(min_length=1, description="What it spoke for, in the words of the record")]
    from_whom: FromWhom = ""
    speakers: Annotated[tuple[PersonId, ...], Meta(description="Who spoke, of those in the register")] = ()
    outcome: Annotated[str, Meta(description="What was done about it, as the record puts it")] = ""
    about: About = ()
    meeting: MeetingId | None = None
    item: ItemNumber = ""
    deputation: NewDeputation = ""
