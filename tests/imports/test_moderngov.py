"""A council on ModernGov: a made-up one, with the traps that public clients of real ones report."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from ledger.entries.entry import Entry
from ledger.recording.ledger import Ledger
from ledger.vocabulary.meetings import Presence
from ledger.vocabulary.provenance import PUBLIC, Standing
from projections import ALL, Projector, register_at
from projections.meeting_stages import MeetingStatus, known_meetings
from tests.imports.conftest import Importing
from tests.imports.moderngov_site import ADDRESS, Site, saved

DAY = date(2022, 5, 5)


@pytest.fixture
def site() -> Site:
    """A small council, a year after its election."""
    return Site(DAY, councillors=14, committees=6, years=1)


@pytest.fixture
def folder(site: Site, tmp_path: Path) -> Path:
    """Its answers."""
    return saved(site, tmp_path / "site")


def imported(importing: Importing, folder: Path) -> Importing:
    importing("moderngov", folder, "marsham")
    return importing


def only(entries: list[Entry], **fields: object) -> Entry:
    (found,) = [e for e in entries if all(getattr(e.event, name) == value for name, value in fields.items())]
    return found


def changed(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")


def answer_of(folder: Path, meeting: int) -> Path:
    return folder / "GetMeeting" / f"{meeting}.xml"


def minuted(site: Site) -> int:
    return next(m.number for m in site.meetings.values() if site.is_minuted(m) and m.number % 29)


def test_everything_that_the_site_says_is_there_and_nothing_is_refused(
    importing: Importing, site: Site, folder: Path
) -> None:
    told = imported(importing, folder)

    listed, held = site.listed(), [m for m in site.listed() if site.is_minuted(m)]
    items = [item for m in listed for item in m.items if item.position]
    assert told.refused == {}
    assert len(told.entries("body.established")) == len(site.committees) + 1
    assert len(told.entries("meeting.called")) == len(listed)
    assert len(told.entries("meeting.held")) == len(held)
    assert len(told.entries("meeting.cancelled")) == len([m for m in listed if site.is_cancelled(m)])
    assert len(told.entries("agenda-item.listed")) == len(items)
    assert len(told.entries("report.presented")) == sum(len(item.documents) for item in items)
    going_ahead = [m for m in listed if not site.is_cancelled(m)]
    there = told.entries("attendance.recorded")
    assert len([e for e in there if e.standing is Standing.REPORTED]) == sum(len(m.attendees) for m in held)
    assert len(there) == sum(len(m.attendees) for m in going_ahead)
    assert len(told.entries("decision.made")) == len(site.decided()) + len(site.delegated())
    assert len(told.entries("vote.recorded")) == len(site.votes())
    assert len(told.entries("project.opened")) == len(site.issues)


def test_imported_once_more_it_says_nothing_new(importing: Importing, folder: Path) -> None:
    imported(importing, folder)

    tally = importing("moderngov", folder, "marsham")

    assert (tally.recorded, tally.left_out) == (0, 0)


def test_a_councillor_has_terms_party_and_ward_and_namesakes_stay_two(importing: Importing, folder: Path) -> None:
    told = imported(importing, folder)

    assert len([e for e in told.entries("person.registered") if e.event.name == "Councillor John O'Neill"]) == 2
    term = only(told.entries("membership.started"), member="person:marsham/105", body="body:marsham/councillors")
    party = only(told.entries("person.affiliated"), person="person:marsham/105")
    assert (term.occurred.text, term.event.role) == ("2021-05-06", "councillor")
    assert (party.occurred.text, party.event.ward) == ("[..2022-05-05]", "Ward 2")


def test_addresses_telephones_and_mail_are_never_kept(
    importing: Importing, folder: Path, sqlite_ledger_url: str
) -> None:
    told = imported(importing, folder)

    kept = "".join(repr(entry) for entry in told.ledger.book.entries())
    assert not any(text in kept for text in ("Elm Row", "01632", "private.example"))
    assert told.sums["aside"]["addresses, telephones, mail and photos: personal, never kept"] == 3 * 12  # type: ignore[index]


def test_a_meeting_is_held_where_minutes_show_it_and_cancelled_or_called_where_not(
    importing: Importing, site: Site, folder: Path
) -> None:
    told = imported(importing, folder)

    Projector(told.ledger.datastore, ALL).catch_up()
    found = {each.shown.stream: each.status for each in known_meetings(register_at(told.ledger.datastore, None))}
    for m in site.listed():
        status = MeetingStatus.CANCELLED if site.is_cancelled(m) else MeetingStatus.CALLED
        assert found[f"meeting:marsham/{m.number}"] is (MeetingStatus.HELD if site.is_minuted(m) else status)


def test_a_day_that_has_passed_does_not_show_that_a_meeting_was_held(
    importing: Importing, site: Site, folder: Path
) -> None:
    passed = next(m for m in site.listed() if m.on < DAY and not site.is_minuted(m) and not site.is_cancelled(m))

    told = imported(importing, folder)

    assert only(told.entries("meeting.called"), meeting=f"meeting:marsham/{passed.number}")
    assert f"meeting:marsham/{passed.number}" not in [e.stream for e in told.entries("meeting.held")]


def test_words_beside_a_state_lose_no_meeting(importing: Importing, site: Site, folder: Path) -> None:
    number = minuted(site)
    changed(answer_of(folder, number), "<meetingstatus>Confirmed", "<meetingstatus>Confirmed; Budget Council")

    told = imported(importing, folder)

    assert only(told.entries("meeting.held"), meeting=f"meeting:marsham/{number}")


@pytest.mark.parametrize("state", ["CANCELLED", "Cancelled; no business", "Postponed", "Meeting abandoned"])
def test_a_meeting_that_is_called_off_in_whatever_words_is_cancelled_for_that_reason(
    state: str, importing: Importing, site: Site, folder: Path
) -> None:
    ahead = next(m for m in site.listed() if m.on > DAY and not site.is_cancelled(m) and m.number % 29)
    changed(answer_of(folder, ahead.number), "<meetingstatus>Provisional", f"<meetingstatus>{state}")

    told = imported(importing, folder)

    assert only(told.entries("meeting.cancelled"), meeting=f"meeting:marsham/{ahead.number}").event.reason == state


def test_an_item_is_restricted_where_its_title_does_not_say_so_and_its_papers_are_exempt(
    importing: Importing, site: Site, folder: Path
) -> None:
    m = next(m for m in site.listed() if site.is_minuted(m) and m.number % 3 == 0 and m.number % 7 == 0)

    told = imported(importing, folder)

    meeting = f"meeting:marsham/{m.number}"
    items = [e for e in told.entries("agenda-item.listed") if e.stream == meeting]
    assert [e.event.in_public for e in items] == [True, True, True, True, False]
    papers = [e for e in told.entries("report.presented") if e.event.meeting == meeting]
    assert {e.visibility for e in papers} == {"restricted in the source"}
    assert not any(e.source.url for e in papers)
    open_papers = [e for e in told.entries("report.presented") if e.visibility == PUBLIC]
    assert open_papers[0].event.title == "Report & appendix 2"


def test_papers_of_a_meeting_that_lies_ahead_are_expected(importing: Importing, site: Site, folder: Path) -> None:
    ahead = next(m for m in site.listed() if m.on > DAY)

    told = imported(importing, folder)

    papers = [e for e in told.entries("report.presented") if e.event.meeting == f"meeting:marsham/{ahead.number}"]
    assert {e.standing for e in papers} == {Standing.EXPECTED}


def test_an_attendee_is_there_with_role_however_the_words_put_it(
    importing: Importing, site: Site, folder: Path
) -> None:
    number = minuted(site)
    file = answer_of(folder, number)
    changed(
        file, 'roledescription="Chair" attendance="', 'roledescription="Chair" attendance="Present, virtually" was="'
    )

    told = imported(importing, folder)

    chair = next(e for e in told.entries("attendance.recorded") if e.stream == f"meeting:marsham/{number}")
    assert (chair.event.presence, chair.event.remote, chair.event.capacity) == (Presence.PRESENT, True, "Chair")


def test_a_number_that_is_used_for_somebody_else_is_refused(importing: Importing, site: Site, folder: Path) -> None:
    number = minuted(site)
    who = site.meetings[number].attendees[0][0]
    name = site.name_of(who).replace("'", "&amp;#x27;")
    changed(answer_of(folder, number), f'name="{name}"', 'name="Zoe Quant"')

    told = imported(importing, folder)

    (why,) = told.refused.values()
    assert why.startswith(f"the number {who} is 'Zoe Quant' here and")


def test_a_name_that_is_spelt_another_way_is_one_name_more(importing: Importing, site: Site, folder: Path) -> None:
    number = minuted(site)
    who = site.meetings[number].attendees[0][0]
    surname = site.name_of(who).split()[-1].replace("'", "&amp;#x27;")
    name = site.name_of(who).replace("'", "&amp;#x27;")
    changed(answer_of(folder, number), f'name="{name}"', f'name="Alderman {surname}"')

    told = imported(importing, folder)

    assert only(told.entries("person.also-named")).stream == f"person:marsham/{who}"


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"<!DOCTYPE html><html><head><title>Just a moment...</title>", "it is a page ('Just a moment...')"),
        (b"<meeting><meetingid>10", "it is no XML"),
        (b"", "it is no XML"),
        (b'<!DOCTYPE m [<!ENTITY a "b">]><meeting>&a;</meeting>', "it declares a document type"),
        (b"<a>" * 200 + b"</a>" * 200, "it is nested more than 100 deep"),
        (b"<error>no such meeting</error>", "it has no 'meeting'"),
        (b"<meeting><meetingid>9999</meetingid></meeting>", "it is the answer about the meeting 9999"),
        (b"<meeting><meetingdate>31/02/2022</meetingdate></meeting>", "its meetingdate is '31/02/2022'"),
    ],
)
def test_what_is_no_answer_is_refused_by_its_name_and_the_rest_is_read(
    content: bytes, why: str, importing: Importing, site: Site, folder: Path
) -> None:
    number = minuted(site)
    answer_of(folder, number).write_bytes(content)

    told = imported(importing, folder)

    assert told.refused[f"GetMeeting/{number}.xml"].startswith(why)
    assert len(told.entries("meeting.called")) == len(site.listed())  # the list tells that it was called


def test_a_meeting_of_two_committees_or_of_none_is_refused(importing: Importing, site: Site, folder: Path) -> None:
    one, other = [m.number for m in site.listed() if site.is_minuted(m) and m.committee == 12 and m.number % 29][:2]
    lists = folder / "GetAllMeetingsByDate" / f"{DAY}.xml"
    text = lists.read_text("utf-8")
    twice = f"<meeting><meetingid>{one}</meetingid><committeeid>13</committeeid></meeting>"
    text = text.replace("<meetings>", f"<meetings>{twice}").replace(f"<meetingid>{other}<", "<meetingid>1<")
    lists.write_text(text, "utf-8")

    told = imported(importing, folder)

    assert told.refused[f"GetMeeting/{one}.xml"].startswith("it is listed under the committees 13 and 12")
    assert told.refused[f"GetMeeting/{other}.xml"].startswith("whose meeting it is, is not told")


def test_an_answer_within_an_answer_and_one_in_another_encoding_are_read(
    importing: Importing, site: Site, folder: Path
) -> None:
    number = minuted(site)
    file = answer_of(folder, number)
    inner = file.read_text("utf-8").partition("?>")[2].replace("&", "&amp;").replace("<", "&lt;")
    file.write_text(
        f'<?xml version="1.0" encoding="utf-16"?><string xmlns="http://tempuri.org/">{inner}</string>', "utf-8"
    )

    told = imported(importing, folder)

    titles = [e.event.title for e in told.entries("agenda-item.listed") if e.stream == f"meeting:marsham/{number}"]
    assert len(titles) == 5
    assert titles[0].endswith("\u2013 café")
    assert "answers in another encoding than they say: read as they are" in told.sums["found"]  # type: ignore[operator]


def test_what_has_changed_between_two_days_happened_between_them(importing: Importing, tmp_path: Path) -> None:
    days = [date(2026, 5, 1), date(2026, 5, 12)]
    for day in days:
        folder = saved(Site(day, councillors=35, committees=18, years=5), tmp_path / "site")

    told = imported(importing, folder)

    party = only(told.entries("person.affiliated"), party="Reform Alliance", person="person:marsham/117")
    before = [e for e in told.entries("person.affiliation-ended") if e.stream == "person:marsham/117"]
    assert party.occurred.text == "[2026-05-02..2026-05-12]"
    assert [e.occurred.text for e in before] == ["[2026-05-01..2026-05-12]"]
    left = [e for e in told.entries("membership.ended") if e.stream == "body:marsham/28"]
    assert len(left) == len(Site(days[0], councillors=35, committees=18, years=5).members_of(28))
    assert {e.occurred.text for e in left} == {"[2026-05-01..2026-05-12]"}
    expired = only(told.entries("body.dissolved"), body="body:marsham/28")
    assert (expired.occurred.text, expired.event.reason) == ("[2026-05-01..2026-05-12]", "expired in the source")
    assert told.refused == {}


def test_a_councillor_who_is_not_listed_any_more_left_since_they_last_were(
    importing: Importing, site: Site, folder: Path
) -> None:
    later = Site(date(2022, 5, 12), councillors=14, committees=6, years=1)
    later.councillors = [each for each in later.councillors if each.number != 101]
    saved(later, folder)

    told = imported(importing, folder)

    ended = only(told.entries("membership.ended"), member="person:marsham/101", body="body:marsham/councillors")
    assert ended.occurred.text == "[2022-05-05..2022-05-12]"


def test_who_sits_on_a_committee_and_in_what_office_is_known_by_the_days_of_its_pages(
    importing: Importing, site: Site, folder: Path
) -> None:
    panel = site.committees[5]
    later = Site(date(2022, 5, 12), councillors=14, committees=6, years=1)
    gone, *stay = [who for who, _ in site.members(panel)]
    later.committees[5].members = stay
    saved(later, folder)

    told = imported(importing, folder)

    body = f"body:marsham/{panel.number}"
    began = only(told.entries("membership.started"), body=body, member=f"person:marsham/{gone}")
    ended = only(told.entries("membership.ended"), body=body, member=f"person:marsham/{gone}")
    chairs = [(e.event.holder, e.occurred.text) for e in told.entries("office.assigned") if e.event.body == body]
    assert (began.occurred.text, ended.occurred.text) == ("[..2022-05-05]", "[2022-05-05..2022-05-12]")
    assert chairs[0] == (f"person:marsham/{gone}", "[..2022-05-05]")
    assert (f"person:marsham/{stay[0]}", "[2022-05-06..2022-05-12]") in chairs


def test_a_decision_stands_once_with_what_the_law_asks_of_its_record(
    importing: Importing, site: Site, folder: Path
) -> None:
    m, item = site.decided()[0]

    told = imported(importing, folder)

    made = only(told.entries("decision.made"), decision=f"decision:marsham/item-{item.number}")
    assert made.event.text == f"That option {m.number % 4} be approved."
    assert (made.event.by, made.event.meeting) == (f"body:marsham/{m.committee}", f"meeting:marsham/{m.number}")
    assert (made.event.reasons, made.event.no_alternatives, made.event.kind) == ("It is cheaper.", True, "executive")
    assert made.event.key is bool(item.number % 2)


def test_an_individual_decides_as_the_post_that_the_page_names(importing: Importing, folder: Path) -> None:
    told = imported(importing, folder)

    made = {e.event.decision: e.event for e in told.entries("decision.made")}
    made_by = {e.by: e.kind for e in made.values() if e.by.startswith("post:")}
    assert made_by == {
        "post:marsham/portfolio-holder-for-finance": "executive",
        "post:marsham/leader-of-the-council": "executive",
        "post:marsham/director-of-place": "officer",
    }
    assert made["decision:marsham/3009"].callable_in


def test_a_decision_that_is_called_in_is_so_by_somebody_whom_nobody_names(importing: Importing, folder: Path) -> None:
    told = imported(importing, folder)

    called = told.entries("decision.called-in")
    assert called
    assert all(e.event.by[0].startswith("person:marsham/called-in-") for e in called)


def test_a_recorded_vote_has_a_ballot_of_everybody_who_voted(importing: Importing, site: Site, folder: Path) -> None:
    m = site.votes()[0]

    told = imported(importing, folder)

    vote = next(e for e in told.entries("vote.recorded") if str(m.number) in e.stream)
    wanted = {
        f"person:marsham/{who}": {"For": "for", "Against": "against", "Abstain": "abstained"}[how]
        for who, how in site.choices(m)
        if how != "Did not vote"
    }
    assert {each.member: each.choice.value for each in vote.event.ballots} == wanted
    assert vote.event.carried is not bool(m.number % 2)
    outcome = next(e for e in told.entries("motion.determined") if e.stream == vote.event.resolution)
    assert outcome.event.outcome == ("lost" if m.number % 2 else "carried")


def test_a_vote_of_which_a_member_cannot_be_told_is_refused_whole(
    importing: Importing, site: Site, folder: Path
) -> None:
    page = folder / "mgListRecordedVotes" / "all.html"
    text = page.read_text("utf-8")
    who = site.choices(site.votes()[0])[0][0]
    page.write_text(re.sub(rf'<a href="mgUserInfo.aspx.UID={who}">[^<]*</a>', "A. N. Other", text, count=1), "utf-8")

    told = imported(importing, folder)

    assert "'A. N. Other' is nobody of those who are listed with the meeting" in told.refused.values()
    assert len(told.entries("vote.recorded")) == len(site.votes()) - 1


@pytest.mark.parametrize(
    "heading", ["Council, 31/05/2021", "Council, Monday, 31 May 2021 6.30 pm", "Council - 31st May 2021"]
)
def test_a_vote_without_links_is_of_the_meeting_and_the_members_that_it_names(
    heading: str, importing: Importing, site: Site, folder: Path
) -> None:
    m = site.votes()[0]
    choices = [(who, how) for who, how in site.choices(m) if who not in (105, 106)]  # the namesakes
    rows = "".join(f"<tr><td>{site.name_of(who)}<td>{how}</td></td></tr>" for who, how in choices)
    page = f"<h1>Recorded votes</h1><h2>{heading}</h2><h3>1. Budget</h3><h4>That it be set</h4><table>{rows}</table>"
    (folder / "mgListRecordedVotes" / "all.html").write_text(page)

    told = imported(importing, folder)

    (vote,) = told.entries("vote.recorded")
    assert vote.occurred.text[:10] == m.on.isoformat()
    assert len(vote.event.ballots) == len([how for _, how in choices if how != "Did not vote"])
    assert vote.event.carried is None


def test_meetings_that_are_only_counted_are_not_lost_without_a_word(
    importing: Importing, site: Site, folder: Path
) -> None:
    lists = folder / "GetMeetings" / "12"
    lists.mkdir(parents=True)
    (lists / f"{DAY}.xml").write_text(
        "<getmeetings><committee><meetingscount>3</meetingscount></committee></getmeetings>"
    )

    told = imported(importing, folder)

    assert told.refused == {f"GetMeetings/12/{DAY}.xml": "it counts 3 meetings and lists 0"}


def test_an_issue_is_a_project_that_scrutiny_looked_at_before_the_executive_decided(
    importing: Importing, site: Site, folder: Path
) -> None:
    number = next(
        n
        for n, (_, route) in site.issues.items()
        if len(route) == 2 and all(site.is_minuted(site.meetings[m]) for m in route)
    )

    told = imported(importing, folder)

    steps = [e for e in told.entries("project.considered") if e.stream == f"project:marsham/{number}"]
    assert [e.event.role for e in steps] == ["scrutiny", "decision"]
    assert [e.standing for e in steps] == [Standing.REPORTED, Standing.REPORTED]
    assert all(e.stated_by == e.event.by for e in steps)
    decided = [e for e in told.entries("decision.made") if f"project:marsham/{number}" in e.event.projects]
    assert len(decided) == 1


def test_what_is_on_the_forward_plan_was_noticed_by_the_day_of_the_list(
    importing: Importing, site: Site, folder: Path
) -> None:
    told = imported(importing, folder)

    notices = told.entries("decision.noticed")
    assert {e.event.due for e in notices} == {site.date_of(m).isoformat() for m in site.planned()}
    assert {(e.occurred.text, e.event.by) for e in notices} == {("[..2022-05-05]", "body:marsham/12")}
    assert {e.event.key for e in notices} <= {True, False}


@pytest.mark.parametrize(
    "file", ["mgCommitteeDetails/12/2022-05-05.html", "ieDecisionDetails/3009.html", "mgIssueHistoryHome/501.html"]
)
def test_a_page_of_a_guard_is_neither_an_empty_list_nor_a_decision(
    file: str, importing: Importing, folder: Path
) -> None:
    page = "<!DOCTYPE html><html><head><title>Just a moment...</title></head><body><h1>Wait</h1></body></html>"
    (folder / file).write_text(page)

    told = imported(importing, folder)

    assert told.refused == {file: "it is another page than it should be ('Just a moment...')"}


def test_every_statement_names_its_answer_and_the_day_on_which_it_was_fetched(
    importing: Importing, site: Site, folder: Path
) -> None:
    number = minuted(site)

    told = imported(importing, folder)

    held = only(told.entries("meeting.held"), meeting=f"meeting:marsham/{number}")
    assert (held.source.at, held.source.date) == (f"meeting {number}", "2022-05-05")
    assert held.event.identifiers == {"moderngov": f"{ADDRESS}/ieListDocuments.aspx?MId={number}"}
    assert held.stated_by == held.event.body


def test_files_saved_by_hand_need_no_manifest(importing: Importing, folder: Path) -> None:
    (folder / "manifest.jsonl").unlink()
    (folder / "notes.txt").write_text("mine")
    (folder / "mgRofI").mkdir()
    (folder / "mgRofI" / "105.html").write_text("<h1>Register of interests</h1><p>2 Secret Row</p>")

    told = imported(importing, folder)

    assert told.refused == {}
    assert told.sums["aside"]["files that are no answer of ModernGov"] == 1  # type: ignore[index]
    assert only(told.entries("body.established"), name="Cabinet").event.identifiers == {"moderngov": "12"}
    aside = "registers of interests: a ledger has no word for an interest that stands"
    assert told.sums["aside"][aside] == 1  # type: ignore[index]
    assert "Secret Row" not in "".join(map(repr, told.ledger.book.entries()))


def test_the_same_answers_are_told_apart_from_those_of_no_use(ledger: Ledger, tmp_path: Path) -> None:
    (tmp_path / "GetCommittees.xml").write_text("<html><title>Error</title></html>")

    tally = Importing(ledger)("moderngov", tmp_path, "marsham")

    assert tally.came_to_nothing
