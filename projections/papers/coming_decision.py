"""The notice of a decision to come, as it was published, out of the ledger (SI 2012/2089 regs 5, 9 to 11)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from types import MappingProxyType
from typing import Final

import msgspec

from ledger.refusals import Refusal
from ledger.vocabulary.dates import NO_END, when
from ledger.vocabulary.decisions import DecisionNoticed, Urgency
from ledger.vocabulary.subjects import kind_of
from projections import memberships
from projections.answers.names import Names
from projections.decisions.notices import CLEAR_DAYS, clear_days, notices
from projections.engine.register import Register, RowAsAt
from projections.engine.rows import Point
from projections.papers.paper import Block, Heading, Paper, Paragraph, Points, day_in_words, paper

_UNDER: Final = MappingProxyType(
    {Urgency.GENERAL_EXCEPTION: " under general exception", Urgency.SPECIAL_URGENCY: " under special urgency"}
)
_LAW: Final = MappingProxyType(
    {
        Urgency.NONE: "SI 2012/2089 reg 9",
        Urgency.GENERAL_EXCEPTION: "SI 2012/2089 reg 10",
        Urgency.SPECIAL_URGENCY: "SI 2012/2089 reg 11",
    }
)


def notice_of_coming_decision(register: Register, project: str) -> Paper:
    """The last notice that was given of a decision on a project.

    Raises:
        Refusal: no notice is recorded.
    """
    given = notices(register, project)
    if not given:
        raise Refusal(
            f"no notice of a decision on '{Names(register)(project)}' is recorded",
            "`govledger notices --as-at ever` lists them; a decision that was made is named by its own id",
        )
    entries: list[int] = []
    last = given[-1]
    blocks = list(_blocks(register, last, entries))
    kind = "key decision" if last.event.key else "decision"
    title = f"Notice of a {kind} to be taken{_UNDER.get(last.event.urgency, '')}"
    return paper(register, title, blocks, entries, day=day_in_words(when(last.row.since)))


def _blocks(register: Register, given: RowAsAt[Point[DecisionNoticed]], entries: list[int]) -> Iterator[Block]:
    said, event = Names(register), given.event
    entries += given.row.entries
    yield Paragraph(said(given.stream) or given.stream, "To be decided:")
    yield Paragraph(said(event.by) or event.by, "Who will decide:")
    if kind_of(event.by) == "body" and given.row.from_latest < NO_END:
        seats = memberships.seats(replace(register, as_at=given.row.from_latest), event.by)
        entries += [position for seat in seats for position in seat.entries]
        members = dict.fromkeys(said(seat.person or seat.member) or "" for seat in seats)
        yield Paragraph("; ".join(members) or "None is recorded.", "Its members:")
    yield Paragraph(day_in_words(when(event.due)) if event.due else "Not recorded.", "When:")
    yield Paragraph({True: "yes", False: "no", None: "not recorded"}[event.key], "Key decision:")
    yield Heading("Documents before the decision")
    yield Points(tuple(("", each) for each in event.documents)) if event.documents else Paragraph("None is recorded.")
    if event.private:
        yield Heading("Why the public is to be excluded")
        yield Paragraph(f"{event.private} (SI 2012/2089 reg 5)")
    yield Heading("How long before")
    yield Paragraph(_clear(given))


def _clear(given: RowAsAt[Point[DecisionNoticed]]) -> str:
    """How many clear days lie between the notice and the day that the decision is due, and how many the law wants."""
    event = given.event
    wanted = CLEAR_DAYS.get(event.urgency)
    law = _LAW[event.urgency]
    asks = f"{wanted} clear days are asked for" if wanted else "no number of days is asked for"
    if not event.due:
        return f"The day of the decision is not recorded; {asks} ({law})."
    due = when(event.due)
    fewest, most = clear_days(
        given.row, msgspec.structs.replace(given.row, from_earliest=due.earliest, from_latest=due.latest)
    )
    if fewest is None or most is None:
        return f"The dates do not tell how many clear days; {asks} ({law})."
    days = str(fewest) if fewest == most else f"{fewest} to {most}"
    return f"{days} clear days before the day on which it is due; {asks} ({law})."
