"""Organisations and bodies: who there is, what they are called, and who took over from whom."""

from typing import Annotated

from msgspec import Meta, field

from ledger.vocabulary.event import Event, recorded_as
from ledger.vocabulary.fields import Term
from ledger.vocabulary.subjects import BodyId, NewBody, NewOrganisation, NewSuccession, OrganisationId, UnitId

Name = Annotated[str, Meta(min_length=1, description="The name as the source writes it")]
OtherNames = Annotated[tuple[str, ...], Meta(description="Other names that sources use")]
Seats = Annotated[int, Meta(ge=0, description="How many members there are when all seats are filled")]
Identifiers = Annotated[dict[str, str], Meta(description="Ids in other registers, by the register's name")]


@recorded_as("organisation.registered", stream="organisation", ended_by="organisation.dissolved")
class OrganisationRegistered(Event, frozen=True):
    """A legal entity entered the register: council, clinical commissioning group, trust, consultancy."""

    organisation: NewOrganisation
    name: Name
    kind: Annotated[Term, Meta(description="council, clinical commissioning group, trust, ...")] = ""
    also: OtherNames = ()
    identifiers: Identifiers = field(default_factory=dict)


@recorded_as(
    "organisation.renamed",
    stream="organisation",
    said_as="organisation renamed",
    head="organisation",
    identity=("organisation",),
)
class OrganisationRenamed(Event, frozen=True):
    """An organisation goes by another name from this day on."""

    organisation: OrganisationId
    name: Name


@recorded_as(
    "organisation.dissolved",
    stream="organisation",
    said_as="organisation dissolved",
    head="organisation",
    identity=("organisation",),
)
class OrganisationDissolved(Event, frozen=True):
    """An organisation ceased to be; the date is its last day."""

    organisation: OrganisationId
    reason: str = ""


@recorded_as("body.established", stream="body", ended_by="body.dissolved")
class BodyEstablished(Event, frozen=True):
    """A group that meets or decides came into being; its date is the first day, often unknown."""

    body: NewBody
    name: Name
    kind: Annotated[Term, Meta(description="board, committee, executive, steering group, panel, ...")] = ""
    of: Annotated[tuple[OrganisationId, ...], Meta(description="The organisations it belongs to")] = ()
    purpose: str = ""
    parent: BodyId | None = None
    also: OtherNames = ()
    unnamed: Annotated[bool, Meta(description="The source does not say which body it is")] = False
    seats: Annotated[Seats | None, Meta(description="How many members it has when all seats are filled")] = None
    offices_of_members: Annotated[tuple[Term, ...], Meta(description="Offices in it that only its members hold")] = ()
    identifiers: Identifiers = field(default_factory=dict)


@recorded_as("body.renamed", stream="body", said_as="renamed", head="body", identity=("body",))
class BodyRenamed(Event, frozen=True):
    """A body goes by another name from this day on."""

    body: BodyId
    name: Name


@recorded_as("body.seats-set", stream="body", said_as="seats", head="body", identity=("body",))
class BodySeatsSet(Event, frozen=True):
    """A body has another number of seats from this day on."""

    body: BodyId
    number: Seats


@recorded_as("body.vacancies-declared", stream="body", said_as="vacancies", head="body", identity=("body",))
class BodyVacanciesDeclared(Event, frozen=True):
    """A source says how many seats of a body are vacant on this day, whoever had them."""

    body: BodyId
    number: Annotated[int, Meta(ge=0, description="How many seats nobody has")]
    reason: Annotated[str, Meta(description="How they came to be vacant, as the source puts it")] = ""


@recorded_as("body.dissolved", stream="body", said_as="dissolved", head="body", identity=("body",))
class BodyDissolved(Event, frozen=True):
    """A body ceased to be; the date is its last day."""

    body: BodyId
    reason: str = ""


@recorded_as(
    "bodies.succeeded",
    stream="succession",
    said_as="took over",
    head="successors",
    identity=("predecessors", "successors"),
    assigned=("succession",),
)
class BodiesSucceeded(Event, frozen=True):
    """Bodies or organisations took over from others on this day (W3C ORG ChangeEvent); splits and mergers too."""

    successors: Annotated[tuple[UnitId, ...], Meta(min_length=1)]
    predecessors: Annotated[tuple[UnitId, ...], Meta(min_length=1)] = field(name="from")
    carried_over: Annotated[str, Meta(description="What passed to the successors")] = ""
    succession: NewSuccession = ""
