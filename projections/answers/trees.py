"""Trees for people: a line for each link, further in the further away it is, with what is told of it in brackets."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from typing import Final

BRANCHES: Final = "│└ "
"""What the beginning of a line may be made of."""
_BARE: Final = ("standing", "certainty")  # their values say what they are


def tree(rows: Sequence[Mapping[str, str]], room: int | None) -> str:
    """The rows as lines, each by its first cell; wrapped to so many characters, if any, below their beginning."""
    return "\n".join(_line(dict(row), room) for row in rows)


def _line(row: dict[str, str], room: int | None) -> str:
    text = row.pop(next(iter(row)))
    said = [value if key in _BARE else f"{key}: {value}" for key, value in row.items() if _tells(key, value)]
    whole = f"{text} ({'; '.join(said)})" if said else text
    if room is None:
        return whole
    branch = text[: len(text) - len(text.lstrip(BRANCHES))]
    below = branch.replace("└", " ") + "  "
    return textwrap.fill(
        whole[len(branch) :], max(room, len(below) + 20), initial_indent=branch, subsequent_indent=below
    )


def _tells(key: str, value: str) -> bool:
    """Whether a cell says more than that all is as usual."""
    return bool(value) and (key, value) != ("certainty", "yes")
