"""What a statement of a source and its later form have in common, and how much they differ."""

from __future__ import annotations

import msgspec

from ledger.entries.entry import Draft, Entry
from ledger.entries.idempotency import differences, document_of, same_subject_matter, statement_id
from ledger.vocabulary.event import Event


def spelt_out(draft: Draft) -> Draft:
    """The draft as its entry says it: with limbs numbered, for example."""
    event = draft.event.spelt_out()
    return draft if event is draft.event else msgspec.structs.replace(draft, event=event)


def known_by(stated: Draft | Entry) -> str:
    """By what a statement is recognised: its event id, or what it says where texts are kept apart.

    Those have event ids that are made of nothing, and new ones each time.
    """
    if isinstance(stated, Entry):
        return statement_id(plain(stated)) if stated.sealed else stated.event_id
    return statement_id(stated) if stated.erasable else stated.event_id


def place(stated: Draft | Entry) -> tuple[str, str]:
    """In which document something stands, and where in it."""
    return document_of(stated), stated.source.at


def assigned(event: Event, named_by: type[Event]) -> tuple[str, ...]:
    """By what an end belongs to its beginning: the id that the ledger gave to both."""
    return tuple(str(getattr(event, name)) for name in named_by.ASSIGNED)


def unlike(draft: Draft, entry: Entry) -> tuple[bool, bool, int, int]:
    """How unlike an entry is to a draft that may be its later form."""
    given, told = assigned(draft.event, type(draft.event)), assigned(entry.event, type(entry.event))
    days = abs(draft.occurred.earliest - entry.occurred.earliest)
    is_another = any(given) and given != told
    return is_another, not same_subject_matter(draft, entry), len(differences(draft, entry)), days


def plain(entry: Entry) -> Entry:
    """An entry whose date has the standing of the whole says no more than one that does not mention it."""
    return msgspec.structs.replace(entry, date_standing=None) if entry.date_standing == entry.standing else entry
