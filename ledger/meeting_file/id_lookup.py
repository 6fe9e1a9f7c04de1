"""Ids: what a short id or a name in a meeting file means, among what the file registers and the ledger knows.

Those that no clerk must think of are made here: a resolution is called after its document and its first words.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from heapq import nlargest
from types import MappingProxyType
from typing import Any, Final, Protocol

from ledger.recording.new_ids import APART
from ledger.refusals import Refusal, Taken, UnknownSubject
from ledger.vocabulary.dates import When, is_day
from ledger.vocabulary.event import CATALOGUE, Event
from ledger.vocabulary.field_types import ReferenceType, one_of_kinds, with_article
from ledger.vocabulary.fields import Field, fields_of, introduced_field, introduced_kind
from ledger.vocabulary.motions import is_office
from ledger.vocabulary.naming import Bearers, alike, described, folded, settled, short_name
from ledger.vocabulary.subjects import LONGEST_NAME, is_name, kind_of, name_of, of_another_kind, slug

REGISTER_SECTIONS: Final = MappingProxyType(
    {
        "organisations": "organisation.registered",
        "bodies": "body.established",
        "people": "person.registered",
        "posts": "post.created",
        "projects": "project.opened",
    }
)
"""The sections of `register:` and the event that each name in them is recorded as."""
FINALISTS: Final = 50
"""Of many thousands of names, how many are weighed one by one as near misses."""

LONGEST_WORDS: Final = 80
"""In characters: how much of a title or a text goes into an id."""


class Known(Protocol):
    """What the ledger has heard of."""

    def names(self, kind: str) -> Collection[str]:
        """The names of every subject of a kind, without the kind: `icb` for `body:icb`."""
        ...


class Directory(Bearers, Protocol):
    """Who bears which name, and who belongs to which body."""

    def members(self, body: str, on: When | None) -> Mapping[str, bool]:
        """Who sits, or may sit, on a body on the days of a date, persons and posts, and whether that is certain."""
        ...


class IdLookup:
    """Completes short ids and names to ids; the file's own subjects count as soon as they are introduced.

    A name is looked up where no id is written so. It settles on the only one who bears it in the file and the ledger;
    of several, on the only one whom the file registers or who sits on the body of its meeting.
    """

    def __init__(self, known: Known, kinds: Iterable[str], directory: Directory | None = None) -> None:
        self._known = known
        self._kinds = tuple(kinds)
        self._directory = directory
        self._introduced: defaultdict[str, set[str]] = defaultdict(set)
        self._called: defaultdict[str, dict[str, str]] = defaultdict(dict)
        self.sitting: Mapping[str, bool] = {}
        """The persons who sit on the body of the file's meeting on its day, and whether that is certain."""
        self._of_body: frozenset[str] = frozenset()
        self._body = ""
        self._heard_of: dict[str, frozenset[str]] = {}
        self._likeness: dict[tuple[str, ...], Likeness] = {}

    def introduce(self, subject: str, called: Iterable[str] = ()) -> None:
        """Let the file refer to a subject that it brings into being, by its id and by the names that it has there."""
        kind = kind_of(subject)
        self._introduced[kind].add(name_of(subject))
        for name in called:
            self._called[subject][folded(name, kind)] = name

    def meet(self, body: str, on: When | None) -> None:
        """Let the members of the body that met come first, where several bear a name."""
        self._body = name_of(body) if body else ""
        members = self._directory.members(body, on) if self._directory and body else {}
        self._of_body = frozenset(members)
        self.sitting = {who: surely for who, surely in members.items() if kind_of(who) == "person"}

    def completed(self, written: str, kinds: Sequence[str]) -> str:
        """The id that a short id, an id or a name stands for; no kinds means any kind.

        Raises:
            UnknownSubject: nothing is called so; near misses of every allowed kind are offered.
            Refusal: it is of another kind, or fits several.
        """
        allowed = tuple(kinds) or self._kinds
        kind, _, name = written.partition(":")
        if name and (is_name(name) or kind not in self._kinds) and is_name(kind):
            return self._checked(written, allowed)
        if name and kind in allowed:
            allowed, written = (kind,), name.strip()
        if "meeting" in allowed and (met := self.met_on(written)):
            return met
        fitting = [kind for kind in allowed if self._has(kind, written)]
        if len(fitting) == 1:
            return f"{fitting[0]}:{written}"
        if fitting:
            choices = " or ".join(f"{kind}:{written}" for kind in fitting)
            raise Refusal(f"'{written}' may be {one_of_kinds(fitting)}", f"write {choices}")
        if elsewhere := [kind for kind in self._kinds if self._has(kind, written)]:
            raise of_another_kind(written, elsewhere, allowed)
        if found := settled(written, self.bearers(written, allowed), self, first=self._of_body.union(self._called)):
            return found
        if elsewhere := sorted({kind_of(each) for each in self.bearers(written, self._kinds)}):
            raise of_another_kind(written, elsewhere, allowed)
        raise UnknownSubject(
            allowed,
            written,
            self._near(written, allowed),
            _to_register(written, allowed),
            alike(written, allowed, self),
        )

    def met_on(self, day: str) -> str:
        """The meeting on a day of the body that met, by the day alone; nothing where it is no day, or none is known.

        Raises:
            Refusal: the body met more than once on that day.
        """
        if not self._body or not is_day(day):
            return ""
        known = self._introduced["meeting"] | self._known_names("meeting")
        own = f"{self._body}/{day}"
        found = [own] if own in known else sorted(name for name in known if name.startswith(f"{own}-"))
        if len(found) > 1:
            raise Refusal(f"the body met {len(found)} times on {day}", f"write which: {', '.join(found)}")
        return f"meeting:{found[0]}" if found else ""

    def id_for(
        self,
        name: str,
        kind: str,
        is_own: Callable[[str], bool] = lambda subject: False,
        with_id: str = "'{id}: {name}'",
    ) -> str:
        """The id of a subject that is registered by its name alone, made of the name.

        Where this document has been recorded before, `is_own` tells which of those in the ledger it registered then.
        `with_id` says how a clerk gives an id.

        Raises:
            Refusal: somebody else registered that name: only the clerk can tell whether it is the same subject.
        """
        if not folded(name, kind):
            raise Refusal(f"no id can be made of '{name}'", f"give one, as in '{kind}-1: {{name: ...}}'")
        told = sorted(self._directory.bearers(name, (kind,))) if self._directory else []
        if own := [subject for subject in told if is_own(subject)]:
            return own[0]
        free = short_name(name, kind, self._known_names(kind) | self._introduced[kind])
        if told:
            known = "; ".join(described(subject, self) for subject in told)
            raise Refusal(
                f"'{name}' is in the register already: {known}",
                "leave it out, since the name alone means whom the register has; "
                f"somebody or something else of that name needs an id, {with_id.format(id=free, name=name)}",
            )
        return f"{kind}:{free}"

    def bearers(self, name: str, kinds: Sequence[str]) -> Collection[str]:
        """The subjects of some kinds that are called so in the file or the ledger."""
        own = {
            each
            for each, called in self._called.items()
            if kind_of(each) in kinds and folded(name, kind_of(each)) in called
        }
        return own.union(self._directory.bearers(name, kinds)) if self._directory else own

    def names_in_use(self, kinds: Sequence[str]) -> Iterable[tuple[str, str]]:
        """Every name of the subjects of some kinds in the file or the ledger, each with its subject."""
        yield from (
            (n, each) for each, called in self._called.items() if kind_of(each) in kinds for n in called.values()
        )
        if self._directory:
            yield from self._directory.names_in_use(kinds)

    def told_apart(self, subject: str) -> str:
        """What tells a subject from others of its name."""
        if name_of(subject) in self._introduced[kind_of(subject)]:
            return "registered in this file"
        return self._directory.told_apart(subject) if self._directory else ""

    def _checked(self, subject: str, allowed: Sequence[str]) -> str:
        kind, name = kind_of(subject), name_of(subject)
        if kind not in self._kinds:
            raise UnknownSubject(allowed, subject, [f"{k}:{n}" for k in allowed for n in self._near(name, (k,))])
        if not self._has(kind, name):
            raise UnknownSubject((kind,), name, self._near(name, (kind,)), called=alike(name, (kind,), self))
        if kind not in allowed:
            raise of_another_kind(subject, (kind,), allowed)
        return subject

    def _has(self, kind: str, name: str) -> bool:
        return name in self._introduced[kind] or name in self._known_names(kind)

    def knows(self, subject: str) -> bool:
        """Whether the ledger has heard of a subject."""
        return name_of(subject) in self._known_names(kind_of(subject))

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
            f"use small letters, digits and hyphens, for example '{short_name(name, kind)[:LONGEST_NAME]}'",
        )
    return f"{kind}:{name}"


def _to_register(written: str, kinds: Sequence[str]) -> str:
    """What to do about somebody or something whose name nobody bears: the remedy for an id stays as it is."""
    sections = {introduced_kind(CATALOGUE[event]): section for section, event in REGISTER_SECTIONS.items()}
    section = next((sections[kind] for kind in kinds if kind in sections), "")
    if "person" in kinds and is_office(written):
        return "that is an office: name the person who held it; where the minutes name nobody, say it in a note"
    if not section and kinds and not is_name(written):
        return f"it is known by its id: write 'id: {short_name(written, kinds[0])}' where it is told, and that id here"
    return (
        f"if this is new, add '- {written}' to '{section}:' under 'register:'"
        if section and not is_name(written)
        else ""
    )


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
    """The ids that one file gives out, each once.

    `apart` says how one is called that another document has taken; `is_kept` tells of one that is made of the document
    whether this document has introduced it in some meeting already.
    """

    def __init__(
        self,
        document: str,
        apart: Callable[[str], str] = str,
        is_kept: Callable[[str, str], bool] = lambda subject, meeting: False,
    ) -> None:
        self._document = document
        self._named_apart = apart
        self._is_kept = is_kept
        self._taken: dict[str, str] = {}
        self._told_at: dict[str, list[str]] = {}
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
        self,
        event: type[Event],
        fields: Mapping[str, Any],
        place: str,
        *,
        apart: bool = False,
        stem: str = "",
        told_at: str = "",
    ) -> dict[str, str]:
        """The field with the new id of an event, as given or derived; nothing where an event introduces nothing.

        Where its words are kept `apart`, to be withheld or erased, the id has a number in place of them. It begins
        with `stem`, the meeting and the item, where the statement stands under one; else with the document. In older
        ledgers it begins with the document in either case, and is kept so. Statements of the same words are told
        apart, and numbered in their order, where each says where in the document it is told.

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
        derived = f"{kind}:{self._document}/{words}"
        if not stem or not self._is_kept(derived, fields.get("meeting", "")):
            derived = self._named_apart(f"{kind}:{stem or self._document}/{words}")
        derived = self._numbered(derived, told_at)
        self.claim(derived, place)
        return {field: derived}

    def _numbered(self, derived: str, told_at: str) -> str:
        before = self._told_at.setdefault(derived, [])
        if derived in self._taken and (told_at in before or not all((told_at, *before, before))):
            raise Refusal(
                f"this would be called '{name_of(derived)}', as the statement at {self._taken[derived]} is",
                "if it was said twice, say of each where the document has it ('at: page 3'), or give it an id of its "
                f"own, for example 'id: {name_of(derived)}-again'",
            )
        before.append(told_at)
        return f"{derived}-{len(before)}" if len(before) > 1 else derived

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
