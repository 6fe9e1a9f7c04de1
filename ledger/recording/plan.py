"""Recording: which drafts are new, which were told before, which say otherwise, and which cannot be true.

In steps, for the statements of a command, or of a chunk of an import:

1. Their event ids are looked up with one query, and the streams that they mention with another.
2. A draft whose event id is in the log is *told already*, unless its entry was retracted or, for a correction,
   something later lies on top of it (`ledger.entries.repetition`).
3. A draft that introduces a subject that is there is told already if it says nothing different, else it
   *contradicts* the entry that introduced it.
4. When a whole document is handed in again, a draft that is new pairs with an entry of the same document and
   the same subject matter that no draft repeats: the statement was changed, and contradicts that entry.
5. Whatever is left is decided, in order, and all refusals are collected. A statement of several drafts is recorded
   whole or not at all.

By the policy, all drafts are sorted before the first is decided, and one refusal is enough to record nothing; or each
statement stands for itself, and is sorted and decided upon what was decided before it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import TypeAlias

import msgspec

from ledger.entries.corrections import ABOUT_ENTRIES, as_corrected, bottom_of, effective, withdrawn
from ledger.entries.documents import Documents, is_same_document, names_for
from ledger.entries.entry import Draft, Entry
from ledger.entries.idempotency import (
    differences,
    in_another_document,
    is_of_one_document,
    may_say_what,
    same_subject_matter,
    says_what,
    told_again,
    with_event_ids,
)
from ledger.entries.repetition import LAST_WORDS, changes_nothing, repeated, repetitions
from ledger.erasure.redaction import with_erasable
from ledger.recording.decide import decided
from ledger.recording.new_ids import with_subjects
from ledger.recording.other_meetings import of_other_meetings, on_another_day
from ledger.recording.outcome import Outcome, contradiction, retracted
from ledger.recording.stream_cache import KeptStreams
from ledger.refusals import Contradicted, Refusal, Untrue
from ledger.store import Log
from ledger.vocabulary.corrections import EntryCorrected, EntryRetracted
from ledger.vocabulary.subjects import kind_of

DraftGroup: TypeAlias = tuple[Draft, ...]
"""What is recorded together or not at all."""


class RecordingPolicy(Enum):
    """What a refusal does to all that is recorded with it."""

    ALL_OR_NOTHING = auto()
    EACH_FOR_ITSELF = auto()


@dataclass
class Memory:
    """What is remembered from one chunk of an import to the next."""

    paired: set[str] = field(default_factory=set)
    """The entries that a repeated correction or retraction of the source was found to be."""
    withdrawn_in: set[str] = field(default_factory=set)
    """The streams in which something was retracted: only there, what is told already may not stand."""
    corrected_in: set[str] = field(default_factory=set)
    """The streams in which something was corrected."""
    impostors: set[str] = field(default_factory=set)
    """Subjects that are in the ledger as something else, under another id of the same register."""
    would_be_told: set[str] = field(default_factory=set)
    """The event ids of what would be recorded, were it no dry run."""
    places: dict[int, str] = field(default_factory=dict)
    """Where in the source that stands which was decided, by its provisional position."""


@dataclass
class Plan:
    """Statements as they are sorted into what they come to, and decided."""

    book: Log
    streams: KeptStreams
    documents: Documents
    clerk: str
    policy: RecordingPolicy
    memory: Memory
    correlation_id: str
    entries: list[Entry] = field(default_factory=list)
    already: list[tuple[Draft, Entry | None]] = field(default_factory=list)
    contradictions: list[Contradicted] = field(default_factory=list)
    unsaid: list[Entry] = field(default_factory=list)
    overtaken: list[Entry] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
    undone: list[DraftGroup] = field(default_factory=list)
    """The statements that are refused, where each stands for itself."""
    told: dict[str, Entry | None] = field(default_factory=dict)
    """What is recorded under the event ids of the drafts; where each stands for itself, only that something is."""
    said: Mapping[str, Entry] = field(default_factory=dict)
    """By event id, the recorded corrections and retractions that drafts of a command repeat."""

    @property
    def is_whole(self) -> bool:
        """Whether all of it is recorded, or nothing."""
        return self.policy is RecordingPolicy.ALL_OR_NOTHING

    def made(self, statements: Sequence[DraftGroup], whole_document: bool = False) -> Outcome:
        """Sort the statements and decide those that are new."""
        given = {draft.event_id for statement in statements for draft in statement if draft.event_id}
        named = self._named(statements)
        self._look_up([draft for statement in named for draft in statement])
        if self.is_whole:
            new = [draft for statement in named for draft in self._new(statement, given)]
            if whole_document:
                new = self._not_changed(new, [draft for statement in named for draft in statement])
            for draft in new:
                if not (draft.introduces and self._is_introduced_elsewhere(draft)):
                    self._decide([draft])
        else:
            for statement, handed_in in zip(named, statements, strict=True):
                new = self._new(statement, given)
                # What is refused is not told: whoever says it again in the same chunk is refused as well.
                if self._decide(new) or self._decide_backwards(new):
                    self.told.update(dict.fromkeys(draft.event_id for draft in new))
                else:
                    self.undone.append(handed_in)
        for each in self.contradictions:
            if place := self.memory.places.get(each.position):
                each.stated_at(place)
        return Outcome(
            recorded=tuple(self.entries),
            already=tuple(self.already),
            contradictions=tuple(self.contradictions),
            unsaid=tuple(self.unsaid),
            overtaken=tuple(self.overtaken),
            refused=tuple(self.refused),
            undone=tuple(self.undone),
        )

    def named(self, draft: Draft) -> Draft:
        """A draft of an import, with the name of its document, what is erasable of it, and its event id."""
        document = draft.document or self.documents.name(draft.source)
        return with_event_ids([with_erasable(msgspec.structs.replace(draft, document=document))])[0]

    def _named(self, statements: Sequence[DraftGroup]) -> list[DraftGroup]:
        if not self.is_whole:
            return [tuple(map(self.named, statement)) for statement in statements]
        drafts = (self._prepared(draft) for statement in statements for draft in statement)
        stated = with_subjects(drafts, self._says_otherwise, self._is_own)
        return [(draft,) for draft in self._apart_from_other_documents(with_event_ids(stated))]

    def _prepared(self, draft: Draft) -> Draft:
        named = msgspec.structs.replace(draft, document=draft.document or self.documents.name(draft.source))
        return self._with_erasable(named)

    def _look_up(self, drafts: Sequence[Draft]) -> None:
        """Learn what is recorded under the drafts' ids, and have the streams at hand that new ones mention."""
        ids = [draft.event_id for draft in drafts]
        if self.is_whole:
            self.told.update(self.book.by_event_ids(ids))
        else:
            self.told.update(dict.fromkeys(self.book.told(ids) | self.memory.would_be_told.intersection(ids)))
        self.streams.prepare(_mentioned(draft for draft in drafts if draft.event_id not in self.told))
        if self.is_whole:
            about = [draft.subject for draft in drafts if isinstance(draft.event, LAST_WORDS)]
            said = repeated(drafts, {subject: self.streams.stream(subject).entries for subject in about})
            self.said = {drafts[number].event_id: entry for number, entry in said.items()}

    def _new(self, statement: DraftGroup, given: Collection[str]) -> list[Draft]:
        """The drafts of a statement that are new; an id that was given is that of one entry, whatever followed."""
        new: list[Draft] = []
        for draft in statement:
            is_given = draft.event_id in given
            is_told = draft.event_id in self.told or any(other.event_id == draft.event_id for other in new)
            if is_told and is_given:
                self.already.append((draft, self.told.get(draft.event_id)))
            elif isinstance(draft.event, LAST_WORDS) and (self.is_whole or not is_given):
                new += self._last_word(draft)
            elif is_told:
                self._note(draft)
            elif draft.erasable and self._is_told_apart(draft):
                continue
            elif not (draft.introduces and self._is_introduced(draft)):
                new.append(draft)
        return new

    def _note(self, draft: Draft) -> None:
        entry = self.told.get(draft.event_id)
        if entry is None and draft.subject in self.memory.withdrawn_in:
            entry = self.streams.stream(draft.subject).recorded_as(draft.event_id)
        if entry is None:
            self.already.append((draft, None))
        else:
            self._note_told(draft, entry)

    def _last_word(self, draft: Draft) -> list[Draft]:
        """A correction or retraction as it is to be recorded; nothing where it is recorded already.

        What a command repeats, the last of it decides (`repeated`). A source that says A, then B, then A again of
        one entry means three corrections, and the same three when it is imported once more: each is paired with the
        next entry that says so.
        """
        stream, paired = self.streams.stream(draft.subject), self.memory.paired
        if self.is_whole:
            if (repeats := self.said.get(draft.event_id)) is not None:
                self.already.append((draft, repeats))
                return []
            return [told_again(draft, stream.version + 1) if draft.event_id in self.told else draft]
        said = repetitions(draft, stream.entries)
        entry = next((entry for entry in said if entry.event_id not in paired), None)
        if entry is not None or (said and changes_nothing(said[-1], stream.entries)):
            paired.update([entry.event_id] if entry is not None else [])
            self.already.append((draft, entry))
            return []
        new = told_again(draft, stream.version + 1) if said else draft
        paired.add(new.event_id)
        return [new]

    def _note_told(self, draft: Draft, entry: Entry) -> None:
        """Note what a statement that is recorded comes to: told already, or retracted since and not to be told anew."""
        entries = self.streams.stream(entry.stream).entries
        by = withdrawn(entries).get(entry.position)
        if by is None:
            stands = as_corrected(entries, entry.position) or entry
            different = differences(draft, stands)
            if different and not stands.corrected_by:  # what the id does not tell: a count of 0 that is said now
                self.contradictions.append(contradiction(draft, stands, different))
                return
            self.already.append((draft, stands))
            if different:
                self.overtaken.append(stands)
        elif (again := next((other for other in effective(entries) if says_what(draft, other)), None)) is not None:
            self.already.append((draft, again))
        else:
            self.contradictions.append(retracted(draft, entry, by))

    def _is_told_apart(self, draft: Draft) -> bool:
        """Whether a draft with texts that are kept apart is recorded, and those are there; notes what it comes to."""
        noted = {entry.position for _, entry in self.already if entry is not None} | {
            left.position for left in self.contradictions
        }
        entries = self.streams.stream(draft.subject).entries
        gone = withdrawn(entries)
        told = [entry for entry in entries if entry.position not in noted and says_what(draft, entry)]
        if not told:
            return False
        self._note_told(draft, min(told, key=lambda entry: entry.position in gone))
        return True

    def _says_otherwise(self, draft: Draft) -> bool:
        """Whether the draft's subject is there already, and was introduced by another statement than this."""
        introduced = [entry for entry in self.streams.stream(draft.subject).entries if entry.event.introduces]
        return bool(introduced) and not any(may_say_what(draft, entry) for entry in introduced)

    def _is_own(self, draft: Draft) -> bool | None:
        """Whether the draft's subject was introduced by this document at this meeting; None where it is not there."""
        introduced = [entry for entry in self.streams.stream(draft.subject).entries if entry.event.introduces]
        met = getattr(draft.event, "meeting", "")
        own = (getattr(e.event, "meeting", "") == met and is_same_document(draft.source, e.source) for e in introduced)
        return any(own) if introduced else None

    def _apart_from_other_documents(self, drafts: Sequence[Draft]) -> list[Draft]:
        """The drafts, where need be with other ids than what another document of the same name says."""
        before = [draft for draft in drafts if draft.document not in names_for(draft.source)]
        told = self.book.by_event_ids([draft.event_id for draft in before]) if before else {}
        others = {
            draft.event_id
            for draft in before
            if (entry := told.get(draft.event_id)) is not None and not is_same_document(draft.source, entry.source)
        }
        return [in_another_document(draft) if draft.event_id in others else draft for draft in drafts]

    def _with_erasable(self, draft: Draft) -> Draft:
        if not isinstance(draft.event, LAST_WORDS):
            return with_erasable(draft)
        entries = self.streams.stream(draft.subject).entries
        named = next((entry for entry in entries if entry.position == draft.event.entry), None)
        if named is None:
            return draft
        bottom = as_corrected(entries, bottom_of(named.position, entries)) or named
        return with_erasable(draft, msgspec.structs.replace(bottom, sealed=(*bottom.sealed, *named.sealed)))

    def _is_introduced(self, draft: Draft) -> bool:
        """Whether the subject that a draft introduces is there; notes it as told already, or as a contradiction."""
        for entry in self.streams.stream(draft.subject).counted():
            if entry.event.introduces and entry.event.TYPE == draft.event.TYPE:
                if different := differences(draft, entry, only_given=True):
                    self.contradictions.append(contradiction(draft, entry, different))
                elif another_day := on_another_day(draft, entry, self.streams.stream(draft.subject).counted()):
                    self.contradictions.append(another_day)
                else:
                    self.already.append((draft, entry))
                self._look_for_impostor(draft)
                return True
        return False

    def _look_for_impostor(self, draft: Draft) -> None:
        """Note a subject that is there under another id in the same register than an import gives it."""
        given: dict[str, str] = {} if self.is_whole else getattr(draft.event, "identifiers", {})
        for entry in self.streams.stream(draft.subject).entries if given else ():
            known: dict[str, str] = getattr(entry.event, "identifiers", {})
            if any(known.get(scheme, foreign) != foreign for scheme, foreign in given.items()):
                self.memory.impostors.add(draft.subject)

    def _not_changed(self, drafts: Sequence[Draft], told: Sequence[Draft]) -> list[Draft]:
        """The drafts that change no entry of their document; notes those that do, and what is told no more."""
        repeated = {entry.position for _, entry in self.already if entry is not None}
        repeated.update(contradicted.position for contradicted in self.contradictions)
        left: list[Entry] = []
        for document, draft in {each.of_document: each for each in told}.items():
            stated = self._of_document(document, draft)
            others = of_other_meetings(stated, [each for each in told if each.of_document == document])
            left += [each for each in stated if each.position not in repeated and not others.holds(each)]
            self.unsaid.extend(each for each in others.moved if each.position not in repeated)
        new = []
        for draft in drafts:
            entry = next((entry for entry in left if _may_be_changed(draft, entry)), None)
            if entry is None:
                new.append(draft)
                continue
            left.remove(entry)
            if different := differences(draft, entry):
                self.contradictions.append(contradiction(draft, entry, different))
            else:
                self.already.append((draft, entry))  # the record was corrected to what the file says now
        self.unsaid.extend(left)
        return new

    def _of_document(self, document: str, draft: Draft) -> list[Entry]:
        recorded = (entry for entry in self.book.tagged(document) if not isinstance(entry.event, ABOUT_ENTRIES))
        stands = (as_corrected(self.streams.stream(entry.stream).entries, entry.position) for entry in recorded)
        return [entry for entry in stands if entry is not None and is_same_document(draft.source, entry.source)]

    def _decide(self, drafts: Sequence[Draft]) -> bool:
        """Whether the drafts of one statement can be true; if one can not, the others are taken back."""
        marks = []
        entries: list[Entry] = []
        for draft in drafts:
            stream = self.streams.stream(draft.subject)
            marks.append((stream, stream.mark()))
            try:
                self._refuse_impostors(draft)
                entry = decided(draft, self.streams, self.clerk, self.correlation_id, is_asked=self.is_whole)
                entries.append(entry)
            except Refusal as refusal:
                for told, before in reversed(marks):
                    told.back_to(before)
                if isinstance(refusal, Untrue) and (where := self.memory.places.get(refusal.against)):
                    refusal.stated_at(where)
                self.refused.append(refusal.at(draft.place))
                return False
        self.entries += entries
        for draft, entry in zip(drafts, entries, strict=True):
            self.memory.places[entry.position] = draft.place
            if isinstance(entry.event, EntryRetracted):
                self.memory.withdrawn_in.add(entry.stream)
            elif isinstance(entry.event, EntryCorrected):
                self.memory.corrected_in.add(entry.stream)
        return True

    def _decide_backwards(self, drafts: Sequence[Draft]) -> bool:
        """Whether corrections of a beginning and an end can be true in the other order.

        What is moved to later years would begin after its end, were its beginning corrected first.
        """
        if len(drafts) < 2 or not all(isinstance(draft.event, EntryCorrected) for draft in drafts):
            return False
        refusal = self.refused.pop()
        if self._decide(drafts[::-1]):
            return True
        self.refused[-1] = refusal
        return False

    def _refuse_impostors(self, draft: Draft) -> None:
        for subject in (r.subject for r in draft.references if self.memory.impostors):
            if subject in self.memory.impostors:
                problem = f"'{subject}' is in the ledger as something else, under another id of the same register"
                raise Untrue(problem, "import this source under a register name of its own")

    def _is_introduced_elsewhere(self, draft: Draft) -> bool:
        """Whether another document of the same command introduces the subject and says nothing else of it."""
        for entry in self.streams.stream(draft.subject).counted():
            is_same = entry.event.introduces and entry.event.TYPE == draft.event.TYPE  # a meeting is called, then held
            if is_same and not is_of_one_document(draft, entry):
                if differences(draft, entry, only_given=True):
                    return False
                self.already.append((draft, entry))
                return True
        return False


def _may_be_changed(draft: Draft, entry: Entry) -> bool:
    """Whether a draft can be a changed form of an entry: of the same document, about the same matter."""
    return is_of_one_document(draft, entry) and same_subject_matter(draft, entry)


def _mentioned(drafts: Iterable[Draft]) -> Iterator[str]:
    for draft in drafts:
        yield draft.subject
        yield from (
            s for s in (*(r.subject for r in draft.references), draft.stated_by) if kind_of(s) not in ("", "document")
        )
