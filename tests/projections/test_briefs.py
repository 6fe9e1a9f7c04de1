"""Briefs are the rows of a table: the same ones, in the same order, as certain, at any two dates and for anybody."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from msgspec.structs import replace

from benchmarks.councils import Council
from ledger.erasure.reveal import Showing
from ledger.store import Datastore
from ledger.vocabulary.dates import when
from ledger.vocabulary.event import CATALOGUE
from ledger.vocabulary.provenance import Standing
from projections import ALL, Register, meetings, register_at
from projections.engine.briefs import briefs, whole
from projections.engine.engine import by_itself
from projections.engine.register import RowAsAt
from projections.engine.rows import Row, value_of
from tests.projections.conftest import AskedOf
from tests.projections.histories import WITHHELD, record
from tests.projections.stories import Statement

MEETING = "meeting:weir/2018-05-14"
THERE = ("2018-05-14T19:10", "2018-05-14T18:30", "2018-05-14", "2018-05", "2018-05-14T18:30+00:00")
STORY: tuple[Statement, ...] = tuple(
    (CATALOGUE["attendance.recorded"](meeting=MEETING, person=f"person:p-{number}", presence="present"), date, standing)
    for number, (date, standing) in enumerate((each, how) for how in Standing for each in THERE)
)

MOMENTS = (
    (Showing.PUBLIC, None, None),
    (Showing.EVERYTHING, None, None),
    (Showing.PUBLIC, date(1991, 3, 4), 300),
    (Showing.PUBLIC, when("1991-03"), None),
)


def in_brief(register: Register, row: RowAsAt[Row]) -> tuple[object, ...]:
    return row.stream, row.key, row.certainty, (value_of(row.row, "standing"), row.row.since)


def told_of(register: Register) -> Iterator[tuple[str, list[object], list[object]]]:
    """Of each table what briefs say, and what its rows say."""
    for projection in ALL:
        rows = register.rows(projection) if projection.lane is by_itself else ()
        if not rows:
            continue
        found = briefs(register, projection, "standing", "since")
        yield projection.name, list(map(tuple, found)), [in_brief(register, each) for each in rows]
        assert whole(register, projection, found[1:3]) == rows[1:3]


def test_briefs_are_the_rows_of_every_table_for_whoever_asks(datastore: Datastore) -> None:
    told = list(Council(400).entries())
    record(datastore, [replace(each, visibility=WITHHELD) if each.position % 7 == 3 else each for each in told])

    counted = {}
    for showing, day, known_at in MOMENTS:
        for name, briefly, rows in told_of(register_at(datastore, day, known_at, showing)):
            assert briefly == rows, name
            counted[showing, day, name] = len(rows)
    public, every = (counted[each, None, "attendance"] for each in (Showing.PUBLIC, Showing.EVERYTHING))
    assert 0 < public < every


def test_times_of_a_day_and_dates_that_leave_it_open_put_briefs_in_the_order_of_rows(asked_of_either: AskedOf) -> None:
    at = asked_of_either(STORY)

    for register in (at(), at("2018-05-14"), at("2018-05-01")):
        rows = register.rows(meetings.ATTENDANCE)
        found = briefs(register, meetings.ATTENDANCE, "standing", "since", meeting=None)
        assert [tuple(each) for each in found] == [in_brief(register, each) for each in rows]


def test_of_joined_ids_briefs_tell_as_rows_do(asked_of: AskedOf) -> None:
    joined = CATALOGUE["subject.same-as"](kept="person:p-1", other="person:p-3")
    at = asked_of([*STORY, (joined, "XXXX", Standing.MINUTED)])

    found = briefs(at(), meetings.ATTENDANCE, "person", person="person:p-3")

    assert {each.told for each in found} == {("person:p-1",)}
    assert whole(at(), meetings.ATTENDANCE, found) == at().rows(meetings.ATTENDANCE, person="person:p-1")
