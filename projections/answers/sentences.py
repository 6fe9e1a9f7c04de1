"""The first line of an answer: how many there are, and what is only possible; never more than the rows say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Sequence
from typing import Any, Final, Protocol, TypeVar

NOT_RECORDED: Final = "NOT RECORDED"
"""How an answer begins that finds nothing where something had to be."""


class Doubtable(Protocol):
    """Something that is so, or only possibly."""

    @property
    def certainty(self) -> str:
        """`yes`, or what is less."""


R = TypeVar("R", bound=Doubtable)


def plural(one: str) -> str:
    """Several of what is called so; `body/bodies` says an irregular one itself."""
    single, _, several = one.partition("/")
    return several or f"{single}s"


def number_of(count: int, one: str) -> str:
    """So many of something: `1 body`, `3 bodies`."""
    return f"{count} {one.partition('/')[0] if count == 1 else plural(one)}"


def counted(rows: Collection[Doubtable], one: str) -> str:
    """How many rows there are, and how many of them are only possible."""
    doubtful = sum(row.certainty != "yes" for row in rows)
    count = number_of(len(rows), one)
    if not doubtful:
        return f"{count}."
    if doubtful == len(rows):
        return f"{count}, only possible." if doubtful == 1 else f"{count}, all of them only possible."
    return f"{count}, {doubtful} of them only possible."


def tallied(rows: Sequence[R], one: str, what: Callable[[R], str]) -> str:
    """How many rows there are, how many of each sort, and how many only possibly; empty where there is none."""
    if not rows:
        return ""
    sorts = Counter(map(what, rows))
    [(sort, count), *others] = sorts.items()
    said = f", all {sort}" if count > 1 and not others else f": {sort}" if not others else ""
    said = said or f": {', '.join(f'{each} {of_it}' for of_it, each in sorts.items())}"
    doubtful = sum(row.certainty != "yes" for row in rows)
    doubt = f"; {doubtful} of them only possible" if 0 < doubtful < len(rows) else "; only possible" if doubtful else ""
    return f"{number_of(len(rows), one)}{said}{doubt}."


def none_of(one: str, narrowed: bool) -> str:
    """That there is none; where only some were asked for, that there is no such one."""
    return f"no {'such ' if narrowed else ''}{plural(one)} recorded"


def listed(texts: Collection[Any]) -> str:
    """Several in a row: `a`, `a and b`, `a, b and c`; nothing for none."""
    if not texts:
        return ""
    *before, last = map(str, texts)
    return f"{', '.join(before)} and {last}" if before else last


def sentence(text: str) -> str:
    """A text as a sentence: a capital first, a full stop last."""
    return f"{text[:1].upper()}{text[1:]}{'' if text.endswith(('.', '?', '!')) else '.'}" if text else ""
