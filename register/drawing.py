"""A graph in DOT as an SVG picture: boxes, labels and arrows; the words for it stand beside it on the page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from markupsafe import Markup, escape

from projections.answers.harmless import unsteering
from register.graphs import LINE, Place, Way, laid_out

_DASHES: Final = {"dashed": "7 5", "dotted": "2 5"}
_MARGIN: Final = 4.0


def svg(dot: str, title: str) -> Markup:
    """The picture of a graph, with a title for whoever does not see it."""
    graph = laid_out(dot)
    width, height = graph.width + 2 * _MARGIN, graph.height + 2 * _MARGIN
    head = Markup(
        '<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="drawing-title" '
        'viewBox="{} {} {} {}" width="{}" height="{}" font-family="Arial, Liberation Sans, sans-serif" font-size="14">'
        '<title id="drawing-title">{}</title>'
    ).format(*map(_number, (-_MARGIN, -_MARGIN, width, height, width, height)), title)
    arrows = Markup("").join(_arrow(way) for way in graph.ways)
    boxes = Markup("").join(part for place in graph.places if place.lines for part in _box(place))
    return Markup("{}{}{}</svg>").format(head, arrows, boxes)


def _box(place: Place) -> Iterator[Markup]:
    """A framed box, or a label without a frame on white ground, so that it can be read over an arrow."""
    frame = Markup(' stroke="#0b0c0c" rx="3"') if place.framed else Markup("")
    if place.dashed:
        frame += Markup(' stroke-dasharray="{}"').format(_DASHES["dashed"])
    yield Markup('<rect x="{}" y="{}" width="{}" height="{}" fill="#fff"{}/>').format(
        _number(place.x - place.width / 2),
        _number(place.y - place.height / 2),
        _number(place.width),
        _number(place.height),
        frame,
    )
    first = place.y - (len(place.lines) - 1) * LINE / 2 + 5
    lines = (
        Markup('<tspan x="{}" y="{}">{}</tspan>').format(
            _number(place.x), _number(first + number * LINE), escape(unsteering(line))
        )
        for number, line in enumerate(place.lines)
    )
    yield Markup('<text text-anchor="middle" fill="#0b0c0c">{}</text>').format(Markup("").join(lines))


def _arrow(way: Way) -> Markup:
    """A line through all its places, with a head where it ends."""
    points = _line(way.places)
    (before_x, before_y), (x, y) = points[-2:]
    length = max(1.0, ((x - before_x) ** 2 + (y - before_y) ** 2) ** 0.5)
    along_x, along_y = (x - before_x) / length, (y - before_y) / length
    back_x, back_y = x - 10 * along_x, y - 10 * along_y
    corners = ((x, y), (back_x - 5 * along_y, back_y + 5 * along_x), (back_x + 5 * along_y, back_y - 5 * along_x))
    dashes = Markup(' stroke-dasharray="{}"').format(_DASHES[way.style]) if way.style in _DASHES else Markup("")
    return Markup('<polyline points="{}" fill="none" stroke="#0b0c0c"{}/><polygon points="{}" fill="#0b0c0c"/>').format(
        _text([*points[:-1], (back_x, back_y)]), dashes, _text(corners)
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
