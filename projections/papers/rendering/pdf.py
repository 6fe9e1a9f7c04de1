"""Papers as tagged PDF that anybody's reader can read out (PDF/UA-1), with headings, lists and tables as such.

Typst makes them, with its own fonts alone, so that every machine makes the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator

from ledger.drafting.libraries import library
from projections.papers.paper import Block, Grid, Heading, Paper, Paragraph, Points


def rendered(paper: Paper) -> bytes:
    """The document."""
    typst = library("typst", "writing a PDF file", "documents")
    source = "\n".join(_source(paper)).encode()
    made: bytes = typst.compile(source, format="pdf", pdf_standards="ua-1", ignore_system_fonts=True, timestamp=0)
    return made


def _source(paper: Paper) -> Iterator[str]:
    author = f"author: {_text(paper.publisher)}, " if paper.publisher else ""
    title = ", ".join(part for part in (paper.title, paper.day) if part)
    yield f"#set document(title: {_text(title)}, {author}date: none)"
    yield '#set text(lang: "en", region: "GB", size: 11pt)'
    yield '#set page(paper: "a4", numbering: "1 / 1")'
    yield from (f"#par({_text(paper.publisher)})",) if paper.publisher else ()
    yield f"#heading(level: 1, {_text(paper.title)})"
    yield from (f"#par({_text(paper.day)})",) if paper.day else ()
    for block in paper.blocks:
        yield from _block(block)
    yield "#line(length: 100%, stroke: 0.5pt)"
    yield f"#par(text(size: 9pt, {_text(paper.foot)}))"


def _block(block: Block) -> Iterator[str]:
    match block:
        case Heading(text=text):
            yield f"#heading(level: 2, {_text(text)})"
        case Paragraph(text=text, label=label):
            yield f"#par[#strong({_text(label)}) #{_text(text)}]" if label else f"#par({_text(text)})"
        case Points(points=points):
            items = ", ".join(_text(f"{mark} {text}".strip()) for mark, text in points)
            yield f"#list({'marker: none, ' if any(mark for mark, _ in points) else ''}{items})"
        case Grid(columns=columns, rows=rows):
            head = ", ".join(f"strong({_text(column)})" for column in columns)
            cells = "".join(f", {_text(cell)}" for row in rows for cell in row)
            yield f"#table(columns: {len(columns)}, table.header({head}){cells})"


def _text(text: str) -> str:
    """A text as Typst takes it as it stands."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'
