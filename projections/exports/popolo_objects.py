"""Persons, organisations, bodies and posts as the objects of a Popolo document, and what stands beside them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ledger.vocabulary.organisations import OrganisationRegistered
from ledger.vocabulary.people import PersonRegistered, PostCreated
from projections.bodies import Body
from projections.called import Called, surest
from projections.engine.register import RowAsAt
from projections.engine.rows import Point
from projections.exports.partial import beside, end_of, partial, start_of
from projections.people import PersonName

Thing = dict[str, Any]


def person(
    answer: RowAsAt[Point[PersonRegistered]], names: Iterable[RowAsAt[PersonName]], called: list[RowAsAt[Called]]
) -> Thing:
    """A person under the name that they have now, with every other name that sources use; former ones with dates."""
    person = answer.event
    current = surest(called).get(answer.stream)
    shown = current.row.name if current else person.name
    former = {each.row.name: filled({"name": each.row.name, **dates(each)}) for each in called if each is not current}
    others = dict.fromkeys(name.row.name for name in names if name.row.name != shown)
    return {
        "id": answer.stream,
        "name": shown,
        "other_names": [former.get(name, {"name": name}) for name in others],
        "identifiers": _identifiers(person.identifiers),
        "govledger": told_beside(answer, only_described=person.unnamed or None),
    }


def organisation(answer: RowAsAt[Point[OrganisationRegistered]]) -> Thing:
    """A legal entity."""
    organisation = answer.event
    return {
        "id": answer.stream,
        "name": organisation.name,
        "other_names": [{"name": name} for name in organisation.also],
        "identifiers": _identifiers(organisation.identifiers),
        "classification": organisation.kind,
        "govledger": told_beside(answer, is_a="organisation"),
    }


def body(answer: RowAsAt[Body], names: list[RowAsAt[Called]], of: list[str]) -> Thing:
    """A body under the name that it has now, or had last; what it belongs to, if that is one thing, contains it."""
    body = answer.event
    current = surest(names).get(answer.stream)
    belongs_to = body.parent or (body.of[0] if len(body.of) == 1 else None)
    return {
        "id": answer.stream,
        "name": current.row.name if current else body.name,
        "other_names": [
            *({"name": name} for name in body.also),
            *(filled({"name": name.row.name, **dates(name)}) for name in names if name is not current),
        ],
        "identifiers": _identifiers(body.identifiers),
        "classification": body.kind,
        "description": body.purpose,
        "parent_id": belongs_to,
        "founding_date": partial(start_of(answer.row)),
        "dissolution_date": partial(end_of(answer.row)),
        "govledger": told_beside(answer, is_a="body", of=of or None, only_described=body.unnamed or None),
    }


def post(answer: RowAsAt[Point[PostCreated]]) -> Thing:
    """A post, whether or not somebody holds it."""
    post = answer.event
    return {
        "id": answer.stream,
        "label": post.title,
        "other_label": list(post.also),
        "organization_id": post.organisation,
        "govledger": told_beside(answer, only_described=post.unnamed or None),
    }


def filled(thing: Thing) -> Thing:
    """Without what is not known: Popolo leaves it out."""
    return {name: value for name, value in thing.items() if value not in (None, "", [], ())}


def dates(answer: RowAsAt[Any]) -> Thing:
    """Both dates, where Popolo can hold them."""
    return {"start_date": partial(start_of(answer.row)), "end_date": partial(end_of(answer.row))}


def told_beside(answer: RowAsAt[Any], **more: Any) -> Thing:
    """What stands under `govledger`."""
    told = {**more, **beside(answer.row, answer.certainty.value)}
    return {name: value for name, value in told.items() if value is not None}


def _identifiers(known: Mapping[str, str]) -> list[Thing]:
    return [{"scheme": scheme, "identifier": identifier} for scheme, identifier in known.items()]
