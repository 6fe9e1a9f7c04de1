"""Subjects: what entries are about, each with an id of the form `kind:name`, which is also its stream.

A field that holds such an id is annotated with one of the types below. That one annotation tells what the
field may refer to, how a clerk's short name is completed, whether the subject must exist, and that the
entry is tagged with it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import Annotated, Any, Final, NamedTuple, TypeAlias

import msgspec
from msgspec import Meta
from msgspec import inspect as shape

_NAME = re.compile(r"[a-z0-9][a-z0-9._~-]*(?:/[a-z0-9][a-z0-9._~-]*)*")
_NOT_IN_NAMES = re.compile(r"[^a-z0-9]+")
LONGEST_NAME: Final = 200


def _refers(*kinds: str) -> Meta:
    return Meta(description=f"id of a {' or '.join(kinds)}", extra={"refers to": kinds})


def _introduces(kind: str) -> Meta:
    return Meta(description=f"id of the new {kind}", extra={"introduces": kind})


OrganisationId: TypeAlias = Annotated[str, _refers("organisation")]
BodyId: TypeAlias = Annotated[str, _refers("body")]
PersonId: TypeAlias = Annotated[str, _refers("person")]
PostId: TypeAlias = Annotated[str, _refers("post")]
MeetingId: TypeAlias = Annotated[str, _refers("meeting")]
ProjectId: TypeAlias = Annotated[str, _refers("project")]
ResolutionId: TypeAlias = Annotated[str, _refers("resolution")]
ReportId: TypeAlias = Annotated[str, _refers("report")]
QuestionOrRemarkId: TypeAlias = Annotated[str, _refers("question", "remark")]
CommitmentId: TypeAlias = Annotated[str, _refers("commitment")]
DecidedId: TypeAlias = Annotated[str, _refers("resolution", "decision")]
AccountabilityId: TypeAlias = Annotated[str, _refers("accountability")]
RuleId: TypeAlias = Annotated[str, _refers("rule")]
AgreementId: TypeAlias = Annotated[str, _refers("agreement")]
DelegationId: TypeAlias = Annotated[str, _refers("delegation")]
MemberId: TypeAlias = Annotated[str, _refers("person", "post")]
UnitId: TypeAlias = Annotated[str, _refers("body", "organisation")]
ActorId: TypeAlias = Annotated[str, _refers("person", "post", "body", "organisation")]
DeciderId: TypeAlias = Annotated[str, _refers("body", "person", "post", "organisation")]
ACTORS: Final = ("person", "post", "body", "organisation")
AnyId: TypeAlias = Annotated[str, _refers()]

NewOrganisation: TypeAlias = Annotated[str, _introduces("organisation")]
NewBody: TypeAlias = Annotated[str, _introduces("body")]
NewPerson: TypeAlias = Annotated[str, _introduces("person")]
NewPost: TypeAlias = Annotated[str, _introduces("post")]
NewMeeting: TypeAlias = Annotated[str, _introduces("meeting")]
NewProject: TypeAlias = Annotated[str, _introduces("project")]
NewResolution: TypeAlias = Annotated[str, _introduces("resolution")]
NewSuccession: TypeAlias = Annotated[str, _introduces("succession")]
NewReport: TypeAlias = Annotated[str, _introduces("report")]
NewQuestion: TypeAlias = Annotated[str, _introduces("question")]
NewRemark: TypeAlias = Annotated[str, _introduces("remark")]
NewCommitment: TypeAlias = Annotated[str, _introduces("commitment")]
NewDecision: TypeAlias = Annotated[str, _introduces("decision")]
NewAccountability: TypeAlias = Annotated[str, _introduces("accountability")]
NewRule: TypeAlias = Annotated[str, _introduces("rule")]
NewAgreement: TypeAlias = Annotated[str, _introduces("agreement")]
NewDelegation: TypeAlias = Annotated[str, _introduces("delegation")]


def kind_of(subject: str) -> str:
    """The kind of a subject: `body` of `body:icb`."""
    return subject.partition(":")[0]


def name_of(subject: str) -> str:
    """The name of a subject within its kind: `icb` of `body:icb`."""
    return subject.partition(":")[2]


def is_name(text: str) -> bool:
    """Whether a text can name a subject: small letters, digits and `. _ ~ -`, parts parted by `/`."""
    return len(text) <= LONGEST_NAME and _NAME.fullmatch(text) is not None


def slug(text: str, words: int = 8) -> str:
    """A name made of the first `words` words of a text, for subjects to which nobody gave a name."""
    return "-".join(_NOT_IN_NAMES.sub(" ", text.lower()).split()[:words]) or "unnamed"


class Reference(NamedTuple):
    """A subject as a field of an event mentions it, and the kinds that the field may mention (none: any)."""

    subject: str
    kinds: tuple[str, ...] = ()

    @property
    def fits(self) -> bool:
        """Whether the subject is of a kind that the field may mention."""
        return not self.kinds or kind_of(self.subject) in self.kinds


def references_of(struct: msgspec.Struct) -> tuple[Reference, ...]:
    """Every subject that a struct mentions, each once for each kind of field, in alphabetical order."""
    return tuple(sorted({found for found in _finder(type(struct))(struct) if found.subject}))


def subjects_of(struct: msgspec.Struct) -> tuple[str, ...]:
    """Every subject that a struct mentions, each once, in alphabetical order."""
    return tuple(sorted({found.subject for found in _finder(type(struct))(struct) if found.subject}))


@cache
def introduced_field(struct: type[msgspec.Struct]) -> str:
    """The field of a struct that holds the id of a new subject; empty where it introduces none."""
    for found in _struct_shape(struct).fields:
        if isinstance(found.type, shape.Metadata) and "introduces" in (found.type.extra or {}):
            return found.name
    return ""


_Finder: TypeAlias = Callable[[Any], Iterator[Reference]]


@cache
def _finder(struct: type[msgspec.Struct]) -> _Finder:
    """How to find the subjects in structs of one type, worked out once from the annotations."""
    found = [
        (field.name, finder) for field in _struct_shape(struct).fields if (finder := _finder_in(field.type)) is not None
    ]

    def find(value: Any) -> Iterator[Reference]:
        for name, finder in found:
            held = getattr(value, name)
            if held is not None:
                yield from finder(held)

    return find


def _finder_in(node: shape.Type) -> _Finder | None:
    if isinstance(node, shape.Metadata):
        extra = node.extra or {}
        if "introduces" in extra:
            return _itself((extra["introduces"],))
        return _itself(extra["refers to"]) if "refers to" in extra else _finder_in(node.type)
    if isinstance(node, shape.UnionType):
        parts = [part for part in map(_finder_in, node.types) if part is not None]
        return parts[0] if parts else None
    if isinstance(node, shape.VarTupleType | shape.ListType):
        inner = _finder_in(node.item_type)
        return None if inner is None else lambda items: (s for item in items for s in inner(item))
    if isinstance(node, shape.StructType):
        return _finder(node.cls) if any(_finder_in(field.type) for field in node.fields) else None
    return None


def _itself(kinds: tuple[str, ...]) -> _Finder:
    return lambda subject: iter((Reference(subject, kinds),))


def _struct_shape(struct: type[msgspec.Struct]) -> shape.StructType:
    found = shape.type_info(struct)
    assert isinstance(found, shape.StructType)
    return found
