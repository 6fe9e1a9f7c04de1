"""What was asked or remarked, and was it ever answered?

A question is as far answered as the furthest of its answers goes. As at a day and as known at a moment, only
what had been answered by then counts; an answer that may have come later leaves the question possibly open.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from typing import Any, Final, TypeAlias, TypeVar

import msgspec

from ledger.vocabulary.dates import Certainty
from ledger.vocabulary.questions import AnswerGiven, Completeness, QuestionAsked, RemarkKind, RemarkMade
from projections.engine.register import Register, RowAsAt
from projections.engine.row_patterns import points
from projections.engine.rows import Point
from projections.meetings import MEETINGS

Q = TypeVar("Q", QuestionAsked, RemarkMade)
Reply: TypeAlias = RowAsAt[Point[AnswerGiven]]


class Raised(msgspec.Struct, frozen=True, kw_only=True):
    """What was put to somebody, with the answers, in the order of the world; `body`: in whose meeting it was put."""

    replies: tuple[Reply, ...] = ()
    body: str | None = None

    @property
    def put(self) -> RowAsAt[Any]:
        """The question or the remark."""
        raise NotImplementedError

    @property
    def completeness(self) -> Completeness:
        """How far the furthest answer goes; `none` also where nothing is recorded."""
        told = {reply.event.completeness for reply in self.replies}
        return next((each for each in _FURTHEST_FIRST if each in told), Completeness.NONE)

    @property
    def certainty(self) -> Certainty:
        """Whether it was put, and one of its furthest answers was given, by the register's day.

        An answer that goes less far takes nothing from it, however uncertain.
        """
        reached = [reply.is_certain for reply in self.replies if reply.event.completeness is self.completeness]
        if self.put.certainty is Certainty.YES and reached and not any(reached):
            return Certainty.POSSIBLY
        return self.put.certainty

    @property
    def is_open(self) -> bool:
        """Whether nothing that certainly was said by then answers at all."""
        told = (reply.event.completeness for reply in self.replies if reply.is_certain)
        return all(each is Completeness.NONE for each in told)

    @property
    def entries(self) -> tuple[int, ...]:
        """The entries that it rests on, its answers included."""
        return tuple(sorted({*self.put.row.entries, *(p for r in self.replies for p in r.row.entries)}))


class Asked(Raised, frozen=True, kw_only=True):
    """A question with its answers."""

    question: RowAsAt[Point[QuestionAsked]]

    @property
    def put(self) -> RowAsAt[Point[QuestionAsked]]:
        """The question."""
        return self.question


class Voiced(Raised, frozen=True, kw_only=True):
    """A remark with the responses to it."""

    remark: RowAsAt[Point[RemarkMade]]

    @property
    def put(self) -> RowAsAt[Point[RemarkMade]]:
        """The remark."""
        return self.remark


QUESTIONS = points("questions", QuestionAsked, finds=("by", "to", "about", "meeting"))
REMARKS = points("remarks", RemarkMade, finds=("by", "to", "about", "meeting"))
REPLIES = points("replies", AnswerGiven, finds=("by", "meeting"))
_FURTHEST_FIRST: Final = (
    Completeness.FULL,
    Completeness.PARTIAL,
    Completeness.DEFLECTED,
    Completeness.DEFERRED,
    Completeness.DECLINED,
    Completeness.NONE,
)
_SEVERAL: Final = 400
"""Up to so many streams are looked up by their ids; of more, all rows are read."""


def questions(
    register: Register,
    *,
    by: str | None = None,
    to: str | None = None,
    about: str | None = None,
    body: str | None = None,
    completeness: Completeness | None = None,
    unanswered: bool = False,
) -> list[Asked]:
    """The questions put by the register's day, with what was answered to them by then.

    `body`: put in one of its meetings. `completeness`: that have come so far and no further. `unanswered`:
    to which no answer is recorded that certainly had been given.
    """
    found = with_replies(register, register.rows(QUESTIONS, by=by, to=to, about=about))
    if body is not None:
        found = [asked for asked in found if asked.body == body]
    if completeness is not None:
        found = [asked for asked in found if asked.completeness is completeness]
    return [asked for asked in found if asked.is_open] if unanswered else found


def question(register: Register, question: str) -> Asked | None:
    """One question by its id."""
    answer = register.only(QUESTIONS, stream=question)
    return with_replies(register, [answer])[0] if answer else None


def asked_about(register: Register, one: str, other: Callable[[str], bool]) -> list[Asked]:
    """The questions that concern a subject together with another such one: a link between them, for instance."""
    both = [found for found in register.rows(QUESTIONS, about=one) if any(map(other, found.event.about))]
    return with_replies(register, both)


def with_replies(register: Register, found: Iterable[RowAsAt[Point[QuestionAsked]]]) -> list[Asked]:
    """Questions, each with its answers and the body before which it was put."""
    return [Asked(question=each, replies=replies, body=body) for each, replies, body in _met(register, found)]


def _met(
    register: Register, found: Iterable[RowAsAt[Point[Q]]]
) -> Iterator[tuple[RowAsAt[Point[Q]], tuple[Reply, ...], str | None]]:
    """Each of what was put with what was said to it, and the body in whose meeting it was put."""
    found = list(found)
    replies = replies_to(register, [each.stream for each in found])
    at = {each.event.meeting for each in found if each.event.meeting}
    held = register.rows(MEETINGS, in_force=False, stream=_among(at)) if at else ()
    bodies = {meeting.stream: meeting.event.body for meeting in held}
    for each in found:
        yield each, replies.get(each.stream, ()), bodies.get(each.event.meeting or "")


def replies_to(register: Register, streams: Collection[str]) -> dict[str, tuple[Reply, ...]]:
    """What was answered to each of some questions or remarks, in the order of the world."""
    found: dict[str, list[Reply]] = {}
    for reply in register.rows(REPLIES, stream=_among(streams)) if streams else ():
        found.setdefault(reply.stream, []).append(reply)
    return {stream: tuple(own) for stream, own in found.items()}


def _among(streams: Collection[str]) -> tuple[str, ...] | None:
    """Of which streams rows are asked for: of all, where there are so many that it is the faster way."""
    return tuple(streams) if len(streams) <= _SEVERAL else None


def remarks(
    register: Register,
    *,
    kind: RemarkKind | None = None,
    by: str | None = None,
    to: str | None = None,
    about: str | None = None,
    body: str | None = None,
    without_response: bool = False,
) -> list[Voiced]:
    """The remarks made by the register's day, with the responses to them; `body`: made in one of its meetings."""
    found = register.rows(REMARKS, kind=kind, by=by, to=to, about=about)
    voiced = [Voiced(remark=each, replies=replies, body=body) for each, replies, body in _met(register, found)]
    return [each for each in voiced if body in (None, each.body) and (not without_response or each.is_open)]
