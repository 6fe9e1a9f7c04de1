"""`govledger decision`: what individuals, officers and executives decided, and what its record lacks."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

import click

from cli.asking import question
from cli.event_commands import stating
from cli.lazy import Verbs
from cli.params import DECIDER, DECISION, PROJECT
from ledger.vocabulary.dates import when
from ledger.vocabulary.decisions import CallInDetermined, DecisionCalledIn, DecisionMade
from projections.answers.decision_rows import VOTE, call_in_cells, minutes_cells, reached_cells, record_cells
from projections.answers.from_register import listing, named, row_of, short_id
from projections.answers.known_subjects import known_subject, refuse_unknown, refuse_unknown_ones
from projections.answers.listing import Column, Listing, Row, dated
from projections.answers.names import Name, naming

if TYPE_CHECKING:
    from projections.decisions.individual import Decision
    from projections.engine.register import Answer, Register


def _said(urgency: str) -> str:
    """Tables say nothing of an urgency that there was not."""
    return "" if urgency == "none" else urgency


_URGENCY: Final = Column("urgency", text=_said)
_PAGE: Final[tuple[str | Column | tuple[Column, ...], ...]] = (
    *(short_id(), dated("since", "date"), named("by"), "kind", "text", "reasons", "alternatives"),
    *(
        Column("no_alternatives", "no alternatives", text=lambda none: "so the record says" if none else ""),
        "interests",
    ),
    *("dispensations", "power", named("under"), Column("is_key", "key"), _URGENCY, named("urgency_agreed_by")),
    *(Column("urgency_agreed_as", "agreed as"), "callable_in", dated("effective_from"), Column("force", "in effect?")),
    *(Column("force_certainty", tabled=False), named("projects"), named("report"), short_id("meeting")),
    *("minutes", VOTE, "notice_given", "standing"),
    *("call_in", "limbs", "referred", "scrutinised", "notices", "present", "declared", "record"),
)


@click.group("decision", cls=Verbs)
def command() -> None:
    """Decisions of individuals, officers and executives (SI 2012/2089, SI 2014/2095)."""


@command.command("list")
@click.option("--by", type=DECIDER, help="Only by one decider, as body:cabinet or post:director.")
@click.option("--project", type=PROJECT, help="Only about one project.")
@question
def list_(register: Register, by: str | None, project: str | None) -> Listing:
    """List the decisions by a day, each with whether it is key, and whether it may be acted on."""
    from projections.decisions import call_ins
    from projections.decisions import individual as decisions

    refuse_unknown_ones(register, project)
    rows, by = [], by and known_subject(register, by, DECIDER.kinds)
    for answer in decisions.decisions(register, by=by, project=project):
        effect = call_ins.effect(register, answer.stream, answer.event.effective_from)
        row = row_of(answer, force=effect.force.value, kind=answer.event.kind.value, urgency=answer.event.urgency.value)
        rows.append(Row(row.cells, tuple(sorted({*row.entries, *effect.entries})), row.certainty))
    columns = (dated("since", "date"), named("by"), "kind", Column("is_key", "key"), _URGENCY, "text")
    return listing(
        register, rows, *columns, named("projects"), Column("force", "in effect?"), short_id("id"), "standing"
    )


@command.command("show")
@click.argument("decision", type=DECISION)
@question
def show(register: Register, decision: str) -> Listing:
    """Show one decision: its words, how it was reached, what the law asks of its record and what is not recorded.

    A decision that was called in is made, and not yet to be acted on until the call-in is determined.
    """
    from projections.decisions import individual as decisions

    refuse_unknown(register, decision)
    answer, name = decisions.decision(register, decision), naming(register)
    return listing(
        register,
        [_whole(register, each, name) for each in ([answer] if answer else [])],
        *_PAGE,
        vertical=True,
    )


def _offices(register: Register, decision: Decision) -> tuple[str, ...]:
    """Which offices whoever agreed to the urgency certainly had on the day: reg 11 asks for the scrutiny chair."""
    from projections.memberships import offices_of

    who, name = decision.event.urgency_agreed_by, naming(register)
    if not who or decision.from_earliest != decision.from_latest:
        return ()
    held = offices_of(replace(register, as_at=decision.from_earliest), who)
    return tuple(f"{each.event.office} of {name(each.stream)}" for each in held if each.is_certain)


def _whole(register: Register, answer: Answer[Decision], name: Name) -> Row:
    from projections.decisions.context import Reaching
    from projections.decisions.listing import limbs_of
    from projections.decisions.statutory_record import particulars

    limbs = list(limbs_of(answer))
    reached = Reaching(register).of_whole(answer)
    called_in = call_in_cells(reached.effect, name)
    cells: dict[str, Any] = {
        **reached_cells(reached, name),
        "kind": answer.event.kind.value,
        "effective_from": when(answer.event.effective_from) if answer.event.effective_from else None,
        "urgency": answer.event.urgency.value,
        "limbs": tuple(
            {"number": limb.number, "verb": limb.verb.value, "text": limb.text} for limb in limbs if limb.verb
        ),
        "urgency_agreed_as": _offices(register, answer.row),
        "call_in": (called_in,) if called_in else (),
        "minutes": (minutes_cells(reached.minutes, name),),
        "record": record_cells(particulars(answer.row, reached.declared)),
    }
    row = row_of(answer, **cells)
    return Row(row.cells, tuple(sorted({*row.entries, *reached.entries})), row.certainty)


command.add_command(
    stating(
        "record",
        DecisionMade,
        "text",
        help="""Record a decision of an individual, an officer or the executive; --on is the day it was made.

        \b
        govledger decision record 'That the ferry be sold.' --decision ferry-sold --by post:cabinet-member \\
            --on 2023-08-03 --reasons 'it lies idle' --projects ferry --document 'Record of decisions'

        A decision with several limbs is recorded from a file, see `govledger record`.
        """,
    )
)
command.add_command(
    stating(
        "call-in",
        DecisionCalledIn,
        "decision",
        help="""Record that a decision was called in; until that is determined it is not to be acted on.

        \b
        govledger decision call-in decision:ferry-sold --by person:ada-quill --by person:ben-okafor \\
            --on 2023-08-07 --grounds 'nobody was consulted' --document 'Notice of call-in'
        """,
    )
)
command.add_command(
    stating(
        "determine",
        CallInDetermined,
        "decision",
        help="""Record what became of a call-in.

        \b
        govledger decision determine decision:ferry-sold --by body:scrutiny --outcome referred-back \\
            --on 2023-08-14 --document 'Minutes of 14 August 2023'
        """,
    )
)
