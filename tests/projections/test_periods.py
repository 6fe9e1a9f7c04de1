"""A month or a year: what was so at some time in it, certainly or perhaps; and for all of it, where that is certain."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from random import Random
from typing import TypeAlias

import pytest

from ledger import store
from ledger.vocabulary.dates import Certainty, when
from ledger.vocabulary.membership import MembershipEnded, MembershipStarted
from ledger.vocabulary.organisations import BodyEstablished
from ledger.vocabulary.people import PersonRegistered
from projections import Register, register_at
from projections.memberships import MEMBERSHIPS
from projections.nouns.body import members
from projections.nouns.questions import questions
from tests.projections.histories import record
from tests.projections.stories import Statement, story

PANEL, IVY, SAM = "body:panel", "person:ivy", "person:sam"
TOLD: list[Statement] = [
    (BodyEstablished(body=PANEL, name="Rivers Panel"), "2014-05-01"),
    *((PersonRegistered(person=each, name=each), "2014-05-01") for each in (IVY, SAM)),
    (MembershipStarted(body=PANEL, member=IVY), "2018-02-06"),
    (MembershipEnded(body=PANEL, member=IVY), "2018-05-30"),
    (MembershipStarted(body=PANEL, member=SAM), "2018"),
    (MembershipEnded(body=PANEL, member=SAM), "2018"),
]
In: TypeAlias = Callable[[str], Register]
AskedIn: TypeAlias = Callable[[list[Statement]], In]


@pytest.fixture
def asked_in(sqlite_ledger_url: str) -> AskedIn:
    """Records a story and returns its register in a month, in a year, or on a day."""
    datastore = store.open(sqlite_ledger_url)

    def tell(statements: list[Statement]) -> In:
        record(datastore, story(statements))
        return lambda day: register_at(datastore, when(day) if len(day) < 10 else date.fromisoformat(day))

    return tell


def certainties(register: Register) -> dict[str, Certainty]:
    return {each.event.member: each.certainty for each in register.rows(MEMBERSHIPS, stream=PANEL)}


def test_who_was_there_at_some_time_in_a_year_is_told_whether_or_not_any_day_is_certain(
    asked_in: AskedIn,
) -> None:
    at = asked_in(TOLD)

    assert certainties(at("2018")) == {IVY: Certainty.YES, SAM: Certainty.YES}
    assert certainties(at("2018-03")) == {IVY: Certainty.YES, SAM: Certainty.POSSIBLY}
    assert certainties(at("2018-06")) == {SAM: Certainty.POSSIBLY}
    assert certainties(at("2019")) == {}
    assert certainties(at("2018-03-01")) == {IVY: Certainty.YES, SAM: Certainty.POSSIBLY}


def test_the_first_line_says_that_it_was_at_some_time_and_a_note_for_how_many_it_was_for_all_of_it(
    asked_in: AskedIn,
) -> None:
    at = asked_in(TOLD)
    year, month = members.reply(at("2018"), {"body": "panel"}), members.reply(at("2018-03"), {"body": "panel"})

    assert year.sentence.startswith("At some time in 2018: 2 members; ")
    assert year.notes[-1] == "what was so at some time in 2018; none of it certainly for all of that time"
    assert month.notes[-1] == "what was so at some time in 2018-03; 1 of it certainly for all of that time"
    assert members.reply(at("2019"), {"body": "panel"}).sentence == "At some time in 2019: No members recorded."


def test_what_is_asked_of_one_day_is_answered_for_the_last_one_and_says_so(
    asked_in: AskedIn,
) -> None:
    assert questions.reply(asked_in(TOLD)("2018"), {}).sentence == "By the end of 2018: No questions recorded."


@pytest.mark.parametrize("seed", range(4))
def test_a_month_has_all_that_its_days_have_and_is_at_least_as_sure(asked_in: AskedIn, seed: int) -> None:
    chance = Random(seed)
    people = [f"person:p{number}" for number in range(12)]
    told: list[Statement] = [TOLD[0], *((PersonRegistered(person=each, name=each), "2014") for each in people)]
    for person in people:
        first, last = sorted(date(2018, 1, 1) + timedelta(days=chance.randrange(300)) for _ in range(2))
        told.append((MembershipStarted(body=PANEL, member=person), _vaguely(first, chance)))
        if chance.random() < 0.7 and last.month > first.month:
            told.append((MembershipEnded(body=PANEL, member=person), _vaguely(last, chance)))
    at = asked_in(told)

    for month in ("2018-02", "2018-05", "2018-08"):
        days = [certainties(at(f"{month}-{day:02}")) for day in range(1, 1 + (28 if month == "2018-02" else 31))]
        found = certainties(at(month))
        assert set(found) == {person for on_the_day in days for person in on_the_day}
        sure = {person for on_the_day in days for person, how in on_the_day.items() if how is Certainty.YES}
        assert sure <= {person for person, how in found.items() if how is Certainty.YES}


def _vaguely(day: date, chance: Random) -> str:
    """The day, its month, or a span of a few weeks in which it lies."""
    text = day.isoformat()
    around = f"[{day - timedelta(days=chance.randrange(20))}..{day + timedelta(days=chance.randrange(20))}]"
    return chance.choice((text, text[:7], around))
