"""A date as known-at means the end of that day in London, on the days the clocks change as on all others."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from freezegun import freeze_time

from ledger.refusals import NoSuchEntry, Refusal
from ledger.store import Datastore
from projections import register_at
from projections.engine.moments import LONDON, end_of_day
from tests.projections.histories import record
from tests.projections.stories import established


@pytest.mark.parametrize(
    ("day", "first_moment_after"),
    [
        (date(2026, 1, 15), datetime(2026, 1, 16, 0, tzinfo=UTC)),
        (date(2026, 3, 28), datetime(2026, 3, 29, 0, tzinfo=UTC)),  # the eve of summer time
        (date(2026, 3, 29), datetime(2026, 3, 29, 23, tzinfo=UTC)),  # a day of 23 hours
        (date(2026, 7, 1), datetime(2026, 7, 1, 23, tzinfo=UTC)),
        (date(2026, 10, 24), datetime(2026, 10, 24, 23, tzinfo=UTC)),
        (date(2026, 10, 25), datetime(2026, 10, 26, 0, tzinfo=UTC)),  # a day of 25 hours
        (date(1969, 6, 1), datetime(1969, 6, 1, 23, tzinfo=UTC)),  # the years in which summer time did not end
    ],
)
def test_a_day_ends_at_midnight_in_london(day: date, first_moment_after: datetime) -> None:
    micros = (first_moment_after - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1)

    assert end_of_day(day) == micros - 1


def test_the_last_day_of_the_calendar_ends_too() -> None:
    before = end_of_day(date(9999, 12, 30))

    assert end_of_day(date.max) - before == timedelta(days=1) // timedelta(microseconds=1)


@pytest.mark.parametrize(
    ("day", "last", "next_day"),
    [
        (date(2026, 3, 29), "2026-03-29 22:59:59.999999", "2026-03-29 23:00:00"),
        (date(2026, 10, 25), "2026-10-25 23:59:59.999999", "2026-10-26 00:00:00"),
    ],
)
def test_known_at_a_day_takes_in_its_last_moment_and_nothing_after(
    datastore: Datastore, day: date, last: str, next_day: str
) -> None:
    with freeze_time(last):
        record(datastore, [established("icb", 1)])
    with freeze_time(next_day):
        record(datastore, [established("hwb", 2)])

    assert register_at(datastore, known_at=day).known_at == 1
    assert register_at(datastore, known_at=day + timedelta(days=1)).known_at == 2
    assert register_at(datastore, known_at=day - timedelta(days=1)).known_at == 0


def test_known_at_a_moment_takes_in_what_was_recorded_at_it_and_nothing_after(datastore: Datastore) -> None:
    for minute, body in enumerate(("icb", "hwb"), start=15):
        with freeze_time(f"2026-07-01 10:{minute}:30"):
            record(datastore, [established(body, minute - 14)])
    first = datetime(2026, 7, 1, 10, 15, 30, tzinfo=UTC)
    moments = [first - timedelta(microseconds=1), first, first.astimezone(LONDON), first + timedelta(minutes=1)]

    assert [register_at(datastore, known_at=moment).known_at for moment in moments] == [0, 1, 1, 2]
    assert register_at(datastore, known_at=date.max).known_at == 2
    assert register_at(datastore, known_at=datetime.max.replace(tzinfo=UTC)).known_at == 2


def test_known_at_a_moment_without_a_zone_is_refused(datastore: Datastore) -> None:
    with pytest.raises(Refusal, match="'2026-07-01T10:15:00' says no zone"):
        register_at(datastore, known_at=datetime(2026, 7, 1, 10, 15))  # noqa: DTZ001


def test_known_at_an_entry_that_is_not_there_is_refused(datastore: Datastore) -> None:
    record(datastore, [established("icb", 1)])

    with pytest.raises(NoSuchEntry, match="there is no entry 2") as refused:
        register_at(datastore, known_at=2)

    assert refused.value.remedy == "the ledger's entries run from 1 to 1"


def test_known_now_takes_in_what_was_recorded_a_moment_ago(datastore: Datastore) -> None:
    before = register_at(datastore).known_at

    record(datastore, [established("icb", 1)])

    assert (before, register_at(datastore).known_at) == (0, 1)
