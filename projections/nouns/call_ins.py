"""What was called in, and what became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from ledger.vocabulary.dates import When
from ledger.vocabulary.decisions import DecisionCalledIn
from projections.answers.columns import ACTOR, DECIDED, DECIDER, Standing
from projections.answers.decision_parts import called_in
from projections.answers.question import Answer, Column, Line, Parameter, column_of, question

if TYPE_CHECKING:
    from projections.engine.register import Register


class CallIn(Line, frozen=True, kw_only=True):
    """A call-in and what became of it."""

    id: Annotated[str, Column("What was called in", DECIDED, bare=True, label="decision")]
    called_in: Annotated[When, Column("When it was called in")]
    by: Annotated[tuple[str, ...], Column("Who called it in", ACTOR)]
    to: Annotated[str | None, column_of(DecisionCalledIn, "to")]
    grounds: Annotated[str, Column("On which grounds")]
    determined: Annotated[When | None, Column("When it was determined what becomes of it")]
    determined_by: Annotated[str | None, Column("Who determined that", DECIDER)]
    outcome: Annotated[str | None, Column("What was determined")]
    outcome_text: Annotated[str | None, Column("In which words")]
    force: Annotated[str, Column("Whether it may be acted on", label="in effect?")]
    standing: Standing


@question("call-ins", noun="what was called in, and what became of it", example="--as-at 2023-07-05")
def call_ins(
    register: Register,
    open_: Annotated[bool, Parameter("Only those that are not determined: not yet to be acted on.")] = False,
) -> Answer[CallIn]:
    """List what was called in by a day, on which grounds, and what became of it by that day."""
    from projections.decisions import call_ins
    from projections.decisions.individual import decision

    rows = []
    for answer in call_ins.call_ins(register):
        made = decision(register, answer.stream)
        effect = call_ins.effect(register, answer.stream, made.event.effective_from if made else "")
        told = called_in(effect)
        if told is None or (open_ and effect.force is not call_ins.Force.CALLED_IN):
            continue
        shown = {name: getattr(told, name) for name in CallIn.__struct_fields__ if hasattr(told, name)}
        shown |= {"force": effect.force.value, "certainty": effect.certainty.value}
        rows.append(CallIn(id=answer.stream, **shown))
    return Answer(rows)
