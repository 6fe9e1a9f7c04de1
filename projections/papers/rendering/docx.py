"""Papers as Word documents, with headings and lists as Word knows them."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime
from typing import Any, Final

from ledger.drafting.libraries import library
from projections.papers.paper import Block, Grid, Heading, Paper, Paragraph, Points

_ONE_TIME: Final = (1980, 1, 1, 0, 0, 0)
"""The time of every part of the file: that at which it was written would make other bytes each time."""


def rendered(paper: Paper) -> bytes:
    """The document."""
    document = library("docx", "writing a Word document", "documents").Document()
    properties = document.core_properties
    properties.title, properties.author, properties.language = paper.title, paper.publisher, "en-GB"
    properties.created = properties.modified = datetime(*_ONE_TIME[:3], tzinfo=UTC)
    if paper.publisher:
        document.add_paragraph(paper.publisher)
    document.add_heading(paper.title, 1)
    if paper.day:
        document.add_paragraph(paper.day)
    for block in paper.blocks:
        _add(document, block)
    document.add_paragraph()
    document.add_paragraph(paper.foot)
    written = io.BytesIO()
    document.save(written)
    return _at_one_time(written)


def _add(document: Any, block: Block) -> None:
    match block:
        case Heading(text=text):
            document.add_heading(text, 2)
        case Paragraph(text=text, label=label):
            paragraph = document.add_paragraph()
            if label:
                paragraph.add_run(f"{label} ").bold = True
            paragraph.add_run(text)
        case Points(points=points):
            for mark, text in points:
                document.add_paragraph(f"{mark} {text}".strip(), style=None if mark else "List Bullet")
        case Grid(columns=columns, rows=rows):
            table = document.add_table(rows=1, cols=len(columns), style="Table Grid")
            for cells, texts in ((table.rows[0].cells, columns), *((table.add_row().cells, row) for row in rows)):
                for cell, text in zip(cells, texts, strict=True):
                    cell.text = text


def _at_one_time(written: io.BytesIO) -> bytes:
    """The same file, each part of it dated alike."""
    made = io.BytesIO()
    with zipfile.ZipFile(written) as parts, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name in sorted(parts.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            about = zipfile.ZipInfo(name, _ONE_TIME)
            about.compress_type = zipfile.ZIP_DEFLATED
            zipped.writestr(about, parts.read(name))
    return made.getvalue()
