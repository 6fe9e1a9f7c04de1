"""docs/reference/csv-import.md: the columns of a spreadsheet that can be imported."""

from __future__ import annotations

from docs.generating.markdown import block, code, page, table
from ledger.imports.spreadsheet_columns import COLUMNS, KINDS
from ledger.vocabulary.provenance import Standing
from ledger.vocabulary.resolutions import Verb

_INTRODUCTION = """\
`govledger import csv FILE.csv` takes in bodies, successions, members, vacancies, referrals and resolutions from a
spreadsheet that was saved as CSV in UTF-8, with commas. The first line names the columns, in any order; those that you
do not need can be left out, and a column that is not in the table is refused, so that a slip in its name loses nothing.
When the spreadsheet is imported again, a column that it has no more takes nothing back; an empty cell says that
something is not known, or not so any more. Each row says one thing."""
EXAMPLE = """\
kind,body,person,on behalf of,from,until,project,to,on,text,verb,type,id,seats
body,Health Board,,,2013-04-01,2022-06-30,,,,,,board,,12
succession,Health Board,,,,,,Care Partnership,2022-07-01,,,,,
member,Health Board,Ruth Okafor,Northmoor Council,2016-05-20,2018-03-31,,,,,,,C17,
vacancies,Health Board,,,,,,,2018-04-01,,,,,1
referral,Health Board,,,,,Care Home Strategy,Scrutiny Committee,2018-06-07,,,,,
resolution,Scrutiny Committee,,,,,Care Home Strategy,,2018-07-11,That the strategy be noted.,noted,,,"""
_NAMES = """\
Within one register (`--register NAME`; `spreadsheet` if you give none) a name stands for one body, one person, one
organisation, one project: where two share a name, give them ids in the column `id`, or write a fuller name. A body has
a row of its own where there is more to say of it than its name. What is in the ledger already is named by its
id, with its kind: `person:tom-hale`. Dates are written as in a meeting file: `2018-06-07`, `2018-06`, `2018~`,
`[..2018-12]`. An end is the last day in force; if yours is the first day out, use the column `left on`.
Where the list has `Vacant` or `Vacancy` in place of a name, nobody is registered by it; such rows are counted."""


def csv_import() -> str:
    """The page."""
    rows = (
        (code(column.name), column.meaning, _kinds(column.needed_by), _kinds(column.allowed_in)) for column in COLUMNS
    )
    return page(
        "Spreadsheets that can be imported",
        _INTRODUCTION,
        [
            table(("column", "what it holds", "needed by", "may stand in"), rows),
            f"Verbs: {', '.join(map(code, Verb))}. Standings: {', '.join(map(code, Standing))}.",
            "## Names and dates",
            _NAMES,
            "## Example",
            block("csv", EXAMPLE),
        ],
    )


def _kinds(kinds: tuple[str, ...]) -> str:
    return "all" if kinds == KINDS else ", ".join(kinds)
