"""A meeting file begun for a decision of the executive, one of its members or an officer, under the heads of the law.

What the register tells of the day is filled in, with a `check`: of what notice was given, and so whether it is a key
decision. Every other head (SI 2012/2089 regs 12, 13; SI 2014/2095 reg 7) stands in a comment until somebody fills it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from ledger.vocabulary.dates import day_text, when
from ledger.vocabulary.decisions import DecisionNoticed, Urgency
from ledger.vocabulary.subjects import kind_of, name_of
from projections import bodies, memberships, people
from projections.accountability import declared
from projections.answers.bearers import RegisteredNames
from projections.answers.names import Names
from projections.decisions.notices import notices
from projections.engine.register import Register, RowAsAt
from projections.engine.rows import Point
from projections.exports.new_meeting import BEGUN, yaml_text
from projections.papers.paper import day_in_words

_HEADS: Final = (
    "reasons:  # why; the law asks for them",
    "alternatives: []  # considered and rejected, a line each; or 'no alternatives: yes', where the record says so",
    "interests: []  # conflicts of interest that somebody consulted declared",
    "dispensations: []",
    "power:  # the power used",
    "callable in:  # yes or no",
    "effective from:  # a day, as 2018-07-09",
)


def new_decision(register: Register, decider: str) -> Iterator[str]:
    """The lines of the file, for a decision on the register's day."""
    assert register.as_at is not None
    day, said = day_text(register.as_at), Names(register)
    name = str(said(decider))
    called = list(RegisteredNames(lambda: register).bearers(name, (kind_of(decider),)))
    given = [each for each in notices(register, by=decider) if not _is_past(each, register.as_at)]
    yield BEGUN
    yield "source:"
    yield f"  document: {yaml_text(f'Record of a decision of the {name}, {day_in_words(when(day))}')}"
    if publisher := _publisher(register, decider, said):
        yield f"  publisher: {yaml_text(publisher)}"
    yield f"  date: {day}"
    yield f"on: {day}"
    yield "statements:"
    yield "  - decided:"
    yield f"    by: {yaml_text(name) if called == [decider] else name_of(decider)}{_who(register, decider, said)}"
    yield "    check: the decision in exact words, and under each head what the record says; leave out what it does not"
    yield "    # kind: officer  # the decision of an officer; without it, of the executive"
    yield from _noticed(given, said)
    for granted in declared.delegations(register, to=decider):
        yield f"    # under: {name_of(granted.stream)}  # {granted.event.function}"
    yield from (f"    # {head}" for head in _HEADS)


def _noticed(given: list[RowAsAt[Point[DecisionNoticed]]], said: Names) -> Iterator[str]:
    """What a notice tells of the decision; of several, the clerk takes the one that it was of."""
    mark = "" if len(given) == 1 else "# "
    for each in given:
        about = f"notice of it was given on {each.row.since}" + (f", due {each.event.due}" if each.event.due else "")
        yield f"    {mark}projects: [{name_of(each.stream)}]  # {said(each.stream)}: {about}"
        if each.event.key is not None:
            yield f"    {mark}key: {'yes' if each.event.key else 'no'}"
        if each.event.urgency is not Urgency.NONE:
            yield f"    {mark}urgency: {each.event.urgency.value}"
    if not given:
        yield "    # projects: []  # what it is about"
        yield "    # key:  # yes or no, whether it is a key decision (reg 8)"


def _is_past(notice: RowAsAt[Point[DecisionNoticed]], day: int) -> bool:
    """Whether the decision was due, surely, before the day."""
    return bool(notice.event.due) and when(notice.event.due).latest < day


def _publisher(register: Register, decider: str, said: Names) -> str:
    at_any_time = replace(register, as_at=None)
    if kind_of(decider) == "body" and (body := bodies.body(at_any_time, decider)) and body.event.of:
        return str(said(body.event.of[0]))
    post = people.post(at_any_time, decider) if kind_of(decider) == "post" else None
    return str(said(post.event.organisation)) if post and post.event.organisation else ""


def _who(register: Register, decider: str, said: Names) -> str:
    """Who held the post on that day, or sat on the body, as a comment."""
    found: list[str | None] = []
    if kind_of(decider) == "post":
        found = [said(each.event.person) for each in people.holders(register, decider)]
    elif kind_of(decider) == "body":
        found = [said(seat.person) for seat in memberships.seats(register, decider) if seat.person]
    names = ", ".join(dict.fromkeys(str(each) for each in found if each))
    return f"  # {names}" if names else ""
