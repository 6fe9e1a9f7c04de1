"""What was asked or remarked, and was it ever answered?

A question is as far answered as the furthest of its answers goes. As at a day and as known at a moment, only
what had been answered by then counts; an answer that may have come later leaves the question possibly open.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import Any, Final, NamedTuple, TypeAlias, TypeVar

import msgspec

from ledger.vocabulary.dates import Certainty
from ledger.vocabulary.questions import AnswerGiven, Completeness, QuestionAsked, RemarkKind, RemarkMade
from projections.engine.briefs import Brief, briefs, whole
from projections.engine.register import Lookup, Register, RowAsAt
from projections.engine.row_patterns import points
from projections.engine.rows import Point
from projections.meetings import MEETINGS

Q = TypeVar("Q", QuestionAsked, RemarkMade)
Reply: TypeAlias = RowAsAt[Point[AnswerGiven]]
Answers: TypeAlias = Sequence[tuple[Completeness, bool]]
"""How far each of some answers goes, and whether it certainly was given."""


class Raised(msgspec.Struct, frozen=True, kw_only=True):
    """What was put to somebody, with the answers, in the order of the world; `body`: in whose meeting it was put."""

    replies: tuple[Reply, ...] = ()
    body: str | None = None

    @property
    def put(self) -> RowAsAt[Any]:
        """The question or the remark."""
        raise NotImplementedError

    @property
    def told(self) -> Answers:
        """How far each answer goes, and whether it certainly was given."""
        return [(reply.event.completeness, reply.is_certain) for reply in self.replies]

    @property
    def completeness(self) -> Completeness:
        """How far the furthest answer goes; `none` also where nothing is recorded."""
        return _furthest(self.told)

    @property
    def certainty(self) -> Certainty:
        """Whether it was put, and one of its furthest answers was given, by the register's day."""
        return _certainty(self.put.certainty, self.told)

    @property
    def is_open(self) -> bool:
        """Whether nothing that certainly was said by then answers at all."""
        return _is_open(self.told)

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


class AskedInBrief(NamedTuple):
    """A question of which it is told in brief how far it was answered."""

    put: Brief
    told: Answers

    @property
    def completeness(self) -> Completeness:
        """How far the furthest answer goes."""
        return _furthest(self.told)

    @property
    def certainty(self) -> Certainty:
        """Whether it was put, and one of its furthest answers was given, by the register's day."""
        return _certainty(self.put.certainty, self.told)


def _furthest(told: Answers) -> Completeness:
    if not told:
        return Completeness.NONE
    reached = {each for each, _ in told}
    return next((each for each in _FURTHEST_FIRST if each in reached), Completeness.NONE)


def _certainty(put: Certainty, told: Answers) -> Certainty:
    """An answer that goes less far than another takes nothing from that one, however uncertain."""
    if put is not Certainty.YES or not told:
        return put
    furthest = _furthest(told)
    reached = [is_certain for each, is_certain in told if each is furthest]
    return Certainty.POSSIBLY if reached and not any(reached) else put


def _is_open(told: Answers) -> bool:
    return all(each is Completeness.NONE for each, is_certain in told if is_certain)


def questions(register: Register, **asked: Any) -> list[Asked]:
    """The questions that `in_brief` finds, with their answers."""
    return in_full(register, in_brief(register, **asked))


def in_brief(
    register: Register,
    *,
    by: str | None = None,
    to: str | None = None,
    about: str | None = None,
    body: str | None = None,
    completeness: Completeness | None = None,
    unanswered: bool = False,
) -> list[AskedInBrief]:
    """The questions put by the register's day, with how far they were answered by then; `in_full` tells the rest.

    `body`: put in one of its meetings. `completeness`: that have come so far and no further. `unanswered`:
    to which no answer is recorded that certainly had been given.
    """
    answers: dict[str, list[tuple[Completeness, bool]]] = {}
    for reply in briefs(register, REPLIES, "completeness"):
        answers.setdefault(reply.stream, []).append((reply.told[0], reply.certainty is Certainty.YES))
    put = briefs(register, QUESTIONS, "meeting", by=by, to=to, about=about)
    if body is not None:
        meetings = {each.stream for each in register.rows(MEETINGS, in_force=False, body=body)}
        put = [each for each in put if each.told[0] in meetings]
    found = [AskedInBrief(each, answers.get(each.stream, ())) for each in put]
    if completeness is not None:
        found = [asked for asked in found if asked.completeness is completeness]
    return [asked for asked in found if _is_open(asked.told)] if unanswered else found


def in_full(register: Register, found: Sequence[AskedInBrief]) -> list[Asked]:
    """The same questions with their answers, and the body before which each was put."""
    if 0 < len(found) <= _SEVERAL:
        streams = tuple(dict.fromkeys(each.put.stream for each in found))
        meetings = _among(_meetings(each.put.told[0] for each in found))
        register.read_ahead(
            Lookup(QUESTIONS, stream=streams),
            Lookup(REPLIES, stream=streams),
            *([Lookup(MEETINGS, in_force=False, stream=meetings)] if meetings else []),
        )
    return with_replies(register, whole(register, QUESTIONS, [each.put for each in found]))


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
    at = _meetings(each.event.meeting for each in found)
    held = register.rows(MEETINGS, in_force=False, stream=_among(at)) if at else ()
    bodies = {meeting.stream: meeting.event.body for meeting in held}
    for each in found:
        yield each, replies.get(each.stream, ()), bodies.get(each.event.meeting or "")


def _meetings(told: Iterable[str | None]) -> list[str]:
    return list(dict.fromkeys(filter(None, told)))


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
