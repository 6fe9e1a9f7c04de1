"""What organisations agreed on, in the terms of a day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from ledger.vocabulary.accountability import AgreementEntered, AgreementKind, Budget
from projections.answers.columns import LastTold, Since, StaleAfter, Standing, Until
from projections.answers.layout import row_from
from projections.answers.other_subjects import OF_PREDECESSORS
from projections.answers.question import Answer, Column, Line, Parameter, column_of, question, unless_stale

if TYPE_CHECKING:
    from projections.engine import register as engine
    from projections.engine.register import Register
    from projections.engine.rows import Point


class Agreement(Line, frozen=True, kw_only=True):
    """An agreement in the terms of the day."""

    id: Annotated[str, Column("The agreement", "agreement", bare=True)]
    title: Annotated[str, column_of(AgreementEntered, "title")]
    kind: Annotated[AgreementKind, Column("What kind of agreement it is")]
    parties: Annotated[tuple[str, ...], Column("Who agreed", "organisation")]
    host: Annotated[str | None, Column("The organisation that hosts it", "organisation")]
    lead: Annotated[str | None, Column("The organisation that leads it", "organisation")]
    budget: Annotated[Budget, Column("Whether money is pooled")]
    functions: Annotated[tuple[str, ...], column_of(AgreementEntered, "functions")]
    covers: Annotated[tuple[str, ...], column_of(AgreementEntered, "covers")]
    varied: Annotated[tuple[str, ...], Column("How its terms were varied since it was entered")]
    since: Since
    until: Until
    last_told: LastTold
    standing: Standing


@question(
    "agreements",
    lasting=True,
    noun="what organisations agreed on, and its terms",
    example="--as-at 2023-12-31",
    below={OF_PREDECESSORS: Agreement},
)
def agreements(
    register: Register,
    party: Annotated[str | None, Parameter("Only those of an organisation.", "organisation")] = None,
    project: Annotated[str | None, Parameter("Only those about a project.", "project")] = None,
    stale_after: StaleAfter = None,
) -> Answer[Agreement]:
    """List the agreements in force on a day, in the terms of that day; proposed ones are only possible."""
    from projections.accountability import declared

    varied = (_as_varied(register, each) for each in declared.agreements(register, project=project))
    found = [each for each in varied if party is None or party in each.parties]
    return Answer(unless_stale(register, found, stale_after))


def _as_varied(register: Register, answer: engine.RowAsAt[Point[AgreementEntered]]) -> Agreement:
    from projections.accountability import declared

    changed = declared.variations(register, answer.stream)
    terms: dict[str, Any] = {
        name: next((v for each in reversed(changed) if (v := getattr(each.event, name))), getattr(answer.event, name))
        for name in ("parties", "host", "lead", "budget")
    }
    entries = tuple(sorted({*answer.row.entries, *(position for each in changed for position in each.row.entries)}))
    return row_from(Agreement, answer, **terms, varied=tuple(each.event.what for each in changed), entries=entries)
