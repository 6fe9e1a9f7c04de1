"""Options that were appraised for a project: which is preferred, which rejected, and why."""

from enum import StrEnum
from typing import Annotated

from msgspec import Meta, Struct

from ledger.vocabulary.event import Event, recorded_as
from ledger.vocabulary.fields import Term
from ledger.vocabulary.subjects import ActorId, MeetingId, ProjectId


class OptionVerdict(StrEnum):
    """What became of an option."""

    PREFERRED = "preferred"
    REJECTED = "rejected"
    NOT_AVAILABLE = "not available"
    CONSIDERED = "considered"


class Option(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """One of the options that were appraised."""

    text: Annotated[str, Meta(min_length=1)]
    number: Term = ""
    verdict: OptionVerdict = OptionVerdict.CONSIDERED
    why: str = ""


@recorded_as("options.appraised", stream="project", said_as="options for", head="project", identity=("project", "by"))
class OptionsAppraised(Event, frozen=True):
    """Options for a project were considered: which is preferred, which rejected and why, by whom."""

    project: ProjectId
    options: Annotated[tuple[Option, ...], Meta(min_length=1)]
    by: ActorId | None = None
    meeting: MeetingId | None = None
