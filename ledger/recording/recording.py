"""One way of recording: statements in, an outcome out, until nobody was quicker.

A command records once, all or nothing. An import records chunk after chunk, each statement for itself: the streams
that it has looked at are kept for the next chunk, and if somebody else has recorded meanwhile, what they wrote to is
loaded anew. An import that was interrupted comes quickly to where it stopped, since what is told already is found by
its event ids with one query a chunk.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from contextlib import AbstractContextManager, suppress
from dataclasses import replace as with_changes
from typing import Final
from uuid import NAMESPACE_URL, uuid4, uuid5

from eventsourcing.persistence import IntegrityError
from msgspec.structs import replace

from ledger.database.errors import Busy
from ledger.entries.corrections import ABOUT_ENTRIES
from ledger.entries.documents import Documents
from ledger.entries.entry import Draft, Entry
from ledger.entries.idempotency import told_again
from ledger.entries.repetition import LAST_WORDS
from ledger.recording.outcome import Outcome
from ledger.recording.plan import DraftGroup, Memory, Plan, RecordingPolicy
from ledger.recording.stream_cache import KeptStreams
from ledger.recording.streams import Stream
from ledger.refusals import Refusals, StoreRefusal, Unexplained, Untrue
from ledger.store import Log
from ledger.vocabulary.corrections import EntryRetracted

_ATTEMPTS: Final = 3
"""How often is decided before it is done while nobody else may record: whoever loses a race tends to lose the next."""

Put = Callable[[Sequence[Entry]], Sequence[Entry]]


class Recording:
    """Records into one ledger by one policy; with `dry_run` it only says what would become of the statements.

    `put` records entries in one transaction, and gives them with their positions; `in_turn` lets nobody else record
    until something has been put; `try_out` records and undoes it.
    `origin` names what is imported in several goes: all that they record belongs together.
    `names` gives the names of all subjects of a kind, for saying what an unknown one may be; in an import, near misses
    among thousands help nobody.
    """

    def __init__(
        self,
        book: Log,
        clerk: str,
        put: Put,
        policy: RecordingPolicy,
        *,
        in_turn: Callable[[], AbstractContextManager[Put]],
        dry_run: bool = False,
        try_out: Callable[[Sequence[Entry]], None] | None = None,
        names: Callable[[str], Collection[str]] | None = None,
        origin: str = "",
    ) -> None:
        self.book = book
        self.origin = str(uuid5(NAMESPACE_URL, f"govledger:{origin}")) if origin else ""
        self._clerk = clerk
        self._put = put
        self._policy = policy
        self._in_turn = in_turn
        self._dry_run = dry_run
        self._try_out = try_out
        self._correlation_id = self.origin or str(uuid4())
        self._streams = KeptStreams(book, names)
        self._streams.keep_all = dry_run
        self._documents = Documents(book.sources)
        self._memory = Memory()
        self._withdrawn_upto = 0

    def read_again(self) -> None:
        """Let the same source be told once more from its beginning."""
        self._memory.paired.clear()

    def record(self, statements: Sequence[DraftGroup], *, whole_document: bool = False) -> Outcome:
        """Record what is new and can be true.

        Raises:
            Refusals: all is to be recorded or nothing, and something cannot be true; all that is wrong is named.
            StoreRefusal: the database is not to be written.
        """
        for _ in range(_ATTEMPTS):
            paired = set(self._memory.paired)
            with suppress(IntegrityError):
                return self._record_once(statements, whole_document, self._put)
            self._streams.forget()  # somebody else was quicker; decide again on what they recorded
            self._memory.paired = paired
        if self._dry_run:
            raise Busy("others record into the same streams all the time", "try again in a moment")
        try:
            with self._in_turn() as put:
                self._streams.forget()
                return self._record_once(statements, whole_document, put)
        except IntegrityError as error:
            raise StoreRefusal(
                f"the database does not take what was decided, though nobody else was recording: {error}",
                "`govledger audit verify` says what is wrong with it",
            ) from error

    def _record_once(self, statements: Sequence[DraftGroup], whole_document: bool, put: Put) -> Outcome:
        """Decide what is new, and record it; `put` raises IntegrityError where somebody else was quicker."""
        outcome = self._plan().made(statements, whole_document)
        if outcome.refused and self._policy is RecordingPolicy.ALL_OR_NOTHING:
            raise Refusals(list(outcome.refused))
        if self._dry_run:
            self._memory.would_be_told.update(entry.event_id for entry in outcome.recorded)
        if not outcome.recorded or (self._dry_run and self._try_out is None):
            return outcome
        try:
            if self._try_out is not None:
                self._try_out(outcome.recorded)
                return outcome
            recorded = put(outcome.recorded)
        except Unexplained as found:
            raise Refusals(found.each(self._places(outcome, found.first))) from found
        if self._policy is RecordingPolicy.EACH_FOR_ITSELF:
            self._streams.recorded(recorded)  # for the next chunk
        return with_changes(outcome, recorded=tuple(recorded))

    def _places(self, outcome: Outcome, first: int) -> dict[int, str]:
        """Where in the clerk's file that stands which would have been recorded, by its position."""
        places = self._memory.places
        return {first + n: places.get(entry.position, "") for n, entry in enumerate(outcome.recorded)}

    def withdrawal(self, subject: str, like: Draft) -> DraftGroup:
        """The drafts that retract a subject with all its entries, last first; none where it is not in the ledger.

        `like` lends them its source and place; its note says why.

        Raises:
            Untrue: what other documents say rests on the subject.
        """
        stream = self._streams.stream(subject)
        if not stream.introduced:
            return ()
        self._refuse_if_others_rest_on(subject, like)
        standing = [entry for entry in stream.entries if self._stands(entry)]
        drafts = [
            self._plan().named(
                replace(like, event=EntryRetracted(entry=entry.position, why=like.note), stream=subject, note="")
            )
            for entry in reversed(standing)
        ]
        said = {entry.event_id for entry in stream.entries}  # it was withdrawn before, and brought back
        return tuple(told_again(each, stream.version + 1) if each.event_id in said else each for each in drafts)

    def named(self, draft: Draft) -> Draft:
        """A draft of an import as it would be recorded: with the name of its document and its event id."""
        return self._new_plan().named(draft)

    def stream(self, subject: str) -> Stream:
        """A stream as it stands, with what would be recorded in a dry run."""
        return self._streams.stream(subject)

    def prepare(self, subjects: Iterable[str]) -> None:
        """Have streams at hand, with few queries."""
        self._streams.prepare(subjects)

    def introduced(self, subjects: Iterable[str]) -> set[str]:
        """Those of the subjects that have been introduced, and not been retracted."""
        asked = list(subjects)
        self.prepare(asked)
        return {subject for subject in asked if self.stream(subject).introduced}

    def changed_streams(self) -> set[str]:
        """The streams of which an entry was corrected or retracted."""
        recorded = {name for kind in LAST_WORDS for name in self.book.streams_with(kind.TYPE, after=0)}
        return recorded | self._memory.withdrawn_in | self._memory.corrected_in

    def resting_on(self, entry: Entry) -> Entry | None:
        """An entry that stands and rests on what only another introduces; None where nothing does."""
        if not entry.event.introduces or sum(e.event.introduces for e in self.stream(entry.stream).counted()) > 1:
            return None
        for other in self.book.tagged(entry.stream):
            stands = None if isinstance(other.event, ABOUT_ENTRIES) else self._as_it_stands(other)
            if stands and other.position != entry.position and entry.stream in (other.stream, *stands.event.subjects()):
                return stands
        return None

    def position_of(self, stream: str, event_id: str) -> int | None:
        """Where the entry with an event id lies in its stream, with `dry_run` provisionally; None where it does not."""
        entry = self._streams.stream(stream).recorded_as(event_id)
        return entry.position if entry is not None else None

    def _plan(self) -> Plan:
        if not self._dry_run:
            self._memory.places.clear()
        if self._policy is RecordingPolicy.EACH_FOR_ITSELF:
            self._look_for_retractions()
        return self._new_plan()

    def _new_plan(self) -> Plan:
        return Plan(
            self.book,
            self._streams,
            self._documents,
            self._clerk,
            self._policy,
            self._memory,
            self._correlation_id,
        )

    def _look_for_retractions(self) -> None:
        last = self.book.last_position()
        if last > self._withdrawn_upto:
            self._memory.withdrawn_in |= self.book.streams_with(EntryRetracted.TYPE, after=self._withdrawn_upto)
            self._withdrawn_upto = last

    def _refuse_if_others_rest_on(self, subject: str, like: Draft) -> None:
        for other in self.book.tagged(subject):
            if other.source.id != like.source.id and self._stands(other):
                raise Untrue(
                    f"'{subject}' was withdrawn by its source, and entry {other.position} of "
                    f"'{other.source.document}' rests on it",
                    f"retract entry {other.position} first",
                )

    def _stands(self, entry: Entry) -> bool:
        """Whether an entry states something about the world and has not been retracted."""
        return not isinstance(entry.event, ABOUT_ENTRIES) and self._as_it_stands(entry) is not None

    def _as_it_stands(self, entry: Entry) -> Entry | None:
        return self._streams.stream(entry.stream).as_it_stands(entry.position)
