"""How rows come about: the same honest row in whatever order start and end are told, names in turn, points."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.entries.entry import Entry
from ledger.vocabulary.dates import NO_END, NO_START, UNKNOWN, Certainty, When, when
from ledger.vocabulary.event import Event
from ledger.vocabulary.membership import MembershipEnded, MembershipStarted
from ledger.vocabulary.organisations import BodyEstablished, BodyRenamed
from ledger.vocabulary.people import PersonRegistered
from ledger.vocabulary.provenance import Standing
from projections.called import BODY_NAMES
from projections.engine.engine import fold
from projections.engine.register import certainty
from projections.memberships import MEMBERSHIPS, Membership
from projections.people import PEOPLE
from tests.projections.histories import DATES, MINUTES

JANET = "person:janet-bailey"
STARTED = MembershipStarted(body="body:icb", member=JANET, membership="janet-1", voting=True)
ENDED = MembershipEnded(body="body:icb", member=JANET, membership="janet-1", reason="retired")


def told(event: Event, position: int, occurred: str = "XXXX", standing: Standing = Standing.MINUTED) -> Entry:
    return Entry(
        stream="body:icb",
        version=position,
        position=position,
        event=event,
        occurred=when(occurred),
        source=MINUTES,
        standing=standing,
    )


def membership(*entries: Entry) -> Membership:
    (row,) = fold(MEMBERSHIPS, entries).values()
    return row


@given(
    dates=st.tuples(st.sampled_from(DATES), st.sampled_from(DATES)),
    standings=st.tuples(st.sampled_from(Standing), st.sampled_from(Standing)),
)
def test_a_start_and_an_end_make_the_same_row_in_either_order(
    dates: tuple[str, str], standings: tuple[Standing, Standing]
) -> None:
    start, end = told(STARTED, 1, dates[0], standings[0]), told(ENDED, 2, dates[1], standings[1])

    row = membership(start, end)

    assert row == membership(end, start)
    assert (row.since, row.until, row.standing, row.until_standing) == (*dates, *standings)
    assert (row.event.voting, row.end.reason, row.entries, row.start_told) == (True, "retired", (1, 2), True)


@given(standings=st.permutations([Standing.MINUTED, Standing.EXPECTED, Standing.DISPUTED]))
def test_what_is_in_being_outweighs_what_is_only_expected_whichever_is_told_last(standings: list[Standing]) -> None:
    dates = {Standing.MINUTED: "2018-06-01", Standing.EXPECTED: "2019-22", Standing.DISPUTED: "2017"}
    ends = [told(ENDED, 2 + n, dates[standing], standing) for n, standing in enumerate(standings)]

    row = membership(told(STARTED, 1, "2016"), *ends)

    assert (row.until, row.until_standing) == ("2018-06-01", Standing.MINUTED)


def test_an_end_without_its_start_is_a_membership_since_nobody_knows_when() -> None:
    row = membership(told(ENDED, 1, "2018-06-30", Standing.REPORTED))

    assert (row.since, row.standing, row.start_told) == ("XXXX", Standing.REPORTED, False)
    assert certainty(row, when("2018-06-30").earliest) is Certainty.POSSIBLY
    assert certainty(row, when("2018-07-01").earliest) is Certainty.NO


def test_an_end_that_is_only_expected_leaves_what_follows_possible() -> None:
    row = membership(told(STARTED, 1, "2016-01-01"), told(ENDED, 2, "2019-06-30", Standing.EXPECTED))

    assert certainty(row, when("2019-06-30").earliest) is Certainty.YES
    assert certainty(row, when("2025-01-01").earliest) is Certainty.POSSIBLY


def test_a_membership_that_is_only_expected_is_never_more_than_possible() -> None:
    row = membership(told(STARTED, 1, "2016-01-01", Standing.EXPECTED))

    assert certainty(row, when("2017-01-01").earliest) is Certainty.POSSIBLY
    assert certainty(row, None) is Certainty.POSSIBLY
    assert certainty(row, when("2015-12-31").earliest) is Certainty.NO


def test_each_name_holds_until_the_eve_of_the_next() -> None:
    first = told(BodyEstablished(body="body:icb", name="Integrated Board"), 1)
    second = told(BodyRenamed(body="body:icb", name="One Board"), 2, "2019-04-01")
    third = told(BodyRenamed(body="body:icb", name="Local Board"), 3, "2021-07")

    for order in permutations([second, third]):
        rows = fold(BODY_NAMES, sorted([first, *order], key=lambda entry: entry.order))

        assert {row.name: (row.since, row.until, row.entries) for row in rows.values()} == {
            "Integrated Board": ("XXXX", "2019-03-31", (1, 2)),
            "One Board": ("2019-04-01", "[2021-06-30..2021-07-30]", (2, 3)),
            "Local Board": ("2021-07", "", (3,)),
        }


def test_a_body_of_unknown_age_had_its_first_name_before_a_renaming_that_sorts_earlier() -> None:
    renamed = told(BodyRenamed(body="body:icb", name="One Board"), 1, "[..2018]")
    established = told(BodyEstablished(body="body:icb", name="Integrated Board"), 2)
    assert renamed.order < established.order

    rows = fold(BODY_NAMES, [renamed, established])

    assert {row.name: row.until for row in rows.values()} == {
        "Integrated Board": "[..2018-12-30]",
        "One Board": "",
    }


def test_a_proposed_name_leaves_the_old_one_possible() -> None:
    rows = fold(
        BODY_NAMES,
        [
            told(BodyEstablished(body="body:icb", name="Integrated Board"), 1, "2016"),
            told(BodyRenamed(body="body:icb", name="One Board"), 2, "2019-04-01", Standing.PROPOSED),
        ],
    )

    certainties = {row.name: certainty(row, when("2020-01-01").earliest) for row in rows.values()}

    assert certainties == {"Integrated Board": Certainty.POSSIBLY, "One Board": Certainty.POSSIBLY}


def test_who_is_registered_without_a_date_is_there_on_every_day() -> None:
    (row,) = fold(PEOPLE, [told(PersonRegistered(person=JANET, name="Janet Bailey"), 1)]).values()

    assert certainty(row, when("1950-01-01").earliest) is Certainty.YES


@pytest.mark.parametrize(
    ("date", "before"),
    [
        ("2019-04-01", when("2019-03-31")),
        ("2019", When("[2018-12-31..2019-12-30]", when("2018-12-31").earliest, when("2019-12-30").latest)),
        ("[2019-04-01..]", When("[2019-03-31..]", when("2019-03-31").earliest, NO_END)),
        ("[..2019-04-01]", When("[..2019-03-31]", NO_START, when("2019-03-31").latest)),
        ("XXXX", UNKNOWN),
    ],
)
def test_the_eve_of_a_date_is_as_imprecise_as_the_date(date: str, before: When) -> None:
    established = told(BodyEstablished(body="body:icb", name="Integrated Board"), 1)
    rows = fold(BODY_NAMES, [established, told(BodyRenamed(body="body:icb", name="One Board"), 2, date)])

    row = rows["1"]
    assert When(row.until, row.to_earliest, row.to_latest) == before == when(before.text)


@pytest.mark.parametrize(
    ("other", "on", "possible"),
    [
        ("XXXX", "2015-06-01", {"Integrated Board", "One Board"}),
        ("XXXX", "2020-01-01", {"One Board", "Local Board"}),
        ("2019", "2019-02-01", {"Integrated Board", "One Board"}),
        ("2019", "2020-01-01", {"One Board", "Local Board"}),
        ("[..2019-04-01]", "2019-04-01", {"One Board", "Local Board"}),
        ("[..2019-03]", "2020-01-01", {"Local Board"}),
        ("2021-05-01", "2020-01-01", {"Local Board"}),
        ("[2021..]", "2020-01-01", {"Local Board"}),
    ],
)
def test_of_two_names_whose_order_the_dates_do_not_tell_each_may_have_followed_the_other(
    other: str, on: str, possible: set[str]
) -> None:
    named = [
        told(BodyEstablished(body="body:icb", name="Integrated Board"), 1, "2010-05-01"),
        told(BodyRenamed(body="body:icb", name="One Board"), 2, other),
        told(BodyRenamed(body="body:icb", name="Local Board"), 3, "2019-04-01"),
    ]

    rows = fold(BODY_NAMES, sorted(named, key=lambda entry: entry.order))

    day = when(on).earliest
    found = {row.name: certainty(row, day) for row in rows.values() if certainty(row, day) is not Certainty.NO}
    assert set(found) == possible
    assert set(found.values()) == {Certainty.YES if len(possible) == 1 else Certainty.POSSIBLY}
    if len(possible) > 1:
        assert all({2, 3} <= {*row.entries} for row in rows.values() if row.name in possible - {"Integrated Board"})


def test_on_one_day_the_name_that_is_told_last_is_the_later_one() -> None:
    named = [
        told(BodyEstablished(body="body:icb", name="Integrated Board"), 1, "2010-05-01"),
        told(BodyRenamed(body="body:icb", name="One Board"), 2, "2010-05-01"),
        told(BodyRenamed(body="body:icb", name="Local Board"), 3, "2010-05-01"),
    ]

    rows = fold(BODY_NAMES, named)

    day = when("2010-05-01").earliest
    assert [row.name for row in rows.values() if certainty(row, day) is not Certainty.NO] == ["Local Board"]
