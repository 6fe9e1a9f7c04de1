"""Snapshots: a source without dates that is the whole list of a day, and what follows from two of them.

Who is on it had begun by then, and after the last list without them. Who is not on it any more has ended since the last
list with them, which the import finds out by holding it against what the register has told before.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from msgspec.structs import replace

from ledger.entries.entry import Draft, Entry
from ledger.entries.idempotency import is_of_one_document
from ledger.imports.records import Item, Statement
from ledger.refusals import Refusal
from ledger.vocabulary.dates import When, day_text, when
from ledger.vocabulary.event import CATALOGUE

if TYPE_CHECKING:
    from ledger.recording.recording import Recording


class Snapshot:
    """The day of which a source is the whole list."""

    def __init__(self, day: When, recording: Recording) -> None:
        self._day, self._recording = day.earliest, recording

    def items(self, items: Iterator[Item]) -> Iterator[Item]:
        """What the source says, as of the day.

        Raises:
            Refusal: a list of a later day has been imported already.
        """
        for item in items:
            yield Statement(self._dated(item.drafts)) if isinstance(item, Statement) else item

    def _dated(self, drafts: tuple[Draft, ...]) -> tuple[Draft, ...]:
        ended = {draft.event.TYPE for draft in drafts}
        return tuple(
            self._begun(self._as_of_the_day(draft))
            if draft.event.ENDED_BY and draft.occurred.is_unknown and draft.event.ENDED_BY not in ended
            else self._as_of_the_day(draft)
            for draft in drafts
        )

    def _as_of_the_day(self, draft: Draft) -> Draft:
        """The draft with the day for the date of its source, where the source is the register itself and has none."""
        if not draft.source.id or draft.source.date:
            return draft
        return replace(draft, source=replace(draft.source, date=day_text(self._day)))

    def _begun(self, draft: Draft) -> Draft:
        """What was on the list before has the beginning that was told then; what was not began since."""
        if draft.introduces:
            return draft
        named = self._recording.named(draft)
        told = [e for e in self._recording.stream(draft.subject).counted() if is_of_one_document(named, e)]
        of_whom = [e for e in told if _of_whom(e) == _of_whom(named)]
        ended = {_assigned(e) for e in of_whom if e.event.TYPE == draft.event.ENDED_BY}
        open_ = [e for e in of_whom if e.event.TYPE == draft.event.TYPE and _assigned(e) not in ended]
        if open_:
            return replace(draft, occurred=open_[-1].occurred)
        last = max((when(e.source.date).earliest for e in told if e.source.date), default=0)
        if last > self._day:
            raise Refusal(
                f"a list of {day_text(last)} has been imported, and this one is of {day_text(self._day)}",
                "import lists in the order of their days",
                draft.place,
            )
        first = day_text(last + 1) if last and last < self._day else ""
        return replace(draft, occurred=when(f"[{first}..{day_text(self._day)}]"))


def _of_whom(stated: Draft | Entry) -> tuple[str, ...]:
    """Of whom or of what something begins or ends."""
    names = CATALOGUE[stated.event.ENDED_BY].IDENTITY if stated.event.ENDED_BY else stated.event.IDENTITY
    return tuple(str(getattr(stated.event, name, "")) for name in names)


def _assigned(entry: Entry) -> tuple[str, ...]:
    return tuple(str(getattr(entry.event, name)) for name in entry.event.ASSIGNED)
