"""Meetings, their agenda, and who attended them."""

from enum import StrEnum
from typing import Annotated

from msgspec import Meta, field

from ledger.vocabulary.event import Event, recorded_as
from ledger.vocabulary.fields import Term
from ledger.vocabulary.organisations import Identifiers, Name
from ledger.vocabulary.subjects import BodyId, MeetingId, NewMeeting, PersonId, ProjectId


class Presence(StrEnum):
    """How somebody attended."""

    PRESENT = "present"
    APOLOGIES = "apologies"
    IN_ATTENDANCE = "in attendance"
    ABSENT = "absent"


@recorded_as("meeting.held", stream="meeting")
class MeetingHeld(Event, frozen=True):
    """A body met; the date is the day of the meeting."""

    meeting: NewMeeting
    body: BodyId
    title: Annotated[str, Meta(description="What the minutes or the item are headed")] = ""
    place: str = ""
    in_public: Annotated[bool | None, Meta(description="Absent: the source does not say")] = None
    identifiers: Identifiers = field(default_factory=dict)


@recorded_as("agenda-item.listed", stream="meeting", identity=("meeting", "number", "title"))
class AgendaItemListed(Event, frozen=True):
    """An item stood on the agenda of a meeting; the result is what became of it, in the source's own words."""

    meeting: MeetingId
    title: Name
    number: Annotated[Term, Meta(description="Its number as the agenda gives it")] = ""
    result: Annotated[str, Meta(description="What became of it, as the source puts it")] = ""
    in_public: Annotated[bool | None, Meta(description="Absent: the source does not say")] = None
    projects: Annotated[tuple[ProjectId, ...], Meta(description="The projects that it was about")] = ()
    identifiers: Identifiers = field(default_factory=dict)


@recorded_as("attendance.recorded", stream="meeting", identity=("meeting", "person"))
class AttendanceRecorded(Event, frozen=True):
    """A person attended a meeting or was expected to; a substitute attends in another's place."""

    meeting: MeetingId
    person: PersonId
    presence: Presence = Presence.PRESENT
    substitute_for: PersonId | None = None
    capacity: Annotated[str, Meta(description="In what capacity, as the minutes put it")] = ""
    items: Annotated[tuple[Term, ...], Meta(description="The items concerned, where it differs by item")] = ()
