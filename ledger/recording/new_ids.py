"""Ids for new subjects to which the clerk gave none, made of the meeting, or the document, and the first words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import count
from typing import Final

import msgspec

from ledger.entries.documents import names_for
from ledger.entries.entry import Draft
from ledger.vocabulary.event import Event
from ledger.vocabulary.subjects import name_of, slug

APART: Final = "withheld"
"""In ids, with a number: instead of the first words of a text that is kept apart."""


def with_subjects(
    drafts: Iterable[Draft],
    says_otherwise: Callable[[Draft], bool] = lambda draft: False,
    is_own: Callable[[Draft], bool | None] = lambda draft: None,
) -> list[Draft]:
    """The drafts spelt out, with an id for every new subject to which the clerk gave none.

    Such an id is made of the meeting, or else the document, and the first words; where these may have to be erased, of
    a number that nothing else has: `says_otherwise` tells whether a subject is there and says something else. `is_own`
    tells of one that is there whether this document introduced it, at this meeting: older ledgers have ids made of
    documents only, and documents may share a name.
    """
    taken: set[str] = set()
    named = []
    for draft in drafts:
        event = draft.event.spelt_out()
        if event is not draft.event:
            draft = msgspec.structs.replace(draft, event=event)
        if event.STREAM in event.ASSIGNED and not event.stream:
            named_by_words = _called(draft, taken, is_own)
            draft = _numbered(draft, taken, says_otherwise) if event.HEAD in draft.erasable else named_by_words
        taken.add(draft.subject)
        named.append(draft)
    return named


def _called(draft: Draft, taken: set[str], is_own: Callable[[Draft], bool | None]) -> Draft:
    event = draft.event
    head = getattr(event, event.HEAD) if event.HEAD else event.TYPE
    words = head if isinstance(head, str) else " ".join(name_of(part) for part in head)
    names = dict.fromkeys((*_at_meeting(draft), name_of(draft.of_document), names_for(draft.source)[0]))
    called_so = [_of_subject(draft, _free(f"{event.STREAM}:{name}/{slug(words)}", taken)) for name in names]
    owned = [is_own(found) for found in called_so]
    first = owned.index(True) if True in owned else owned.index(None) if None in owned else 0
    return called_so[first]


def _at_meeting(draft: Draft) -> Iterator[str]:
    """The meeting, with the item, that a statement belongs to; a document with an id of its own lends that instead."""
    meeting, item = (getattr(draft.event, name, "") or "" for name in ("meeting", "item"))
    is_known_by_it = meeting.endswith(f"/{name_of(draft.of_document)}")  # a meeting that nobody dates
    if meeting and (item or not (is_known_by_it or draft.source.id)):
        yield f"{name_of(meeting)}/{slug(item)}" if item else name_of(meeting)


def _numbered(draft: Draft, taken: set[str], says_otherwise: Callable[[Draft], bool]) -> Draft:
    stem = f"{draft.event.STREAM}:{name_of(draft.of_document)}/{APART}"
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
