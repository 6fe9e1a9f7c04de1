"""The same thing told twice in other words: two commitments, or questions, of one person that are nearly the same."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from difflib import SequenceMatcher
from typing import Any, Final

from ledger.vocabulary.dates import Certainty
from ledger.vocabulary.subjects import FILLING, name_of, slug
from projections.commitments import COMMITMENTS
from projections.engine.engine import Projection
from projections.engine.register import Register, RowAsAt
from projections.flags.flag import Flag, Lapse, contradiction, flagged, in_turn, told
from projections.questions import QUESTIONS

COMMITTED: Final = contradiction("commitment told twice", "one of the two may be recorded by mistake")
ASKED: Final = contradiction("question told twice", "one of the two may be recorded by mistake")
LAPSES = (COMMITTED, ASKED)
_ALIKE: Final = 0.9
"""How much of two texts is the same, of 1, for them to be one text in other words."""
_ALIKE_IN_WORDS: Final = 0.75
_WORDS: Final = 60
_TELLING: Final = re.compile(r"\d+|(?<=[a-z,;] )[A-Z][\w'-]+|\b(?:not|no|never|nor|without)\b")
"""What tells two texts of like words apart: numbers, names, which begin with a capital, and what says the opposite."""
_FEW: Final = 3


def commitments_check(register: Register) -> Iterator[Flag]:
    """Two commitments of one person on one occasion, to the same, in nearly the same words."""
    yield from _twice(register, COMMITMENTS, COMMITTED, lambda event: (event.by, event.to))


def questions_check(register: Register) -> Iterator[Flag]:
    """Two questions of one person on one occasion in nearly the same words."""
    yield from _twice(register, QUESTIONS, ASKED, lambda event: (event.by, event.from_public))


def _twice(
    register: Register, projection: Projection[Any], lapse: Lapse, whose: Callable[[Any], tuple[Any, ...]]
) -> Iterator[Flag]:
    seen: dict[object, list[RowAsAt[Any]]] = {}
    for answer in in_turn(told(register, projection), lambda each: _text(each.event)):
        if not any(whose(answer.event)):
            continue
        places = [seen.setdefault((occasion, *whose(answer.event)), []) for occasion in _occasions(answer)]
        alike = [other for place in places for other in place if _may_be_together(other.event, answer.event)]
        before = next((other for other in alike if _is_same(_text(other.event), _text(answer.event))), None)
        if before is not None and before.stream != answer.stream:
            possibly = answer.with_certainty(Certainty.POSSIBLY)
            yield flagged(
                lapse, possibly, f"'{_text(answer.event)}': as '{name_of(before.stream)}' already", before.row
            )
        for place in places:
            place.append(answer)


def _occasions(answer: RowAsAt[Any]) -> Iterator[str | int]:
    """The meeting at which something was said, and the day, as far as they are known."""
    if answer.event.meeting:
        yield answer.event.meeting
    if answer.row.from_earliest == answer.row.from_latest:
        yield answer.row.from_earliest


def _may_be_together(one: Any, other: Any) -> bool:
    """Whether two statements may be of one occasion: what is said at each of two meetings of a day is said twice."""
    return one.meeting == other.meeting or not (one.meeting and other.meeting)


def _text(event: Any) -> str:
    return str(event.text)


def _is_same(one: str, other: str) -> bool:
    """Whether two texts are one in other words: the letters are nearly the same, or all words of the shorter return."""
    if set(_TELLING.findall(one)) != set(_TELLING.findall(other)):
        return False
    first, second = slug(one, _WORDS), slug(other, _WORDS)
    if first == second or SequenceMatcher(None, first, second, autojunk=False).ratio() >= _ALIKE:
        return True
    words, others = (frozenset(text.split("-")) - FILLING for text in (first, second))
    shared = len(words & others)
    return shared >= _FEW and shared == min(len(words), len(others)) and shared >= _ALIKE_IN_WORDS * len(words | others)


CHECKS = (commitments_check, questions_check)
