"""The route of a project as a graph: its steps in the order of time, and what rules required between them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from ledger.vocabulary.dates import When
from projections.answers.drawing import Arrow, Box, digraph
from projections.answers.names import Name
from projections.answers.requirements import Required, Shown, Taken, but

_DUE: Final = ("met", "breached", "not shown")
"""What is drawn: of what is not due yet, one of the two ends is not there."""

Stop = tuple[When, str, str, str]
"""By what several steps are one box: the day, whose they were, in which role, and whether they happened."""


def route_drawn(steps: Sequence[Taken], required: Sequence[Required], name: Name) -> str:
    """The route as a graph, time downwards: dashed is what is not shown, dotted only the order of the days."""
    stops: dict[Stop, list[str]] = {}
    for step in steps:
        told = stops.setdefault(_stop(step), [])
        told += [step.outcome] if step.outcome and step.outcome not in told else []
    ids = {stop: f"step/{number}" for number, stop in enumerate(stops)}
    name([by for _, by, _, _ in stops])  # all with one query
    boxes = [Box(ids[stop], _label(stop, told, name), dashed=stop[3] != "yes") for stop, told in stops.items()]
    arrows: dict[tuple[str, str], list[str]] = {}
    solid: set[tuple[str, str]] = set()
    for number, each in enumerate(required):
        if each.result not in _DUE:
            continue
        said = f"{each.result.upper()}: {each.text}"
        earlier, later = _on_it(each.shown_a, ids), _on_it(each.shown_b, ids)
        ends = dict.fromkeys((a, b) for a in earlier for b in later if a != b)
        if not ends:
            boxes.append(Box(f"required/{number}", said, plain=True))
            ends = dict.fromkeys((f"required/{number}", b) for b in later)
            ends |= dict.fromkeys((a, f"required/{number}") for a in earlier)
            said = ""
        for tail, head in (_in_order(a, b, ids) for a, b in ends):
            arrows.setdefault((tail, head), []).append(said)
            if each.result != "not shown":
                solid.add((tail, head))
    drawn = [
        Arrow(tail, head, "\n".join(filter(None, dict.fromkeys(said))), "solid" if (tail, head) in solid else "dashed")
        for (tail, head), said in arrows.items()
    ]
    then = [Arrow(*pair, style="dotted") for pair in _then(ids) if pair not in arrows]
    return digraph("route", boxes, [*drawn, *then], upwards=False) if boxes else ""


def _stop(step: Taken | Shown) -> Stop:
    return step.date, step.by, step.role.value, str(step.happened)


def _on_it(steps: Sequence[Shown], ids: dict[Stop, str]) -> list[str]:
    return [ids[_stop(step)] for step in steps if _stop(step) in ids]


def _label(stop: Stop, outcomes: Sequence[str], name: Name) -> str:
    date, by, role, happened = stop
    said = ": ".join(filter(None, ("" if role == "unknown" else role, "; ".join(outcomes))))
    return "\n".join(filter(None, (str(date), str(name(by)), said, but(happened))))


def _in_order(a: str, b: str, ids: dict[Stop, str]) -> tuple[str, str]:
    """Both ends such that the arrow leads the way of time; what no day orders, as the rule names them."""
    day = {id: stop[0] for stop, id in ids.items()}
    return (b, a) if a in day and b in day and day[b].is_before(day[a]) else (a, b)


def _then(ids: dict[Stop, str]) -> Iterator[tuple[str, str]]:
    """Each step with those that came next: of what came before it, only what nothing else is shown to lie between."""
    for stop, id in ids.items():
        before = [each for each in ids if each[0].is_before(stop[0])]
        last = max((each[0].earliest for each in before), default=0)
        yield from ((ids[each], id) for each in before if each[0].latest >= last)
