"""Graphs in Graphviz' DOT language; whatever a name holds stays within its quotation marks."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from typing import Final, NamedTuple

LINE: Final = 32
"""About how many characters a line within a box has."""


class Box(NamedTuple):
    """A node; a `plain` one has no frame."""

    id: str
    label: str
    plain: bool = False
    dashed: bool = False


class Arrow(NamedTuple):
    """An edge, `solid`, `dashed` or `dotted`."""

    tail: str
    head: str
    label: str = ""
    style: str = "solid"


def digraph(name: str, boxes: Iterable[Box], arrows: Iterable[Arrow], *, upwards: bool = True) -> str:
    """The text of a directed graph, its arrows drawn upwards or from left to right."""
    lines = [f"digraph {name} {{", f"  rankdir={'BT' if upwards else 'LR'};", "  node [shape=box];"]
    for box in boxes:
        shape = ", shape=plaintext" if box.plain else ", style=dashed" if box.dashed else ""
        lines.append(f"  {_quoted(box.id)} [label={_quoted(_wrapped(box.label))}{shape}];")
    for arrow in arrows:
        label = f"label={_quoted(_wrapped(arrow.label))}, " if arrow.label else ""
        lines.append(f"  {_quoted(arrow.tail)} -> {_quoted(arrow.head)} [{label}style={arrow.style}];")
    return "\n".join([*lines, "}", ""])


def _wrapped(text: str) -> str:
    return "\n".join(line for part in text.split("\n") for line in textwrap.wrap(part, LINE) or [""])


def _quoted(text: str) -> str:
    """A DOT string: a backslash and a quotation mark are escaped, every line break is a new line of the label."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'
