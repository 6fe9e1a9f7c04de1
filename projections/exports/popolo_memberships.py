"""Memberships in Popolo: seats on bodies, offices in them, and appointments to posts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from projections.engine.register import Answer, Register
from projections.exports.exempt import Public
from projections.exports.popolo_objects import Thing, dates, told_beside
from projections.memberships import MEMBERSHIPS, TENURES
from projections.posts import APPOINTMENTS, POSTS

PARTIES: Final = ("person_id", "post_id", "organization_id", "on_behalf_of_id")
"""The keys by which a membership refers to others."""


def memberships(register: Register, public: Public) -> Iterator[Thing]:
    """All of them that are in force, seats first."""
    for seat in public.answers(register.rows(MEMBERSHIPS)):
        more = {"is_a": "membership", "voting": seat.row.voting, "why_ended": seat.row.reason or None}
        yield _membership(seat, seat.row.member, seat.row.role, more)
    for tenure in public.answers(register.rows(TENURES)):
        more = {"is_a": "office", "why_ended": tenure.row.reason or None}
        yield _membership(tenure, tenure.row.holder, tenure.row.office, more)
    employers = {post.stream: post.row.organisation for post in register.rows(POSTS, in_force=False)}
    for held in public.answers(register.rows(APPOINTMENTS)):
        how = {name: True for name in ("interim", "acting", "joint") if getattr(held.row, name)}
        yield {
            "id": _id(held, "appointment"),
            "person_id": held.row.person,
            "post_id": held.stream,
            "organization_id": employers.get(held.stream),
            **dates(held),
            "govledger": told_beside(held, is_a="appointment", **how, why_ended=held.row.reason or None),
        }


def _membership(answer: Answer[Any], member: str, role: str, more: Mapping[str, Any]) -> Thing:
    return {
        "id": _id(answer, more["is_a"]),
        "person_id": member if member.startswith("person:") else None,
        "post_id": member if member.startswith("post:") else None,
        "organization_id": answer.stream,
        "on_behalf_of_id": answer.row.on_behalf_of,
        "role": role,
        **dates(answer),
        "govledger": told_beside(answer, **more),
    }


def _id(answer: Answer[Any], what: str) -> str:
    """An id that stays the same from one export to the next."""
    return f"{what}:{answer.stream}#{answer.key}"
