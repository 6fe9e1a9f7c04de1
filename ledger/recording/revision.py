"""Revisions: a newer version of a document, held against what was recorded of the version before.

Draft minutes become confirmed minutes. What both say stays as it is; what the newer one says otherwise is corrected;
what it says no more is retracted; what only it says is recorded. Which statement is the newer form of which entry is
found in steps, the surest first; each statement and each entry is paired once:

1. A statement that says exactly what an entry says.
2. A statement about the same matter as an entry of its type: of the same subject, or with the same identity.
3. A statement that brings a new subject into being, under an id made of its own words: with the entry of its type whose
   words are most alike, or that stands in the same place. The new id gives way to the old one, everywhere in the file.
4. Any other statement: with the entry of its type, in the same story, whose words are most alike.

Who was registered by the former version stays registered: a newer one need not introduce people once more.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, Final, NamedTuple

import msgspec

from ledger.entries.entry import Draft, Entry
from ledger.entries.idempotency import differences, same_subject_matter
from ledger.erasure.redaction import texts_of
from ledger.recording.new_ids import APART
from ledger.vocabulary.corrections import EntryCorrected, EntryRetracted
from ledger.vocabulary.event import Event
from ledger.vocabulary.meetings import MeetingHeld
from ledger.vocabulary.provenance import PUBLIC, Source
from ledger.vocabulary.subjects import FILLING, kind_of, name_of, slug

REGISTERED: Final = ("organisation", "body", "person", "post", "project")
"""The kinds of subjects that a register section introduces, which outlive the document that did so."""
ALIKE: Final = 0.65
"""How much of the words is the same in two forms of one statement."""
_SAME_PLACE: Final = 0.25


class Corrected(NamedTuple):
    """A statement of the newer version that says something otherwise than an entry, and what."""

    draft: Draft
    entry: Entry
    differences: tuple[str, ...]


@dataclass(frozen=True)
class Revision:
    """What a newer version of a document comes to; `kept` are registrations that it does not repeat."""

    same: tuple[tuple[Draft, Entry], ...] = ()
    corrected: tuple[Corrected, ...] = ()
    added: tuple[Draft, ...] = ()
    gone: tuple[Entry, ...] = ()
    kept: tuple[Entry, ...] = ()
    stated: tuple[Draft, ...] = ()
    """All that the newer version states, under the ids that the ledger has for it."""

    @property
    def changes(self) -> int:
        """How many entries it takes to make the record say what the newer version says."""
        return len(self.corrected) + len(self.added) + len(self.gone)

    def drafts(self, why: str, source: Source) -> list[Draft]:
        """Those entries as drafts, in an order in which they can be recorded: the last told is retracted first."""
        retracted = [
            Draft(event=EntryRetracted(entry=entry.position, why=why), stream=entry.stream, source=source)
            for entry in sorted(self.gone, key=lambda entry: entry.position, reverse=True)
        ]
        return [*retracted, *(correction_of(each, why) for each in self.corrected), *self.added]


def revised(
    drafts: Sequence[Draft], told: Sequence[Entry], is_there: Callable[[str], bool], alike: float = ALIKE
) -> Revision:
    """A newer version held against the entries, as corrected, that the former one came to.

    `is_there` tells whether a subject is in the ledger; `alike`, from 0 to 1, how much of the words of two statements
    has to be the same for one to be the newer form of the other.
    """
    pairing = _Pairing(list(told), alike)
    new = [draft for draft in drafts if draft.introduces]
    pairing.pair([draft for draft in new if is_there(draft.subject)])
    renamed = pairing.pair_renamed([draft for draft in new if not is_there(draft.subject) and _is_by_words(draft)])
    rest = [_with_ids(draft, renamed) for draft in drafts if not draft.introduces]
    pairing.pair(rest)
    pairing.pair_by_words(rest)
    of = pairing.found
    own = {id(draft): _with_ids(draft, renamed) if draft.introduces else draft for draft in new}
    ordered = [own.get(id(draft), draft) for draft in drafts if draft.introduces] + rest
    return _revision(ordered, of, pairing.left)


def _revision(drafts: Iterable[Draft], of: dict[tuple[str, str, str], Entry], left: list[Entry]) -> Revision:
    stated = tuple(drafts)
    same: list[tuple[Draft, Entry]] = []
    corrected: list[Corrected] = []
    added: list[Draft] = []
    for draft in stated:
        entry = of.get(_key(draft))
        different = differences(draft, entry, only_given=_is_registered(draft.event)) if entry else []
        if entry is None:
            added.append(draft)
        elif different:
            corrected.append(Corrected(draft, entry, tuple(different)))
        else:
            same.append((draft, entry))
    kept = tuple(entry for entry in left if _is_registered(entry.event))
    gone = tuple(entry for entry in left if not _is_registered(entry.event))
    return Revision(tuple(same), tuple(corrected), tuple(added), gone, kept, stated)


class _Pairing:
    """Statements and the entries of which they are the newer form."""

    def __init__(self, left: list[Entry], alike: float) -> None:
        self.left = left
        self._alike = alike
        self.found: dict[tuple[str, str, str], Entry] = {}

    def pair(self, drafts: Iterable[Draft]) -> None:
        """Pair what says the same, then what is about the same matter."""
        for fits in (_says, same_subject_matter):
            for draft in drafts:
                if _key(draft) not in self.found:
                    alike = [
                        entry for entry in self.left if draft.event.TYPE == entry.event.TYPE and fits(draft, entry)
                    ]
                    self._take(draft, min(alike, key=lambda entry: len(differences(draft, entry)), default=None))

    def pair_renamed(self, drafts: Sequence[Draft]) -> dict[str, str]:
        """Pair what introduces a subject under a new id with what introduced it; returns the old ids by the new."""
        pairs = self._by_likeness(drafts, lambda draft, entry: entry.event.introduces)
        renamed = {draft.subject: entry.stream for draft, entry in pairs}
        for draft, entry in pairs:
            self._take(_with_ids(draft, renamed), entry)
        return renamed

    def pair_by_words(self, drafts: Sequence[Draft]) -> None:
        """Pair what is left by its words, within one story."""
        left = [draft for draft in drafts if _key(draft) not in self.found]
        for draft, entry in self._by_likeness(left, lambda draft, entry: draft.subject == entry.stream):
            self._take(draft, entry)

    def _by_likeness(self, drafts: Sequence[Draft], may: Callable[[Draft, Entry], bool]) -> list[tuple[Draft, Entry]]:
        """The pairs of one type that are most alike, the most alike first; each draft and each entry once."""
        scored = [
            (_likeness(draft, entry), -entry.position, number)
            for number, draft in enumerate(drafts)
            for entry in self.left
            if draft.event.TYPE == entry.event.TYPE and may(draft, entry)
        ]
        entries = {entry.position: entry for entry in self.left}
        pairs: list[tuple[Draft, Entry]] = []
        taken: set[object] = set()
        for score, position, number in sorted(scored, reverse=True):
            if score >= self._alike and number not in taken and (place := (position,)) not in taken:
                taken |= {number, place}
                pairs.append((drafts[number], entries[-position]))
        return pairs

    def _take(self, draft: Draft, entry: Entry | None) -> None:
        if entry is not None:
            self.left.remove(entry)
            self.found[_key(draft)] = entry


def _says(draft: Draft, entry: Entry) -> bool:
    return draft.subject == entry.stream and not differences(draft, entry)


def _key(draft: Draft) -> tuple[str, str, str]:
    """What tells one statement of a file from the others."""
    return draft.event.TYPE, draft.subject, f"{draft.place} {msgspec.json.encode(draft.event).decode()}"


def _is_registered(event: Event) -> bool:
    return isinstance(event, MeetingHeld) or (event.introduces and kind_of(event.stream) in REGISTERED)


def _is_by_words(draft: Draft) -> bool:
    """Whether a new subject has an id made of its words; whoever gave it one of its own means another subject."""
    event = draft.event
    if _is_registered(event) or not event.HEAD:
        return False
    head = getattr(event, event.HEAD)
    words = slug(head if isinstance(head, str) else " ".join(name_of(part) for part in head))
    made_of = re.sub(r"-\d+$", "", draft.subject.rpartition("/")[2])
    return made_of == APART or (bool(made_of) and words.startswith(made_of))


def _likeness(draft: Draft, entry: Entry) -> float:
    """How alike two statements are: their words, and a little for standing in the same place.

    Letters alone are not enough: of short sentences, 'That the X be Y-ed.', most are the same whatever they say.
    """
    said, told = (" ".join(texts_of(each).values()).casefold() for each in (draft, entry))
    same_place = bool(draft.source.at) and draft.source.at == entry.source.at
    if not (said and told) or not (same_place or _telling(said) & _telling(told)):
        return 0.0
    return SequenceMatcher(None, said, told, autojunk=False).ratio() + (_SAME_PLACE if same_place else 0)


def _telling(text: str) -> set[str]:
    """The words of a text that tell what it is about."""
    return set(slug(text, len(text)).split("-")) - FILLING


def _with_ids(draft: Draft, renamed: dict[str, str]) -> Draft:
    """The draft with the old ids in place of the new ones."""
    if not renamed.keys() & {draft.subject, *draft.event.subjects()}:
        return draft
    event = draft.event
    said: Any = _replaced(msgspec.to_builtins(event), renamed)
    return msgspec.structs.replace(draft, event=msgspec.convert(said, type(event)))


def _replaced(value: Any, renamed: dict[str, str]) -> Any:
    if isinstance(value, str):
        return renamed.get(value, value)
    if isinstance(value, dict):
        return {name: _replaced(part, renamed) for name, part in value.items()}
    return [_replaced(part, renamed) for part in value] if isinstance(value, list | tuple) else value


def correction_of(each: Corrected, why: str, *, whole: bool = False) -> Draft:
    """The correction by which an entry says what the newer version says.

    A registration leaves out what it does not repeat, unless the newer version is `whole`; then the entry also gets
    the newer version for its source.
    """
    draft, entry, _ = each
    short = _is_registered(draft.event) and not whole
    moved = (draft.source.at, draft.source.quote) != (entry.source.at, entry.source.quote)
    at_its_place = msgspec.structs.replace(entry.source, at=draft.source.at, quote=draft.source.quote)
    source = draft.source if whole and draft.source != entry.source else at_its_place if moved and not short else None
    is_redated = not short and draft.occurred != entry.occurred
    is_as_sure = draft.date_standing == entry.date_standing and not is_redated
    change = EntryCorrected(
        entry=entry.position,
        why=why,
        fields=dict(_fields(draft.event, entry.event, only_given=short)),
        occurred=draft.occurred.text if is_redated else None,
        source=source,
        standing=None if short or draft.standing == entry.standing else draft.standing,
        stated_by=None if short or draft.stated_by == entry.stated_by else draft.stated_by,
        note=None if short or draft.note == entry.note else draft.note,
        visibility=None if short or draft.visibility == entry.visibility else draft.visibility,
        date_standing=None if short or is_as_sure else draft.date_standing,
    )
    return Draft(
        event=change,
        stream=entry.stream,
        source=msgspec.structs.replace(draft.source, quote=""),
        although=draft.although,
        drafted_by=draft.drafted_by,
        confirmed_by=draft.confirmed_by,
        visibility=PUBLIC,
        place=draft.place,
    )


def _fields(said: Event, told: Event, only_given: bool) -> Iterator[tuple[str, Any]]:
    new: dict[str, Any] = msgspec.to_builtins(said)
    old: dict[str, Any] = msgspec.to_builtins(told)
    for name in new if only_given else {**old, **new}:
        if name not in said.ASSIGNED and old.get(name) != new.get(name):
            yield name, new.get(name)
