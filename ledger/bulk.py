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

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final
from uuid import uuid4

from eventsourcing.persistence import IntegrityError
from msgspec.structs import replace

from ledger.corrections import ABOUT_ENTRIES, as_corrected
from ledger.deciding import decided
from ledger.entry import Draft, Entry
from ledger.erasable import with_erasable
from ledger.events.corrections import EntryRetracted
from ledger.identity import with_event_ids
from ledger.recording import Plan
from ledger.refusals import Contradicted, Refusal, StoreRefusal, Untrue
from ledger.situation import Stories, Story
from ledger.subjects import kind_of

if TYPE_CHECKING:
    from ledger.application import Ledger

_ATTEMPTS: Final = 20
KEPT: Final = 60_000
"""How many entries of streams already looked at are kept in memory between chunks."""
_CATCH_UP: Final = 5_000

Told = tuple[Draft, ...]
"""What is recorded together or not at all."""


@dataclass
class Account:
    """What became of the statements of one chunk; refusals name the place that their drafts name."""

    recorded: list[Entry] = field(default_factory=list)
    already: int = 0
    contradictions: list[Contradicted] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)


class KeptStories(Stories):
    """Stories that are loaded many at once and outlive the chunk, up to a number of entries."""

    def __init__(self, ledger: Ledger) -> None:
        super().__init__(lambda stream: ledger.book.entries(streams=[stream]))
        self._book = ledger.book
        self._upto = 0
        self.keep_all = False

    def story(self, stream: str) -> Story:
        """The story of one stream, which now counts as used last."""
        found = self._stories.pop(stream, None) or Story(stream, list(self._load(stream)))
        self._stories[stream] = found
        return found

    def known_names(self, kinds: Iterable[str]) -> list[str]:
        """None: in an import, near misses among thousands of ids help nobody."""
        return []

    def prepare(self, streams: Iterable[str]) -> None:
        """Load what is not loaded, with few queries, and forget what others have written to since."""
        self._heed_others()
        missing = [stream for stream in dict.fromkeys(streams) if stream not in self._stories]
        entries: dict[str, list[Entry]] = {stream: [] for stream in missing}
        for entry in self._book.of_streams(missing):
            entries[entry.stream].append(entry)
        for stream, told in entries.items():
            self._stories[stream] = Story(stream, told)

    def recorded(self, entries: Sequence[Entry], positions: Sequence[int]) -> None:
        """Let entries that were provisional have the positions at which they were recorded."""
        for entry, position in zip(entries, positions, strict=True):
            self._stories[entry.stream].entries[entry.version - 1] = replace(entry, position=position)
        self._upto = max(positions)
        self._let_go()

    def forget(self) -> None:
        """Load everything anew."""
        self._stories.clear()

    def _heed_others(self) -> None:
        last = self._book.last_position()
        if last - self._upto > _CATCH_UP:
            self.forget()
        elif last > self._upto:
            for row in self._book.rows(after=self._upto):
                self._stories.pop(row.stream, None)
        self._upto = last

    def _let_go(self) -> None:
        held = sum(len(story.entries) + 1 for story in self._stories.values())
        for stream in list(self._stories):
            if held <= KEPT or self.keep_all:
                break
            held -= len(self._stories.pop(stream).entries) + 1


class InBulk:
    """Records chunk after chunk into one ledger; with `dry_run` it only says what would become of them."""

    def __init__(self, ledger: Ledger, *, dry_run: bool = False) -> None:
        self._ledger = ledger
        self._dry_run = dry_run
        self._correlation_id = str(uuid4())
        self._stories = KeptStories(ledger)
        self._stories.keep_all = dry_run
        self._would_be_told: set[str] = set()
        self._impostors: set[str] = set()

    def record(self, statements: Sequence[Told]) -> Account:
        """Record what is new and can be true; each statement stands for itself.

        Raises:
            StoreRefusal: the database is not to be written, or too many others write at once.
        """
        named = [tuple(with_event_ids([with_erasable(draft)])[0] for draft in statement) for statement in statements]
        for _ in range(_ATTEMPTS):
            account = self._decided(named, self._told(named))
            if self._dry_run:
                self._would_be_told.update(entry.event_id for entry in account.recorded)
            if self._dry_run or not account.recorded:
                return account
            try:
                recordings = self._ledger.events.put(account.recorded)
            except IntegrityError:
                self._stories.forget()  # somebody else was quicker; decide again on what they recorded
                continue
            self._stories.recorded(account.recorded, [recording.notification.id for recording in recordings])
            return account
        raise StoreRefusal("others record into the same streams all the time", "try again in a moment")

    def withdrawal(self, subject: str, like: Draft) -> Told:
        """The drafts that retract a subject with all its entries, last first; none where it is not in the ledger.

        `like` lends them its source and place; its note says why.

        Raises:
            Untrue: what other documents say rests on the subject.
        """
        story = self._stories.story(subject)
        if not story.introduced:
            return ()
        self._refuse_if_others_rest_on(subject, like)
        standing = [entry for entry in story.entries if self._stands(entry)]
        return tuple(
            replace(like, event=EntryRetracted(entry=entry.position, why=like.note), stream=subject, note="")
            for entry in reversed(standing)
        )

    def position_of(self, stream: str, event_id: str) -> int | None:
        """Where the entry with an event id lies in its stream, with `dry_run` provisionally; None where it does not."""
        entries = self._stories.story(stream).entries
        return next((entry.position for entry in entries if entry.event_id == event_id), None)

    def _told(self, statements: Sequence[Told]) -> set[str]:
        ids = {draft.event_id for statement in statements for draft in statement}
        return self._ledger.book.told(ids) | (ids & self._would_be_told)

    def _decided(self, statements: Iterable[Told], told: set[str]) -> Account:
        account = Account()
        self._stories.prepare(_mentioned(statements, told))
        plan = Plan(self._stories, self._ledger.book.by_event_ids, self._ledger.book.tagged, self._ledger.clerk)
        for statement in statements:
            new = []
            for draft in statement:
                if draft.event_id in told or (draft.erasable and plan.is_told_apart(draft)):
                    account.already += 1
                elif not (draft.event.introduces and self._is_introduced(draft, plan)):
                    new.append(draft)
                told.add(draft.event_id)
            self._decide(new, account)
        account.already += len(plan.already)
        account.contradictions = plan.contradictions
        return account

    def _is_introduced(self, draft: Draft, plan: Plan) -> bool:
        """Whether the subject is there; if as something with another id in the same register, it is an impostor."""
        is_there = plan.is_introduced(draft)
        given: dict[str, str] = getattr(draft.event, "identifiers", {})
        for entry in self._stories.story(draft.subject).entries if is_there and given else ():
            known: dict[str, str] = getattr(entry.event, "identifiers", {})
            if any(known.get(scheme, foreign) != foreign for scheme, foreign in given.items()):
                self._impostors.add(draft.subject)
        return is_there

    def _decide(self, drafts: Sequence[Draft], account: Account) -> None:
        marks: list[tuple[Story, int, dict[str, Any]]] = []
        entries = []
        for draft in drafts:
            story = self._stories.story(draft.subject)
            marks.append((story, story.version, dict(vars(story))))
            try:
                self._refuse_impostors(draft)
                entries.append(decided(draft, self._stories, self._ledger.clerk, self._correlation_id))
            except Refusal as refusal:
                for told, version, before in reversed(marks):
                    vars(told).update(before)
                    del told.entries[version:]
                account.refused.append(refusal.at(draft.place))
                return
        account.recorded += entries

    def _refuse_impostors(self, draft: Draft) -> None:
        for subject in draft.event.subjects() if self._impostors else ():
            if subject in self._impostors:
                problem = f"'{subject}' is in the ledger as something else, under another id of the same register"
                raise Untrue(problem, "import this source under a register name of its own")

    def _refuse_if_others_rest_on(self, subject: str, like: Draft) -> None:
        for other in self._ledger.book.tagged(subject):
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
        return as_corrected(self._stories.story(entry.stream).entries, entry.position) is not None


def _mentioned(statements: Iterable[Told], told: set[str]) -> Iterator[str]:
    for statement in statements:
        for draft in statement:
            if draft.event_id not in told:
                yield draft.subject
                yield from (s for s in (*draft.event.subjects(), draft.stated_by) if kind_of(s) not in ("", "document"))
