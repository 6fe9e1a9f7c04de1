"""A graph in DOT as an SVG picture: boxes, labels and arrows; the words for it stand beside it on the page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from markupsafe import Markup

from register.escaping import escaped, harmless_html
from register.graphs import LINE, Place, Way, laid_out

_DASHES: Final = {"dashed": "7 5", "dotted": "2 5"}
_MARGIN: Final = 4.0


def svg(dot: str, title: str) -> Markup:
    """The picture of a graph, with a title for whoever does not see it."""
    graph = laid_out(dot)
    width, height = _number(graph.width + 2 * _MARGIN), _number(graph.height + 2 * _MARGIN)
    corner = _number(-_MARGIN)
    head = (
        '<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="drawing-title" '
        f'viewBox="{corner} {corner} {width} {height}" width="{width}" height="{height}" '
        'font-family="Arial, Liberation Sans, sans-serif" font-size="14">'
        f'<title id="drawing-title">{escaped(title)}</title>'
    )
    boxes = (part for place in graph.places if place.lines for part in _box(place))
    return Markup("".join([head, *map(_arrow, graph.ways), *boxes, "</svg>"]))


def _box(place: Place) -> Iterator[str]:
    """A framed box, or a label without a frame on white ground, so that it can be read over an arrow."""
    frame = ' stroke="#0b0c0c" rx="3"' if place.framed else ""
    if place.dashed:
        frame += f' stroke-dasharray="{_DASHES["dashed"]}"'
    left, top = _number(place.x - place.width / 2), _number(place.y - place.height / 2)
    size = f'width="{_number(place.width)}" height="{_number(place.height)}"'
    yield f'<rect x="{left}" y="{top}" {size} fill="#fff"{frame}/>'
    first, x = place.y - (len(place.lines) - 1) * LINE / 2 + 5, _number(place.x)
    lines = (
        f'<tspan x="{x}" y="{_number(first + number * LINE)}">{harmless_html(line)}</tspan>'
        for number, line in enumerate(place.lines)
    )
    yield f'<text text-anchor="middle" fill="#0b0c0c">{"".join(lines)}</text>'


def _arrow(way: Way) -> str:
    """A line through all its places, with a head where it ends."""
    points = _line(way.places)
    (before_x, before_y), (x, y) = points[-2:]
    length = max(1.0, ((x - before_x) ** 2 + (y - before_y) ** 2) ** 0.5)
    along_x, along_y = (x - before_x) / length, (y - before_y) / length
    back_x, back_y = x - 10 * along_x, y - 10 * along_y
    corners = ((x, y), (back_x - 5 * along_y, back_y + 5 * along_x), (back_x + 5 * along_y, back_y - 5 * along_x))
    dashes = f' stroke-dasharray="{_DASHES[way.style]}"' if way.style in _DASHES else ""
    return (
        f'<polyline points="{_text([*points[:-1], (back_x, back_y)])}" fill="none" stroke="#0b0c0c"{dashes}/>'
        f'<polygon points="{_text(corners)}" fill="#0b0c0c"/>'
    )


def _line(places: Sequence[Place]) -> list[tuple[float, float]]:
    """From the edge of the tail's box to the edge of the head's, and straight through whatever lies between."""
    tail, head = places[0], places[-1]
    points = []
    for place in places[1:-1]:
        is_down = place.y > tail.y
        half = place.height / 2
        points += [(place.x, place.y - half), (place.x, place.y + half)][:: 1 if is_down else -1]
    start = points[0] if points else (head.x, head.y)
    end = points[-1] if points else (tail.x, tail.y)
    return [_edge(tail, start), *points, _edge(head, end)]


def _edge(box: Place, towards: tuple[float, float]) -> tuple[float, float]:
    """Where a line to the middle of a box, but no further from it than it is wide, meets its upper or lower edge."""
    reach = max(0.0, box.width / 2 - 10)
    x = min(max(towards[0], box.x - reach), box.x + reach)
    return x, box.y + (box.height / 2 if towards[1] > box.y else -box.height / 2)


def _number(value: float) -> str:
    return f"{value:.1f}".rstrip("0").rstrip(".")


def _text(points: Sequence[tuple[float, float]]) -> str:
    return " ".join(f"{_number(x)},{_number(y)}" for x, y in points)
