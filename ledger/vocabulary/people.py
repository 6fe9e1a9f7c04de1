"""People and posts: persons with the names that minutes used, posts, and appointments to them."""

from typing import Annotated

from msgspec import Meta, field

from ledger.vocabulary.event import Event, recorded_as
from ledger.vocabulary.fields import Term
from ledger.vocabulary.organisations import Identifiers, Name, OtherNames
from ledger.vocabulary.subjects import NewPerson, NewPost, OrganisationId, PersonId, PostId, UnitId


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


@recorded_as("person.renamed", stream="person", said_as="person renamed", head="person", identity=("person",))
class PersonRenamed(Event, frozen=True):
    """A person goes by another name from this day on."""

    person: PersonId
    name: Name


@recorded_as(
    "person.affiliated",
    stream="person",
    said_as="affiliated",
    head="person",
    identity=("person", "with_", "party", "ward"),
    ended_by="person.affiliation-ended",
    assigned=("affiliation",),
)
class PersonAffiliated(Event, frozen=True):
    """A person belongs to a party, a group or an organisation, or sits for a ward, from this day on."""

    person: PersonId
    with_: Annotated[UnitId | None, Meta(description="The party, group or organisation, if it is registered")] = field(
        name="with", default=None
    )
    party: Annotated[Term, Meta(description="The party or group by its name, if it is not registered")] = ""
    ward: Annotated[Term, Meta(description="The ward or division that the person sits for")] = ""
    affiliation: Annotated[Term, Meta(description="Which affiliation it is; the ledger numbers them")] = ""


@recorded_as(
    "person.affiliation-ended",
    stream="person",
    said_as="affiliation ended",
    head="person",
    identity=("person", "with_", "party", "ward"),
    assigned=("affiliation",),
)
class PersonAffiliationEnded(Event, frozen=True):
    """A person left a party, a group or an organisation, or no longer sits for a ward; the date is the last day."""

    person: PersonId
    with_: Annotated[UnitId | None, Meta(description="The party, group or organisation, if it is registered")] = field(
        name="with", default=None
    )
    party: Annotated[Term, Meta(description="The party or group by its name, if it is not registered")] = ""
    ward: Annotated[Term, Meta(description="The ward or division that the person sat for")] = ""
    reason: str = ""
    affiliation: Annotated[Term, Meta(description="Which affiliation it is; the ledger fills it in")] = ""


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
