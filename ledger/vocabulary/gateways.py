"""What is said of projects besides their steps: stages, options, targets, sums, and where they derive from."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, ClassVar, Self

from msgspec import Meta, Struct, field
from msgspec.structs import replace

from ledger.vocabulary.dates import DateText
from ledger.vocabulary.event import Event, recorded_as
from ledger.vocabulary.subjects import ActorId, AnyId, MeetingId, ProjectId, ReportId, slug

Amount = Annotated[str, Meta(pattern=r"^-?\d{1,15}(\.\d{1,2})?$", description="In pounds, as digits: 42500000")]


class Verdict(StrEnum):
    """What became of an option."""

    PREFERRED = "preferred"
    REJECTED = "rejected"
    NOT_AVAILABLE = "not available"
    CONSIDERED = "considered"


class Option(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """One of the options that were appraised."""

    text: Annotated[str, Meta(min_length=1)]
    number: str = ""
    verdict: Verdict = Verdict.CONSIDERED
    why: str = ""


class TargetStatus(StrEnum):
    """How firm a target is."""

    ASPIRATIONAL = "aspirational"
    ANTICIPATED = "anticipated"
    CONFIRMED = "confirmed"
    UNCONFIRMED = "unconfirmed"


class Basis(StrEnum):
    """What a sum is."""

    BUDGET = "budget"
    CONTRIBUTION = "contribution"
    SAVING = "saving"
    GAP = "gap"
    THRESHOLD = "threshold"
    CONDITIONAL = "conditional"
    NONE_AGREED = "none agreed"


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
    scheme: Annotated[str, Meta(min_length=1, description="Whose gateways: one council's Zero is another's 1")]
    stage: Annotated[str, Meta(min_length=1)]
    evidence: str = ""
    report: ReportId | None = None
    meeting: MeetingId | None = None


@recorded_as("options.appraised", stream="project", said_as="options for", head="project", identity=("project", "by"))
class OptionsAppraised(Event, frozen=True):
    """Options for a project were considered: which is preferred, which rejected and why, by whom."""

    project: ProjectId
    options: Annotated[tuple[Option, ...], Meta(min_length=1)]
    by: ActorId | None = None
    meeting: MeetingId | None = None


@recorded_as(
    "target.set", stream="project", said_as="target", head="text", identity=("project", "target"), assigned=("target",)
)
class TargetSet(Event, frozen=True):
    """A date or an amount is aimed at."""

    text: Annotated[str, Meta(min_length=1, description="What is to be reached")]
    project: ProjectId
    due: Annotated[DateText, Meta(description="The date aimed at")] = ""
    amount: Amount | None = None
    status: TargetStatus = TargetStatus.ANTICIPATED
    by: ActorId | None = None
    target: Annotated[str, Meta(description="Which target of the project; the ledger names it")] = ""

    def spelt_out(self) -> Self:
        """The same, called after its first words unless it has a name."""
        return self if self.target else replace(self, target=slug(self.text))


@recorded_as(
    "target.revised", stream="project", said_as="target revised", head="target", identity=("project", "target")
)
class TargetRevised(Event, frozen=True):
    """A target was changed, confirmed or questioned."""

    target: Annotated[str, Meta(min_length=1)]
    project: ProjectId
    due: DateText = ""
    amount: Amount | None = None
    status: TargetStatus = TargetStatus.ANTICIPATED
    reason: str = ""


@recorded_as("sum.stated", stream="project", said_as="sum", head="text", identity=("project", "text"), assigned=())
class SumStated(Event, frozen=True):
    """An amount or a range, and what it is: budget, contribution, saving, gap, threshold."""

    ACTOR: ClassVar[str] = ""

    text: Annotated[str, Meta(min_length=1, description="What the money is for")]
    project: ProjectId
    basis: Basis
    low: Amount | None = None
    high: Annotated[Amount | None, Meta(description="Absent: the same as low")] = None
    about: Annotated[bool, Meta(description="circa, in the region of")] = False
    by: Annotated[ActorId | None, Meta(description="Who pays, saves or contributes")] = None
    condition: Annotated[str, Meta(description="On what it depends")] = ""
    period: str = ""
    share: Annotated[str, Meta(description="A share as the source gives it, never recomputed: 87%")] = ""
    part_of: Annotated[str, Meta(description="The text of the sum that it is a part of")] = ""


@recorded_as("project.derived", stream="project", said_as="derived", head="project", identity=("project", "from_"))
class ProjectDerived(Event, frozen=True):
    """A project or work programme derives from priorities, assessments or other projects."""

    project: ProjectId
    from_: Annotated[tuple[AnyId, ...], Meta(min_length=1)] = field(name="from")
    what: str = ""
