"""What stands within what in a Popolo document: memberships within persons, votes within motions, one object by itself.

Everything is taken apart into the lists of the specification, each object with the ids of what it stood in.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from types import MappingProxyType
from typing import Any, Final

from ledger.imports.records import digested

LISTS: Final = ("persons", "organizations", "posts", "memberships", "events", "motions", "vote_events")
"""The lists of a document that are read."""
_OF_PERSONS: Final = frozenset({"family_name", "given_name", "sort_name", "gender", "birth_date", "honorific_prefix"})
_OF_ORGANIZATIONS: Final = frozenset({"classification", "founding_date", "dissolution_date", "parent_id"})
WITHIN: Final = MappingProxyType(
    {"memberships": ("persons", "organizations"), "posts": ("organizations",), "vote_events": ("motions",)}
)
"""What may stand within what."""
_OWNER: Final = MappingProxyType({"persons": "person_id", "organizations": "organization_id", "motions": "motion_id"})
_HELD: Final = MappingProxyType(
    {
        "memberships": (
            ("person", "persons"),
            ("organization", "organizations"),
            ("post", "posts"),
            ("on_behalf_of", "organizations"),
        ),
        "motions": (("organization", "organizations"), ("creator", "persons")),
        "vote_events": (("organization", "organizations"), ("motion", "motions")),
    }
)
"""What an object may hold whole, in place of its id."""
_APART: Final = MappingProxyType(
    {
        "motions": ("organization_id", "identifier", "date", "text"),
        "vote_events": ("organization_id", "motion_id", "identifier", "start_date"),
    }
)
"""What tells objects apart that have no id of their own."""


def list_of(value: object, memberships: Sequence[tuple[str, dict[str, Any]]] = ()) -> str:
    """The list in which an object would stand by what it tells; none where that is not certain."""
    if not isinstance(value, dict) or "type" in value:  # other formats tell types
        return ""
    if isinstance(value.get("vote_events"), list) and "text" in value:
        return "motions"
    if not value.get("name"):
        return ""
    within = [each for _, each in memberships] or value.get("memberships") or []
    if not _OF_PERSONS.isdisjoint(value) or any("organization_id" in each for each in within if isinstance(each, dict)):
        return "persons"
    return "" if _OF_ORGANIZATIONS.isdisjoint(value) and not within else "organizations"


def is_of_its_document(membership: dict[str, Any]) -> bool:
    """Whether a membership leaves out whose it is, or of what: of the one that the document is about."""
    whose = ("person_id", "person", "post_id", "post", "member_id")
    return not any(membership.get(key) for key in whose) or not any(
        membership.get(key) for key in ("organization_id", "organization", "post_id", "post")
    )


def taken_apart(kind: str, place: str, value: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """An object by kind and place, and each object that stands within it with the id of what it stands in."""
    own = dict(value)
    if kind == "vote_events" and isinstance(motion := own.get("motion"), dict):
        own["motion"] = {key: own.get(key) for key in ("organization_id", "organization") if key in own} | motion
        own["motion"] = _identified("motions", {"date": own.get("start_date"), **own["motion"]})
    if kind == "memberships" and isinstance(member := own.get("member"), dict):
        is_person = member.get("@type") == "Person"
        own |= {"person": member} if is_person else {"member_id": member.get("id")}
    own = _identified(kind, own)
    for key, owners in WITHIN.items():
        within = own.get(key)
        if kind in owners and isinstance(within, list):
            own[key] = [each for each in within if not isinstance(each, dict)]  # named, and not contained
            for number, each in enumerate(within, 1):
                if isinstance(each, dict):
                    whose = {_OWNER[kind]: own.get("id"), **each}
                    yield from taken_apart(key, f"{place} {key} {number}", whose)
    for key, held in _HELD.get(kind, ()):
        whole = own.get(key)
        if isinstance(whole, dict) and isinstance(whole.get("id"), str):
            own.pop(key)
            own.setdefault(f"{key}_id", whole["id"])
            if any(whole.get(told) for told in ("name", "label", "text")):
                yield from taken_apart(held, f"{place} {key}", whole)
    yield kind, place, own


def _identified(kind: str, value: dict[str, Any]) -> dict[str, Any]:
    """A motion or a vote with an id made of what it says, where it has none."""
    if kind not in _APART or value.get("id"):
        return value
    told = "\n".join(str(value.get(key) or "") for key in _APART[kind])
    return {**value, "id": digested(told, kind.removesuffix("s")).replace("~", "-")}
