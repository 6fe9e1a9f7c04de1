"""A plot as an SVG picture: nothing in it is told by colour alone, and each mark says in words what it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Final

from markupsafe import Markup

from ledger.vocabulary.dates import NO_END, NO_START
from register.escaping import escaped, harmless_html
from register.plots import Bar, Plot, Span

_LINE: Final = 42
"""How high a line is, in pixels: its label, and below it what is drawn, which is as wide as there is room."""
_BOX: Final = 14
_AXIS: Final = 24
_KEY: Final = 22
"""How high a line of the legend is."""
_INK: Final = "#0b0c0c"
_BLUE: Final = "#1d5a96"
_FILLS: Final = (_BLUE, "url(#plot-hatch)", "#fff", "url(#plot-dots)")
_STEPS: Final = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000)
_MOST_TICKS: Final = 6
_EDGE: Final = 8.0
"""How near to an edge, in hundredths of the width, the name of a year would be cut off if it stood around its day."""
_DEFS: Final = (
    '<defs><pattern id="plot-hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    f'<rect width="6" height="6" fill="#fff"/><rect width="2.4" height="6" fill="{_BLUE}"/></pattern>'
    '<pattern id="plot-dots" width="6" height="6" patternUnits="userSpaceOnUse">'
    f'<rect width="6" height="6" fill="#fff"/><circle cx="3" cy="3" r="1.4" fill="{_INK}"/></pattern></defs>'
)


def plotted(plot: Plot) -> Markup:
    """The picture of a plot: as wide as its place, by hundredths of which everything is put, in letters of one size."""
    lanes, top = plot.lanes, len(plot.series) * _KEY
    height = top + len(lanes) * _LINE + (_AXIS if plot.spans else 0)
    drawn = _over_time(plot.spans, lanes, top) if plot.spans else _bars(plot.bars, top)
    told = [bar.text for bar in plot.bars] or [""] * len(lanes)
    labels = (_label(top + number * _LINE, *each) for number, each in enumerate(zip(lanes, told, strict=True)))
    head = (
        '<svg xmlns="http://www.w3.org/2000/svg" class="plot" role="img" aria-labelledby="plot-title" '
        f'aria-describedby="plot-desc" width="100%" height="{height}" '
        'font-family="Arial, Liberation Sans, sans-serif" font-size="14">'
        f'<title id="plot-title">{escaped(plot.title)}</title><desc id="plot-desc">{escaped(plot.desc)}</desc>'
    )
    return Markup("".join([head, _DEFS, *_legend(plot.series), *drawn, *labels, "</svg>"]))


def _over_time(spans: Sequence[Span], lanes: Sequence[str], top: int) -> Iterator[str]:
    days = [day for span in spans for day in span[2:] if NO_START < day < NO_END]
    first, last = min(days), max(days)
    room = max(30, (last - first) // 20)
    first, last = max(1, first - room), min(date.max.toordinal(), last + room)
    bottom = top + len(lanes) * _LINE

    def x(day: int) -> float:
        return 100 * (min(max(day, first), last) - first) / (last - first)

    for number in range(len(lanes)):
        y = top + number * _LINE + 22
        for at, _ in _ticks(first, last):
            yield f'<line x1="{x(at):.1f}%" x2="{x(at):.1f}%" y1="{y}" y2="{y + _BOX + 2}" stroke="#b1b4b6"/>'
    for at, text in _ticks(first, last):
        anchor = "start" if x(at) < _EDGE else "end" if x(at) > 100 - _EDGE else "middle"
        yield _text(x(at), bottom + 17, text, anchor)
    lane = {label: number for number, label in enumerate(lanes)}
    for span in spans:
        y = top + lane[span.label] * _LINE + 23
        yield f"<g><title>{harmless_html(span.said)}</title>{_line(span, x, y)}</g>"


def _line(span: Span, x: Callable[[int], float], y: float) -> str:
    """What is open on the left, what is certain, what is open on the right; at least a mark."""
    parts = []
    certain = (span.begun, max(span.begun, span.told))
    if span.earliest < span.begun:
        parts.append(_box(x(span.earliest), x(span.begun), y, "url(#plot-hatch)"))
    if span.latest == NO_END:
        parts.append(_box(x(certain[1]), x(NO_END), y, "none", dashed=True))
    elif certain[1] < span.latest:
        parts.append(_box(x(certain[1]), x(span.latest), y, "url(#plot-hatch)"))
    if span.begun > NO_START and span.begun <= span.told and (span.earliest == span.begun or span.begun < span.told):
        parts.append(_box(x(certain[0]), max(x(certain[1]), x(certain[0]) + 1), y, _BLUE))
    return "".join(parts)


def _bars(bars: Sequence[Bar], top: int) -> Iterator[str]:
    most = max((end for bar in bars for _, end in bar.parts), default=0) or 1
    for number, bar in enumerate(bars):
        boxes = [
            _box(100 * start / most, 100 * end / most, top + number * _LINE + 23, _FILLS[place % len(_FILLS)])
            for place, (start, end) in enumerate(bar.parts)
            if end > start
        ]
        yield f"<g><title>{harmless_html(bar.said)}</title>{''.join(boxes)}</g>"


def _legend(series: Sequence[str]) -> Iterator[str]:
    for place, each in enumerate(series):
        yield _box(0, 5, place * _KEY + 4, _FILLS[place % len(_FILLS)])
        yield _text(7, place * _KEY + 16, each)


def _ticks(first: int, last: int) -> Iterator[tuple[int, str]]:
    """Where each year begins, or every so manieth; within two years, where quarters or halves of years do."""
    begin, end = date.fromordinal(first), date.fromordinal(last)
    if end.year - begin.year < 2:
        months = (1, 4, 7, 10) if begin.year == end.year else (1, 7)
        quarters = (date(year, month, 1) for year in range(begin.year, end.year + 1) for month in months)
        yield from ((day.toordinal(), f"{day:%b %Y}") for day in quarters if begin <= day <= end)
        return
    step = next((each for each in _STEPS if (end.year - begin.year) / each <= _MOST_TICKS), _STEPS[-1])
    for year in range(begin.year - begin.year % step, end.year + 1, step):
        if year >= 1 and first <= (at := date(year, 1, 1).toordinal()):
            yield at, str(year)


def _box(start: float, end: float, y: float, fill: str, *, dashed: bool = False) -> str:
    dashes = ' stroke-dasharray="4 3"' if dashed else ""
    size = f'width="{max(end - start, 0.5):.1f}%" height="{_BOX}"'
    return f'<rect x="{min(start, 99.5):.1f}%" y="{y}" {size} fill="{fill}" stroke="{_INK}"{dashes}/>'


def _text(x: float, y: float, text: str, anchor: str = "start") -> str:
    return f'<text x="{x:.1f}%" y="{y:.1f}" text-anchor="{anchor}" fill="{_INK}">{harmless_html(text)}</text>'


def _label(y: int, text: str, told: str) -> str:
    """The label of a line, which is cut where there is no room, and what is told beside it, which stays whole."""
    beside = f"<b>{harmless_html(told)}</b>" if told else ""
    label = f'<div xmlns="http://www.w3.org/1999/xhtml" class="lane"><span>{harmless_html(text)}</span>{beside}</div>'
    return f'<foreignObject x="0" y="{y}" width="100%" height="22">{label}</foreignObject>'
