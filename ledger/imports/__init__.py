"""Registers in: readers for the formats in which councils and others publish what they have.

`FORMATS` names them. A reader turns a source into `Item`s, in an order in which each can be recorded:
statements, records that cannot be read or cannot be true, withdrawals, and what the language has no word for.
`run` records them in chunks and keeps an account. Nothing is repaired by guessing and nothing dropped silently.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final, NamedTuple

from ledger.imports.entries import Entries
from ledger.imports.files import beginning
from ledger.imports.memberships import Memberships
from ledger.imports.ods import Successions
from ledger.imports.oparl import Oparl
from ledger.imports.popolo import Popolo
from ledger.imports.records import About, Aside, Found, Item, Reader, Statement, Unfit, Withdrawn
from ledger.imports.runner import JsonLines, Tally, report_to, run
from ledger.imports.spreadsheet import Spreadsheet
from ledger.refusals import Refusal

__all__ = [
    "FORMATS",
    "About",
    "Aside",
    "Format",
    "Found",
    "Item",
    "JsonLines",
    "Reader",
    "Statement",
    "Tally",
    "Unfit",
    "Withdrawn",
    "looks_like",
    "reader_for",
    "report_to",
    "run",
]


class Format(NamedTuple):
    """What a format is, for the help; and its reader, which takes a path and the name of the register."""

    meaning: str
    reader: Callable[[Path, str], Reader]
    register: str
    """The name of the register where the clerk gives none; empty: the source tells."""
    sign: str
    """What is found near the beginning of a source of this format, as a pattern."""


FORMATS: Final[Mapping[str, Format]] = MappingProxyType(
    {
        "csv": Format(
            "a spreadsheet of members, referrals and resolutions saved as CSV",
            Spreadsheet,
            "spreadsheet",
            r"\A[^\n]*\bkind\b[^\n]*,[^\n]*\bbody\b|\A[^\n]*\bbody\b[^\n]*,[^\n]*\bkind\b",
        ),
        "entries": Format(
            "entries as `govledger export entries` writes them (JSON Lines)",
            Entries,
            "entries",
            r'\A\{[^\n]*"event_id"\s*:',
        ),
        "memberships": Format(
            "memberships, dated or from lists of a day (JSON Lines: person, body, from, until, snapshot)",
            Memberships,
            "memberships",
            r'\A\s*\{[^\n]*"(person|snapshot)"\s*:[^\n]*\}\s*?(\n|\Z)',
        ),
        "oparl": Format(
            "OParl 1.0 or 1.1 (a folder, an archive or a file of JSON objects)",
            Oparl,
            "",
            r'"type"\s*:\s*"https?:\\?/\\?/schema\.oparl\.org',
        ),
        "popolo": Format(
            "Popolo JSON (a document with persons, organizations, posts, memberships)",
            Popolo,
            "popolo",
            r'"(persons|organizations|memberships)"\s*:\s*\[',
        ),
        "ods": Format(
            "NHS ODS successions (CSV with old_code, new_code, date)", Successions, "ods", r"\A[^\n]*\bold_code\b"
        ),
    }
)


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
