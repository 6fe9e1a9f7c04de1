"""Where do some words stand? Every text of the ledger by its words: names, exact words, quotations, notes.

Indexed are the texts that are in the entries. Texts that are kept apart, because they are exempt or may have to be
erased, are in no index: they are read where they lie, each time somebody looks for words, and only by who may see
them. So nothing has to be taken out of an index when one is erased, and what somebody finds, or how long it takes,
tells nothing of what is withheld (docs/decisions/0021-what-is-kept-apart-is-in-no-index.md).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any, Final, NamedTuple

from ledger.entries.corrections import ABOUT_ENTRIES
from ledger.entries.disclosures import MARK, TOKEN, digests_in, field_of
from ledger.entries.entry import Entry
from ledger.erasure.redaction import texts_of
from ledger.vocabulary.event import CATALOGUE, Event
from ledger.vocabulary.naming import gives_names
from ledger.vocabulary.subjects import name_of
from ledger.words import words_of
from projections.engine.engine import Projection, by_itself
from projections.engine.rows import Row, begun, registered

_NAMING: Final = frozenset({"name", "title", "also"})
_OF_THE_TRAIL: Final = "ledger"
"""The field that names the stream of what the ledger says of itself: keys, clocks, backups."""
NAME: Final = " name"
"""What the keys of rows end in that hold names among what is kept apart."""
LONGEST: Final = 200_000
"""In characters: what stands further back in a text is not indexed; PostgreSQL takes no more."""


BETWEEN: Final = "x0000x"
"""The word between two texts of an entry, so that no phrase is found that begins in the one and ends in the other."""


class Passage(Row, frozen=True, kw_only=True):
    """The texts of one entry, as they are to be found."""

    type: str = ""
    words: str = ""
    """Those that stand in the entry itself."""
    digests: tuple[str, ...] = ()
    """Of the texts that are kept apart from it."""
    meeting: str = ""
    bodies: tuple[str, ...] = ()
    """Those that the entry mentions."""


@lru_cache(maxsize=1_024)
def is_name(place: str, event: type[Event]) -> bool:
    """Whether a text of an event is a name that it gives to the subject of its stream."""
    return field_of(place) in _NAMING and place.startswith("/body/") and gives_names(event)


def texts(entry: Entry) -> dict[str, str]:
    """The texts of an entry by which it is found, by their places in it."""
    found = texts_of(entry)
    found.pop("/extensions/although", None)
    return found


class _Told(NamedTuple):
    """The texts of an entry: the names that it gives and the others."""

    names: list[str]
    others: list[str]
    is_plain: bool
    """Whether everybody may see all of them, and none is kept apart."""


def _read(entry: Entry) -> _Told:
    event = type(entry.event)
    found = texts(entry)
    is_plain = not entry.visibility and MARK not in "\n".join(found.values())
    if not gives_names(event):
        return _Told([], list(found.values()), is_plain)
    names = [text for place, text in found.items() if is_name(place, event)]
    return _Told(names, [text for place, text in found.items() if not is_name(place, event)], is_plain)


class _Last:
    """Remembers what was told of the last entry: the tables ask for the same one, one after the other."""

    def __init__(self) -> None:
        self._told: tuple[Entry, _Told] | None = None

    def __call__(self, entry: Entry) -> _Told:
        """What an entry tells."""
        held = self._told
        if held is None or held[0] is not entry:
            held = self._told = entry, _read(entry)
        return held[1]


_told: Final = _Last()


def _named(rows: Mapping[str, Passage], entry: Entry) -> Iterator[tuple[str, Passage]]:
    """A subject is found by the words in its id, too."""
    told = _told(entry)
    if (words := _words(told.names)) and not entry.visibility:
        words = f"{words} {BETWEEN} {' '.join(words_of(name_of(entry.stream)))}"
        yield str(entry.position), registered(Passage, entry, words=words, **_columns(entry))


def _said(rows: Mapping[str, Passage], entry: Entry) -> Iterator[tuple[str, Passage]]:
    told = _told(entry)
    if (words := _words(told.others)) and not entry.visibility:
        yield str(entry.position), begun(Passage, entry, words=words, **_columns(entry))


def _kept_apart(rows: Mapping[str, Passage], entry: Entry) -> Iterator[tuple[str, Passage]]:
    """Names and other texts, each where some of them are kept apart, or the entry is not for everybody."""
    names, others, is_plain = _told(entry)
    if is_plain:
        return
    digests = tuple(digest for text in names for digest in digests_in(text))
    if digests or (names and entry.visibility):
        row = registered(Passage, entry, words=_words(names), digests=digests, **_columns(entry))
        yield f"{entry.position}{NAME}", row
    digests = tuple(digest for text in others for digest in digests_in(text))
    if digests or (others and entry.visibility):
        yield str(entry.position), begun(Passage, entry, words=_words(others), digests=digests, **_columns(entry))


def _words(found: Iterable[str]) -> str:
    """The words of texts, without the tokens of those that are kept apart."""
    each = [" ".join(words_of(TOKEN.sub(" ", text) if MARK in text else text)) for text in found]
    words = f" {BETWEEN} ".join(filter(None, each))
    return words if len(words) <= LONGEST else words[:LONGEST].rpartition(" ")[0]


def _columns(entry: Entry) -> dict[str, Any]:
    subjects = entry.event.subjects()
    meetings = [each for each in subjects if each.startswith("meeting:")]
    bodies = tuple([each for each in subjects if each.startswith("body:")])
    return {"type": entry.event.TYPE, "meeting": meetings[0] if meetings else "", "bodies": bodies}


_EVENTS: Final = tuple(
    event for event in CATALOGUE.values() if event not in ABOUT_ENTRIES and event.STREAM != _OF_THE_TRAIL
)

NAMES: Final = Projection(
    name="names_given",
    row=Passage,
    handles=tuple(event for event in _EVENTS if gives_names(event)),
    evolve=_named,
    lane=by_itself,
    only_found_by=True,
    word_index=True,
)
PASSAGES: Final = Projection(
    name="passages",
    row=Passage,
    handles=_EVENTS,
    evolve=_said,
    lane=by_itself,
    only_found_by=True,
    word_index=True,
)
KEPT_APART: Final = Projection(
    name="passages_kept_apart",
    row=Passage,
    handles=_EVENTS,
    evolve=_kept_apart,
    lane=by_itself,
    only_found_by=True,
)
