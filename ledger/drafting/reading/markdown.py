"""Reads Markdown as minutes use it: headings, lists, tables with bars, emphasis and escapes taken off."""

from __future__ import annotations

import re

from ledger.drafting.document import Builder
from ledger.drafting.reading import html
from ledger.drafting.reading.lines import paragraphs, width_of
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


def _read(lines: list[str], builder: Builder) -> None:
    width = width_of(lines)
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
            builder.add(unmarked(line), "heading")
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
            builder.add(paragraph)
    run.clear()


def unmarked(line: str) -> str:
    """The line without emphasis, links and escapes."""
    return _ESCAPE.sub(r"\1", _MARKS.sub("", _LINK.sub(r"\1", line))).strip()
