"""Interests declared, conflicts acknowledged, dispensations granted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any, Final

from ledger.vocabulary.interests import ConflictAcknowledged, InterestDeclared
from projections.answers.columns import ACTOR, Meeting, OnDay, Standing, StatedBy
from projections.answers.layout import row_from
from projections.answers.question import Answer, Column, Line, Parameter, column_of, question
from projections.answers.sentences import tallied

if TYPE_CHECKING:
    from projections.engine.register import Register

NOT_RECORDED: Final = "not recorded"


class Interest(Line, frozen=True, kw_only=True):
    """An interest, a conflict or a dispensation, and what was done about it."""

    what: Annotated[str, Column("Which of the three it is")]
    person: Annotated[tuple[str, ...], Column("Whose it is; none where a class of people is meant", "person")]
    of: Annotated[str | None, column_of(ConflictAcknowledged, "of", label="or of whom")]
    about: Annotated[tuple[str, ...], Column("What it is in", "any")]
    kind: Annotated[str | None, column_of(InterestDeclared, "kind")]
    nature: Annotated[str, Column("What it is, in the words of the record")]
    done: Annotated[str, Column("What was done about it, or that nothing is recorded", label="what was done")]
    by: Annotated[str | None, Column("Who granted the dispensation", ACTOR, label="granted by")]
    declared: Annotated[bool | None, Column("Whether an interest was declared with the dispensation", tabled=False)]
    remark: Annotated[str | None, Column("What is to be borne in mind")]
    meeting: Meeting
    item: Annotated[str | None, column_of(InterestDeclared, "item")]
    since: OnDay
    standing: Standing
    stated_by: StatedBy


@question(
    "interests",
    one="declaration",
    noun="interests declared, conflicts acknowledged, dispensations",
    example="--as-at 2023-12-31",
)
def interests(
    register: Register,
    person: Annotated[
        str | None, Parameter("Only those of a person; conflicts of a whole class name nobody.", "person")
    ] = None,
    about: Annotated[
        str | None, Parameter("Only interests in this project, body ...", "any", also=("--project",))
    ] = None,
    meeting: Annotated[str | None, Parameter("Only those of a meeting.", "meeting")] = None,
) -> Answer[Interest]:
    """List interests declared, conflicts acknowledged and dispensations granted by a day, and what was done about them.

    A conflict can be that of a class of people ("GPs"), who declared nothing. Where nothing is recorded as done,
    the answer says just that.
    """
    found = _rows(register, {"person": person, "about": about, "meeting": meeting})
    rows = sorted(found, key=lambda row: (row.since.order, row.entries))
    return Answer(rows, tallied(rows, "declaration", lambda row: row.what))


def _rows(register: Register, asked: dict[str, Any]) -> Iterator[Interest]:
    from projections import interests

    told: dict[str, Any]
    unsaid = dict.fromkeys(("of", "kind", "by", "declared", "remark", "item"))
    for interest in interests.interests(register, **asked):
        told = {"person": (interest.event.person,), "done": interest.event.action or NOT_RECORDED}
        told |= {"kind": interest.event.kind, "item": interest.event.item}
        yield row_from(Interest, interest, **unsaid | told, what="interest declared")
    for conflict in interests.conflicts(register, **asked):
        told = {
            "person": conflict.event.persons,
            "done": conflict.event.managed or NOT_RECORDED,
            "of": conflict.event.of,
        }
        yield row_from(Interest, conflict, **unsaid | told, what="conflict acknowledged", nature=conflict.event.text)
    for granted in interests.dispensations(register, **asked):
        declared = interests.declarations(register, granted.event)
        remark = "" if declared else "no interest of theirs in it is recorded as declared"
        by_others = (position for each in declared for position in each.row.entries)
        told = {"person": (granted.event.person,), "nature": granted.event.reason, "by": granted.event.by}
        told |= {"done": "let take part", "declared": bool(declared), "remark": remark}
        entries = tuple(sorted({*granted.row.entries, *by_others}))
        yield row_from(Interest, granted, **unsaid | told, what="dispensation granted", entries=entries)
