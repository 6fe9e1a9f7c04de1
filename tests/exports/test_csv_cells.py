"""Cells of CSV: what a spreadsheet would run has an apostrophe before it, and nothing else has."""

from __future__ import annotations

import pytest

from ledger.csv_cells import cell

RUN = (
    "=1+1",
    "=HYPERLINK(1)",
    "+1+1",
    "-1+2",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "-",
    "--5",
    "-5a",
    "=",
    "＝1",
    "-5\n",
)
SHOWN = ("", "a", "5", "-5", "+5", "-5.25", "a=1", " =1", "2018-06-07", "'=1", "é")


@pytest.mark.parametrize("text", RUN)
def test_what_begins_a_formula_is_made_a_text(text: str) -> None:
    assert cell(text) == f"'{text}"


@pytest.mark.parametrize("text", SHOWN)
def test_anything_else_stays_as_it_is(text: str) -> None:
    assert cell(text) == text
