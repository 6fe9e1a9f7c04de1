"""Chains of accountability as rows and as a graph."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Annotated, Final

import msgspec

from ledger.vocabulary.dates import Certainty, When, when
from ledger.vocabulary.questions import Completeness
from projections.answers.columns import StatedBy
from projections.answers.drawing import Arrow, Box, digraph
from projections.answers.names import Name
from projections.answers.question import Column, Line
from projections.answers.replies import Reply, reply_from
from projections.answers.sentences import listed, sentence

if TYPE_CHECKING:
    from projections.accountability.links import Link
    from projections.questions import Asked


class AskedAbout(msgspec.Struct, frozen=True, kw_only=True):
    """A question that asked about a link which nobody gave."""

    question: Annotated[str, Column("The question", "question", bare=True)]
    text: Annotated[str, Column("What was asked")]
    by: Annotated[str | None, Column("Who asked", "any", bare=True)]
    about: Annotated[tuple[str, ...], Column("What it was about", "any", bare=True)]
    completeness: Annotated[Completeness, Column("How far the furthest of its answers goes")]
    answers: Annotated[tuple[Reply, ...], Column("What was answered")]
    entries: Annotated[tuple[int, ...], Column("The entries that it rests on")]


class ChainLink(Line, frozen=True, kw_only=True):
    """One step of a chain; `to` is empty where nothing is recorded."""

    chain: Annotated[str, Column("The step in words, further in the further away it is", scripted=False)]
    depth: Annotated[int | None, Column("How many steps away it is", tabled=False)] = None
    who: Annotated[str, Column("Who answers", "any", tabled=False)] = ""
    kind: Annotated[str | None, Column("In what way", tabled=False)] = None
    to: Annotated[str | None, Column("To whom", "any", tabled=False)] = None
    through: Annotated[str | None, Column("Through what", "any", tabled=False)] = None
    about: Annotated[str | None, Column("For what", label="in respect of")] = None
    accountability_retained: Annotated[bool | None, Column("Whether who delegated stays accountable", tabled=False)] = (
        None
    )
    since: Annotated[When | None, Column("From which day")] = None
    standing: Annotated[str | None, Column("How firmly its source says so")] = None
    stated_by: StatedBy = None
    again: Annotated[bool | None, Column("Whether it stands above already", tabled=False)] = None
    questions: Annotated[tuple[AskedAbout, ...], Column("The questions that asked about it", tabled=False)] = ()


_ANSWERED: Final = {
    Completeness.FULL: "answered, without a link on record",
    Completeness.PARTIAL: "answered in part",
    Completeness.DEFLECTED: "not answered",
    Completeness.DEFERRED: "put off",
    Completeness.DECLINED: "declined an answer",
    Completeness.NONE: "not answered",
}


def sentence_of(links: Sequence[Link], subject: str, to: str | None, name: Name) -> str:
    """To whom a subject answers, in a sentence: by the links of its own; else that it is not recorded, or was asked."""
    from projections.accountability.links import NOT_FORMAL

    own = [link for link in links if link.depth == 0]
    formal = [link for link in own if link.to and link.kind not in NOT_FORMAL]
    if formal:
        ways = dict.fromkeys(f"{_surely(link)} {name(link.to)}" for link in formal)
        return sentence(f"{name(subject)}: {listed(ways)}")
    asked = [question for link in own for question in link.questions]
    if asked:
        furthest = min((each.completeness for each in asked), key=list(Completeness).index)
        return f"NOT RECORDED. It was asked, and {_ANSWERED[furthest]}."
    if sought := next((link.sought for link in own if link.sought), ""):
        return f"NOT RECORDED: nobody has said that {name(subject)} answers to {name(sought)}."
    way = any(link.to for link in links) and to
    led = f", but other links lead to {name(to)}" if way else ""
    return f"NOT RECORDED: nobody is recorded to whom {name(subject)} answers{led}."


def _surely(link: Link) -> str:
    """The kind of a link, and that it is only possible where its words do not say so yet."""
    words = worded(link)
    return words if link.certainty is Certainty.YES or words != link.kind else f"possibly {words}"


def chain_rows(links: Iterable[Link], name: Name) -> Iterator[ChainLink]:
    """One row for each link; where one is missing, further lines for the questions that asked about it.

    A tie stands by itself, wherever it was met.
    """
    for link in links:
        yield ChainLink(
            chain=f"{'' if link.is_tie else indented(link.depth)}{name(link.who)} — {_said(link, name)}",
            depth=link.depth,
            who=link.who,
            kind=link.kind,
            to=link.to or None,
            through=link.through or None,
            about=link.about,
            accountability_retained=link.accountability_retained,
            since=when(link.since) if link.since else None,
            standing=link.standing,
            stated_by=link.stated_by or None,
            again=link.again,
            questions=tuple(map(_question, link.questions)),
            certainty=link.certainty.value,
            entries=link.entries,
        )
        for asked in link.questions:
            yield from _asides(asked, link.depth + 1, name)


def indented(depth: int) -> str:
    """What stands before a line of a tree; tables take away mere blanks."""
    return "│ " * (depth - 1) + "└ " if depth else ""


def _said(link: Link, name: Name) -> str:
    if not link.to:
        return f"no accountability to {name(link.sought)} recorded" if link.sought else "no accountability recorded"
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


def _asides(asked: Asked, depth: int, name: Name) -> Iterator[ChainLink]:
    question = asked.question.event
    who = name(question.by) if question.by else "somebody"
    yield _aside(depth, f"asked by {who}: {question.text}", asked.entries, asked.certainty)
    for reply in asked.replies:
        by = name(reply.event.by) if reply.event.by else "somebody"
        said = f"{reply.event.completeness} answer by {by}: {reply.event.text}"
        yield _aside(depth + 1, said, reply.row.entries, reply.certainty)
    if not asked.replies:
        yield _aside(depth + 1, "no answer recorded", asked.entries, Certainty.YES)


def _aside(depth: int, said: str, entries: tuple[int, ...], certainty: Certainty) -> ChainLink:
    """A further line for people; scripts find in the link itself what it says."""
    return ChainLink(chain=f"{indented(depth)}{said}", entries=entries, certainty=certainty.value, aside=True)


def _question(asked: Asked) -> AskedAbout:
    question = asked.question.event
    return AskedAbout(
        question=asked.question.stream,
        text=question.text,
        by=question.by,
        about=question.about,
        completeness=asked.completeness,
        answers=tuple(map(reply_from, asked.replies)),
        entries=asked.entries,
    )


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
