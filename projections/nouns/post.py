"""Which posts there are, and who holds them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any

from ledger.vocabulary.people import PostCreated
from projections.answers.columns import LastTold, Since, Standing, Until
from projections.answers.entries import Recorded, history_of
from projections.answers.layout import row_from
from projections.answers.names import naming
from projections.answers.question import Answer, Column, Item, Line, Parameter, column_of, question
from projections.answers.sentences import listed

if TYPE_CHECKING:
    from projections.engine.register import Register

PostGiven = Annotated[str, Parameter("The post.", "post")]


class PostLine(Line, frozen=True, kw_only=True):
    """A post in a list."""

    id: Annotated[str, Column("The post", "post", bare=True)]
    title: Annotated[str, column_of(PostCreated, "title")]
    organisation: Annotated[str | None, Column("Whose post it is", "organisation")]
    holders: Annotated[tuple[str, ...], Column("Who holds it on the day, or may", "person")]
    standing: Standing


class Holder(Item, frozen=True, kw_only=True):
    """Somebody who holds the post."""

    person: Annotated[str, Column("Who", "person")]
    how: Annotated[str, Column("Interim, acting, jointly with others; empty where it is held as usual")]
    since: Since
    until: Until
    last_told: LastTold


class SeatOfPost(Item, frozen=True, kw_only=True):
    """An office or a membership that comes with the post."""

    body: Annotated[str, Column("The body", "body")]
    seat: Annotated[str, Column("As what: chair, member, substitute ...")]
    since: Since
    until: Until
    last_told: LastTold


class PostPage(Line, frozen=True, kw_only=True):
    """What is recorded of one post."""

    id: Annotated[str, Column("The post", "post", bare=True)]
    title: Annotated[str, column_of(PostCreated, "title")]
    also: Annotated[tuple[str, ...], column_of(PostCreated, "also")]
    organisation: Annotated[str | None, Column("Whose post it is", "organisation")]
    standing: Standing
    holders: Annotated[tuple[Holder, ...], Column("Who holds it on the day, or may")]
    seats: Annotated[tuple[SeatOfPost, ...], Column("The seats that come with it")]


@question("post list", noun="posts, and who holds them", example="--organisation thornmere --as-at 2023-09-01")
def posts(
    register: Register,
    organisation: Annotated[str | None, Parameter("Only those of an organisation.", "organisation")] = None,
) -> Answer[PostLine]:
    """List the posts in the register, with who holds each on a day."""
    from projections import people
    from projections.engine.register import Gathering

    rows, found = [], people.posts(register, organisation=organisation)
    appointed = Gathering(register, people.APPOINTMENTS)
    appointed.learn(each.stream for each in found)
    for each in found:
        held = appointed.of(each.stream)
        entries = tuple(sorted({*each.row.entries, *(position for one in held for position in one.row.entries)}))
        persons = tuple(dict.fromkeys(one.event.person for one in held))
        rows.append(row_from(PostLine, each, holders=persons, entries=entries))
    return Answer(rows)


@question("post show", example="th-chief-executive --as-at 2023-09-01")
def post(register: Register, post: PostGiven) -> Answer[PostPage]:
    """Show one post on a day: who holds it, and the seats that come with it."""
    from projections import memberships, people

    found = people.post(register, post)
    if found is None:
        return Answer(())
    seats = tuple(
        row_from(SeatOfPost, seat.place, seat.certainty, body=seat.place.stream, seat=seat.role, entries=seat.entries)
        for seat in memberships.seats_of(register, post)
    )
    holders = tuple(_holders(register, post))
    name = naming(register)
    name.learn(each.person for each in holders)
    sure = [("" if each.certainty == "yes" else "possibly ") + name(each.person) for each in holders]
    row = row_from(PostPage, found, holders=holders, seats=seats)
    held = f"held by {listed(sure)}" if sure else "nobody is recorded as holding it on the day"
    return Answer([row], f"{row.title}: {held}.", layout="page")


@question("post history", one="entry/entries", example="th-chief-executive", as_at="ever")
def history(register: Register, post: PostGiven) -> Answer[Recorded]:
    """List every entry that mentions a post, in the order of recording, and what became of each."""
    return history_of(register, post)


def _holders(register: Register, post: str) -> Iterator[Holder]:
    from projections import people

    for held in people.holders(register, post):
        told: Any = held.event
        how = [word for word in ("interim", "acting", "joint") if getattr(told, word)]
        yield row_from(Holder, held, how=", ".join(how))
