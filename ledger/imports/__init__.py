"""Registers in: readers for the formats in which councils and others publish what they have.

`FORMATS` names them. A reader turns a source into `Item`s, in an order in which each can be recorded:
statements, records that cannot be read or cannot be true, withdrawals, and what the language has no word for.
`run` records them in chunks and keeps an account. Nothing is repaired by guessing and nothing dropped silently.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import Final

from ledger.imports.files import beginning
from ledger.imports.records import About, Aside, Format, Found, Item, Reader, Statement, Unfit, Withdrawn
from ledger.imports.report import ImportReport, JsonLines, Left, ReportForm, report_to
from ledger.imports.runner import run
from ledger.imports.tally import Tally
from ledger.modules import folders_in, modules_in
from ledger.refusals import Refusal

__all__ = [
    "FORMATS",
    "About",
    "Aside",
    "Format",
    "Found",
    "ImportReport",
    "Item",
    "JsonLines",
    "Left",
    "Reader",
    "ReportForm",
    "Statement",
    "Tally",
    "Unfit",
    "Withdrawn",
    "looks_like",
    "reader_for",
    "report_to",
    "run",
]


_MODULES: Final = tuple(import_module(f"{__name__}.{name}") for name in (*modules_in(__file__), *folders_in(__file__)))
FORMATS: Final[Mapping[str, Format]] = MappingProxyType(
    {found.name: found for found in sorted(module.FORMAT for module in _MODULES if hasattr(module, "FORMAT"))}
)
"""The formats by name. A module or a folder of this folder with a `FORMAT` is found by being there."""


def reader_for(name: str, path: Path, register: str = "") -> Reader:
    """The reader of a format for a source.

    Raises:
        Refusal: nothing is there, or the register's name cannot be one.
    """
    if not path.exists():
        raise Refusal(f"there is no '{path}'", "name a file, a folder or an archive that is there")
    found = FORMATS[name]
    return found.reader(path, register or found.register)


def looks_like(path: Path) -> str:
    """The format that a source seems to be of, by how it begins; empty where it resembles none."""
    text = beginning(path).decode("utf-8-sig", "replace")
    return next((name for name, each in FORMATS.items() if re.search(each.sign, text, re.IGNORECASE)), "")
