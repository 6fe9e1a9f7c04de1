"""Of which decisions notice was given beforehand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from ledger.vocabulary.dates import When
from ledger.vocabulary.decisions import DecisionNoticed, Urgency
from projections.answers.columns import DECIDER, AboutProject, Standing
from projections.answers.deferred import Deferred
from projections.answers.layout import row_from
from projections.answers.question import Answer, Column, Line, Parameter, column_of, question

if TYPE_CHECKING:
    from projections.engine.register import Register


class Notice(Line, frozen=True, kw_only=True):
    """A notice of a decision to come."""

    project: Annotated[str, Column("What is to be decided on", "project")]
    since: Annotated[When, Column("When notice was given", label="published")]
    by: Annotated[str | None, column_of(DecisionNoticed, "by", label="who will decide")]
    due: Annotated[When | None, column_of(DecisionNoticed, "due")]
    is_key: Annotated[bool | None, Column("Whether it is a key decision; empty: not known", label="key")]
    urgency: Annotated[Urgency, Column("Whether it is urgent, and how")]
    private: Annotated[str, column_of(DecisionNoticed, "private")]
    documents: Annotated[tuple[str, ...], Column("The documents before the decision")]
    standing: Standing


@question("notices", noun="of which decisions notice was given beforehand", example="--as-at 2023-12-31")
def notices(
    register: Register,
    project: AboutProject = None,
    by: Annotated[str | None, Parameter("Only of decisions by one decider, as body:cabinet.", DECIDER)] = None,
) -> Answer[Notice]:
    """List the notices of decisions to come, published by a day (SI 2012/2089 regs 9 to 11)."""
    from projections.decisions import notices

    found = notices.notices(register, project, by=by)
    return Answer(Deferred(found, lambda some: [row_from(Notice, each, project=each.stream) for each in some]))
