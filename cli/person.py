"""`govledger person`: who there is, under what names, in which posts and on which bodies."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

import click

from cli.asking import question
from cli.lazy import Verbs
from cli.params import PERSON
from ledger.vocabulary.dates import Certainty, When
from projections.answers.entries import HISTORY, history_rows
from projections.answers.from_register import listing, rests_on, row_of, short_id, since, until
from projections.answers.known_subjects import refuse_unknown
from projections.answers.listing import Column, Listing
from projections.answers.names import naming

if TYPE_CHECKING:
    from projections.engine.register import Answer, Register


UNNAMED: Final = Column("unnamed", "named", text=lambda unnamed: "only described" if unnamed else "")


@click.group("person", cls=Verbs)
def command() -> None:
    """Persons, with the names that sources use for them."""


@command.command("list")
@question
def list_(register: Register) -> Listing:
    """List the persons in the register, with every name that a source uses."""
    from projections import people

    rows = (row_of(answer, also=_other_names(register, answer.stream)) for answer in people.people(register))
    return listing(register, rows, short_id(), "name", "also", UNNAMED, "standing")


@command.command("show")
@click.argument("person", type=PERSON)
@question
def show(register: Register, person: str) -> Listing:
    """Show one person: names, posts held, and seats on bodies, on a day."""
    from projections import people

    refuse_unknown(register, person)
    answer = people.person(register, person)
    rows = [
        row_of(
            each,
            also=_other_names(register, person),
            posts=tuple(_posts(register, person)),
            seats=tuple(_seats(register, person)),
        )
        for each in ([answer] if answer else [])
    ]
    return listing(
        register, rows, short_id(), "name", "also", UNNAMED, "standing", "identifiers", "posts", "seats", vertical=True
    )


@command.command("history")
@click.argument("person", type=PERSON)
@question(as_at="ever")
def history(register: Register, person: str) -> Listing:
    """List every entry that mentions a person, in the order of recording, and what became of each."""
    refuse_unknown(register, person)
    return listing(register, history_rows(register, person), *HISTORY)


def _other_names(register: Register, person: str) -> tuple[str, ...]:
    from projections import people

    return tuple(dict.fromkeys(a.row.name for a in people.names(register, person) if not a.row.registered))


def _posts(register: Register, person: str) -> Iterator[dict[str, Any]]:
    from projections import posts

    name = naming(register)
    for answer in posts.appointments(register, person):
        how = [word for word in ("interim", "acting", "joint") if getattr(answer.event, word)]
        yield {
            "post": answer.stream,
            "post_name": name(answer.stream),
            "how": ", ".join(how),
            **_when(answer.row),
            **rests_on(answer),
        }


def _seats(register: Register, person: str) -> Iterator[dict[str, Any]]:
    """Offices and memberships, the person's own and those that come with a post."""
    from projections import memberships, posts

    name = naming(register)
    holders = (person, *(answer.stream for answer in posts.appointments(register, person)))
    offices = (answer for holder in holders for answer in memberships.offices_of(register, holder))
    found: list[tuple[Answer[Any], str, Certainty]] = [
        (answer, answer.event.office, answer.certainty) for answer in offices
    ]
    found += [
        (seat.membership, seat.membership.event.role or "member", seat.certainty)
        for seat in memberships.memberships_of(register, person)
    ]
    for answer, role, certainty in found:
        yield {
            "body": answer.stream,
            "body_name": name(answer.stream),
            "seat": role,
            "on_behalf_of": answer.event.on_behalf_of,
            "on_behalf_of_name": name(answer.event.on_behalf_of),
            **_when(answer.row),
            **rests_on(answer, certainty),
        }


def _when(row: Any) -> dict[str, When | None]:
    return {"since": since(row), "until": until(row)}
