"""Members of one term: told in the order of the dates, and told member by member, so that nearly each comes late."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Final

from benchmarks.databases import Place
from benchmarks.measuring import Result, Scale, compared, rate_of
from ledger.entries.entry import Draft
from ledger.recording.ledger import Ledger
from ledger.vocabulary.dates import when
from ledger.vocabulary.event import Event
from ledger.vocabulary.membership import MembershipEnded, MembershipStarted
from ledger.vocabulary.organisations import BodyEstablished
from ledger.vocabulary.people import PersonRegistered
from ledger.vocabulary.provenance import Source
from projections import ALL, Projector

_COUNCIL: Final = "body:council"
_ROLL: Final = Source(document="Roll of the council")
_MEMBERS: Final = 2_000
_CHUNK: Final = 500


def measure(place: Place, scale: Scale) -> Iterator[Result]:
    """Two thousand members, each with the same two dates, imported in the one order and in the other."""
    rates = []
    for _ in range(min(scale.rounds, 3)):
        late, ordered = (rate_of(partial(_told, place.new_url(), by_member)) for by_member in (True, False))
        rates.append((late, ordered))
    what = f"import of {_MEMBERS:,} members of one term, told member by member"
    yield compared(what, place.name, tuple(rates), against="told in the order of the dates", goal=0.5)


def _told(url: str, by_member: bool) -> int:
    people = [f"person:p-{number}" for number in range(_MEMBERS)]
    starts = [_said(MembershipStarted(body=_COUNCIL, member=person), "2010-05-06") for person in people]
    ends = [_said(MembershipEnded(body=_COUNCIL, member=person), "2015-05-07") for person in people]
    told = [each for pair in zip(starts, ends, strict=True) for each in pair] if by_member else [*starts, *ends]
    Ledger.create(url).close()
    with Ledger(url, alongside=lambda datastore: Projector(datastore, ALL)) as ledger:
        Projector(ledger.datastore, ALL).catch_up()
        ledger.record([_said(BodyEstablished(body=_COUNCIL, name="Council"), "2000")])
        ledger.record([_said(PersonRegistered(person=person, name=person), "2000") for person in people])
        importing = ledger.in_bulk()
        for start in range(0, len(told), _CHUNK):
            outcome = importing.record([(draft,) for draft in told[start : start + _CHUNK]])
            if outcome.refused:
                raise RuntimeError(str(outcome.refused[0]))
    return len(told)


def _said(event: Event, on: str) -> Draft:
    return Draft(event=event, source=_ROLL, occurred=when(on))
