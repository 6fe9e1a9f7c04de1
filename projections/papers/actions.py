"""An action sheet out of the record: who undertook what for a body, by when, and what it recommended."""

from __future__ import annotations

from dataclasses import replace

from ledger.vocabulary.dates import day_text, when
from projections import bodies
from projections.answers.names import Names
from projections.engine.register import Register
from projections.papers.due import MattersDue
from projections.papers.paper import Block, Grid, Heading, Paper, Paragraph, day_in_words, paper
from projections.recommendations import Recommended, recommendations


def actions(register: Register, body: str) -> Paper:
    """What is open for a body on the register's day, what is late first, and what it has recommended by then."""
    assert register.as_at is not None
    said, due = Names(register), MattersDue(register, body).undertaken()
    rows = tuple(
        (each.made.event.text, said(each.made.event.by) or "nobody is named", each.due_in_words, each.state.value)
        for each in due
    )
    blocks: list[Block] = [Heading("Actions")]
    blocks.append(Grid(("Action", "By whom", "Due", "State"), rows) if rows else Paragraph("None is recorded as open."))
    recommended = recommendations(register, body=body)
    if recommended:
        told = tuple(_recommended(each, said) for each in recommended)
        heads = ("Recommendation", "To", "Made", "Due", "Answer")
        blocks += [Heading("Recommendations"), Grid(heads, told)]
    entries = [position for each in due for position in each.entries]
    entries += [position for each in recommended for position in each.entries]
    found = bodies.body(replace(register, as_at=None), body)
    publisher = " and ".join(said(found.event.of) or ()) if found else ""
    title, day = f"Actions and recommendations of the {said(body)}", day_in_words(when(day_text(register.as_at)))
    return paper(register, title, blocks, entries, publisher=publisher, day=day)


def _recommended(each: Recommended, said: Names) -> tuple[str, ...]:
    """A row: the words, to whom, when, by when, and the last answer or what it waits for."""
    limb, last = each.decided.limb, each.last
    to = said(limb.to) if limb and limb.to else ""
    made, due = (
        day_in_words(when(day)) if day else "" for day in (each.decided.whole.row.since, each.due and each.due.text)
    )
    if last is None:
        return each.decided.text, to, made, due, each.state.value
    answered = [last.event.response.value, f"on {day_in_words(when(last.row.since))}" if last.row.since else ""]
    return (
        each.decided.text,
        to,
        made,
        due,
        ": ".join(filter(None, (" ".join(filter(None, answered)), last.event.text))),
    )
