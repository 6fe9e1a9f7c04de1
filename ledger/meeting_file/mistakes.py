"""The mistakes of one file: collected with their lines, so that a clerk sees all of them at once."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from difflib import get_close_matches
from types import MappingProxyType
from typing import Final

from ledger.refusals import Refusal, Refusals
from ledger.vocabulary.field_types import FieldType

LONGEST_LIST: Final = 20
"""How many allowed words are named beside a near miss."""

_WORDS: Final = {
    "ended": "closed, closed at, close, finished, finished at, concluded, rose, end, until",
    "time": "began, begun, started, started at, commenced, opened, start, from",
    "resumed": "reconvened, continued, recommenced",
    "cancelled": "called off, postponed, rescheduled, rescheduled to",
    "adjourned": "abandoned, suspended, broken off",
    "inquorate": "no quorum, quorate, quorum",
    "place": "venue, location, where",
    "presiding": "chair, chaired by, in the chair, chairman, chairing, presided, presided over by",
    "present": "attended, attendance, attendees, members present",
    "apologies": "apologies for absence, apologies from, apology",
    "mover": "moved by, proposer, proposed by",
    "seconder": "seconded by",
    "abstained": "abstentions, abstention, abstain, abstaining",
    "for": "in favour, ayes, yes, yeas",
    "against": "opposed, noes, nays",
    "carried": "result, passed",
    "kept": "person, body, organisation, project, and, as, with",
    "with": "group, organisation, employer",
    "member": "joined, co-opted, coopted, by, voter",
    "person": "candidate, nominee",
    "membership": "id",
    "since": "begins, starting, effective from",
    "until": "ends, ending, expires",
    "membership ended": "resigned, left, stood down, died, ceased, member ended, member left, disqualified",
    "office vacated": "office ended, removed, stood down as chair",
    "office": "elected, elected chair, elected mayor, appointed chair",
    "resolved": "resolution, agreed, approved, decided, adopted, noted, passed",
    "took over": "merged, succeeded, replaced, amalgamated",
    "same as": "possibly same as, identical to, also known as",
}
OTHER_WORDS: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {
        word: frozenset(key for key, words in _WORDS.items() if word in words.split(", "))
        for words in _WORDS.values()
        for word in words.split(", ")
    }
)
"""By word that people use, the keys that it may stand for, where letters alone would lead elsewhere."""


class StillToCheck(Refusal):
    """A `check` that is left in a draft."""


class MissingKey(Refusal):
    """A key that has to be given and is not: its name, and what it may have."""

    def __init__(self, key: str, where: str, holds: FieldType) -> None:
        super().__init__(f"'{key}' is missing in {where}", f"add '{key}: ' and {holds.expected}")
        self.key, self.holds = key, holds


class NoValue(Refusal):
    """A key with nothing behind it: what it may have."""

    def __init__(self, holds: FieldType) -> None:
        super().__init__(f"expected {holds.expected}, found nothing", "give a value, or leave the key out")
        self.holds = holds


class Mistakes:
    """What is wrong with one file; nothing is raised until the whole file has been read."""

    def __init__(self, file: str) -> None:
        self.file = file
        self._found: list[tuple[int, Refusal]] = []

    def __len__(self) -> int:
        return len(self._found)

    def place(self, line: int) -> str:
        """A line of the file, as editors and terminals understand it: `minutes.yaml:41`."""
        return f"{self.file}:{line}"

    def add(self, line: int, refusal: Refusal) -> None:
        """Note a mistake at a line; lines count from 1."""
        self._found.append((line, refusal.at(self.place(line))))

    def raise_all(self) -> None:
        """Refuse the file if anything is wrong with it, in the order of its lines.

        Raises:
            Refusals: every mistake, each with its place.
        """
        if self._found:
            raise Refusals([refusal for _, refusal in sorted(self._found, key=lambda found: found[0])])


def near_misses(word: str, words: Iterable[str]) -> tuple[str, ...]:
    """The words that somebody who wrote `word` may have meant, likeliest first."""
    allowed = list(words)
    meant = sorted(OTHER_WORDS.get(word.lower(), frozenset()).intersection(allowed))
    return tuple(meant) or tuple(get_close_matches(word.lower(), allowed, n=2))


def did_you_mean(word: str, words: Iterable[str], but_not: Collection[str] = ()) -> str:
    """The remedy for a word that is none of `words`: what may have been meant, and a short list of what is allowed.

    Those in `but_not` are allowed, and cannot have been meant: they stand there already.
    """
    allowed = list(words)
    near = " or ".join(f"'{match}'" for match in near_misses(word, (each for each in allowed if each not in but_not)))
    if near and len(allowed) > LONGEST_LIST:
        return f"did you mean {near}?"
    return (f"did you mean {near}? " if near else "") + f"allowed: {', '.join(allowed)}"
