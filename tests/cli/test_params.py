"""What options may say, and how they say what would be right."""

from __future__ import annotations

from datetime import date
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result
from freezegun import freeze_time

from cli.params import ANYTHING, BODY, DAY, DAY_OR_PERIOD, EDTF, MEMBER, MOMENT, NewSubjectType, today


def given(kind: click.ParamType[Any], value: str) -> Result:
    @click.command()
    @click.option("--x", type=kind)
    def show(x: object) -> None:
        click.echo(repr(x))

    return CliRunner().invoke(show, ["--x", value])


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        (EDTF, "[..2018-12]", "When(text='[..2018-12]', earliest=0, latest=737059)"),
        (DAY, "2018-06-01", "datetime.date(2018, 6, 1)"),
        (MOMENT, "2018-06-01", "datetime.date(2018, 6, 1)"),
        (MOMENT, "42", "42"),
        (MOMENT, "2026-11-28T10:15Z", "datetime.datetime(2026, 11, 28, 10, 15, tzinfo=datetime.timezone.utc)"),
        (
            MOMENT,
            "2026-11-28T10:15:30+00:00",
            "datetime.datetime(2026, 11, 28, 10, 15, 30, tzinfo=datetime.timezone.utc)",
        ),
        (MOMENT, "2026-07-01t10:15:30.5+01:00", "datetime.datetime(2026, 7, 1, 10, 15, 30, 500000, tzinfo="),
        (BODY, "icb", "'body:icb'"),
        (BODY, "body:icb", "'body:icb'"),
        (MEMBER, "feven", "'feven'"),
        (MEMBER, "post:director", "'post:director'"),
        (ANYTHING, "project:icn/hub", "'project:icn/hub'"),
    ],
)
def test_what_is_right_is_read(kind: click.ParamType[Any], value: str, expected: str) -> None:
    found = given(kind, value).stdout.strip()
    assert found == expected or (expected.endswith("tzinfo=") and found.startswith(expected))


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        (EDTF, "2018-02-30", "cannot read the date '2018-02-30': there is no such day in the calendar"),
        (EDTF, "last summer", "write a day as 2013-09-26, a month as 2013-06"),
        (DAY, "2018-06", "'2018-06' is not a day; write it as 2018-06-01, today or ever"),
        (DAY_OR_PERIOD, "2018-13", "'2018-13' is not a day; write it as 2018-06-01, 2018-06, 2018, today or ever"),
        (DAY_OR_PERIOD, "0000", "'0000' is not a day"),
        (DAY, "1 June 2018", "'1 June 2018' is not a day; did you mean 2018-06-01?"),
        (DAY, "June 2018", "'June 2018' is not a day; write it as 2018-06-01, today or ever"),
        (MOMENT, "31/5/2018", "'31/5/2018' is neither a day nor an entry; did you mean 2018-05-31?"),
        (DAY, "2018-02-30", "'2018-02-30' is not a day"),
        (
            MOMENT,
            "2026-11-28T10:15",
            "'2026-11-28T10:15' says no zone; write 2026-11-28T10:15Z, or 2026-11-28T10:15+00:00",
        ),
        (MOMENT, "2026-07-01 10:15:30", "'2026-07-01 10:15:30' says no zone; write 2026-07-01T10:15:30Z, or"),
        (MOMENT, "2026-07-01 10:15", "or 2026-07-01T10:15+01:00 if that is the time in London"),
        (MOMENT, "2026-11-28T25:15Z", "'2026-11-28T25:15Z' is neither a day nor an entry"),
        (MOMENT, "2026-02-30T10:15Z", "'2026-02-30T10:15Z' is neither a day nor an entry"),
        (MOMENT, "soon", "'soon' is neither a day nor an entry"),
        (MOMENT, "-3", "'-3' is neither a day nor an entry"),
        (NewSubjectType("body"), "Integrated Commissioning Board", "try 'integrated-commissioning-board'"),
        (BODY, "project:icb", "'project:icb' is no body"),
        (BODY, "", "expected an id or a name, found nothing"),
    ],
)
def test_what_is_wrong_is_a_usage_error_that_says_what_would_be_right(
    kind: click.ParamType[Any], value: str, expected: str
) -> None:
    result = given(kind, value)

    assert result.exit_code == 2
    assert expected in result.stderr


@freeze_time("2026-06-30 23:30:00")
def test_today_is_the_day_in_london() -> None:
    assert today() == date(2026, 7, 1)
    assert "(2026, 7, 1)" in given(DAY, "today").stdout
