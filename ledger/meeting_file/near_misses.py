"""Likeness of names: a quick choice among many thousands, before near misses are weighed one by one."""

from __future__ import annotations

from collections.abc import Iterable
from heapq import nlargest
from typing import Final

FINALISTS: Final = 50


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
