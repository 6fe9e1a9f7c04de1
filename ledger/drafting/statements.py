"""What a draft states: one class for each kind of statement, each with the words that it rests on."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Support:
    """Why a statement was drafted: the sentence as it stands in the document, where, and by which rule."""

    quote: str
    place: str
    start: int
    end: int
    rule: str
    unsure: tuple[str, ...] = ()


@dataclass(frozen=True)
class Attendee:
    """A person in one of the lists of a meeting; `unnamed` where only a post is given ('the Clerk')."""

    name: str
    list: str
    basis: Support
    capacity: str | None = None
    organisation: str | None = None
    initials: str | None = None
    substitute_for: str | None = None
    unnamed: bool = False
    presiding: bool = False


@dataclass(frozen=True)
class Interest:
    """An interest that somebody declared, one for each item that it concerns."""

    person: str
    basis: Support
    item: str | None = None
    about: str | None = None
    kind: str | None = None
    nature: str | None = None
    action: str | None = None


@dataclass(frozen=True)
class Item:
    """An item of the agenda."""

    number: str | None
    title: str
    basis: Support
    exempt: bool = False


@dataclass
class Vote:
    """How a vote went: a number that is not printed is None, never 0."""

    basis: Support
    votes_for: int | None = None
    against: int | None = None
    abstained: int | None = None
    unanimous: bool = False
    nem_con: bool = False
    unopposed: bool = False
    majority: bool = False
    casting: str | None = None
    carried: bool | None = None
    ballots: dict[str, list[str]] = field(default_factory=dict)
    candidates: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class DraftedLimb:
    """One part of a decision, in exact words: the printed verb and the ledger's."""

    text: str
    verb: str
    printed_verb: str
    basis: Support
    number: str | None = None


@dataclass
class Resolution:
    """A decision or a motion of a body; `carried` is None where the minutes do not say.

    `text` are its words as a whole, where they are more than those of its limbs; `support` are the other sentences that it was put together from: who moved it, how the vote went.
    """

    form: str
    limbs: list[DraftedLimb]
    basis: Support
    item: str | None = None
    mover: str | None = None
    seconder: str | None = None
    vote: Vote | None = None
    carried: bool | None = None
    amends: bool = False
    reasons: str | None = None
    alternatives: str | None = None
    by: str | None = None
    text: str | None = None
    support: list[Support] = field(default_factory=list)


@dataclass(frozen=True)
class Commitment:
    """Something that somebody is to do; `who` is None where the minutes do not say, `others` are to do it as well."""

    what: str
    basis: Support
    who: str | None = None
    due: str | None = None
    item: str | None = None
    others: tuple[str, ...] = ()


@dataclass(frozen=True)
class Question:
    """A question and, where one stands with it, its answer."""

    text: str
    basis: Support
    by: str | None = None
    answer: str | None = None
    answered_by: str | None = None
    completeness: str | None = None
    item: str | None = None


@dataclass(frozen=True)
class Remark:
    """What somebody said: kind is concern, comment, request or recommendation."""

    kind: str
    text: str
    basis: Support
    by: str | None = None
    item: str | None = None


@dataclass(frozen=True)
class Office:
    """Somebody elected or appointed to an office, co-opted, or resigning from one."""

    office: str
    holder: str
    basis: Support
    event: str = "elected"
    mover: str | None = None
    seconder: str | None = None


@dataclass(frozen=True)
class EarlierMinutes:
    """Minutes of an earlier meeting confirmed; `of` is None where its day is not printed."""

    basis: Support
    of: str | None = None


@dataclass(frozen=True)
class Referral:
    """A matter sent to another body, or put off to a later meeting."""

    what: str
    to: str | None
    basis: Support
    deferred: bool = False


@dataclass
class Meeting:
    """One meeting of a document, with everything that was drafted for it."""

    body: str | None = None
    date: str | None = None
    time: str | None = None
    place: str | None = None
    title: str | None = None
    basis: Support | None = None
    public: int | None = None
    attendance: list[Attendee] = field(default_factory=list)
    interests: list[Interest] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    resolutions: list[Resolution] = field(default_factory=list)
    commitments: list[Commitment] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    offices: list[Office] = field(default_factory=list)
    minutes_confirmed: list[EarlierMinutes] = field(default_factory=list)
    referrals: list[Referral] = field(default_factory=list)
    unsure: list[str] = field(default_factory=list)

    @property
    def presiding(self) -> Attendee | None:
        """Who presided, where exactly one person is said to have."""
        found = [attendee for attendee in self.attendance if attendee.presiding]
        return found[0] if len(found) == 1 else None
