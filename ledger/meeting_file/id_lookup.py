"""Ids: what a short name in a meeting file stands for, among what the file registers and the ledger knows.

Those that no clerk must think of are made here: a resolution is called after its document and its first words.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from heapq import nlargest
from typing import Any, Final, Protocol

from ledger.recording.new_ids import APART
from ledger.refusals import Refusal, Taken, UnknownSubject
from ledger.vocabulary.event import Event
from ledger.vocabulary.field_types import ReferenceType, one_of_kinds, with_article
from ledger.vocabulary.fields import Field, fields_of, introduced_field, introduced_kind
from ledger.vocabulary.subjects import LONGEST_NAME, is_name, kind_of, name_of, slug

FINALISTS: Final = 50
"""Of many thousands of names, how many are weighed one by one as near misses."""

LONGEST_WORDS: Final = 80
"""In characters: how much of a title or a text goes into an id."""


class Known(Protocol):
    """What the ledger has heard of."""

    def names(self, kind: str) -> Collection[str]:
        """The names of every subject of a kind, without the kind: `icb` for `body:icb`."""
        ...


class IdLookup:
    """Completes short names to ids; the file's own subjects count as soon as they are introduced."""

    def __init__(self, known: Known, kinds: Iterable[str]) -> None:
        self._known = known
        self._kinds = tuple(kinds)
        self._introduced: defaultdict[str, set[str]] = defaultdict(set)
        self._heard_of: dict[str, frozenset[str]] = {}
        self._likeness: dict[tuple[str, ...], Likeness] = {}

    def introduce(self, subject: str) -> None:
        """Let the file refer to a subject that it brings into being."""
        self._introduced[kind_of(subject)].add(name_of(subject))

    def completed(self, written: str, kinds: Sequence[str]) -> str:
        """The id that a short name or an id stands for; no kinds means any kind.

        Raises:
            UnknownSubject: nothing is called so; near misses of every allowed kind are offered.
            Refusal: it is of another kind, or fits several.
        """
        allowed = tuple(kinds) or self._kinds
        if ":" in written:
            return self._checked(written, allowed)
        fitting = [kind for kind in allowed if self._has(kind, written)]
        if len(fitting) == 1:
            return f"{fitting[0]}:{written}"
        if fitting:
            choices = " or ".join(f"{kind}:{written}" for kind in fitting)
            raise Refusal(f"'{written}' may be {one_of_kinds(fitting)}", f"write {choices}")
        if elsewhere := [kind for kind in self._kinds if self._has(kind, written)]:
            raise _of_another_kind(written, elsewhere, allowed)
        raise UnknownSubject(allowed, written, self._near(written, allowed))

    def _checked(self, subject: str, allowed: Sequence[str]) -> str:
        kind, name = kind_of(subject), name_of(subject)
        if kind not in self._kinds:
            raise UnknownSubject(allowed, subject, [f"{k}:{n}" for k in allowed for n in self._near(name, (k,))])
        if not self._has(kind, name):
            raise UnknownSubject((kind,), name, self._near(name, (kind,)))
        if kind not in allowed:
            raise _of_another_kind(subject, (kind,), allowed)
        return subject

    def _has(self, kind: str, name: str) -> bool:
        return name in self._introduced[kind] or name in self._known_names(kind)

    def _known_names(self, kind: str) -> frozenset[str]:
        """The ledger's names of a kind, asked for once in a file."""
        if kind not in self._heard_of:
            self._heard_of[kind] = frozenset(self._known.names(kind))
        return self._heard_of[kind]

    def _near(self, name: str, kinds: Sequence[str]) -> list[str]:
        """The names most alike to one that is unknown; what the file introduces later is not weighed any more."""
        if (among := tuple(kinds)) not in self._likeness:
            names = (self._introduced[kind] | self._known_names(kind) for kind in among)
            self._likeness[among] = Likeness(frozenset().union(*names))
        return self._likeness[among].nearest(name)


def new_subject(written: str, kind: str) -> str:
    """The id of a new subject of a kind, from its name or its id.

    Raises:
        Refusal: it cannot be a name; one made of the same words is offered.
    """
    name = written.removeprefix(f"{kind}:")
    if not is_name(name):
        raise Refusal(
            f"'{name[:LONGEST_NAME]}' cannot be the name of {with_article(kind)}",
            f"use small letters, digits and hyphens, for example '{slug(name)[:LONGEST_NAME]}'",
        )
    return f"{kind}:{name}"


def _of_another_kind(written: str, kinds: Sequence[str], allowed: Sequence[str]) -> Refusal:
    return Refusal(f"'{written}' is {one_of_kinds(kinds)}", f"expected {one_of_kinds(allowed)}")


class Likeness:
    """Names by their pairs of neighbouring letters; a misspelt name shares most of them with the right one."""

    def __init__(self, names: Iterable[str]) -> None:
        self._pairs = {name: _pairs(name) for name in names}

    def nearest(self, word: str) -> list[str]:
        """The `FINALISTS` names that are most alike to a word, in alphabetical order."""
        sought = _pairs(word.lower())

        def shared(name: str) -> tuple[float, str]:
            pairs = self._pairs[name]
            return 2 * len(sought & pairs) / (len(sought) + len(pairs)), name

        return sorted(nlargest(FINALISTS, self._pairs, key=shared))


def _pairs(name: str) -> frozenset[str]:
    framed = f"^{name}$"
    return frozenset(framed[at : at + 2] for at in range(len(framed) - 1))


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

    def new(
        self, event: type[Event], fields: Mapping[str, Any], place: str, *, apart: bool = False, stem: str = ""
    ) -> dict[str, str]:
        """The field with the new id of an event, as given or derived; nothing where an event introduces nothing.

        Where its words are kept `apart`, to be withheld or erased, the id has a number in place of them. It begins
        with `stem`, the meeting and the item, where the statement stands under one; else with the document.

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
        derived = self._named_apart(f"{kind}:{stem or self._document}/{words}")
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
