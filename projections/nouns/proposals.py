"""What was only proposed, expected or anticipated, and whether it came about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Final

from ledger.vocabulary.dates import When, when
from ledger.vocabulary.provenance import Standing as Known
from ledger.vocabulary.subjects import kind_of
from projections.answers.columns import Standing, StatedBy
from projections.answers.layout import row_from
from projections.answers.question import Answer, Column, Line, Parameter, question

if TYPE_CHECKING:
    from projections.engine.engine import AnyProjection
    from projections.engine.register import Register

_TO_COME: Final = (Known.PROPOSED, Known.EXPECTED, Known.ANTICIPATED)


class Proposal(Line, frozen=True, kw_only=True):
    """Something that is to come, as far as anybody said."""

    subject: Annotated[str, Column("What was proposed", "body|post|project|agreement|delegation", label="proposed")]
    what: Annotated[str, Column("Whether it is a body, a post, a project, an agreement or a delegation")]
    since: Annotated[When, Column("From when it would be there", label="from")]
    standing: Standing
    stated_by: StatedBy
    came_about: Annotated[bool | None, Column("Whether it came about; empty: nothing is recorded that shows it")]
    there_by: Annotated[When | None, Column("By when something is told that it did", label="there")]


@question(
    "proposals",
    noun="what was only proposed or expected, and whether it came about",
    as_at="ever",
    example="--standing proposed",
)
def proposals(
    register: Register,
    standing: Annotated[Known | None, Parameter("Only what is proposed, only what is anticipated ...")] = None,
) -> Answer[Proposal]:
    """List bodies, posts, projects, agreements and delegations that are only proposed, expected or anticipated.

    What somebody said later to be there is no longer among them. Of a body that acted though nobody said that it was
    set up it is told that it came about; of the rest nothing is recorded that shows it, which does not mean that it
    did not.
    """
    from projections.accountability.declared import AGREEMENTS, DELEGATIONS
    from projections.being import acts_of
    from projections.bodies import BODIES
    from projections.people import POSTS
    from projections.projects import PROJECTS

    rows = []
    tables: tuple[AnyProjection, ...] = (BODIES, POSTS, PROJECTS, AGREEMENTS, DELEGATIONS)
    for projection in tables:
        found = [
            each
            for each in register.rows(projection)
            if each.row.standing in _TO_COME and standing in (None, each.row.standing)
        ]
        acts = acts_of(register, (each.stream for each in found)) if projection is BODIES else {}
        for each in found:
            act = acts.get(each.stream)
            more: dict[str, Any] = {
                "what": kind_of(each.stream),
                "came_about": True if act else None,
                "there_by": when(act.since) if act else None,
                "entries": tuple(sorted({*each.row.entries, *(act.entries if act else ())})),
            }
            rows.append(row_from(Proposal, each, subject=each.stream, **more))
    shown = sum(bool(row.came_about) for row in rows)
    said = f"{len(rows)} proposed or expected; of {shown or 'none'} anything is recorded that shows it came about."
    return Answer(rows, said if rows else "", empty="nothing recorded that is only proposed or expected")
