"""Reads a Word file: paragraphs and tables in their order, headings by their style, numbers that Word makes itself."""

from __future__ import annotations

import importlib
import io
from typing import Any

from ledger.drafting.document import Builder

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def read(content: bytes, builder: Builder) -> None:
    """Add the blocks of a Word file."""
    docx = importlib.import_module("docx")
    document = docx.Document(io.BytesIO(content))
    numbers = Numbering(document)
    for part in document.iter_inner_content():
        if hasattr(part, "rows"):
            builder.add_table(_grid(part))
        else:
            _add(part, builder, numbers)


def _add(paragraph: Any, builder: Builder, numbers: Numbering) -> None:
    style = (paragraph.style.name if paragraph.style is not None else "") or ""
    marker = numbers.marker(paragraph)
    bold = bool(paragraph.runs) and all(run.bold for run in paragraph.runs if run.text.strip())
    short = len(paragraph.text) < 90 and not paragraph.text.rstrip().endswith(".")
    lines = [line for line in paragraph.text.split("\n") if line.strip()]
    for line in lines:
        heading = style.startswith(("Heading", "Title")) or (bold and short and len(lines) == 1)
        builder.add(line, "heading" if heading else "item" if marker else "paragraph", marker=marker)
        marker = ""


def _grid(table: Any) -> list[list[list[str]]]:
    grid = []
    for row in table.rows:
        cells, seen = [], set()
        for cell in row.cells:
            if cell._tc in seen:
                continue
            seen.add(cell._tc)
            cells.append([line for paragraph in cell.paragraphs for line in paragraph.text.split("\n")])
        grid.append(cells)
    return grid


class Numbering:
    """Counts the lists of a Word file, as Word does when it shows them."""

    def __init__(self, document: Any) -> None:
        self.levels: dict[tuple[str, int], tuple[str, str, int]] = {}
        self.counts: dict[tuple[str, int], int] = {}
        try:
            root = document.part.numbering_part.element
        except (KeyError, NotImplementedError, AttributeError):
            return
        abstract: dict[str, dict[int, tuple[str, str, int]]] = {}
        for element in root.findall(f"{_W}abstractNum"):
            levels = {}
            for level in element.findall(f"{_W}lvl"):
                value = {name: _value(level, name) for name in ("numFmt", "lvlText", "start")}
                start = int(value["start"]) if value["start"].isdigit() else 1
                levels[int(level.get(f"{_W}ilvl"))] = (value["numFmt"], value["lvlText"], start)
            abstract[element.get(f"{_W}abstractNumId")] = levels
        for element in root.findall(f"{_W}num"):
            for depth, level in abstract.get(_value(element, "abstractNumId"), {}).items():
                self.levels[element.get(f"{_W}numId"), depth] = level

    def marker(self, paragraph: Any) -> str:
        """The number or bullet that Word shows before the paragraph, or nothing."""
        number, depth = _list_of(paragraph)
        level = self.levels.get((number, depth))
        if level is None:
            return ""
        kind, text, start = level
        self.counts[number, depth] = self.counts.get((number, depth), start - 1) + 1
        for deeper in [key for key in self.counts if key[0] == number and key[1] > depth]:
            del self.counts[deeper]
        if kind in ("bullet", "none", ""):
            return "•" if kind == "bullet" else ""
        for above in range(depth + 1):
            form, _, first = self.levels.get((number, above), (kind, "", 1))
            text = text.replace(f"%{above + 1}", _written(self.counts.get((number, above), first), form))
        return text


def _value(element: Any, name: str) -> str:
    found = element.find(f"{_W}{name}")
    return "" if found is None else (found.get(f"{_W}val") or "")


def _list_of(paragraph: Any) -> tuple[str, int]:
    for properties in (paragraph._p.pPr, getattr(getattr(paragraph.style, "element", None), "pPr", None)):
        numbering = None if properties is None else properties.find(f"{_W}numPr")
        if numbering is not None:
            return _value(numbering, "numId"), int(_value(numbering, "ilvl") or 0)
    return "", 0


def _written(number: int, form: str) -> str:
    if form in ("lowerLetter", "upperLetter"):
        letter = chr(ord("a") + (number - 1) % 26)
        return letter if form == "lowerLetter" else letter.upper()
    if form in ("lowerRoman", "upperRoman"):
        text, rest = "", number
        for value, sign in ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")):
            text, rest = text + sign * (rest // value), rest % value
        return text if form == "lowerRoman" else text.upper()
    return str(number)
