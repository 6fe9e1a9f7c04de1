"""Every kind of statement has its wrong inputs: refused where they cannot be true, else to be found by whoever asks."""

from __future__ import annotations

import pytest

from tests.aggregates.cases import Table, tables

TABLES = {table.about: table for table in tables()}


@pytest.mark.parametrize("table", TABLES.values(), ids=list(TABLES))
def test_a_kind_of_statement_has_ten_wrong_inputs(table: Table) -> None:
    assert len(table.refused) + len(table.recorded) >= 10
    assert table.refused
    assert table.recorded


@pytest.mark.parametrize("table", TABLES.values(), ids=list(TABLES))
def test_what_should_not_have_happened_is_flagged_or_seen_in_an_answer(table: Table) -> None:
    for sentence, case in table.recorded.items():
        assert bool(case.flagged) != bool(case.seen), sentence
        assert not case.says, sentence
    for sentence, case in table.refused.items():
        assert case.says, sentence
