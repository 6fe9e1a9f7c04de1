"""Finding subjects by name: every name and title, kept in memory for one state of the log.

All names of a ledger are read once for each state that somebody searches, and never those that rest on what is
withheld from whoever asks: so nothing can be found, or counted, that may not be read.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from threading import Lock
from typing import TYPE_CHECKING, Final, NamedTuple

from ledger.vocabulary.subjects import kind_of, name_of
from projections.answers.names import Names

if TYPE_CHECKING:
    from projections.engine.register import Register

KINDS: Final = ("body", "organisation", "person", "post", "project", "meeting", "report", "agreement", "resolution")
"""The kinds of subjects that are found, in the order in which they are shown where they fit equally well."""
MOST: Final = 100
"""How many are shown."""
LONGEST: Final = 200
"""Characters that are looked for, and no more."""


class Hit(NamedTuple):
    """A subject that was found."""

    subject: str
    name: str


class Found(NamedTuple):
    """What was found: the best, how many there are, and how many of each kind."""

    hits: Sequence[Hit]
    total: int
    kinds: Mapping[str, int]


class NameIndex:
    """The names of one ledger, for one kind of reader."""

    def __init__(self) -> None:
        self._state, self._turn = -1, Lock()
        self._lines: list[tuple[str, Hit]] = []

    def search(self, register: Register, words: str, kind: str = "") -> Found:
        """The subjects in whose name each of the words stands, or begins a word; those that begin so come first."""
        wanted = _plain(words[:LONGEST]).split()
        lines = self._of(register) if wanted else []
        fitting = [(rank, hit) for line, hit in lines if (rank := _rank(line, wanted)) is not None]
        kinds = Counter(kind_of(hit.subject) for _, hit in fitting)
        best = sorted(
            ((rank, hit) for rank, hit in fitting if kind in ("", kind_of(hit.subject))),
            key=lambda each: (each[0], KINDS.index(kind_of(each[1].subject)), each[1].name, each[1].subject),
        )
        return Found([hit for _, hit in best[:MOST]], len(best), {each: kinds[each] for each in KINDS if kinds[each]})

    def _of(self, register: Register) -> list[tuple[str, Hit]]:
        with self._turn:
            if self._state != register.known_at:
                names = Names(register)
                subjects = [subject for kind in KINDS for subject in register.log.streams(kind, upto=register.known_at)]
                names.learn(subjects)
                self._lines = [
                    (f" {_plain(f'{name} {name_of(subject)}')}", Hit(subject, name))
                    for subject in subjects
                    for name in [str(names(subject))]
                ]
                self._state = register.known_at
            return self._lines


def _rank(line: str, wanted: Sequence[str]) -> int | None:
    """How well a name fits: 0 where it begins with the first word, 1 where every word begins one; None where not."""
    if not all(word in line for word in wanted):
        return None
    if not all(f" {word}" in line for word in wanted):
        return 2
    return 0 if line.startswith(f" {wanted[0]}") else 1


def _plain(text: str) -> str:
    """A text as it is compared: without case, accents, and whatever is no letter or digit."""
    bare = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join(letter for letter in bare if not unicodedata.combining(letter))
    return " ".join("".join(letter if letter.isalnum() else " " for letter in kept).split())
