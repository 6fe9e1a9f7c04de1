"""Dates as people write them are refused, and what was meant is offered in the form that is read."""

from __future__ import annotations

import pytest

from ledger.date_habits import meant_by
from ledger.refusals import BadDate
from ledger.vocabulary.dates import when


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("31/05/2018", "2018-05-31"),
        ("31.5.2018", "2018-05-31"),
        ("5-6-2018", "2018-06-05 (day before month)"),
        ("05/05/2018", "2018-05-05"),
        ("2018/05/31", "2018-05-31"),
        ("2018-5-31", "2018-05-31"),
        ("05/2018", "2018-05"),
        ("2018-5", "2018-05"),
        ("31 May 2018", "2018-05-31"),
        ("31-May-2018", "2018-05-31"),
        ("20180531", "2018-05-31"),
        ("31st of May 2018", "2018-05-31"),
        ("Thursday, 31st May 2018", "2018-05-31"),
        ("May 31, 2018", "2018-05-31"),
        ("May 2018", "2018-05"),
        ("Sept. 2018", "2018-09"),
        ("Summer 2019", "2019-22"),
        ("2018\u201305\u201331", "2018-05-31"),
        ("2018\u201105\u201131", "2018-05-31"),
        ("2018\u221205", "2018-05"),
        ("31\u201405\u20142018", "2018-05-31"),
        ("31\u00a0May\u00a02018", "2018-05-31"),
        ("2018-05-31 19:30", "2018-05-31T19:30"),
        ("2018-05-31t19:30:00z", "2018-05-31T19:30:00Z"),
    ],
)
def test_what_was_meant_is_offered(written: str, meant: str) -> None:
    assert meant_by(written) == meant
    assert when(meant.partition(" ")[0]).text == meant.partition(" ")[0]
    with pytest.raises(BadDate) as refused:
        when(written)
    assert f"did you mean {meant}?" in str(refused.value)


@pytest.mark.parametrize(
    "written",
    [
        "31/05/18",
        "31 Mai 2018",
        "30 February 2018",
        "2018/19",
        "13/13/2018",
        "spring",
        "x",
        "",
        "5/13/2018",
        "2006\u201307",
        "2018-05-31 25:30",
    ],
)
def test_what_is_unclear_is_not_guessed(written: str) -> None:
    assert meant_by(written) == ""
    with pytest.raises(BadDate, match="write a day as 2013-09-26"):
        when(written)


@pytest.mark.parametrize(
    "written", ["14.5.18", "14/5/18", "14\u20135\u201318", "14 May 18", "14th May ’18", "Mon 14 May '18"]
)
def test_a_year_of_two_digits_is_to_be_written_in_full(written: str) -> None:
    with pytest.raises(BadDate, match="write a day as 2013-09-26, with its year in full"):
        when(written)
