"""A graph laid out in layers: where each box, label and arrow stands.

It reads the DOT that `projections.answers.drawing` writes; the steps are the usual ones (Sugiyama, Tagawa, Toda, 1981):

1. Arrows that close a circle are turned round, so that all lead the same way.
2. Each box stands as many layers from the end as the longest way there has steps. Between two layers of boxes is one
   of labels, so that a label has a place of its own and covers no arrow.
3. An arrow over several layers goes through a point in each, so that it runs round the boxes between.
4. Within its layer everything is sorted by where its neighbours stand, down and up several times: fewer arrows cross.
5. Then all are moved towards their neighbours, as far as those beside them leave room.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final, NamedTuple

LETTER: Final = 7.6
"""The average width of a letter, in pixels at the size in which labels are written; a guess on the wide side."""
LINE: Final = 19.0
PADDING: Final = 12.0
GAP: Final = 28.0
_SWEEPS: Final = 8
_STRING: Final = r'"((?:[^"\\]|\\.)*)"'
_NODE: Final = re.compile(rf"(?m)^\s*{_STRING} \[label={_STRING}(, shape=plaintext|, style=dashed)?\];")
_EDGE: Final = re.compile(rf"\s*{_STRING} -> {_STRING} \[(?:label={_STRING}, )?style=(\w+)\];")


@dataclass(eq=False)
class Place:
    """A box, a label, or a point through which an arrow goes; `x` and `y` are those of its middle."""

    lines: Sequence[str] = ()
    framed: bool = False
    dashed: bool = False
    layer: int = 0
    x: float = 0.0
    y: float = 0.0
    before: list[Place] = field(default_factory=list)
    after: list[Place] = field(default_factory=list)

    @property
    def width(self) -> float:
        """How much room it takes from left to right."""
        return max(map(len, self.lines), default=0) * LETTER + (2 * PADDING if self.lines else 8)

    @property
    def height(self) -> float:
        """How much room it takes from top to bottom."""
        return len(self.lines) * LINE + (2 * PADDING if self.framed else 6)


class Way(NamedTuple):
    """An arrow: the places it goes through, from its tail to its head."""

    places: Sequence[Place]
    style: str


class Layout(NamedTuple):
    """A graph with everything in its place."""

    places: Sequence[Place]
    ways: Sequence[Way]
    width: float
    height: float


def laid_out(dot: str) -> Layout:
    """Where everything of a graph stands."""
    upwards = "rankdir=BT" in dot
    boxes = {
        _plain(id): Place(_lines(label), "plain" not in look, "dashed" in look)
        for id, label, look in _NODE.findall(dot)
    }
    told = [(_plain(tail), _plain(head), label, style) for tail, head, label, style in _EDGE.findall(dot)]
    edges = [each for each in told if each[0] != each[1] and each[0] in boxes and each[1] in boxes]
    ranks = _ranks(boxes, [(tail, head) for tail, head, _, _ in edges])
    for id, place in boxes.items():
        place.layer = 2 * ranks[id]
    places = list(boxes.values())
    ways = []
    for tail, head, label, style in edges:
        points = _points(boxes[tail], boxes[head], _lines(label))
        places += points
        ways.append(Way((boxes[tail], *points, boxes[head]), style))
        _join(ways[-1].places)
    layers = _layers(places)
    _sort(layers)
    _arrange(layers)
    if not upwards:
        deepest = max((place.layer for place in places), default=0)
        for place in places:
            place.layer = deepest - place.layer
        layers = layers[::-1]
    top = 0.0
    for layer in layers:
        room = max(place.height for place in layer)
        for place in layer:
            place.y = top + room / 2
        top += room + GAP * 0.6
    width = max((place.x + place.width / 2 for place in places), default=0)
    return Layout(places, ways, width, max(0.0, top - GAP * 0.6))


def _plain(text: str) -> str:
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] == "n" else found[1], text)


def _lines(label: str) -> list[str]:
    return _plain(label).split("\n") if label else []


def _ranks(boxes: Iterable[str], edges: Sequence[tuple[str, str]]) -> dict[str, int]:
    """How many layers from the end each box stands; arrows that close a circle do not count."""
    heads: dict[str, list[str]] = {box: [] for box in boxes}
    for tail, head in edges:
        heads[tail].append(head)
    ranks: dict[str, int] = {}
    for start in heads:
        todo: list[tuple[str, bool]] = [(start, False)]
        under_way: set[str] = set()
        while todo:
            box, is_done = todo.pop()
            if is_done:
                ranks[box] = max((ranks[head] + 1 for head in heads[box] if head in ranks), default=0)
                under_way.discard(box)
            elif box not in ranks and box not in under_way:
                under_way.add(box)
                todo.append((box, True))
                todo += [(head, False) for head in heads[box] if head not in ranks and head not in under_way]
    return ranks


def _points(tail: Place, head: Place, label: Sequence[str]) -> list[Place]:
    """The points through which an arrow goes, one in each layer between; the first after its tail is its label."""
    step = 1 if head.layer > tail.layer else -1
    points = [Place(layer=layer) for layer in range(tail.layer + step, head.layer, step)]
    if points:
        points[0].lines = label
    return points


def _join(places: Sequence[Place]) -> None:
    for one, other in pairwise(places):
        upper, lower = (one, other) if one.layer < other.layer else (other, one)
        upper.after.append(lower)
        lower.before.append(upper)


def _layers(places: Iterable[Place]) -> list[list[Place]]:
    layers: dict[int, list[Place]] = {}
    for place in places:
        layers.setdefault(place.layer, []).append(place)
    return [layers[number] for number in sorted(layers)]


def _sort(layers: Sequence[list[Place]]) -> None:
    """Sort each layer by the middle of its neighbours, down and up by turns."""
    index = {place: float(number) for layer in layers for number, place in enumerate(layer)}

    def middle(place: Place, neighbours: Sequence[Place]) -> float:
        return sum(index[each] for each in neighbours) / len(neighbours) if neighbours else index[place]

    for sweep in range(_SWEEPS):
        downwards = sweep % 2 == 0
        for layer in layers if downwards else layers[::-1]:
            keys = {place: middle(place, place.before if downwards else place.after) for place in layer}
            layer.sort(key=keys.__getitem__)
            index.update({place: float(number) for number, place in enumerate(layer)})


def _arrange(layers: Sequence[list[Place]]) -> None:
    """Give everything its place from left to right: as near to its neighbours as those beside it leave room."""
    for layer in layers:
        _spread(layer, [0.0] * len(layer))
    for sweep in range(_SWEEPS):
        for layer in layers if sweep % 2 == 0 else layers[::-1]:
            wanted = []
            for place in layer:
                neighbours = (place.before + place.after) if sweep > 1 else (place.before or place.after)
                wanted.append(sum(each.x for each in neighbours) / len(neighbours) if neighbours else place.x)
            _spread(layer, wanted)
    left = min((place.x - place.width / 2 for layer in layers for place in layer), default=0)
    for layer in layers:
        for place in layer:
            place.x -= left


def _spread(layer: Sequence[Place], wanted: Sequence[float]) -> None:
    """Put the places of a layer where they are wanted, pushed apart where they overlap, half to either side."""
    rightwards, leftwards = list(wanted), list(wanted)
    rooms = [(one.width + other.width) / 2 + GAP for one, other in pairwise(layer)]
    for number, room in enumerate(rooms):
        rightwards[number + 1] = max(rightwards[number + 1], rightwards[number] + room)
    for number in reversed(range(len(rooms))):
        leftwards[number] = min(leftwards[number], leftwards[number + 1] - rooms[number])
    for place, right, left in zip(layer, rightwards, leftwards, strict=True):
        place.x = (right + left) / 2
