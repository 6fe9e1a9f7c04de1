"""Votes on motions, resolutions, their limbs and decisions: manner, counts, ballots, majority needed, casting vote."""

import re
from collections import Counter
from collections.abc import Iterable
from enum import StrEnum
from fractions import Fraction
from types import MappingProxyType
from typing import Annotated, Any, Final, Self

from msgspec import Meta, Struct, field
from msgspec.structs import replace

from ledger.vocabulary.event import Event, recorded_as
from ledger.vocabulary.fields import TERM, Term
from ledger.vocabulary.subjects import MemberId, VotedId

Count = Annotated[int, Meta(ge=0, le=100_000)]


class Choice(StrEnum):
    """How somebody voted."""

    FOR = "for"
    AGAINST = "against"
    ABSTAINED = "abstained"
    ABSENT = "absent"


class Manner(StrEnum):
    """How it was voted."""

    UNANIMOUS = "unanimous"
    NEM_CON = "nem. con."
    SHOW_OF_HANDS = "show of hands"
    BALLOT = "ballot"
    ASSENT = "assent"
    RECORDED = "recorded vote"


MANNERS: Final = MappingProxyType(
    {
        **dict.fromkeys(("unanimously", "by all"), Manner.UNANIMOUS.value),
        **dict.fromkeys(("nem con", "nem. con", "nem.con.", "nem con.", "nemine contradicente"), Manner.NEM_CON.value),
        **dict.fromkeys(("without dissent", "with none against", "no one dissenting"), Manner.NEM_CON.value),
        **dict.fromkeys(("on a show of hands", "by show of hands", "by a show of hands", "hands"), "show of hands"),
        **dict.fromkeys(("by ballot", "secret ballot", "by secret ballot", "paper ballot"), Manner.BALLOT.value),
        **dict.fromkeys(
            ("by assent", "general assent", "by general assent", "by general consent", "by consensus"),
            Manner.ASSENT.value,
        ),
        **dict.fromkeys(("consensus", "agreed without a vote", "without a vote"), Manner.ASSENT.value),
        **dict.fromkeys(("recorded", "named vote", "roll call", "by name", "division"), Manner.RECORDED.value),
    }
)
"""The words of minutes, in small letters, and the manner of voting that they come to."""


_RESULTS: Final = MappingProxyType(
    dict.fromkeys(("carried by a majority", "by a majority", "carried", "agreed", "passed"), True)
    | dict.fromkeys(("lost", "defeated", "not carried"), False)
)


def manner_in(words: str) -> tuple[Manner | None, bool | None]:
    """The manner and the result in the words of minutes: 'carried unanimously', 'lost on a show of hands'."""
    plain = " ".join(words.lower().replace(",", " ").split()).removesuffix(".") or ""
    manners = {manner.value: manner.value for manner in Manner} | {"nem. con": Manner.NEM_CON.value, **MANNERS}
    if plain in manners:
        return Manner(manners[plain]), None
    for word, carried in _RESULTS.items():
        rest = plain.removeprefix(word).strip() if plain.startswith(word) else plain.removesuffix(word).strip()
        if rest != plain and (not rest or rest in manners):
            return Manner(manners[rest]) if rest else None, carried
    return None, None


class Majority(StrEnum):
    """Shares of votes that have a name in law; any other fraction is one as well. Simple: more for it than against."""

    SIMPLE = "simple"
    HALF = "1/2"
    THREE_FIFTHS = "3/5"
    TWO_THIRDS = "2/3"
    THREE_QUARTERS = "3/4"
    FOUR_FIFTHS = "4/5"
    NINE_TENTHS = "9/10"
    ALL = "1/1"


Share = Annotated[
    str,
    Meta(
        pattern=r"^(simple|[1-9]\d{0,5}/[1-9]\d{0,5})$",
        description="simple, or a fraction: 2/3, 7/12; 1/2 is more than half",
    ),
    TERM,
]


class MajorityOf(StrEnum):
    """Of whom a majority is needed."""

    VOTING = "voting"
    PRESENT = "present"
    MEMBERS = "members"


_WHOSE: Final = MappingProxyType(
    {"voting": MajorityOf.VOTING, "votes": MajorityOf.VOTING, "present": MajorityOf.PRESENT}
    | dict.fromkeys(("members", "membership"), MajorityOf.MEMBERS)
)
_SHARES: Final = MappingProxyType(
    {"simple": Majority.SIMPLE, "majority": Majority.SIMPLE, "all": Majority.ALL}
    | dict.fromkeys(("half", "absolute", "more than half", "more than 1/2"), Majority.HALF)
)
UP_TO_TWELVE: Final = (
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
)
"""The numbers from one to twelve, as minutes write them in words."""
_PARTS: Final = MappingProxyType(
    {"half": 2, "halve": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8}
    | {"ninth": 9, "tenth": 10, "eleventh": 11, "twelfth": 12}
)
_FRACTION: Final = re.compile(r"^(?P<part>\d{1,6}) ?/ ?(?P<whole>\d{1,6})$")
_PER_CENT: Final = re.compile(
    r"^(?P<full>\d{1,3})(?P<tenths>\.\d{1,3})?(?: (?P<part>\d)/(?P<whole>\d))? ?(%|per ?cent)$"
)


def _share_in(words: str) -> str | None:
    """A share in figures or in words, in its lowest terms; None where it is none, or more than all."""
    if words in _SHARES:
        return _SHARES[words]
    found: Fraction | None = None
    if (told := _FRACTION.match(words)) and int(told["whole"]):
        found = Fraction(int(told["part"]), int(told["whole"]))
    elif told := _PER_CENT.match(words):
        found = Fraction(f"{told['full']}{told['tenths'] or ''}") / 100
        if told["part"] and int(told["whole"]):
            found += Fraction(int(told["part"]), int(told["whole"])) / 100
    elif len(told_in_words := words.split()) == 2:
        part, whole = told_in_words
        if part in UP_TO_TWELVE and (whole := whole.removesuffix("s")) in _PARTS:
            found = Fraction(UP_TO_TWELVE.index(part) + 1, _PARTS[whole])
    return f"{found.numerator}/{found.denominator}" if found is not None and 0 < found <= 1 else None


def majority_in(words: str) -> tuple[str | None, MajorityOf | None]:
    """A majority in words, 'two thirds of those present', as the share and of whom; no share where nobody can tell."""
    plain = re.sub(r"[-\s]+", " ", words.lower()).strip().removeprefix("a ").removesuffix(" majority")
    share, _, whose = plain.partition(" of ")
    share = share.removeprefix("at least ").removesuffix(" majority")
    found = _share_in(share)
    of = whose_in(whose)
    if found is None or (whose and of is None):
        return None, None
    if share == "absolute" and of is None:
        of = MajorityOf.MEMBERS
    return Majority.HALF if found == Majority.SIMPLE and of not in (None, MajorityOf.VOTING) else found, of


def whose_in(words: str) -> MajorityOf | None:
    """Of whom a majority is needed, in words: 'those present', 'all members'; None where they tell nobody."""
    return next((of for word, of in _WHOSE.items() if word in words.lower().split()), None)


class Ballot(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """How one person voted, where the vote was recorded by name (SI 1993/202 Sch 2)."""

    member: MemberId
    choice: Choice


class CastingVote(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """The vote of who presided, cast when the others are equal (LGA 1972 Sch 12 para 39)."""

    choice: Choice
    member: Annotated[MemberId | None, Meta(description="Who cast it, where the source names somebody")] = None
    as_given: Annotated[str, Meta(description="By whom in the words of the minutes: the Mayor")] = ""


class Nominee(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """Somebody who stood in an election, and the votes for them."""

    person: Annotated[MemberId | None, Meta(description="Who stood")] = None
    as_given: Annotated[str, Meta(description="What the minutes call them, where nobody is registered")] = ""
    votes: Annotated[Count | None, Meta(description="Votes for them; absent: not counted")] = None


COUNTS: Final = tuple(str(choice.value) for choice in Choice)
"""The counts of a vote by the names that they are stored under."""


def _by_ballots(ballots: Iterable[Choice], some_named: bool) -> dict[str, int]:
    """The counts that follow from ballots; those of some who voted tell none, and who is absent need not be listed."""
    of = Counter(ballots)
    if some_named or not of:
        return {}
    return {choice.value: of[choice] for choice in Choice if choice is not Choice.ABSENT or of[choice]}


def _with_unknown_counts(payload: dict[str, Any]) -> dict[str, Any]:
    """From version 1, which left out a count of 0 as it left out one that nobody gave; ballots tell the two apart."""
    ballots = [Choice(ballot["choice"]) for ballot in payload.get("ballots", ())]
    return {**_by_ballots(ballots, payload.get("some_named", False)), **payload}


@recorded_as(
    "vote.recorded",
    stream="resolution",
    said_as="vote",
    head="resolution",
    identity=("resolution", "limbs", "round"),
    v=2,
    upcasters={1: _with_unknown_counts},
)
class VoteRecorded(Event, frozen=True):
    """How a vote on a motion, a resolution, some of its limbs, or several of these went.

    A count that nobody gave is unknown. What the counts come to stands beside what was declared.
    """

    resolution: VotedId
    also: Annotated[tuple[VotedId, ...], Meta(description="What else was decided by the same vote")] = ()
    limbs: Annotated[tuple[Term, ...], Meta(description="The limbs that were voted on apart; absent: the whole")] = ()
    round: Annotated[
        Annotated[int, Meta(ge=1, le=1000)] | None, Meta(description="Which of several ballots, as in an election")
    ] = None
    manner: Annotated[Manner | None, Meta(description="How it was voted")] = None
    for_: Annotated[Count | None, Meta(description="Votes for it; absent: not counted")] = field(
        name="for", default=None
    )
    against: Annotated[Count | None, Meta(description="Votes against it; absent: not counted")] = None
    abstained: Annotated[Count | None, Meta(description="Abstentions; absent: not counted")] = None
    absent: Annotated[Count | None, Meta(description="Members who were not there; absent: not counted")] = None
    present: Annotated[Count | None, Meta(description="Members present, where the source counts them")] = None
    quorum: Annotated[Count | None, Meta(description="Members needed, where the source says")] = None
    ballots: Annotated[tuple[Ballot, ...], Meta(description="A recorded vote: who voted how")] = ()
    some_named: Annotated[
        bool, Meta(description="The ballots are only of some who voted: of those who asked for it (SI 1993/202 Sch 2)")
    ] = False
    casting: Annotated[CastingVote | None, Meta(description="The casting vote, on top of the counts")] = None
    majority_needed: Annotated[
        Share | None, Meta(description="The majority needed: simple, or a share, of which 1/2 is more than half")
    ] = None
    majority_of: Annotated[MajorityOf | None, Meta(description="Of whom it is needed; absent: of those voting")] = None
    majority_by: Annotated[str, Meta(description="The law or standing order that asks for it")] = ""
    members: Annotated[Count | None, Meta(description="How many members there are in all, where the source says")] = (
        None
    )
    candidates: Annotated[tuple[Nominee, ...], Meta(description="In an election, who stood")] = ()
    carried: Annotated[bool | None, Meta(description="Whether it was carried, as declared")] = None

    @property
    def counted(self) -> bool:
        """Whether the source gives a count of those who voted, or ballots or a manner from which it follows."""
        return not (self.for_ is self.against is self.abstained is None)

    @property
    def cast(self) -> int:
        """How many voted or abstained, as far as they are counted."""
        return (self.for_ or 0) + (self.against or 0) + (self.abstained or 0)

    def count(self, choice: Choice) -> int | None:
        """How many chose so; None where nobody counted them."""
        found: int | None = getattr(self, "for_" if choice is Choice.FOR else choice.value)
        return found

    def spelt_out(self) -> Self:
        """The same with the counts that follow from a recorded vote of everybody, or from the manner."""
        found = _by_ballots((ballot.choice for ballot in self.ballots), self.some_named) or self._by_manner()
        left_out = {name: count for name, count in found.items() if self.count(Choice(name)) is None}
        return replace(self, **{"for_" if name == "for" else name: count for name, count in left_out.items()})

    def _by_manner(self) -> dict[str, int]:
        """Unanimous: all were of one mind, and nobody abstained; nem. con.: nobody spoke against it."""
        if self.manner is Manner.UNANIMOUS:
            return {"for" if self.carried is False else "against": 0, "abstained": 0}
        return {"against": 0} if self.manner is Manner.NEM_CON else {}

    @property
    def needed_of(self) -> int | None:
        """How many those are of whom a share is needed; None where that is not counted."""
        match self.majority_of:
            case MajorityOf.PRESENT:
                return self.present
            case MajorityOf.MEMBERS:
                if self.members is not None or self.present is None or self.absent is None:
                    return self.members
                return self.present + self.absent
        return None if self.for_ is None or self.against is None else self.for_ + self.against

    @property
    def comes_to(self) -> bool | None:
        """Whether the counts, the casting vote and the majority needed make it carried; None where they do not tell."""
        if self.majority_needed not in (None, Majority.SIMPLE):
            part, whole = map(int, self.majority_needed.split("/"))
            if self.for_ is None or self.needed_of is None:
                return None
            reached, needed = self.for_ * whole, part * self.needed_of
            return reached > needed if self.majority_needed == Majority.HALF else reached >= needed
        if self.for_ is not None and self.against is not None and self.for_ != self.against:
            return self.for_ > self.against
        if self.casting is not None and self.for_ == self.against:
            return self.casting.choice is Choice.FOR
        return True if self.manner in (Manner.UNANIMOUS, Manner.NEM_CON) and self.carried is not False else None

    def statement(self, *, in_full: bool = False) -> dict[str, Any]:
        """What a clerk said; unless in full, as version 1 had it, which did not tell a count of 0 from none."""
        said = super().statement()
        return said if in_full else {name: value for name, value in said.items() if value != 0 or name not in COUNTS}
