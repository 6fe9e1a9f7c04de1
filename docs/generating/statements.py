"""Statements to quote: for every kind of statement a short one from a meeting file that tests record.

`docs/statements.yaml` comes first; what it lacks is taken from the examples.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

import yaml

from ledger.vocabulary.fields import key_name

ROOT: Final = Path(__file__).parents[2]
OWN: Final = ROOT / "docs" / "statements.yaml"
FILES: Final = (OWN, *sorted((ROOT / "examples").glob("*.yaml")), *sorted((ROOT / "examples").glob("*/*.yaml")))
_LONGEST: Final = 20


class Quoted(NamedTuple):
    """Lines of a meeting file, as they stand there."""

    file: Path
    text: str


@cache
def statements() -> Mapping[str, Quoted]:
    """A statement for each first key: the one of `docs/statements.yaml`, else the shortest of the examples."""
    found: dict[str, Quoted] = {}
    for file in FILES:
        for key, text in _statements_in(file):
            known = found.get(key)
            if known is None or (known.file != OWN and len(text) < len(known.text)):
                found[key] = Quoted(file, text)
    return found


def section(*path: str) -> Quoted:
    """A part of `docs/statements.yaml` under the keys that lead to it: the keys, and only its first lines."""
    lines = OWN.read_text().splitlines()
    node = _composed(OWN)
    kept: list[str] = []
    for key in path:
        name, node = next(pair for pair in node.value if key in ("*", pair[0].value))
        kept.append(lines[name.start_mark.line])
    return Quoted(OWN, "\n".join(kept if len(path) > 1 else _lines_of(node, OWN.read_text(), from_key=path[0])))


@cache
def _composed(file: Path) -> yaml.Node:
    return yaml.compose(file.read_text(), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))


def _statements_in(file: Path) -> Iterator[tuple[str, str]]:
    text, top = file.read_text(), _composed(file)
    for name, node in top.value if top is not None else ():
        for item in node.value if name.value == "statements" else ():
            yield key_name(item.value[0][0].value), _item(item, text)


def _item(node: yaml.Node, text: str) -> str:
    """The lines of an item; one in block style ends where the next one begins."""
    end = node.end_mark.line + (1 if node.flow_style else 0)
    lines = text.splitlines()[node.start_mark.line : end]
    lines = [line for line in lines if line.strip() and not line.lstrip().startswith("#")]
    return textwrap.dedent("\n".join(lines))


def _lines_of(node: yaml.Node, text: str, *, from_key: str) -> list[str]:
    lines = text.splitlines()[node.start_mark.line : node.end_mark.line]
    kept = [line for line in lines if line.strip()][:_LONGEST]
    return [f"{from_key}:", *kept]
