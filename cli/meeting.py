"""`govledger meeting`: which meetings were held, who was there, what they decided, were the minutes confirmed?"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, TypeAlias

import click

from cli.asking import question
from cli.event_commands import stating
from cli.lazy import Verbs
from cli.params import BODY, MEETING, PERSON
from ledger.vocabulary.reports import MinutesConfirmed
from projections.answers.decision_rows import declared_cells, in_short, minutes_cells, present_cells, vote_cells
from projections.answers.from_register import listing, named, rests_on, row_of, rows_of, short_id
from projections.answers.known_subjects import refuse_unknown, refuse_unknown_ones
from projections.answers.listing import Column, Listing, Row, dated
from projections.answers.names import Name, naming

if TYPE_CHECKING:
    from ledger.vocabulary.meetings import MeetingHeld
    from projections.engine.register import Answer, Register
    from projections.engine.rows import Point

Part: TypeAlias = tuple[dict[str, Any], Iterable[int]]
"""Some cells of a page, and the entries that they rest on."""


@click.group("meeting", cls=Verbs)
def command() -> None:
    """Meetings: who was there, in whose place, what was resolved, and whether the minutes were confirmed."""


@command.command("list")
@click.option("--body", type=BODY, help="Only of one body.")
@question
def list_(register: Register, body: str | None) -> Listing:
    """List the meetings held by a day, each with what its record rests on."""
    from projections import meetings
    from projections.minutes import minutes

    refuse_unknown_ones(register, body)
    rows = []
    for answer in meetings.meetings(register, body=body):
        found = minutes(register, answer.stream)
        confirmed = found.confirmation.row.entries if found.confirmation else ()
        row = row_of(answer, minutes=found.status.value)
        rows.append(Row(row.cells, tuple(sorted({*row.entries, *confirmed})), row.certainty))
    return listing(
        register, rows, short_id(), dated("since", "date"), named("body"), "title", "place", "minutes", "standing"
    )


@command.command("show")
@click.argument("meeting", type=MEETING)
@question
def show(register: Register, meeting: str) -> Listing:
    """Show one meeting: who attended and in whose place, its items, reports, decisions and questions, its minutes."""
    from projections import meetings

    refuse_unknown(register, meeting)
    answer, name = meetings.meeting(register, meeting), naming(register)
    return listing(
        register,
        [_whole(register, each, name) for each in ([answer] if answer else [])],
        *(
            short_id(),
            named("body"),
            dated("since", "date"),
            "title",
            "place",
            Column("in_public", "in public"),
            "standing",
        ),
        *(
            "minutes",
            "attendance",
            "agenda",
            "reports",
            "decisions",
            "questions",
            "interests",
            "minutes_confirmed_there",
        ),
        vertical=True,
    )


@command.command("attendance")
@click.option("--meeting", type=MEETING, help="Only at one meeting.")
@click.option("--person", type=PERSON, help="Only how one person attended, or who did in their place.")
@click.option("--substitutes", is_flag=True, help="Only who attended in somebody's place.")
@question
def attendance(register: Register, meeting: str | None, person: str | None, substitutes: bool) -> Listing:
    """List who attended, who sent apologies, and who attended in whose place."""
    from projections import meetings

    refuse_unknown_ones(register, meeting, person)
    found = meetings.attendance(register, meeting, person=person)
    if person is not None:
        found += [each for each in meetings.substitutions(register, person) if meeting in (None, each.stream)]
    shown = (each for each in found if each.event.substitute_for or not substitutes)
    columns = (dated("since", "date"), short_id("id", "meeting"), named("person"), "presence")
    return listing(
        register, rows_of(shown), *columns, named("substitute_for", "in the place of"), "capacity", "items", "standing"
    )


command.add_command(
    stating(
        "confirm",
        MinutesConfirmed,
        "meeting",
        help="""Record that the minutes of a meeting were confirmed, with or without amendments; --on is the day.

        \b
        govledger meeting confirm cabinet/2023-06-27 --confirmed-at cabinet/2023-07-18 --on 2023-07-18 \\
            --signed-by person:ben-osei --document 'Minutes of 18 July 2023' --at 'minute 2'

        An amendment tells what was changed; correct each entry that it changes besides, see `govledger correct`.
        """,
    )
)


def _whole(register: Register, answer: Answer[Point[MeetingHeld]], name: Name) -> Row:
    parts = [tell(register, answer.stream, name) for tell in (_minutes, _there, _papers, _decided, _asked, _declared)]
    row = row_of(answer, **{key: value for cells, _ in parts for key, value in cells.items()})
    rests_on = {*row.entries, *(position for _, entries in parts for position in entries)}
    return Row(row.cells, tuple(sorted(rests_on)), row.certainty)


def _minutes(register: Register, meeting: str, name: Name) -> Part:
    """The status of its minutes, and the minutes that it confirmed itself."""
    from projections import minutes

    status = minutes.minutes(register, meeting)
    there = minutes.confirmations(register, confirmed_at=meeting)
    confirmed = tuple({"meeting": each.stream, "meeting_name": name(each.stream), **rests_on(each)} for each in there)
    known = [*there, *([status.confirmation] if status.confirmation else [])]
    return {"minutes": (minutes_cells(status, name),), "minutes_confirmed_there": confirmed}, entries_of(known)


def _there(register: Register, meeting: str, name: Name) -> Part:
    from projections import meetings

    found = meetings.attendance(register, meeting)
    return {"attendance": tuple(present_cells(each, name) for each in found)}, entries_of(found)


def _papers(register: Register, meeting: str, name: Name) -> Part:
    """The items of its agenda, and the reports before it."""
    from projections import agenda, reports

    listed, presented = agenda.agenda(register, meeting), reports.reports(register, meeting=meeting)
    items = tuple(
        {"number": a.event.number, "title": a.event.title, "result": a.event.result, **rests_on(a)} for a in listed
    )
    papers = tuple(
        {
            "id": a.stream,
            "title": a.event.title,
            "authors": a.event.authors,
            "authors_name": name(a.event.authors),
            **rests_on(a),
        }
        for a in presented
    )
    return {"agenda": items, "reports": papers}, entries_of([*listed, *presented])


def _decided(register: Register, meeting: str, name: Name) -> Part:
    """What was decided there, limb by limb, each with its vote."""
    from projections.decisions.listing import decided
    from projections.decisions.votes import votes

    limbs = decided(register, meeting=meeting)
    voted = {limb.whole.stream: votes(register, limb.whole.stream) for limb in limbs}
    told = tuple(
        {
            "id": limb.whole.stream,
            "number": limb.number or None,
            "verb": limb.verb.value if limb.verb else None,
            "text": limb.text,
            "vote": in_short(vote_cells(found[-1], name)) if (found := voted[limb.whole.stream]) else "",
            **rests_on(limb.whole),
        }
        for limb in limbs
    )
    return {"decisions": told}, entries_of(
        [limb.whole for limb in limbs] + [v for found in voted.values() for v in found]
    )


def _asked(register: Register, meeting: str, name: Name) -> Part:
    from projections.questions import QUESTIONS, with_replies

    asked = with_replies(register, register.rows(QUESTIONS, meeting=meeting))
    told = tuple(
        {
            "text": question.text,
            "by": question.by,
            "by_name": name(question.by),
            "answered": each.completeness.value,
            **rests_on(each.question),
        }
        for each in asked
        for question in (each.question.event,)
    )
    return {"questions": told}, [position for each in asked for position in each.entries]


def _declared(register: Register, meeting: str, name: Name) -> Part:
    from projections import interests
    from projections.decisions.declarations import Declared

    declared = Declared(
        interests=tuple(interests.interests(register, meeting=meeting)),
        conflicts=tuple(interests.conflicts(register, meeting=meeting)),
        dispensations=tuple(interests.dispensations(register, meeting=meeting)),
    )
    return {"interests": declared_cells(declared, name)}, declared.entries


def entries_of(answers: Iterable[Answer[Any]]) -> list[int]:
    """The entries that answers rest on."""
    return [position for answer in answers for position in answer.row.entries]
