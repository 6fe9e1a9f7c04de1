"""Reads a PDF that holds text: tables by their lines, paragraphs by gaps and widths, headers and footers left out."""

from __future__ import annotations

import importlib
import io
import itertools
import re
from collections import Counter
from typing import Any

from ledger.drafting.document import Builder
from ledger.drafting.reading.lines import paragraphs
from ledger.refusals import Refusal

_PAGE = re.compile(r"(?:page\s+)?\d{1,3}(?:\s+of\s+\d{1,3})?|-\s*\d{1,3}\s*-", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")


def read(content: bytes, builder: Builder) -> None:
    """Add the blocks of a PDF."""
    pdfplumber = importlib.import_module("pdfplumber")
    try:
        with pdfplumber.open(io.BytesIO(content)) as document:
            pages = [_page(page) for page in document.pages]
    except Exception as error:
        # The library raises errors of its own and of the library below it, by no common class.
        raise Refusal("the PDF cannot be read", "save it again from the program that made it, or as text") from error
    if not any(kind == "table" or lines for page in pages for kind, lines, _ in page):
        raise Refusal("the PDF holds no text, only pictures of pages", "have the text recognised by a scanner program")
    repeated = _repeated(pages)
    for number, page in enumerate(pages, 1):
        for kind, rows, width in page:
            if kind == "table":
                builder.add_table(rows, number)
                continue
            kept = [line for line in rows if _key(line) not in repeated and not _PAGE.fullmatch(line.strip())]
            for text in paragraphs(kept, width):
                builder.add(text, page=number)


def _page(page: Any) -> list[tuple[str, Any, int | None]]:
    """Runs of lines and tables from top to bottom; a blank line stands for a gap."""
    tables = [t for t in page.find_tables() if len(t.rows) > 1 or len(t.rows[0].cells) > 1]
    boxes = [table.bbox for table in tables]
    lines = [
        line for line in page.extract_text_lines(return_chars=False) if not any(_inside(line, box) for box in boxes)
    ]
    right = max((line["x1"] for line in lines), default=0)
    wide = max((len(line["text"]) for line in lines if line["x1"] > right - 40), default=0) or None
    parts: list[tuple[float, str, Any, int | None]] = []
    for table in tables:
        rows = [[_cell(cell or "") for cell in row] for row in table.extract()]
        parts.append((table.bbox[1], "table", rows, None))
    run: list[str] = []
    begin, last = 0.0, None
    gaps = sorted(b["top"] - a["top"] for a, b in itertools.pairwise(lines) if b["top"] > a["top"])
    usual = gaps[len(gaps) // 3] if gaps else 0
    for line in lines:
        parted = last is not None and any(last["top"] < box[1] <= line["top"] for box in boxes)
        if parted:
            parts.append((begin, "lines", run, wide))
            run, last = [], None
        if last is None:
            begin = line["top"]
        elif line["top"] - last["top"] > usual * 1.35:
            run.append("")
        run.append(line["text"])
        last = line
    parts.append((begin, "lines", run, wide))
    return [(kind, rows, width) for _, kind, rows, width in sorted(parts, key=lambda part: part[0]) if rows]


def _inside(line: Any, box: tuple[float, float, float, float]) -> bool:
    middle, across = (line["top"] + line["bottom"]) / 2, (line["x0"] + line["x1"]) / 2
    return bool(box[1] <= middle <= box[3] and box[0] <= across <= box[2])


def _cell(text: str) -> list[str]:
    lines = text.split("\n")
    longest = max(len(line) for line in lines)
    return paragraphs(lines, longest if len(lines) > 1 else None)


def _key(line: str) -> str:
    return _DIGITS.sub("#", line.strip())


def _repeated(pages: list[list[tuple[str, Any, int | None]]]) -> frozenset[str]:
    """Lines that stand at the top or the foot of most pages."""
    edges: Counter[str] = Counter()
    for page in pages:
        lines = [line for kind, rows, _ in page if kind == "lines" for line in rows if line]
        edges.update({_key(line) for line in [*lines[:2], *lines[-2:]]})
    return frozenset(key for key, count in edges.items() if len(pages) > 2 and count > len(pages) / 2)
