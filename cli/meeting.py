"""`govledger meeting`: which meetings were held, who was there, what they decided, were the minutes confirmed?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from cli.answering import question
from cli.listings import listing, named, refuse_unknown, row_of, short_id
from cli.naming import Name, naming
from cli.output import Column, Listing, Row, dated
from cli.params import BODY, MEETING
from cli.reached import in_short, minutes_cells, present_cells, vote_cells
from cli.statements import stating
from ledger.events.reports import MinutesConfirmed

if TYPE_CHECKING:
    from projections.meetings import Meeting
    from projections.register import Answer, Register

Cells = dict[str, Any]


@click.group("meeting")
def command() -> None:
    """Meetings: who was there, in whose place, what was resolved, and whether the minutes were confirmed."""


@command.command("list")
@click.option("--body", type=BODY, help="Only of one body.")
@question
def list_(register: Register, body: str | None) -> Listing:
    """List the meetings held by a day, each with what its record rests on."""
    from projections import meetings
    from projections.minutes import minutes

    rows = []
    for answer in meetings.meetings(register, body=body):
        found = minutes(register, answer.stream)
        confirmed = found.confirmation.row.entries if found.confirmation else ()
        row = row_of(answer, minutes=found.status.value)
        rows.append(Row(row.cells, tuple(sorted({*row.entries, *confirmed})), row.certainty))
    return listing(register, rows, short_id(), dated("since", "date"), named("body"), "title", "place", "minutes")


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
        *(short_id(), named("body"), dated("since", "date"), "title", "place", Column("in_public", "in public")),
        *("minutes", "attendance", "agenda", "reports", "decisions", "minutes_confirmed_there"),
        vertical=True,
    )


command.add_command(
    stating(
        "confirm",
        MinutesConfirmed,
        "meeting",
        help="""Record that the minutes of a meeting were confirmed, with or without amendments; --on is the day.

        \\b
        govledger meeting confirm cabinet/2023-06-27 --confirmed-at cabinet/2023-07-18 --on 2023-07-18 \\\\
            --signed-by person:ben-osei --document 'Minutes of 18 July 2023' --at 'minute 2'

        An amendment tells what was changed; correct each entry that it changes besides, see `govledger correct`.
        """,
    )
)


def _whole(register: Register, answer: Answer[Meeting], name: Name) -> Row:
    from projections import agenda, meetings, minutes, reports

    meeting = answer.stream
    attendance = meetings.attendance(register, meeting)
    listed = agenda.agenda(register, meeting)
    presented = reports.reports(register, meeting=meeting)
    status = minutes.minutes(register, meeting)
    confirmed = minutes.confirmations(register, confirmed_at=meeting)
    there: list[Answer[Any]] = [*attendance, *listed, *presented, *confirmed]
    there += [status.confirmation] if status.confirmation else []
    decided, entries = _decided(register, meeting, name)
    row = row_of(
        answer,
        minutes=(minutes_cells(status, name),),
        attendance=tuple(present_cells(a, name) | {"presence": a.row.presence.value} for a in attendance),
        agenda=tuple({"number": a.row.number, "title": a.row.title, "result": a.row.result} for a in listed),
        reports=tuple(
            {"id": a.stream, "title": a.row.title, "authors": a.row.authors, "authors_name": name(a.row.authors)}
            for a in presented
        ),
        decisions=decided,
        minutes_confirmed_there=tuple({"meeting": a.stream, "meeting_name": name(a.stream)} for a in confirmed),
    )
    rests_on = {*row.entries, *entries, *(position for each in there for position in each.row.entries)}
    return Row(row.cells, tuple(sorted(rests_on)), row.certainty)


def _decided(register: Register, meeting: str, name: Name) -> tuple[tuple[Cells, ...], tuple[int, ...]]:
    """What was decided there, limb by limb, each with its vote; and the entries of that."""
    from projections.decided import decided
    from projections.votes import votes

    def cells() -> Iterator[tuple[Cells, tuple[int, ...]]]:
        for limb in decided(register, meeting=meeting):
            found = votes(register, limb.whole.stream)
            vote = vote_cells(found[-1], name) if found else None
            yield (
                {
                    "id": limb.whole.stream,
                    "number": limb.number or None,
                    "verb": limb.verb.value if limb.verb else None,
                    "text": limb.text,
                    "vote": in_short(vote),
                },
                (*limb.whole.row.entries, *(position for each in found for position in each.row.entries)),
            )

    told = list(cells())
    return tuple(each for each, _ in told), tuple(position for _, entries in told for position in entries)
