"""Words of texts, as they are indexed and looked for: without capitals, accents and punctuation.

A search is a list of phrases, all of which have to stand in a text: `waste depot` is two phrases of one word each,
`"waste depot"` and `waste-depot` are one of two words, and `dep*` is any word that begins so.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

_WORD: Final = re.compile(r"(?:[^\W_][\u0300-\u036f]*)+")
"""Letters and digits with the accents that stand by themselves."""
_ASCII_WORD: Final = re.compile(r"[a-z0-9]+")
_PART: Final = re.compile(r'"([^"]*)"?|(\S+)')
"""What stands in quotation marks, of which the second may be missing, and what stands between blanks."""


class Phrase(NamedTuple):
    """Words that stand next to one another; the last one may be only the beginning of a word."""

    words: tuple[str, ...]
    begins: bool = False

    def places(self, words: Sequence[str]) -> Iterator[int]:
        """At which of the words of a text it begins."""
        *others, last = self.words
        for place in range(len(words) - len(others)):
            here = words[place + len(others)]
            if (here.startswith(last) if self.begins else here == last) and all(
                words[place + more] == other for more, other in enumerate(others)
            ):
                yield place


def phrases(text: str) -> tuple[Phrase, ...]:
    """What somebody looks for: words, \"phrases in quotation marks\", and beginnings*; each once."""
    found = []
    for part in _PART.finditer(text):
        said = part[1] if part[1] is not None else part[2]
        if words := words_of(said):
            found.append(Phrase(tuple(words), said.endswith("*")))
    return tuple(dict.fromkeys(found))


def words_of(text: str) -> list[str]:
    """The words of a text in its order, as they are compared."""
    if text.isascii():
        return _ASCII_WORD.findall(text.lower())
    return [folded for found in _WORD.finditer(text) if (folded := _folded(found[0]))]


def placed_words(text: str) -> list[tuple[str, int, int]]:
    """The same, each with where it begins and ends in the text."""
    placed = ((_folded(found[0]), found.start(), found.end()) for found in _WORD.finditer(text))
    return [each for each in placed if each[0]]


@lru_cache(maxsize=8_192)
def _folded(word: str) -> str:
    """A word without capitals and accents; what is left of a sign such as a half is its digits."""
    if word.isascii():
        return word.lower()
    return "".join(letter for letter in unicodedata.normalize("NFKD", word.casefold()) if letter.isalnum())
