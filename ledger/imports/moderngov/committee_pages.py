"""Who sits on a committee, by its pages: lists without dates, each of the day on which it was fetched.

A list of members is read as one of `memberships` is: who is on it began by that day, or between it and the list
before, and who is off it ended between the two.
"""

from __future__ import annotations

from collections.abc import Iterator

from ledger.imports.memberships import ListedMemberships
from ledger.imports.moderngov.folder import Folder, SavedAnswer
from ledger.imports.moderngov.index import SiteIndex
from ledger.imports.moderngov.pages import Link, SitePage
from ledger.imports.records import Item, Record, Unfit, safely, unfit
from ledger.refusals import Refusal
from ledger.vocabulary.dates import day_text


def committee_members(folder: Folder, index: SiteIndex) -> Iterator[Item]:
    """The members of all committees, with their offices, from all the days on which their pages were fetched."""
    lists = ListedMemberships(index.naming)
    pages = [*folder.take("mgCommitteeDetails"), *index.expired.values()]
    for answer in sorted(pages, key=lambda each: each.day):
        if not answer.day:
            yield unfit(answer.place, "nothing tells of which day it is", "name the file after the day, YYYY-MM-DD")
            continue
        read = _expired if answer.name == "GetCommittees" else _page
        yield from safely(read(answer, lists, index), answer.place)
    yield from lists.end_of_day()


def _expired(answer: SavedAnswer, lists: ListedMemberships, index: SiteIndex) -> Iterator[Item]:
    """A committee that is no more has no members: its page may be there or not."""
    yield from lists.take(Record(answer.place, _listed(answer, index)))


def _page(answer: SavedAnswer, lists: ListedMemberships, index: SiteIndex) -> Iterator[Item]:
    number = answer.key
    if number not in index.committees:
        raise Refusal(f"no list has the committee {number}", "fetch the list of committees too")
    page = SitePage(answer)
    page.refuse_another(answer.name)
    if number in index.expired and answer.day >= index.expired[number].day:
        return
    common = _listed(answer, index)
    members = {link.number: link for link in page.links("mgUserInfo", "UID")}
    if not members:
        yield from lists.take(Record(answer.place, common))
    for who, link in members.items():
        record = Record(f"{answer.place} {who}", {**common, "person": index.subject("person", who), **_as_what(link)})
        try:
            yield from index.person(answer, record, who, link.text.partition("(")[0].strip())
            yield from lists.take(record)
        except Refusal as refusal:
            lists.doubt(record)
            yield Unfit(refusal.at(record.place))


def _listed(answer: SavedAnswer, index: SiteIndex) -> dict[str, str]:
    """What is the same for everybody on a list."""
    return {
        "snapshot": day_text(answer.day),
        "body": index.subject("body", answer.key),
        "document": f"Committee system {index.naming.register} (ModernGov)",
        "at": f"committee {answer.key}",
    }


def _as_what(link: Link) -> dict[str, str]:
    """The office, or the role, that stands in brackets beside a name."""
    _, _, within = link.beside.partition("(")
    words = within.partition(")")[0].strip()
    plain = words.casefold().replace("-", " ")
    if "chair" not in plain:
        return {"role": words} if words else {}
    is_second = any(word in plain.split() for word in ("vice", "deputy"))
    return {"office": "vice-chair" if is_second else "co-chair" if "co" in plain.split() else "chair"}
