"""Commitments: open, overdue, possibly overdue, put off, discharged, undated; on both clocks."""

from __future__ import annotations

import pytest

from ledger.vocabulary.commitments import CommitmentDischarged, CommitmentMade, CommitmentRescheduled
from ledger.vocabulary.corrections import EntryCorrected, EntryRetracted
from ledger.vocabulary.dates import Certainty
from ledger.vocabulary.event import Event
from ledger.vocabulary.provenance import Standing
from projections.commitments import State, Undertaking, commitments, concerning
from tests.projections.conftest import AskedOf, At

UPDATE, BOARD, DIRECTOR, ICN = "commitment:update", "body:hwb", "post:director", "project:icn"


def made(due: str = "2015-12", **fields: object) -> Event:
    return CommitmentMade(commitment=UPDATE, text="update the board", due=due, **fields)  # type: ignore[arg-type]


def put_off(due: str = "2016-03-31") -> Event:
    return CommitmentRescheduled(commitment=UPDATE, due=due, reason="not ready")


DONE = CommitmentDischarged(commitment=UPDATE, how="by a report")


def state(at: At, day: str | None, known_at: int | None = None) -> State:
    (found,) = commitments(at(day, known_at))
    return found.state


@pytest.mark.parametrize(
    ("due", "day", "expected"),
    [
        ("2015-12", "2015-11-30", State.OPEN),
        ("2015-12", "2015-12-01", State.OPEN),
        ("2015-12", "2015-12-02", State.POSSIBLY_OVERDUE),
        ("2015-12", "2015-12-31", State.POSSIBLY_OVERDUE),
        ("2015-12", "2016-01-01", State.OVERDUE),
        ("2015-12-31", "2015-12-31", State.OPEN),
        ("2015-12-31", "2016-01-01", State.OVERDUE),
        ("[..2015-12]", "2015-08-01", State.POSSIBLY_OVERDUE),
        ("[2015-12..]", "2099-01-01", State.POSSIBLY_OVERDUE),
        ("2015~", "2016-06-01", State.POSSIBLY_OVERDUE),
        ("", "2099-01-01", State.UNDATED),
    ],
)
def test_it_is_overdue_once_its_date_has_certainly_passed_and_possibly_before(
    asked_of: AskedOf, due: str, day: str, expected: State
) -> None:
    at = asked_of([(made(due, due_words="in due course"), "2015-07-01")])

    assert state(at, day) is expected


def test_it_is_not_there_before_it_was_made_nor_before_that_was_known(asked_of: AskedOf) -> None:
    at = asked_of([(made(), "2015-07-01")])

    assert commitments(at("2015-06-30")) == []
    assert commitments(at("2016-01-01", known_at=0)) == []


def test_one_that_was_made_on_an_uncertain_day_or_only_proposed_is_possible(asked_of: AskedOf) -> None:
    at = asked_of([(made(), "[2015-07..2015-11]")])

    assert [commitments(at(day))[0].certainty for day in ("2015-08-01", "2015-11-30", None)] == [
        Certainty.POSSIBLY,
        Certainty.YES,
        Certainty.YES,
    ]


def test_what_was_only_proposed_stays_possible(asked_of: AskedOf) -> None:
    (found,) = commitments(asked_of([(made(), "2015-07-01", Standing.PROPOSED)])("2016-01-01"))

    assert (found.state, found.certainty) == (State.OVERDUE, Certainty.POSSIBLY)


def test_once_discharged_it_is_no_longer_overdue_but_it_was(asked_of: AskedOf) -> None:
    at = asked_of([(made(), "2015-07-01"), (DONE, "2016-02-11")])

    assert state(at, "2016-02-10") is State.OVERDUE
    assert state(at, "2016-02-11") is State.DISCHARGED
    assert state(at, None) is State.DISCHARGED
    assert state(at, "2016-02-11", known_at=1) is State.OVERDUE, "before the ledger was told"


@pytest.mark.parametrize(
    ("discharged", "standing", "day", "expected"),
    [
        ("2015-11", Standing.MINUTED, "2015-11-15", State.POSSIBLY_DISCHARGED),
        ("2015-11", Standing.MINUTED, "2015-11-30", State.DISCHARGED),
        ("XXXX", Standing.MINUTED, "2016-01-01", State.POSSIBLY_OVERDUE),
        ("XXXX", Standing.MINUTED, None, State.DISCHARGED),
        ("2015-11-01", Standing.EXPECTED, "2015-11-15", State.POSSIBLY_DISCHARGED),
        ("2015-11-01", Standing.EXPECTED, "2016-01-01", State.POSSIBLY_OVERDUE),
        ("2015-11-01", Standing.EXPECTED, None, State.POSSIBLY_DISCHARGED),
    ],
)
def test_what_may_have_been_discharged_may_be_overdue(
    asked_of: AskedOf, discharged: str, standing: Standing, day: str | None, expected: State
) -> None:
    at = asked_of([(made(), "2015-07-01"), (DONE, discharged, standing)])

    assert state(at, day) is expected


def test_put_off_it_is_due_on_the_later_date_from_then_on(asked_of: AskedOf) -> None:
    at = asked_of([(made(), "2015-07-01"), (put_off(), "2016-01-15")])

    assert state(at, "2016-01-14") is State.OVERDUE
    assert state(at, "2016-01-15") is State.OPEN
    assert state(at, "2016-01-15", known_at=1) is State.OVERDUE
    assert state(at, "2016-04-01") is State.OVERDUE
    (found,) = commitments(at("2016-04-01"))
    assert found.entries == (1, 2)
    assert [each.event.reason for each in found.rescheduled] == ["not ready"]


def test_put_off_in_words_it_is_undated(asked_of: AskedOf) -> None:
    reschedule = CommitmentRescheduled(commitment=UPDATE, due_words="in due course")
    at = asked_of([(made(), "2015-07-01"), (reschedule, "2016-01-15")])

    assert state(at, "2016-02-01") is State.UNDATED


def test_where_it_may_have_been_put_off_both_dates_are_possible(asked_of: AskedOf) -> None:
    at = asked_of([(made(), "2015-07-01"), (put_off(), "2015-12-15", Standing.EXPECTED)])

    (found,) = commitments(at("2016-02-01"))
    assert found.state is State.POSSIBLY_OVERDUE
    assert [each.on.text for each in found.due if each.on] == ["2015-12", "2016-03-31"]
    assert state(at, "2016-04-01") is State.OVERDUE


@pytest.mark.parametrize(
    ("one", "other", "due"),
    [
        ("2015-06", "2015-06", ["2016-03-31", "2016-05-31"]),
        ("XXXX", "2015-06-01", ["2016-03-31", "2016-05-31"]),
        ("2015", "2015-06-01", ["2016-03-31", "2016-05-31"]),
        ("2015-05", "2015-06-01", ["2016-05-31"]),
        ("2015-06-01", "2015-06-01", ["2016-05-31"]),
    ],
)
def test_of_two_dates_to_which_it_was_put_off_either_may_hold_unless_one_surely_came_later(
    asked_of: AskedOf, one: str, other: str, due: list[str]
) -> None:
    at = asked_of(((made(), "2015-01-01"), (put_off(), one), (put_off("2016-05-31"), other)))

    (found,) = commitments(at("2016-01-01"))

    assert sorted(str(each.on) for each in found.due) == due


def test_of_two_dates_told_on_one_day_the_one_that_was_told_last_holds_however_the_first_was_corrected(
    asked_of: AskedOf,
) -> None:
    said_first = EntryCorrected(entry=3, why="misread", fields={"reason": "ill"})
    statements = ((made(), "2015-01-01"), (put_off(), "2015-06-01"), (put_off("2016-05-31"), "2015-06-01"))

    at = asked_of((*statements, (said_first, "XXXX")))

    (found,) = commitments(at("2016-01-01"))
    assert [str(each.on) for each in found.due] == ["2016-05-31"]


def test_corrections_and_retractions_are_known_from_their_entries_on(asked_of: AskedOf) -> None:
    at = asked_of(
        [
            (made(), "2015-07-01"),
            (DONE, "2015-12-10"),
            (EntryRetracted(entry=2, why="that was another update"), "XXXX"),
            (EntryCorrected(entry=1, why="misread", fields={"due": "2016-12"}), "XXXX"),
        ]
    )

    assert [state(at, "2016-01-01", known_at=n) for n in (1, 2, 3, 4)] == [
        State.OVERDUE,
        State.DISCHARGED,
        State.OVERDUE,
        State.OPEN,
    ]


def test_those_of_a_party_are_those_it_made_is_owed_or_is_about(asked_of: AskedOf) -> None:
    at = asked_of([(made(by=DIRECTOR, to=BOARD, about=(ICN,)), "2015-07-01")])

    found = commitments(at("2016-01-01"))

    def theirs(*parties: str | None) -> list[Undertaking]:
        return concerning(found, *parties)

    assert theirs(DIRECTOR) == theirs(BOARD) == theirs(None, ICN) == theirs(DIRECTOR, BOARD, ICN) == found
    assert theirs("body:other") == theirs(DIRECTOR, "body:other") == []
    assert commitments(at("2016-01-01"), by=DIRECTOR, to=BOARD, about=ICN) == found
    assert commitments(at("2016-01-01"), by=BOARD) == []
