"""Flags: each shows up with the statement that should not have been true, and not a day or an entry before it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import pytest

from ledger import store
from ledger.entries.entry import Draft
from ledger.vocabulary.accountability import AccountabilityDeclared, AccountabilityKind, DelegationGranted
from ledger.vocabulary.dates import Certainty, when
from ledger.vocabulary.decisions import DecisionMade
from ledger.vocabulary.event import Event
from ledger.vocabulary.meetings import AttendanceRecorded, MeetingHeld, MeetingResumed, Presence, Sitting
from ledger.vocabulary.membership import OfficeAssigned
from ledger.vocabulary.people import AppointmentEnded, AppointmentStarted
from ledger.vocabulary.provenance import Standing
from ledger.vocabulary.resolutions import ResolutionPassed
from ledger.vocabulary.votes import Ballot, Choice, VoteRecorded
from projections import Register, register_at
from projections.flags import LAPSES, Flag, flags
from tests.aggregates.borough import ADA, CABINET, CHIEF, DEV, LIMBS, MEETING, PANEL, RESOLUTION
from tests.aggregates.cases import tables
from tests.aggregates.given import Case, Told, given, said
from tests.projections.histories import record

CASES = {sentence: case for table in tables() for sentence, case in table.recorded.items() if case.flagged}


@pytest.fixture
def datastore(blank_ledger: Path, tmp_path: Path) -> Iterator[store.Datastore]:
    file = tmp_path / "ledger.db"
    shutil.copy(blank_ledger, file)
    found = store.open(f"sqlite:///{file}")
    yield found
    found.close()


def names(found: list[Flag]) -> list[str]:
    return [flag.lapse.name for flag in found]


def told_all(case: Case) -> Told:
    return given(*case.told).when(case.draft).then()


class Flagged(NamedTuple):
    """A case that is flagged, what was told in it, and the ledger in which that is recorded; only to be read."""

    case: Case
    told: Told
    datastore: store.Datastore


@pytest.fixture(scope="module", params=CASES.values(), ids=list(CASES))
def flagged(request: pytest.FixtureRequest, blank_ledger: Path, tmp_path_factory: pytest.TempPathFactory) -> Any:
    case: Case = request.param
    file = shutil.copy(blank_ledger, tmp_path_factory.mktemp("flagged") / "ledger.db")
    told = told_all(case)
    with closing(store.open(f"sqlite:///{file}")) as datastore:
        record(datastore, told.log)
        yield Flagged(case, told, datastore)


def test_what_should_not_have_happened_is_flagged(flagged: Flagged) -> None:
    case, told, datastore = flagged
    now = register_at(datastore)

    found = [flag for flag in flags(now) if flag.lapse.name == case.flagged]
    before = Register(None, now.known_at - 1, datastore)
    assert len(found) == 1
    assert len(told.log) in found[0].entries
    assert found[0].certainty is (Certainty.POSSIBLY if case.possibly else Certainty.YES)
    assert case.flagged not in names(flags(before))
    assert flags(now, about=found[0].about, lapse=case.flagged) == found
    assert flags(now, about="body:nobody") == []


def test_nothing_is_flagged_before_it_happened(flagged: Flagged) -> None:
    case, _, datastore = flagged
    now = register_at(datastore)
    (flag,) = flags(now, lapse=case.flagged)

    eve = Register(flag.on.earliest - 1, now.known_at, datastore)
    assert case.flagged not in names(flags(eve))
    assert case.flagged in names(flags(Register(flag.on.latest, now.known_at, datastore)))


def vote(on: str, standing: Standing = Standing.MINUTED) -> Draft:
    return said(VoteRecorded(resolution=RESOLUTION, for_=2, present=2, quorum=3), on, standing)


def test_what_is_only_expected_is_not_flagged(datastore: store.Datastore) -> None:
    record(datastore, given(vote("2015-10-08", Standing.EXPECTED)).log)

    assert flags(register_at(datastore)) == []


def test_what_may_have_happened_by_a_day_is_possibly_flagged(datastore: store.Datastore) -> None:
    record(datastore, given(vote("2015-10")).log)
    now = register_at(datastore)

    (flag,) = flags(Register(flags(now)[0].on.earliest, now.known_at, datastore))
    assert (flag.lapse.name, flag.certainty) == ("vote without a quorum", Certainty.POSSIBLY)


@pytest.mark.parametrize(
    ("fields", "is_flagged"),
    [
        ({"ballots": (Ballot(member=ADA, choice=Choice.ABSENT),), "carried": True}, True),
        ({"ballots": (Ballot(member=ADA, choice=Choice.ABSENT),), "absent": 1, "carried": True}, True),
        ({"ballots": (Ballot(member=ADA, choice=Choice.ABSENT),), "carried": True, "some_named": True}, False),
        ({"ballots": (Ballot(member=ADA, choice=Choice.ABSENT),), "carried": False}, False),
        ({"ballots": (Ballot(member=ADA, choice=Choice.ABSENT),)}, False),
        ({"absent": 9, "carried": True}, False),
        ({"carried": True}, False),
        ({"for_": 1, "carried": True}, False),
    ],
)
def test_carried_by_nobody_is_flagged_only_where_nobody_is_shown_to_have_been_for_it(
    fields: dict[str, Any], is_flagged: bool, datastore: store.Datastore
) -> None:
    told = given().when(said(VoteRecorded(resolution=RESOLUTION, **fields))).then()
    record(datastore, told.log)

    assert ("carried though nobody voted for it" in names(flags(register_at(datastore)))) is is_flagged


@pytest.mark.parametrize(
    ("votes", "is_flagged"),
    [
        ([{"for_": 1, "against": 2}], True),
        ([{"carried": False}], True),
        ([{"for_": 6, "against": 4, "majority_needed": "2/3"}], True),
        ([{"for_": 4, "against": 4}], False),
        ([{"against": 2}], False),
        ([{"for_": 1, "against": 2, "limbs": ("1",)}], False),
        ([{"for_": 1, "against": 2, "round": 1}, {"for_": 3, "against": 2, "round": 2}], False),
        ([{"for_": 1, "against": 2, "round": 1}, {"for_": 1, "against": 2, "round": 2}], True),
    ],
)
def test_a_resolution_is_flagged_where_every_vote_on_the_whole_of_it_was_lost(
    votes: list[dict[str, Any]], is_flagged: bool, datastore: store.Datastore
) -> None:
    cast = [said(VoteRecorded(resolution=RESOLUTION, **fields)) for fields in votes]
    record(datastore, given(*cast).log)

    assert ("resolved though the vote was lost" in names(flags(register_at(datastore)))) is is_flagged


def test_a_substitute_who_votes_is_no_guest(datastore: store.Datastore) -> None:
    guest = AttendanceRecorded(meeting=MEETING, person=DEV, presence=Presence.IN_ATTENDANCE, substitute_for=ADA)
    voted = VoteRecorded(resolution=RESOLUTION, ballots=(Ballot(member=DEV, choice=Choice.FOR),))
    record(datastore, given(said(guest), said(voted)).log)

    assert flags(register_at(datastore)) == []


def test_the_borough_of_marsham_begins_without_a_flag(datastore: store.Datastore) -> None:
    record(datastore, given().log)

    assert flags(register_at(datastore)) == []


def test_every_kind_of_flag_has_a_case_that_raises_it() -> None:
    shown = {case.flagged for case in CASES.values()}

    assert {lapse.name for lapse in LAPSES} - shown == set()
    assert shown - {lapse.name for lapse in LAPSES} == set()


ANSWERABLE = AccountabilityKind.ANSWERABLE_TO
TOGETHER: dict[str, tuple[Event, Event]] = {
    "two chairs at once": (
        OfficeAssigned(body=PANEL, holder=ADA, office="chair"),
        OfficeAssigned(body=PANEL, holder=DEV, office="Chair"),
    ),
    "two that answer to one another": (
        AccountabilityDeclared(who=PANEL, kind=ANSWERABLE, to=CABINET, accountability="accountability:there"),
        AccountabilityDeclared(who=CABINET, kind=ANSWERABLE, to=PANEL, accountability="accountability:back"),
    ),
    "one accountability under two ids": (
        AccountabilityDeclared(who=PANEL, kind=ANSWERABLE, to=CABINET, accountability="accountability:one"),
        AccountabilityDeclared(who=PANEL, kind=ANSWERABLE, to=CABINET, accountability="accountability:other"),
    ),
}


@pytest.mark.parametrize("kind", TOGETHER)
def test_two_at_once_are_as_certain_as_the_beginnings_of_both(kind: str, datastore: store.Datastore) -> None:
    one, other = TOGETHER[kind]
    record(datastore, given(said(one, "[2014..2018]"), said(other, "2015-10-08")).log)
    now = register_at(datastore)

    def certainties(day: str) -> list[Certainty]:
        return [flag.certainty for flag in flags(Register(when(day).earliest, now.known_at, datastore), lapse=kind)]

    assert certainties("2015-10-07") == []
    assert certainties("2015-10-08") == certainties("2018-12-30") == [Certainty.POSSIBLY]
    assert certainties("2018-12-31") == [Certainty.YES]


@pytest.mark.parametrize(("until", "is_flagged"), [("2015-10-07", True), ("2015-10-08", False), ("2015", False)])
def test_a_power_of_a_post_is_not_of_who_has_left_it(until: str, is_flagged: bool, datastore: store.Datastore) -> None:
    told = given(
        said(DelegationGranted(function="ferries", by=CABINET, to=CHIEF, delegation="delegation:ferries"), "2014"),
        said(AppointmentStarted(post=CHIEF, person=DEV), "2014"),
        said(AppointmentEnded(post=CHIEF, person=DEV), until),
        said(DecisionMade(text="To sell the ferry", by=DEV, decision="decision:sold", under="delegation:ferries")),
    )
    record(datastore, told.log)

    found = names(flags(register_at(datastore), lapse="decided under a delegation to somebody else"))

    assert bool(found) is is_flagged


def held(on: str = "2015-12-10", **fields: Any) -> Draft:
    return said(MeetingHeld(meeting="meeting:cabinet/2015-12-10", body=CABINET, **fields), on)


@pytest.mark.parametrize(
    ("told", "on"),
    [
        ((held("2015-12-10T19:00", ended="00:40"),), "2015-12-11"),
        ((held(ended="2015-12-11T00:40"),), "2015-12-11"),
        ((held(sittings=(Sitting(on="2015-12-10"), Sitting(on="2015-12-17"))),), "2015-12-17"),
        ((held(sittings=(Sitting(on="2015-12-10", begun="20:00", until="01:10"),)),), "2015-12-11"),
        ((held(), said(MeetingResumed(meeting="meeting:cabinet/2015-12-10"), "2015-12-17")), "2015-12-17"),
    ],
    ids=["past midnight", "until a moment of the next day", "two sittings", "a sitting past midnight", "resumed"],
)
def test_what_was_resolved_lies_on_one_of_the_days_of_its_meeting(
    told: tuple[Draft, ...], on: str, datastore: store.Datastore
) -> None:
    resolved = ResolutionPassed(
        text="RESOLVED", limbs=LIMBS, meeting="meeting:cabinet/2015-12-10", resolution="resolution:r"
    )

    other = msgspec.structs.replace(resolved, resolution="resolution:on-another-day", text="RESOLVED otherwise")
    record(datastore, given(*told).and_(said(resolved, on), said(other, "2015-12-14")).log)

    found = flags(register_at(datastore), lapse="decided on another day than its meeting")

    assert [flag.about for flag in found] == ["resolution:on-another-day"]


@pytest.mark.parametrize("standing", [Standing.INFERRED, Standing.DISPUTED, None, Standing.REPORTED])
def test_what_follows_from_an_inferred_date_is_only_possible(
    standing: Standing | None, datastore: store.Datastore
) -> None:
    early = said(MeetingHeld(meeting="meeting:panel/early", body=PANEL), "2012-03-01", date_standing=standing)
    vote = said(VoteRecorded(resolution=RESOLUTION, for_=2, against=1, carried=False), date_standing=standing)
    record(datastore, given(early, vote).log)
    now = register_at(datastore)

    (by_date,) = flags(now, lapse="act of a body not in being")
    (by_count,) = flags(now, lapse="lost with a majority")

    sure = standing in (None, Standing.REPORTED)
    assert by_date.certainty is (Certainty.YES if sure else Certainty.POSSIBLY)
    assert by_count.certainty is Certainty.YES
