"""Who may exercise whose functions, and who stays accountable."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from ledger.vocabulary.accountability import DelegationGranted
from projections.answers.columns import DECIDER, LastTold, Since, StaleAfter, Standing, Until
from projections.answers.layout import row_from
from projections.answers.other_subjects import OF_PREDECESSORS
from projections.answers.question import Answer, Column, Line, Parameter, column_of, question, unless_stale

if TYPE_CHECKING:
    from projections.engine.register import Register


class Delegation(Line, frozen=True, kw_only=True):
    """A function that another may exercise."""

    id: Annotated[str, Column("The delegation", "delegation", bare=True)]
    function: Annotated[str, Column("What may be exercised")]
    by: Annotated[str | None, Column("Who granted it; empty where nobody said", DECIDER)]
    to: Annotated[str, Column("Who may exercise it", DECIDER)]
    instrument: Annotated[str, column_of(DelegationGranted, "instrument")]
    agreement: Annotated[str | None, Column("The agreement that it is part of", "agreement")]
    conditions: Annotated[str, Column("On which conditions")]
    accountability_retained: Annotated[
        bool, Column("Whether who granted it stays accountable", label="grantor accountable")
    ]
    since: Since
    until: Until
    last_told: LastTold
    standing: Standing


@question(
    "delegations",
    lasting=True,
    noun="who may exercise whose functions, and who stays accountable",
    example="--as-at 2023-12-31",
    below={OF_PREDECESSORS: Delegation},
)
def delegations(
    register: Register,
    by: Annotated[str | None, Parameter("Only what this one has delegated.", DECIDER)] = None,
    to: Annotated[str | None, Parameter("Only what was delegated to this one.", DECIDER)] = None,
    stale_after: StaleAfter = None,
) -> Answer[Delegation]:
    """List the delegations in force on a day: by what power a body decides, and who stays accountable."""
    from projections.accountability import declared

    rows = (row_from(Delegation, each) for each in declared.delegations(register, by=by, to=to))
    return Answer(unless_stale(register, rows, stale_after))
