"""A plot as an SVG picture: nothing in it is told by colour alone, and each mark says in words what it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Final

from markupsafe import Markup

from ledger.vocabulary.dates import NO_END, NO_START
from register.escaping import escaped, harmless_html
from register.plots import Bar, Plot, Span

_LABELS: Final = 290
"""How much room the labels have, in pixels; then comes what is drawn, and the words beside a bar."""
_DRAWN: Final = 440
_BESIDE: Final = 260
_LINE: Final = 26
_LETTERS: Final = 37
"""How many letters of a label there is room for."""
_AXIS: Final = 24
_INK: Final = "#0b0c0c"
_BLUE: Final = "#1d5a96"
_FILLS: Final = (_BLUE, "url(#plot-hatch)", "#fff", "url(#plot-dots)")
_STEPS: Final = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000)
_MOST_TICKS: Final = 8
_DEFS: Final = (
    '<defs><pattern id="plot-hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    f'<rect width="6" height="6" fill="#fff"/><rect width="2.4" height="6" fill="{_BLUE}"/></pattern>'
    '<pattern id="plot-dots" width="6" height="6" patternUnits="userSpaceOnUse">'
    f'<rect width="6" height="6" fill="#fff"/><circle cx="3" cy="3" r="1.4" fill="{_INK}"/></pattern></defs>'
)


def plotted(plot: Plot) -> Markup:
    """The picture of a plot."""
    lanes = plot.lanes
    top = _LINE if plot.series else 4
    height = top + len(lanes) * _LINE + _AXIS
    width = _LABELS + _DRAWN + (_BESIDE if plot.bars else 20)
    drawn = _over_time(plot.spans, lanes, top) if plot.spans else _bars(plot.bars, top)
    labels = (_text(_LABELS - 10, top + number * _LINE + 17, _short(lane), "end") for number, lane in enumerate(lanes))
    head = (
        '<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="plot-title" aria-describedby="plot-desc" '
        f'viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        'font-family="Arial, Liberation Sans, sans-serif" font-size="14">'
        f'<title id="plot-title">{escaped(plot.title)}</title><desc id="plot-desc">{escaped(plot.desc)}</desc>'
    )
    return Markup("".join([head, _DEFS, *_legend(plot.series), *labels, *drawn, "</svg>"]))


def _over_time(spans: Sequence[Span], lanes: Sequence[str], top: int) -> Iterator[str]:
    days = [day for span in spans for day in span[2:] if NO_START < day < NO_END]
    first, last = min(days), max(days)
    room = max(30, (last - first) // 20)
    first, last = max(1, first - room), min(date.max.toordinal(), last + room)
    bottom = top + len(lanes) * _LINE

    def x(day: int) -> float:
        return _LABELS + _DRAWN * (min(max(day, first), last) - first) / (last - first)

    for at, text in _ticks(first, last):
        yield f'<path d="M{x(at):.1f} {top}V{bottom}" stroke="#b1b4b6"/>'
        yield _text(x(at), bottom + 17, text, "middle")
    lane = {label: number for number, label in enumerate(lanes)}
    for span in spans:
        y = top + lane[span.label] * _LINE + 6
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
        parts.append(_box(x(certain[0]), max(x(certain[1]), x(certain[0]) + 6), y, _BLUE))
    return "".join(parts)


def _bars(bars: Sequence[Bar], top: int) -> Iterator[str]:
    most = max((end for bar in bars for _, end in bar.parts), default=0) or 1
    for number, bar in enumerate(bars):
        y = top + number * _LINE + 6
        boxes = [
            _box(_LABELS + _DRAWN * start / most, _LABELS + _DRAWN * end / most, y, _FILLS[place % len(_FILLS)])
            for place, (start, end) in enumerate(bar.parts)
            if end > start
        ]
        beside = _text(_LABELS + _DRAWN * max((end for _, end in bar.parts), default=0) / most + 8, y + 11, bar.text)
        yield f"<g><title>{harmless_html(bar.said)}</title>{''.join(boxes)}{beside}</g>"


def _legend(series: Sequence[str]) -> Iterator[str]:
    for place, each in enumerate(series):
        x = _LABELS + place * 115
        yield _box(x, x + 16, 4, _FILLS[place % len(_FILLS)])
        yield _text(x + 22, 16, each)


def _ticks(first: int, last: int) -> Iterator[tuple[int, str]]:
    """Where each year begins, or every so manieth; within less than two years, where each quarter does."""
    begin, end = date.fromordinal(first), date.fromordinal(last)
    if end.year - begin.year < 2:
        quarters = (date(year, month, 1) for year in range(begin.year, end.year + 1) for month in (1, 4, 7, 10))
        yield from ((day.toordinal(), f"{day:%b %Y}") for day in quarters if begin <= day <= end)
        return
    step = next((each for each in _STEPS if (end.year - begin.year) / each <= _MOST_TICKS), _STEPS[-1])
    for year in range(begin.year - begin.year % step, end.year + 1, step):
        if year >= 1 and first <= (at := date(year, 1, 1).toordinal()):
            yield at, str(year)


def _box(start: float, end: float, y: float, fill: str, *, dashed: bool = False) -> str:
    dashes = ' stroke-dasharray="4 3"' if dashed else ""
    size = f'width="{max(end - start, 2.0):.1f}" height="14"'
    return f'<rect x="{start:.1f}" y="{y}" {size} fill="{fill}" stroke="{_INK}"{dashes}/>'


def _text(x: float, y: float, text: str, anchor: str = "start") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{_INK}">{harmless_html(text)}</text>'


def _short(text: str) -> str:
    """A label as far as there is room; of two parts, such as a body and a seat, the last one stays whole."""
    if len(text) <= _LETTERS:
        return text
    first, _, last = text.rpartition(", ")
    end = f"…, {last}" if first and len(last) < _LETTERS / 2 else "…"
    return f"{text[: _LETTERS - len(end)].rstrip()}{end}"
