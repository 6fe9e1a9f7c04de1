"""Every form of date has the earliest and latest day that it allows; what is no date is refused in a sentence."""

from __future__ import annotations

import contextlib
import io
import re
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ledger.refusals import BadDate
from ledger.vocabulary.date_times import LONDON
from ledger.vocabulary.dates import day_text, when, when_written

FIRST, LAST = datetime.fromisoformat("0001-01-02"), datetime.fromisoformat("9999-12-30")


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        # moments with a zone are the day that it was in London, in summer and in winter
        ("2021-07-14T23:15:00Z", "2021-07-15", "2021-07-15"),
        ("2021-07-14T22:59:59Z", "2021-07-14", "2021-07-14"),
        ("2021-12-14T23:59:59Z", "2021-12-14", "2021-12-14"),
        ("2021-07-15T00:30:00+02:00", "2021-07-14", "2021-07-14"),
        ("2021-07-15T00:30:00+0100", "2021-07-15", "2021-07-15"),
        ("2021-01-01T03:00:00+05:30", "2020-12-31", "2020-12-31"),
        ("2020-12-31T20:00-08", "2021-01-01", "2021-01-01"),
        ("2021-03-28T23:00Z", "2021-03-29", "2021-03-29"),
        ("2021-10-31T23:30:00.250Z", "2021-10-31", "2021-10-31"),
        # a time without a zone is London's
        ("2021-07-14T23:15:00", "2021-07-14", "2021-07-14"),
        ("2021-07-14T19:30", "2021-07-14", "2021-07-14"),
        ("2021-07-14T00:00:00", "2021-07-14", "2021-07-14"),
        ("2021-07-14T24:00:00", "2021-07-14", "2021-07-14"),
        # about a day, a month, a season, a year, a decade
        ("2020-03-02~", "2020-02-28", "2020-03-05"),
        ("2020-03-02?", "2020-02-28", "2020-03-05"),
        ("2020-03-02%", "2020-02-25", "2020-03-08"),
        ("2020-01~", "2019-12-01", "2020-02-29"),
        ("2019-12~", "2019-11-01", "2020-01-31"),
        ("2020-01%", "2019-11-01", "2020-03-31"),
        ("2021-03-XX~", "2021-02-01", "2021-04-30"),
        ("2022-21~", "2021-12-01", "2022-08-31"),
        ("2022-24~", "2022-09-01", "2023-05-31"),
        ("2022-22%", "2021-12-01", "2023-02-28"),
        ("2022-23?", "2022-06-01", "2023-02-28"),
        ("2022~", "2021-01-01", "2023-12-31"),
        ("2022%", "2020-01-01", "2024-12-31"),
        ("199X~", "1980-01-01", "2009-12-31"),
        # a mark within a date is of the part that it stands at
        ("2022?-21", "2021-03-01", "2023-05-31"),
        ("2022-?04", "2022-03-01", "2022-05-31"),
        ("2022~-04", "2021-04-01", "2023-04-30"),
        # unspecified digits
        ("2021-0X", "2021-01-01", "2021-09-30"),
        ("2021-1X", "2021-10-01", "2021-12-31"),
        ("2021-X1", "2021-01-01", "2021-11-30"),
        ("2021-02-2X", "2021-02-20", "2021-02-28"),
        ("2021-04-3X", "2021-04-30", "2021-04-30"),
        ("2021-XX-31", "2021-01-31", "2021-12-31"),
        ("202X-02-29", "2020-02-29", "2028-02-29"),
        ("19XX-07", "1900-07-01", "1999-07-31"),
        ("198X-24", "1980-12-01", "1990-02-28"),
        ("1XXX", "1000-01-01", "1999-12-31"),
        # how long, some day between, one of several
        ("2020-11-30/2020-12-02", "2020-11-30", "2020-12-02"),
        ("2020-21/2020-23", "2020-03-01", "2020-11-30"),
        ("2020-05~/2021", "2020-04-01", "2021-12-31"),
        ("2020-07-14T18:00Z/2020-07-14T23:30Z", "2020-07-14", "2020-07-15"),
        ("[2020-05..2020-07~]", "2020-05-01", "2020-08-31"),
        ("[2020-05~,2021]", "2020-04-01", "2021-12-31"),
        ("[2020-01-05, 2020-02-05..2020-02-07]", "2020-01-05", "2020-02-07"),
        ("{2020-21,2021-24}", "2020-03-01", "2022-02-28"),
        ("[..2020-05~]", "..", "2020-06-30"),
        ("2020-05-04/..", "2020-05-04", ".."),
        ("/2020-05-04", "..", "2020-05-04"),
        ("XXXX-XX", "..", ".."),
    ],
)
def test_every_form_has_its_bounds(text: str, earliest: str, latest: str) -> None:
    read = when(text)

    assert (read.text, day_text(read.earliest), day_text(read.latest)) == (text, earliest, latest)


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("٢٠٢٠-٠٣-٠٢", "2020-03-02", "2020-03-02"),
        ("२०२०-०३", "2020-03-01", "2020-03-31"),
        ("２０２０-０３-０２", "2020-03-02", "2020-03-02"),
        ("[..২০২০]", "..", "2020-12-31"),
    ],
)
def test_digits_of_any_script_are_the_digits_that_they_are(text: str, earliest: str, latest: str) -> None:
    read = when_written(text)

    assert read.text.isascii()
    assert (day_text(read.earliest), day_text(read.latest)) == (earliest, latest)
    assert read == when(read.text)


@pytest.mark.parametrize(
    "text",
    [
        *("2021-02-3X", "2021-2X", "2021-06-31T10:00", "2021-06-30T25:00", "2021-06-30T10:60Z", "2021-06-30T10:00+99"),
        *("0001-01~", "9999-12~", "9999-12-31~", "0001-01-01T00:00+05:00", "y17e7", "[y1e999999999,2020]", "{}", "[,]"),
        *("2021-07-14 19:30", "2021-07-14t19:30", "20²0", "2021-06-30T", "~", "T", "2021/2020", "[2020,]", "202X-13"),
    ],
)
def test_what_is_no_date_is_refused_in_a_sentence(text: str) -> None:
    with pytest.raises(BadDate, match=f"cannot read the date '{re.escape(text)}': "):
        when(text)


def test_two_times_of_one_day_stand_in_the_order_of_the_clock() -> None:
    in_order = [
        "2021-10-31",
        "2021-10-31T00:00",
        "2021-10-31T00:30:00Z",  # half past one, before the clocks go back
        "2021-10-31T01:30:00Z",  # and half past one again
        "2021-10-31T14:00:00+05:30",
        "2021-10-31T09:00",
        "2021-10-31T24:00:00",
    ]

    told = in_order[::-1]
    assert sorted(told, key=lambda text: when(text).order) == in_order
    assert not when(in_order[0]).is_earlier(when(in_order[1]))
    assert all(when(a).is_earlier(when(b)) for a, b in pairwise(in_order[1:]))
    assert not any(when(a).is_before(when(b)) for a in in_order for b in in_order)


@pytest.mark.parametrize(
    ("text", "words", "within"),
    [
        ("2021-07-14T23:15:00Z", "2021-07-15 00:15", "on 2021-07-15 00:15"),
        ("2021-07-14T19:30", "2021-07-14 19:30", "on 2021-07-14 19:30"),
        ("0018-07-14T19:30:05", "0018-07-14 19:30:05", "on 0018-07-14 19:30:05"),
        ("2020-11-30/2020-12-02", "from 2020-11-30 to 2020-12-02", "from 2020-11-30 to 2020-12-02"),
        ("2020-21/2021~", "from spring 2020 to about 2021", "from spring 2020 to about 2021"),
        ("[2020-11-30..2020-12-02]", "some day 2020-11-30 to 2020-12-02", "some day 2020-11-30 to 2020-12-02"),
        ("2020-22~", "about summer 2020", "about summer 2020"),
    ],
)
def test_times_and_durations_are_worded(text: str, words: str, within: str) -> None:
    assert str(when(text)) == words
    assert when(text).on == within


def test_an_interval_lasts_and_a_set_is_some_day() -> None:
    lasting = when("2020-11-30/2020-12-02")

    assert lasting.lasts
    assert lasting.some_day == when("[2020-11-30..2020-12-02]")
    for other in ("[2020-11-30..2020-12-02]", "2020", "2020/..", "/2020", "XXXX"):
        assert not when(other).lasts
        assert when(other).some_day is when(other)


@given(st.datetimes(FIRST, LAST), st.integers(-14 * 60, 14 * 60))
def test_a_moment_is_the_day_in_london_whatever_its_zone(moment: datetime, minutes: int) -> None:
    local = moment.replace(tzinfo=UTC).astimezone(LONDON)
    sign, (hours, rest) = "-" if minutes < 0 else "+", divmod(abs(minutes), 60)
    written = (moment + timedelta(minutes=minutes)).isoformat() + f"{sign}{hours:02}:{rest:02}"

    assert when(written).earliest == when(written).latest == local.toordinal()


@given(
    st.dates(date(100, 1, 1), date(9000, 1, 1)), st.sampled_from([(10, 6), (7, 62), (4, 731)]), st.sampled_from("~?%")
)
def test_a_mark_widens_a_date_to_either_side(day: date, told: tuple[int, int], mark: str) -> None:
    letters, widest = told
    plain, marked = when(day.isoformat()[:letters]), when(day.isoformat()[:letters] + mark)

    assert 0 < plain.earliest - marked.earliest <= widest
    assert 0 < marked.latest - plain.latest <= widest


PIECES = st.sampled_from(
    [*"0123456789XxTZ~?%-/.,[]{}+: yeES", "..", "2018", "-1X", "-06", "-2X", "XX", "T10:00", "-21", "\u0663", "\u2013"]
)
LIKE_DATES = st.from_regex(r"[\[{]?[12][0-9X]{3}(-[0-3X][0-9X]){0,2}[~?%]?[\]}]?", fullmatch=True)


@given(st.lists(PIECES, max_size=14).map("".join) | LIKE_DATES | st.text(max_size=20))
@example("2018-1X")
@example("[2018-1X,2019]")
@example("y-17e99999999")
@example("2018-?1X")
@example("XXXX-1X")
def test_whatever_is_written_is_read_or_refused_and_nothing_is_printed(text: str) -> None:
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
        try:
            read = when_written(text)
        except BadDate:
            pass
        else:
            assert read.earliest <= read.latest
            assert str(read)
            assert read.on
            assert read.order[:2] == (read.earliest, read.latest)
    assert printed.getvalue() == ""
