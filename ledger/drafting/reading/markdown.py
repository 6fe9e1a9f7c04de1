"""Reads Markdown as minutes use it: headings, lists, tables with bars, emphasis and escapes taken off."""

from __future__ import annotations

import re
from itertools import pairwise

from ledger.drafting.document import Builder
from ledger.drafting.reading import html
from ledger.drafting.reading.lines import paragraphs, unfolded, width_of
from ledger.drafting.reading.plain_text import decoded

_HEADING = re.compile(r"\s{0,3}#{1,6}\s+(.*?)\s*#*\s*$")
_BULLET = re.compile(r"\s*[-*+]\s+(?=\S)")
_BOLD_LINE = re.compile(r"\s*(?:\*\*|__)[^*]+(?:\*\*|__):?\s*$")
_RULE = re.compile(r"\s*\|?[\s:|-]*-{3,}[\s:|-]*$")
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_MARKS = re.compile(r"\*\*|__|(?<![\w\\])[*_](?=\S)|(?<=\S)(?<!\\)[*_](?!\w)|`")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+.!|>~-])")


def read(content: bytes, builder: Builder) -> None:
    """Add the blocks of a Markdown text."""
    lines = decoded(content).replace("\r\n", "\n").split("\n")
    if lines and lines[0].strip() == "---" and "---" in [line.strip() for line in lines[1:40]]:
        lines = lines[1 + [line.strip() for line in lines[1:]].index("---") + 1 :]
    for piece in re.split(r"(<table\b.*?</table>)", "\n".join(lines), flags=re.DOTALL | re.IGNORECASE):
        if piece.lower().startswith("<table"):
            html.read(piece.encode(), builder)
        else:
            _read(piece.split("\n"), builder)


def _closed_up(lines: list[str]) -> tuple[list[str], int | None]:
    """The lines of pages that were made into Markdown line by line, without blank ones and page numbers, and their width.

    A sentence goes on behind the blank line there, and emphasis that a line's end cut goes on with it.
    """
    full = [line for line in lines if line.strip()]
    apart = sum(not after.strip() for line, after in pairwise(lines) if line.strip())
    width = width_of([unmarked(line) for line in full])
    if width is None or apart < 0.9 * len(full) or len(full) < 30:
        return lines, width_of(lines)
    out: list[str] = []
    for i, line in enumerate(full):
        if _RULE.match(line) or (i and _RULE.match(full[i - 1]) and line.strip().isdigit()):
            continue
        long = bool(out) and len(unmarked(out[-1])) >= width * 0.8 and not out[-1].rstrip("*_ ").endswith((".", ":"))
        if _BOLD_LINE.match(line) and long and _BOLD_LINE.match(out[-1]):
            out[-1] = f"**{unmarked(out[-1])} {unmarked(line)}**"
        else:
            out.append(line)
    return out, width


def _read(lines: list[str], builder: Builder) -> None:
    lines, width = _closed_up(lines)
    run: list[str] = []
    table: list[list[list[str]]] = []
    for line in [*lines, ""]:
        bars = line.strip().startswith("|") and line.strip().endswith("|") and line.count("|") > 2
        if table and not bars:
            builder.add_table(table)
            table = []
        heading = _HEADING.match(line)
        if bars or heading or _BULLET.match(line) or _BOLD_LINE.match(line) or not line.strip():
            _flush(run, width, builder)
        if bars:
            if not _RULE.match(line):
                table.append([[unmarked(cell)] for cell in line.strip().strip("|").split("|")])
        elif heading:
            builder.add(unmarked(heading[1]), "heading")
        elif _RULE.match(line):
            continue
        elif _BOLD_LINE.match(line):
            builder.add(unmarked(line), "heading" if len(line) < 140 else "paragraph")
        elif bullet := _BULLET.match(line):
            run.append("• " + line[bullet.end() :])
        elif line.strip():
            run.append(line)
    _flush(run, width, builder)


def _flush(run: list[str], width: int | None, builder: Builder) -> None:
    for paragraph in paragraphs([_ESCAPE.sub(r"\1", unmarked(line)) for line in run], width):
        if paragraph.startswith("• "):
            builder.add(paragraph[2:], "item")
        else:
            for piece in unfolded(paragraph):
                builder.add(piece)
    run.clear()


def unmarked(line: str) -> str:
    """The line without emphasis, links and escapes."""
    return _ESCAPE.sub(r"\1", _MARKS.sub("", _LINK.sub(r"\1", line))).strip()
