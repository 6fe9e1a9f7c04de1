"""Patterns in which people stand as marks: compiled once, and not anew with the names of every document.

A text is searched in a copy of the same length, in which each person is one sign and fillers behind it. What a pattern
finds there has the same place in the text, so that everybody reads the names as printed. A pattern of all names
would be some hundred times longer: compiling those took nine tenths of the time of a draft.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

# Letters of no case, so that the borders of words are where they are in the text, from a script of no minutes.
_BEGIN, _FILLER = "\U00012000", "\U00012001"
PERSON = rf"{_BEGIN}{_FILLER}*+"


def marked(text: str, spans: list[tuple[int, int]]) -> str:
    """The text with a mark in the place of each person."""
    pieces, last = [], 0
    for start, end in spans:
        pieces += [text[last:start], _BEGIN, _FILLER * (end - start - 1)]
        last = end
    return "".join([*pieces, text[last:]])


@dataclass(frozen=True, slots=True)
class NameMatch:
    """What a pattern found, in the words of the text itself."""

    match: re.Match[str]
    string: str

    def __getitem__(self, group: int | str) -> str | Any:
        start, end = self.match.span(group)
        return None if start < 0 else self.string[start:end]

    def group(self, group: int | str = 0) -> str | Any:
        """The words of a group, None where it took no part."""
        return self[group]

    def groupdict(self) -> dict[str, str | Any]:
        """The words of each named group."""
        return {name: self[name] for name in self.match.re.groupindex}

    def start(self, group: int | str = 0) -> int:
        """Where a group begins."""
        return self.match.start(group)

    def end(self, group: int | str = 0) -> int:
        """Where a group ends."""
        return self.match.end(group)

    def span(self) -> tuple[int, int]:
        """Where the match begins and ends."""
        return self.match.span()


class NamePattern:
    """A pattern with marks for people, over the texts of one document, of which `mark` knows the people."""

    def __init__(self, pattern: str, mark: Callable[[str], str], flags: int = 0) -> None:
        self._pattern, self._flags, self._mark = pattern, flags, mark

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        return _compiled(self._pattern, self._flags)

    def search(self, text: str, start: int = 0) -> NameMatch | None:
        """The first place that fits."""
        match = self._compiled.search(self._mark(text), start)
        return NameMatch(match, text) if match else None

    def match(self, text: str) -> NameMatch | None:
        """The beginning of the text, where it fits."""
        match = self._compiled.match(self._mark(text))
        return NameMatch(match, text) if match else None

    def fullmatch(self, text: str) -> NameMatch | None:
        """The text as a whole, where it fits."""
        match = self._compiled.fullmatch(self._mark(text))
        return NameMatch(match, text) if match else None

    def finditer(self, text: str) -> Iterator[NameMatch]:
        """Each place that fits."""
        return (NameMatch(match, text) for match in self._compiled.finditer(self._mark(text)))

    def without(self, text: str) -> str:
        """What is left of the text, people as marks, where each place that fits is cut out."""
        return self._compiled.sub("", self._mark(text))


@cache
def _compiled(pattern: str, flags: int) -> re.Pattern[str]:
    return re.compile(pattern, flags)
