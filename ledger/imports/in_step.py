"""Keeping in step: what a source says now, held against what earlier imports of the same register have recorded.

The law: importing A and then B gives the register that importing B alone gives, for every A that is a part of B or an
earlier state of it, and what A said stays known. In steps, before anything is recorded:

1. The source is read once, and its statements are noted by the ids that they would have as entries. Where nothing of
   the register is in the ledger yet, this is left out.
2. Each entry that an earlier import recorded, as it stands, is either said again, or left over.
3. Where something is left over, the source is read again: a statement that nothing in the ledger says is paired with
   what is left over at its place (the same object of the source, the same subject, the same type of event) and differs
   least. When the source is then read and recorded, it is a correction of that.
4. What is left over then is no longer said. Where the source holds its object, or holds whole the object that it was
   a part of, it is retracted. Where it does not, the object is not in this delivery: that is counted, and means
   something only where the source is known to be complete: what lasts has ended, what happened is retracted.

What a clerk has corrected or retracted by hand stays. Where the source has not changed since, nothing is to be said of
it; where it has, the clerk is told both.

Which entries are of the register is told by their document, where it is the register itself, or by their correlation
id, which all imports of one register by one format share.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

import msgspec

from ledger.entries.corrections import ABOUT_ENTRIES, as_corrected
from ledger.entries.documents import KIND
from ledger.entries.entry import Draft, Entry
from ledger.entries.idempotency import differences, document_of, statement_id, told_again
from ledger.imports.later_forms import assigned, known_by, place, plain, spelt_out, unlike
from ledger.imports.records import NAMED_ONLY, Item, Mentioned, Removed, Statement, Unfit, Whole, Withdrawn
from ledger.recording.revision import REGISTERED, Corrected, correction_of
from ledger.vocabulary.corrections import EntryRetracted
from ledger.vocabulary.dates import UNKNOWN, When, day_text, when
from ledger.vocabulary.event import CATALOGUE, Event
from ledger.vocabulary.provenance import Standing
from ledger.vocabulary.subjects import kind_of

if TYPE_CHECKING:
    from ledger.recording.recording import Recording
    from ledger.recording.streams import Stream

CHANGED: Final = "the source says otherwise now"
UNSAID: Final = "the source does not say so any more"
_ENDED: Final = ("body", "post", "person")
"""The kinds of subjects of which a list leaves out what is over: the body itself, its seats and offices, a post."""
_MANY: Final = 500

Matter: TypeAlias = tuple[str, ...]
"""What a statement and its later form have in common."""


class ByHand(NamedTuple):
    """An entry that a clerk has corrected or retracted, as the register had told it."""

    told: Entry
    position: int
    """The correction or the retraction."""


class Revised(NamedTuple):
    """The drafts of a statement as they are to be recorded; what is told already, and what a clerk has settled."""

    drafts: tuple[Draft, ...]
    corrected: int = 0
    already: int = 0
    kept: tuple[tuple[Draft, ByHand], ...] = ()


class InStep:
    """One reading of a source beside what its register has told before."""

    def __init__(self, recording: Recording, *, places_are_objects: bool = True, is_snapshot: bool = False) -> None:
        self._recording = recording
        self._is_snapshot = is_snapshot
        """Whether the source is a list of one day, which says nothing of what was over by then."""
        self._are_objects = places_are_objects
        self._said: set[str] = set()
        self._documents: set[str] = set()
        self._places: set[tuple[str, str]] = set()
        self._wholes: set[tuple[str, str]] = set()
        self._mentioned: set[str] = set()
        self.is_readable = True
        """Whether every record of the source could be read."""
        self._left: defaultdict[Matter, list[Entry]] = defaultdict(list)
        self._by_hand: defaultdict[Matter, list[ByHand]] = defaultdict(list)
        self._pairs: dict[str, Entry] = {}
        """By the ids of statements, the entries of which they are the later forms."""
        self._changed: set[str] = set()
        """The streams of which an entry was corrected or retracted before."""
        self._begun: set[Matter] = set()
        """What may end, of which the source says the beginning."""
        self._settled: set[str] = set()
        """The ids of what stands by corrections, and of what the source says as before and a clerk has corrected."""
        self._taken_back: set[str] = set()
        """The ids of what an earlier import retracted."""

    def note(self, items: Iterable[Item]) -> None:
        """Take note of all that the source says."""
        for item in items:
            match item:
                case Statement(drafts):
                    for draft in map(self._recording.named, drafts):
                        self._note(draft)
                        self._said.update((known_by(draft), statement_id(spelt_out(draft))))
                        self._places.add(place(draft))
                case Mentioned(draft):
                    self._documents.add(self._recording.named(draft).of_document)
                    self._mentioned.add(draft.subject)
                case Removed(like):
                    self._note(like)
                    self._places.add(place(self._recording.named(like)))
                case Whole(subject, types):
                    self._wholes.update((subject, each.TYPE) for each in types)
                case Withdrawn(_, like):
                    self._note(like)
                case Unfit():
                    self.is_readable = False
                case _:
                    pass

    def _note(self, draft: Draft) -> None:
        self._documents.add(self._recording.named(draft).of_document)

    def compare(self) -> None:
        """Sort what the register has told before: said again, or left over."""
        changed = self._changed = self._recording.changed_streams()
        for document in sorted(self._documents):
            waiting: dict[str, list[Entry]] = {}
            for entry in self._recording.book.tagged(document):
                if isinstance(entry.event, ABOUT_ENTRIES) or not self._is_of_register(entry):
                    continue
                if entry.stream in changed:
                    waiting.setdefault(entry.stream, []).append(entry)
                elif known_by(entry) in self._said:
                    self._begin(entry)
                else:
                    self._leave(entry)
                if len(waiting) >= _MANY:
                    self._compare_changed(waiting)
                    waiting = {}
            self._compare_changed(waiting)

    def pair(self, items: Iterable[Item]) -> None:
        """Pair what is left over with the statements that are its later forms, those that differ least first.

        What ends belongs to what began: its end is the later form of no other one's.
        """
        later: defaultdict[Matter, dict[str, Draft]] = defaultdict(dict)
        ends: list[tuple[Draft, Draft]] = []
        for item in items if self._left else ():
            drafts = tuple(map(self._recording.named, item.drafts)) if isinstance(item, Statement) else ()
            for draft in drafts:
                if not self._may_be_later(draft):
                    continue
                began = next((other for other in drafts if other.event.ENDED_BY == draft.event.TYPE), None)
                if began is None:
                    later[self._matter(draft)][known_by(draft)] = draft
                else:
                    ends.append((began, draft))
        for matter, drafts_of in later.items():
            self._pair_nearest(list(drafts_of.values()), self._left[matter])
        for began, ended in ends:
            spell = self._begun_as(began, type(ended.event))
            left = [e for e in self._left[self._matter(ended)] if assigned(e.event, type(e.event)) == spell]
            self._pair_nearest([ended], left)

    def _may_be_later(self, draft: Draft) -> bool:
        ids = (known_by(draft), statement_id(spelt_out(draft)))
        is_left = bool(self._left.get(self._matter(draft)))
        return is_left and self._settled.isdisjoint(ids) and not self._is_as_before(draft)

    def _pair_nearest(self, drafts: list[Draft], entries: list[Entry]) -> None:
        ranked = sorted((unlike(d, e), n, m) for n, d in enumerate(drafts) for m, e in enumerate(entries))
        taken: set[int] = set()
        for _, n, m in ranked:
            if known_by(drafts[n]) not in self._pairs and m not in taken:
                self._pairs[known_by(drafts[n])] = entries[m]
                taken.add(m)

    def _begun_as(self, draft: Draft, ended: type[Event]) -> tuple[str, ...] | None:
        """The id that the ledger gave to what a draft says to have begun; None where it is new."""
        entry = self._pairs.get(known_by(draft))
        if entry is None:
            told = self._recording.stream(draft.subject).counted()
            entry = next((e for e in told if statement_id(plain(e)) == draft.event_id), None)
        return assigned(entry.event, ended) if entry is not None else None

    def _compare_changed(self, waiting: dict[str, list[Entry]]) -> None:
        self._recording.prepare(waiting)
        for name, entries in waiting.items():
            stream = self._recording.stream(name)
            own = [e for e in stream.entries if isinstance(e.event, ABOUT_ENTRIES) and self._is_of_register(e)]
            for entry in entries:
                self._compare_one(entry, stream, own)

    def _compare_one(self, entry: Entry, stream: Stream, own: list[Entry]) -> None:
        stands = stream.as_it_stands(entry.position)
        told = as_corrected([entry, *own], entry.position)
        if stands is not None and (said := statement_id(plain(stands))) in self._said:
            self._settled.add(said)
            self._begin(stands)
        elif stands == told:
            if stands is not None:
                self._leave(stands)
            else:
                self._taken_back.add(entry.event_id)
        elif told is not None and (said := statement_id(plain(told))) in self._said:
            self._settled.add(said)
        else:
            words = [e.position for e in stream.entries if isinstance(e.event, ABOUT_ENTRIES) and e not in own]
            self._by_hand[self._matter(told or entry)].append(ByHand(told or entry, max(words)))

    def _begin(self, entry: Entry) -> None:
        """Take note of what the source says the beginning of: an end that it does not say any more is not so."""
        if entry.event.ENDED_BY:
            ended = CATALOGUE[entry.event.ENDED_BY]
            self._begun.add((ended.TYPE, entry.stream, *assigned(entry.event, ended)))

    def _leave(self, entry: Entry) -> None:
        is_over = self._is_snapshot and (entry.event.TYPE in _ends() or self._has_ended(entry))
        if not is_over and not (entry.event.introduces and entry.stream in self._mentioned):
            self._left[self._matter(entry)].append(plain(entry))

    def _is_of_register(self, entry: Entry) -> bool:
        return bool(entry.source.id and f"{KIND}:{entry.source.id}" in self._documents) or (
            bool(self._recording.origin) and entry.correlation_id == self._recording.origin
        )

    def revised(self, drafts: tuple[Draft, ...]) -> Revised:
        """A statement of the source as it is to be recorded, beside what is left over."""
        ready: list[Draft] = []
        kept: list[tuple[Draft, ByHand]] = []
        corrected = already = 0
        for draft in drafts:
            named = self._recording.named(draft)
            matter, spelt = self._matter(named), spelt_out(named)
            if not self._settled.isdisjoint((known_by(named), statement_id(spelt))):
                already += 1
            elif (entry := self._pairs.get(known_by(named))) is not None and entry in self._left[matter]:
                self._left[matter].remove(entry)
                self._begin(entry)
                each = Corrected(spelt, entry, tuple(differences(spelt, entry)))
                ready.append(self._again(correction_of(each, CHANGED, whole=True)))
                corrected += 1
            elif by_hand := self._by_hand.get(matter):
                kept.append((draft, by_hand.pop()))
            elif named.event_id in self._taken_back:
                ready.append(told_again(named, self._recording.stream(named.subject).version + 1))
            else:
                ready.append(draft)
        return Revised(tuple(ready), corrected, already, tuple(kept))

    def _is_as_before(self, draft: Draft) -> bool:
        """Whether an entry says just that, and nothing was corrected or retracted in its story."""
        return draft.subject not in self._changed and bool(self._recording.book.told([draft.event_id]))

    def _matter(self, stated: Draft | Entry) -> Matter:
        """What a subject is introduced as, once; else what an object says of it, or what a list says of somebody."""
        event = stated.event
        subject = stated.subject if isinstance(stated, Draft) else stated.stream
        if event.introduces:
            return (event.TYPE, subject)
        if self._are_objects and stated.source.at:
            return (event.TYPE, subject, *place(stated))
        return (event.TYPE, subject, document_of(stated), "", *(str(getattr(event, name)) for name in event.IDENTITY))

    def _again(self, draft: Draft) -> Draft:
        """The draft of a correction or retraction with an id of its own, however often the same was said before."""
        return told_again(self._recording.named(draft), self._recording.stream(draft.subject).version + 1)

    def left(self) -> list[Entry]:
        """What the source does not say any more, last first."""
        found = (entry for entries in self._left.values() for entry in entries)
        return sorted(found, key=lambda entry: entry.position, reverse=True)

    def is_unsaid(self, entry: Entry) -> bool:
        """Whether the source holds what an entry was told of, or all of that, and so says that it is not so."""
        of_place = self._are_objects and bool(entry.source.at) and place(entry) in self._places
        is_end = (entry.event.TYPE, entry.stream, *assigned(entry.event, type(entry.event))) in self._begun
        return of_place or is_end or any((tag, entry.event.TYPE) in self._wholes for tag in entry.tags)

    def is_only_named(self, entry: Entry) -> bool:
        """Whether an entry introduces what was named and never described; without those who named it, it is nothing."""
        is_named = getattr(entry.event, "unnamed", False) or entry.note == NAMED_ONLY
        return entry.event.introduces and is_named and self._recording.resting_on(entry) is None

    def retraction(self, entry: Entry, why: str = UNSAID) -> Draft:
        """The retraction of what the source does not say any more."""
        source = msgspec.structs.replace(entry.source, quote="")
        event = EntryRetracted(entry=entry.position, why=why)
        return self._again(Draft(event=event, stream=entry.stream, source=source, place=entry.source.at))

    def as_of_a_complete_source(self, entry: Entry, by: When | None = None) -> Draft | None:
        """What follows from a source that is complete and says nothing of an entry; None where nothing does.

        What lasts has ended, at some time since it was last told, and `by` the day of the source if it has one. What
        happened is retracted. Who and what was registered, with all that happened to it, outlives its source.
        """
        if entry.event.ENDED_BY and kind_of(entry.stream) in _ENDED:
            return self._ending(entry, by)
        if entry.event.TYPE in _ends():
            return None
        if kind_of(entry.stream) in REGISTERED and (entry.event.introduces or self._is_left(entry.stream)):
            return None
        return self.retraction(entry) if self._recording.resting_on(entry) is None else None

    def _is_left(self, subject: str) -> bool:
        """Whether the source does not introduce a subject any more."""
        return any(e.event.introduces for found in self._left.values() for e in found if e.stream == subject)

    def _has_ended(self, entry: Entry) -> bool:
        """Whether an end of what an entry begins is told."""
        if not entry.event.ENDED_BY:
            return False
        ended = CATALOGUE[entry.event.ENDED_BY]
        told = self._recording.stream(entry.stream).counted()
        ends = (e.event for e in told if e.event.TYPE == ended.TYPE)
        return any(assigned(each, ended) == assigned(entry.event, ended) for each in ends)

    def _ending(self, entry: Entry, by: When | None) -> Draft | None:
        if self._has_ended(entry):
            return None
        began, ended = entry.event, CATALOGUE[entry.event.ENDED_BY]
        same = {*ended.IDENTITY, *ended.ASSIGNED, ended.STREAM}.intersection(ended.__struct_fields__)
        said = {name: getattr(began, name) for name in same if hasattr(began, name)}
        dates = [entry.occurred, when(entry.source.date) if entry.source.date else entry.occurred]
        last = max((date.earliest for date in dates if not date.is_unknown), default=0)
        return Draft(
            event=ended(**said),
            source=msgspec.structs.replace(entry.source, quote="", date=by.text if by else entry.source.date),
            occurred=_between(last, by),
            standing=entry.standing,
            date_standing=Standing.INFERRED,
            note=UNSAID,
            place=entry.source.at,
        )


def _between(last: int, by: When | None) -> When:
    """Some day from the one on which something was last told, until the day on which it is told no more."""
    first, until = day_text(last) if last else "", day_text(by.earliest) if by else ""
    return when(f"[{first}..{until}]") if first or until else UNKNOWN


@cache
def _ends() -> frozenset[str]:
    """The events that end what others begin."""
    return frozenset(event.ENDED_BY for event in CATALOGUE.values())
