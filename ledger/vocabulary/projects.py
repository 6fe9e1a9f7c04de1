"""Projects: what is followed across bodies, the steps and stages it took, and where it derives from."""

from enum import StrEnum
from typing import Annotated

from msgspec import Meta, field

from ledger.vocabulary.event import Event, recorded_as
from ledger.vocabulary.fields import Term
from ledger.vocabulary.organisations import Identifiers, Name, OtherNames
from ledger.vocabulary.subjects import ActorId, AnyId, BodyId, DeciderId, MeetingId, NewProject, ProjectId, ReportId

Happened = Annotated[bool, Meta(description="false: the source says that it did not happen")]


class Role(StrEnum):
    """In what role a body has a project in front of it (OParl: Consultation)."""

    SCRUTINY = "scrutiny"
    DECISION = "decision"
    INFORMATION = "information"
    PRE_DECISION = "pre-decision"
    UNKNOWN = "unknown"


@recorded_as("project.opened", stream="project", ended_by="project.closed")
class ProjectOpened(Event, frozen=True):
    """Something to be followed entered the register: a project, strategy, service, contract, programme, report."""

    project: NewProject
    title: Name
    number: Annotated[Term, Meta(description="Its number, where it has one")] = ""
    kind: Annotated[Term, Meta(description="project, strategy, service, contract, programme, report")] = ""
    also: OtherNames = ()
    lead: BodyId | None = None
    part_of: ProjectId | None = None
    identifiers: Identifiers = field(default_factory=dict)


@recorded_as("project.renamed", stream="project", said_as="project renamed", head="project", identity=("project",))
class ProjectRenamed(Event, frozen=True):
    """A project goes by another title, or has another number, from this day on."""

    project: ProjectId
    title: Annotated[str, Meta(description="Its new title; absent: it stays as it was")] = ""
    number: Annotated[Term, Meta(description="Its new number; absent: it stays as it was")] = ""


@recorded_as("project.referred", stream="project", said_as="referred", head="project", identity=("project", "by", "to"))
class ProjectReferred(Event, frozen=True):
    """A body or a person sent a project to a body."""

    project: ProjectId
    to: DeciderId
    by: ActorId | None = None
    purpose: str = ""
    return_expected: Annotated[str, Meta(description="When it should come back, in EDTF or in words")] = ""
    happened: Happened = True


@recorded_as(
    "project.considered",
    stream="project",
    said_as="considered",
    head="project",
    identity=("project", "by", "role"),
)
class ProjectConsidered(Event, frozen=True):
    """A project was in front of a body, in a role."""

    project: ProjectId
    by: DeciderId
    role: Role = Role.UNKNOWN
    outcome: str = ""
    report: Annotated[str, Meta(description="The report that was considered")] = ""
    meeting: MeetingId | None = None
    happened: Happened = True
    role_as_given: Annotated[str, Meta(description="The source's own word for the role")] = ""
    authoritative: Annotated[bool | None, Meta(description="Whether this body's word settles it (OParl)")] = None


@recorded_as(
    "project.scrutinised",
    stream="project",
    said_as="scrutinised",
    head="project",
    identity=("project", "by"),
)
class ProjectScrutinised(Event, frozen=True):
    """A body scrutinised a project, with an outcome, concerns and recommendations."""

    project: ProjectId
    by: DeciderId
    outcome: str = ""
    concerns: tuple[str, ...] = ()
    recommendations: tuple[str, ...] = ()
    report: Annotated[str, Meta(description="The report that was scrutinised")] = ""
    meeting: MeetingId | None = None
    happened: Happened = True


@recorded_as(
    "project.stage-reached",
    stream="project",
    said_as="stage",
    head="stage",
    identity=("project", "scheme", "stage"),
)
class StageReached(Event, frozen=True):
    """A project reached a stage of a named gateway scheme; schemes are local."""

    project: ProjectId
    scheme: Annotated[Term, Meta(min_length=1, description="Whose gateways: one council's Zero is another's 1")]
    stage: Annotated[Term, Meta(min_length=1)]
    evidence: str = ""
    report: ReportId | None = None
    meeting: MeetingId | None = None


@recorded_as("project.derived", stream="project", said_as="derived", head="project", identity=("project", "from_"))
class ProjectDerived(Event, frozen=True):
    """A project or work programme derives from priorities, assessments or other projects."""

    project: ProjectId
    from_: Annotated[tuple[AnyId, ...], Meta(min_length=1)] = field(name="from")
    what: str = ""


@recorded_as("project.closed", stream="project", said_as="closed", head="project", identity=("project",))
class ProjectClosed(Event, frozen=True):
    """A project came to its end; the date is its last day."""

    project: ProjectId
    outcome: str = ""
