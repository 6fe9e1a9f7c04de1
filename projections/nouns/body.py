"""Which boards and committees there are, and who sits on them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Annotated, Any

from ledger.vocabulary.dates import When, when
from ledger.vocabulary.membership import MembershipStarted, OfficeAssigned
from ledger.vocabulary.organisations import BodiesSucceeded, BodyEstablished
from ledger.vocabulary.provenance import IN_BEING
from ledger.vocabulary.provenance import Standing as Known
from projections.answers.columns import LastTold, Since, StaleAfter, Standing, StatedBy, Until
from projections.answers.entries import Recorded, history_of
from projections.answers.layout import row_from
from projections.answers.names import naming
from projections.answers.question import Answer, Column, Item, Line, Parameter, column_of, question, unless_stale
from projections.answers.relations import SUCCEEDED_BY, TOOK_OVER_FROM, Related, relation_cells
from projections.answers.sentences import counted, number_of, sentence

if TYPE_CHECKING:
    from projections.engine.register import Earliest, Lookup, Register, RowAsAt

THERE_BY = Column("By when something is told that it did, where nobody says since when there is one", label="there")
BodyGiven = Annotated[str, Parameter("The body.", "body")]


class BodyLine(Line, frozen=True, kw_only=True):
    """A body in a list."""

    id: Annotated[str, Column("The body", "body", bare=True)]
    name: Annotated[str, Column("What it is called on the day")]
    kind: Annotated[str, column_of(BodyEstablished, "kind")]
    of: Annotated[tuple[str, ...], column_of(BodyEstablished, "of")]
    since: Annotated[When, Column("Since when there is one")]
    until: Annotated[When | None, Column("Its last day, where an end is told")]
    there_by: Annotated[When | None, THERE_BY]
    standing: Standing


class Seat(Line, frozen=True, kw_only=True):
    """One person, or whoever holds a post, on a body; offices first."""

    member: Annotated[str, Column("Who sits there, a person or a post", "person|post")]
    held_by: Annotated[str | None, Column("Who holds the post that sits there", "person")] = None
    seat: Annotated[str, Column("As what: chair, member, substitute ...")]
    on_behalf_of: Annotated[str | None, Column("For which organisation", "organisation")]
    voting: Annotated[bool | None, column_of(MembershipStarted, "voting")] = None
    since: Since
    until: Until
    last_told: LastTold
    standing: Standing


class Sitting(Line, frozen=True, kw_only=True):
    """A person on a body, as people are shown it: with every seat at once."""

    member: Annotated[str, Column("Who sits there, a person or a post", "person|post")]
    held_by: Annotated[str | None, Column("Who holds the post that sits there", "person")]
    seats: Annotated[tuple[str, ...], Column("As what: chair, member, substitute ...", label="seat")]
    on_behalf_of: Annotated[tuple[str, ...], Column("For which organisations", "organisation")]
    voting: Annotated[bool | None, column_of(MembershipStarted, "voting")]
    since: Since
    until: Until
    last_told: LastTold
    standing: Annotated[str, Column("How firmly their sources say so")]


class SeatWithin(Item, frozen=True, kw_only=True):
    """The same, within what is shown of a body."""

    member: Annotated[str, Column("Who sits there, a person or a post", "person|post")]
    held_by: Annotated[str | None, Column("Who holds the post that sits there", "person")]
    seat: Annotated[str, Column("As what: chair, member, substitute ...")]
    on_behalf_of: Annotated[str | None, Column("For which organisation", "organisation")]
    since: Since


class BodyPage(Line, frozen=True, kw_only=True):
    """What is recorded of one body."""

    id: Annotated[str, Column("The body", "body", bare=True)]
    name: Annotated[str, Column("What it is called on the day, or may be")]
    also: Annotated[tuple[str, ...], column_of(BodyEstablished, "also")]
    kind: Annotated[str, column_of(BodyEstablished, "kind")]
    of: Annotated[tuple[str, ...], column_of(BodyEstablished, "of")]
    parent: Annotated[str | None, Column("The body that it is under", "body", label="under")]
    purpose: Annotated[str, Column("What it is for")]
    seats: Annotated[str, Column("How many members it has when all seats are filled")]
    vacant: Annotated[str, Column("How many of them nobody is recorded to have")]
    vacancies_declared: Annotated[str, Column("How many a source said were vacant, and since when it said so")]
    since: Annotated[When, Column("Since when there is one")]
    until: Annotated[When | None, Column("Its last day, where an end is told")]
    there_by: Annotated[When | None, THERE_BY]
    standing: Standing
    same_as: Annotated[tuple[str, ...], Column("Other ids under which it was recorded", "body", bare=True)]
    possibly_same_as: Annotated[tuple[str, ...], Column("What somebody thinks is the same", "body")]
    took_over_from: Annotated[tuple[str, ...], TOOK_OVER_FROM.ids(0)]
    took_over_from_said: Annotated[tuple[str, ...], TOOK_OVER_FROM.said(0)]
    would_take_over_from: Annotated[tuple[str, ...], TOOK_OVER_FROM.ids(1)]
    would_take_over_from_said: Annotated[tuple[str, ...], TOOK_OVER_FROM.said(1)]
    may_have_taken_over_from: Annotated[tuple[str, ...], TOOK_OVER_FROM.ids(2)]
    may_have_taken_over_from_said: Annotated[tuple[str, ...], TOOK_OVER_FROM.said(2)]
    succeeded_by: Annotated[tuple[str, ...], SUCCEEDED_BY.ids(0)]
    succeeded_by_said: Annotated[tuple[str, ...], SUCCEEDED_BY.said(0)]
    would_be_succeeded_by: Annotated[tuple[str, ...], SUCCEEDED_BY.ids(1)]
    would_be_succeeded_by_said: Annotated[tuple[str, ...], SUCCEEDED_BY.said(1)]
    may_have_been_succeeded_by: Annotated[tuple[str, ...], SUCCEEDED_BY.ids(2)]
    may_have_been_succeeded_by_said: Annotated[tuple[str, ...], SUCCEEDED_BY.said(2)]
    relations: Annotated[tuple[Related, ...], Column("Each of these with its date and what it rests on", tabled=False)]
    members_known: Annotated[str, Column("Whether the members listed are all", label="list of members")]
    members: Annotated[tuple[SeatWithin, ...], Column("Who sits on it")]


class Succession(Line, frozen=True, kw_only=True):
    """One step from a unit to what came before or after it."""

    lineage: Annotated[str, Column("The step in words, further in the further away it is", scripted=False)]
    direction: Annotated[str, Column("Whether it leads to what came before or after", tabled=False)]
    depth: Annotated[int, Column("How many steps away it is", tabled=False)]
    predecessor: Annotated[str, Column("What was before", "body|organisation", tabled=False)]
    successor: Annotated[str, Column("What came after it", "body|organisation", tabled=False)]
    since: Annotated[When, Column("When", label="on")]
    carried_over: Annotated[str, column_of(BodiesSucceeded, "carried_over")]
    standing: Standing
    is_proposal: Annotated[bool, Column("Whether it is only proposed or expected", tabled=False)]
    stated_by: StatedBy
    again: Annotated[bool, Column("Whether it stands above already", tabled=False)]


@question(
    "body list",
    one="body/bodies",
    lasting=True,
    noun="boards and committees, who sits on them, what came before them",
    example="--as-at 2023-09-01",
)
def bodies(
    register: Register,
    kind: Annotated[str | None, Parameter("Only of that kind, as the register writes it.")] = None,
    of: Annotated[str | None, Parameter("Only those of an organisation.", "organisation")] = None,
    parent: Annotated[str | None, Parameter("Only those under another body.", "body")] = None,
) -> Answer[BodyLine]:
    """List the bodies in being on a day; those that may be, with that said."""
    from projections import being, bodies, called

    names = called.likeliest(register.rows(called.BODY_NAMES))
    found = bodies.bodies(register, kind=kind, of=of, parent=parent)
    acts = being.borne_out(register, found)
    return Answer(
        [
            row_from(
                BodyLine,
                each,
                name=called.all_names(names.get(each.stream, ())) or each.event.name,
                **_shown_by(acts.get(each.stream), each),
            )
            for each in found
        ]
    )


@question("body show", example="th-community-environment --as-at 2023-09-01")
def body(register: Register, body: BodyGiven) -> Answer[BodyPage]:
    """Show one body: what it is, what came before and after it, and who sits on it."""
    from projections import being, bodies, called, identity, memberships

    register.read_ahead(*_all_of(body))
    found = bodies.body(register, body)
    if found is None:
        return Answer(())
    seats = (
        SeatWithin(**{name: getattr(seat, name) for name in SeatWithin.__struct_fields__})
        for seat in _seats(register, body)
    )
    row = row_from(
        BodyPage,
        found,
        name=called.all_names(bodies.names(register, body)) or found.event.name,
        same_as=identity.other_ids(register, body),
        possibly_same_as=identity.possible_ids(register, body),
        **_successions(register, body),
        members=tuple(seats),
        **_vacancies(register, body),
        members_known=memberships.completeness(register, body).value,
        **_shown_by(being.borne_out(register, [found]).get(found.stream), found),
    )
    return Answer([row], _described(row), layout="page")


@question("body members", lasting=True, one="member", example="th-scrutiny --as-at 2023-09-01 --sources")
def members(register: Register, body: BodyGiven, stale_after: StaleAfter = None) -> Answer[Seat]:
    """List who sits on a body on a day, in what office and on whose behalf, and whether that is everybody."""
    from projections import memberships

    known, rows = memberships.completeness(register, body), unless_stale(register, _seats(register, body), stale_after)
    people = _by_person(rows)
    return Answer(
        rows,
        sentence(f"{counted(people, 'member').rstrip('.')}; the list of members is {known.value}") if rows else "",
        for_people=Answer(people, row=Sitting),
        notes=() if known is memberships.Completeness.COMPLETE else (f"the list of members is {known.value}",),
        empty="no members recorded",
    )


class OfficeHeld(Line, frozen=True, kw_only=True):
    """Who has an office in a body."""

    body: Annotated[str, Column("The body", "body")]
    office: Annotated[str, column_of(OfficeAssigned, "office")]
    holder: Annotated[str, Column("Who has it, a person or a post", "person|post")]
    on_behalf_of: Annotated[str | None, Column("For which organisation", "organisation")]
    since: Since
    until: Until
    last_told: LastTold
    standing: Standing


@question("body offices", lasting=True, one="office", example="--office chair --as-at 2023-09-01")
def offices(
    register: Register,
    office: Annotated[str | None, Parameter("Only one office, and who shares it: chair, vice-chair, lead ...")] = None,
    stale_after: StaleAfter = None,
) -> Answer[OfficeHeld]:
    """List who chairs what: the offices in all bodies on a day; `--office chair` finds co-chairs, too."""
    from projections.memberships import TENURES

    wanted = office and office.casefold()
    rows = (
        row_from(OfficeHeld, each, body=each.stream)
        for each in register.rows(TENURES)
        if not wanted or each.event.office.casefold().removeprefix("co-") == wanted.removeprefix("co-")
    )
    return Answer(unless_stale(register, rows, stale_after))


@question("body lineage", one="succession", example="th-community-environment --as-at ever", drawn=True)
def lineage(
    register: Register,
    unit: Annotated[str, Parameter("The body or the organisation.", "body|organisation", label="BODY|ORGANISATION")],
) -> Answer[Succession]:
    """Follow what came before a body or an organisation, and what came after it, through mergers and splits.

    What is only proposed is told apart from what is done. `--format dot` draws it with Graphviz.
    """
    from projections.accountability import lineage
    from projections.answers.lineage import drawn, said

    steps, name = lineage.lineage(register, unit), naming(register)
    rows = [
        row_from(
            Succession,
            step.succession,
            lineage=said(step, name),
            direction=step.direction.value,
            depth=step.depth,
            is_proposal=step.is_proposal,
            stated_by=step.succession.row.stated_by or None,
            again=step.again,
        )
        for step in steps
    ]
    return Answer(rows, layout="tree", empty="no succession recorded", drawing=drawn(unit, steps, name))


@question("body history", one="entry/entries", example="th-scrutiny", as_at="ever")
def history(register: Register, body: BodyGiven) -> Answer[Recorded]:
    """List every entry that mentions a body, in the order of recording, and what became of each."""
    return history_of(register, body)


def _shown_by(act: Earliest | None, found: RowAsAt[Any]) -> dict[str, Any]:
    """That there is a body, as far as an act of its own shows it."""
    from projections.being import certainty_with

    certainty, entries = certainty_with(act, found)
    return {"there_by": when(act.since) if act else None, "certainty": certainty, "entries": entries}


def _vacancies(register: Register, body: str) -> dict[str, Any]:
    """The seats of a body and how many are vacant, as far as the list of members tells."""
    from projections import bodies, memberships

    told = bodies.vacancies(register, body)
    declared = ", ".join(
        f"{each.event.number} {When(each.row.since, each.row.from_earliest, each.row.from_latest).on}" for each in told
    )
    numbers = list(dict.fromkeys(each.row.number for each in bodies.seats(register, body)))
    said = " or ".join(map(str, numbers))
    if len(numbers) != 1 or register.as_at is None:
        return {"seats": said, "vacant": "", "vacancies_declared": declared}
    found = memberships.members(register, body)
    certain = {each.event.member for each in found if each.is_certain}
    least, most = (max(0, numbers[0] - len(each)) for each in ({each.event.member for each in found}, certain))
    known = memberships.completeness(register, body) is memberships.Completeness.COMPLETE
    count = str(most) if least == most else f"{least} to {most}"
    return {
        "seats": said,
        "vacant": count if known or not most else f"at most {most}; the list of members is not known to be complete",
        "vacancies_declared": declared,
    }


def _successions(register: Register, body: str) -> dict[str, Any]:
    from projections.accountability import lineage

    before, after = lineage.predecessors(register, body), lineage.successors(register, body)
    told = {
        TOOK_OVER_FROM: [(found, (found.row.predecessor,)) for found in before],
        SUCCEEDED_BY: [(found, (found.row.successor,)) for found in after],
    }
    return relation_cells(told, naming(register))


def _all_of(body: str) -> Iterator[Lookup]:
    """What the page of a body is made of."""
    from projections import bodies, called, meetings, memberships
    from projections.accountability.lineage import SUCCESSIONS
    from projections.engine.register import Lookup

    yield Lookup(bodies.BODIES, in_force=False, stream=body)
    of_it = (called.BODY_NAMES, bodies.VACANCIES, bodies.SEATS)
    members = (memberships.TENURES, memberships.MEMBERSHIPS, memberships.LIST_DECLARATIONS)
    yield from (Lookup(table, stream=body) for table in (*of_it, *members))
    yield Lookup.by(meetings.MEETINGS, "body", body)
    yield from (Lookup.by(SUCCESSIONS, column, body) for column in ("predecessor", "successor"))


def _described(body: BodyPage) -> str:
    """What a body is: of one that is only to come, or in doubt, no more than that."""
    what = f", {body.kind}" if body.kind else ""
    mood = {"yes": "in being", "no": "not in being on the day"}.get(body.certainty, "possibly in being")
    standing = f"only {body.standing}" if Known(body.standing) not in IN_BEING else mood
    seats = number_of(len(body.members), "seat") if body.members else "no seats"
    return f"{body.name}{what}: {standing}; {seats} recorded."


def _seats(register: Register, body: str) -> Iterator[Seat]:
    """Offices first, then memberships; where a post has the seat, one row for each person who holds it."""
    from projections import memberships
    from projections.last_told import acts_of_members, day_of, latest

    acts = acts_of_members(register, body)
    for seat in memberships.seats(register, body):
        who: dict[str, Any] = {"member": seat.member, "held_by": seat.held_by, "voting": seat.voting}
        who["last_told"] = None if seat.place.row.until else latest(day_of(seat.place), acts.get(seat.person, ()))
        yield row_from(Seat, seat.place, seat.certainty, **who, seat=seat.role, entries=seat.entries)


def _by_person(seats: Iterable[Seat]) -> list[Sitting]:
    """One row for each person, who is a member as surely as by the surest seat."""
    grouped: dict[tuple[str, str | None], list[Seat]] = {}
    for seat in seats:
        grouped.setdefault((seat.member, seat.held_by), []).append(seat)
    return [_sitting(member, held_by, own) for (member, held_by), own in grouped.items()]


def _sitting(member: str, held_by: str | None, seats: Sequence[Seat]) -> Sitting:
    from projections.last_told import latest

    until = [seat.until for seat in seats if seat.until is not None]
    told = [seat.last_told for seat in seats if seat.last_told is not None]
    votes = [seat.voting for seat in seats if seat.voting is not None]
    return Sitting(
        member=member,
        held_by=held_by,
        seats=tuple({seat.seat.casefold(): seat.seat for seat in reversed(seats)}.values())[::-1],
        on_behalf_of=tuple(dict.fromkeys(seat.on_behalf_of for seat in seats if seat.on_behalf_of)),
        voting=any(votes) if votes else None,
        since=min((seat.since for seat in seats), key=lambda on: on.order),
        until=max(until, key=lambda on: on.order) if len(until) == len(seats) else None,
        last_told=latest(told[0], told[1:]) if told else None,
        standing=", ".join(dict.fromkeys(seat.standing for seat in seats)),
        certainty="yes" if any(seat.certainty == "yes" for seat in seats) else "possibly",
        entries=tuple(sorted({position for seat in seats for position in seat.entries})),
    )
