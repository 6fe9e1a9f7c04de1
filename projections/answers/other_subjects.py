"""What an answer about one subject does not hold: what is told of another that may be the same, or came before it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

from ledger.vocabulary.provenance import IN_BEING
from ledger.vocabulary.subjects import kind_of, name_of

if TYPE_CHECKING:
    from projections.engine.register import Register

_JOINED: Final = ("body", "organisation", "person", "project")
_TAKE_OVER: Final = ("body", "organisation")
_PASSED_ON: Final = ("agreements", "delegations", "commitments", "accountability list")
"""Questions about what a body or an organisation is bound by, which one that takes over need not be."""


def not_among_these(register: Register, words: str, subjects: Iterable[str]) -> tuple[str, ...]:
    """Notes on subjects of whom the rows of a list do not tell, though whoever asks may think so."""
    return tuple(note for each in subjects for note in _notes(register, words, each))


def _notes(register: Register, words: str, subject: str) -> Iterator[str]:
    from projections.answers.names import naming
    from projections.identity import possible_ids

    if kind_of(subject) not in _JOINED:
        return
    name = naming(register)

    def called(other: str) -> str:
        return f"{name(other)} ({name_of(other)})"

    for other in possible_ids(register, subject):
        yield f"{called(other)} may be the same as {name(subject)}; what is told of it is not among these"
    if words not in _PASSED_ON or kind_of(subject) not in _TAKE_OVER:
        return
    from projections.accountability.lineage import predecessors

    for each in predecessors(register, subject):
        if each.row.standing in IN_BEING:
            before = called(each.row.predecessor)
            passed_on = f"whether what bound {before} binds {name(subject)}, which took over from it, is not said"
            yield f"{passed_on}; what is told of it is not among these"
