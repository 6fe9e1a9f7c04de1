"""What every face adds to an answer: what was asked, what is withheld, and the sources of the entries it rests on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from msgspec.structs import replace

from ledger.garbage import collector_resting
from ledger.vocabulary.dates import When
from projections.answers.entries import source_of
from projections.answers.formats import Said
from projections.answers.layout import ALL_ROWS, names_in
from projections.answers.paging import part_of
from projections.answers.question import Answer, Question

if TYPE_CHECKING:
    from projections.engine.register import Register

_MOST_REASONS: Final = 3


@collector_resting()
def replied(
    register: Register,
    question: Question,
    given: Mapping[str, Any],
    with_sources: bool,
    named: slice = ALL_ROWS,
) -> tuple[Answer[Any], Said]:
    """The answer to a question as it is shown, and what is said of it; the same by whatever face it was asked.

    Where some rows alone are shown, `named`, the names in those alone are read.

    Raises:
        UnknownSubject: a subject of which nothing is recorded.
        CannotAsk: what was given makes no question.
    """
    found = part_of(register, question, question.reply(register, given), given)
    return completed(register, found, asked(register, question, given), with_sources, named)


def completed(
    register: Register,
    found: Answer[Any],
    asked: Mapping[str, Any],
    with_sources: bool = False,
    named: slice = ALL_ROWS,
) -> tuple[Answer[Any], Said]:
    """An answer with the notes that go with every one, by choice with the sources of the entries it rests on.

    That something is withheld is said with every answer of a ledger in which anything is: one that said it only where
    it would have been an answer would tell what it is.
    """
    found = replace(found, notes=(*found.notes, *register.notes, *withheld_note(register.withheld)))
    sources = _sources(register, found) if with_sources else None
    return found, Said(asked, names_in(register, found, named), sources)


def asked(register: Register, question: Question, given: Mapping[str, Any]) -> dict[str, Any]:
    """The question as it can be asked again with the same answer: the state of knowledge as a position."""
    by_key = {each.key: given.get(each.name) for each in question.parameters}
    said = {key: _plain(value) for key, value in by_key.items() if value not in (None, (), False, "")}
    public = {"public": True} if register.is_public else {}
    return {"question": question.words, **said, **public, "as_at": register.day, "known_at": register.known_at}


def withheld_note(withheld: Mapping[int, str]) -> tuple[str, ...]:
    """The note on what is withheld; it is the same with every question."""
    if not withheld:
        return ()
    reasons = list(dict.fromkeys(withheld.values()))
    more = [f"{len(reasons) - _MOST_REASONS} more reasons"] if len(reasons) > _MOST_REASONS else []
    why = "; ".join([*reasons[:_MOST_REASONS], *more])
    left_out = f"exempt entries are withheld, with whatever rests on one: {why}."
    return (f"{left_out} What is said to be none, or is not here, may be among it",)


def _plain(value: Any) -> Any:
    if isinstance(value, When):
        return value.text
    return value.isoformat() if isinstance(value, date) else value


def _sources(register: Register, answer: Answer[Any]) -> dict[int, Mapping[str, Any]]:
    """For every entry that the answer rests on: document, place, standing, who said it, who recorded it."""
    found = ((position, register.entry(position, raw=True)) for position in answer.positions)
    return {position: source_of(entry) for position, entry in found if entry is not None}
