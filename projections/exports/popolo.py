"""A register as Popolo JSON (popoloproject.com, 1.0): one object with a list for each kind of its objects.

Organisations and bodies are both organizations there. A membership is a person, or a post, on a body; a person in
a post is a membership of the post's organization; an office in a body is a membership with the office as its role.
What Popolo has no word for stands under `govledger`, which its readers ignore: how certain it is, dates that are no
plain year, month or day, votes, the entries that it rests on. An end is the last day in force. In Popolo, nothing
under `end_date` means that no end is told; where an end is told that Popolo cannot hold, it is under `govledger`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Any, Final

import msgspec

from ledger.entries.mark import mark_of
from ledger.store import Log
from ledger.vocabulary.dates import Certainty
from ledger.vocabulary.membership import MembershipEnded, OfficeVacated
from ledger.vocabulary.people import AppointmentEnded
from projections.bodies import BODIES, ORGANISATIONS
from projections.called import BODY_NAMES, PERSONS_CALLED, in_turn
from projections.engine.engine import Projection
from projections.engine.register import Register, RowAsAt
from projections.engine.rows import R
from projections.exports.exempt import Public
from projections.exports.popolo_objects import Thing, body, dates, filled, organisation, person, post, told_beside
from projections.exports.popolo_votes import MOVERS, motions, vote_events, voters
from projections.memberships import MEMBERSHIPS, TENURES, completeness
from projections.people import APPOINTMENTS, PEOPLE, PERSON_NAMES, POSTS

_encode = msgspec.json.Encoder().encode


def popolo(register: Register, public: Public) -> Iterator[bytes]:
    """The document piece by piece; each list holds one object a line.

    As at a day, persons, organizations and posts that are not there on it are in the document only if a
    membership names them.
    """
    found, moved, put = (list(each(register, public)) for each in (memberships, motions, vote_events))
    subjects = _Subjects(register, public, {party for thing in (*found, *moved, *put) for party in _parties(thing)})
    yield b'{"govledger":{"ledger":"%s"},\n"persons":[' % mark_of(Log(register.datastore).entries(upto=1)).encode()
    yield from _lines(subjects.persons(), public)
    yield b'],\n"organizations":['
    yield from _lines(subjects.organizations(), public)
    yield b'],\n"posts":['
    yield from _lines(subjects.posts(), public)
    yield b'],\n"memberships":['
    yield from _lines(_between(found, subjects.told), public)
    yield b'],\n"motions":['
    told = subjects.told | {motion["id"] for motion in moved}
    moved = list(_between(moved, told))
    yield from _lines(moved, public)
    yield b'],\n"vote_events":['
    yield from _lines(_between(put, subjects.told | {motion["id"] for motion in moved}), public)
    yield b"]}\n"


def _lines(things: Iterable[Thing], public: Public) -> Iterator[bytes]:
    for count, thing in enumerate(things):
        if why := public.why(thing["govledger"]["entries"]):
            thing["govledger"]["exempt"] = why
        yield b"%s\n%s" % (b"," if count else b"", _encode(filled(thing)))


def _between(found: Iterable[Thing], told: set[str]) -> Iterator[Thing]:
    """Those whose parties are all in the document; of the others a party is exempt."""
    return (thing for thing in found if _parties(thing) <= told)


def _parties(thing: Thing) -> set[str]:
    """All that a membership, a motion or a vote names."""
    beside = thing["govledger"]
    named = [thing.get(key) for key in (*PARTIES, "creator_id")] + [beside.get(key) for key in MOVERS]
    return {*filter(None, named), *(voters(thing) if "votes" in thing else ())}


class _Subjects:
    """The persons, organizations and posts of a document, those that are there or that something else names."""

    def __init__(self, register: Register, public: Public, named: set[str | None]) -> None:
        self._register, self._public, self._named = register, public, named
        self.told: set[str] = set()

    def persons(self) -> Iterator[Thing]:
        names = _by_stream(self._public.answers(self._register.rows(PERSON_NAMES, in_force=False)))
        called = _by_stream(in_turn(self._public.answers(self._register.rows(PERSONS_CALLED))))
        for answer in self._there(PEOPLE):
            yield person(answer, names.get(answer.stream, []), called.get(answer.stream, []))

    def organizations(self) -> Iterator[Thing]:
        there = self._public.answers(self._register.rows(BODIES))
        self._named |= {unit for each in there for unit in (each.event.parent, *each.event.of)}
        self._named |= {each.event.organisation for each in self._public.answers(self._register.rows(POSTS))}
        names = _by_stream(in_turn(self._public.answers(self._register.rows(BODY_NAMES))))
        organisations, bodies = list(self._there(ORGANISATIONS)), list(self._there(BODIES))
        for answer in organisations:
            yield organisation(answer)
        for group in bodies:
            of = [unit for unit in group.event.of if unit in self.told]
            thing = body(group, names.get(group.stream, []), of)
            thing["govledger"]["members_told"] = completeness(self._register, group.stream).value
            yield self._in_the_document(thing, "parent_id")

    def posts(self) -> Iterator[Thing]:
        for answer in self._there(POSTS):
            yield self._in_the_document(post(answer), "organization_id")

    def _in_the_document(self, thing: Thing, key: str) -> Thing:
        """The thing, without a reference to what is not in the document."""
        return thing if thing[key] in self.told else {**thing, key: None}

    def _there(self, projection: Projection[R]) -> Iterator[RowAsAt[R]]:
        for answer in self._public.answers(self._register.rows(projection, in_force=False)):
            if answer.certainty is not Certainty.NO or answer.stream in self._named:
                self.told.add(answer.stream)
                yield answer


def _by_stream(answers: Iterable[RowAsAt[Any]]) -> dict[str, list[RowAsAt[Any]]]:
    """The answers by their subject, each subject's in the order of their starts."""
    ordered = sorted(answers, key=lambda answer: answer.stream)  # stable, so that the order within stays
    return {stream: list(found) for stream, found in groupby(ordered, key=lambda answer: answer.stream)}


PARTIES: Final = ("person_id", "post_id", "organization_id", "on_behalf_of_id", "motion_id")
"""The keys by which a membership or a vote refers to others."""


def memberships(register: Register, public: Public) -> Iterator[Thing]:
    """All of them that are in force, seats first."""
    for seat in public.answers(register.rows(MEMBERSHIPS)):
        more = {"is_a": "membership", "voting": seat.event.voting, "why_ended": _why(seat.row.end)}
        yield _membership(seat, seat.event.member, seat.event.role, more)
    for tenure in public.answers(register.rows(TENURES)):
        more = {"is_a": "office", "why_ended": _why(tenure.row.end)}
        yield _membership(tenure, tenure.event.holder, tenure.event.office, more)
    employers = {post.stream: post.event.organisation for post in register.rows(POSTS, in_force=False)}
    for held in public.answers(register.rows(APPOINTMENTS)):
        how = {name: True for name in ("interim", "acting", "joint") if getattr(held.event, name)}
        yield {
            "id": _id(held, "appointment"),
            "person_id": held.event.person,
            "post_id": held.stream,
            "organization_id": employers.get(held.stream),
            **dates(held),
            "govledger": told_beside(held, is_a="appointment", **how, why_ended=_why(held.row.end)),
        }


def _membership(answer: RowAsAt[Any], member: str, role: str, more: Mapping[str, Any]) -> Thing:
    return {
        "id": _id(answer, more["is_a"]),
        "person_id": member if member.startswith("person:") else None,
        "post_id": member if member.startswith("post:") else None,
        "organization_id": answer.stream,
        "on_behalf_of_id": answer.event.on_behalf_of,
        "role": role,
        **dates(answer),
        "govledger": told_beside(answer, **more),
    }


def _why(end: MembershipEnded | OfficeVacated | AppointmentEnded | None) -> str | None:
    return (end.reason or None) if end else None


def _id(answer: RowAsAt[Any], what: str) -> str:
    """An id that stays the same from one export to the next."""
    return f"{what}:{answer.stream}#{answer.key}"
