"""A hundred councillors, thirty committees, five years: what their ModernGov site says, and what the ledger has of it.

In full as a soak; otherwise a small one, of a year.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import TypeAlias

from freezegun import freeze_time

from ledger.imports import reader_for, run
from ledger.recording.ledger import Ledger
from projections import ALL, Projector, register_at
from projections.bodies import BODIES
from projections.called import BODY_NAMES
from projections.decisions.individual import DECISIONS
from projections.decisions.notices import NOTICES
from projections.decisions.votes import VOTES
from projections.engine.register import Register
from projections.meeting_stages import known_meetings
from projections.meetings import AGENDA, ATTENDANCE, REPORTS
from projections.memberships import MEMBERSHIPS, TENURES
from projections.people import AFFILIATIONS, PEOPLE
from projections.projects import PROJECTS, STEPS
from tests.cli.conftest import Govledger
from tests.imports.conftest import SOAK
from tests.imports.moderngov_server import served
from tests.imports.moderngov_site import Site

COUNCIL = "body:marsham/councillors"
Fact: TypeAlias = tuple[object, ...]
DAY = date(2026, 5, 5) if SOAK else date(2022, 5, 5)


def council(day: date) -> Site:
    return Site(day) if SOAK else Site(day, councillors=14, committees=6, years=1)


def facts(site: Site) -> set[Fact]:
    """What the site says on its day that a register can hold."""
    return {fact for tell in (_of_people, _of_meetings, _of_decisions) for fact in tell(site)}


def _of_people(site: Site) -> Iterator[Fact]:
    for each in site.councillors:
        if each.start <= site.day and (each.end is None or each.end > site.day):
            moved = each.new_party is not None and each.new_party[0] <= site.day
            yield "councillor", each.number, each.name, each.start.isoformat()
            yield "party and ward", each.number, each.new_party[1] if moved else each.party, each.ward  # type: ignore[index]
    for committee in site.committees:
        gone = committee.expired is not None and committee.expired <= site.day
        yield "committee", committee.number, committee.title.replace("&amp;", "&"), gone
        for who, office in () if gone else site.members(committee):
            yield "member", committee.number, who
            if office:
                yield "office", committee.number, who, office.strip("()").lower()


def _of_meetings(site: Site) -> Iterator[Fact]:
    for m in site.listed():
        on, minuted = site.date_of(m).isoformat(), site.is_minuted(m)
        state = "cancelled" if site.is_cancelled(m) else "held" if minuted else "called"
        yield "meeting", m.number, m.committee, on, state
        for item in m.items:
            if item.position:
                yield "item", m.number, str(item.position), f"{item.title} \u2013 caf\xe9", not item.restricted
            for number, _, _ in item.documents:
                yield "paper", m.number, number
        for who, role, how in m.attendees if state != "cancelled" else ():
            word = how.split()[0].strip(",").lower().replace("in", "in attendance") if minuted else "expected"
            yield "attendance", m.number, who, role, word


def _of_decisions(site: Site) -> Iterator[Fact]:
    for m, item in site.decided():
        yield "decision", f"item-{item.number}", f"That option {m.number % 4} be approved.", bool(item.number % 2)
    for n in site.delegated():
        yield "decision", str(n), f"To spend {n} pounds.", bool(n % 2)
    for m in site.votes():
        words = {"For": "for", "Against": "against", "Abstain": "abstained", "Did not vote": "did not vote"}
        for who, how in site.choices(m):
            yield "ballot", m.number, who, words[how]
    for m in site.planned():
        yield "on the plan", m.items[2].issue, site.date_of(m).isoformat()
    for number in {i for m, item in site.decided() for i in [item.issue] if i} | {
        m.items[2].issue for m in site.planned()
    }:
        title, route = site.issues[number]
        yield "issue", number, title
        for m in (site.meetings[each] for each in route):
            if site.date_of(m) <= site.day and not site.is_cancelled(m):
                yield "step", number, m.committee, m.number


def known(ledger: Ledger, day: date) -> set[Fact]:
    """The same of a ledger's register on a day."""
    Projector(ledger.datastore, ALL).catch_up()
    then, ever = register_at(ledger.datastore, day), register_at(ledger.datastore, None)
    return {*_people_known(then), *_meetings_known(ever), *_decisions_known(ever)}


def number(subject: str) -> int:
    return int(subject.rpartition("/")[2].partition("~")[0])


def _people_known(then: Register) -> Iterator[Fact]:
    names = {each.stream: each.event.name for each in then.rows(PEOPLE)}
    titles = {each.stream: each.row.name for each in then.rows(BODY_NAMES)}
    alive = {each.stream for each in then.rows(BODIES)}
    for body, title in titles.items():
        if body != COUNCIL:
            yield "committee", number(body), title, body not in alive
    for each in then.rows(MEMBERSHIPS):
        who = each.event.member
        if each.stream == COUNCIL:
            yield "councillor", number(who), names[who], each.row.since
        else:
            yield "member", number(each.stream), number(who)
    for each in then.rows(TENURES):
        yield "office", number(each.stream), number(each.event.holder), each.event.office
    for each in then.rows(AFFILIATIONS):
        yield "party and ward", number(each.stream), each.event.party, each.event.ward


def _meetings_known(ever: Register) -> Iterator[Fact]:
    for each in known_meetings(ever):
        shown = each.shown
        on = shown.row.since if each.held else shown.event.called_for  # type: ignore[union-attr]
        yield "meeting", number(shown.stream), number(shown.event.body), on[:10], each.status.value
    for item in ever.rows(AGENDA):
        yield "item", number(item.stream), item.event.number, item.event.title, bool(item.event.in_public)
    for paper in ever.rows(REPORTS):
        meeting, _, attachment = paper.stream.rpartition("/")[2].partition("-")
        yield "paper", int(meeting), int(attachment)
    for there in ever.rows(ATTENDANCE):
        event = there.event
        word = "expected" if there.row.standing == "expected" else event.presence.value
        yield "attendance", number(there.stream), number(event.person), event.capacity, word


def _decisions_known(ever: Register) -> Iterator[Fact]:
    for made in ever.rows(DECISIONS):
        yield "decision", made.stream.rpartition("/")[2], made.event.text, bool(made.event.key)
    for vote in ever.rows(VOTES):
        for ballot in vote.event.ballots:
            yield "ballot", number(vote.stream), number(ballot.member), ballot.choice.value
    for notice in ever.rows(NOTICES):
        yield "on the plan", number(notice.stream), notice.event.due
    for project in ever.rows(PROJECTS):
        yield "issue", number(project.stream), project.event.title
    for step in ever.rows(STEPS):
        yield "step", number(step.stream), number(step.row.by or ""), number(step.row.meeting or "")


def test_ninety_nine_of_a_hundred_facts_are_in_and_what_is_lost_is_known(
    call: Govledger, sqlite_ledger_url: str, tmp_path: Path
) -> None:
    week = timedelta(days=7)
    with served(council(DAY)) as site, Ledger(sqlite_ledger_url, recorder="c") as ledger:
        for day in (DAY, DAY + week):
            site.site = council(day)
            with freeze_time(f"{day}T03:00:00Z", tick=True):
                call("fetch", "moderngov", site.address, tmp_path / "site", "--since", "2021-01-01", "--pause", "0")
            tally = run(reader_for("moderngov", tmp_path / "site", "marsham"), ledger)
            assert tally.left_out == 0
        told, has = facts(site.site), known(ledger, DAY + week + timedelta(days=1))

    lost = Counter(fact[0] for fact in told - has)
    assert sum(lost.values()) <= len(told) / 100, [*lost.items(), sorted(map(str, told - has))[:20]]
    assert set(lost) <= {"ballot"}
    assert {fact[3] for fact in told - has if fact[0] == "ballot"} <= {"did not vote"}
    assert not {fact for fact in has - told if fact[0] not in ("on the plan", "step", "issue")}
