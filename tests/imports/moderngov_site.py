"""A made-up council on ModernGov: what its site answers on a day, with the traps that real sites have.

Everything is invented and follows from the seed. `Site(day)` is the site as it stood on that day: meetings that lie
ahead have no minutes yet, and whoever changed party since is listed with the new one.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from html import escape
from pathlib import Path
from random import Random
from urllib.parse import parse_qs, urlsplit

from tests.imports.moderngov_pages import BEGAN, Pages, british, day_of, page

ADDRESS = "https://moderngov.marsham.example/democracy"
FIRST, LAST = (
    ("Ada", "Bill", "Cora", "Dev", "Elin", "Farah", "Gus", "Hana", "Ivo", "Joan", "Kofi", "Lena", "Milo", "Nia"),
    ("Ashby", "Brook", "Carver", "Dunn", "Eames", "Fenn", "Garth", "Hale", "Ince", "Jarvis", "Kemp", "Lowe", "Marsh"),
)
PARTIES = ("Labour", "Conservative", "Liberal Democrat", "Green", "Independent")
SUBJECTS = (
    "Parks",
    "Housing",
    "Roads",
    "Libraries",
    "Waste",
    "Schools",
    "Care Homes",
    "Markets",
    "Flooding",
    "Parking",
)
PRESENCE = ("Present",) * 8 + ("Apologies", "Absent", "Present, virtually", "Apologies sent")


@dataclass
class Councillor:
    """A councillor with their term, party and ward."""

    number: int
    name: str
    party: str
    ward: str
    start: date
    end: date | None = None
    new_party: tuple[date, str] | None = None


@dataclass
class Committee:
    """A committee with the numbers of its members; the first has the chair."""

    number: int
    title: str
    category: str
    members: list[int]
    expired: date | None = None
    joined: tuple[date, int] | None = None


@dataclass
class Item:
    """An agenda item; number 0 is a heading."""

    number: int
    position: int
    title: str
    restricted: bool = False
    minutes: str = ""
    decision: str = ""
    documents: list[tuple[int, str, bool]] = field(default_factory=list)
    issue: int = 0


@dataclass
class Meeting:
    """A meeting with all that will have been said of it."""

    number: int
    committee: int
    on: date
    time: str
    items: list[Item]
    attendees: list[tuple[int, str, str]]
    cancelled: date | None = None
    moved: tuple[date, date] | None = None
    minuted: date | None = None


class Site(Pages):
    """The site on a day."""

    def __init__(
        self, day: date, *, seed: int = 7, councillors: int = 100, committees: int = 30, years: float = 5
    ) -> None:
        self.day, self.random = day, Random(seed)
        self.end = BEGAN + timedelta(days=int(365 * years))
        self.councillors = [self._councillor(n, councillors) for n in range(1, councillors + 1)]
        self.committees = [self._committee(n, committees) for n in range(1, committees + 1)]
        self.meetings = {m.number: m for m in self._meetings()}
        self.issues = self._issues()

    def _councillor(self, n: int, of: int) -> Councillor:
        name = f"Councillor {FIRST[n % len(FIRST)]} {LAST[(n // len(FIRST)) % len(LAST)]}"
        party, ward = self.random.choice(PARTIES), f"Ward {1 + n % max(1, of // 3)}"
        if n in (5, 6):
            name = "Councillor John O'Neill"  # namesakes
        found = Councillor(100 + n, name, party, ward, BEGAN)
        if n % 11 == 0:
            found.end = self.end - timedelta(days=200)
        if n % 13 == 0:
            found.start = BEGAN + timedelta(days=400)
        if n % 17 == 0:
            found.new_party = (self.end + timedelta(days=3), "Reform Alliance")
        return found

    def _committee(self, n: int, of: int) -> Committee:
        title = f"{SUBJECTS[n % len(SUBJECTS)]} Committee {n}"
        category = "Regulatory"
        if n == 1:
            title, category = "Council", "Council"
        elif n == 2:
            title, category = "Cabinet", "Cabinet"
        elif n in (3, 4):
            title, category = "Cabinet sitting as Trustees", "Cabinet"
        elif n % 4 == 1:
            title, category = f"{SUBJECTS[n % len(SUBJECTS)]} &amp; Growth Scrutiny Panel {n}", "Overview and Scrutiny"
        numbers = [each.number for each in self.councillors]
        members = numbers if n == 1 else self.random.sample(numbers, min(9, len(numbers)))
        found = Committee(10 + n, title, category, members)
        if n > 4 and n % 9 == 0:
            found.expired = self.end - timedelta(days=30) if n % 2 else self.end + timedelta(days=2)
        if n > 4 and n % 5 == 0:
            found.joined = (self.end + timedelta(days=1), next(each for each in numbers if each not in members))
        return found

    def _meetings(self) -> list[Meeting]:
        found, number = [], 1000
        for committee in self.committees:
            on = BEGAN + timedelta(days=14 + committee.number % 28)
            while on < self.end + timedelta(days=120):
                number += 1
                found.append(self._meeting(number, committee, on))
                on += timedelta(days=42)
        return found

    def _meeting(self, number: int, committee: Committee, on: date) -> Meeting:
        items = [Item(number * 10, 0, "PART ONE")]
        for position in range(1, 6):
            item = Item(
                number * 10 + position, position, f"{SUBJECTS[(number + position) % 10]} report {number}.{position}"
            )
            item.minutes = f"<p>The committee considered the report.</p><p>RESOLVED: That it be noted ({position}).</p>"
            item.restricted = position == 5 and number % 3 == 0
            if committee.category == "Cabinet" and position == 2:
                item.decision = f"<p>That option {number % 4} be <b>approved</b>.</p>"
            if position in (2, 3):
                item.documents.append(
                    (number * 10 + position, f"Report &amp;amp; appendix {position}", number % 7 == 0)
                )
            items.append(item)
        attendees = [
            (member, "Chair" if at == 0 else "Committee Member", self.random.choice(PRESENCE))
            for at, member in enumerate(committee.members)
        ]
        attendees += [(900 + number % 7, "Officer", "In attendance")]
        found = Meeting(number, committee.number, on, "6.30 pm" if number % 2 else "18:30", items, attendees)
        found.minuted = on + timedelta(days=21)
        if number % 19 == 0:
            found.cancelled = on - timedelta(days=5)
        elif number % 23 == 0:
            found.moved = (on - timedelta(days=10), on + timedelta(days=7))
        return found

    def _issues(self) -> dict[int, tuple[str, list[int]]]:
        """Issues: what scrutiny looked at before the Cabinet decided it."""
        cabinet = [m for m in self.meetings.values() if m.committee == 12]
        panels = {c.number for c in self.committees if "Scrutiny" in c.title}
        scrutiny = [m for m in self.meetings.values() if m.committee in panels and m.on < self.end]
        found = {}
        for n, decided in enumerate(cabinet, 1):
            before = [m for m in scrutiny if m.on < decided.on]
            route = [before[-1 - n % min(5, len(before))].number] if before and n % 3 else []
            found[500 + n] = (f"{SUBJECTS[n % 10]} strategy {n}", [*route, decided.number])
            decided.items[2].issue = 500 + n
        return found

    # What the site says on its day.

    def date_of(self, meeting: Meeting) -> date:
        """The day for which a meeting stands in the calendar."""
        return meeting.moved[1] if meeting.moved and meeting.moved[0] <= self.day else meeting.on

    def is_cancelled(self, meeting: Meeting) -> bool:
        """Whether it is said to be cancelled."""
        return meeting.cancelled is not None and meeting.cancelled <= self.day

    def is_minuted(self, meeting: Meeting) -> bool:
        """Whether its minutes are there."""
        return not self.is_cancelled(meeting) and meeting.minuted is not None and meeting.minuted <= self.day

    def listed(self) -> list[Meeting]:
        """The meetings in the calendar: those that lie at most ninety days ahead."""
        return [m for m in self.meetings.values() if m.on <= self.day + timedelta(days=90)]

    def state(self, meeting: Meeting) -> str:
        """The words for the state of a meeting."""
        if self.is_cancelled(meeting):
            return "CANCELLED" if meeting.number % 2 else "Cancelled; no business"
        if meeting.committee == 11 and meeting.on.month in (2, 3):
            return "Confirmed; Budget Council"
        return "Confirmed" if self.is_minuted(meeting) else "Provisional"

    def get(self, address: str) -> tuple[int, str, bytes]:
        """The answer to an address below the site's base: status, type and bytes."""
        parts = urlsplit(address)
        asked_for, asked = parts.path.rpartition("/")[2], {k.lower(): v[0] for k, v in parse_qs(parts.query).items()}
        found = getattr(self, f"answer_{asked_for.removesuffix('.aspx')}", None)
        if found is None:
            return 200, "text/html", page("Error", "<p>method name is not valid</p>")  # a page that says 200
        return 200, "text/html" if asked_for.endswith(".aspx") else "text/xml", found(asked)

    def answer_GetCommittees(self, asked: dict[str, str]) -> bytes:
        rows = "".join(
            f"<committee><committeeid>{c.number}</committeeid><committeetitle>{c.title.replace('&amp;', '&amp;amp;')}"
            f"</committeetitle><committeedeleted>False</committeedeleted><committeeexpired>"
            f"{bool(c.expired and c.expired <= self.day)}</committeeexpired>"
            f"<committeecategory>{c.category}</committeecategory></committee>"
            for c in self.committees
        )
        return _xml(f"<committees><committeescount>{len(self.committees)}</committeescount>{rows}</committees>")

    def answer_GetCouncillorsByWard(self, asked: dict[str, str]) -> bytes:
        wards: dict[str, list[Councillor]] = {}
        for each in self.councillors:
            if each.start <= self.day and (each.end is None or each.end > self.day):
                wards.setdefault(each.ward, []).append(each)
        text = "".join(
            f"<ward><wardtitle>{ward}</wardtitle><councillors><councillorcount>{len(of)}</councillorcount>"
            + "".join(map(self._of_councillor, of))
            + "</councillors></ward>"
            for ward, of in wards.items()
        )
        return _xml(f"<councillorsbyward><wards>{text}</wards></councillorsbyward>")

    def _of_councillor(self, each: Councillor) -> str:
        party = each.new_party[1] if each.new_party and each.new_party[0] <= self.day else each.party
        end = british(each.end) if each.end else "unspecified"
        return (
            f"<councillor><councillorid>{each.number}</councillorid><fullusername>{escape(escape(each.name))}"
            f"</fullusername><politicalpartytitle>{party}</politicalpartytitle><politicalgrouptitle/>"
            f"<homeaddress><line1>{each.number} Elm Row</line1></homeaddress>"
            f"<homephone>01632 960{each.number}</homephone>"
            f"<email>c{each.number}@private.example</email><representing/><keyposts/>"
            f"<termsofoffice><termofoffice><startdate>{british(each.start)}</startdate><enddate>{end}</enddate>"
            f"</termofoffice></termsofoffice></councillor>"
        )

    def answer_GetAllMeetingsByDate(self, asked: dict[str, str]) -> bytes:
        first, last = (day_of(asked[name]) for name in ("sfromdate", "stodate"))
        titles = {c.number: c.title for c in self.committees}
        rows = "".join(
            f"<meeting><meetingid>{m.number}</meetingid><committeeid>{m.committee}</committeeid><committeetitle>"
            f"{titles[m.committee]}</committeetitle><meetingdate>{british(self.date_of(m))}</meetingdate>"
            f"<meetingtime>{m.time}</meetingtime><meetingstatus>{self.state(m)}</meetingstatus></meeting>"
            for m in self.listed()
            if first <= self.date_of(m) <= last
        )
        return _xml(f"<getmeetingsbydate><meetings>{rows}</meetings></getmeetingsbydate>")

    def answer_GetMeeting(self, asked: dict[str, str]) -> bytes:
        m = self.meetings[int(asked["lmeetingid"])]
        items = "".join(self._of_item(m, item) for item in m.items)
        done = self.is_minuted(m)
        attendees = "".join(
            f'<attendee membertype="Member" memberid="{who}" name="{escape(escape(self.name_of(who)))}"'
            f' politicalparty="" roledescription="{role}" attendance="{how if done else "Expected"}" ward=""/>'
            for who, role, how in m.attendees
        )
        return _xml(
            f"<meeting><meetingid>{m.number}</meetingid><meetingdate>{british(self.date_of(m))}</meetingdate><meetingtime>"
            f"{m.time}</meetingtime><meetinglocation>Town Hall</meetinglocation><meetingstatus>{self.state(m)}"
            f"</meetingstatus><agendapublished>True</agendapublished><minutepublished>{self.is_minuted(m)}"
            f"</minutepublished><agendaitems>{items}</agendaitems><attendees>{attendees}</attendees></meeting>",
            "windows-1252" if m.number % 29 == 0 else "utf-8",
        )

    def _of_item(self, m: Meeting, item: Item) -> str:
        done = self.is_minuted(m)
        documents = "".join(
            f"<linkeddoc><attachmentid>{number}</attachmentid><title>{title}</title><url>documents/s{number}.pdf</url>"
            f"<isrestricted>{restricted}</isrestricted></linkeddoc>"
            for number, title, restricted in item.documents
        )
        return (
            f"<agendaitem><agendaitemid>{item.number}</agendaitemid><agendaitemnumber>{item.position}</agendaitemnumber>"
            f"<fulldisplaynumberformat>{item.position}.</fulldisplaynumberformat>"
            f"<agendaitemtitle>{item.title} \u2013 caf\xe9</agendaitemtitle>"
            f"<agendatext/><isrestricted>{item.restricted}</isrestricted>"
            f"<minutesnonemptyhtmlbody>{escape(item.minutes) if done else ''}</minutesnonemptyhtmlbody>"
            f"<isdecision>{bool(item.decision)}</isdecision><isdecisionpublished>{done}</isdecisionpublished>"
            f"<decisionnonemptyhtmlbody>"
            f"{escape(item.decision) if done else ''}</decisionnonemptyhtmlbody><linkeddocuments>{documents}"
            f"</linkeddocuments></agendaitem>"
        )

    def name_of(self, who: int) -> str:
        found = next((each.name for each in self.councillors if each.number == who), "")
        return found or f"Officer {FIRST[who % len(FIRST)]} Winter"


def saved(site: Site, folder: Path) -> Path:
    """A folder with the site's answers on its day, beside those of the days before."""
    folder.mkdir(exist_ok=True)
    with (folder / "manifest.jsonl").open("a") as manifest:
        manifest.write(json.dumps({"site": ADDRESS}) + "\n")
        for file, address in _answers(site):
            path = folder / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(site.get(address)[2])
            told = {"url": f"{ADDRESS}/{address}", "file": file, "fetched": f"{site.day}T03:00:00Z"}
            manifest.write(json.dumps(told) + "\n")
    return folder


def _answers(site: Site) -> Iterator[tuple[str, str]]:
    service = "mgWebService.asmx"
    yield f"GetCommittees/{site.day}.xml", f"{service}/GetCommittees"
    yield f"GetCouncillorsByWard/{site.day}.xml", f"{service}/GetCouncillorsByWard"
    ever = "sFromDate=01/01/2021&sToDate=31/12/2030"
    yield f"GetAllMeetingsByDate/{site.day}.xml", f"{service}/GetAllMeetingsByDate?{ever}"
    for c in site.committees:
        if not (c.expired and c.expired <= site.day):
            yield f"mgCommitteeDetails/{c.number}/{site.day}.html", f"mgCommitteeDetails.aspx?ID={c.number}"
    yield "mgListRecordedVotes/all.html", "mgListRecordedVotes.aspx?UID=0&DR=01/01/2021-31/12/2030"
    yield f"mgListPlanItems/77/{site.day}.html", "mgListPlanItems.aspx?PlanId=77&RP=0"
    for n in site.delegated():
        yield f"ieDecisionDetails/{n}.html", f"ieDecisionDetails.aspx?ID={n}"
    for _, item in site.decided():
        yield f"ieDecisionDetails/item-{item.number}.html", f"ieDecisionDetails.aspx?AIId={item.number}"
    for n in site.issues:
        yield f"mgIssueHistoryHome/{n}.html", f"mgIssueHistoryHome.aspx?IId={n}"
    for m in site.listed():
        yield f"GetMeeting/{m.number}.xml", f"{service}/GetMeeting?lMeetingId={m.number}"


def _xml(text: str, encoding: str = "utf-8") -> bytes:
    return f'<?xml version="1.0" encoding="utf-8"?>{text}'.encode(encoding)
