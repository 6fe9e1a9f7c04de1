"""What a reader meets: addresses that last, both clocks, refusals that help, and nothing that runs or leaks."""

from __future__ import annotations

import json
import re
from html import escape
from pathlib import Path

import pytest
from msgspec.structs import replace
from starlette.testclient import TestClient

from benchmarks.pages import counted
from ledger.refusals import Refusal
from register.addresses import all_questions
from register.app import create_app
from register.site import Site, contrast_with_white
from tests.register.conftest import run

PAGE = {"accept": "text/html"}
MOST_QUERIES = 20


def test_an_address_without_clocks_leads_to_the_one_that_lasts(client: TestClient) -> None:
    first = client.get("/body/icb/members?as-at=2018-06-01", headers=PAGE, follow_redirects=False)

    assert first.status_code == 302
    address = first.headers["location"]
    assert address.startswith("/body/icb/members?as-at=2018-06-01&known-at=")
    lasting = client.get(address, headers=PAGE, follow_redirects=False)
    assert lasting.status_code == 200
    assert "immutable" in lasting.headers["cache-control"]


@pytest.mark.parametrize(
    ("asked", "stands"),
    [
        ("/body/Integrated Commissioning Board", "/body/icb"),
        ("/body/body:icb", "/body/icb"),
        ("/person/Councillor Ella Frost", "/person/ella-frost"),
        ("/accountability/New waste depot/chain", "/accountability/project:th-waste-depot/chain"),
        ("/question/jcu/q5-ready", "/chronology/question:jcu/q5-ready"),
        ("/document/dic", "/chronology/document:dic"),
    ],
)
def test_a_name_leads_to_the_page_of_whose_it_is(asked: str, stands: str, client: TestClient) -> None:
    for clocks in ("", "?as-at=ever&known-at=740"):
        page = client.get(asked + clocks, headers=PAGE)

        assert page.status_code == 200
        assert page.url.path == stands


def test_who_has_a_page_is_told_that_it_is_the_same(client: TestClient) -> None:
    page = client.get("/body/icb.json")

    again = client.get("/body/icb.json", headers={"if-none-match": page.headers["etag"]})

    assert (again.status_code, again.content) == (304, b"")


def test_data_is_asked_for_by_suffix_or_by_what_is_accepted(client: TestClient) -> None:
    by_suffix = client.get("/body.csv")

    assert client.get("/body", headers={"accept": "text/csv"}).content == by_suffix.content
    assert by_suffix.headers["access-control-allow-origin"] == "*"


def test_a_page_says_at_which_clocks_it_is(client: TestClient) -> None:
    page = client.get("/body/icb?as-at=2018-06-01&known-at=200", headers=PAGE).text

    assert "as the ledger knew it by <strong>entry 200</strong>" in page
    assert 'value="2018-06-01"' in page


@pytest.mark.parametrize(
    ("address", "status", "said"),
    [
        ("/nowhere", 404, "Nothing stands at this address"),
        ("/body/icbb", 404, "did you mean 'icb'?"),
        ("/body/icb?as-at=31/05/2018", 400, "did you mean 2018-05-31?"),
        ("/body/icb?known-at=99999", 404, "there is no entry 99999"),
        ("/body?knid=board", 400, "did you mean 'kind'?"),
        ("/decisions?verb=aproved", 400, "did you mean 'approved' or"),
        ("/entry/zero", 400, "is not a valid integer"),
        ("/body/icb?as-at=ever&as-at=today", 400, "given more than once"),
        (f"/body?kind={'x' * 5000}", 400, "more than 4000 characters"),
        ("/body?of=a:b", 400, "is no organisation"),
    ],
)
def test_a_refusal_says_what_is_wrong_and_what_to_write(
    address: str, status: int, said: str, client: TestClient
) -> None:
    page = client.get(address, headers=PAGE)
    data = client.get(address, headers={"accept": "application/json"})

    assert (page.status_code, data.status_code) == (status, status)
    assert escape(said) in page.text.replace("&#39;", "&#x27;")
    assert said in data.json()["detail"]
    assert data.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_nothing_can_be_sent_to_it(method: str, client: TestClient) -> None:
    refused = client.request(method, "/body")

    assert (refused.status_code, refused.headers["allow"]) == (405, "GET, HEAD")


def test_every_response_keeps_scripts_and_other_sites_out(client: TestClient) -> None:
    for address in ("/", "/body", "/body.json", "/nowhere", "/static/style.css"):
        policy = client.get(address, headers=PAGE).headers["content-security-policy"]
        assert policy.startswith("default-src 'none'")
        assert "unsafe" not in policy
        assert "script-src" not in policy


def test_what_a_document_says_is_shown_and_not_obeyed(tmp_path: Path) -> None:
    ledger, hostile = tmp_path / "ledger.db", '<script>alert(1)</script>"\u202eonload=x'
    run(ledger, "init", "--key", str(tmp_path / "key"))
    file = tmp_path / "hostile.yaml"
    told = {"bodies": {"board": {"kind": hostile, "name": hostile, "although": "the document has it"}}}
    file.write_text(f"source: {{document: Minutes, date: 2024-01-01}}\nregister: {json.dumps(told)}\n")
    run(ledger, "record", str(file))

    with TestClient(create_app(Site(ledger=f"sqlite:///{ledger}"))) as asking:
        for address in ("/body/board", "/body", "/log", "/", "/chronology/body:board", "/entry/1"):
            page = asking.get(address, headers=PAGE)
            assert page.status_code == 200
            assert "<script" not in page.text
            assert "\u202e" not in page.text


def test_below_a_prefix_every_link_keeps_it(site: Site) -> None:
    with TestClient(create_app(replace(site, prefix="/register"))) as asking:
        pages = [asking.get(address, headers=PAGE).text for address in ("/register/body/icb", "/body/icb")]

    for page in pages:  # the proxy before it may take the prefix away, or leave it
        assert 'href="/register/body/icb/members?' in page
        assert 'href="/body' not in page


def test_what_is_exempt_is_withheld_unless_the_council_says_otherwise(ledger: Path, client: TestClient) -> None:
    [line] = [line for line in run(ledger, "log", "--public").splitlines() if "[withheld" in line][:1]
    position = line.split()[0]

    assert client.get(f"/entry/{position}", headers=PAGE).status_code == 403
    within = Site(ledger=f"sqlite:///{ledger}", with_exempt=True)
    with TestClient(create_app(within)) as asking:
        shown = asking.get(f"/entry/{position}", headers=PAGE)
        data = asking.get("/log.json")
    assert shown.status_code == 200
    for answered in (shown, data):  # what is exempt stays where it was asked
        assert answered.headers["cache-control"] == "private, no-store"
        assert "access-control-allow-origin" not in answered.headers


def test_health_says_how_far_the_answers_have_come(client: TestClient, ledger: Path) -> None:
    told = client.get("/health").json()

    assert told["status"] == "ok"
    assert told["entries"] == int(run(ledger, "log", "-n", "1", "--format", "csv").splitlines()[1].split(",")[0])


def test_a_colour_on_which_white_text_cannot_be_read_is_refused() -> None:
    assert round(contrast_with_white("#000000")) == 21
    with pytest.raises(Refusal, match="darker"):
        Site(ledger="sqlite:///x", colour="#ffdd00")
    with pytest.raises(Refusal, match="colour"):
        Site(ledger="sqlite:///x", colour="red; } body {")


def test_what_is_no_prefix_is_refused() -> None:
    with pytest.raises(Refusal, match="/register"):
        Site(ledger="sqlite:///x", prefix='/"><script>')


def test_a_year_has_a_page_and_links_that_stay_in_it(client: TestClient) -> None:
    first = client.get("/body/icb/members?as-at=2019", headers=PAGE, follow_redirects=False)
    page = client.get("/body/icb/members?as-at=2019", headers=PAGE).text

    assert "as-at=2019&known-at=" in first.headers["location"]
    assert "At some time in 2019: 3 members" in page
    assert client.get("/body/icb?as-at=2019", headers=PAGE).status_code == 200
    assert client.get("/accountability/icb/chain?as-at=2019", headers=PAGE).status_code == 200
    assert client.get("/body/icb/members?as-at=2019-13", headers=PAGE).status_code == 400


@pytest.mark.parametrize(
    "path", ["/", "/ask", "/search?q=depot", "/body", "/diff/body:icb", "/body/icb/agenda", "/log.json"]
)
def test_a_misspelt_clock_is_refused_and_not_answered_for_today(client: TestClient, path: str) -> None:
    asked = f"{path}{'&' if '?' in path else '?'}"

    refused = client.get(f"{asked}as_at=2019-01-01", headers=PAGE)

    assert refused.status_code == 400
    assert "as_at" in refused.text
    assert "as-at" in refused.text or "from" in refused.text
    assert client.get(f"{asked}utm_source=news&fbclid=1", headers=PAGE).status_code == 200  # which others add


@pytest.mark.parametrize(
    "paper", ["decision/project:th-waste-depot/notice", "meeting/body:icb/minutes", "body/person:ella-frost/agenda"]
)
def test_a_paper_of_something_else_is_refused(client: TestClient, paper: str) -> None:
    refused = client.get(f"/{paper}", headers=PAGE)

    assert refused.status_code == 400
    assert f"is no {paper.partition('/')[0]}" in refused.text


def test_the_first_page_has_the_meetings_to_come_until_they_are_held_or_cancelled(client: TestClient) -> None:
    def to_come(day: str) -> str:
        page = client.get(f"/?as-at={day}", headers=PAGE).text
        return page[page.index("Meetings to come") : page.index("Decided last")]

    assert "Guildhall" in to_come("2024-01-29")
    assert "/meeting/th-scrutiny/2024-02-06" in to_come("2024-01-29")
    assert "No meeting to come is recorded" in to_come("2024-03-31")


def test_a_decision_is_called_by_its_words(client: TestClient) -> None:
    page = client.get("/resolution/th-cabinet-2023-10-17/4", headers=PAGE).text

    assert "<h1>That the waste depot be built at Ferry Road.</h1>" in page
    assert page.count(">th-cabinet-2023-10-17/4<") == 0
    assert "resolution:th-cabinet-2023-10-17/4" in page


def test_no_page_asks_the_database_row_by_row(client: TestClient) -> None:
    lists = [each.path for each in all_questions() if not any(parameter.required for parameter in each.parameters)]
    of_one = [
        "/body/lbb-cabinet",
        "/body/th-investment-panel",
        "/person/angela-bhan",
        "/post/th-director-of-place",
        "/project/th-grants-policy/route",
        "/meeting/th-council/2024-05-15",
        "/motion/th-council-2024-05-15/6-first-amendment",
        "/resolution/th-scrutiny-2024-05-21/5",
        "/decision/th-flood-barrier-decision",
        "/accountability/project:scf-offer/chain",
    ]
    asked = {}
    for path in ["/", *lists, *of_one]:
        found = client.get(f"{path}?as-at=2024-05-30", headers=PAGE, follow_redirects=False)
        with counted() as queries:
            client.get(found.headers.get("location", path), headers=PAGE).raise_for_status()
        asked[path] = len(queries)

    assert {path: number for path, number in asked.items() if number > MOST_QUERIES} == {}


@pytest.mark.parametrize("path", ["/body/th-cabinet/history?as-at=2024-03-31", "/log?last=300"])
def test_what_an_entry_says_is_said_with_names_in_place_of_ids(client: TestClient, path: str) -> None:
    said = re.findall(r'data-label="says">(.*?)</td>', client.get(path, headers=PAGE).text)

    assert any("member: Councillor Ben Osei" in each for each in said)
    assert not [each for each in said if re.search(r"\b(person|body|organisation|project):[a-z]", each)]


def test_a_vote_is_told_in_words_and_not_by_the_fields_of_its_entry(client: TestClient) -> None:
    page = client.get("/?as-at=2024-07-31", headers=PAGE).text

    assert "vote on th-scrutiny-2024-05-21/5: unanimous; 0 against, 0 abstained" in page
    assert "manner:" not in page
