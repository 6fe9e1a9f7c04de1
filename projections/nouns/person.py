"""Who there is, under what names, in which posts and on which bodies."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any, Final

from ledger.vocabulary.people import PersonAffiliated, PersonRegistered
from projections.answers.columns import LastTold, Since, Standing, Until
from projections.answers.deferred import Deferred
from projections.answers.entries import Recorded, history_of
from projections.answers.layout import row_from
from projections.answers.names import Names, naming
from projections.answers.question import Answer, Column, Item, Line, Parameter, column_of, question
from projections.answers.sentences import listed, sentence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from projections.called import Called
    from projections.engine import register as engine
    from projections.engine.register import Gathering, Register
    from projections.people import PersonName

PersonGiven = Annotated[str, Parameter("The person.", "person")]


def _described(unnamed: Any) -> str:
    return "only described" if unnamed else ""


_MANY: Final = 200
"""From here on it is quicker to read everybody's names than to look up those of the persons shown."""


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


class Affiliated(Item, frozen=True, kw_only=True):
    """What somebody belongs to, or sits for."""

    with_: Annotated[str | None, column_of(PersonAffiliated, "with_")]
    party: Annotated[str, column_of(PersonAffiliated, "party")]
    ward: Annotated[str, column_of(PersonAffiliated, "ward")]
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
    affiliations: Annotated[tuple[Affiliated, ...], Column("Parties, groups, organisations and wards on the day")]


@question("person list", one="person/people", noun="persons, their names, posts and seats", example="--format csv")
def people(
    register: Register,
    with_: Annotated[
        str | None, Parameter("Only those who belong to a party, a group or an organisation.", "body|organisation")
    ] = None,
) -> Answer[PersonLine]:
    """List the persons in the register by their names on the day, with every other name that a source uses."""
    from projections import called, people
    from projections.engine.register import Gathering

    name = called.current(register, "person")
    found = people.people(register)
    if with_ is not None:
        belong = {each.stream for each in people.affiliations(register, with_=with_)}
        found = [each for each in found if each.stream in belong]

    def in_full(some: Sequence[engine.RowAsAt[Any]]) -> list[PersonLine]:
        names = Gathering(register, people.PERSON_NAMES, in_one_go=len(some) > _MANY)
        names.learn(each.stream for each in some)
        return [row_from(PersonLine, each, **_named(each, name.get(each.stream), names)) for each in some]

    return Answer(Deferred(found, in_full))


@question("person show", example="finn-calder --as-at 2023-09-01")
def person(register: Register, person: PersonGiven) -> Answer[PersonPage]:
    """Show one person: names, posts held, seats on bodies, party, group and ward, on a day."""
    from projections import called, identity, people
    from projections.engine.register import Gathering, Lookup

    own = (called.CALLED["person"], (person,)), (people.PERSON_NAMES, person), (people.AFFILIATIONS, person)
    register.read_ahead(
        Lookup(people.PEOPLE, in_force=False, stream=person),
        Lookup.by(people.APPOINTMENTS, "person", person),
        *(Lookup(each, stream=stream) for each, stream in own),
    )
    found = people.person(register, person)
    if found is None:
        return Answer(())
    posts, seats = tuple(_posts(register, person)), tuple(_seats(register, person))
    row = row_from(
        PersonPage,
        found,
        **_named(
            found,
            called.current(register, "person", subjects=(person,)).get(person),
            Gathering(register, people.PERSON_NAMES),
        ),
        affiliations=tuple(_affiliations(register, person)),
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


def _in_short(person: PersonPage, name: Names) -> str:
    """A person with the posts and seats of the day, each as sure as it is."""
    name.learn([*(each.post for each in person.posts), *(each.body for each in person.seats)])
    held = [(name(each.post), each.certainty) for each in person.posts]
    held += [(f"{each.seat} of {name(each.body)}", each.certainty) for each in person.seats]
    said = list(dict.fromkeys(what if certainty == "yes" else f"possibly {what}" for what, certainty in held))
    return sentence(f"{person.name}: {listed(said)}" if said else f"{person.name}: no post or seat recorded on the day")


def _named(person: engine.RowAsAt[Any], called: Called | None, names: Gathering[PersonName]) -> dict[str, Any]:
    """What a person is called on the day, every other name that sources use, and what that rests on."""
    shown = called.name if called else person.event.name
    told = (each.row.name for each in names.of(person.stream))
    also = tuple(dict.fromkeys(name for name in (person.event.name, *told, *person.event.also) if name != shown))
    entries = {*person.row.entries, *(called.entries if called else ())}
    return {"name": shown, "also": also, "entries": tuple(sorted(entries))}


def _affiliations(register: Register, person: str) -> Iterator[Affiliated]:
    from projections import people

    for answer in people.affiliations(register, person):
        yield row_from(Affiliated, answer)


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
