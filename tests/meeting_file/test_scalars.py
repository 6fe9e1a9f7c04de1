"""Dates, numbers and yes or no, as clerks write them."""

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger.meeting_file.values import date_text
from ledger.refusals import BadDate
from ledger.vocabulary.dates import LONGEST_DATE, when


@given(st.dates())
def test_every_day_of_the_calendar_is_a_date(day: object) -> None:
    assert date_text(str(day)) == str(day)


@settings(deadline=None)
@given(st.text(alphabet="0123456789-/.[]X~?%, ", max_size=40))
def test_a_text_is_a_date_or_refused_as_none(text: str) -> None:
    written = text

    with suppress(BadDate):
        written = date_text(text)
        assert when(written).earliest <= when(written).latest
    assert written == text


def test_a_date_is_no_longer_than_a_clerk_would_write() -> None:
    with pytest.raises(BadDate, match="too long"):
        date_text("2" * (LONGEST_DATE + 1))
