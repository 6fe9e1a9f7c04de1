"""Questions: asked once, of somebody else, and answered as often as somebody answers.

A question that is never answered, or only in part, stays in the record as that: nothing is refused for it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from ledger.aggregates.aggregate import Kind, Situation
from ledger.aggregates.rules.lifecycle import Existence, impossible_order, refuse_before, refuse_if_taken
from ledger.entries.entry import Draft, Entry
from ledger.refusals import Untrue
from ledger.vocabulary.dates import When
from ledger.vocabulary.event import Event
from ledger.vocabulary.questions import AnswerGiven, Completeness, QuestionAsked, RemarkMade
from ledger.vocabulary.subjects import kind_of, name_of


@dataclass(frozen=True)
class Raised:
    """A question or a remark, and the dates of what was answered to it."""

    being: Existence = Existence()
    answers: tuple[When, ...] = ()


def decide(raised: Raised, draft: Draft, now: Situation) -> Event:
    """Refuse what nobody can ask, say or answer."""
    match draft.event:
        case QuestionAsked(by=by, to=to) | RemarkMade(by=by, to=to):
            refuse_if_taken(raised.being, draft.subject)
            if by is not None and by == to:
                raise Untrue(f"'{name_of(by)}' cannot put a {kind_of(draft.subject)} to themselves", "leave one out")
            if getattr(draft.event, "supplementary_to", None) == draft.subject:
                raise Untrue("a question cannot be supplementary to itself", "name the question that came before it")
        case AnswerGiven() as answer:
            _refuse_impossible_answer(raised, answer, draft)
    return draft.event


def evolve(raised: Raised, entry: Entry) -> Raised:
    """The question or remark after one more entry."""
    match entry.event:
        case QuestionAsked() | RemarkMade():
            return replace(raised, being=raised.being.begun(entry))
        case AnswerGiven():
            return replace(raised, answers=(*raised.answers, entry.occurred))
    return raised


def faults(raised: Raised) -> Iterator[str]:
    """What corrections have made impossible."""
    for answer in raised.answers:
        yield from impossible_order(raised.being.start, answer, "it would be answered")


def _refuse_impossible_answer(raised: Raised, answer: AnswerGiven, draft: Draft) -> None:
    what = f"the {kind_of(draft.subject)} '{name_of(draft.subject)}'"
    refuse_before(draft.occurred, raised.being.start, f"{what} cannot be answered", "it was put")
    if answer.completeness is Completeness.NONE and answer.text:
        raise Untrue(
            f"{what} cannot have no answer and the answer '{answer.text}'",
            "say how complete it is: full, partial, deflected, deferred, declined; or leave the text out",
        )


KIND = Kind("question", Raised(), evolve, decide, faults)
