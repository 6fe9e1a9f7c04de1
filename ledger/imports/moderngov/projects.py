"""Issues, each a project with the meetings that it came before; and forward plans, each item a notice of a decision.

The history of an issue names a meeting, and with it the decision that was made there: then the body decided. Otherwise
a committee that says by its category or its title that it scrutinises did that; of others the role is not told.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Any, Final

from ledger.imports.moderngov.british_dates import between, british
from ledger.imports.moderngov.folder import Folder, SavedAnswer
from ledger.imports.moderngov.index import SiteIndex
from ledger.imports.moderngov.pages import Link, SitePage, links_in
from ledger.imports.records import Aside, Item, Record, Unfit, Whole, safely, told, wholly
from ledger.refusals import Refusal
from ledger.vocabulary.dates import When
from ledger.vocabulary.decisions import DecisionNoticed
from ledger.vocabulary.projects import ProjectConsidered, ProjectOpened, Role

_ISSUES: Final = ("mgIssueHistoryHome", "ieIssueDetails")
_YES: Final = ("key", "yes", "true")
_NO: Final = ("non-key", "non key", "no", "false")


def issues(folder: Folder, index: SiteIndex) -> Iterator[Item]:
    """Each issue, and what is on a forward plan; which decisions belong to which is kept for when these are told."""
    for answer in folder.take("mgIssueHistoryHome"):
        try:
            page = SitePage(answer)
            page.refuse_another(answer.name)
            yield from _opened(answer, answer.key, _title(page), _by_its_route(answer.key, page, index), index)
            for parameter, prefix in (("AIId", "item-"), ("ID", "")):
                for link in page.links("ieDecisionDetails", parameter):
                    index.issues_of.setdefault(f"{prefix}{link.number}", []).append(answer.key)
        except Refusal as refusal:
            yield Unfit(refusal.at(answer.place))
    yield from _plans(folder, index)


def routes(folder: Folder, index: SiteIndex) -> Iterator[Item]:
    """The meetings that each issue came before."""
    for answer in folder.take("mgIssueHistoryHome", counts=False):
        if answer.key not in index.issues:
            continue
        links = _once_each(SitePage(answer).links("ieListDocuments", "MId"))
        told_of_it = (
            safely(_considered(answer, each, index), f"{answer.place} meeting {each.number}") for each in links
        )
        whole = Whole(index.subject("project", answer.key), (ProjectConsidered,))
        yield from wholly(chain.from_iterable(told_of_it), whole)


def _by_its_route(number: str, page: SitePage, index: SiteIndex) -> When:
    """An issue was there by the day of the first meeting that it came before."""
    met = [index.told_meetings.get(link.number) for link in page.links("ieListDocuments", "MId")]
    if not all(met) and (before := index.former.introduction(index.subject("project", number))) is not None:
        return before.occurred
    return between(0, min((each.on.latest for each in met if each), default=0))


def _once_each(links: Iterator[Link]) -> list[Link]:
    return list({link.number: link for link in links}.values())


def _title(page: SitePage) -> str:
    """An issue's own title: what the page is of stands before it."""
    kind, parted, title = page.title.partition(" - ")
    return title if parted and "issue" in kind.casefold() else page.title


def _opened(answer: SavedAnswer, number: str, title: str, by: When, index: SiteIndex) -> Iterator[Item]:
    if number in index.issues:
        return
    event = ProjectOpened(
        project=index.subject("project", number),
        title=Record(answer.place, {"title": title}).text("title"),
        kind="issue",
        identifiers={"moderngov": index.address("project", number)},
    )
    index.issues.add(number)
    yield told(index.draft(answer, event, by, at=f"issue {number}"))


def _considered(answer: SavedAnswer, link: Link, index: SiteIndex) -> Iterator[Item]:
    told_of = index.told_meetings.get(link.number)
    if told_of is None:
        raise Refusal(f"the meeting {link.number} is not there", "fetch the meeting too")
    if told_of.is_cancelled and not told_of.is_held:
        yield Aside("meetings in the history of issues that were cancelled")
        return
    decisions = [*links_in(link.row, "ieDecisionDetails", "AIId"), *links_in(link.row, "ieDecisionDetails", "ID")]
    committee = index.committees[told_of.committee]
    role = Role.DECISION if decisions else Role.SCRUTINY if index.is_scrutiny(told_of.committee) else Role.UNKNOWN
    event = ProjectConsidered(
        project=index.subject("project", answer.key),
        by=told_of.body,
        role=role,
        role_as_given=committee.category if role is Role.SCRUTINY else "",
        meeting=told_of.subject,
    )
    at = f"issue {answer.key} meeting {link.number}"
    yield told(index.draft(answer, event, told_of.on, at=at, standing=told_of.standing, by=told_of.body))


def _plans(folder: Folder, index: SiteIndex) -> Iterator[Item]:
    """What is on a plan was noticed by the day of the list that has it first, or between it and the list before."""
    lists: dict[str, int] = {}
    noticed: set[tuple[str, str, str]] = set()
    for answer in folder.take("mgListPlanItems"):
        try:
            page = SitePage(answer)
            page.refuse_another(answer.name)
            for header, rows in page.tables():
                for cells, row in rows:
                    try:
                        yield from _planned(answer, header, cells, row, lists.get(answer.key, 0), noticed, index)
                    except Refusal as refusal:
                        yield Unfit(refusal.at(f"{answer.place} '{' '.join(cells)[:40]}'"))
            lists[answer.key] = answer.day
        except Refusal as refusal:
            yield Unfit(refusal.at(answer.place))


def _planned(
    answer: SavedAnswer,
    header: Sequence[str],
    cells: Sequence[str],
    row: Any,
    before: int,
    noticed: set[tuple[str, str, str]],
    index: SiteIndex,
) -> Iterator[Item]:
    links = [*links_in(row, _ISSUES[0], "IId"), *links_in(row, _ISSUES[1], "IId")]
    if not links:
        yield Aside("rows of forward plans without an issue")
        return
    number, record = links[0].number, Record(answer.place, dict(zip(header, cells, strict=False)))
    maker, due, key = (_value(record, word) for word in ("maker", "due", "key"))
    if not maker:
        raise Refusal("it does not say who will decide", "ask the council who will")
    on = british(due)
    identity = (number, maker, on.text if on else due)
    if identity in noticed:
        return
    noticed.add(identity)
    told_before = index.former.introduction(index.subject("project", number))
    noticed_by = told_before.occurred if told_before else between(before, answer.day)
    yield from _opened(answer, number, links[0].text, noticed_by, index)
    by = ""
    for each in index.decider(answer, record, maker):
        if isinstance(each, str):
            by = each
        else:
            yield each
    word = key.casefold()
    event = DecisionNoticed(
        project=index.subject("project", number),
        by=by,
        due=on.text if on else "",
        key=True if word in _YES else False if word in _NO else None,
    )
    at = f"plan item {number} {identity[2]}"
    yield told(index.draft(answer, event, between(before, answer.day), at=at))


def _value(record: Record, word: str) -> str:
    """The cell of the column whose name has a word."""
    return next((record.optional(name) for name in record.values if word in name), "")
