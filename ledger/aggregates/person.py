"""Persons: registered once, with their names, what they are affiliated with, and dispensations granted to them.

Whether the interest that a dispensation is about was ever declared is for the read side to show.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Final

import msgspec

from ledger.aggregates.aggregate import Kind, Lane, Situation
from ledger.aggregates.rules.joins import refuse_impossible_join
from ledger.aggregates.rules.lifecycle import Existence, refuse_if_taken
from ledger.aggregates.rules.terms import Spells, begun, ended, impossible, one_to_begin, one_to_end
from ledger.entries.entry import Draft, Entry
from ledger.refusals import Untrue
from ledger.vocabulary.event import Event
from ledger.vocabulary.interests import DispensationGranted
from ledger.vocabulary.people import (
    PersonAffiliated,
    PersonAffiliationEnded,
    PersonAlsoNamed,
    PersonRegistered,
    PersonRenamed,
)
from ledger.vocabulary.subjects import name_of, slug

_NOBODY: Final = re.compile(
    r"(?:casual )?vacan(?:t|cy)(?: (?:seat|post|position))?|unfilled|t\.?b\.?[acd]\.?|n/a|nobody|no one|"
    r"to be (?:confirmed|appointed|announced|advised|decided)",
    re.IGNORECASE,
)
_WHAT_BECAME: Final = re.compile(
    r"\s*(?:[-\u2010-\u2015,:]\s*|\()(?P<what>(?:has )?(?:resigned|retired|deceased|died|disqualified|vacant|"
    r"stood down|suspended))\b[^)]*\)?$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Person:
    """A person as decisions need them."""

    being: Existence = Existence()
    names: tuple[str, ...] = ()
    affiliations: Spells = field(default_factory=Spells)


def decide(person: Person, draft: Draft, now: Situation) -> Event:
    """Refuse a second registration under one id, a name that is known already, and a dispensation by oneself."""
    refuse_impossible_join(draft.event)
    who = name_of(draft.subject)
    match draft.event:
        case PersonRegistered(name=name, unnamed=unnamed):
            refuse_if_taken(person.being, draft.subject)
            if not unnamed:
                _refuse_no_name(name)
        case PersonAlsoNamed(name=name) if name in person.names:
            raise Untrue(f"'{who}' is known as '{name}' already", "leave the statement out")
        case PersonAffiliated() as event:
            what = f"'{who}' is affiliated with {_whom(event)}"
            spell = one_to_begin(person.affiliations, event.affiliation, _holder(event), draft, what)
            return msgspec.structs.replace(event, affiliation=spell)
        case PersonAffiliationEnded() as event:
            what = f"the affiliation of '{who}' with {_whom(event)}"
            spell = one_to_end(person.affiliations, event.affiliation, _holder(event), draft, what)
            return msgspec.structs.replace(event, affiliation=spell)
        case DispensationGranted(person=granted, by=by) if granted == by:
            raise Untrue(f"'{who}' cannot grant a dispensation to themselves", "name who granted it, or nobody")
        case DispensationGranted(person=granted, about=about) if granted in about:
            raise Untrue(f"'{who}' cannot be what their own interest is in", "name what the interest is in")
    return draft.event


def evolve(person: Person, entry: Entry) -> Person:
    """The person after one more entry."""
    match entry.event:
        case PersonRegistered(name=name, also=also):
            return replace(person, being=person.being.begun(entry), names=(*person.names, name, *also))
        case PersonAlsoNamed(name=name) | PersonRenamed(name=name):
            return replace(person, names=(*person.names, name))
        case PersonAffiliated(affiliation=spell) as event:
            return replace(person, affiliations=begun(person.affiliations, spell, _holder(event), entry))
        case PersonAffiliationEnded(affiliation=spell) as event:
            return replace(person, affiliations=ended(person.affiliations, spell, _holder(event), entry))
    return person


def faults(person: Person) -> Iterator[str]:
    """What corrections have made impossible."""
    yield from impossible(person.affiliations, "the affiliation")


def _refuse_no_name(name: str) -> None:
    """Refuse what registers write where a name should stand: that a seat is vacant, or what became of its holder."""
    if _NOBODY.fullmatch(name.strip()):
        raise Untrue(
            f"'{name}' names nobody",
            "leave it out: how many seats are vacant follows from the 'seats' of the body; or say 'unnamed: yes'",
        )
    if found := _WHAT_BECAME.search(name):
        raise Untrue(
            f"the name '{name}' says what became of somebody: '{found['what']}'",
            f"give the name alone, '{name[: found.start()].strip()}', and the end of the membership by itself",
        )


def _holder(event: PersonAffiliated | PersonAffiliationEnded) -> str:
    """What a person is affiliated with, as one name: a person may belong to a party and sit for a ward."""
    told = (name_of(event.with_ or ""), event.party, event.ward)
    return f"affiliation:{'-'.join(slug(each) for each in told if each)}"


def _whom(event: PersonAffiliated | PersonAffiliationEnded) -> str:
    told = (name_of(event.with_ or ""), event.party, event.ward)
    found = " and ".join(f"'{each}'" for each in told if each)
    if not found:
        raise Untrue(
            f"'{name_of(event.person)}' is affiliated with nothing", "give 'with', 'party' or 'ward': what it is about"
        )
    return found


def lane(entry: Entry) -> Lane | None:
    """Which affiliation an entry bears on; none for names and dispensations."""
    match entry.event:
        case PersonAffiliated(affiliation=spell) | PersonAffiliationEnded(affiliation=spell):
            return "affiliations", spell
    return None


KIND = Kind("person", Person(), evolve, decide, faults, lane, lanes=("affiliations",))
