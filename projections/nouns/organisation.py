"""Which organisations there are, and what is recorded of them: their bodies and posts, and the seats taken for them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from ledger.vocabulary.organisations import OrganisationRegistered
from projections.answers.columns import ACTOR, LastTold, Since, Standing, Until
from projections.answers.entries import Recorded, history_of
from projections.answers.layout import row_from
from projections.answers.question import Answer, Column, Item, Line, Parameter, column_of, question
from projections.answers.sentences import listed, number_of

if TYPE_CHECKING:
    from projections.called import Called
    from projections.engine.register import Register, RowAsAt

OrganisationGiven = Annotated[str, Parameter("The organisation.", "organisation")]


class OrganisationLine(Line, frozen=True, kw_only=True):
    """An organisation in a list."""

    id: Annotated[str, Column("The organisation", "organisation", bare=True)]
    name: Annotated[str, Column("What it is called on the day")]
    kind: Annotated[str, column_of(OrganisationRegistered, "kind")]
    also: Annotated[tuple[str, ...], column_of(OrganisationRegistered, "also")]
    standing: Standing


class BodyWithin(Item, frozen=True, kw_only=True):
    """A body of the organisation."""

    body: Annotated[str, Column("The body", "body")]
    kind: Annotated[str, Column("What kind of body it is")]
    since: Since
    until: Until


class PostWithin(Item, frozen=True, kw_only=True):
    """A post of the organisation."""

    post: Annotated[str, Column("The post", "post")]
    holders: Annotated[tuple[str, ...], Column("Who holds it on the day, or may", "person")]


class SeatOnBehalf(Item, frozen=True, kw_only=True):
    """A seat on a body on behalf of the organisation."""

    body: Annotated[str, Column("The body", "body")]
    member: Annotated[str, Column("Who sits there", "person|post")]
    since: Since
    until: Until
    last_told: LastTold


class AnswersTo(Item, frozen=True, kw_only=True):
    """To whom the organisation answers."""

    kind: Annotated[str, Column("In what way")]
    to: Annotated[str, Column("To whom", ACTOR)]
    in_respect_of: Annotated[str, Column("For what")]
    since: Since
    until: Until


class OrganisationPage(Line, frozen=True, kw_only=True):
    """What is recorded of one organisation."""

    id: Annotated[str, Column("The organisation", "organisation", bare=True)]
    name: Annotated[str, Column("What it is called on the day")]
    also: Annotated[tuple[str, ...], column_of(OrganisationRegistered, "also")]
    kind: Annotated[str, column_of(OrganisationRegistered, "kind")]
    identifiers: Annotated[dict[str, str], column_of(OrganisationRegistered, "identifiers")]
    standing: Standing
    answers_to: Annotated[tuple[AnswersTo, ...], Column("To whom it answers", label="answers to")]
    bodies: Annotated[tuple[BodyWithin, ...], Column("Its bodies, and those that it has with others")]
    posts: Annotated[tuple[PostWithin, ...], Column("Its posts")]
    seats: Annotated[tuple[SeatOnBehalf, ...], Column("Seats on bodies on its behalf", label="seats on its behalf")]


@question(
    "organisation list",
    noun="councils, trusts and other organisations, their bodies and posts",
    example="--kind council",
)
def organisations(
    register: Register,
    kind: Annotated[str | None, Parameter("Only of that kind, as the register writes it.")] = None,
) -> Answer[OrganisationLine]:
    """List the organisations in the register."""
    from projections import bodies, called

    name = called.current(register, "organisation")
    found = bodies.organisations(register, kind=kind)
    return Answer([row_from(OrganisationLine, each, **_named(each, name.get(each.stream))) for each in found])


@question("organisation show", example="thornmere --as-at 2023-09-01")
def organisation(register: Register, organisation: OrganisationGiven) -> Answer[OrganisationPage]:
    """Show one organisation on a day: to whom it answers, its bodies and posts, and who sits where on its behalf."""
    from projections import bodies, called, memberships, people
    from projections.accountability import declared

    found = bodies.organisation(register, organisation)
    if found is None:
        return Answer(())
    own = tuple(row_from(BodyWithin, each, body=each.stream) for each in bodies.bodies(register, of=organisation))
    posts = tuple(
        row_from(PostWithin, each, post=each.stream, holders=_holders(register, each.stream))
        for each in people.posts(register, organisation=organisation)
    )
    seats = tuple(
        row_from(SeatOnBehalf, each, body=each.stream) for each in memberships.represented_by(register, organisation)
    )
    answers = tuple(row_from(AnswersTo, each) for each in declared.answers_to(register, organisation))
    named = _named(found, called.current(register, "organisation", subjects=(organisation,)).get(organisation))
    row = row_from(OrganisationPage, found, **named, bodies=own, posts=posts, seats=seats, answers_to=answers)
    counts = ((own, "body/bodies"), (posts, "post"), (seats, "seat on its behalf/seats on its behalf"))
    said = listed([number_of(len(rows), one) for rows, one in counts if rows]) or "nothing more recorded on the day"
    what = f", {row.kind}" if row.kind else ""
    return Answer([row], f"{row.name}{what}: {said}.", layout="page")


@question("organisation history", one="entry/entries", example="thornmere", as_at="ever")
def history(register: Register, organisation: OrganisationGiven) -> Answer[Recorded]:
    """List every entry that mentions an organisation, in the order of recording, and what became of each."""
    return history_of(register, organisation)


def _named(organisation: RowAsAt[Any], called: Called | None) -> dict[str, Any]:
    """What an organisation is called on the day, every other name of it, and what that rests on."""
    event, shown = organisation.event, called.name if called else organisation.event.name
    also = tuple(dict.fromkeys(name for name in (event.name, *event.also) if name != shown))
    entries = {*organisation.row.entries, *(called.entries if called else ())}
    return {"name": shown, "also": also, "entries": tuple(sorted(entries))}


def _holders(register: Register, post: str) -> tuple[str, ...]:
    from projections import people

    return tuple(dict.fromkeys(held.event.person for held in people.holders(register, post)))
