"""Registers in: readers for the formats in which councils and others publish what they have.

`FORMATS` names them. A reader turns a source into `Item`s, in an order in which each can be recorded:
statements, records that cannot be read or cannot be true, withdrawals, and what the language has no word for.
`run` records them in chunks and keeps an account. Nothing is repaired by guessing and nothing dropped silently.
"""

from ledger.imports.formats import FORMATS, Format, reader_for
from ledger.imports.items import About, Aside, Found, Item, Reader, Statement, Unfit, Withdrawn
from ledger.imports.report import report_to
from ledger.imports.runner import Tally, run

__all__ = [
    "FORMATS",
    "About",
    "Aside",
    "Format",
    "Found",
    "Item",
    "Reader",
    "Statement",
    "Tally",
    "Unfit",
    "Withdrawn",
    "reader_for",
    "report_to",
    "run",
]
