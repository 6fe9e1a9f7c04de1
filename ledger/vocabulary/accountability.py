"""Who answers to whom, and under what: accountability, rules, agreements, delegations."""

from enum import StrEnum
from typing import Annotated

from msgspec import Meta, Struct

from ledger.vocabulary.dates import DateText
from ledger.vocabulary.event import Event, recorded_as
from ledger.vocabulary.fields import TERM, Term
from ledger.vocabulary.organisations import Name
from ledger.vocabulary.projects import Role
from ledger.vocabulary.subjects import (
    AccountabilityId,
    ActorId,
    AgreementId,
    DeciderId,
    DelegationId,
    NewAccountability,
    NewAgreement,
    NewDelegation,
    NewRule,
    OrganisationId,
    ProjectId,
    RuleId,
)


class AccountabilityKind(StrEnum):
    """In what way one answers to another; never the parent of an organisation chart."""

    ANSWERABLE_TO = "answerable to"
    REPORTS_TO = "reports to"
    SCRUTINISED_BY = "scrutinised by"
    OVERSEEN_BY = "overseen by"
    APPOINTED_BY = "appointed by"
    FUNDED_BY = "funded by"


class Sense(StrEnum):
    """Which way round a requirement is meant."""

    SOME_BEFORE = "some A before B"
    NONE_AFTER = "no A after B"


class Step(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """A kind of step that a rule speaks of: by whom, in what role, on what evidence; what is absent does not matter."""

    by: Annotated[tuple[DeciderId, ...], Meta(description="Any of these")] = ()
    of: Annotated[tuple[OrganisationId, ...], Meta(description="A body of one of these organisations")] = ()
    kind_of_body: Annotated[str, Meta(description="A body of this kind")] = ""
    roles: Annotated[tuple[Role, ...], Meta(description="In any of these roles")] = ()
    report: Annotated[str, Meta(description="With a report of this kind: a Gateway report")] = ""


class Requirement(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """A step A that must, or must not, stand in an order to a step B; without B, A must be shown at all."""

    a: Step
    b: Step
    sense: Sense = Sense.SOME_BEFORE
    text: str = ""


Requirements = Annotated[tuple[Requirement, ...], TERM]


class AgreementKind(StrEnum):
    """Under what an agreement is made (NHS Act 2006 ss75, 256)."""

    SECTION_75 = "s75"
    SECTION_256 = "s256"
    MEMORANDUM = "memorandum"
    OTHER = "other"


class Budget(StrEnum):
    """How the parties hold their money."""

    ALIGNED = "aligned"
    POOLED = "pooled"
    SEPARATE = "separate"
    UNKNOWN = "unknown"


@recorded_as(
    "accountability.declared",
    stream="accountability",
    said_as="accountable",
    head="who",
    identity=("who", "to", "kind"),
    ended_by="accountability.ended",
    assigned=("accountability",),
)
class AccountabilityDeclared(Event, frozen=True):
    """One answers to another in some way from this day on, in respect of something."""

    who: ActorId
    kind: AccountabilityKind
    to: ActorId
    in_respect_of: str = ""
    accountability: NewAccountability = ""


@recorded_as(
    "accountability.ended",
    stream="accountability",
    said_as="accountability ended",
    head="accountability",
    identity=("accountability",),
)
class AccountabilityEnded(Event, frozen=True):
    """One no longer answers to another in that way; the date is the last day."""

    accountability: AccountabilityId
    reason: str = ""


@recorded_as(
    "rule.adopted",
    stream="rule",
    said_as="rule",
    head="text",
    identity=("rule",),
    ended_by="rule.repealed",
    assigned=("rule",),
)
class RuleAdopted(Event, frozen=True):
    """A rule that routes must satisfy is in force from this day on."""

    text: Annotated[str, Meta(min_length=1)]
    requires: Requirements = ()
    by: ActorId | None = None
    projects: Annotated[tuple[ProjectId, ...], Meta(description="Only to these; absent: to all")] = ()
    kinds_of_project: Annotated[tuple[Term, ...], Meta(description="Only to projects of these kinds")] = ()
    saving: Annotated[str, Meta(description="What it leaves as it was")] = ""
    saves_begun_before: Annotated[
        DateText, Meta(description="Routes that took a step before this day stay outside the rule")
    ] = ""
    rule: NewRule = ""


@recorded_as("rule.amended", stream="rule", said_as="rule amended", head="rule", identity=("rule",))
class RuleAmended(Event, frozen=True):
    """A rule reads differently from this day on."""

    rule: RuleId
    text: str = ""
    requires: Requirements = ()
    by: ActorId | None = None
    saving: str = ""


@recorded_as("rule.repealed", stream="rule", said_as="rule repealed", head="rule", identity=("rule",))
class RuleRepealed(Event, frozen=True):
    """A rule is out of force; the date is its last day. A saving keeps it for routes already under way."""

    rule: RuleId
    by: ActorId | None = None
    saving: str = ""
    saves_begun_before: Annotated[
        DateText, Meta(description="Routes that took a step before this day stay under the rule")
    ] = ""


@recorded_as(
    "agreement.entered",
    stream="agreement",
    said_as="agreement",
    head="title",
    identity=("agreement",),
    ended_by="agreement.ended",
    assigned=("agreement",),
)
class AgreementEntered(Event, frozen=True):
    """Organisations agreed on terms, from this day on."""

    title: Name
    parties: tuple[OrganisationId, ...] = ()
    kind: AgreementKind = AgreementKind.OTHER
    host: OrganisationId | None = None
    lead: OrganisationId | None = None
    budget: Budget = Budget.UNKNOWN
    covers: Annotated[tuple[str, ...], Meta(description="The heads that it covers")] = ()
    functions: Annotated[tuple[str, ...], Meta(description="The functions or services concerned")] = ()
    review: str = ""
    projects: tuple[ProjectId, ...] = ()
    agreement: NewAgreement = ""


@recorded_as(
    "agreement.varied", stream="agreement", said_as="agreement varied", head="agreement", identity=("agreement",)
)
class AgreementVaried(Event, frozen=True):
    """An agreement reads differently from this day on; what is absent stays as it was."""

    agreement: AgreementId
    what: Annotated[str, Meta(min_length=1)]
    parties: Annotated[
        tuple[OrganisationId, ...], Meta(description="All that are parties from this day on; absent: as before")
    ] = ()
    host: OrganisationId | None = None
    lead: OrganisationId | None = None
    budget: Budget | None = None


@recorded_as(
    "agreement.ended", stream="agreement", said_as="agreement ended", head="agreement", identity=("agreement",)
)
class AgreementEnded(Event, frozen=True):
    """An agreement ended; the date is its last day."""

    agreement: AgreementId
    reason: str = ""


@recorded_as(
    "delegation.granted",
    stream="delegation",
    said_as="delegated",
    head="function",
    identity=("by", "to", "function"),
    ended_by="delegation.revoked",
    assigned=("delegation",),
)
class DelegationGranted(Event, frozen=True):
    """A function may be exercised by another; who grants it stays accountable unless the law says otherwise."""

    function: Annotated[str, Meta(min_length=1)]
    by: DeciderId
    to: DeciderId
    under: Annotated[DelegationId | None, Meta(description="The delegation by which the grantor holds it")] = None
    agreement: AgreementId | None = None
    instrument: Annotated[str, Meta(description="s101, s75, a scheme of delegation, ...")] = ""
    conditions: str = ""
    accountability_retained: bool = True
    delegation: NewDelegation = ""


@recorded_as(
    "delegation.revoked", stream="delegation", said_as="delegation revoked", head="delegation", identity=("delegation",)
)
class DelegationRevoked(Event, frozen=True):
    """A delegation was taken back; the date is its last day."""

    delegation: DelegationId
    by: ActorId | None = None
    reason: str = ""
