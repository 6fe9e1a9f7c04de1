"""The columns of a spreadsheet: the one table for the reader, the reference and the refusals."""

from __future__ import annotations

from typing import Final, NamedTuple

BODY, SUCCESSION, MEMBER, REFERRAL, RESOLUTION = "body", "succession", "member", "referral", "resolution"
VACANCIES: Final = "vacancies"
KINDS: Final = (BODY, SUCCESSION, MEMBER, VACANCIES, REFERRAL, RESOLUTION)
_LASTING: Final = (BODY, MEMBER)
"""What a row can say, in its column `kind`."""


class SheetColumn(NamedTuple):
    """A column: its name in the first line, what it holds, the kinds of rows that need it and that may have it."""

    name: str
    meaning: str
    needed_by: tuple[str, ...] = ()
    allowed_in: tuple[str, ...] = KINDS


COLUMNS: Final = (
    SheetColumn("kind", "`body`, `succession`, `member`, `vacancies`, `referral` or `resolution`", KINDS),
    SheetColumn("body", "the body: its name, or its id in the ledger (`body:icb`)", KINDS),
    SheetColumn("person", "the member: a name, or an id in the ledger (`person:tom-hale`)", (MEMBER,), (MEMBER,)),
    SheetColumn("id", "the source's own id of the body or the member, which tells two of one name apart", (), _LASTING),
    SheetColumn("type", "what kind of body it is: committee, board, panel", (), (BODY,)),
    SheetColumn("of", "the organisation that it is a body of", (), (BODY,)),
    SheetColumn("part of", "the body that it is part of", (), (BODY,)),
    SheetColumn(
        "seats",
        "how many seats the body has; in a row of vacancies, how many of them nobody has",
        (VACANCIES,),
        (BODY, VACANCIES),
    ),
    SheetColumn("on behalf of", "the organisation that the member represents", (), (MEMBER,)),
    SheetColumn("role", "in what role, in the words of the source: member, substitute, chair", (), (MEMBER,)),
    SheetColumn("voting", "`yes` or `no`; empty: not known", (), (MEMBER,)),
    SheetColumn("from", "the first day", (), _LASTING),
    SheetColumn("until", "the last day in force", (), _LASTING),
    SheetColumn("left on", "the first day no longer in force; the day before is recorded as the last", (), _LASTING),
    SheetColumn(
        "project",
        "the project: its title, or its id in the ledger (`project:bromley-well`)",
        (REFERRAL,),
        (REFERRAL, RESOLUTION),
    ),
    SheetColumn(
        "to",
        "the body to which `body` sent the project, or that took over from it",
        (SUCCESSION, REFERRAL),
        (SUCCESSION, REFERRAL),
    ),
    SheetColumn("purpose", "what for", (), (REFERRAL,)),
    SheetColumn("text", "the exact words of the resolution", (RESOLUTION,), (RESOLUTION,)),
    SheetColumn("verb", "what it does: noted, agreed, approved, rejected, ...", (RESOLUTION,), (RESOLUTION,)),
    SheetColumn(
        "on",
        "the day of the succession, the vacancies, the referral or the resolution",
        (),
        (SUCCESSION, VACANCIES, REFERRAL, RESOLUTION),
    ),
    SheetColumn("document", "the document that says so; empty: the spreadsheet itself"),
    SheetColumn("at", "the place in the document: item, page, paragraph"),
    SheetColumn("standing", "minuted, reported, asserted, expected, ...; empty: reported"),
    SheetColumn("note", "a note for the record"),
)
NAMES: Final = tuple(column.name for column in COLUMNS)


def needed(kind: str) -> tuple[str, ...]:
    """The columns that a row of a kind has to fill."""
    return tuple(column.name for column in COLUMNS if kind in column.needed_by)


def not_allowed(kind: str) -> tuple[str, ...]:
    """The columns that a row of a kind leaves empty."""
    return tuple(column.name for column in COLUMNS if kind not in column.allowed_in)
