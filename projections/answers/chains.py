"""Chains of accountability as rows and as a graph."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, Final

from ledger.vocabulary.dates import when
from projections.answers.drawing import Arrow, Box, digraph
from projections.answers.from_register import named
from projections.answers.listing import Column, Row, dated
from projections.answers.names import Name
from projections.answers.replies import reply_items

if TYPE_CHECKING:
    from projections.accountability.links import Link
    from projections.questions import Asked

CHAIN: Final[tuple[str | Column | tuple[Column, ...], ...]] = (
    Column("chain", scripted=False),
    Column("depth", tabled=False),
    *(Column(key, tabled=False) for key in ("who", "who_name", "kind", "to", "to_name", "through", "through_name")),
    *(Column("about", "in respect of"), Column("accountability_retained", tabled=False), dated("since"), "standing"),
    *(named("stated_by", "said by"), Column("again", tabled=False), Column("questions", tabled=False)),
)


def chain_rows(links: Iterable[Link], name: Name) -> Iterator[Row]:
    """One row for each link; where one is missing, further lines for the questions that asked about it.

    A tie stands by itself, wherever it was met.
    """
    for link in links:
        cells = {
            "chain": f"{'' if link.is_tie else indented(link.depth)}{name(link.who)} — {_said(link, name)}",
            "depth": link.depth,
            "who": link.who,
            "who_name": name(link.who),
            "kind": link.kind,
            "to": link.to or None,
            "to_name": name(link.to) if link.to else None,
            "through": link.through or None,
            "through_name": name(link.through) if link.through else None,
            "about": link.about,
            "accountability_retained": link.accountability_retained,
            "since": when(link.since) if link.since else None,
            "standing": link.standing,
            "stated_by": link.stated_by or None,
            "again": link.again,
            "questions": tuple(_question(asked, name) for asked in link.questions),
        }
        yield Row(cells, link.entries, link.certainty.value)
        for asked in link.questions:
            yield from _asides(asked, link.depth + 1, name)


def indented(depth: int) -> str:
    """What stands before a line of a tree; tables take away mere blanks."""
    return "│ " * (depth - 1) + "└ " if depth else ""


def _said(link: Link, name: Name) -> str:
    if not link.to:
        return "no accountability recorded"
    again = " (see above)" if link.again else ""
    through = f": {name(link.through)}" if link.through else ""
    return f"{worded(link)} {name(link.to)}{_stays(link)}{through}{again}"


_TO_COME: Final = {
    "reports to": "would report to",
    "holds by delegation from": "would hold by delegation from",
    "members sit on behalf of": "members would sit on behalf of",
    "has to be considered by": "would have to be considered by",
    "holds the post": "would hold the post",
    "is to take over from": "would take over from",
}
_IN_DOUBT: Final = {
    "reports to": "may report to",
    "holds by delegation from": "may hold by delegation from",
    "members sit on behalf of": "members may sit on behalf of",
    "has to be considered by": "may have to be considered by",
    "holds the post": "may hold the post",
    "succeeded by": "may have been succeeded by",
    "is to take over from": "may be to take over from",
}
"""Kinds of links in other moods than `would be` and `may be`, with which the rest begin."""


def worded(link: Link) -> str:
    """The kind of a link as it is told: what is proposed in the conditional, what is in doubt as what may be."""
    if link.kind == "considered by":
        return _considered(link)
    if link.is_to_come:
        return _TO_COME.get(link.kind, f"would be {link.kind}")
    return _IN_DOUBT.get(link.kind, f"may be {link.kind}") if link.is_in_doubt else link.kind


def _considered(link: Link) -> str:
    """In the words in which other answers say whether a step happened."""
    from ledger.vocabulary.provenance import Standing
    from projections.routes.happened import happened

    moods = {
        "said to be": "said to have been considered by",
        "expected": "would be considered by",
        "not sure": "may have been considered by",
    }
    return moods.get(happened(Standing(link.standing), link.stated_by, link.to), "considered by")


def _stays(link: Link) -> str:
    if link.accountability_retained is None:
        return ""
    if link.is_to_come or link.is_in_doubt:
        return ", who would stay accountable" if link.accountability_retained else ", who would pass accountability on"
    return ", who stays accountable" if link.accountability_retained else ", who passed accountability on"


def _asides(asked: Asked, depth: int, name: Name) -> Iterator[Row]:
    question = asked.question.event
    who = name(question.by) if question.by else "somebody"
    yield Row(
        {"chain": f"{indented(depth)}asked by {who}: {question.text}"},
        asked.entries,
        asked.certainty.value,
        aside=True,
    )
    for reply in asked.replies:
        by = name(reply.event.by) if reply.event.by else "somebody"
        said = f"{reply.event.completeness} answer by {by}: {reply.event.text}"
        cells = {"chain": f"{indented(depth + 1)}{said}"}
        yield Row(cells, reply.row.entries, reply.certainty.value, aside=True)
    if not asked.replies:
        yield Row({"chain": f"{indented(depth + 1)}no answer recorded"}, asked.entries, aside=True)


def _question(asked: Asked, name: Name) -> dict[str, Any]:
    return {
        "question": asked.question.stream,
        "text": asked.question.event.text,
        "by": asked.question.event.by,
        "about": asked.question.event.about,
        "completeness": asked.completeness.value,
        "answers": reply_items(asked.replies, name),
        "entries": asked.entries,
    }


def drawn(links: Iterable[Link], name: Name) -> str:
    """The chain as a graph: what is only possible, or only a tie, is dashed; what nobody told is dotted."""
    links = tuple(links)
    ends = dict.fromkeys(end for link in links for end in (link.who, link.to) if end)
    boxes = [Box(end, str(name(end))) for end in ends]
    arrows = []
    for count, link in enumerate(links):
        if link.to:
            label = f"{worded(link)}\n({link.about})" if link.about else worded(link)
            is_sure = link.certainty == "yes" and not link.is_tie
            arrows.append(Arrow(link.who, link.to, label, "solid" if is_sure else "dashed"))
        else:
            asked = "".join(f"\nasked: {each.question.event.text} ({each.completeness})" for each in link.questions)
            boxes.append(Box(f"none/{count}", f"no accountability recorded{asked}", plain=True))
            arrows.append(Arrow(link.who, f"none/{count}", "", "dotted"))
    return digraph("accountability", boxes, arrows)
