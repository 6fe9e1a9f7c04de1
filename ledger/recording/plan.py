"""Recording: which drafts are new, which were told before, which say otherwise, and which cannot be true.

In steps:

1. A draft whose event id is in the log is *told already*, unless its entry was retracted or, for a correction,
   something later lies on top of it (`ledger.entries.repetition`).
2. A draft that introduces a subject that is there is told already if it says nothing different, else it
   *contradicts* the entry that introduced it.
3. When a whole document is handed in again, a draft that is new pairs with an entry of the same document and
   the same subject matter that no draft repeats: the statement was changed, and contradicts that entry.
4. Whatever is left is decided, in order; all refusals are collected, and one is enough to record nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Final

import msgspec

from ledger.entries.corrections import ABOUT_ENTRIES, as_corrected, bottom_of, effective, withdrawn
from ledger.entries.documents import Documents, is_same_document, names_for
from ledger.entries.entry import PENDING, Draft, Entry, called
from ledger.entries.idempotency import (
    differences,
    document_of,
    in_another_document,
    is_of_one_document,
    may_say_what,
    payload,
    same_subject_matter,
    says_what,
    told_again,
    with_event_ids,
)
from ledger.entries.repetition import is_last_word, repeated
from ledger.erasure.redaction import with_erasable
from ledger.recording.decide import decided
from ledger.recording.streams import Streams
from ledger.refusals import Contradicted, Refusal, Refusals, Untrue
from ledger.vocabulary.event import Event
from ledger.vocabulary.subjects import kind_of, name_of, slug

APART: Final = "withheld"
"""In ids, with a number: instead of the first words of a text that is kept apart."""


@dataclass(frozen=True)
class Outcome:
    """What became of the drafts: `recorded` entries, those told `already`, and `contradictions` left aside.

    `unsaid` are entries of a document that its newer form no longer states; `overtaken` are entries that were told
    already and have been corrected since, so that they say otherwise now.
    """

    recorded: tuple[Entry, ...] = ()
    already: tuple[tuple[Draft, Entry], ...] = ()
    contradictions: tuple[Contradicted, ...] = ()
    unsaid: tuple[Entry, ...] = ()
    overtaken: tuple[Entry, ...] = ()


@dataclass
class Plan:
    """The drafts as they are sorted into what they come to."""

    streams: Streams
    by_event_ids: Callable[[Sequence[str]], Mapping[str, Entry]]
    tagged: Callable[[str], Iterable[Entry]]
    recorder: str
    documents: Documents
    correlation_id: str = ""
    already: list[tuple[Draft, Entry]] = field(default_factory=list)
    contradictions: list[Contradicted] = field(default_factory=list)
    unsaid: list[Entry] = field(default_factory=list)
    overtaken: list[Entry] = field(default_factory=list)

    def made(self, drafts: Iterable[Draft], whole_document: bool = False) -> Outcome:
        """Sort the drafts and decide the new ones.

        Raises:
            Refusals: at least one cannot be true; all that are wrong are named.
        """
        stated = with_subjects(map(self._prepared, drafts), self._says_otherwise, self._is_of_another_document)
        named = self._apart_from_other_documents(with_event_ids(stated))
        new = self._not_told(named, {draft.event_id for draft in stated if draft.event_id})
        if whole_document:
            new = self._not_changed(new, {document_of(draft): draft for draft in named})
        entries = self._decided(new)
        return Outcome(
            *(tuple(entries), tuple(self.already), tuple(self.contradictions), tuple(self.unsaid)),
            overtaken=tuple(self.overtaken),
        )

    def _not_told(self, drafts: Sequence[Draft], given: Collection[str]) -> list[Draft]:
        """The drafts that are new; an id that came with a draft (`given`) is that of one entry, whatever followed."""
        told = self.by_event_ids([draft.event_id for draft in drafts])
        about = [draft.subject for draft in drafts if is_last_word(draft.event)]
        said = repeated(drafts, {subject: self.streams.stream(subject).entries for subject in about})
        new = []
        for number, draft in enumerate(drafts):
            entry = told.get(draft.event_id)
            if entry is not None and draft.event_id in given:
                self.already.append((draft, entry))
            elif is_last_word(draft.event):
                if number in said:
                    self.already.append((draft, said[number]))
                else:
                    version = self.streams.stream(draft.subject).version + 1
                    new.append(draft if entry is None else told_again(draft, version))
            elif entry is not None:
                self.note_told(draft, entry)
            elif draft.erasable and self.is_told_apart(draft):
                continue
            elif not (draft.event.introduces and self.is_introduced(draft)):
                new.append(draft)
        return new

    def note_told(self, draft: Draft, entry: Entry) -> None:
        """Note what a statement that is recorded comes to: told already, or retracted since and not to be told anew."""
        entries = self.streams.stream(entry.stream).entries
        by = withdrawn(entries).get(entry.position)
        if by is None:
            stands = as_corrected(entries, entry.position) or entry
            self.already.append((draft, stands))
            if stands.corrected_by and differences(draft, stands):
                self.overtaken.append(stands)
        elif (again := next((other for other in effective(entries) if says_what(draft, other)), None)) is not None:
            self.already.append((draft, again))
        else:
            self.contradictions.append(_retracted(draft, entry, by))

    def is_told_apart(self, draft: Draft) -> bool:
        """Whether a draft with texts that are kept apart is recorded, and those are there; notes what it comes to."""
        noted = {entry.position for _, entry in self.already} | {left.position for left in self.contradictions}
        entries = self.streams.stream(draft.subject).entries
        gone = withdrawn(entries)
        told = [entry for entry in entries if entry.position not in noted and says_what(draft, entry)]
        if not told:
            return False
        self.note_told(draft, min(told, key=lambda entry: entry.position in gone))
        return True

    def _says_otherwise(self, draft: Draft) -> bool:
        """Whether the draft's subject is there already, and was introduced by another statement than this."""
        introduced = [entry for entry in self.streams.stream(draft.subject).entries if entry.event.introduces]
        return bool(introduced) and not any(may_say_what(draft, entry) for entry in introduced)

    def _is_of_another_document(self, draft: Draft) -> bool:
        """Whether the draft's subject is there already, and was introduced by another document than this."""
        introduced = [entry for entry in self.streams.stream(draft.subject).entries if entry.event.introduces]
        return bool(introduced) and not any(is_same_document(draft.source, entry.source) for entry in introduced)

    def _apart_from_other_documents(self, drafts: Sequence[Draft]) -> list[Draft]:
        """The drafts, where need be with other ids than what another document of the same name says."""
        before = [draft for draft in drafts if draft.document not in names_for(draft.source)]
        told = self.by_event_ids([draft.event_id for draft in before]) if before else {}
        others = {
            draft.event_id
            for draft in before
            if (entry := told.get(draft.event_id)) is not None and not is_same_document(draft.source, entry.source)
        }
        return [in_another_document(draft) if draft.event_id in others else draft for draft in drafts]

    def _prepared(self, draft: Draft) -> Draft:
        named = msgspec.structs.replace(draft, document=draft.document or self.documents.name(draft.source))
        return self._with_erasable(named)

    def _with_erasable(self, draft: Draft) -> Draft:
        if not is_last_word(draft.event):
            return with_erasable(draft)
        entries = self.streams.stream(draft.subject).entries
        named = next((entry for entry in entries if entry.position == draft.event.entry), None)
        if named is None:
            return draft
        bottom = as_corrected(entries, bottom_of(named.position, entries)) or named
        return with_erasable(draft, msgspec.structs.replace(bottom, sealed=(*bottom.sealed, *named.sealed)))

    def is_introduced(self, draft: Draft) -> bool:
        """Whether the subject that a draft introduces is there; notes it as told already, or as a contradiction."""
        entries = self.streams.stream(draft.subject).entries
        for entry in effective(entries):
            if entry.event.introduces and entry.event.TYPE == draft.event.TYPE:
                if different := differences(draft, entry, only_given=True):
                    self.contradictions.append(_contradiction(draft, entry, different))
                else:
                    self.already.append((draft, entry))
                return True
        return False

    def _not_changed(self, drafts: Sequence[Draft], documents: Mapping[str, Draft]) -> list[Draft]:
        repeated = {entry.position for _, entry in self.already}
        repeated.update(contradicted.position for contradicted in self.contradictions)
        stated = (entry for document, draft in documents.items() for entry in self._of_document(document, draft))
        left = [entry for entry in stated if entry.position not in repeated]
        new = []
        for draft in drafts:
            entry = next((entry for entry in left if _may_be_changed(draft, entry)), None)
            if entry is None:
                new.append(draft)
                continue
            left.remove(entry)
            if different := differences(draft, entry):
                self.contradictions.append(_contradiction(draft, entry, different))
            else:
                self.already.append((draft, entry))  # the record was corrected to what the file says now
        self.unsaid.extend(left)
        return new

    def _of_document(self, document: str, draft: Draft) -> list[Entry]:
        recorded = (entry for entry in self.tagged(document) if not isinstance(entry.event, ABOUT_ENTRIES))
        stands = (as_corrected(self.streams.stream(entry.stream).entries, entry.position) for entry in recorded)
        return [entry for entry in stands if entry is not None and is_same_document(draft.source, entry.source)]

    def _decided(self, drafts: Sequence[Draft]) -> list[Entry]:
        entries: list[Entry] = []
        refusals: list[Refusal] = []
        places: dict[int, str] = {}
        for draft in drafts:
            if draft.event.introduces and self._is_introduced_elsewhere(draft):
                continue
            try:
                entries.append(decided(draft, self.streams, self.recorder, self.correlation_id))
                places[entries[-1].position] = draft.place
            except Refusal as refusal:
                if isinstance(refusal, Untrue) and (place := places.get(refusal.against)):
                    refusal.stated_at(place)
                refusals.append(refusal.at(draft.place))
        if refusals:
            raise Refusals(refusals)
        return entries

    def _is_introduced_elsewhere(self, draft: Draft) -> bool:
        """Whether another document of the same command introduces the subject and says nothing else of it."""
        for entry in effective(self.streams.stream(draft.subject).entries):
            if entry.event.introduces and not is_of_one_document(draft, entry):
                if differences(draft, entry, only_given=True):
                    return False
                self.already.append((draft, entry))
                return True
        return False


def _may_be_changed(draft: Draft, entry: Entry) -> bool:
    """Whether a draft can be a changed form of an entry: of the same document, about the same matter."""
    return is_of_one_document(draft, entry) and same_subject_matter(draft, entry)


def with_subjects(
    drafts: Iterable[Draft],
    says_otherwise: Callable[[Draft], bool] = lambda draft: False,
    is_of_another_document: Callable[[Draft], bool] = lambda draft: False,
) -> list[Draft]:
    """The drafts spelt out, with an id for every new subject to which the clerk gave none.

    Such an id is made of the document and the first words; where these may have to be erased, of a number that
    nothing else has: `says_otherwise` tells whether a subject is there and says something else. Where documents
    share a name, which only happened before dates counted, `is_of_another_document` tells whose a subject is.
    """
    taken: set[str] = set()
    named = []
    for draft in drafts:
        event = draft.event.spelt_out()
        draft = msgspec.structs.replace(draft, event=event)
        if event.STREAM in event.ASSIGNED and not event.stream:
            named_by_words = _called(draft, taken, is_of_another_document)
            draft = _numbered(draft, taken, says_otherwise) if event.HEAD in draft.erasable else named_by_words
        taken.add(draft.subject)
        named.append(draft)
    return named


def _called(draft: Draft, taken: set[str], is_of_another_document: Callable[[Draft], bool]) -> Draft:
    event = draft.event
    head = getattr(event, event.HEAD) if event.HEAD else event.TYPE
    words = head if isinstance(head, str) else " ".join(name_of(part) for part in head)
    names = dict.fromkeys((name_of(document_of(draft)), names_for(draft.source)[0]))
    called_so = [_of_subject(draft, _free(f"{event.STREAM}:{name}/{slug(words)}", taken)) for name in names]
    return next((found for found in called_so if not is_of_another_document(found)), called_so[0])


def _numbered(draft: Draft, taken: set[str], says_otherwise: Callable[[Draft], bool]) -> Draft:
    stem = f"{draft.event.STREAM}:{name_of(document_of(draft))}/{APART}"
    numbered = (_of_subject(draft, f"{stem}-{number}") for number in count(1))
    return next(found for found in numbered if found.subject not in taken and not says_otherwise(found))


def _of_subject(draft: Draft, subject: str) -> Draft:
    named: Event = msgspec.structs.replace(draft.event, **{draft.event.STREAM: subject})
    return msgspec.structs.replace(draft, event=named)


def _free(subject: str, taken: set[str]) -> str:
    number = 1
    while (found := subject if number == 1 else f"{subject}-{number}") in taken:
        number += 1
    return found


def _retracted(draft: Draft, entry: Entry, by: int) -> Contradicted:
    """What is told again of which the entry was retracted; only who retracted it can say that it stands after all."""
    is_recorded = by < PENDING
    remedy = f"to bring it back: govledger retract {by} --why '...'" if is_recorded else "leave out one of the two"
    by_what = by if is_recorded else called(by)
    return _contradiction(draft, entry, [f"{called(entry.position)} was retracted by {by_what}"], remedy)


def _contradiction(draft: Draft, entry: Entry, different: Sequence[str], remedy: str = "") -> Contradicted:
    what = f"{draft.event.TYPE} of {kind_of(entry.stream)} '{name_of(entry.stream)}'"
    remedy = remedy or _remedy(draft, entry)
    contradicted = Contradicted(what, entry.position, different, remedy, called(entry.position))
    contradicted.at(draft.place)
    return contradicted


def _remedy(draft: Draft, entry: Entry) -> str:
    """The command that would correct the entry to what the draft says."""
    if entry.gone:
        return "leave it out: what was erased is not to be recorded again; another statement needs an id of its own"
    if entry.position >= PENDING:
        return "ask the source which is so, or give the two ids of their own"
    said, told = payload(draft.event), payload(entry.event)
    changes = [f"--set {name}={_quoted(said[name])}" for name in said if said[name] != told.get(name)]
    changes += [f"--set {name}=" for name in told if name not in said and not draft.event.introduces]
    if draft.occurred != entry.occurred and not draft.event.introduces:
        changes.append(f"--on '{draft.occurred.text}'")
    if draft.standing != entry.standing and not draft.event.introduces:
        changes.append(f"--standing {draft.standing}")
    return (
        f"if the record is wrong: govledger correct {entry.position} {' '.join(changes)} --why '...'"
        if entry.position and changes
        else f"if the record is wrong, correct entry {entry.position}"
    )


def _quoted(value: object) -> str:
    text = value if isinstance(value, str) else msgspec.json.encode(value).decode()
    return "'" + text.replace("'", "'\\''") + "'"
