"""Trees for people: a line for each link, further in the further away it is, with what is told of it in brackets."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from typing import Final

BRANCHES: Final = "│└ "
"""What the beginning of a line may be made of."""
_STEP: Final = 2
"""Characters of a branch for each step further in."""
_BARE: Final = ("standing", "certainty")  # their values say what they are


def tree(rows: Sequence[Mapping[str, str]], room: int | None) -> str:
    """The rows as lines, each by its first cell; wrapped to so many characters, if any, below their beginning."""
    lines = [_line(dict(row)) for row in rows]
    drawn = _branches([depth for depth, _ in lines])
    return "\n".join(_wrapped(branch, text, room) for branch, (_, text) in zip(drawn, lines, strict=True))


def _line(row: dict[str, str]) -> tuple[int, str]:
    """How far in a row stands, and its words."""
    text = row.pop(next(iter(row)))
    bare = text.lstrip(BRANCHES)
    said = [value if key in _BARE else f"{key}: {value}" for key, value in row.items() if _tells(key, value)]
    return (len(text) - len(bare)) // _STEP, f"{bare} ({'; '.join(said)})" if said else bare


def _branches(depths: Sequence[int]) -> list[str]:
    """What stands before each line: a branch goes on for as long as another one follows that is as far in.

    From the last line up, so that it is known which levels go on below a line.
    """
    drawn: list[str] = []
    following: set[int] = set()
    for depth in reversed(depths):
        following = {level for level in following if level <= depth}
        above = "".join("│ " if level in following else "  " for level in range(1, depth))
        drawn.append(f"{above}{'├ ' if depth in following else '└ '}" if depth else "")
        following.add(depth)
    return drawn[::-1]


def _wrapped(branch: str, text: str, room: int | None) -> str:
    if room is None:
        return f"{branch}{text}"
    below = branch.replace("└", " ").replace("├", "│") + "  "
    return textwrap.fill(text, max(room, len(below) + 20), initial_indent=branch, subsequent_indent=below)


def _tells(key: str, value: str) -> bool:
    """Whether a cell says more than that all is as usual."""
    return bool(value) and (key, value) != ("certainty", "yes")
