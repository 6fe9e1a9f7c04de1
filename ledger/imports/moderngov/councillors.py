"""Councillors: their terms, each a membership of the council, and their parties and wards, which tell no dates.

What tells no date is compared between the days on which the site was asked: a party that was not there a week ago was
joined on some day since. A term that tells no end, of somebody who is not listed any more, ended on such a day too.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple
from xml.etree.ElementTree import Element

from ledger.imports.moderngov.answers import plain_text, read_answer, record, records
from ledger.imports.moderngov.british_dates import between, day_in, until
from ledger.imports.moderngov.folder import Folder, SavedAnswer
from ledger.imports.moderngov.index import SiteIndex, personal
from ledger.imports.records import Aside, Found, Item, Record, Unfit, told
from ledger.refusals import Refusal
from ledger.vocabulary.dates import UNKNOWN, day_text
from ledger.vocabulary.membership import MembershipEnded, MembershipStarted
from ledger.vocabulary.organisations import BodyEstablished
from ledger.vocabulary.people import PersonAffiliated, PersonAffiliationEnded

COUNCIL: Final = "councillors"
"""The body of all councillors; the meeting of the council is a committee of the site, with a number."""


class _Affiliation(NamedTuple):
    """With which party and for which ward somebody is listed, and since which of the days."""

    party: str
    ward: str
    first: int


class _Councillors:
    """What the answers so far have said."""

    def __init__(self, index: SiteIndex) -> None:
        self.index = index
        self.body = index.subject("body", COUNCIL)
        self.last_day = 0
        self.affiliations: dict[str, _Affiliation] = {}
        self.open_terms: dict[str, dict[str, SavedAnswer]] = {}
        """By person, then by term: where it was told."""
        self.seen: dict[str, int] = {}
        """By person, the last day on which they were listed."""
        self.terms: set[str] = set()
        self.ended: set[str] = set()

    def take(self, answer: SavedAnswer) -> Iterator[Item]:
        """Take in the list of a day."""
        found = read_answer(answer, "councillorsbyward", "wards")
        if found.is_recoded:
            yield Found("answers in another encoding than they say: read as they are")
        today: set[str] = set()
        is_doubtful = False
        for ward in found.root.iter("ward"):
            title = plain_text(ward.findtext("wardtitle") or "")
            for told_of, element in records(f"{answer.place} {title}", ward, "councillor"):
                try:
                    today.add(told_of.text("councillorid"))
                    yield from self._councillor(answer, told_of, element, title)
                except Refusal as refusal:
                    is_doubtful = True
                    yield Unfit(refusal.at(told_of.place))
        if is_doubtful:
            yield Found("lists of councillors with one who was refused: who is missing is not taken as gone")
        else:
            yield from self._gone(answer, today)
        self.last_day = answer.day

    def _councillor(self, answer: SavedAnswer, told_of: Record, element: Element, ward: str) -> Iterator[Item]:
        number, name = told_of.text("councillorid"), told_of.text("fullusername")
        yield from personal(element)
        yield from self.index.person(answer, told_of, number, name)
        yield from self._affiliated(answer, number, told_of.optional("politicalpartytitle"), ward)
        if told_of.optional("keyposts"):
            yield Aside("key posts of councillors, in words")
        terms = element.find("termsofoffice")
        for each in terms.iter("termofoffice") if terms is not None else ():
            try:
                yield from self._term(answer, record(f"{told_of.place} term", each), number)
            except Refusal as refusal:
                yield Unfit(refusal.at(told_of.place))
        self.seen[number] = answer.day

    def _affiliated(self, answer: SavedAnswer, number: str, party: str, ward: str) -> Iterator[Item]:
        before = self.affiliations.get(number)
        if before is not None and (before.party, before.ward) == (party, ward):
            return
        if before is not None:
            yield from self._affiliation_ends(answer, number, before)
        if not party and not ward:
            return
        now = _Affiliation(party, ward, answer.day)
        self.affiliations[number] = now
        event = PersonAffiliated(
            person=self.index.subject("person", number), party=party, ward=ward, affiliation=_spell(now)
        )
        yield told(self.index.draft(answer, event, between(self.last_day, answer.day), at=f"councillor {number}"))

    def _affiliation_ends(self, answer: SavedAnswer, number: str, before: _Affiliation) -> Iterator[Item]:
        del self.affiliations[number]
        event = PersonAffiliationEnded(
            person=self.index.subject("person", number),
            party=before.party,
            ward=before.ward,
            affiliation=_spell(before),
        )
        yield told(self.index.draft(answer, event, until(self.seen[number], answer.day), at=f"councillor {number}"))

    def _term(self, answer: SavedAnswer, term: Record, number: str) -> Iterator[Item]:
        start, end = day_in(term, "startdate"), day_in(term, "enddate")
        spell = f"{number}/{start.text if start else 'unspecified'}"
        person = self.index.subject("person", number)
        if spell not in self.terms:
            self.terms.add(spell)
            event = MembershipStarted(body=self.body, member=person, role="councillor", membership=spell)
            yield told(self.index.draft(answer, event, start or UNKNOWN, at=f"councillor {number}"))
        if end is None:
            self.open_terms.setdefault(number, {})[spell] = answer
        elif spell not in self.ended:
            self.ended.add(spell)
            self.open_terms.get(number, {}).pop(spell, None)
            ended = MembershipEnded(body=self.body, member=person, membership=spell)
            yield told(self.index.draft(answer, ended, end, at=f"councillor {number}"))

    def _gone(self, answer: SavedAnswer, today: set[str]) -> Iterator[Item]:
        """Those who are not listed any more: their terms that told no end, and their parties and wards, are over."""
        for number in [each for each, last in self.seen.items() if each not in today and last == self.last_day]:
            for spell in self.open_terms.pop(number, {}):
                self.ended.add(spell)
                event = MembershipEnded(body=self.body, member=self.index.subject("person", number), membership=spell)
                yield Found("councillors who are not listed any more: their terms ended since they last were")
                yield told(
                    self.index.draft(answer, event, until(self.seen[number], answer.day), at=f"councillor {number}")
                )
            if (before := self.affiliations.get(number)) is not None:
                yield from self._affiliation_ends(answer, number, before)


def councillors(folder: Folder, index: SiteIndex) -> Iterator[Item]:
    """The council's members from all the days on which the site was asked."""
    reading, is_new = _Councillors(index), True
    for answer in folder.take("GetCouncillorsByWard"):
        if is_new:
            event = BodyEstablished(body=reading.body, name="Councillors", kind="council")
            yield told(index.draft(answer, event, between(0, answer.day), at="councillors"))
            is_new = False
        try:
            yield from reading.take(answer)
        except Refusal as refusal:
            yield Unfit(refusal)


def _spell(now: _Affiliation) -> str:
    return day_text(now.first) if now.first else "undated"
