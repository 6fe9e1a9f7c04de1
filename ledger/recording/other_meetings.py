"""Other meetings than those that a file tells of, in a document of that name; and other days of a meeting.

Two sittings of one day have minutes of one title and date, and undated minutes of several months have one title: what
is recorded of one meeting is then no former wording of what is said of the other, and the file does not leave it out.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple, TypeVar

from ledger.aggregates.meeting import later_days
from ledger.entries.entry import Draft, Entry
from ledger.recording.outcome import contradiction
from ledger.refusals import Contradicted
from ledger.vocabulary.dates import when
from ledger.vocabulary.meetings import MeetingAdjourned, MeetingCalled, MeetingHeld, MeetingResumed

_Statement = TypeVar("_Statement", Draft, Entry)


class OtherMeetings(NamedTuple):
    """The entries about other meetings than those that a file tells of."""

    apart: list[Entry]
    """Of meetings that are surely others: on the same day, under another id; or of a document without a date."""
    moved: list[Entry]
    """Of meetings on other days: the file may have been mended, and is then silent on what it said before."""

    def holds(self, entry: Entry) -> bool:
        """Whether an entry is about one of them."""
        return entry in self.apart or entry in self.moved


def of_other_meetings(entries: Sequence[Entry], drafts: Sequence[Draft]) -> OtherMeetings:
    """The entries of a document that are about meetings of which its drafts, which tell of some, do not tell."""
    stated, told = _introduced(drafts), _introduced(entries)
    days = {draft.occurred.earliest for draft in stated.values()}
    apart, moved = list[Entry](), list[Entry]()
    for meeting, held in told.items() if stated else ():
        if meeting not in stated:
            is_apart = not held.source.date or held.occurred.earliest in days
            (apart if is_apart else moved).extend(_about(meeting, entries))
    return OtherMeetings(apart, moved)


def on_another_day(draft: Draft, entry: Entry, told: Iterable[Entry]) -> Contradicted | None:
    """That a meeting is recorded as held on other days than a draft says, by all that is told of its course."""
    held = entry.event
    if not isinstance(draft.event, MeetingHeld) or not isinstance(held, MeetingHeld):
        return None
    days = [entry.occurred, *later_days(held, entry.occurred)]
    for other in told:
        if isinstance(other.event, MeetingResumed):
            days.append(other.occurred)
        elif isinstance(other.event, MeetingAdjourned) and other.event.to:
            days.append(when(other.event.to))
    first, said = entry.occurred.text, draft.occurred.text
    if not all(day.is_before(draft.occurred) or draft.occurred.is_before(day) for day in days):
        return None
    remedy = (
        f"if the record is wrong: govledger correct {entry.position} --on '{said}' --why '...'; if it went on then, "
        f"keep 'on: {first}' and write 'resumed: {said}'"
    )
    return contradiction(draft, entry, [f"the date is '{first}' there and '{said}' here"], remedy)


def _about(meeting: str, entries: Iterable[Entry]) -> list[Entry]:
    """What is told of a meeting, and of what was brought into being at it: how a resolution of it was voted on."""
    about = {meeting}
    found = []
    for entry in entries:
        if entry.stream in about or getattr(entry.event, "meeting", "") == meeting:
            found.append(entry)
            if entry.event.introduces:
                about.add(entry.stream)
    return found


def _introduced(statements: Iterable[_Statement]) -> dict[str, _Statement]:
    return {each.event.meeting: each for each in statements if isinstance(each.event, MeetingHeld | MeetingCalled)}
