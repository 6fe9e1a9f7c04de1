"""Subjects are found by what they are called, and what is withheld is neither found nor counted."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from register.app import create_app
from register.site import Site
from tests.exempt.conftest import made  # noqa: F401  a ledger in which an entry of every type is exempt

PAGE = {"accept": "text/html"}


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("scrutiny", "Overview and Scrutiny Committee"),
        ("overview scru", "Overview and Scrutiny Committee"),
        ("ELLA", "Councillor Ella Frost"),
        ("waste", "New waste depot"),
        ("th-waste", "New waste depot"),
        ("integrated-commissioning", "Integrated Commissioning Board"),
    ],
)
def test_a_name_is_found_by_the_beginnings_of_its_words(words: str, found: str, client: TestClient) -> None:
    assert f">{found}</a>" in client.get("/search", params={"q": words}, headers=PAGE).text


@pytest.mark.parametrize("words", ["", "   ", "%", "_", "'", "<script>", "\u202e", "x" * 5000, "zebra", "\x00"])
def test_any_words_can_be_looked_for(words: str, client: TestClient) -> None:
    page = client.get("/search", params={"q": words}, headers=PAGE)

    assert page.status_code == 200
    assert "<script" not in page.text
    assert "\u202e" not in page.text


def test_kinds_are_counted_and_narrow_it(client: TestClient) -> None:
    page = client.get("/search?q=council&kind=organisation", headers=PAGE).text

    assert "organisation (" in page
    assert "person:" not in page


def test_what_was_not_known_yet_is_not_found(client: TestClient) -> None:
    assert "New waste depot" not in client.get("/search?q=waste&known-at=100", headers=PAGE).text
    assert "New waste depot" in client.get("/search?q=waste", headers=PAGE).text


def test_what_is_withheld_is_neither_found_nor_counted(made: dict[str, Path]) -> None:  # noqa: F811
    with TestClient(create_app(Site(ledger=f"sqlite:///{made['quillby']}"))) as asking:
        page = asking.get("/search?q=xqzvk", headers=PAGE).text

    assert "Nothing in the register is called" in page
    assert "By kind" not in page
    assert "body:" not in page
