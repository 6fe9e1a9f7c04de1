"""Lineage: mergers, splits and circles over time, at two dates; proposals told apart from facts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from random import Random
from time import process_time

import pytest

from ledger import store
from ledger.vocabulary.corrections import EntryRetracted
from ledger.vocabulary.organisations import BodiesSucceeded
from ledger.vocabulary.provenance import Standing
from projections import Register, register_at
from projections.accountability.lineage import lineage
from tests.projections.histories import record
from tests.projections.stories import Statement, story

Tell = Callable[..., Register]


@pytest.fixture
def tell(sqlite_ledger_url: str) -> Tell:
    """Tells a story and gives the register as at a day."""
    datastore = store.open(sqlite_ledger_url)

    def told(*statements: Statement, as_at: str | None = None) -> Register:
        record(datastore, story(statements))
        return register_at(datastore, date.fromisoformat(as_at) if as_at else None)

    return told


def over(number: int, before: str, after: str, carried_over: str = "") -> BodiesSucceeded:
    return BodiesSucceeded(
        succession=f"succession:{number}",
        predecessors=tuple(f"body:{name}" for name in before.split()),
        successors=tuple(f"body:{name}" for name in after.split()),
        carried_over=carried_over,
    )


def lines(register: Register, unit: str) -> list[str]:
    arrow = {"before": "<-", "after": "->"}
    return [
        f"{'  ' * step.depth}{step.unit[5:]} {arrow[step.direction]} {step.other[5:]}"
        + ("" if step.succession.is_certain else " ?")
        + (" (again)" if step.again else "")
        for step in lineage(register, f"body:{unit}")
    ]


def test_a_merger_and_a_split_are_followed_in_both_directions(tell: Tell) -> None:
    register = tell(
        (over(1, "north south", "county"), "2013-04-01"),
        (over(2, "oldest", "north"), "2006-10-01"),
        (over(3, "county", "east west", "the staff"), "2020-04-01"),
        (over(4, "west", "coast"), "2022-07-01"),
    )

    assert lines(register, "county") == [
        "county <- north",
        "  north <- oldest",
        "county <- south",
        "county -> east",
        "county -> west",
        "  west -> coast",
    ]
    assert {step.succession.row.carried_over for step in lineage(register, "body:county")} == {"", "the staff"}


def test_only_what_had_happened_by_the_day_and_was_known_counts(tell: Tell) -> None:
    register = tell(
        (over(1, "old", "new"), "2013-04-01"), (over(2, "new", "newer"), "[2019..2020]"), as_at="2019-06-01"
    )

    assert lines(register, "new") == ["new <- old", "new -> newer ?"]
    assert lines(Register(register.as_at, 1, register.datastore), "new") == ["new <- old"]
    assert lines(Register(date(2013, 3, 31).toordinal(), 2, register.datastore), "new") == []


def test_a_proposal_is_told_apart_from_a_fact(tell: Tell) -> None:
    register = tell((over(1, "old", "new"), "2019", Standing.PROPOSED), (over(2, "old", "other"), "2019"))

    assert lines(register, "old") == ["old -> new ?", "old -> other"]
    assert [step.is_proposal for step in lineage(register, "body:old")] == [True, False]


def test_a_circle_over_time_ends_and_so_does_a_body_that_succeeds_itself(tell: Tell) -> None:
    register = tell(
        (over(1, "a", "b"), "2010"),
        (over(2, "b", "a"), "2015"),
        (over(3, "a", "a"), "2016"),
    )

    assert lines(register, "a") == [
        "a <- b",
        "  b <- a (again)",
        "a <- a (again)",
        "a -> b",
        "  b -> a (again)",
        "a -> a (again)",
    ]


def test_a_succession_that_was_withdrawn_leads_nowhere(tell: Tell) -> None:
    register = tell((over(1, "a", "b"), "2010"), (EntryRetracted(entry=1, why="misread"), "XXXX"))

    assert lines(register, "a") == []
    assert lines(Register(None, 1, register.datastore), "a") == ["a -> b"]


def test_a_lineage_is_quick_among_twenty_five_thousand_successions(tell: Tell) -> None:
    draw = Random(7)
    register = tell(
        *((over(n, f"u{draw.randrange(20_000)}", f"u{draw.randrange(20_000)}"), "2010") for n in range(24_000)),
        *((over(n, f"line{n - 24_000}", f"line{n - 23_999}"), "2011") for n in range(24_000, 25_000)),
    )

    started = process_time()
    found = lines(register, "line500")
    took = process_time() - started

    assert (found[0], found[-1]) == ("line500 <- line499", f"{'  ' * 499}line999 -> line1000")
    assert len(found) == 1_000
    assert took < 5, f"a line of 1,000 took {took:.1f} seconds"
