"""Committees: established by the day of the first list, renamed and dissolved between the days of two lists."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ledger.imports.moderngov.answers import read_answer, records, truth
from ledger.imports.moderngov.british_dates import between, until
from ledger.imports.moderngov.folder import Folder, SavedAnswer
from ledger.imports.moderngov.index import Committee, SiteIndex, folded
from ledger.imports.records import Found, Item, Record, Unfit, told
from ledger.refusals import Refusal
from ledger.vocabulary.organisations import BodyDissolved, BodyEstablished, BodyRenamed


class _Seen(NamedTuple):
    """A committee on the day on which the site was asked last; why it is no more, and on which day it still was."""

    title: str
    category: str
    gone: str
    answer: SavedAnswer
    alive: int
    gone_since: int


def committees(folder: Folder, index: SiteIndex) -> Iterator[Item]:
    """Each committee, its changes of name, and its end where it is expired or deleted at last.

    That something was fetched a first time says nothing of when it began.
    """
    seen: dict[str, _Seen] = {}
    for answer in folder.take("GetCommittees"):
        try:
            found = read_answer(answer, "committees", "committeescount")
        except Refusal as refusal:
            yield Unfit(refusal)
            continue
        if found.is_recoded:
            yield Found("answers in another encoding than they say: read as they are")
        for record, _ in records(answer.place, found.root, "committee"):
            try:
                yield from _committee(answer, record, seen, index)
            except Refusal as refusal:
                yield Unfit(refusal.at(record.place))
    for number, last in seen.items():
        index.committees[number] = Committee(last.title, last.category)
        index.by_title.setdefault(folded(last.title), []).append(number)
        if last.gone:
            if last.gone_since:
                index.expired[number] = last.answer._replace(key=number, day=last.gone_since)
            event = BodyDissolved(body=index.subject("body", number), reason=last.gone)
            yield told(index.draft(last.answer, event, until(last.alive, last.gone_since), at=f"committee {number}"))


def _committee(answer: SavedAnswer, record: Record, seen: dict[str, _Seen], index: SiteIndex) -> Iterator[Item]:
    number, title = record.text("committeeid"), record.text("committeetitle")
    category = record.optional("committeecategory")
    gone = "deleted in the source" if truth(record, "committeedeleted") else ""
    gone = gone or ("expired in the source" if truth(record, "committeeexpired") else "")
    before, body = seen.get(number), index.subject("body", number)
    if before is None:
        identifiers = {"moderngov": index.address("body", number)}
        event = BodyEstablished(body=body, name=title, kind=category, identifiers=identifiers)
        yield told(index.draft(answer, event, between(0, answer.day), at=f"committee {number}"))
    elif before.title != title:
        renamed = BodyRenamed(body=body, name=title)
        yield told(index.draft(answer, renamed, between(before.answer.day, answer.day), at=f"committee {number}"))
    alive = answer.day if not gone else before.alive if before else 0
    since = before.gone_since if before and before.gone and gone else answer.day
    seen[number] = _Seen(title, category, gone, answer, alive, since)
