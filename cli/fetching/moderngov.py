"""What is asked of a ModernGov site, and in what order: lists first, then what they name, then what that names.

A later fetch asks for the lists anew, and for meetings and decisions that are recent, lie ahead, or are listed
otherwise than before; and for what these name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Final
from urllib.parse import quote
from xml.etree.ElementTree import Element

from cli.fetching.fetch import Fetching, Wanted
from ledger.imports.moderngov.answers import plain_text, read_answer, records
from ledger.imports.moderngov.british_dates import british
from ledger.imports.moderngov.folder import SavedAnswer
from ledger.imports.moderngov.pages import SitePage

_SERVICE: Final = "mgWebService.asmx"
_DECISION: Final = "ieDecisionDetails"


class ModernGovSite:
    """What a site has, as far as the folder tells; `again` is how many days back something may have changed."""

    def __init__(self, folder: Path, fetching: Fetching, since: date, again: int, *, pages: bool) -> None:
        self._folder, self._fetching, self._since, self._pages = folder, fetching, since, pages
        self._day = datetime.now(UTC).date()
        self._recent = self._day - timedelta(days=again)

    def stages(self) -> tuple[Callable[[], Iterator[Wanted]], ...]:
        """What is wanted, stage by stage."""
        service = (self._lists, self._meetings)
        return (*service, self._site_pages, self._decisions, self._issues) if self._pages else service

    def _lists(self) -> Iterator[Wanted]:
        day = self._day
        yield Wanted(f"{_SERVICE}/GetCommittees?lDummy=0", f"GetCommittees/{day}.xml", "committees")
        yield Wanted(f"{_SERVICE}/GetCouncillorsByWard?lDummy=0", f"GetCouncillorsByWard/{day}.xml", "wards")
        for year in range(self._since.year, day.year + 2):
            if year < self._recent.year and list((self._folder / "GetAllMeetingsByDate" / str(year)).glob("*.xml")):
                continue
            first, last = date(year, 1, 1), date(year, 12, 31)  # a list of half a year would say that the rest is gone
            asked = f"lCommitteeId=0&sFromDate={_british(first)}&sToDate={_british(last)}&bIsAscendingDateOrder=true"
            file = f"GetAllMeetingsByDate/{year}/{day}.xml"
            yield Wanted(f"{_SERVICE}/GetAllMeetingsByDate?{asked}", file, "getmeetingsbydate")

    def _meetings(self) -> Iterator[Wanted]:
        listed, before = self._listed()
        for number, (on, row) in listed.items():
            file = f"GetMeeting/{number}.xml"
            is_changed = number in before and before[number] != row
            if not (self._folder / file).exists() or on is None or on >= self._recent or is_changed:
                yield Wanted(f"{_SERVICE}/GetMeeting?lMeetingId={number}", file, "meeting")

    def _listed(self) -> tuple[dict[str, tuple[date | None, tuple[str, ...]]], dict[str, tuple[str, ...]]]:
        """The meetings that the site lists, with their days, and how the lists before had them."""
        listed: dict[str, tuple[date | None, tuple[str, ...]]] = {}
        before: dict[str, tuple[str, ...]] = {}
        for file in sorted((self._folder / "GetAllMeetingsByDate").rglob("*.xml"), key=lambda each: each.name):
            root = _tree(file, "getmeetingsbydate")
            for each, _ in records(str(file), root, "meeting"):
                on = british(each.optional("meetingdate"))
                row = tuple(each.optional(name) for name in ("meetingdate", "meetingtime", "meetingstatus"))
                number = each.optional("meetingid")
                if number in listed:
                    before[number] = listed[number][1]
                listed[number] = (date.fromordinal(on.earliest) if on else None, row)
        return listed, before

    def _site_pages(self) -> Iterator[Wanted]:
        day = self._day
        for number in self._living_committees():
            file = f"mgCommitteeDetails/{number}/{day}.html"
            yield Wanted(f"mgCommitteeDetails.aspx?ID={number}", file)
        for year in range(self._since.year, day.year + 1):
            if year < self._recent.year and (self._folder / f"mgListRecordedVotes/{year}.html").exists():
                continue
            span = f"{_british(date(year, 1, 1))}-{_british(date(year, 12, 31))}"
            yield Wanted(f"mgListRecordedVotes.aspx?UID=0&DR={quote(span)}", f"mgListRecordedVotes/{year}.html")
        yield Wanted("mgPlansHome.aspx?bcr=1", "mgPlansHome.html")
        for first, last in _months(max(self._since, self._recent if self._has_decisions() else self._since), day):
            asked = f"XXR=0&DR={quote(f'{_british(first)}-{_british(last)}', safe='')}&ACT=Find&K=0&DM=0&DS=2"
            file = f"mgDelegatedDecisions/{first:%Y-%m}.html"
            yield Wanted(f"mgDelegatedDecisions.aspx?{asked}", file)

    def _decisions(self) -> Iterator[Wanted]:
        """The pages of decisions that lists of decisions name, and of those that items of agendas have; and plans."""
        plans = self._folder / "mgPlansHome.html"
        if plans.exists():
            for link in _page(plans).links("mgListPlanItems", "PlanId"):
                address = f"mgListPlanItems.aspx?PlanId={link.number}&RP=0"
                yield Wanted(address, f"mgListPlanItems/{link.number}/{self._day}.html")
        for file in self._files("mgDelegatedDecisions"):
            is_recent = file.stem >= f"{self._recent:%Y-%m}"
            for link in _page(file).links(_DECISION, "ID"):
                yield from self._new(f"{_DECISION}.aspx?ID={link.number}", f"{_DECISION}/{link.number}.html", is_recent)
        for number, on in self._decided_items():
            file_of = f"{_DECISION}/item-{number}.html"
            yield from self._new(f"{_DECISION}.aspx?AIId={number}", file_of, on is None or on >= self._recent)

    def _new(self, address: str, file: str, may_have_changed: bool) -> Iterator[Wanted]:
        """What is not there yet, or may say something else by now: a decision that was called in."""
        if may_have_changed or not (self._folder / file).exists():
            yield Wanted(address, file)

    def _issues(self) -> Iterator[Wanted]:
        """The issues that plans and decisions name: those that are new, or named by what this fetch has brought."""
        brought = self._fetching.brought
        for file in (*self._files("mgListPlanItems"), *self._files(_DECISION)):
            is_brought = file.relative_to(self._folder).as_posix() in brought
            page = _page(file)
            for link in (*page.links("mgIssueHistoryHome", "IId"), *page.links("ieIssueDetails", "IId")):
                saved = f"mgIssueHistoryHome/{link.number}.html"
                if is_brought or not (self._folder / saved).exists():
                    yield Wanted(f"mgIssueHistoryHome.aspx?IId={link.number}", saved)

    def _has_decisions(self) -> bool:
        return (self._folder / "mgDelegatedDecisions").is_dir()

    def _living_committees(self) -> Iterator[str]:
        for file in sorted((self._folder / "GetCommittees").glob("*.xml"))[-1:]:
            root = _tree(file, "committees")
            for each, _ in records(str(file), root, "committee"):
                gone = (each.optional("committeedeleted"), each.optional("committeeexpired"))
                if not any(word.lower() == "true" for word in gone) and each.optional("committeeid").isdigit():
                    yield each.optional("committeeid")

    def _decided_items(self) -> Iterator[tuple[str, date | None]]:
        """The items of agendas that say that something was decided and published, with the days of their meetings."""
        for file in sorted((self._folder / "GetMeeting").glob("*.xml")):
            root = _tree(file, "meeting")
            told = british(plain_text(root.findtext(".//meetingdate") or ""))
            on = date.fromordinal(told.earliest) if told else None
            for each, _ in records(str(file), root, "agendaitem"):
                said = (each.optional("isdecision").lower(), each.optional("isdecisionpublished").lower())
                if said == ("true", "true") and each.optional("agendaitemid").isdigit():
                    yield each.optional("agendaitemid"), on

    def _files(self, name: str) -> list[Path]:
        return sorted((self._folder / name).rglob("*.html"))


def _page(file: Path) -> SitePage:
    return SitePage(SavedAnswer("", "", 0, str(file), file))


def _tree(file: Path, has: str) -> Element:
    return read_answer(SavedAnswer("", "", 0, str(file), file), has).root


def _british(day: date) -> str:
    return day.strftime("%d/%m/%Y")


def _months(first: date, last: date) -> Iterator[tuple[date, date]]:
    """Months one by one, since longer ranges are too much for some sites."""
    month = first.replace(day=1)
    while month <= last:
        after = (month + timedelta(days=32)).replace(day=1)
        yield month, after - timedelta(days=1)
        month = after
