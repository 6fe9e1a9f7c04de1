"""What can be erased of a statement: the texts that are kept as disclosures, apart from its entry.

An exempt statement has all its free texts kept so, that they can be withheld as well as erased; of any other
statement those that the clerk names as erasable. What corrects such a text, or retracts it, is kept in the same way.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from operator import attrgetter
from typing import Any, Final

import msgspec
from msgspec import Struct

from ledger.entries.disclosures import Sealed, escaped, field_of
from ledger.entries.entry import Draft, Entry
from ledger.refusals import Refusal, Untrue
from ledger.vocabulary.corrections import EntryCorrected
from ledger.vocabulary.event import Event
from ledger.vocabulary.field_types import FieldType, ListType, MappingType, StructType, TextType
from ledger.vocabulary.fields import fields_of
from ledger.vocabulary.subjects import name_of, slug

NOTE: Final = "note"
QUOTE: Final = "quote"
ALTHOUGH: Final = "although"
_AROUND: Final[tuple[tuple[str, Callable[[Draft | Entry], str]], ...]] = (
    ("/note", attrgetter("note")),
    ("/source/quote", attrgetter("source.quote")),
    ("/extensions/although", attrgetter("although")),
)
"""The free texts that stand around an event, by their places in the leaf."""
_SHORTEST: Final = 4
"""In letters: shorter texts are not looked for elsewhere in the statement."""


@cache
def text_fields(struct: type[Struct]) -> tuple[str, ...]:
    """The fields of an event, by their stored names, that hold free texts or something with free texts in it."""
    return tuple(field.stored for field in fields_of(struct) if field.erasable)


@cache
def _places(struct: type[Struct]) -> tuple[tuple[str, str, str, FieldType], ...]:
    """The same fields: by name, as stored, as the step of a JSON Pointer, and with what they hold."""
    return tuple((f.name, f.stored, f"/{escaped(f.stored)}", f.type) for f in fields_of(struct) if f.erasable)


def texts_in(struct: type[Struct], values: Any, place: str) -> dict[str, str]:
    """Every free text of an event, or among the values of one, by its JSON Pointer; `place` is that of the values."""
    found: dict[str, str] = {}
    _look_into(struct, values, place, found)
    return found


def _look_into(struct: type[Struct], values: Any, place: str, found: dict[str, str]) -> None:
    if isinstance(values, dict):
        for _, stored, step, holds in _places(struct):
            _look_at(holds, values.get(stored), place + step, found)
    elif isinstance(values, Struct):
        for name, _, step, holds in _places(struct):
            _look_at(holds, getattr(values, name), place + step, found)


def _look_at(holds: FieldType, value: Any, place: str, found: dict[str, str]) -> None:
    """Find the texts in a value of a type that may hold some; it need not be of the shape that the type asks for."""
    if not value:
        return
    match holds:
        case TextType():
            if isinstance(value, str):
                found[place] = value
        case StructType(struct=struct):
            _look_into(struct, value, place, found)
        case ListType(item=item) if isinstance(value, list | tuple):
            for number, part in enumerate(value):
                _look_at(item, part, f"{place}/{number}", found)
        case ListType(item=item):
            _look_at(item, value, place, found)
        case MappingType(values=values) if isinstance(value, dict):
            for name, part in value.items():
                _look_at(values, part, f"{place}/{escaped(name)}", found)


def erasable_fields(event: type[Event], about: type[Event] | None = None) -> tuple[str, ...]:
    """The fields that can be erasable in statements of a type; `about` is what a correction corrects."""
    own = ("why", *(text_fields(about) if about else ())) if event is EntryCorrected else text_fields(event)
    return tuple(dict.fromkeys((*own, NOTE, QUOTE, ALTHOUGH)))


def with_erasable(draft: Draft, about: Entry | None = None) -> Draft:
    """The draft with every field named that is to be erasable: where it is exempt, all that have free texts.

    A correction or a retraction is as exempt as the entry it is `about`, and keeps erasable what is erasable there.
    """
    if draft.kept:
        return msgspec.structs.replace(draft, erasable=tuple(sorted({sealed.field for sealed in draft.kept})))
    if about is not None:
        made_exempt = draft.event.visibility if isinstance(draft.event, EntryCorrected) else ""
        fields = erasable_fields(type(draft.event), type(about.event))
        erasable = (*draft.erasable, *(sealed.field for sealed in about.sealed if sealed.field in fields))
        visibility = draft.visibility or about.visibility or made_exempt or ""
        draft = msgspec.structs.replace(draft, visibility=visibility, erasable=erasable)
    if not draft.visibility and not draft.erasable:
        return draft
    of = type(about.event) if about is not None else None
    filled = {field_of(place) for place in texts_of(draft, of)}
    empty = {*erasable_fields(type(draft.event), of)} - filled
    named = {*draft.erasable} - empty
    return msgspec.structs.replace(draft, erasable=tuple(sorted(named | filled if draft.visibility else named)))


def sealed_in(draft: Draft, about: type[Event] | None = None) -> tuple[Sealed, ...]:
    """The places of a draft's texts that are to be kept as disclosures.

    Raises:
        Refusal: a field is named that holds no free text, or that something else in the statement repeats.
    """
    if draft.kept:
        return draft.kept
    refuse_not_erasable(draft.erasable, type(draft.event), about)
    _refuse_named_after(draft)
    texts = texts_of(draft, about)
    sealed = {place: text for place, text in texts.items() if field_of(place) in draft.erasable}
    if not draft.visibility:
        _refuse_repeated(sealed, {place: text for place, text in texts.items() if place not in sealed}, draft)
    return tuple(Sealed(place) for place in sorted(sealed))


def refuse_not_erasable(names: tuple[str, ...], event: type[Event], about: type[Event] | None = None) -> None:
    """Refuse to call erasable what no statement of a type has as a free text.

    Raises:
        Refusal: with the fields that can be.
    """
    can_be = erasable_fields(event, about)
    for name in names:
        if name not in can_be:
            raise Refusal(
                f"'{name}' of {event.TYPE} cannot be erasable: it is no free text",
                f"ids, dates, numbers and fixed words stay for good; erasable can be {', '.join(can_be)}",
            )


def texts_of(statement: Draft | Entry, about: type[Event] | None = None) -> dict[str, str]:
    """Every free text of a statement, by its place in the leaf; empty ones are left out."""
    event = statement.event
    if isinstance(event, EntryCorrected):
        body = _texts_of_correction(msgspec.to_builtins(event), about, "/body")
        found = {place: text for place, text in body.items() if text}
    else:
        found = texts_in(type(event), event, "/body")
    for place, text in _AROUND:
        if said := text(statement):
            found[place] = said
    return found


def _texts_of_correction(said: dict[str, Any], about: type[Event] | None, place: str) -> dict[str, str]:
    """What a correction says anew of the entry at the bottom, also by way of a correction that it corrects."""
    anew, source = said.get("fields"), said.get("source")
    found = {f"{place}/{name}": text for name in ("why", NOTE) if isinstance(text := said.get(name), str)}
    if isinstance(source, dict):
        found[f"{place}/source/quote"] = source.get(QUOTE, "")
    if isinstance(anew, dict) and about is not None:
        found |= texts_in(about, anew, f"{place}/fields") | _texts_of_correction(anew, about, f"{place}/fields")
    return found


def _refuse_named_after(draft: Draft) -> None:
    """Refuse a name that the ledger made of the very words that are to be erasable."""
    event = draft.event
    if event.HEAD not in draft.erasable or event.STREAM in event.ASSIGNED:
        return
    made_of = slug(getattr(event, event.HEAD))
    if any(getattr(event, name) == made_of for name in event.ASSIGNED):
        raise Untrue(
            f"the {event.SAID_AS} would be called '{made_of}', after words that are to be erasable",
            "give it a name of its own with 'id', one that does not tell",
        )


def _refuse_repeated(sealed: dict[str, str], plain: dict[str, str], draft: Draft) -> None:
    ids = {name_of(subject) for subject in (draft.subject, *draft.event.subjects(), draft.stated_by)}
    for place, text in sealed.items():
        words = _words(text)
        if len(words) < _SHORTEST:
            continue
        what = f"'{field_of(place)}' is to be erasable, and"
        for other, said in plain.items():
            if f"-{words}-" in f"-{_words(said)}-":
                told = field_of(other)
                raise Untrue(f"{what} '{told}' repeats it", f"make '{told}' erasable, too, or say it in other words")
        for name in sorted(ids):
            if words in name:
                remedy = "an id cannot be erased: give one that does not tell"
                raise Untrue(f"{what} the id '{name}' repeats it", remedy)


def _words(text: str) -> str:
    return slug(text, words=len(text))
