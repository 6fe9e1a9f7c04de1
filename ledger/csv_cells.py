"""Cells of CSV files that a spreadsheet shows as they are, and does not take for formulas."""

from __future__ import annotations

import re
from typing import Final

_BEGINS_A_FORMULA: Final = tuple("=+-@\t\r\n＝＋－＠")
_NUMBER: Final = re.compile(r"[+-]?\d+(\.\d+)?")


def cell(text: str) -> str:
    """The text, with an apostrophe before it if a spreadsheet would run it; a plain number stays one.

    Of the apostrophe spreadsheets show nothing; other readers of the file have to take it away. With it a name such as
    `=HYPERLINK(...)`, which anybody may have put into a source, is no more than a name.
    """
    return f"'{text}" if text.startswith(_BEGINS_A_FORMULA) and not _NUMBER.fullmatch(text) else text
