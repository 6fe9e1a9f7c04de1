"""What was asked, and was it ever answered?

A question is as far answered as the furthest of its answers goes. As at a day and as known at a moment, only
what had been answered by then counts; an answer that may have come later leaves the question possibly open.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from typing import Any, Final

import msgspec

from ledger.vocabulary.dates import Certainty
from ledger.vocabulary.questions import AnswerGiven, Completeness, QuestionAsked
from projections.engine.register import Register, RowAsAt
from projections.engine.row_patterns import points
from projections.engine.rows import Point
from projections.meetings import MEETINGS


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """A question with its answers, in the order of the world; `body` is the one in whose meeting it was put."""

    question: RowAsAt[Point[QuestionAsked]]
    replies: tuple[RowAsAt[Point[AnswerGiven]], ...] = ()
    body: str | None = None

    @property
    def completeness(self) -> Completeness:
        """How far the furthest answer goes; `none` also where nothing is recorded."""
        return furthest(self.replies)

    @property
    def certainty(self) -> Certainty:
        """Whether it was put by the day, and has come that far by then and no further."""
        return how_certain(self.question, self.replies)

    @property
    def is_open(self) -> bool:
        """Whether it is, or may be, without an answer."""
        return is_open(self.replies)

    @property
    def entries(self) -> tuple[int, ...]:
        """The entries that it rests on, its answers included."""
        return tuple(sorted({*self.question.row.entries, *(p for r in self.replies for p in r.row.entries)}))


QUESTIONS = points("questions", QuestionAsked, finds=("by", "to", "about", "meeting"))
REPLIES = points("replies", AnswerGiven, finds=("by", "meeting"))
_FURTHEST_FIRST: Final = (
    Completeness.FULL,
    Completeness.PARTIAL,
    Completeness.DEFLECTED,
    Completeness.DEFERRED,
    Completeness.DECLINED,
    Completeness.NONE,
)
_FEW: Final = 5
"""Up to so many streams are looked up one by one."""


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
    found = list(found)
    replies = replies_to(register, [answer.stream for answer in found])
    bodies = (
        {meeting.stream: meeting.event.body for meeting in register.rows(MEETINGS, in_force=False)} if found else {}
    )
    return [
        Asked(question=each, replies=replies.get(each.stream, ()), body=bodies.get(each.event.meeting or ""))
        for each in found
    ]


def replies_to(register: Register, streams: Collection[str]) -> dict[str, tuple[RowAsAt[Point[AnswerGiven]], ...]]:
    """What was answered to each of some questions or remarks, in the order of the world."""
    if len(streams) <= _FEW:
        return {stream: tuple(register.rows(REPLIES, stream=stream)) for stream in streams}
    found: dict[str, tuple[RowAsAt[Point[AnswerGiven]], ...]] = {}
    for reply in register.rows(REPLIES):
        found[reply.stream] = (*found.get(reply.stream, ()), reply)
    return found


def furthest(replies: Iterable[RowAsAt[Point[AnswerGiven]]]) -> Completeness:
    """How far the furthest of some answers goes."""
    told = {reply.event.completeness for reply in replies}
    return next((each for each in _FURTHEST_FIRST if each in told), Completeness.NONE)


def is_open(replies: Iterable[RowAsAt[Point[AnswerGiven]]]) -> bool:
    """Whether nothing that certainly was said by then answers at all."""
    return not any(reply.is_certain and reply.event.completeness is not Completeness.NONE for reply in replies)


def how_certain(raised: RowAsAt[Any], replies: Iterable[RowAsAt[Point[AnswerGiven]]]) -> Certainty:
    """Whether something was put, and one of its furthest answers was given, by the register's day.

    An answer that goes less far takes nothing from it, however uncertain.
    """
    told = list(replies)
    far = furthest(told)
    reached = [reply.is_certain for reply in told if reply.event.completeness is far]
    if raised.certainty is Certainty.YES and reached and not any(reached):
        return Certainty.POSSIBLY
    return raised.certainty
