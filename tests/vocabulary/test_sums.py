"""Amounts are written as minutes write them, and stored in digits."""

import pytest

from ledger.vocabulary.sums import in_digits


@pytest.mark.parametrize(
    ("written", "digits"),
    [
        ("£435k", "435000"),
        ("£1.2m", "1200000"),
        ("£4.25 million", "4250000"),
        ("£2bn", "2000000000"),
        ("-£3,000", "-3,000"),
        ("£3,000.50", "3000.50"),
        ("42500000", "42500000"),
        ("-12.50", "-12.50"),
        ("£12 thousand", "12000"),
    ],
)
def test_an_amount_becomes_digits(written: str, digits: str) -> None:
    assert in_digits(written) == digits.replace(",", "")


@pytest.mark.parametrize("written", ["lots", "3,00", "1e5", "£0.123", "£1.000001k", "£", "", "1.2.3", "about £3"])
def test_what_is_no_amount_stays_as_it_is(written: str) -> None:
    assert in_digits(written) == written
