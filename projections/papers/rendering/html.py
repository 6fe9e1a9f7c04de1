"""Papers as one HTML page that needs nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import Final

from projections.papers.paper import Block, Grid, Heading, Paper, Paragraph, Points

_STYLE: Final = (
    "body{font:1.1rem/1.5 serif;max-width:42rem;margin:2rem auto;padding:0 1rem}"
    "table{border-collapse:collapse}td,th{border:1px solid;padding:.3rem;text-align:left;vertical-align:top}"
    "ul{list-style:none}footer{border-top:1px solid;margin-top:2rem;font-size:.9rem;overflow-wrap:anywhere}"
)


def rendered(paper: Paper) -> bytes:
    """The page in UTF-8."""
    return ("\n".join(_page(paper)) + "\n").encode()


def _page(paper: Paper) -> Iterator[str]:
    title = ", ".join(part for part in (paper.title, paper.day) if part)
    yield '<!doctype html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{escape(title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<main>"
    yield from (f"<p>{escape(paper.publisher)}</p>",) if paper.publisher else ()
    yield f"<h1>{escape(paper.title)}</h1>"
    yield from (f"<p>{escape(paper.day)}</p>",) if paper.day else ()
    for block in paper.blocks:
        yield from _block(block)
    yield f"</main>\n<footer><p>{escape(paper.foot)}</p></footer>\n</body>\n</html>"


def _block(block: Block) -> Iterator[str]:
    match block:
        case Heading(text=text):
            yield f"<h2>{escape(text)}</h2>"
        case Paragraph(text=text, label=label):
            strong = f"<strong>{escape(label)}</strong> " if label else ""
            yield f"<p>{strong}{_broken(text)}</p>"
        case Points(points=points):
            lines = "".join(f"<li>{escape(mark)} {_broken(text)}</li>" for mark, text in points)
            yield f"<ul>{lines}</ul>"
        case Grid(columns=columns, rows=rows):
            head = "".join(f'<th scope="col">{escape(column)}</th>' for column in columns)
            body = "".join(f"<tr>{''.join(f'<td>{_broken(cell)}</td>' for cell in row)}</tr>" for row in rows)
            yield f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _broken(text: str) -> str:
    return "<br>".join(map(escape, text.splitlines()))
