"""Where do some words stand? Every text of the ledger by its words: names, exact words, quotations, notes.

Indexed are the texts that are in the entries. Texts that are kept apart, because they are exempt or may have to be
erased, are in no index: they are read where they lie, each time somebody looks for words, and only by who may see
them. So nothing has to be taken out of an index when one is erased, and what somebody finds, or how long it takes,
tells nothing of what is withheld (docs/decisions/0021-what-is-kept-apart-is-in-no-index.md).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

import msgspec

from ledger.entries.corrections import ABOUT_ENTRIES
from ledger.entries.disclosures import MARK, TOKEN, digests_in, field_of
from ledger.entries.entry import Entry
from ledger.erasure.redaction import text_fields, texts_of
from ledger.vocabulary.event import CATALOGUE, Event
from ledger.vocabulary.naming import gives_names
from ledger.vocabulary.subjects import kind_of, name_of
from ledger.words import words_of
from projections.engine.engine import Projection, by_itself
from projections.engine.rows import Row, begun, registered

_as_json: Final = msgspec.json.Encoder().encode
_NAMING: Final = frozenset({"name", "title", "also"})
_ALTHOUGH: Final = "although"
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


def is_name(place: str, event: type[Event]) -> bool:
    """Whether a text of an event is a name that it gives to the subject of its stream."""
    return field_of(place) in _NAMING and place.startswith("/body/") and gives_names(event)


def texts(entry: Entry) -> dict[str, str]:
    """The texts of an entry by which it is found, by their places in it."""
    event = entry.event
    if not (text_fields(type(event)) or entry.note or entry.source.quote):
        return {}
    return {place: text for place, text in texts_of(entry).items() if field_of(place) != _ALTHOUGH}


def _named(rows: Mapping[str, Passage], entry: Entry) -> Iterator[tuple[str, Passage]]:
    """A subject is found by the words in its id, too."""
    if (words := _words(_names(entry))) and not entry.visibility:
        words = f"{words} {BETWEEN} {' '.join(words_of(name_of(entry.stream)))}"
        yield str(entry.position), registered(Passage, entry, words=words, **_told(entry))


def _said(rows: Mapping[str, Passage], entry: Entry) -> Iterator[tuple[str, Passage]]:
    if (words := _words(_others(entry))) and not entry.visibility:
        yield str(entry.position), begun(Passage, entry, words=words, **_told(entry))


def _kept_apart(rows: Mapping[str, Passage], entry: Entry) -> Iterator[tuple[str, Passage]]:
    """Names and other texts, each where some of them are kept apart, or the entry is not for everybody."""
    if not entry.visibility and MARK.encode() not in _as_json((entry.event, entry.note, entry.source.quote)):
        return
    names, others = _names(entry), _others(entry)
    digests = tuple(digest for text in names for digest in digests_in(text))
    if digests or (names and entry.visibility):
        row = registered(Passage, entry, words=_words(names), digests=digests, **_told(entry))
        yield f"{entry.position}{NAME}", row
    digests = tuple(digest for text in others for digest in digests_in(text))
    if digests or (others and entry.visibility):
        yield str(entry.position), begun(Passage, entry, words=_words(others), digests=digests, **_told(entry))


def _names(entry: Entry) -> list[str]:
    event = type(entry.event)
    return [text for place, text in texts(entry).items() if is_name(place, event)] if gives_names(event) else []


def _others(entry: Entry) -> list[str]:
    event = type(entry.event)
    return [text for place, text in texts(entry).items() if not is_name(place, event)]


def _words(found: Iterable[str]) -> str:
    """The words of texts, without the tokens of those that are kept apart."""
    each = (" ".join(words_of(TOKEN.sub(" ", text))) for text in found)
    words = f" {BETWEEN} ".join(filter(None, each))
    return words if len(words) <= LONGEST else words[:LONGEST].rpartition(" ")[0]


def _told(entry: Entry) -> dict[str, Any]:
    subjects = entry.event.subjects()
    meeting = next((each for each in subjects if kind_of(each) == "meeting"), "")
    bodies = tuple(each for each in subjects if kind_of(each) == "body")
    return {"type": entry.event.TYPE, "meeting": meeting, "bodies": bodies}


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
