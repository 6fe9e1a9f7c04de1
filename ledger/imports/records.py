"""What all readers of imports use: records with named fields, names for subjects, and the items that come out of them.

A reader takes each `Record` of its source apart, lets a `Naming` call its subjects, and yields `Item`s.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, Final, NamedTuple, Protocol, TypeAlias

from ledger.entries.entry import Draft
from ledger.imports.former import Former
from ledger.refusals import BadDate, Refusal
from ledger.vocabulary.dates import When, exactly, when
from ledger.vocabulary.event import Event
from ledger.vocabulary.subjects import LONGEST_NAME, is_name, kind_of, name_of, slug

LONGEST_TEXT: Final = 20_000
"""Characters of one text; more than that is a document, which a ledger names and does not hold."""
_SHOWN: Final = 60
_READABLE: Final = 40
_UNSEEN: Final = "\u034f\u115f\u1160\u2800\u3164\uffa0"
"""Letters and symbols by their category that leave the paper blank all the same."""


class Statement(NamedTuple):
    """What one record says: recorded whole or not at all."""

    drafts: tuple[Draft, ...]


class Unfit(NamedTuple):
    """A record that cannot be read or cannot be true; the refusal names its place.

    `what` says so in the report: refused, or else cancelled: what the source no longer plans, and no event can say yet.
    """

    refusal: Refusal
    what: str = "refused"


class Withdrawn(NamedTuple):
    """A subject that the source no longer stands by; `like` lends source and place, its note says why."""

    subject: str
    like: Draft


class Mentioned(NamedTuple):
    """A subject that the source names and does not describe: introduced if it is not there, and else left alone."""

    draft: Draft


NAMED_ONLY: Final = "the source names it and does not describe it"
"""The note of what was introduced by being mentioned, where its event cannot say so."""


class Removed(NamedTuple):
    """An object that the source has deleted: nothing that was told of it is said any more; `like` lends its source."""

    like: Draft


class Whole(NamedTuple):
    """The source holds all that it says of a subject by events of these types: what it does not say is not so."""

    subject: str
    types: tuple[type[Event], ...]


class About(NamedTuple):
    """A correction or retraction of an entry, which is named by its event id: each ledger has positions of its own."""

    draft: Draft
    event_id: str


class Aside(NamedTuple):
    """Something that the source holds and a ledger has no word for, or cannot hold; counted in the report."""

    what: str


class Found(NamedTuple):
    """A convention or a peculiarity of the source that was met, and how it was read; counted in the report."""

    what: str


Item: TypeAlias = Statement | Unfit | Withdrawn | Mentioned | Removed | Whole | About | Aside | Found


@dataclass
class Progress:
    """How far a reader is in its source, in units of its own (bytes or records)."""

    done: int = 0
    total: int = 0


class Reader(Protocol):
    """Reads one source, from its beginning to its end, the same items in the same order every time it is asked."""

    progress: Progress

    def items(self) -> Iterator[Item]:
        """What the source says; memory stays bounded however long the source is."""


class InStepReader:
    """A reader of a register that is imported again when it has changed: the ledger is kept in step with it.

    Its ids depend on what it reads alone, never on what else is in the source.
    """

    origin: str = ""
    """What its register is called, with the format; empty where every statement's document is the register itself."""
    former: Former = Former()
    """What the register has told before; the run lends it the ledger."""
    is_snapshot: bool = False
    """Whether the source is the whole list of one day, which says nothing of what was over by then."""
    places_are_objects: bool = True
    """Whether the place of a statement in its source is an object, of which all is told at once; else it is a page."""


class Format(NamedTuple):
    """What a format is called and is, for the help; and its reader."""

    name: str
    meaning: str
    reader: Callable[[Path, str], Reader]
    """Takes a path and the name of the register."""
    register: str
    """The name of the register where the clerk gives none; empty: the source tells."""
    sign: str
    """What is found near the beginning of a source of this format, as a pattern."""


def told(*drafts: Draft) -> Statement:
    """A statement of one or more drafts."""
    return Statement(drafts)


def unfit(place: str, problem: str, remedy: str = "") -> Unfit:
    """A record that is refused before it comes to the ledger."""
    return Unfit(Refusal(problem, remedy, place))


def safely(items: Iterator[Item], place: str) -> Iterator[Item]:
    """The items of a record, and its refusal where it is refused."""
    try:
        yield from items
    except Refusal as refusal:
        yield Unfit(refusal.at(place))


def wholly(items: Iterable[Item], whole: Whole) -> Iterator[Item]:
    """What is said of a subject, and that it is all; not where some of it is refused, which may be what was said."""
    is_whole = True
    for item in items:
        is_whole = is_whole and not isinstance(item, Unfit)
        yield item
    if is_whole:
        yield whole


class Record:
    """The fields of one record; `place` is where it stands, for refusals."""

    def __init__(self, place: str, values: Mapping[str, Any]) -> None:
        self.place, self.values = place, values

    def text(self, key: str) -> str:
        """A text that has to be there.

        Raises:
            Refusal: it is not, or is no text.
        """
        found = self.optional(key)
        if not found:
            raise Refusal(f"it has no {key}", "complete it in the source", self.place)
        if not found.isascii() and not is_visible(found):
            raise Refusal(f"its {key} holds nothing that can be seen", "complete it in the source", self.place)
        return found

    def optional(self, key: str) -> str:
        """A text that may be missing; then it is empty.

        Raises:
            Refusal: it is no text, or holds what no text can.
        """
        value = self.values.get(key)
        if value is None:
            return ""
        if not isinstance(value, str):
            raise self.wrong(key, value, "a text")
        if len(value) <= LONGEST_TEXT and value.isprintable():  # what nearly all texts are: nothing in it is amiss
            return value.strip()
        return self._clean(key, value).strip()

    def flag(self, key: str) -> bool | None:
        """Yes, no, or nothing said.

        Raises:
            Refusal: it is something else.
        """
        value = self.values.get(key)
        if value is None or isinstance(value, bool):
            return value
        raise self.wrong(key, value, "true or false")

    def links(self, key: str) -> tuple[str, ...]:
        """The ids that a field names, one or many, as ids or as objects that have one.

        Raises:
            Refusal: one of them is neither.
        """
        value = self.values.get(key)
        each = value if isinstance(value, list) else [] if value is None else [value]
        ids = (one.get("id") if isinstance(one, dict) else one for one in each)
        return tuple([Record(self.place, {key: one}).text(key) for one in ids])

    def records(self, key: str) -> list[Record]:
        """The objects within a field, one or many; ids that only name them are passed over."""
        value = self.values.get(key)
        each = value if isinstance(value, list) else [value]
        return [Record(f"{self.place} {one.get('id', key)}"[:300], one) for one in each if isinstance(one, dict)]

    def named(self, key: str) -> list[str]:
        """The ids that only name what `records` would give."""
        value = self.values.get(key)
        return [one for one in (value if isinstance(value, list) else [value]) if isinstance(one, str)]

    def date(self, key: str) -> When | None:
        """A date, as precise as it is written; of a time, its day where it was told. None where none is given.

        Raises:
            Refusal: there is no such day, or it is no date.
        """
        text = self.optional(key)
        if not text:
            return None
        try:
            return exactly(datetime.fromisoformat(text).toordinal()) if text[10:11] in ("T", " ") else when(text)
        except BadDate as bad:
            raise Refusal(f"its {key}: {bad.problem}", "correct it in the source", self.place) from bad
        except ValueError as bad:
            raise self.wrong(key, text, "a date") from bad

    def wrong(self, key: str, value: object, wanted: str) -> Refusal:
        """The refusal of a value that is not what it should be."""
        shown = repr(value)
        shown = shown if len(shown) <= _SHOWN else shown[:_SHOWN] + "…"
        return Refusal(f"its {key} is {shown}, not {wanted}", "correct it in the source", self.place)

    def _clean(self, key: str, text: str) -> str:
        if len(text) > LONGEST_TEXT:
            problem = f"its {key} has {len(text)} characters, more than the {LONGEST_TEXT} that a text may have"
            raise Refusal(problem, "shorten it in the source", self.place)
        if "\0" in text or (not text.isprintable() and any("\ud800" <= character <= "\udfff" for character in text)):
            raise Refusal(f"its {key} holds a character that is none", "mend its encoding in the source", self.place)
        return text


def is_visible(text: str) -> bool:
    """Whether a text has at least one letter, number or mark that somebody can see."""
    return any(unicodedata.category(each)[0] in "LNPS" and each not in _UNSEEN for each in text)


_NOBODY: Final = frozenset(
    {"vacancy", "vacant", "vacant seat", "vacant post", "vacant position", "vakant", "unbesetzt", "n.n.", "tbc"}
)


def is_vacancy(name: object) -> bool:
    """Whether a list of members says by this that nobody has a seat."""
    return isinstance(name, str) and name.casefold().strip(" ()[]-*") in _NOBODY


def writable(text: str) -> str:
    """A text of the source with what no encoding has a place for written out: keys, names of files."""
    return text.encode("utf-8", "backslashreplace").decode()


class Naming:
    """Names the subjects of one register.

    `base` is what its ids begin with, and is left out; `capitals` says that the register writes its ids in
    capitals, so that `07Q` may be called `07q` (and an id with small letters in it is digested).
    """

    def __init__(self, register: str, base: str = "", *, capitals: bool = False) -> None:
        if not is_name(register):
            raise Refusal(
                f"'{register}' cannot be the name of a register",
                f"use small letters, digits and hyphens, for example '{slug(register)}'",
            )
        self.register, self._base, self._capitals = register, base, capitals

    def subject(self, kind: str, foreign: str) -> str:
        """The subject that an id of the register stands for."""
        return f"{kind}:{self.register}/{self.local(foreign)}"

    def by_name(self, name: str) -> str:
        """The name within the register of what has no id: readable where its name can be told from that."""
        spaced = " ".join(name.split())
        short = slug(spaced, words=20)
        is_told = short == spaced.lower().replace(" ", "-") and len(short) < LONGEST_NAME - len(self.register)
        return short if is_told else digested(spaced)

    def short(self, foreign: str) -> str:
        """An id as people may read it: without the base that all ids of the register share."""
        return foreign.removeprefix(self._base)

    def local(self, foreign: str) -> str:
        """The name within the register; `~` never stands in it but before a digest."""
        local = self.short(foreign)
        plain = local.lower() if self._capitals and local == local.upper() else local
        if self._capitals and plain == local != local.upper():
            return digested(foreign, local)  # the plain name is that of the id in capitals
        room = LONGEST_NAME - len(self.register) - 1
        if is_name(plain) and "~" not in plain and len(plain) <= room and foreign.startswith(self._base):
            return plain
        return digested(foreign, local)


def digested(foreign: str, readable: str = "") -> str:
    """A name for an id that cannot be one itself."""
    digest = sha256(foreign.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    return f"{slug(readable or foreign)[:_READABLE].strip('-') or 'unnamed'}~{digest}"


def own_subject(foreign: str, kind: str) -> str:
    """The id itself where it is that of a subject of the kind, as our own exports write it; else nothing."""
    return foreign if kind_of(foreign) == kind and is_name(name_of(foreign)) else ""
