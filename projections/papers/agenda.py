"""An agenda out of the record: what is due at the next meeting of a body, for a clerk to go on with."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ledger.vocabulary.dates import day_text, when
from projections import bodies, memberships
from projections.answers.names import Names
from projections.commitments import Undertaking
from projections.engine.register import Register
from projections.papers.due import MattersDue
from projections.papers.paper import Block, Heading, Paper, Paragraph, Points, day_in_words, paper


def agenda(register: Register, body: str) -> Paper:
    """What is due at a meeting of a body on the register's day."""
    assert register.as_at is not None
    entries: list[int] = []
    blocks = list(_blocks(register, body, entries))
    found = bodies.body(replace(register, as_at=None), body)
    said = Names(register)
    publisher = " and ".join(said(found.event.of) or ()) if found else ""
    day = day_in_words(when(day_text(register.as_at)))
    return paper(register, f"Agenda of the {said(body)}", blocks, entries, publisher=publisher, day=day)


def _blocks(register: Register, body: str, entries: list[int]) -> Iterator[Block]:
    said, due = Names(register), MattersDue(register, body)
    seats = memberships.seats(register, body)
    if seats:
        entries += [position for seat in seats for position in seat.entries]
        members = dict.fromkeys(f"{said(seat.person or seat.member)}" for seat in seats)
        yield Paragraph("; ".join(members), "Members:")
    yield Heading("1. Apologies for absence")
    yield Heading("2. Declarations of interest")
    number = 3
    for held in due.minutes():
        entries += held.row.entries
        yield Heading(f"{number}. Minutes of the meeting of {day_in_words(when(held.row.since))}, to be confirmed")
        number += 1
    deferred = list(due.deferred())
    if deferred:
        entries += [position for each in deferred for position in each.whole.row.entries]
        yield Heading(f"{number}. Deferred earlier")
        yield Points(tuple(("", f"{each.text} ({day_in_words(when(each.whole.row.since))})") for each in deferred))
        number += 1
    referred = list(due.referred())
    if referred:
        entries += [position for each in referred for position in each.row.entries]
        yield Heading(f"{number}. Sent to this body, and not recorded as considered since")
        yield Points(tuple(("", ": ".join(filter(None, (said(each.stream), each.row.purpose)))) for each in referred))
        number += 1
    undertaken = due.undertaken()
    if undertaken:
        entries += [position for each in undertaken for position in each.entries]
        yield Heading(f"{number}. Actions that are open")
        yield Points(tuple(("", _open(each, said)) for each in undertaken))


def _open(each: Undertaking, said: Names) -> str:
    """A commitment that is open, with who undertook it, when it is due and whether it is late."""
    due = each.due_in_words
    about = (said(each.made.event.by) or "nobody is named", f"due {due}" if due else "", each.state.value)
    return f"{each.made.event.text} ({'; '.join(filter(None, about))})"
