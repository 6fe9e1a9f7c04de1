"""Papers as plain text, 80 columns wide."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import fill
from typing import Final

from projections.papers.paper import Block, Grid, Heading, Paper, Paragraph, Points

WIDTH: Final = 80


def rendered(paper: Paper) -> bytes:
    """The paper in UTF-8."""
    head = [line for line in (paper.publisher, paper.title, paper.day) if line]
    parts = ["\n".join(head), *("\n".join(_lines(block)) for block in paper.blocks), "-" * WIDTH, _filled(paper.foot)]
    return ("\n\n".join(parts) + "\n").encode()


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Heading(text=text):
            yield text
            yield "-" * min(len(text), WIDTH)
        case Paragraph(text=text, label=label):
            yield _filled(f"{label}{'' if label.endswith(':') or not label else ':'} {text}" if label else text)
        case Points(points=points):
            for mark, text in points:
                start = f"  {mark or '*'} "
                yield _fill(text, WIDTH, initial_indent=start, subsequent_indent=" " * len(start))
        case Grid(columns=columns, rows=rows):
            for row in rows:
                told = [f"{column}: {cell}" for column, cell in zip(columns, row, strict=True) if cell]
                yield _fill("; ".join(told), WIDTH, initial_indent="  * ", subsequent_indent="    ")


def _fill(text: str, width: int, initial_indent: str = "", subsequent_indent: str = "") -> str:
    """Lines of a width; a long word, as an address, stays whole."""
    return fill(
        text,
        width,
        initial_indent=initial_indent,
        subsequent_indent=subsequent_indent,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _filled(text: str) -> str:
    return "\n".join(_fill(line, WIDTH) for line in text.splitlines())
