"""Meetings: called, held, adjourned, resumed or cancelled; their agenda, and who attended them."""

from enum import StrEnum
from typing import Annotated, Final

from msgspec import Meta, Struct, field

from ledger.vocabulary.dates import DateText
from ledger.vocabulary.event import Event, recorded_as
from ledger.vocabulary.fields import Term
from ledger.vocabulary.organisations import Identifiers, Name
from ledger.vocabulary.subjects import BodyId, MeetingId, NewMeeting, PersonId, ProjectId

SMALL_HOURS: Final = "05:00"
"""Until when the night lasts: no body begins to meet in it."""
_TIME = r"([01]\d|2[0-3]):[0-5]\d"
TimeOfDay = Annotated[str, Meta(pattern=f"^{_TIME}$", description="A time of day, as in 19:30")]
Moment = Annotated[
    str,
    Meta(
        pattern=rf"^(\d{{4}}-\d{{2}}-\d{{2}}T)?{_TIME}$",
        description="A time of day, as in 22:10, or with its day, as in 2024-02-22T00:40",
    ),
]


class Presence(StrEnum):
    """How somebody attended."""

    PRESENT = "present"
    APOLOGIES = "apologies"
    IN_ATTENDANCE = "in attendance"
    ABSENT = "absent"


class Sitting(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """A day, or a part of one, on which a meeting sat."""

    on: Annotated[DateText, Meta(description="The day on which it sat")]
    begun: Annotated[TimeOfDay | None, Meta(description="When it began: 19:00")] = field(name="from", default=None)
    until: Annotated[
        Moment | None,
        Meta(description="When it ended: 22:10, or 2024-02-22T00:40; earlier than it began is the next day"),
    ] = None
    place: str = ""


@recorded_as("meeting.called", stream="meeting")
class MeetingCalled(Event, frozen=True):
    """A meeting was summoned; the date is the day on which notice of it was given, not that for which it is called."""

    meeting: NewMeeting
    body: BodyId
    called_for: Annotated[DateText, Meta(description="The day, or the time, for which it is called")] = ""
    title: Annotated[str, Meta(description="What the summons is headed")] = ""
    number: Annotated[Term, Meta(description="Its number, where the body numbers its meetings")] = ""
    place: str = ""
    in_public: Annotated[bool | None, Meta(description="Absent: the source does not say")] = None


@recorded_as("meeting.cancelled", stream="meeting", said_as="cancelled", head="meeting", identity=("meeting",))
class MeetingCancelled(Event, frozen=True):
    """A meeting that was called will not be held; the date is the day on which that was said."""

    meeting: MeetingId
    reason: str = ""


@recorded_as("meeting.held", stream="meeting")
class MeetingHeld(Event, frozen=True):
    """A body met; the date is the day of the meeting, or the first of its days."""

    meeting: NewMeeting
    body: BodyId
    title: Annotated[str, Meta(description="What the minutes or the item are headed")] = ""
    number: Annotated[Term, Meta(description="Its number, where the body numbers its meetings")] = ""
    place: str = ""
    in_public: Annotated[bool | None, Meta(description="Absent: the source does not say")] = None
    inquorate: Annotated[bool | None, Meta(description="Whether too few were there to decide anything")] = None
    ended: Annotated[
        Moment | None,
        Meta(description="When it ended: 22:10, or 2024-02-22T00:40; earlier than it began is the next day"),
    ] = None
    sittings: Annotated[tuple[Sitting, ...], Meta(description="The days and times at which it sat")] = ()
    identifiers: Identifiers = field(default_factory=dict)


@recorded_as("meeting.adjourned", stream="meeting", said_as="adjourned", head="meeting", identity=("meeting",))
class MeetingAdjourned(Event, frozen=True):
    """A meeting was broken off before its business was done, to another day, to none, or nobody said to which."""

    meeting: MeetingId
    to: Annotated[DateText, Meta(description="The day to which it is adjourned")] = ""
    sine_die: Annotated[bool, Meta(description="Without a day")] = False
    item: Annotated[Term, Meta(description="The item of the agenda at which it was broken off")] = ""
    reason: str = ""


@recorded_as("meeting.resumed", stream="meeting", said_as="resumed", head="meeting", identity=("meeting",))
class MeetingResumed(Event, frozen=True):
    """A meeting that had been adjourned went on, on this day."""

    meeting: MeetingId
    item: Annotated[Term, Meta(description="The item of the agenda with which it went on")] = ""
    place: str = ""


@recorded_as("agenda-item.listed", stream="meeting", identity=("meeting", "number", "title"))
class AgendaItemListed(Event, frozen=True):
    """An item stood on the agenda of a meeting; the result is what became of it, in the source's own words."""

    meeting: MeetingId
    title: Name
    number: Annotated[Term, Meta(description="Its number as the agenda gives it")] = ""
    result: Annotated[str, Meta(description="What became of it, as the source puts it")] = ""
    in_public: Annotated[bool | None, Meta(description="Absent: the source does not say")] = None
    closed_under: Annotated[str, Meta(description="On what ground the public is excluded for it")] = ""
    held_over_from: Annotated[MeetingId | None, Meta(description="The earlier meeting that put it off")] = None
    number_there: Annotated[Term, Meta(description="The number that it had at that meeting")] = ""
    projects: Annotated[tuple[ProjectId, ...], Meta(description="The projects that it was about")] = ()
    identifiers: Identifiers = field(default_factory=dict)


@recorded_as("attendance.recorded", stream="meeting", identity=("meeting", "person"))
class AttendanceRecorded(Event, frozen=True):
    """A person attended a meeting or was expected to; a substitute attends in another's place."""

    meeting: MeetingId
    person: PersonId
    presence: Presence = Presence.PRESENT
    substitute_for: PersonId | None = None
    presiding: Annotated[
        bool | None, Meta(description="Whether this person chaired it, or the items that are named")
    ] = None
    remote: Annotated[bool | None, Meta(description="Whether by a call or a link; absent: the source does not say")] = (
        None
    )
    arrived: Annotated[Moment | None, Meta(description="When this person came, where that was late: 19:40")] = None
    left: Annotated[Moment | None, Meta(description="When this person went, where that was early: 20:15")] = None
    capacity: Annotated[str, Meta(description="In what capacity, as the minutes put it")] = ""
    further_capacities: Annotated[tuple[str, ...], Meta(description="In what others, where there are several")] = ()
    items: Annotated[tuple[Term, ...], Meta(description="The items concerned, where it differs by item")] = ()
