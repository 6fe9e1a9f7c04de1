"""People and posts: persons with the names that minutes used, posts, and appointments to them."""

from typing import Annotated

from msgspec import Meta, field

from ledger.vocabulary.event import Event, recorded_as
from ledger.vocabulary.fields import Term
from ledger.vocabulary.organisations import Identifiers, Name, OtherNames
from ledger.vocabulary.subjects import NewPerson, NewPost, OrganisationId, PersonId, PostId


@recorded_as("person.registered", stream="person")
class PersonRegistered(Event, frozen=True):
    """A person entered the register, under the name or the description that the source gives."""

    person: NewPerson
    name: Name
    unnamed: Annotated[bool, Meta(description="Only described ('a Member'), not named")] = False
    also: OtherNames = ()
    identifiers: Identifiers = field(default_factory=dict)


@recorded_as("person.also-named", stream="person", said_as="also named", head="person", identity=("person", "name"))
class PersonAlsoNamed(Event, frozen=True):
    """A source uses another name for a person who is in the register."""

    person: PersonId
    name: Name


@recorded_as("post.created", stream="post")
class PostCreated(Event, frozen=True):
    """A post exists, whether or not somebody holds it."""

    post: NewPost
    title: Name
    organisation: OrganisationId | None = None
    also: Annotated[tuple[str, ...], Meta(description="Other titles that sources use")] = ()
    unnamed: Annotated[bool, Meta(description="Only described, its exact title is not given")] = False


@recorded_as(
    "appointment.started",
    stream="post",
    said_as="appointed",
    head="person",
    identity=("post", "person"),
    ended_by="appointment.ended",
    assigned=("appointment",),
)
class AppointmentStarted(Event, frozen=True):
    """A person holds a post from this day on."""

    post: PostId
    person: PersonId
    interim: bool = False
    acting: bool = False
    joint: Annotated[bool, Meta(description="Held jointly with others or for several organisations")] = False
    appointment: Annotated[Term, Meta(description="Which appointment it is; the ledger numbers them")] = ""


@recorded_as(
    "appointment.ended",
    stream="post",
    said_as="appointment ended",
    head="person",
    identity=("post", "person"),
    assigned=("appointment",),
)
class AppointmentEnded(Event, frozen=True):
    """A person ceased to hold a post; the date is the last day."""

    post: PostId
    person: PersonId
    reason: str = ""
    appointment: Annotated[Term, Meta(description="Which appointment it is; the ledger fills it in")] = ""
