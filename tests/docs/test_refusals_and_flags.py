"""The page on refusals and flags says what the tests run, neither more nor less."""

from __future__ import annotations

from docs.refusals_and_flags import PAGE, page


def test_the_page_on_refusals_and_flags_is_fresh() -> None:
    assert PAGE.read_text() == page(), "make it anew: python -m docs.refusals_and_flags"


def test_the_page_quotes_refusals_as_they_are_given() -> None:
    assert (
        "* a vote that says nothing of how it went: *the vote on the resolution 'cabinet/2015-10-08/bridge' says"
        in page()
    )
    assert "* a vote without a quorum: flagged as **vote without a quorum**" in page()
