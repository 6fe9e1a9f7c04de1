"""What a register has told before: earlier imports of it as they stand in the ledger, for a reader of half a source.

A delivery may hold a paper without the meeting that dealt with it, or the meeting without the paper. What the objects
that are not in it have said is in the ledger, and a reader looks it up there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from ledger.entries.corrections import ABOUT_ENTRIES
from ledger.entries.documents import KIND
from ledger.entries.entry import Draft, Entry
from ledger.entries.mark import mark_of
from ledger.refusals import Refusal
from ledger.vocabulary.event import Event

if TYPE_CHECKING:
    from ledger.recording.recording import Recording


class Former:
    """The entries of earlier imports; of a reader that nobody has lent a ledger, none."""

    def __init__(self, recording: Recording | None = None) -> None:
        self._recording = recording
        self._upto = recording.book.last_position() if recording is not None else 0
        self._concerned: tuple[Entry, ...] | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all was in the ledger when the import began."""
        return not self._upto

    def refuse_own(self, mark: object) -> None:
        """Refuse what this very ledger has exported, by the mark that stands in it.

        Raises:
            Refusal: it is the mark of this ledger.
        """
        first = self._recording.book.entries(upto=1) if self._recording is not None and mark else ()
        if mark and mark == mark_of(first):
            raise Refusal(
                "it is an export of this very ledger, or of a copy of it: what it tells is here",
                "import it into another ledger; what is wrong in this one is mended with govledger correct, and what a"
                " copy lacks comes by export entries and import entries",
            )

    def exists(self, subject: str) -> bool:
        """Whether a subject has been introduced and not been retracted."""
        return self._recording is not None and self._recording.stream(subject).introduced

    def is_rested_on(self, subject: str) -> bool:
        """Whether a subject is there, and something else that stands rests on it."""
        introduced = self.introduction(subject)
        if introduced is None or self._recording is None:
            return False
        return self._recording.resting_on(introduced) is not None

    def of_subject(self, subject: str) -> list[Entry]:
        """What a subject's own story says, as it stands."""
        return self._recording.stream(subject).counted() if self._recording is not None else []

    def introduced(self, kind: str, register: str) -> Iterator[Entry]:
        """What brought the subjects of a kind into being whose ids are of a register."""
        if self._recording is not None and self._upto:
            for subject in self._recording.book.streams(kind, f"{register}/", upto=self._upto):
                if (told := self.introduction(subject)) is not None:
                    yield told

    def introduction(self, subject: str) -> Entry | None:
        """What brought a subject into being, as it stands; None where nobody knows it."""
        return next((entry for entry in self.of_subject(subject) if entry.event.introduces), None)

    def of_document(self, name: str, *types: str) -> Iterator[Entry]:
        """What a document says by events of some types, as it stands, in the order in which it was recorded."""
        if self._recording is None or not self._upto:
            return
        changed_in = self._recording.changed_streams()
        for entry in self._recording.book.entries(tag=f"{KIND}:{name}", types=types, upto=self._upto):
            if isinstance(entry.event, ABOUT_ENTRIES):
                continue
            stands = entry
            if entry.stream in changed_in:
                found = self._recording.stream(entry.stream).as_it_stands(entry.position)
                if found is None:
                    continue
                stands = found
            yield stands

    def concerned(self, document: str, types: Sequence[str], by: Callable[[Entry], bool]) -> tuple[Entry, ...]:
        """What a document says by events of some types that concerns what is read: looked up once in an import."""
        if self._concerned is None:
            self._concerned = tuple(filter(by, self.of_document(document, *types)))
        return self._concerned

    def first_source(self, document: str) -> tuple[str, str]:
        """The address and the place of the first object of a document that was told of; empty where none was."""
        if self._recording is not None:
            for source in self._recording.book.sources(f"{KIND}:{document}"):
                return source.url, source.at
        return "", ""


def restated(entry: Entry, event: Event) -> Draft:
    """What an entry states, as a draft of the same source, with this for its event."""
    return Draft(
        event=event,
        source=entry.source,
        occurred=entry.occurred,
        standing=entry.standing,
        stated_by=entry.stated_by,
        note=entry.note,
        visibility=entry.visibility,
        date_standing=entry.date_standing,
        place=entry.source.at,
    )
