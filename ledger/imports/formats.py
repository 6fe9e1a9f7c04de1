"""The formats that can be imported, by the names that a clerk writes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final, NamedTuple

from ledger.imports.congress import Rosters
from ledger.imports.entries import Entries
from ledger.imports.items import Reader
from ledger.imports.ods import Successions
from ledger.imports.oparl import Oparl
from ledger.imports.popolo import Popolo
from ledger.imports.spreadsheet import Spreadsheet
from ledger.refusals import Refusal


class Format(NamedTuple):
    """What a format is, for the help; and its reader, which takes a path and the name of the register."""

    meaning: str
    reader: Callable[[Path, str], Reader]
    register: str
    """The name of the register where the clerk gives none; empty: the source tells."""


FORMATS: Final[Mapping[str, Format]] = MappingProxyType(
    {
        "congress": Format("changes of committee rosters, by time of recording (JSON lines)", Rosters, "us-congress"),
        "csv": Format("a spreadsheet of members, referrals and resolutions saved as CSV", Spreadsheet, "spreadsheet"),
        "entries": Format("entries as `govledger export entries` writes them (JSON Lines)", Entries, "entries"),
        "oparl": Format("OParl 1.0 or 1.1 (a folder, an archive or a file of JSON objects)", Oparl, ""),
        "popolo": Format("Popolo JSON (a document with persons, organizations, posts, memberships)", Popolo, "popolo"),
        "ods": Format("NHS ODS successions (CSV with old_code, new_code, date)", Successions, "ods"),
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
