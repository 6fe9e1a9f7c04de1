"""Ids that no clerk must think of: a resolution is called after its document and its first words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any, Final

from ledger.recording.new_ids import APART
from ledger.refusals import Refusal, Taken
from ledger.vocabulary.event import Event
from ledger.vocabulary.field_types import ReferenceType
from ledger.vocabulary.fields import Field, fields_of, introduced_field, introduced_kind
from ledger.vocabulary.subjects import kind_of, name_of, slug

LONGEST_WORDS: Final = 80
"""In characters: how much of a title or a text goes into an id."""


class Ids:
    """The ids that one file gives out, each once; `apart` says how one is called that another document has taken."""

    def __init__(self, document: str, apart: Callable[[str], str] = str) -> None:
        self._document = document
        self._named_apart = apart
        self._taken: dict[str, str] = {}
        self._apart: Counter[str] = Counter()

    def claim(self, subject: str, place: str) -> None:
        """Let a subject be introduced at a place.

        Raises:
            Taken: it is introduced elsewhere in the file already.
        """
        if subject in self._taken:
            raise Taken(kind_of(subject), name_of(subject), f"it is introduced at {self._taken[subject]}")
        self._taken[subject] = place

    def new(self, event: type[Event], fields: Mapping[str, Any], place: str, *, apart: bool = False) -> dict[str, str]:
        """The field with the new id of an event, as given or derived; nothing where an event introduces nothing.

        Where its words are kept `apart`, to be withheld or erased, the id has a number in place of them.

        Raises:
            Refusal: the id is given out already.
        """
        if not (field := introduced_field(event)):
            return {}
        if given := fields.get(field):
            self.claim(given, place)
            return {field: given}
        kind = introduced_kind(event)
        words = self._number(kind) if apart and not _names_subjects(_head_first(event)[0]) else _words(event, fields)
        derived = self._named_apart(f"{kind}:{self._document}/{words}")
        if derived in self._taken:
            raise Refusal(
                f"this would be called '{name_of(derived)}', as the statement at {self._taken[derived]} is",
                f"give it an id of its own, for example 'id: {name_of(derived)}-again'",
            )
        self.claim(derived, place)
        return {field: derived}

    def _number(self, kind: str) -> str:
        self._apart[kind] += 1
        return f"{APART}-{self._apart[kind]}"


def name_from(text: str) -> str:
    """A short name made from a title or a text; empty where it holds no letter from a to z and no digit."""
    words = slug(text)
    return "" if words == "unnamed" and "unnamed" not in text.lower() else words[:LONGEST_WORDS].strip("-")


def _words(event: type[Event], fields: Mapping[str, Any]) -> str:
    """What a statement is called after: the words of its first key, or every subject that it must name."""
    told = _head_first(event)
    if not _names_subjects(told[0]):
        return name_from(str(fields[event.HEAD])) or "unnamed"
    held = [fields[key.name] for key in told if key.name in fields and key.required and _names_subjects(key)]
    subjects = [subject for value in held for subject in ((value,) if isinstance(value, str) else value)]
    return "-".join(slug(name_of(subject)) for subject in subjects)[:LONGEST_WORDS].strip("-")


def _head_first(event: type[Event]) -> list[Field]:
    """The fields of an event, the one that begins a statement before the others."""
    return sorted(fields_of(event), key=lambda field: field.name != event.HEAD)


def _names_subjects(field: Field) -> bool:
    return isinstance(field.type.one, ReferenceType)
