"""A body of which nobody says since when there is one is borne out by what it did."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import msgspec
import pytest

from ledger.store import Datastore, Showing
from ledger.vocabulary.accountability import AccountabilityDeclared, AccountabilityKind
from ledger.vocabulary.identity import SubjectSameAs
from ledger.vocabulary.meetings import MeetingHeld
from ledger.vocabulary.membership import MembershipStarted
from ledger.vocabulary.organisations import BodiesSucceeded, BodyDissolved, BodyEstablished
from ledger.vocabulary.people import PersonRegistered
from ledger.vocabulary.projects import ProjectConsidered, ProjectOpened
from ledger.vocabulary.provenance import Standing
from ledger.vocabulary.questions import RemarkMade
from projections import register_at
from projections.nouns.body import bodies, body
from tests.projections.conftest import AskedOf
from tests.projections.histories import WITHHELD, record
from tests.projections.stories import Statement, story

PANEL, TRUST, IVY, WEIR = "body:panel", "body:trust", "person:ivy", "project:weir"
TOLD: list[Statement] = [
    (BodyEstablished(body=PANEL, name="Rivers Panel"), "XXXX"),
    (BodyEstablished(body=TRUST, name="Weir Trust"), "XXXX"),
    (PersonRegistered(person=IVY, name="Ivy"), "XXXX"),
    (ProjectOpened(project=WEIR, title="The weir"), "XXXX"),
]
ACTS: list[Any] = [
    MeetingHeld(meeting="meeting:panel/one", body=PANEL),
    MembershipStarted(body=PANEL, member=IVY),
    ProjectConsidered(project=WEIR, by=PANEL),
    RemarkMade(text="the weir leaks", by=PANEL, remark="remark:leaks"),
    AccountabilityDeclared(who=TRUST, kind=AccountabilityKind.ANSWERABLE_TO, to=PANEL),
]


def certainty(asked_of: AskedOf, day: str, *more: Statement) -> str:
    (shown,) = body.reply(asked_of([*TOLD, *more])(day), {"body": "panel"}).rows
    return str(shown.certainty)


@pytest.mark.parametrize("act", ACTS, ids=lambda act: act.TYPE)
def test_what_a_body_did_shows_that_there_was_one_from_then_on(asked_of: AskedOf, act: Any) -> None:
    at = asked_of([*TOLD, (act, "[2018-03..2018-05]")])

    def shown(day: str) -> tuple[str, str | None, tuple[int, ...]]:
        (row,) = body.reply(at(day), {"body": "panel"}).rows
        return row.certainty, str(row.there_by) if row.there_by else None, row.entries

    assert shown("2018-04-30") == ("possibly", None, (1,))
    assert shown("2018-05-31") == ("yes", "some day 2018-03 to 2018-05", (1, 5))


def test_a_list_of_bodies_tells_those_that_acted_from_those_of_which_only_the_name_is_told(asked_of: AskedOf) -> None:
    found = bodies.reply(asked_of([*TOLD, (ACTS[0], "2018-03-01")])("2020-01-01"), {}).rows

    assert {row.id: row.certainty for row in found} == {PANEL: "yes", TRUST: "possibly"}


@pytest.mark.parametrize("standing", ["proposed", "anticipated", "expected", "inferred", "unknown"])
def test_what_is_not_said_to_have_happened_shows_nothing(asked_of: AskedOf, standing: str) -> None:
    assert certainty(asked_of, "2020-01-01", (ACTS[2], "2018-03-01", Standing(standing))) == "possibly"


def test_a_step_that_was_not_taken_shows_nothing(asked_of: AskedOf) -> None:
    not_taken = ProjectConsidered(project=WEIR, by=PANEL, happened=False)

    assert certainty(asked_of, "2020-01-01", (not_taken, "2018-03-01")) == "possibly"


def test_a_body_that_others_took_over_from_or_that_ended_is_not_borne_out_by_old_acts(asked_of: AskedOf) -> None:
    succeeded = BodiesSucceeded(successors=(TRUST,), predecessors=(PANEL,))

    assert certainty(asked_of, "2020-01-01", (ACTS[0], "2018-03-01"), (succeeded, "[2018-04..2021]")) == "possibly"


def test_a_body_that_ended_some_day_is_no_surer_for_what_it_did(asked_of: AskedOf) -> None:
    ended = (BodyDissolved(body=PANEL), "[2018-04..2021]")

    assert certainty(asked_of, "2020-01-01", (ACTS[0], "2018-03-01"), ended) == "possibly"


def test_the_earliest_act_is_named_and_the_public_is_told_of_the_first_that_is_not_withheld(
    datastore: Datastore,
) -> None:
    days = ("2018-03-01", "2017-05-01", "2016-02-01", "2016-04-01")
    held = [(MeetingHeld(meeting=f"meeting:panel/{day}", body=PANEL), day) for day in days]
    told = story([*TOLD, *held])
    told[6], told[7] = (msgspec.structs.replace(each, visibility=WITHHELD) for each in told[6:8])
    record(datastore, told)
    register = register_at(datastore, date(2020, 1, 1))

    def shown(to: Showing) -> tuple[str, tuple[int, ...]]:
        found = {row.id: row for row in bodies.reply(replace(register, showing=to), {}).rows}
        assert found[TRUST].there_by is None
        return str(found[PANEL].there_by), found[PANEL].entries

    assert shown(Showing.EVERYTHING) == ("2016-02-01", (1, 7))
    assert shown(Showing.PUBLIC) == ("2017-05-01", (1, 6))


def test_a_day_of_several_is_told_as_it_was(asked_of_either: AskedOf) -> None:
    at = asked_of_either([*TOLD, (ACTS[0], "[2018-03-01, 2018-04-01]")])

    (found,) = (row for row in bodies.reply(at("2020-01-01"), {}).rows if row.id == PANEL)

    assert (found.certainty, found.entries) == ("yes", (1, 5))


def test_an_act_told_of_another_id_of_the_body_shows_it_too(asked_of_either: AskedOf) -> None:
    other = BodyEstablished(body="body:rivers", name="Rivers Panel")
    joined = SubjectSameAs(kept=PANEL, other="body:rivers")
    held = MeetingHeld(meeting="meeting:rivers/one", body="body:rivers")
    at = asked_of_either([*TOLD, (other, "XXXX"), (held, "2018-03-01"), (joined, "XXXX")])

    found = {row.id: (row.certainty, str(row.there_by)) for row in bodies.reply(at("2020-01-01"), {}).rows}

    assert found == {PANEL: ("yes", "2018-03-01"), TRUST: ("possibly", "None")}
