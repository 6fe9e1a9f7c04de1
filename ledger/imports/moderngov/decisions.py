"""Decisions by their pages: who decided, when, the words, and what the law asks the record to hold.

One decision can stand in three places: with its item of the agenda, on the page of that item, and on a page of its own.
It is told once, by its page. The day of a list of decisions is that of publication, so the page's own label counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from types import MappingProxyType
from typing import Final

from ledger.imports.moderngov.before import projects_before
from ledger.imports.moderngov.british_dates import between, british, day_in
from ledger.imports.moderngov.folder import Folder, SavedAnswer
from ledger.imports.moderngov.index import SiteIndex
from ledger.imports.moderngov.pages import SitePage
from ledger.imports.records import Aside, Found, Item, Record, Unfit, told
from ledger.refusals import Refusal
from ledger.vocabulary.dates import UNKNOWN, When, day_text, when
from ledger.vocabulary.decisions import DecisionCalledIn, DecisionKind, DecisionMade
from ledger.vocabulary.people import PersonRegistered

_TO_COME: Final = ("for determination", "due", "new", "draft", "awaiting")
_NONE: Final = frozenset({"none", "none.", "not applicable", "not applicable.", "n/a", "none considered", "no"})
_OFFICER: Final = re.compile(r"\b(?:officer|director|head of|chief|manager|solicitor|surveyor)\b", re.IGNORECASE)
_EXECUTIVE: Final = re.compile(r"\b(?:cabinet|executive|portfolio holder|leader|mayor)\b", re.IGNORECASE)
_YES_OR_NO: Final = MappingProxyType({"yes": True, "true": True, "no": False, "false": False})


def decision_pages(folder: Folder, index: SiteIndex) -> Iterator[Item]:
    """Takes in which items of agendas have a decision with a page of its own."""
    for answer in folder.take("ieDecisionDetails", counts=False):
        try:
            number = answer.key
            if not number.startswith("item-"):
                number = next(
                    (f"item-{link.number}" for link in SitePage(answer).links("ieDecisionDetails", "AIId")), number
                )
            index.decision_pages.setdefault(number, answer)
        except Refusal as refusal:
            yield Unfit(refusal.at(answer.place))


def decisions(folder: Folder, index: SiteIndex) -> Iterator[Item]:
    """Each decision that was made, and whether it was called in."""
    for number, answer in index.decision_pages.items():
        try:
            page = SitePage(answer)
            page.refuse_another(answer.name)
            yield from _decision(answer, number, page, index)
        except Refusal as refusal:
            yield Unfit(refusal.at(answer.place))
    for _ in range(len(list(folder.take("ieDecisionDetails"))) - len(index.decision_pages)):
        yield Found("decisions with two pages: told once")


def _decision(answer: SavedAnswer, number: str, page: SitePage, index: SiteIndex) -> Iterator[Item]:
    labels, sections = page.labels(), page.sections()
    status = labels.optional("decision status") or labels.optional("status")
    text = _section(sections, "decision", "decisions", "resolved", "decision made")
    if not text:
        to_come = any(word in status.casefold() for word in _TO_COME)
        yield Aside("decisions that are still to come" if to_come else "decisions without their words")
        return
    meeting = next((index.told_meetings.get(link.number) for link in page.links("ieListDocuments", "MId")), None)
    by = meeting.body if meeting else ""
    maker = labels.optional("decision maker")
    if not by:
        for each in index.decider(answer, labels, labels.text("decision maker")):
            if isinstance(each, str):
                by = each
            else:
                yield each
    alternatives = _section(
        sections, "alternative options considered", "alternative options", "alternatives considered"
    )
    is_none = alternatives.casefold() in _NONE
    interests = _section(sections, "interests and nature of interests declared", "interests declared")
    projects = dict.fromkeys([*index.issues_of.get(number, ()), *index.issues_of.get(answer.key, ())])
    projects |= {link.number: None for link in page.links("ieIssueDetails", "IId") if link.number in index.issues}
    decision = index.subject("decision", number)
    event = DecisionMade(
        decision=decision,
        text=text,
        by=by,
        kind=_kind(maker, meeting.committee if meeting else "", index),
        projects=(*(index.subject("project", each) for each in projects), *projects_before(decision, index)),
        reasons=_section(sections, "reasons for the decision", "reason for the decision", "reasons for decision"),
        alternatives=(alternatives,) if alternatives and not is_none else (),
        no_alternatives=is_none,
        interests=(interests,) if interests and interests.casefold() not in _NONE else (),
        key=_truth(labels, "is key decision"),
        callable_in=_truth(labels, "is subject to call in"),
        meeting=meeting.subject if meeting else None,
    )
    on = _made_on(labels, meeting.on if meeting else None)
    yield told(index.draft(answer, event, on, at=f"decision {number}", by=by))
    if "called in" in status.casefold():
        yield from _called_in(answer, number, event.decision, on, index)


def _called_in(answer: SavedAnswer, number: str, decision: str, on: When, index: SiteIndex) -> Iterator[Item]:
    """That a decision was called in; by whom, the page does not say."""
    somebody = f"person:{index.naming.register}/called-in-{number}"
    who = PersonRegistered(person=somebody, name=f"Whoever called in the decision {number}", unnamed=True)
    seen = day_text(answer.day) if answer.day and on.earliest <= answer.day else ""
    after = when(f"[{day_text(on.earliest)}..{seen}]") if not on.is_unknown else between(0, answer.day)
    called_in = DecisionCalledIn(decision=decision, by=(somebody,))
    at = f"decision {number} call-in"
    yield told(index.draft(answer, who, at=at), index.draft(answer, called_in, after, at=at))


def _made_on(labels: Record, met: When | None) -> When:
    """The day of the decision; else that of its meeting; else some day until it was published."""
    made = day_in(labels, "date of decision")
    if made is None and met is not None:
        return met
    published = british(labels.optional("publication date"))
    if made is None and published is not None:
        return when(f"[..{day_text(published.latest)}]")
    return made or UNKNOWN


def _kind(maker: str, committee: str, index: SiteIndex) -> DecisionKind:
    """Whose decision it was, by the committee or by the title of who made it."""
    if committee:
        return DecisionKind.EXECUTIVE if index.is_executive(committee) else DecisionKind.OTHER
    if _OFFICER.search(maker):
        return DecisionKind.OFFICER
    return DecisionKind.EXECUTIVE if _EXECUTIVE.search(maker) else DecisionKind.OTHER


def _section(sections: Record, *names: str) -> str:
    return next(filter(None, map(sections.optional, names)), "")


def _truth(labels: Record, name: str) -> bool | None:
    return _YES_OR_NO.get(labels.optional(name).casefold())
