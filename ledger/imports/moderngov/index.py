"""What is needed to understand an answer that refers to others: the site's committees, persons and meetings.

Everything is known by the site's own number, never by its name: committees share titles, persons share names, and a
name that is corrected is corrected in the answers about years ago too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, NamedTuple
from xml.etree.ElementTree import Element

from ledger.entries.entry import Draft
from ledger.imports.former import Former
from ledger.imports.moderngov.folder import SavedAnswer
from ledger.imports.records import Aside, Found, Item, Naming, Record, told
from ledger.refusals import Refusal
from ledger.vocabulary.dates import UNKNOWN, When, day_text
from ledger.vocabulary.event import Event
from ledger.vocabulary.people import PersonAlsoNamed, PersonRegistered, PostCreated
from ledger.vocabulary.provenance import PUBLIC, Source, Standing

RESTRICTED: Final = "restricted in the source"
"""Why what a site shows to its members alone is kept from the public here too."""
_COUNCILLOR: Final = re.compile(r"(?:councillor|cllr\.?|county councillor)\s+", re.IGNORECASE)
_PERSONAL: Final = ("address", "phone", "mobile", "mail", "photo", "fax")
_PAGES: Final = {
    "body": "mgCommitteeDetails.aspx?ID=",
    "person": "mgUserInfo.aspx?UID=",
    "meeting": "ieListDocuments.aspx?MId=",
    "project": "ieIssueDetails.aspx?IId=",
    "decision": "ieDecisionDetails.aspx?ID=",
}


class Committee(NamedTuple):
    """A committee as the site lists it now."""

    title: str
    category: str


class ListedMeeting(NamedTuple):
    """A meeting as the site lists it now: of which committee, when, and in what state; and since when it is listed."""

    committee: str
    on: When | None
    state: str
    first_listed: int


class TakenMeeting(NamedTuple):
    """A meeting that is told: whose it is, when, whether it is shown to have been held, and who is listed with it."""

    answer: SavedAnswer
    number: str
    subject: str
    committee: str
    body: str
    on: When
    is_held: bool
    attendees: tuple[str, ...] = ()
    is_cancelled: bool = False

    @property
    def standing(self) -> Standing:
        """With what standing something is said to have happened at it."""
        return Standing.REPORTED if self.is_held else Standing.EXPECTED


@dataclass
class SiteIndex:
    """The site's committees, persons and meetings, by its own numbers."""

    naming: Naming
    site: str = ""
    former: Former = field(default_factory=Former)
    committees: dict[str, Committee] = field(default_factory=dict)
    expired: dict[str, SavedAnswer] = field(default_factory=dict)
    """Committees that are no more, each with the list that said so first, as if it were its page."""
    by_title: dict[str, list[str]] = field(default_factory=dict)
    meetings: dict[str, ListedMeeting] = field(default_factory=dict)
    gone: set[str] = field(default_factory=set)
    """Meetings that the newest lists do not hold any more."""
    of_two: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Meetings that are listed under two committees."""
    names: dict[str, list[str]] = field(default_factory=dict)
    """The names of persons that were met so far."""
    posts: set[str] = field(default_factory=set)
    told_meetings: dict[str, TakenMeeting] = field(default_factory=dict)
    decision_pages: dict[str, SavedAnswer] = field(default_factory=dict)
    """By the number of the decision, or of the agenda item: `item-` with its number."""
    issues: set[str] = field(default_factory=set)
    issues_of: dict[str, list[str]] = field(default_factory=dict)
    """By decision: the issues in whose history it stands."""

    def subject(self, kind: str, number: str) -> str:
        """The subject that a number of the site stands for."""
        return self.naming.subject(kind, number)

    def address(self, kind: str, number: str) -> str:
        """Where the site shows it; the number alone where the site's address is not known."""
        return f"{self.site}/{_PAGES[kind]}{number}" if self.site else number

    def draft(
        self,
        answer: SavedAnswer,
        event: Event,
        on: When = UNKNOWN,
        *,
        at: str,
        standing: Standing = Standing.REPORTED,
        by: str = "",
        visibility: str = PUBLIC,
        quote: str = "",
        url: str = "",
    ) -> Draft:
        """A draft with an answer as its source, as it stood on the day on which it was fetched.

        `at` is the object of the site that says it, by which a later import knows what it says otherwise.
        """
        return Draft(
            event=event,
            source=Source(
                document=f"Committee system {self.naming.register} (ModernGov)",
                id=f"moderngov-{self.naming.register}".replace("/", "-"),
                at=at,
                date=day_text(answer.day) if answer.day else "",
                dated_by="the day on which it was fetched" if answer.day else "",
                quote=quote,
                url=url,
            ),
            occurred=on,
            standing=standing,
            stated_by=by,
            visibility=visibility,
            place=answer.place,
        )

    def person(self, answer: SavedAnswer, record: Record, number: str, name: str) -> Iterator[Item]:
        """Introduces a person who is new, and gives one who is not the name that is new.

        Raises:
            Refusal: the number is that of somebody who has no name in common.
        """
        known = self.names.setdefault(number, [])
        subject, plain = self.subject("person", number), _COUNCILLOR.sub("", name, count=1).strip()
        if not known:
            also = (plain,) if plain and plain != name else ()
            event = PersonRegistered(
                person=subject, name=name, also=also, identifiers={"moderngov": self.address("person", number)}
            )
            known += [name, *also]
            yield told(self.draft(answer, event, at=f"person {number}"))
        elif name not in known:
            if not any(_words(name) & _words(each) for each in known):
                problem = f"the number {number} is '{name}' here and '{known[0]}' elsewhere"
                raise Refusal(problem, "ask the council which is so: a number may have been used again", record.place)
            known.append(name)
            yield told(self.draft(answer, PersonAlsoNamed(person=subject, name=name), at=f"person {number}"))

    def decider(self, answer: SavedAnswer, record: Record, name: str) -> Iterator[Item | str]:
        """The body of a title, or else the post of it, which is introduced where it is new; its id comes last.

        Raises:
            Refusal: several committees have the title, or no list says which committees there are.
        """
        if not self.committees:
            raise Refusal(f"whether '{name}' is a committee, no list tells", "fetch the lists too", record.place)
        numbers = self.by_title.get(folded(name), [])
        if len(numbers) > 1:
            problem = f"'{name}' is the title of {len(numbers)} committees ({', '.join(numbers)})"
            raise Refusal(problem, "record it by hand", record.place)
        if numbers:
            yield self.subject("body", numbers[0])
            return
        post = f"post:{self.naming.register}/{self.naming.by_name(name)}"
        if post not in self.posts:
            self.posts.add(post)
            yield Found("deciders that are no committee of the site: posts by their titles")
            yield told(self.draft(answer, PostCreated(post=post, title=name), at=f"decider {name}"[:200]))
        yield post

    def is_scrutiny(self, committee: str) -> bool:
        """Whether a committee says by its category or its title that it scrutinises."""
        found = self.committees.get(committee)
        return found is not None and "scrutiny" in f"{found.category} {found.title}".casefold()

    def is_executive(self, committee: str) -> bool:
        """Whether a committee says by its category or its title that it is the executive."""
        found = self.committees.get(committee)
        return found is not None and bool({"cabinet", "executive"} & {folded(found.category), folded(found.title)})


def folded(text: str) -> str:
    """A title as it is compared: without the difference of capitals and spaces."""
    return " ".join(text.casefold().split())


def personal(element: Element) -> Iterator[Item]:
    """What an answer holds of somebody's address, telephone and mail is counted, and never kept."""
    for each in element:
        if any(part in each.tag for part in _PERSONAL) and "".join(each.itertext()).strip():
            yield Aside("addresses, telephones, mail and photos: personal, never kept")


def _words(name: str) -> set[str]:
    return {word for word in re.findall(r"\w+", name.casefold()) if len(word) > 1} - {"cllr", "councillor", "the"}
