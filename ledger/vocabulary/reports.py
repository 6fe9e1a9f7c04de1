"""Reports that were presented, and minutes that were confirmed."""

from typing import Annotated

from msgspec import Meta

from ledger.vocabulary.event import Event, recorded_as
from ledger.vocabulary.fields import ItemNumber, Term
from ledger.vocabulary.organisations import Name
from ledger.vocabulary.subjects import ActorId, DeciderId, MeetingId, NewReport, PersonId, ProjectId


@recorded_as(
    "report.presented",
    stream="report",
    said_as="report",
    head="title",
    identity=("report",),
    assigned=("report",),
)
class ReportPresented(Event, frozen=True):
    """A report was in front of a meeting or a body, with its authors and what it asks for."""

    title: Name
    authors: tuple[ActorId, ...] = ()
    to: DeciderId | None = None
    presented_by: ActorId | None = None
    asks: Annotated[tuple[str, ...], Meta(description="What it asks for, item by item")] = ()
    conclusions: tuple[str, ...] = ()
    projects: tuple[ProjectId, ...] = ()
    gateway: Annotated[Term, Meta(description="The gateway that it is written for, if any")] = ""
    sets_out: Annotated[tuple[str, ...], Meta(description="What it sets out: risk, cost, business case, ...")] = ()
    meeting: MeetingId | None = None
    item: ItemNumber = ""
    report: NewReport = ""


@recorded_as("minutes.confirmed", stream="meeting", said_as="minutes confirmed", head="meeting", identity=("meeting",))
class MinutesConfirmed(Event, frozen=True):
    """The minutes of a meeting were signed, at the same or a later one (LGA 1972 Sch 12 para 41)."""

    meeting: MeetingId
    confirmed_at: MeetingId | None = None
    signed_by: PersonId | None = None
    amendments: Annotated[tuple[str, ...], Meta(description="Changes with which they were confirmed")] = ()
