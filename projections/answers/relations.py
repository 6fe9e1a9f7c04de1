"""What a subject came from and what came of it, so worded that what is only proposed does not sound done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, Any, TypeAlias

import msgspec

from ledger.vocabulary.dates import When, when
from ledger.vocabulary.provenance import IN_BEING, Standing
from projections.answers.layout import rests_on
from projections.answers.names import Name
from projections.answers.question import Column, Item

if TYPE_CHECKING:
    from projections.engine.register import RowAsAt

_TO_COME = frozenset({Standing.PROPOSED, Standing.EXPECTED, Standing.ANTICIPATED})


class Relation(msgspec.Struct, frozen=True):
    """One relation in three moods; the first is also its key in JSON, with `_` for blanks."""

    done: str
    to_come: str
    in_doubt: str

    def worded(self, standing: Standing) -> str:
        """The words for a standing: `succeeded by`, `would be succeeded by`, `may have been succeeded by`."""
        if standing in IN_BEING:
            return self.done
        return self.to_come if standing in _TO_COME else self.in_doubt

    def ids(self, mood: int) -> Column:
        """The other ends of what is told in a mood, for scripts."""
        return Column(f"What it is told of: {self.moods[mood]}", "any", tabled=False)

    def said(self, mood: int) -> Column:
        """The same for people: names, with what qualifies them."""
        return Column(f"What it is told of: {self.moods[mood]}", label=self.moods[mood], scripted=False)

    @property
    def moods(self) -> tuple[str, ...]:
        """All its words, what is done first."""
        return (self.done, self.to_come, self.in_doubt)


TOOK_OVER_FROM = Relation("took over from", "would take over from", "may have taken over from")
SUCCEEDED_BY = Relation("succeeded by", "would be succeeded by", "may have been succeeded by")
DERIVED_FROM = Relation("derived from", "would derive from", "may derive from")
GAVE_RISE_TO = Relation("gave rise to", "would give rise to", "may have given rise to")


class Related(Item, frozen=True, kw_only=True):
    """One relation as it is told."""

    relation: Annotated[str, Column("The relation, in the mood that its standing allows")]
    to: Annotated[str, Column("The other end", "any")]
    date: Annotated[When, Column("When")]


Ends: TypeAlias = Sequence[tuple["RowAsAt[Any]", Sequence[str]]]
"""The answers that tell of a relation, each with its other ends."""


def relation_cells(told: Mapping[Relation, Ends], name: Name) -> dict[str, tuple[Any, ...]]:
    """The fields of a page for each mood, and all relations one by one."""
    cells: dict[str, tuple[Any, ...]] = {}
    items: list[Related] = []
    for relation, answers in told.items():
        cells |= {_key(mood): () for mood in relation.moods} | {f"{_key(mood)}_said": () for mood in relation.moods}
        for answer, others in answers:
            row, mood = answer.row, relation.worded(answer.row.standing)
            for other in others:
                if other in cells[_key(mood)]:
                    continue
                cells[_key(mood)] += (other,)
                cells[f"{_key(mood)}_said"] += (f"{name(other)}{_doubt(answer)}",)
                items.append(Related(relation=mood, to=other, date=when(row.since), **rests_on(answer)))
    return {**cells, "relations": tuple(items)}


def _doubt(answer: RowAsAt[Any]) -> str:
    """What qualifies a name: the standing where it is not that of minutes, and that the day leaves it open."""
    row = answer.row
    said = [] if row.standing is Standing.MINUTED else [row.standing.value]
    said += ["possibly by then"] if row.standing in IN_BEING and not answer.is_certain else []
    return f" ({', '.join(said)})" if said else ""


def _key(mood: str) -> str:
    return mood.replace(" ", "_")
