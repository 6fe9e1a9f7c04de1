"""Reads plain text: UTF-8, with or without a mark, or the Windows code page where it is no UTF-8."""

from __future__ import annotations

from ledger.drafting.document import Builder
from ledger.drafting.reading.lines import paragraphs, tabulated, unfolded, width_of, without_columns


def decoded(content: bytes) -> str:
    """The text of a file, whichever of the usual encodings it is in."""
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return content.decode("latin-1")


def read(content: bytes, builder: Builder) -> None:
    """Add the paragraphs of a plain text."""
    lines = decoded(content).replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n").split("\n")
    for run, rows in tabulated(lines):
        below = list(without_columns(run))
        for paragraph in paragraphs(below, width_of(below)):
            for part in table_row(paragraph):
                for piece in unfolded(part):
                    builder.add(piece)
        if rows:
            builder.add_table([[[cell] for cell in row] for row in rows])


def table_row(line: str) -> list[str]:
    """The cells of a line that was a row of a table ('1. | Election of Chairman |'), or the line itself."""
    if line.count(" | ") or line.endswith("|"):
        return [cell.strip() for cell in line.strip("| ").split("|") if cell.strip(" -")]
    return [line]
