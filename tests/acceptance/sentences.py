"""The sentences of the five documents by place and number, as `examples/facts.csv` counts them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from types import MappingProxyType
from typing import Final

DOCUMENTS: Final = MappingProxyType(
    {
        "dic": "001_0d66057cb8ec4c26.txt",
        "pcd": "004_b66a5ae7201ad296.txt",
        "ooh": "003_e6e425db2354c3a0.txt",
        "kmsc": "002_cef0ffb7f7db5ecf.txt",
        "jcu": "000_f2d971db62c6686a.txt",
    }
)
"""Each document by its short name, and the file that its text is in."""

_FROM: Final = MappingProxyType({"kmsc": "Discussion"})
"""The line after which the paragraphs of a minute are counted, where that is not `Minutes:`."""
_PARTS: Final = MappingProxyType({"Development of": "section 4, development", "Proposals for": "section 4, proposals"})
"""The parts of the fourth section of the report, by how their headings begin."""
_NOTHING_SAID: Final = re.compile(r"RESOLVED:|Decision|Supporting documents:|See section .*|.*:\S*\s+N/A")
_END: Final = re.compile(r"[.?!][’”\"')]*\s+(?=[A-Z‘“(£0-9])")
_NO_END: Final = re.compile(r"(?:\b(?:Dr|Mr|Ms|Cllr|Ltd|pg)|^\d+)\.$")


def sentences_of(path: Path, document: str) -> Iterator[tuple[str, int, str]]:
    """Place, number in it, and text of each sentence of a document that says something."""
    lines = [line.strip() for line in path.read_text().splitlines()]
    placed = _of_report(lines) if document == "dic" else _of_minute(lines, _FROM.get(document, "Minutes:"))
    count: Counter[str] = Counter()
    for place, text in placed:
        for sentence in _sentences(text):
            if not _NOTHING_SAID.fullmatch(sentence):
                count[place] += 1
                yield place, count[place], sentence


def _of_minute(lines: list[str], begin: str) -> Iterator[tuple[str, str]]:
    body = [line for line in lines[lines.index(begin) + 1 :] if line and line != ","]
    for number, paragraph in enumerate(body, 1):
        yield f"paragraph {number}", paragraph


def _of_report(lines: list[str]) -> Iterator[tuple[str, str]]:
    """Sections by their headings; in the parts of the fourth, paragraphs, each with the list that it announces."""
    part, number = "title", 0
    for line in _joined(lines):
        if heading := re.fullmatch(r"#+ \**(.+?)\**", line):
            part, number = _part(heading[1], part), 0
        elif part.startswith("section 4, "):
            number += not line.startswith("- ")
            yield f"{part}, paragraph {number}", line.removeprefix("- ")
        elif part == "conclusion":
            numbered = re.match(r"(\d+)\. ", line)
            yield f"conclusion {numbered[1] if numbered else 0}", line
        else:
            yield part, line


def _joined(lines: list[str]) -> Iterator[str]:
    """The lines that hold something; one that a page breaks off within brackets goes on in the next."""
    broken = ""
    for line in lines:
        if line and line.strip("-"):
            whole = f"{broken} {line}".strip()
            broken = whole if whole.count("(") > whole.count(")") else ""
            if not broken:
                yield whole


def _part(heading: str, before: str) -> str:
    if heading == "HEALTH AND WELLBEING BOARD":
        return before
    if numbered := re.match(r"(\d)\. ", heading):
        return f"section {numbered[1]}"
    return next((part for beginning, part in _PARTS.items() if heading.startswith(beginning)), heading).replace(
        "Conclusion", "conclusion"
    )


def _sentences(paragraph: str) -> Iterator[str]:
    start = 0
    for end in _END.finditer(paragraph):
        sentence = paragraph[start : end.end()].strip()
        if not _NO_END.search(sentence):
            yield sentence
            start = end.end()
    if rest := paragraph[start:].strip():
        yield rest
