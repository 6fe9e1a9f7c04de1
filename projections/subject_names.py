"""By what names does the register know its subjects? For finding whom or what a written name means."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from ledger.entries.disclosures import MARK
from ledger.entries.entry import Entry
from ledger.vocabulary.event import CATALOGUE
from ledger.vocabulary.naming import folded, gives_names, names_given
from ledger.vocabulary.subjects import kind_of
from projections.engine.engine import Projection, by_itself
from projections.engine.register import Register, RowAsAt
from projections.engine.rows import Row, registered


class SubjectName(Row, frozen=True, kw_only=True):
    """A name that a subject goes or went by, whatever came after it."""

    kind: str = ""
    name: str = ""
    folded: str = ""
    """The name as names are compared; empty where it is kept apart, since this would tell it."""


def _names(rows: Mapping[str, SubjectName], entry: Entry) -> Iterator[tuple[str, SubjectName]]:
    kind = kind_of(entry.stream)
    for number, name in enumerate(names_given(entry.event)):
        compared = "" if MARK in name else folded(name, kind)
        yield f"{entry.position} {number}", registered(SubjectName, entry, kind=kind, name=name, folded=compared)


SUBJECT_NAMES: Final = Projection(
    name="subject_names",
    row=SubjectName,
    handles=tuple(event for event in CATALOGUE.values() if gives_names(event)),
    evolve=_names,
    lane=by_itself,
    finds=("kind", "folded"),
    only_found_by=True,
)
"""Raise the version whenever `folded` compares names in another way."""


def bearers(register: Register, name: str, kinds: Sequence[str]) -> list[str]:
    """The subjects of some kinds that are or were called so at any time, as names are compared."""
    sought = {kind: folded(name, kind) for kind in kinds if folded(name, kind)}
    rows = [row for each in ("", *dict.fromkeys(sought.values())) for row in _rows(register, folded=each)]
    return sorted({row.stream for row in rows if _compared(row.row) == sought.get(row.row.kind)})


def names_in_use(register: Register, kinds: Sequence[str]) -> list[tuple[str, str]]:
    """Every name of the subjects of some kinds, each with its subject."""
    return [(row.row.name, row.stream) for kind in kinds for row in _rows(register, kind=kind)]


def _compared(row: SubjectName) -> str:
    return row.folded or folded(row.name, row.kind)


def _rows(register: Register, **equals: Any) -> list[RowAsAt[SubjectName]]:
    return register.rows(SUBJECT_NAMES, in_force=False, **equals)
