"""Who there is, under what names, in which posts and on which bodies."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any

from ledger.vocabulary.people import PersonRegistered
from projections.answers.columns import LastTold, Since, Standing, Until
from projections.answers.entries import Recorded, history_of
from projections.answers.layout import row_from
from projections.answers.names import Name, naming
from projections.answers.question import Answer, Column, Item, Line, Parameter, column_of, question
from projections.answers.sentences import listed, sentence

if TYPE_CHECKING:
    from projections.engine.register import Register

PersonGiven = Annotated[str, Parameter("The person.", "person")]


def _described(unnamed: Any) -> str:
    return "only described" if unnamed else ""


class PersonLine(Line, frozen=True, kw_only=True):
    """A person in a list."""

    id: Annotated[str, Column("The person", "person", bare=True)]
    name: Annotated[str, column_of(PersonRegistered, "name")]
    also: Annotated[tuple[str, ...], column_of(PersonRegistered, "also")]
    unnamed: Annotated[bool, column_of(PersonRegistered, "unnamed", label="named", text=_described)]
    standing: Standing


class PostHeld(Item, frozen=True, kw_only=True):
    """A post that somebody holds."""

    post: Annotated[str, Column("The post", "post")]
    how: Annotated[str, Column("Interim, acting, jointly with others; empty where it is held as usual")]
    since: Since
    until: Until
    last_told: LastTold


class SeatHeld(Item, frozen=True, kw_only=True):
    """An office or a membership, the person's own or one that comes with a post."""

    body: Annotated[str, Column("The body", "body")]
    seat: Annotated[str, Column("As what: chair, member, substitute ...")]
    on_behalf_of: Annotated[str | None, Column("For which organisation", "organisation")]
    since: Since
    until: Until
    last_told: LastTold


class PersonPage(Line, frozen=True, kw_only=True):
    """What is recorded of one person."""

    id: Annotated[str, Column("The person", "person", bare=True)]
    name: Annotated[str, column_of(PersonRegistered, "name")]
    also: Annotated[tuple[str, ...], column_of(PersonRegistered, "also")]
    unnamed: Annotated[bool, column_of(PersonRegistered, "unnamed", label="named", text=_described)]
    standing: Standing
    identifiers: Annotated[dict[str, str], column_of(PersonRegistered, "identifiers")]
    same_as: Annotated[tuple[str, ...], Column("Other ids under which it was recorded", "person", bare=True)]
    possibly_same_as: Annotated[tuple[str, ...], Column("What somebody thinks is the same", "person")]
    posts: Annotated[tuple[PostHeld, ...], Column("The posts held on the day")]
    seats: Annotated[tuple[SeatHeld, ...], Column("The seats on bodies on the day")]


@question("person list", one="person/people", noun="persons, their names, posts and seats", example="--format csv")
def people(register: Register) -> Answer[PersonLine]:
    """List the persons in the register, with every name that a source uses."""
    from projections import people

    found = people.people(register)
    return Answer(
        [row_from(PersonLine, each, also=_other_names(register, each.stream, each.event.name)) for each in found]
    )


@question("person show", example="finn-calder --as-at 2023-09-01")
def person(register: Register, person: PersonGiven) -> Answer[PersonPage]:
    """Show one person: names, posts held, and seats on bodies, on a day."""
    from projections import identity, people

    found = people.person(register, person)
    if found is None:
        return Answer(())
    posts, seats = tuple(_posts(register, person)), tuple(_seats(register, person))
    row = row_from(
        PersonPage,
        found,
        also=_other_names(register, person, found.event.name),
        posts=posts,
        seats=seats,
        same_as=identity.other_ids(register, person),
        possibly_same_as=identity.possible_ids(register, person),
    )
    return Answer([row], _in_short(row, naming(register)), layout="page")


@question("person history", one="entry/entries", example="dev-marlow", as_at="ever")
def history(register: Register, person: PersonGiven) -> Answer[Recorded]:
    """List every entry that mentions a person, in the order of recording, and what became of each."""
    return history_of(register, person)


def _in_short(person: PersonPage, name: Name) -> str:
    """A person with the posts and seats of the day, each as sure as it is."""
    held = [(name(each.post), each.certainty) for each in person.posts]
    held += [(f"{each.seat} of {name(each.body)}", each.certainty) for each in person.seats]
    said = [what if certainty == "yes" else f"possibly {what}" for what, certainty in held]
    return sentence(f"{person.name}: {listed(said)}" if said else f"{person.name}: no post or seat recorded on the day")


def _other_names(register: Register, person: str, shown: str) -> tuple[str, ...]:
    from projections import people

    return tuple(dict.fromkeys(a.row.name for a in people.names(register, person) if a.row.name != shown))


def _posts(register: Register, person: str) -> Iterator[PostHeld]:
    from projections import people

    for answer in people.appointments(register, person):
        how = [word for word in ("interim", "acting", "joint") if getattr(answer.event, word)]
        yield row_from(PostHeld, answer, post=answer.stream, how=", ".join(how))


def _seats(register: Register, person: str) -> Iterator[SeatHeld]:
    """Offices and memberships, the person's own and those that come with a post."""
    from projections import memberships
    from projections.last_told import acts_of_person, day_of, latest

    acts = acts_of_person(register, person)
    for seat in memberships.seats_of(register, person):
        body, row = seat.place.stream, seat.place.row
        told = None if row.until else latest(day_of(seat.place), acts.get(body, ()))
        more: dict[str, Any] = {"body": body, "seat": seat.role, "last_told": told, "entries": seat.entries}
        yield row_from(SeatHeld, seat.place, seat.certainty, **more)
