"""OParl's objects of a register's persons, bodies and organisations, and what all of its objects have in common.

OParl's vendor names (`govledger:...`) hold what it has no word for: dates that are no day, standing, entries.
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from typing import Any, Final, TypeAlias

from ledger.vocabulary.dates import day_text
from ledger.vocabulary.provenance import IN_BEING
from ledger.vocabulary.subjects import kind_of, name_of
from projections.bodies import BODIES, ORGANISATIONS
from projections.engine.register import Register, RowAsAt
from projections.exports.exempt import Public, PublicNames
from projections.exports.partial import beside, bounds, end_of, start_of
from projections.memberships import MEMBERSHIPS, TENURES
from projections.people import PEOPLE, PERSON_NAMES, POSTS

Thing: TypeAlias = dict[str, Any]
TYPES: Final = "https://schema.oparl.org/1.1/"
OURS: Final = "govledger:"


class OparlIds:
    """The addresses of objects: below a base, and by the ids of the ledger, which an import knows again by them."""

    def __init__(self, base: str) -> None:
        self._base = base

    def of(self, subject: str) -> str:
        """The address of a subject."""
        return f"{self._base}govledger/{kind_of(subject)}/{name_of(subject)}"

    def numbered(self, kind: str, entry: int) -> str:
        """The address of what has no id in the ledger: of the entry that tells it."""
        return f"{self._base}{kind}/{entry}"


def filled(thing: Thing) -> Thing:
    """Without what is not known: OParl leaves it out."""
    return {name: value for name, value in thing.items() if value not in (None, "", [], ())}


_NEEDED: Final = ("id", "person", "organization", "paper", "post")
"""Without one of these an object says nothing."""


def without(thing: Thing, hidden: Container[str]) -> Thing | None:
    """An object without the addresses of what is hidden, and without the objects in it that say nothing then."""
    seen: Thing = {}
    for key, value in thing.items():
        if isinstance(value, list):
            kept = [without(each, hidden) if isinstance(each, dict) else each for each in value]
            seen[key] = [each for each in kept if each is not None and (isinstance(each, dict) or each not in hidden)]
        elif isinstance(value, dict):
            seen[key] = without(value, hidden)
        elif value not in hidden:
            seen[key] = value
    gone = any(thing.get(key) and not seen.get(key) for key in _NEEDED)
    return None if gone else filled(seen)


def is_unit(subject: str) -> bool:
    """Whether a subject is an organization to OParl; a person or a post is none."""
    return kind_of(subject) in ("body", "organisation")


def point(answer: RowAsAt[Any], public: Public) -> Thing:
    """Under vendor names: on what day, with what standing and by which entries something is told."""
    told = beside(answer.row, answer.certainty.value)
    told.pop("start", None)
    start = start_of(answer.row)
    return _ours({**told, "date": bounds(start) if start else None, "exempt": public.why(answer.row.entries)})


def _span(answer: RowAsAt[Any], public: Public, **more: Any) -> Thing:
    """The first and the last day where they are days, and the rest under vendor names."""
    told, dates = beside(answer.row, answer.certainty.value), {}
    for name, key, date in (("startDate", "start", start_of(answer.row)), ("endDate", "end", end_of(answer.row))):
        told.pop(key, None)
        if date is not None and date.text == day_text(date.earliest) and date.is_exact:
            dates[name] = date.text
        elif date is not None:
            told[key] = bounds(date)
    return {**dates, **_ours({**told, **more, "exempt": public.why(answer.row.entries)})}


def _ours(told: Thing) -> Thing:
    return {f"{OURS}{name}": value for name, value in told.items() if value not in (None, (), {}, [])}


def organizations(register: Register, public: Public, ids: OparlIds) -> Iterator[Thing]:
    """The bodies and the organisations."""
    names = PublicNames(register, public)
    for unit in public.answers(register.rows(ORGANISATIONS, in_force=False)):
        named = {"name": names.of(unit.stream), "classification": unit.event.kind}
        told = _span(unit, public, also=unit.event.also, identifiers=dict(unit.event.identifiers))
        yield _organization(ids.of(unit.stream), named, told)
    for body in public.answers(register.rows(BODIES, in_force=False)):
        event = body.event
        named = {"name": names.of(body.stream), "classification": event.kind}
        named |= {"subOrganizationOf": ids.of(event.parent)} if event.parent else {}
        more: Thing = {"also": event.also, "identifiers": dict(event.identifiers), "purpose": event.purpose or None}
        more |= {"of": list(map(ids.of, event.of)), "unnamed": event.unnamed or None}
        yield _organization(ids.of(body.stream), named, _span(body, public, **more))


def _organization(address: str, named: Thing, told: Thing) -> Thing:
    return filled({"id": address, "type": f"{TYPES}Organization", **named, **told})


def posts(register: Register, public: Public, ids: OparlIds) -> Iterator[Thing]:
    """The posts, of which OParl has none, since steps and statements are theirs."""
    for post in public.answers(register.rows(POSTS, in_force=False)):
        organisation = post.event.organisation
        more: Thing = {"also": post.event.also, "unnamed": post.event.unnamed or None}
        thing = {"id": ids.of(post.stream), "type": f"{OURS}Post", "name": post.event.title}
        thing |= {"organization": ids.of(organisation)} if organisation else {}
        yield filled({**thing, **point(post, public), **_ours(more)})


def persons(register: Register, public: Public, ids: OparlIds) -> Iterator[Thing]:
    """The persons with their seats and offices, those too that have ended; what is not said to be so stands apart."""
    names, held = PublicNames(register, public), _memberships(register, public, ids)
    called: dict[str, list[str]] = {}
    for each in public.answers(register.rows(PERSON_NAMES, in_force=False)):
        called.setdefault(each.stream, []).append(each.row.name)
    for person in public.answers(register.rows(PEOPLE, in_force=False)):
        name = names.of(person.stream)
        also = [other for other in dict.fromkeys(called.get(person.stream, ())) if other != name]
        more: Thing = {"also": also, "identifiers": dict(person.event.identifiers)}
        more |= {"unnamed": person.event.unnamed or None}
        thing = {"id": ids.of(person.stream), "type": f"{TYPES}Person", "name": name}
        seats = held.get(person.stream, [])
        sure = [each for each in seats if each[f"{OURS}standing"] in IN_BEING]
        more["notShown"] = [each for each in seats if each not in sure]
        yield filled({**thing, "membership": sure, **point(person, public), **_ours(more)})


def _memberships(register: Register, public: Public, ids: OparlIds) -> dict[str, list[Thing]]:
    found: dict[str, list[Thing]] = {}
    for seat in public.answers(register.rows(MEMBERSHIPS)):
        event = seat.event
        role = {"role": event.role, "votingRight": event.voting}
        found.setdefault(event.member, []).append(_membership(seat, event.member, role, ids, public))
    for tenure in public.answers(register.rows(TENURES)):
        role = {"role": tenure.event.office, f"{OURS}is": "office"}
        told = _membership(tenure, tenure.event.holder, role, ids, public)
        found.setdefault(tenure.event.holder, []).append(told)
    return found


def _membership(answer: RowAsAt[Any], member: str, role: Thing, ids: OparlIds, public: Public) -> Thing:
    thing = {"id": ids.numbered("membership", answer.row.entries[0]), "type": f"{TYPES}Membership"}
    behalf = answer.event.on_behalf_of
    whose = {"person": ids.of(member), "organization": ids.of(answer.stream)}
    whose |= {"onBehalfOf": ids.of(behalf)} if behalf else {}
    why = answer.row.end.reason if answer.row.end else ""
    return filled({**thing, **whose, **role, **_span(answer, public, why_ended=why or None)})
