"""`govledger fetch`: from a site on loopback that behaves as real ones do, into a folder that can be imported."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from freezegun import freeze_time

from tests.cli.conftest import Govledger
from tests.imports.moderngov_server import ServedSite, served
from tests.imports.moderngov_site import Site

DAY = date(2022, 5, 5)
ASK = ("--since", "2021-01-01", "--pause", "0")


def small(day: date = DAY) -> Site:
    """A council small enough to be fetched in a second."""
    return Site(day, councillors=12, committees=5, years=1)


def lines(folder: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in (folder / "manifest.jsonl").read_text().splitlines()]


def fetch(call: Govledger, site: ServedSite, folder: Path, *options: str, on: date = DAY, code: int = 0) -> str:
    with freeze_time(f"{on}T03:00:00Z", tick=True):
        return call("fetch", "moderngov", site.address, folder, *ASK, *options, code=code).stderr


def test_what_a_site_says_is_kept_and_can_be_imported(call: Govledger, tmp_path: Path) -> None:
    call("init")
    with served(small()) as site:
        said = fetch(call, site, tmp_path / "site")

    files = [line["file"] for line in lines(tmp_path / "site") if "file" in line]
    minuted = sum(site.site.is_minuted(m) for m in site.site.listed())
    assert said == f"{len(files)} fetched, {minuted} minutes left for `govledger draft`.\n"
    assert len(files) == len(set(files))
    assert (tmp_path / "site" / "GetCommittees" / "2022-05-05.xml").exists()
    imported = call("import", "moderngov", tmp_path / "site", "--register", "marsham")
    assert " 0 refused." in imported.stderr
    assert call("meeting", "list", "--format", "json").stdout.count('"cancelled"') > 0


def test_it_asks_one_thing_at_a_time_by_name_and_nothing_twice(call: Govledger, tmp_path: Path) -> None:
    with served(small()) as site:
        fetch(call, site, tmp_path / "site", "--contact", "clerk@marsham.example")

    assert site.most_at_once == 1
    assert len(site.asked) == len(set(site.asked))
    (agent,) = site.agents
    assert agent.startswith("govledger/")
    assert "clerk@marsham.example" in agent


def test_it_asks_only_the_pages_that_an_import_reads(call: Govledger, tmp_path: Path) -> None:
    with served(small()) as site:
        fetch(call, site, tmp_path / "site")

    assert set(site.counts()) == {
        "robots.txt",
        *("GetCommittees", "GetCouncillorsByWard", "GetAllMeetingsByDate", "GetMeeting"),
        *("mgCommitteeDetails.aspx", "mgListRecordedVotes.aspx", "mgPlansHome.aspx", "mgListPlanItems.aspx"),
        *("mgDelegatedDecisions.aspx", "ieDecisionDetails.aspx", "mgIssueHistoryHome.aspx"),
    }


def test_it_pauses_between_requests_for_as_long_as_the_site_asks(call: Govledger, tmp_path: Path) -> None:
    with served(Site(DAY, councillors=2, committees=1, years=1), robots="User-agent: *\nCrawl-delay: 0.1\n") as site:
        call(
            "fetch",
            "moderngov",
            site.address,
            tmp_path / "site",
            "--since",
            "2022-05-01",
            "--without-pages",
            "--pause",
            "0.1",
        )

    assert min(site.gaps) > 0.09


def test_what_the_site_lets_no_program_ask_is_not_asked(call: Govledger, tmp_path: Path) -> None:
    robots = "User-agent: *\nDisallow: /democracy/mgListRecordedVotes.aspx\n"
    with served(small(), robots=robots) as site:
        said = fetch(call, site, tmp_path / "site", code=4)

    assert "mgListRecordedVotes.aspx" not in site.counts()
    assert "the site's robots.txt asks programs not to" in said


def test_a_site_that_is_busy_is_asked_again_after_the_time_it_names(call: Govledger, tmp_path: Path) -> None:
    with served(small(), busy={"GetCommittees", "lMeetingId=1003"}) as site:
        fetch(call, site, tmp_path / "site")

    assert site.counts()["GetCommittees"] == 2


@pytest.mark.parametrize("behaviour", ["guarded", "misled", "challenged"])
def test_pages_that_refuse_are_left_alone_while_the_service_answers(
    behaviour: str, call: Govledger, tmp_path: Path
) -> None:
    call("init")
    with served(small(), **{behaviour: (".aspx",)}) as site:
        said = fetch(call, site, tmp_path / "site", code=4)

    assert sum(count for page, count in site.counts().items() if page.endswith(".aspx")) <= 6
    assert "not asked for, since the site refuses" in said
    assert {path.parent.name for path in (tmp_path / "site").rglob("*.html")} == {"minutes"}
    assert not list((tmp_path / "site").rglob("*.part"))
    assert " 0 refused." in call("import", "moderngov", tmp_path / "site", "--register", "marsham").stderr


def test_minutes_are_left_for_the_drafter_without_what_is_restricted(call: Govledger, tmp_path: Path) -> None:
    with served(small()) as site:
        fetch(call, site, tmp_path / "site", "--without-pages")
    number = next(m.number for m in site.site.listed() if site.site.is_minuted(m) and m.items[5].restricted)

    draft = call("draft", tmp_path / "site" / "minutes" / f"{number}.html").stdout

    assert f"RESOLVED: That it be noted ({4})." in draft
    assert f"RESOLVED: That it be noted ({5})." not in draft
    assert "check:" in draft
    assert f"id: marsham/{number}\n" not in draft  # nobody has imported it
    call("init")
    call("import", "moderngov", tmp_path / "site", "--register", "marsham")
    body = f"marsham/{site.site.meetings[number].committee}"
    assert (
        f"id: marsham/{number}\n"
        in call("draft", tmp_path / "site" / "minutes" / f"{number}.html", "--body", body).stdout
    )


def test_a_site_whose_service_is_shut_gives_nothing_and_says_so(call: Govledger, tmp_path: Path) -> None:
    with served(small(), guarded=("/",)) as site:
        said = fetch(call, site, tmp_path / "site", code=1)

    assert "the site answers 403" in said


def test_a_fetch_that_broke_off_goes_on_where_it_was(call: Govledger, tmp_path: Path) -> None:
    with served(small(), cut_off_after=20) as site:
        fetch(call, site, tmp_path / "site", code=4)
        asked = list(site.asked)
        site.cut_off_after = 0
        with (tmp_path / "site" / "manifest.jsonl").open("ab") as manifest:
            manifest.write(b'{"url": "http')  # it was killed while it wrote
        fetch(call, site, tmp_path / "site")

    assert not set(asked[1:]) & set(site.asked[len(asked) + 1 :])


def test_a_week_later_it_asks_for_what_is_new_or_may_have_changed(call: Govledger, tmp_path: Path) -> None:
    folder = tmp_path / "site"
    with served(small()) as site:
        fetch(call, site, folder, "--again", "30")
        before = site.counts()
        later = date(2022, 5, 12)
        site.site, site.asked = small(later), []
        fetch(call, site, folder, "--again", "30", on=later)

    assert site.counts()["GetMeeting"] < before["GetMeeting"] / 2
    assert len(list((folder / "GetCommittees").iterdir())) == 2
    ahead = [m.number for m in site.site.listed() if m.on >= DAY]
    assert all(any(f"lMeetingId={number}" in each for each in site.asked) for number in ahead)


def test_the_folder_of_another_site_is_refused(call: Govledger, tmp_path: Path) -> None:
    with served(small()) as site:
        fetch(call, site, tmp_path / "site", "--without-pages")
    with served(small()) as other:
        said = fetch(call, other, tmp_path / "site", code=1)

    assert f"is the folder of {site.address}" in said


@pytest.mark.parametrize(
    ("url", "why"),
    [("democracy.marsham.example", "no address of a site"), ("http://127.0.0.1:1", "cannot be reached")],
)
def test_what_cannot_be_asked_is_refused(url: str, why: str, call: Govledger, tmp_path: Path) -> None:
    said = call("fetch", "moderngov", url, tmp_path / "site", "--pause", "0", code=1).stderr

    assert why in said
