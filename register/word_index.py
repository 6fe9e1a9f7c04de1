"""The words of a frozen register, as an index at the end of a book has them: where each stands, without a program.

A search needs somebody who answers, or a script with all texts beside it, which browsers do not let a page on a USB
stick read. So each word has a line, on the page of its first two letters, with the names that it stands in and the
texts in which it was said last. Texts that are kept apart from their entries are left out: nobody could call a copy of
their words back.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from ledger.vocabulary.dates import when
from ledger.vocabulary.event import topic_of
from projections.answers.names import Names
from projections.passages import BETWEEN, NAMES, PASSAGES
from register.addresses import Links
from register.frame import Link, clock_of, render
from register.site import Site

if TYPE_CHECKING:
    from projections.engine.register import Register, RowAsAt

_MOST: Final = 10
"""Of how many names, and of how many other texts, a word has links."""
_OTHERS: Final = "others"
"""The page of the words that begin with other letters than a to z and digits."""


class Line(NamedTuple):
    """A word, the names and the texts in which it stands, and in how many more it does."""

    word: str
    names: list[Link]
    texts: list[Link]
    more: int


class WordIndex:
    """The words of the names and texts that anybody may see, at a register's two dates."""

    def __init__(self, register: Register) -> None:
        self._register, self._name = register, Names(register)
        self._counts: Counter[str] = Counter()
        self._names: dict[str, dict[str, None]] = defaultdict(dict)
        self._texts: dict[str, list[RowAsAt[Any]]] = defaultdict(list)
        for row in register.rows(NAMES):
            for word in _words(row):
                self._names[word][row.stream] = None
        for row in sorted(register.rows(PASSAGES), key=lambda row: int(row.key), reverse=True):
            for word in _words(row):
                self._counts[word] += 1
                if len(self._texts[word]) < _MOST:
                    self._texts[word].append(row)
        self._name.learn(subject for subjects in self._names.values() for subject in list(subjects)[:_MOST])
        self.beginnings: Mapping[str, list[str]] = _by_beginning({*self._names, *self._texts})

    @property
    def paths(self) -> Iterator[str]:
        """Where its pages stand."""
        yield "/words"
        yield from (f"/words/{beginning}" for beginning in self.beginnings)

    def page(self, site: Site, links: Links, path: str) -> str:
        """One of its pages: the one that leads to all others, or the words of a beginning."""
        beginning = path.removeprefix("/words").strip("/")
        near = [each for each in self.beginnings if not beginning or each[0] == beginning[0]]
        pages = [Link(each, links.at(f"/words/{each}"), here=each == beginning) for each in near]
        if beginning:
            pages.insert(0, Link("all beginnings", links.at("/words")))
        lines = [self._line(word, links) for word in self.beginnings.get(beginning, ())]
        clock = clock_of(self._register, links)
        return render("words.html", site, links, pages=pages, lines=lines, beginning=beginning, clock=clock, path=path)

    def _line(self, word: str, links: Links) -> Line:
        subjects, rows = list(self._names.get(word, ())), self._texts.get(word, [])
        names = [Link(str(self._name(each)), links.subject(each)) for each in subjects[:_MOST]]
        texts = [Link(_told(row), links.entry(int(row.key))) for row in rows]
        more = max(0, len(subjects) - _MOST) + self._counts[word] - len(rows)
        return Line(word, names, texts, more)


def _words(row: RowAsAt[Any]) -> set[str]:
    return {*row.row.words.split()} - {BETWEEN}


def _told(row: RowAsAt[Any]) -> str:
    since = when(row.row.since)
    return topic_of(row.row.type) if since.is_unknown else f"{topic_of(row.row.type)}, {since}"


def _by_beginning(words: set[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for word in sorted(words, key=lambda word: (not word.isascii(), word)):
        found.setdefault(word[:2] if word.isascii() else _OTHERS, []).append(word)
    return found
