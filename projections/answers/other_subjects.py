"""What an answer about one subject does not hold: what is told of another that may be the same, or came before it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from ledger.vocabulary.provenance import IN_BEING
from ledger.vocabulary.subjects import kind_of, name_of

if TYPE_CHECKING:
    from projections.engine.register import Register

_JOINED: Final = ("body", "organisation", "person", "project")
_TAKE_OVER: Final = ("body", "organisation")
OF_PREDECESSORS: Final = "of_predecessors"
"""Where a question about what somebody is bound by shows what bound those from whom they took over.

That it binds who took over need not be, and only a source can say so. Such a question has this among its `below`.
"""


def not_among_these(register: Register, subjects: Iterable[str]) -> tuple[str, ...]:
    """Notes on subjects of whom the rows of a list do not tell, though whoever asks may think so."""
    return tuple(note for each in subjects for note in _notes(register, each))


def of_predecessors(
    register: Register, ask: Callable[..., Sequence[Any]], asked: Mapping[str, Any]
) -> tuple[list[Any], str]:
    """The rows that are told, asked likewise, of each from whom whoever is asked about took over; and what they are."""
    from projections.answers.names import naming

    name, rows, titles = naming(register), list[Any](), list[str]()
    for parameter, subject in asked.items():
        if not isinstance(subject, str) or kind_of(subject) not in _TAKE_OVER:
            continue
        from projections.accountability.lineage import predecessors

        before, left = list[str](), [subject]
        while left:
            told = (each for each in predecessors(register, left.pop()) if each.row.standing in IN_BEING)
            new = {each.row.predecessor for each in told} - {subject, *before}
            before, left = [*before, *sorted(new)], [*left, *sorted(new)]
        found = [row for each in before for row in ask(register, **{**asked, parameter: each})]
        if found:
            of = ", ".join(map(name, before))
            titles.append(f"What is told of {of}: whether it passed on to {name(subject)}, who took over, is not said")
            rows += found
    return rows, "; ".join(titles)


def _notes(register: Register, subject: str) -> Iterator[str]:
    from projections.answers.names import naming
    from projections.identity import possible_ids

    if kind_of(subject) not in _JOINED:
        return
    name = naming(register)

    def called(other: str) -> str:
        return f"{name(other)} ({name_of(other)})"

    for other in possible_ids(register, subject):
        yield f"{called(other)} may be the same as {name(subject)}; what is told of it is not among these"
