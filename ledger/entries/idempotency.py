"""Identity of statements: how the ledger knows that it has been told a thing before, or told otherwise."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final
from uuid import UUID, uuid4, uuid5

import msgspec

from ledger.entries.documents import KIND, is_same_document, name_among, names_for
from ledger.entries.entry import Draft, Entry

_NAMESPACE: Final = UUID("6f1b7c1e-5d0a-5c63-9f0e-3b7c4a1d2e90")
_encode = msgspec.json.Encoder(order="deterministic").encode


def document_of(stated: Draft | Entry) -> str:
    """The subject that a source document is: `document:<id>`, or by the name that the ledger has for it."""
    if isinstance(stated, Draft):
        return stated.of_document
    return f"{KIND}:{name_among(stated.source, stated.tags)}"


def is_of_one_document(draft: Draft, entry: Entry) -> bool:
    """Whether a draft and an entry were taken from the same document."""
    return draft.of_document == document_of(entry) and is_same_document(draft.source, entry.source)


def with_event_ids(drafts: Iterable[Draft]) -> list[Draft]:
    """The drafts, each with an event id made from what it says and in which document.

    The same statement in the same document has the same id whenever it is handed in, so an entry is never
    recorded twice. Said twice within one document, the second has an id of its own.

    A statement with texts that may have to be erased has an id made of nothing: from another, whoever guesses
    what an erased text may have been could find out. `says_what` tells whether it is recorded already.
    """
    seen: Counter[bytes] = Counter()
    return [draft if draft.event_id else _with_id(draft, seen) for draft in drafts]


def statement_id(stated: Draft | Entry) -> str:
    """The event id that a draft has which says this in its document; of an entry, as it is given: corrected or not."""
    return str(uuid5(_NAMESPACE, _said(stated, stated.stream if isinstance(stated, Draft) else "").decode()))


def _said(stated: Draft | Entry, stream: str) -> bytes:
    return _encode([document_of(stated), stated.event.TYPE, stream, *_statement(stated)])


def _with_id(draft: Draft, seen: Counter[bytes]) -> Draft:
    if draft.erasable:
        return draft.known_as(str(uuid4()))
    said = _said(draft, draft.stream)
    seen[said] += 1
    name = said if seen[said] == 1 else said + b"#%d" % seen[said]
    return draft.known_as(str(uuid5(_NAMESPACE, name.decode())))


def in_another_document(draft: Draft) -> Draft:
    """The draft of a statement that another document of the same name makes too, with an id of its own.

    Only ledgers that were made before dates counted have two documents of one name.
    """
    known_by = "\0".join((draft.of_document, *names_for(draft.source)))
    return draft.known_as(str(uuid5(_NAMESPACE, f"{draft.event_id}@{known_by}")))


def told_again(draft: Draft, version: int) -> Draft:
    """The draft of a statement that its stream holds already, as the new entry of the stream's next `version`."""
    return draft.known_as(str(uuid5(_NAMESPACE, f"{draft.event_id}@{version}")))


def says_what(draft: Draft, entry: Entry) -> bool:
    """Whether a draft says exactly what an entry says, in the same document, and all of that is there."""
    return not entry.gone and may_say_what(draft, entry)


def may_say_what(draft: Draft, entry: Entry) -> bool:
    """Whether a draft says what an entry says, in the same document, but for what was erased there."""
    same_place = draft.subject == entry.stream and is_of_one_document(draft, entry)
    same_kind = draft.event.TYPE == entry.event.TYPE and draft.erasable == entry.erasable
    return same_place and same_kind and not differences(draft, entry)[len(entry.gone) :]


def _statement(draft: Draft | Entry) -> list[object]:
    said: list[object] = [
        draft.event.statement(),
        draft.occurred.text,
        draft.standing,
        draft.stated_by,
        draft.note,
        draft.visibility,
        draft.source.at,
        draft.source.quote,
    ]
    return [*said, draft.date_standing] if draft.date_standing else said


def same_subject_matter(draft: Draft, entry: Entry) -> bool:
    """Whether an entry is about what the draft is about, so that one can be a changed form of the other.

    What was erased in the entry may have been anything.
    """
    said, told = draft.event, entry.event
    if said.TYPE != told.TYPE:
        return False
    if not said.IDENTITY or said.STREAM in said.ASSIGNED:
        return draft.subject == entry.stream
    return all(getattr(said, name) == getattr(told, name) or name in entry.gone for name in said.IDENTITY)


def differences(draft: Draft, entry: Entry, only_given: bool = False) -> list[str]:
    """What a draft says otherwise than an entry, one sentence for each field.

    With `only_given`, fields that the draft leaves out are not compared: a short mention of a subject does
    not contradict its full registration.
    """
    in_full = not entry.is_upcast
    said, told = (event.statement(in_full=in_full) for event in (draft.event.spelt_out(), entry.event.spelt_out()))
    names = [name for name in (said if only_given else {**told, **said}) if name not in entry.gone]
    if "limbs" in names and _own_limbs(said) == _own_limbs(told):
        names.remove("limbs")  # of an only limb whose words are those of the whole, the words are told once
    found = [f"the {name} is not there any more" for name in entry.gone]
    found += [_difference(name, told.get(name), said.get(name)) for name in names if said.get(name) != told.get(name)]
    if only_given:
        in_the_open = ", ".join(sorted({*draft.erasable} - {*entry.erasable}))
        return (
            [*found, f"the {in_the_open} stands in the open there, and is to be erasable here"]
            if in_the_open
            else found
        )
    envelope: Sequence[tuple[str, object, object]] = (
        ("the date", entry.occurred.text, draft.occurred.text),
        ("the standing", entry.standing, draft.standing),
        ("the standing of the date", entry.date_standing, draft.date_standing),
        ("who stated it", entry.stated_by, draft.stated_by),
        ("the note", entry.note, draft.note),
        ("the visibility", entry.visibility, draft.visibility),
        ("the place in the document", entry.source.at, draft.source.at),
        ("the quotation", entry.source.quote, draft.source.quote),
        ("what can be erased", ", ".join(entry.erasable), ", ".join(draft.erasable)),
    )
    envelope = [each for each in envelope if each[0] not in {f"the {name}" for name in entry.gone}]
    return found + [_difference(what, told, said) for what, told, said in envelope if told != said]


def _own_limbs(statement: Mapping[str, Any]) -> list[Any]:
    """The limbs, but for words that are those of the whole."""
    text = statement.get("text")
    return [
        {name: held for name, held in limb.items() if (name, held) != ("text", text)}
        for limb in statement.get("limbs") or ()
    ]


def _difference(what: str, told: object, said: object) -> str:
    return f"{what.replace('_', ' ')} is {_shown(told)} there and {_shown(said)} here"


def _shown(value: object) -> str:
    if value in (None, "", [], {}):
        return "nothing"
    return f"'{value}'" if isinstance(value, str) else _encode(value).decode()
