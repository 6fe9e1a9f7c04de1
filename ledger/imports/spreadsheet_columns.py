"""The columns of a spreadsheet that can be imported: the one table for its reader, its page and its refusals."""

from __future__ import annotations

from typing import Final, NamedTuple

MEMBER, REFERRAL, RESOLUTION = "member", "referral", "resolution"
KINDS: Final = (MEMBER, REFERRAL, RESOLUTION)
"""What a row can say, in its column `kind`."""


class Column(NamedTuple):
    """A column: its name in the first line, what it holds, the kinds of rows that need it and that may have it."""

    name: str
    meaning: str
    needed_by: tuple[str, ...] = ()
    allowed_in: tuple[str, ...] = KINDS


COLUMNS: Final = (
    Column("kind", "`member`, `referral` or `resolution`", KINDS),
    Column("body", "the body: its name, or its id in the ledger (`body:icb`)", KINDS),
    Column("person", "the member: a name, or an id in the ledger (`person:tom-hale`)", (MEMBER,), (MEMBER,)),
    Column("on behalf of", "the organisation that the member represents", (), (MEMBER,)),
    Column("role", "in what role, in the words of the source: member, substitute, chair", (), (MEMBER,)),
    Column("voting", "`yes` or `no`; empty: not known", (), (MEMBER,)),
    Column("from", "the first day", (), (MEMBER,)),
    Column("until", "the last day in force", (), (MEMBER,)),
    Column("left on", "the first day no longer in force; the day before is recorded as the last", (), (MEMBER,)),
    Column(
        "project",
        "the project: its title, or its id in the ledger (`project:bromley-well`)",
        (REFERRAL,),
        (REFERRAL, RESOLUTION),
    ),
    Column("to", "the body to which `body` sent the project", (REFERRAL,), (REFERRAL,)),
    Column("purpose", "what for", (), (REFERRAL,)),
    Column("text", "the exact words of the resolution", (RESOLUTION,), (RESOLUTION,)),
    Column("verb", "what it does: noted, agreed, approved, rejected, ...", (RESOLUTION,), (RESOLUTION,)),
    Column("on", "the day of the referral or the resolution", (), (REFERRAL, RESOLUTION)),
    Column("document", "the document that says so; empty: the spreadsheet itself"),
    Column("at", "the place in the document: item, page, paragraph"),
    Column("standing", "minuted, reported, asserted, expected, ...; empty: reported"),
    Column("note", "a note for the record"),
)
NAMES: Final = tuple(column.name for column in COLUMNS)


def needed(kind: str) -> tuple[str, ...]:
    """The columns that a row of a kind has to fill."""
    return tuple(column.name for column in COLUMNS if kind in column.needed_by)


def not_allowed(kind: str) -> tuple[str, ...]:
    """The columns that a row of a kind leaves empty."""
    return tuple(column.name for column in COLUMNS if kind not in column.allowed_in)
