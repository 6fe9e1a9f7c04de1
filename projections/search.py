"""Who is called so, and where is that said? Names first, then texts in which the words stand together, then the rest.

In a name each word may be the beginning of one; in a text it is the whole word, unless a star follows it. Of equals
the one that was recorded last comes first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final, NamedTuple

from msgspec import structs

from ledger.erasure.reveal import ALTERED, NOT_YOURS
from ledger.vocabulary.dates import day_text
from ledger.vocabulary.event import CATALOGUE, topic_of
from ledger.words import Phrase, words_of
from projections.engine.register import Register, RowAsAt
from projections.engine.rows import Row
from projections.meetings import MEETINGS
from projections.passages import BETWEEN, KEPT_APART, NAME, NAMES, PASSAGES, Passage

MOST: Final = 500
"""How many passages are found at most, and as many names; who finds more has to say more."""
_MOST_READ: Final = 5_000
"""How many that have the words are read for those that fit."""
_DATED: Final = 4


class Hit(NamedTuple):
    """An entry in which the words stand, in a name that it gives or in another text."""

    row: RowAsAt[Passage]
    is_name: bool
    bodies: tuple[str, ...]
    """Those that it mentions, and the one at whose meeting it was."""

    @property
    def position(self) -> int:
        """The entry."""
        return int(self.row.key.removesuffix(NAME))

    @property
    def kind(self) -> str:
        """What it tells of, in a word or two."""
        return topic_of(self.row.row.type)

    @property
    def year(self) -> int | None:
        """The year that it is of; None where the date leaves it open."""
        return _year(self.row.row)


class Hits(NamedTuple):
    """What was found, the best first; `more` where that is not all of it."""

    found: Sequence[Hit]
    more: bool


def search(
    register: Register,
    phrases: Sequence[Phrase],
    *,
    kind: str | None = None,
    body: str | None = None,
    year: int | None = None,
) -> Hits:
    """The entries that are known and may have happened by the register's date, in which all the phrases stand."""
    types = None if kind is None else tuple(each for each in CATALOGUE if topic_of(each) == kind)
    beginnings = tuple(dict.fromkeys(Phrase(phrase.words, begins=True) for phrase in phrases))
    kept_apart = list(_kept_apart(register, types))
    told: list[Hit] = []
    more = False
    for projection, wanted in ((NAMES, beginnings), (PASSAGES, phrases)):
        fitting = _Fitting(register, projection is NAMES, body, year)
        told += fitting.first(register.having(projection, wanted, type=types))
        more = more or fitting.more
        apart = [each for each in kept_apart if each.key.endswith(NAME) == (projection is NAMES)]
        told += _Fitting(register, projection is NAMES, body, year).first([_having(wanted, apart)])
    best = sorted(told, key=lambda hit: _rank(hit, phrases))
    once: dict[str | int, Hit] = {}
    for hit in best:  # a subject by the name that fits best, a text once though parts of it are kept apart
        once.setdefault(hit.row.stream if hit.is_name else hit.position, hit)
    return Hits(list(once.values()), more)


class _Fitting:
    """Of rows that have the words, those that fit in other respects, and whether any were left unread."""

    def __init__(self, register: Register, is_name: bool, body: str | None, year: int | None) -> None:
        self._register, self._is_name, self._year = register, is_name, year
        self._body = register.joins.all_of(body) if body else ()
        self._of_meetings: dict[str, str] = {"": ""}
        self.more = False

    def first(self, found: Iterable[Sequence[RowAsAt[Passage]]]) -> list[Hit]:
        """So many of them as are shown."""
        hits: list[Hit] = []
        read = 0
        for rows in found:
            if len(hits) > MOST or read >= _MOST_READ:
                self.more = True
                break
            hits += self._of(rows)
            read += len(rows)
        self.more = self.more or len(hits) > MOST
        return hits[:MOST]

    def _of(self, rows: Sequence[RowAsAt[Passage]]) -> Iterator[Hit]:
        self._learn({each.row.meeting for each in rows} - self._of_meetings.keys())
        for each in rows:
            at = self._of_meetings[each.row.meeting]
            bodies = tuple(dict.fromkeys(filter(None, (*each.row.bodies, at))))
            if self._year not in (None, _year(each.row)) or (self._body and not set(self._body) & set(bodies)):
                continue
            yield Hit(each, self._is_name, tuple(map(self._register.joins.one, bodies)))

    def _learn(self, meetings: set[str]) -> None:
        """Read whose the meetings are; nobody's is one that is not told of, or withheld."""
        found = self._register.rows(MEETINGS, in_force=False, stream=tuple(sorted(meetings))) if meetings else []
        self._of_meetings |= dict.fromkeys(meetings, "") | {each.stream: each.event.body for each in found}


def _kept_apart(register: Register, types: tuple[str, ...] | None) -> Iterator[RowAsAt[Passage]]:
    """The rows with texts that are kept apart and that this reader may see, with the words of these."""
    asked: dict[str, Any] = {"type": types}
    rows = register.rows(KEPT_APART, **asked)
    digests = {digest for each in rows for digest in each.row.digests}
    texts = register.log.unsealing.texts(digests, {each.stream for each in rows})
    for each in rows:
        told = [texts[digest] for digest in each.row.digests]
        there = [text for text, is_there in told if is_there and text not in (ALTERED, NOT_YOURS)]
        words = f" {BETWEEN} ".join([each.row.words, *(" ".join(words_of(text)) for text in there)])
        yield structs.replace(each, row=structs.replace(each.row, words=words))


def _having(wanted: Sequence[Phrase], rows: Sequence[RowAsAt[Passage]]) -> list[RowAsAt[Passage]]:
    return [each for each in rows if all(_stands_in(phrase, each.row.words) for phrase in wanted)]


def _rank(hit: Hit, phrases: Sequence[Phrase]) -> tuple[bool, bool, bool, int]:
    """Names, those in which whole words stand first; together; whole; then what was recorded last."""
    words = hit.row.row.words
    together = Phrase(tuple(word for phrase in phrases for word in phrase.words), phrases[-1].begins)
    whole = all(_stands_in(phrase, words) for phrase in phrases)
    return (not hit.is_name, not whole, not _stands_in(together, words), -hit.position)


def _stands_in(phrase: Phrase, words: str) -> bool:
    """Whether a phrase stands among words parted by blanks."""
    return f" {' '.join(phrase.words)}{'' if phrase.begins else ' '}" in f" {words} "


def _year(row: Row) -> int | None:
    earliest, latest = (day_text(day)[:_DATED] for day in (row.from_earliest, row.from_latest))
    return int(earliest) if earliest == latest and earliest.isdigit() else None
