"""Subjects: what entries are about, each with an id of the form `kind:name`, which is also its stream.

A field that holds such an id is annotated with one of the types below, or with one made like them. That one
annotation tells what the field may refer to, how a clerk's short name is completed, whether the subject must exist,
and that the entry is tagged with it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cache, partial
from typing import Annotated, Any, Final, NamedTuple, TypeAlias

import msgspec
from msgspec import Meta

from ledger.refusals import Refusal
from ledger.vocabulary.field_types import (
    FieldType,
    IntroductionType,
    ListType,
    ReferenceType,
    StructType,
    one_of_kinds,
)
from ledger.vocabulary.fields import fields_of

_NAME = re.compile(r"[a-z0-9][a-z0-9._~-]*(?:/[a-z0-9][a-z0-9._~-]*)*")
_NOT_IN_NAMES = re.compile(r"[^a-z0-9]+")
LONGEST_NAME: Final = 200


def refers(*kinds: str) -> Meta:
    """Marks the id of a subject that is there already, of one of some kinds; without kinds of any."""
    return Meta(description=f"id of a {' or '.join(kinds)}", extra={"refers to": kinds})


def introduces(kind: str) -> Meta:
    """Marks the id of the subject that an event brings into being; `ledger/aggregates/` has a module for its kind.

    Raises:
        TypeError: the kind is not one word, as its module's name has to be.
    """
    if not kind.isidentifier():
        raise TypeError(f"the kind '{kind}' is the name of a module, too: use one word")
    return Meta(description=f"id of the new {kind}", extra={"introduces": kind})


OrganisationId: TypeAlias = Annotated[str, refers("organisation")]
BodyId: TypeAlias = Annotated[str, refers("body")]
PersonId: TypeAlias = Annotated[str, refers("person")]
PostId: TypeAlias = Annotated[str, refers("post")]
MeetingId: TypeAlias = Annotated[str, refers("meeting")]
ProjectId: TypeAlias = Annotated[str, refers("project")]
ResolutionId: TypeAlias = Annotated[str, refers("resolution")]
ReportId: TypeAlias = Annotated[str, refers("report")]
QuestionId: TypeAlias = Annotated[str, refers("question")]
QuestionOrRemarkId: TypeAlias = Annotated[str, refers("question", "remark")]
CommitmentId: TypeAlias = Annotated[str, refers("commitment")]
DecidedId: TypeAlias = Annotated[str, refers("resolution", "decision")]
MotionId: TypeAlias = Annotated[str, refers("motion")]
VotedId: TypeAlias = Annotated[str, refers("resolution", "decision", "motion")]
AccountabilityId: TypeAlias = Annotated[str, refers("accountability")]
RuleId: TypeAlias = Annotated[str, refers("rule")]
AgreementId: TypeAlias = Annotated[str, refers("agreement")]
DelegationId: TypeAlias = Annotated[str, refers("delegation")]
MemberId: TypeAlias = Annotated[str, refers("person", "post")]
UnitId: TypeAlias = Annotated[str, refers("body", "organisation")]
ActorId: TypeAlias = Annotated[str, refers("person", "post", "body", "organisation")]
AddresseeId: TypeAlias = Annotated[str, refers("body", "organisation", "post", "person")]
DeciderId: TypeAlias = Annotated[str, refers("body", "person", "post", "organisation")]
ACTORS: Final = ("person", "post", "body", "organisation")
AnyId: TypeAlias = Annotated[str, refers()]

NewOrganisation: TypeAlias = Annotated[str, introduces("organisation")]
NewBody: TypeAlias = Annotated[str, introduces("body")]
NewPerson: TypeAlias = Annotated[str, introduces("person")]
NewPost: TypeAlias = Annotated[str, introduces("post")]
NewMeeting: TypeAlias = Annotated[str, introduces("meeting")]
NewProject: TypeAlias = Annotated[str, introduces("project")]
NewMotion: TypeAlias = Annotated[str, introduces("motion")]
NewResolution: TypeAlias = Annotated[str, introduces("resolution")]
NewSuccession: TypeAlias = Annotated[str, introduces("succession")]
NewReport: TypeAlias = Annotated[str, introduces("report")]
NewQuestion: TypeAlias = Annotated[str, introduces("question")]
NewRemark: TypeAlias = Annotated[str, introduces("remark")]
NewPetition: TypeAlias = Annotated[str, introduces("petition")]
NewDeputation: TypeAlias = Annotated[str, introduces("deputation")]
NewCommitment: TypeAlias = Annotated[str, introduces("commitment")]
NewDecision: TypeAlias = Annotated[str, introduces("decision")]
NewAccountability: TypeAlias = Annotated[str, introduces("accountability")]
NewRule: TypeAlias = Annotated[str, introduces("rule")]
NewAgreement: TypeAlias = Annotated[str, introduces("agreement")]
NewDelegation: TypeAlias = Annotated[str, introduces("delegation")]


def kind_of(subject: str) -> str:
    """The kind of a subject: `body` of `body:icb`."""
    return subject.partition(":")[0]


def name_of(subject: str) -> str:
    """The name of a subject within its kind: `icb` of `body:icb`."""
    return subject.partition(":")[2]


def is_name(text: str) -> bool:
    """Whether a text can name a subject: small letters, digits and `. _ ~ -`, parts parted by `/`."""
    return len(text) <= LONGEST_NAME and _NAME.fullmatch(text) is not None


def of_another_kind(written: str, kinds: Sequence[str], allowed: Sequence[str]) -> Refusal:
    """The refusal of something that is there, and of none of the kinds that may stand in its place."""
    return Refusal(f"'{written}' is {one_of_kinds(kinds)}", f"expected {one_of_kinds(allowed)}")


FILLING: Final = frozenset(
    (
        *("a", "an", "the", "that", "this", "it", "its", "of", "on", "in", "at", "to", "for", "from", "by", "with"),
        *("and", "or", "be", "is", "are", "was", "were", "will", "would", "shall", "should", "has", "have", "had"),
        *("do", "does", "did", "cllr", "councillor", "please"),
    )
)
"""Words that do not tell what a text is about, and that two which say the same need not share."""


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
    return tuple(Reference(*found) for found in sorted(set(_mentioned(struct))))


def subjects_of(struct: msgspec.Struct) -> tuple[str, ...]:
    """Every subject that a struct mentions, each once, in alphabetical order."""
    return tuple(sorted({subject for subject, _ in _mentioned(struct)}))


_Mention: TypeAlias = tuple[str, tuple[str, ...]]
_Finder: TypeAlias = Callable[[Any, list[_Mention]], None]
"""Adds the subjects in a value, each with the kinds that the field may mention, to those that were found."""


def _mentioned(struct: msgspec.Struct) -> list[_Mention]:
    found: list[_Mention] = []
    _finder(type(struct))(struct, found)
    return found


@cache
def _finder(struct: type[msgspec.Struct]) -> _Finder:
    """How to find the subjects in structs of one type, put together once from the descriptions of its fields."""
    finders = [(field.name, finder) for field in fields_of(struct) if (finder := _finder_in(field.type)) is not None]

    def find(value: Any, found: list[_Mention]) -> None:
        for name, finder in finders:
            if held := getattr(value, name):
                finder(held, found)

    return find


def _finder_in(holds: FieldType) -> _Finder | None:
    match holds:
        case ReferenceType(kinds=kinds):
            return lambda subject, found: found.append((subject, kinds))
        case IntroductionType(kind=kind):
            return lambda subject, found: found.append((subject, (kind,)))
        case ListType(item=item):
            return None if (inner := _finder_in(item)) is None else partial(_in_each, inner)
        case StructType(struct=struct):
            return _finder(struct) if any(_finder_in(field.type) for field in fields_of(struct)) else None
    return None


def _in_each(inner: _Finder, items: Iterable[Any], found: list[_Mention]) -> None:
    for item in items:
        if item:
            inner(item, found)
