"""`govledger remarks`: what was voiced, by whom, and whether anybody responded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import click

from cli.asking import question
from cli.params import ABOUT, ACTOR, BODY, OneOf
from ledger.vocabulary.questions import RemarkKind
from projections.answers.from_register import listing, named, short_id, since
from projections.answers.known_subjects import known_subject
from projections.answers.listing import Column, Listing, Row, dated
from projections.answers.names import Name, naming
from projections.answers.replies import reply_items

if TYPE_CHECKING:
    from projections.engine.register import Register
    from projections.remarks import Voiced

COLUMNS: Final = (
    *(Column("text", "remark"), "kind", named("by"), named("to"), dated("since", "date")),
    *(Column("completeness", "response"), named("about"), named("body", "before"), Column("meeting", tabled=False)),
    *("standing", short_id(), "responses"),
)


@click.command("remarks")
@click.option("--kind", type=OneOf(list(RemarkKind)), help="Only concerns, comments, requests or recommendations.")
@click.option("--without-response", is_flag=True, help="Only those to which no response is recorded.")
@click.option("--by", type=ACTOR, help="Only those made by somebody, as ruth-bennett.")
@click.option("--to", type=ACTOR, help="Only those put to somebody.")
@click.option("--about", type=ABOUT, help="Only those about a subject, as icb or project:icn.")
@click.option("--body", type=BODY, help="Only those made in meetings of a body.")
@question
def command(register: Register, **asked: Any) -> Listing:
    """List the concerns, comments, requests and recommendations by a day, with whatever was said in response."""
    from projections import remarks

    for key, kinds in (("by", ACTOR.kinds), ("to", ACTOR.kinds), ("about", ABOUT.kinds), ("body", BODY.kinds)):
        asked[key] = asked[key] and known_subject(register, asked[key], kinds)
    name = naming(register)
    rows = [_row(each, name) for each in remarks.remarks(register, **asked)]
    return listing(register, rows, *COLUMNS, vertical=True, empty="no such remark recorded")


def _row(voiced: Voiced, name: Name) -> Row:
    row = voiced.remark.row
    cells = {
        **{key: getattr(voiced.remark.event, key) for key in ("text", "by", "to", "about", "meeting")},
        "id": voiced.remark.stream,
        "kind": voiced.remark.event.kind.value,
        "body": voiced.body,
        "since": since(row),
        "standing": row.standing.value,
        "completeness": voiced.completeness.value,
        "responses": reply_items(voiced.replies, name),
    }
    return Row(cells, voiced.entries, voiced.certainty.value)
