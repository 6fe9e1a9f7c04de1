"""All the cases of what is refused and what is recorded all the same, kind by kind; the reference is made of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

from tests.aggregates.given import Case


class Table(NamedTuple):
    """The cases of one kind of statement."""

    about: str
    refused: Mapping[str, Case]
    recorded: Mapping[str, Case]


def tables() -> Iterator[Table]:
    """The tables of every test module that has them, called after the module: `targets and sums`."""
    for path in sorted(Path(__file__).parent.glob("test_*.py")):
        module = import_module(f"tests.aggregates.{path.stem}")
        if hasattr(module, "REFUSED"):
            about = path.stem.removeprefix("test_").replace("_", " ")
            yield Table(about, module.REFUSED, module.RECORDED)
