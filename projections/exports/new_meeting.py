"""A meeting file begun: what the register tells of a body's next meeting, for a clerk to check and go on with.

Who sits on the body stands under `present`, with a `check` that keeps the file from being recorded before somebody has
looked; whatever may have come up, open commitments and what was deferred or sent there, stands in comments.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from ledger.vocabulary.dates import Certainty, day_text, when
from ledger.vocabulary.meetings import AttendanceRecorded, Presence
from ledger.vocabulary.subjects import kind_of, name_of
from projections import bodies, meetings, memberships
from projections.answers.bearers import RegisteredNames
from projections.answers.names import Names
from projections.engine.register import Register, RowAsAt
from projections.engine.rows import Point
from projections.papers.due import MattersDue
from projections.papers.paper import day_in_words

BEGUN: Final = "# Begun from the register. Delete each `check` when you have looked; nothing is recorded before."
_PLAIN: Final = re.compile(r"[A-Za-zÀ-ÿ0-9(][\w .;'’()/&-]*")
_WORDS_OF_YAML: Final = frozenset({"yes", "no", "true", "false", "null", "on", "off", "~"})


def new_meeting(register: Register, body: str) -> Iterator[str]:
    """The lines of the file, for a meeting on the register's day."""
    return _Template(register, body).lines()


def yaml_text(text: str) -> str:
    """A text as YAML reads it back, in quotation marks where it would be cut or taken for something else."""
    is_plain = _PLAIN.fullmatch(text) and text.lower() not in _WORDS_OF_YAML and not text.endswith(" ")
    return text if is_plain else json.dumps(text, ensure_ascii=False)


class _Template:
    def __init__(self, register: Register, body: str) -> None:
        assert register.as_at is not None
        self._register, self._body, self._day = register, body, register.as_at
        self._at_all_times = replace(register, as_at=None)
        self._directory = RegisteredNames(lambda: register)
        self._said = Names(register)
        self._seats = memberships.seats(register, body)
        self._members = {each for seat in self._seats for each in (seat.member, seat.person)}
        self._due = MattersDue(register, body)
        self._held = self._due.held

    def lines(self) -> Iterator[str]:
        yield from self._head()
        yield "meeting:"
        yield f"  body: {self._name(self._body)}"
        yield f"  date: {day_text(self._day)}"
        if places := [each.event.place for each in self._held if each.event.place]:
            yield f"  # place: {yaml_text(places[-1])}"
        yield from self._attendance()
        yield ""
        yield "statements:"
        yield from self._minutes_to_confirm()
        yield from self._come_up()
        yield "  # - resolved: That ..."
        yield "  #   verb: agreed"
        yield "  #   at: item 2"

    def _head(self) -> Iterator[str]:
        title = f"{self._said(self._body)}, minutes of {day_in_words(when(day_text(self._day)))}"
        found = bodies.body(self._at_all_times, self._body)
        yield BEGUN
        yield "source:"
        yield f"  document: {yaml_text(title)}"
        if found and found.event.of:
            yield f"  publisher: {yaml_text(str(self._said(found.event.of[0])))}"
        yield f"  date: {day_text(self._day)}"
        yield ""

    def _attendance(self) -> Iterator[str]:
        seats: dict[str, memberships.Seat] = {}
        for seat in self._seats:
            if seat.person:
                seats.setdefault(seat.person, seat)
        vacant = [seat.member for seat in self._seats if not seat.person]
        yield "  present:" if seats else "  present: []"
        for person, seat in seats.items():
            doubt = "" if seat.certainty is Certainty.YES else "; whether they sat on that day is not certain"
            about = f"{seat.office}{doubt}" if seat.office else doubt.removeprefix("; ")
            yield f"    - {self._name(person)}" + (f"  # {about}" if about else "")
        for post in vacant:
            yield f"    # - whoever held the post {self._name(post)}"
        yield "  apologies: []"
        yield "  absent: []"
        yield from self._in_attendance()
        yield "  check: who was there, and who sent apologies"

    def _in_attendance(self) -> Iterator[str]:
        told = self._last_attendance()
        attended = [each.event for each in told if each.event.presence is Presence.IN_ATTENDANCE]
        yield "  in attendance:  # as at the last meeting" if attended else "  in attendance: []"
        for event in attended:
            capacity = f": {{capacity: {yaml_text(event.capacity)}}}" if event.capacity else ""
            yield f"    - {self._name(event.person)}{capacity}"

    def _last_attendance(self) -> list[RowAsAt[Point[AttendanceRecorded]]]:
        """Who attended the last meeting of which that is recorded."""
        each = (meetings.attendance(self._at_all_times, held.stream) for held in reversed(self._held))
        return next(filter(None, each), [])

    def _minutes_to_confirm(self) -> Iterator[str]:
        for held in self._due.minutes():
            yield f"  - minutes confirmed: {name_of(held.stream)}"
            yield "    check: whether they were, and with which amendments"

    def _come_up(self) -> Iterator[str]:
        """What may have come up, in comments: what was undertaken, deferred, or sent there."""
        yield from _comment("Undertaken, and not discharged:", self._undertaken())
        deferred = ((f"{each.text} ({each.whole.row.since})",) for each in self._due.deferred())
        yield from _comment("Deferred earlier:", deferred)
        yield from _comment("Sent here, and not considered since:", self._referred())

    def _undertaken(self) -> Iterator[tuple[str, ...]]:
        for each in self._due.undertaken():
            made, due = each.made.event, each.due_in_words
            by = f"{self._said(made.by)}: " if made.by else ""
            yield f"{by}{made.text}{f'; due {due}' if due else ''}", f"- discharged: {name_of(each.made.stream)}"

    def _referred(self) -> Iterator[tuple[str, ...]]:
        for sent in self._due.referred():
            title = str(self._said(sent.stream))
            yield f"{title} ({sent.row.purpose or sent.row.since})", f"- considered: {self._name(sent.stream)}"

    def _name(self, subject: str) -> str:
        """The name of a subject where it means nobody else there, else its id."""
        name = str(self._said(subject))
        kind = kind_of(subject)
        bearers = self._directory.bearers(name, (kind,))
        near = self._members if len(bearers) > 1 else ()
        alone = [each for each in bearers if not near or each in near]
        return yaml_text(name) if alone == [subject] else name_of(subject)


def _comment(heading: str, told: Iterator[tuple[str, ...]]) -> Iterator[str]:
    """Lines of comments under a heading, where there are any."""
    lines = [line for each in told for line in each]
    if lines:
        yield f"  # {heading}"
        yield from (f"  # {line}" for line in lines)
