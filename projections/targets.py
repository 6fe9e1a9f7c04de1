"""What does a project aim at, by when or for how much, how firmly; and what was it before it was revised?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from msgspec.structs import replace

from ledger.entries.entry import Entry
from ledger.vocabulary.dates import Certainty
from ledger.vocabulary.targets import TargetRevised, TargetSet, TargetStatus
from projections.engine.engine import Projection
from projections.engine.register import Register, RowAsAt
from projections.engine.row_patterns import ChainedRow, chained
from projections.engine.rows import begun, copied


class Target(ChainedRow, frozen=True, kw_only=True):
    """A target in the wording of one statement, in force until the next one; what a revision leaves out is empty."""

    target: str = ""
    text: str = ""
    due: str = ""
    amount: str | None = None
    status: TargetStatus = TargetStatus.ANTICIPATED
    by: str | None = None
    reason: str = ""
    """Why it was revised."""


_COLUMNS: Final = tuple(Target.__annotations__)


def _name(entry: Entry) -> str:
    """The lane: which target of the project."""
    event = entry.event
    assert isinstance(event, TargetSet | TargetRevised)
    return event.target


def _evolve(rows: Mapping[str, Target], entry: Entry) -> Iterator[tuple[str, Target | None]]:
    wordings = {key: row for key, row in rows.items() if row.target == _name(entry)}
    yield from chained(wordings, entry, begun(Target, entry, **copied(entry.event, _COLUMNS)), opens=TargetSet)


TARGETS = Projection(
    name="targets",
    row=Target,
    handles=(TargetSet, TargetRevised),
    evolve=_evolve,
    lane=_name,
    finds=("by",),
    same=("target",),
    version=3,
)


def targets(register: Register, project: str | None = None) -> list[RowAsAt[Target]]:
    """The targets as they stand on the register's day; at all times, each in every wording that it had.

    What a revision does not mention stays as it was. Each answer's stream is the project.
    """
    before: dict[tuple[str, str], Target] = {}
    found = []
    for answer in register.rows(TARGETS, in_force=False, stream=project):
        name = answer.stream, answer.row.target
        before[name] = row = _filled(answer.row, before.get(name))
        if answer.certainty is not Certainty.NO:
            found.append(RowAsAt(answer.stream, answer.key, row, answer.certainty, answer.known_from))
    return found


def _filled(row: Target, before: Target | None) -> Target:
    if before is None:
        return row
    return replace(
        row,
        text=row.text or before.text,
        due=row.due or before.due,
        amount=row.amount or before.amount,
        by=row.by or before.by,
        entries=tuple(sorted({*row.entries, *before.entries})),
    )
