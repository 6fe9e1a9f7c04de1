"""What was known before, what changed since, and what was taken back: each has an address, and leads to the others."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from register.app import create_app
from register.site import Site
from tests.keys import own_keys
from tests.register.conftest import run

PAGE = {"accept": "text/html"}


def links(page: str, text: str) -> list[str]:
    return [unescape(found) for found in re.findall(rf'<a [^>]*href="([^"]*)"[^>]*>{re.escape(text)}', page)]


@pytest.fixture
def asking(tmp_path: Path) -> TestClient:
    """A register in which one of two people was recorded by mistake."""
    ledger, file = tmp_path / "ledger.db", tmp_path / "minutes.yaml"
    file.write_text(
        "source: {document: Minutes, date: 2024-01-01}\n"
        "register: {people: {ann: {name: Ann Smith}, bob: {name: Bob Jones}}}\n"
    )
    with own_keys(tmp_path):
        run(ledger, "init")
        run(ledger, "record", str(file))
        run(ledger, "retract", "1", "--why", "she was a guest")
    return TestClient(create_app(Site(ledger=f"sqlite:///{ledger}")))


def test_what_was_taken_back_is_gone_and_leads_to_what_was_known_before(asking: TestClient) -> None:
    page = asking.get("/person/ann", headers=PAGE)

    assert page.status_code == 410
    assert "was in the register until entry 3 took back what told of it: she was a guest" in unescape(page.text)
    [before] = links(page.text, "As it was known before")
    assert before.endswith("known-at=2")
    assert asking.get(before, headers=PAGE).status_code == 200
    assert asking.get("/person/bob", headers=PAGE).status_code == 200


def test_what_changed_is_on_a_page_and_to_the_byte_what_the_command_gives(ledger: Path, client: TestClient) -> None:
    moments = "known-from=1&known-to=700"
    words = ("diff", "icb", "--known-from", "1", "--known-to", "700", "--public", "--format")
    page = client.get(f"/diff/body:icb?{moments}", headers=PAGE)

    assert page.status_code == 200
    assert str(page.url).endswith("from=ever&to=ever&known-from=1&known-to=700")
    assert "Janet Bailey" in page.text
    for form in ("json", "jsonl", "csv"):
        assert client.get(f"/diff/body:icb.{form}?{moments}").text == run(ledger, *words, form)


@pytest.mark.parametrize(
    ("address", "status", "said"),
    [
        ("/diff/body:icb", 200, "this is compared with itself"),
        ("/diff/nothing-there", 404, "nothing-there"),
        ("/diff/body:icb?from=31/05/2018", 400, "did you mean 2018-05-31?"),
        ("/diff/body:icb?known-from=99999", 404, "there is no entry 99999"),
        ("/diff/body:icb?since=2018", 400, "since"),
        ("/diff/body:icb?from=2018-06", 400, "from: '2018-06' is not a day"),
        ("/diff/body:icb.atom", 404, "Nothing stands"),
    ],
)
def test_a_comparison_that_cannot_be_made_says_why(client: TestClient, address: str, status: int, said: str) -> None:
    page = client.get(address, headers=PAGE)

    assert page.status_code == status
    assert said.casefold() in unescape(page.text).casefold()


def test_data_of_one_moment_compared_with_itself_is_refused(client: TestClient) -> None:
    refused = client.get("/diff/body:icb.json")

    assert refused.status_code == 400
    assert "both moments are the same" in refused.json()["detail"]


@pytest.mark.parametrize("address", ["/project/icn?as-at=2019-01-31", "/decisions?as-at=2023-12-31&body=th-cabinet"])
def test_a_page_leads_to_earlier_states_of_knowledge_at_which_it_was_another(client: TestClient, address: str) -> None:
    page = client.get(address, headers=PAGE).text
    told = page.partition("Earlier states of knowledge")[2].partition("</details>")[0]

    before = links(told, "Before entry")
    assert before
    shown = page.partition("<main")[2]
    for address in before:
        earlier = client.get(address, headers=PAGE)
        assert earlier.status_code == 200
        assert earlier.text.partition("<main")[2] != shown
    for address in links(told, "what it changed"):
        assert client.get(address, headers=PAGE).status_code == 200


def test_a_page_of_a_day_leads_to_the_same_of_any_time(client: TestClient) -> None:
    page = client.get("/body/icb/members?as-at=2018-06-01&stale-after=3", headers=PAGE).text

    [address] = links(page, "that of any time")
    assert address.startswith("/body/icb/members?stale-after=3&as-at=ever&known-at=")


@pytest.mark.parametrize("address", ["/nowhere", "/check", "/body/icb?as-at=yesterday"])
def test_a_page_without_clocks_leads_to_what_is_known_now(client: TestClient, address: str) -> None:
    page = client.get(address, headers=PAGE).text

    [bodies] = links(page, "Bodies")
    assert "known-at" not in bodies
    assert "Integrated Commissioning Board" in client.get(bodies, headers=PAGE).text


def test_a_list_of_which_a_part_was_asked_for_leads_to_the_rest(client: TestClient) -> None:
    address, rows = "/decisions.json?limit=20&as-at=2023-12-31", []
    while address:
        data = client.get(address)
        rows += data.json()["rows"]
        address = data.links.get("next", {}).get("url", "")
    whole = client.get("/decisions.json?as-at=2023-12-31").json()["rows"]

    assert rows == whole
    page = client.get("/decisions?limit=20&as-at=2023-12-31", headers=PAGE).text
    [following] = links(page, "Next rows")
    assert whole[20]["text"][:30] in unescape(client.get(following, headers=PAGE).text)


def test_notes_and_refusals_are_in_the_words_of_a_page(client: TestClient) -> None:
    told = {
        "/commitments?overdue=yes": "Commitments, open</a>” lists what has no date",
        "/commitments?overdue=yes&as-at=ever": "give “as at” a day, or leave “overdue” out",
        "/person/nobody-of-that-name": '“<a href="/person">People</a>” lists what is recorded',
        "/decisions?sort=nothing": "“sort”: ",
    }
    for address, said in told.items():
        page = unescape(client.get(address, headers=PAGE).text)
        main = page.partition("<main")[2]
        assert said in main
        assert "govledger " not in main
        assert " --" not in main
    assert "'sort': " in client.get("/decisions.json?sort=nothing").json()["detail"]


def test_pages_say_where_else_they_stand(client: TestClient) -> None:
    page = client.get("/decisions?as-at=2023-12-31", headers=PAGE).text

    head = page.partition("</head>")[0]
    for kind in ("application/json", "text/csv", "application/atom+xml"):
        assert f'<link rel="alternate" type="{kind}"' in head
