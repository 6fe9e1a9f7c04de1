"""Names and texts are found by their words, and what is withheld is neither found nor counted."""

from __future__ import annotations

import re
from html import unescape
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
        ("new depot", "New waste depot"),
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


def test_a_text_is_found_with_its_words_marked_and_leads_to_its_entry(client: TestClient) -> None:
    page = client.get("/search", params={"q": '"waste depot" ferry'}, headers=PAGE).text

    assert "That the <mark>waste depot</mark> be built at <mark>Ferry</mark> Road." in page
    assert 'href="/entry/' in page
    assert "1 found: resolution 1." in page


def test_what_is_found_is_narrowed_by_year_and_body_and_widened_again(client: TestClient) -> None:
    page = client.get("/search?q=committee", headers=PAGE).text
    [year] = set(re.findall(r'href="(/search\?q=committee&amp;year=2023[^"]*)"', page))
    narrowed = client.get(unescape(year), headers=PAGE).text

    assert "By body" in page
    assert 'aria-current="true">2023 (' in narrowed
    assert re.search(r'href="/search\?q=committee&amp;as-at=[^"]*">all</a>', narrowed)


def test_a_long_list_has_pages(client: TestClient) -> None:
    first = client.get("/search?q=the", headers=PAGE).text
    second = client.get("/search?q=the&page=2", headers=PAGE).text

    assert "Page 1 of" in first
    assert "Page 2 of" in second
    assert set(re.findall(r"entry (\d+)</a>", first)).isdisjoint(re.findall(r"entry (\d+)</a>", second))


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("q=a*", "is the beginning of too many words"),
        ("q=depot&kind=nothing", "is none of the words here"),
        ("q=depot&body=nobody", "unknown body"),
        ("q=depot&year=-1", "not a valid integer"),
        ("q=depot&page=99", " found: "),
        ("q=zebra", "Nothing in the register is called “zebra” or says so."),
        ("", "All the words have to be there"),
    ],
)
def test_a_search_that_comes_to_nothing_says_why(query: str, says: str, client: TestClient) -> None:
    page = client.get(f"/search?{query}", headers=PAGE)

    assert (page.status_code, says in page.text) == (200, True)


def test_the_question_has_data_at_its_own_address_and_leads_to_the_page(client: TestClient) -> None:
    found = client.get("/search/waste-depot.json").json()
    page = client.get("/search/waste-depot?kind=project", headers=PAGE)

    assert {row["kind"] for row in found["rows"]} == {"project", "resolution"}
    assert page.url.path == "/search"
    assert ">New waste depot</a>" in page.text


def test_what_was_not_known_yet_is_not_found(client: TestClient) -> None:
    assert "New waste depot" not in client.get("/search?q=waste&known-at=100", headers=PAGE).text
    assert "New waste depot" in client.get("/search?q=waste", headers=PAGE).text


def test_what_is_withheld_is_neither_found_nor_counted(made: dict[str, Path]) -> None:  # noqa: F811
    with TestClient(create_app(Site(ledger=f"sqlite:///{made['quillby']}"))) as asking:
        page = asking.get("/search?q=xqzvk", headers=PAGE).text

    assert "Nothing in the register is called" in page
    assert "By kind" not in page
    assert "body:" not in page
