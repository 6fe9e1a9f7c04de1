"""Papers as Word documents, on A4 with numbered pages, with headings, lists and heads of tables as Word knows them."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime
from typing import Any, Final

from ledger.drafting.libraries import library
from projections.papers.paper import Block, Grid, Heading, Paper, Paragraph, Points

_ONE_TIME: Final = (1980, 1, 1, 0, 0, 0)
"""The time of every part of the file: that at which it was written would make other bytes each time."""
_A4: Final = (7560000, 10692000)
"""In Word's own measure, 36,000 to the millimetre."""
_MARGIN: Final = 900000
_SMALL: Final = 114300
"""9 points, 12,700 to the point."""


def rendered(paper: Paper) -> bytes:
    """The document."""
    document = library("docx", "writing a Word document", "documents").Document()
    _lay_out(document)
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
    document.add_paragraph().add_run(paper.foot).font.size = _SMALL
    written = io.BytesIO()
    document.save(written)
    return _at_one_time(written)


def _lay_out(document: Any) -> None:
    """A4, black headings, and the number of the page at its foot, which Word fills in."""
    section = document.sections[0]
    section.page_width, section.page_height = _A4
    for side in ("left_margin", "right_margin", "top_margin", "bottom_margin"):
        setattr(section, side, _MARGIN)
    for name in ("Heading 1", "Heading 2"):
        colour = document.styles[name].font.color
        colour.rgb = type(colour.rgb)(0, 0, 0)
    number = section.footer.paragraphs[0]
    number.alignment = 1  # in the middle
    field = document.element.makeelement(_word("fldSimple"), {_word("instr"): "PAGE"})
    number._p.append(field)


def _word(name: str) -> str:
    return f"{{http://schemas.openxmlformats.org/wordprocessingml/2006/main}}{name}"


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
            head = table.rows[0]._tr.get_or_add_trPr()
            head.append(head.makeelement(_word("tblHeader"), {}))
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
