"""Which meeting it is: known by its body and day and, where a body meets twice on a day, by its time or its number.

The id is `body/2024-03-12`. Where another meeting has that, it is `body/2024-03-12-1900` by the time, or by the number.
Whether what is recorded under an id is this meeting:

1. Another time, or another number, is another meeting.
2. What the same document said before is said of the same meeting.
3. A number tells it from one that has none.
4. Another title is another meeting, where this one can be called by a time or a number; else the clerk is asked.
5. The same time, number or title is the same meeting.
6. Where nothing tells, the clerk is asked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from ledger.entries.documents import is_same_document
from ledger.entries.entry import Draft, Entry, called
from ledger.refusals import Refusal
from ledger.vocabulary.dates import When, day_text
from ledger.vocabulary.meetings import MeetingCalled, MeetingHeld
from ledger.vocabulary.provenance import Source
from ledger.vocabulary.subjects import name_of, slug


class _Traits(NamedTuple):
    """What meetings of one body on one day are told apart by; empty where nobody says."""

    time: str
    number: str
    title: str
    source: Source


def meeting_id(
    event: MeetingHeld | None,
    date: When | None,
    document: str,
    source: Source,
    told: Callable[[str], Sequence[Draft | Entry]],
) -> str:
    """The id of a meeting to which the clerk gave none.

    Raises:
        Refusal: another meeting may have it, and nothing tells whether it is the same one.
    """
    body = name_of(event.body) if event else ""
    if event is None or date is None or not date.is_exact:
        return f"meeting:{body}/{document}"
    day = f"meeting:{body}/{day_text(date.earliest)}"
    mine = _Traits(_time(date), event.number, event.title, source)
    ids = [day, *(f"{day}-{slug(part.replace(':', ''))}" for part in (mine.time, mine.number) if part)]
    for candidate in ids:
        others = list(_told_of(told(candidate)))
        if not others or any(_same(mine, other) for other, _ in others):
            return candidate
        unclear = [(other, by) for other, by in others if _same(mine, other) is None]
        if unclear:
            raise _which(mine, *unclear[0], candidate)
    other, by = next(_told_of(told(ids[-1])))
    raise _which(mine, other, by, ids[-1])


def _told_of(statements: Sequence[Draft | Entry]) -> Iterator[tuple[_Traits, str]]:
    """What each statement says that introduces a meeting, and what the statement is called."""
    for each in statements:
        event = each.event
        if isinstance(event, MeetingHeld | MeetingCalled):
            time = event.called_for if isinstance(event, MeetingCalled) else each.occurred.text
            by = called(each.position) if isinstance(each, Entry) else each.place
            yield _Traits(_time(time), event.number, event.title, each.source), by


def _same(mine: _Traits, other: _Traits) -> bool | None:
    """Whether two are one meeting; None where nothing tells."""
    pairs = ((mine.time, other.time), (mine.number, other.number))
    if any(one and two and one != two for one, two in pairs):
        return False
    if is_same_document(mine.source, other.source):
        return True
    if mine.number and not other.number:
        return False
    if mine.title and other.title and slug(mine.title, 99) != slug(other.title, 99):
        return False if mine.time or mine.number else None
    is_told = any(one and one == two for one, two in (*pairs, (slug(mine.title, 99), slug(other.title, 99))))
    return True if is_told and (mine.title or mine.time or mine.number) else None


class UnclearMeeting(Refusal):
    """A meeting on a day on which its body met, of which nothing tells whether it is `meeting`, by its id."""

    def __init__(self, problem: str, meeting: str) -> None:
        super().__init__(
            problem,
            f"if it is the same one, write 'id: {meeting}'; if it is another, tell them apart by 'time: 19:00' or "
            f"'number: 2', or give it an id of its own, for example 'id: {meeting}-2'",
        )
        self.meeting = meeting


def _which(mine: _Traits, other: _Traits, by: str, candidate: str) -> UnclearMeeting:
    known = f"'{other.title}'" if other.title else f"by '{other.source.document}'"
    here = f", and this is '{mine.title}'" if mine.title else ""
    problem = f"a meeting of that body on that day is recorded already, {known} ({by}){here}"
    return UnclearMeeting(problem, name_of(candidate))


def _time(date: When | str) -> str:
    text = date if isinstance(date, str) else date.text
    return text.partition("T")[2][:5]
