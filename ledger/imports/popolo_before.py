"""What earlier deliveries of a Popolo register have told of memberships, for a delivery that leaves out a part of it.

Who hands in a part takes nothing back of the rest: a legislative period that is not in it still has its dates, a chair
whose seat is not in it still has that, and ends are meant as they were.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Final

from ledger.entries.entry import Entry
from ledger.imports.former import Former
from ledger.vocabulary.dates import NO_END, When
from ledger.vocabulary.event import CATALOGUE
from ledger.vocabulary.membership import MembershipEnded, MembershipStarted, OfficeAssigned
from ledger.vocabulary.people import AppointmentStarted
from ledger.vocabulary.provenance import Standing

_BEGINNINGS: Final = tuple(each.TYPE for each in (MembershipStarted, OfficeAssigned, AppointmentStarted))
_ENDS: Final = tuple(CATALOGUE[each].ENDED_BY for each in _BEGINNINGS)


class MembershipsBefore:
    """The memberships of earlier deliveries as they stand, by the places of their objects."""

    def __init__(self, former: Former, document: str) -> None:
        self._former, self._document = former, document

    @cached_property
    def _by_place(self) -> dict[str, list[Entry]]:
        found: dict[str, list[Entry]] = {}
        for entry in self._former.of_document(self._document, *_BEGINNINGS, *_ENDS):
            found.setdefault(entry.source.at, []).append(entry)
        return found

    def inferred(self, place: str) -> tuple[When | None, When | None]:
        """From when until when a membership was, as its legislative period told."""
        entries = [e for e in self._by_place.get(place, ()) if e.date_standing is Standing.INFERRED]
        start = next((e.occurred for e in entries if e.event.TYPE in _BEGINNINGS), None)
        return start, next((e.occurred for e in entries if e.event.TYPE in _ENDS), None)

    def end(self, place: str) -> When | None:
        """The last day of a membership, as it was recorded."""
        return next((e.occurred for e in self._by_place.get(place, ()) if e.event.TYPE in _ENDS), None)

    def has_others(self, places: set[str]) -> bool:
        """Whether there are memberships at other places than these: what is delivered is a part."""
        return not places.issuperset(self._by_place)

    def seats(self, places: set[str]) -> Iterator[tuple[tuple[str, str], tuple[int, int]]]:
        """Who had what seat at other places than these, from which until which day for certain."""
        for entries in (found for place, found in self._by_place.items() if place not in places):
            ends = [e.occurred.earliest for e in entries if isinstance(e.event, MembershipEnded)]
            if not any(isinstance(e.event, OfficeAssigned) for e in entries):
                for event, on in ((e.event, e.occurred) for e in entries if isinstance(e.event, MembershipStarted)):
                    yield (event.member, event.body), (on.latest, min(ends, default=NO_END))
