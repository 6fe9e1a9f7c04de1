"""A body of which nobody says since when there is one is borne out by what it did."""

from __future__ import annotations

from typing import Any

import pytest

from ledger.vocabulary.accountability import AccountabilityDeclared, AccountabilityKind
from ledger.vocabulary.meetings import MeetingHeld
from ledger.vocabulary.membership import MembershipStarted
from ledger.vocabulary.organisations import BodiesSucceeded, BodyDissolved, BodyEstablished
from ledger.vocabulary.people import PersonRegistered
from ledger.vocabulary.projects import ProjectConsidered, ProjectOpened
from ledger.vocabulary.provenance import Standing
from ledger.vocabulary.questions import RemarkMade
from projections.nouns.body import bodies, body
from tests.projections.conftest import AskedOf
from tests.projections.stories import Statement

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
