"""What somebody follows: feeds and calendars of any answer, by the rules of those who read them."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree import ElementTree

import pytest
from icalendar import Calendar
from msgspec.structs import replace
from starlette.testclient import TestClient

from ledger.refusals import Refusal
from register.app import create_app
from register.site import Site
from tests.exports.atom_rules import wrong_with

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(scope="module")
def following(site: Site) -> Iterator[TestClient]:
    """Somebody who follows a register that has an authority for its ids."""
    with TestClient(create_app(replace(site, authority="northmoor.gov.uk,2024"))) as asking:
        yield asking


@pytest.mark.parametrize(
    "address",
    [
        "/decisions.atom",
        "/decisions.atom?body=th-cabinet",
        "/log.atom?subject=body:icb",
        "/questions.atom?unanswered=yes",
        "/commitments.atom",
        "/person.atom",
        "/flags.atom",
        "/call-ins.atom?as-at=1900-01-01",
    ],
)
def test_any_answer_is_a_valid_feed(address: str, following: TestClient) -> None:
    answered = following.get(address)

    assert answered.headers["content-type"].startswith("application/atom+xml")
    assert wrong_with(answered.text) == []
    root = ElementTree.fromstring(answered.content)
    ids = [entry.findtext(f"{ATOM}id") for entry in root.iter(f"{ATOM}entry")]
    assert len(ids) == len(set(ids)) <= 50


def test_ids_are_made_of_the_authority_and_stay(following: TestClient, client: TestClient) -> None:
    now, then = following.get("/decisions.atom"), following.get("/decisions.atom?known-at=600")

    ids = [set(map(_id, ElementTree.fromstring(each.content).iter(f"{ATOM}entry"))) for each in (now, then)]
    assert all(each.startswith("tag:northmoor.gov.uk,2024:") for each in ids[0])
    assert ids[0] & ids[1]
    assert "<id>http://testserver/" in client.get("/decisions.atom").text


def _id(entry: ElementTree.Element) -> str:
    return str(entry.findtext(f"{ATOM}id"))


def test_what_is_no_authority_is_refused() -> None:
    with pytest.raises(Refusal, match="no authority"):
        Site(ledger="sqlite:///x", authority="northmoor")


def test_meetings_and_what_is_due_are_a_calendar(client: TestClient) -> None:
    meetings = Calendar.from_ical(client.get("/meeting.ics?body=th-cabinet").content)
    due = Calendar.from_ical(client.get("/commitments.ics").content)

    days = [event.decoded("dtstart").isoformat() for event in meetings.walk("VEVENT")]
    assert "2023-06-27" in days
    assert all("Cabinet" in str(event["summary"]) for event in meetings.walk("VEVENT"))
    assert "2023-08-31" in [event.decoded("dtstart").isoformat() for event in due.walk("VEVENT")]
    assert len({str(event["uid"]) for event in due.walk("VEVENT")}) == len(due.walk("VEVENT"))


def test_what_has_no_days_is_no_calendar(client: TestClient) -> None:
    assert client.get("/person.ics").status_code == 404


def test_pages_say_how_they_are_followed(client: TestClient) -> None:
    page = client.get("/meeting?body=th-cabinet", headers={"accept": "text/html"}).text

    assert 'href="/meeting.ics?body=th-cabinet"' in page
    assert 'href="/meeting.atom?body=th-cabinet"' in page


def test_a_feed_says_where_it_stands_and_its_id_knows_no_prefix(site: Site) -> None:
    own = replace(site, prefix="/register", authority="northmoor.gov.uk,2024")
    with TestClient(create_app(own)) as asking:
        feed = ElementTree.fromstring(asking.get("/register/questions.atom?unanswered=yes").content)

    [here] = [link.get("href") for link in feed.findall(f"{ATOM}link")]
    assert here == "http://testserver/register/questions.atom?unanswered=yes"
    assert feed.findtext(f"{ATOM}id") == "tag:northmoor.gov.uk,2024:questions?unanswered=yes"
