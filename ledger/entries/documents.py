"""Documents: which sources are one document, and by what name the ledger knows it.

A document is known by its publisher, its title, its date and, where given, its SHA-256, never by its title alone: a
committee's twelve minutes of one title in one year are twelve documents. An id that the clerk gave stands for all that.

The name is for people, and goes into ids and tags:

1. A document that is in the ledger keeps the name that its entries are tagged with. Ledgers that were made before
   dates counted have names that are made of titles only; these are looked for last.
2. A new one is called after its title and date; where another document has that name, after its publisher too, and
   where that does not help, with a digest of everything that it is known by.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from hashlib import sha256
from typing import Final

from ledger.vocabulary.provenance import Source
from ledger.vocabulary.subjects import slug

KIND: Final = "document"
_ALL_WORDS: Final = 1_000
_LONGEST: Final = 80  # characters of a title, and of a publisher, in a name


def is_same_document(one: Source, other: Source) -> bool:
    """Whether two sources are one document; a publisher or a digest that one of them leaves out is no difference."""
    if one.id and other.id:
        return one.id == other.id
    if one.id or other.id:
        return (one.id or other.id) in names_for(other if one.id else one)
    return _title(one) == _title(other) and one.date == other.date and not _differ(one, other)


def names_for(source: Source) -> tuple[str, ...]:
    """The names that a new document may be given, the shortest first."""
    if source.id:
        return (source.id,)
    name, date = _cut(slug(source.document)), slug(source.date, _ALL_WORDS) if source.date else ""
    if date and not f"-{name}".endswith(f"-{date}"):
        name = f"{name}-{date}"
    known_by = "\0".join((*_known_by(source), source.date, source.sha256.lower()))
    published = (f"{name}-{_cut(slug(source.publisher))}",) if source.publisher else ()
    return (name, *published, f"{_cut(name)}-{sha256(known_by.encode()).hexdigest()[:8]}")


def name_before_dates(source: Source) -> str:
    """The name that a document had in ledgers that knew it by its title alone."""
    return source.id or slug(source.document)


def name_among(source: Source, tags: Iterable[str]) -> str:
    """The name of the document that an entry was taken from, as its tags have it; else the first it may be given."""
    held = set(tags)
    names = (*names_for(source), name_before_dates(source))
    return next((name for name in names if f"{KIND}:{name}" in held), names[0])


class Documents:
    """The documents of a ledger and of what is about to be recorded; `sources` gives those of the entries of a tag."""

    def __init__(self, sources: Callable[[str], Iterable[Source]] = lambda tag: ()) -> None:
        self._sources = sources
        self._names: dict[tuple[str, ...], str] = {}
        self._looked_at: dict[str, list[Source]] = {}
        self._left: dict[str, Iterator[Source]] = {}
        self._introduced: dict[str, Source] = {}

    def name(self, source: Source) -> str:
        """The name by which the ledger knows a document, or will know it."""
        if source.id:
            return source.id
        key = (source.document, source.date, source.publisher, source.sha256)
        if key not in self._names:
            self._names[key] = self._found(source)
        return self._names[key]

    def may_introduce(self, subject: str, source: Source) -> bool:
        """Whether no other document has introduced a subject, in the ledger or before in the same recording."""
        introduced_by = next(iter(self._sources(subject)), None) or self._introduced.setdefault(subject, source)
        return is_same_document(source, introduced_by)

    def is_of_this(self, subject: str, source: Source) -> bool:
        """Whether a subject is in the ledger, introduced by this document."""
        introduced_by = next(iter(self._sources(subject)), None)
        return introduced_by is not None and is_same_document(source, introduced_by)

    def _found(self, source: Source) -> str:
        names = names_for(source)
        for name in dict.fromkeys((*names, name_before_dates(source))):
            if self._has(name, source):
                return name
        free = next((name for name in names if next(self._under(name), None) is None), names[-1])
        self._looked_at[free].append(source)
        return free

    def _has(self, name: str, source: Source) -> bool:
        """Whether a document has the name: one that is exactly that, or one that says less and has no rival there."""
        others = []
        for other in self._under(name):
            if _exactly(source) == _exactly(other):
                return True
            others.append(other)
        rivals = (_title(source) == _title(other) and source.date == other.date for other in others)
        if any(rival and _differ(source, other) for rival, other in zip(rivals, others, strict=True)):
            return False
        return any(is_same_document(source, other) for other in others)

    def _under(self, name: str) -> Iterator[Source]:
        """The different sources under a name, those looked at before first; entries are read as far as needed."""
        known = self._looked_at.setdefault(name, [])
        yield from tuple(known)
        for source in self._left.setdefault(name, iter(self._sources(f"{KIND}:{name}"))):
            could_be = name in (*names_for(source), name_before_dates(source))
            if could_be and all(_exactly(source) != _exactly(other) for other in known):
                known.append(source)
                yield source


def _title(source: Source) -> str:
    return slug(source.document, _ALL_WORDS)


def _known_by(source: Source) -> tuple[str, str]:
    return _title(source), slug(source.publisher, _ALL_WORDS) if source.publisher else ""


def _exactly(source: Source) -> tuple[str, ...]:
    return (source.id, *_known_by(source), source.date, source.sha256.lower())


def _differ(one: Source, other: Source) -> bool:
    """Whether both give a publisher or a digest, and not the same one."""
    pairs = ((_known_by(one)[1], _known_by(other)[1]), (one.sha256.lower(), other.sha256.lower()))
    return any(said and told and said != told for said, told in pairs)


def _cut(name: str) -> str:
    return name[:_LONGEST].strip("-")
