"""Recording in bulk: many statements in one transaction, each recorded or refused on its own.

In steps, for every chunk:

1. Statements whose event ids are in the log are *told already*; one query finds them, so that an import which
   was interrupted comes quickly to where it stopped.
2. The streams that the rest mentions are loaded with one query, and kept for the next chunk. If somebody else
   has recorded meanwhile, what they wrote to is loaded anew.
3. What introduces a subject that is there is told already, or contradicts the entry that introduced it.
4. Whatever is left is decided in order. A statement of several drafts is recorded whole or not at all.
5. Everything decided is recorded in one transaction. If somebody was quicker, the chunk is decided again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final
from uuid import uuid4

from eventsourcing.persistence import IntegrityError
from msgspec.structs import replace

from ledger.entries.corrections import ABOUT_ENTRIES, as_corrected
from ledger.entries.documents import Documents
from ledger.entries.entry import Draft, Entry
from ledger.entries.idempotency import told_again, with_event_ids
from ledger.entries.repetition import changes_nothing, is_last_word, repetitions
from ledger.erasure.redaction import with_erasable
from ledger.recording.decide import decided
from ledger.recording.plan import Plan
from ledger.recording.stream_cache import KeptStreams
from ledger.recording.streams import Mark, Stream
from ledger.refusals import Contradicted, Refusal, StoreRefusal, Untrue
from ledger.store import Log
from ledger.vocabulary.corrections import EntryRetracted
from ledger.vocabulary.subjects import kind_of

_ATTEMPTS: Final = 20

Told = tuple[Draft, ...]
"""What is recorded together or not at all."""
Put = Callable[[Sequence[Entry]], Sequence[Entry]]


@dataclass
class Account:
    """What became of the statements of one chunk; refusals name the place that their drafts name."""

    recorded: list[Entry] = field(default_factory=list)
    already: int = 0
    contradictions: list[Contradicted] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)


class InBulk:
    """Records chunk after chunk into one ledger; with `dry_run` it only says what would become of them.

    `put` records entries in one transaction, and gives them with their positions.
    """

    def __init__(self, book: Log, clerk: str, put: Put, *, dry_run: bool = False) -> None:
        self._book = book
        self._clerk = clerk
        self._put = put
        self._dry_run = dry_run
        self._correlation_id = str(uuid4())
        self._streams = KeptStreams(book)
        self._streams.keep_all = dry_run
        self._would_be_told: set[str] = set()
        self._would_be_at: dict[int, str] = {}
        """Where in the source that stands which would be recorded, by its provisional position."""
        self._impostors: set[str] = set()
        self._documents = Documents(book.sources)
        self._retracted: set[str] = set()
        self._retracted_upto = 0
        self._paired: set[str] = set()

    def read_again(self) -> None:
        """Let the same source be told once more from its beginning."""
        self._paired.clear()

    def record(self, statements: Sequence[Told]) -> Account:
        """Record what is new and can be true; each statement stands for itself.

        Raises:
            StoreRefusal: the database is not to be written, or too many others write at once.
        """
        given = {draft.event_id for statement in statements for draft in statement if draft.event_id}
        named = [tuple(map(self._named, statement)) for statement in statements]
        for _ in range(_ATTEMPTS):
            paired = set(self._paired)
            self._look_for_retractions()
            account = self._decided(named, self._told(named), given, paired)
            if self._dry_run:
                self._would_be_told.update(entry.event_id for entry in account.recorded)
            if not self._dry_run and account.recorded:
                try:
                    account.recorded = [*self._put(account.recorded)]
                except IntegrityError:
                    self._streams.forget()  # somebody else was quicker; decide again on what they recorded
                    continue
                self._streams.recorded(account.recorded)
            self._paired = paired
            return account
        raise StoreRefusal("others record into the same streams all the time", "try again in a moment")

    def withdrawal(self, subject: str, like: Draft) -> Told:
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
            self._named(
                replace(like, event=EntryRetracted(entry=entry.position, why=like.note), stream=subject, note="")
            )
            for entry in reversed(standing)
        ]
        said = {entry.event_id for entry in stream.entries}  # it was withdrawn before, and brought back
        return tuple(told_again(each, stream.version + 1) if each.event_id in said else each for each in drafts)

    def position_of(self, stream: str, event_id: str) -> int | None:
        """Where the entry with an event id lies in its stream, with `dry_run` provisionally; None where it does not."""
        entries = self._streams.stream(stream).entries
        return next((entry.position for entry in entries if entry.event_id == event_id), None)

    def _named(self, draft: Draft) -> Draft:
        document = draft.document or self._documents.name(draft.source)
        return with_event_ids([with_erasable(replace(draft, document=document))])[0]

    def _told(self, statements: Sequence[Told]) -> set[str]:
        ids = {draft.event_id for statement in statements for draft in statement}
        return self._book.told(ids) | (ids & self._would_be_told)

    def _look_for_retractions(self) -> None:
        """Learn in which streams something was retracted: only there, what is told already may not stand."""
        last = self._book.last_position()
        self._retracted |= self._book.streams_with(EntryRetracted.TYPE, after=self._retracted_upto)
        self._retracted_upto = last

    def _decided(self, statements: Iterable[Told], told: set[str], given: set[str], paired: set[str]) -> Account:
        account = Account()
        self._streams.prepare(_mentioned(statements, told))
        plan = Plan(self._streams, self._book.by_event_ids, self._book.tagged, self._clerk, self._documents)
        places = self._would_be_at if self._dry_run else {}
        for statement in statements:
            new: list[Draft] = []
            ids: set[str] = set()
            for draft in statement:
                if is_last_word(draft.event) and draft.event_id not in given:
                    if (about := self._unless_repeated(draft, paired)) is None:
                        account.already += 1
                    else:
                        new.append(about)
                elif draft.event_id in told or draft.event_id in ids:
                    if draft.event_id in ids or draft.event_id in given or not self._is_retracted(draft, plan):
                        account.already += 1
                elif draft.erasable and plan.is_told_apart(draft):
                    continue
                elif not (draft.event.introduces and self._is_introduced(draft, plan)):
                    new.append(draft)
                    ids.add(draft.event_id)
            # What is refused is not told: whoever says it again in the same chunk is refused as well.
            if self._decide(new, account, places):
                told |= ids
        account.already += len(plan.already)
        account.contradictions = plan.contradictions
        for contradiction in plan.contradictions:
            if place := places.get(contradiction.position):
                contradiction.stated_at(place)
        return account

    def _unless_repeated(self, draft: Draft, paired: set[str]) -> Draft | None:
        """A correction or retraction as it is to be recorded; none where it is recorded already.

        A source that says A, then B, then A again of one entry means three corrections, and the same three when
        it is imported once more: each is paired with the next entry that says so.
        """
        stream = self._streams.stream(draft.subject)
        said = repetitions(draft, stream.entries)
        entry = next((entry for entry in said if entry.event_id not in paired), None)
        if entry is not None or (said and changes_nothing(said[-1], stream.entries)):
            paired.update([entry.event_id] if entry is not None else [])
            return None
        new = told_again(draft, stream.version + 1) if said else draft
        paired.add(new.event_id)
        return new

    def _is_retracted(self, draft: Draft, plan: Plan) -> bool:
        """Whether a statement that is told already may have been retracted since; the plan notes what it comes to."""
        if draft.subject not in self._retracted:
            return False
        entries = self._streams.stream(draft.subject).entries
        entry = next((entry for entry in entries if entry.event_id == draft.event_id), None)
        if entry is not None:
            plan.note_told(draft, entry)
        return entry is not None

    def _is_introduced(self, draft: Draft, plan: Plan) -> bool:
        """Whether the subject is there; if as something with another id in the same register, it is an impostor."""
        is_there = plan.is_introduced(draft)
        given: dict[str, str] = getattr(draft.event, "identifiers", {})
        for entry in self._streams.stream(draft.subject).entries if is_there and given else ():
            known: dict[str, str] = getattr(entry.event, "identifiers", {})
            if any(known.get(scheme, foreign) != foreign for scheme, foreign in given.items()):
                self._impostors.add(draft.subject)
        return is_there

    def _decide(self, drafts: Sequence[Draft], account: Account, places: dict[int, str]) -> bool:
        """Whether a statement can be true; if so, its places are noted by the provisional positions of its entries."""
        marks: list[tuple[Stream, Mark]] = []
        entries = []
        for draft in drafts:
            stream = self._streams.stream(draft.subject)
            marks.append((stream, stream.mark()))
            try:
                self._refuse_impostors(draft)
                entries.append(decided(draft, self._streams, self._clerk, self._correlation_id))
            except Refusal as refusal:
                for told, before in reversed(marks):
                    told.back_to(before)
                if isinstance(refusal, Untrue) and (where := places.get(refusal.against, "")):
                    refusal.stated_at(where)
                account.refused.append(refusal.at(draft.place))
                return False
        account.recorded += entries
        places.update((entry.position, draft.place) for entry, draft in zip(entries, drafts, strict=True))
        self._retracted.update(entry.stream for entry in entries if isinstance(entry.event, EntryRetracted))
        return True

    def _refuse_impostors(self, draft: Draft) -> None:
        for subject in draft.event.subjects() if self._impostors else ():
            if subject in self._impostors:
                problem = f"'{subject}' is in the ledger as something else, under another id of the same register"
                raise Untrue(problem, "import this source under a register name of its own")

    def _refuse_if_others_rest_on(self, subject: str, like: Draft) -> None:
        for other in self._book.tagged(subject):
            if other.source.id != like.source.id and self._stands(other):
                raise Untrue(
                    f"'{subject}' was withdrawn by its source, and entry {other.position} of "
                    f"'{other.source.document}' rests on it",
                    f"retract entry {other.position} first",
                )

    def _stands(self, entry: Entry) -> bool:
        """Whether an entry states something about the world and has not been retracted."""
        if isinstance(entry.event, ABOUT_ENTRIES):
            return False
        return as_corrected(self._streams.stream(entry.stream).entries, entry.position) is not None


def _mentioned(statements: Iterable[Told], told: set[str]) -> Iterator[str]:
    for statement in statements:
        for draft in statement:
            if draft.event_id not in told:
                yield draft.subject
                yield from (s for s in (*draft.event.subjects(), draft.stated_by) if kind_of(s) not in ("", "document"))
