"""Changes between published lists: who was listed between which of them, a whole roster leaving at a new Congress.

The rosters of a real legislature, and a sample of such, in the form of memberships that can be imported.
"""

from __future__ import annotations

import gzip
import json
from collections import Counter
from pathlib import Path

import pytest

from ledger.vocabulary.dates import when
from projections import ALL, Projector, register_at
from projections.memberships import MEMBERSHIPS
from tests.imports.conftest import SAMPLES, SOAK, Importing, Real
from tests.imports.rosters import memberships

SAMPLE = SAMPLES / "rosters.jsonl"
ADA, BEN = "person:us-congress/m1", "person:us-congress/m2"


@pytest.fixture
def told(importing: Importing, tmp_path: Path) -> Importing:
    """The sample, imported."""
    file = tmp_path / "rosters.jsonl"
    file.write_text("".join(memberships(SAMPLE.read_text().splitlines(keepends=True))))
    importing("memberships", file, "us-congress")
    return importing


def dates(told: Importing, *types: str) -> list[tuple[str, str]]:
    """Who began or ended something, and when."""
    return [(getattr(e.event, "member", "") or e.event.holder, e.occurred.text) for e in told.entries(*types)]


def test_who_is_in_the_first_list_joined_on_or_before_its_day(told: Importing) -> None:
    assert dates(told, "membership.started")[:2] == [(ADA, "[..2016-12-01]"), (BEN, "[..2016-12-01]")]


def test_a_whole_roster_leaves_between_the_last_list_and_the_first_day_of_a_new_congress(told: Importing) -> None:
    assert dates(told, "membership.ended") == [(ADA, "[2016-12-20..2017-01-03]"), (BEN, "[2016-12-20..2017-01-03]")]


def test_whoever_is_appointed_again_joins_anew_after_the_last_list_without_them(told: Importing) -> None:
    began = [entry for entry in told.entries("membership.started") if entry.event.member == ADA]

    assert [entry.occurred.text for entry in began] == ["[..2016-12-01]", "[2017-01-04..2017-01-24]"]
    assert len({entry.event.membership for entry in began}) == 2


def test_titles_are_offices_that_begin_and_end_with_the_lists(told: Importing) -> None:
    assert dates(told, "office.assigned") == [(ADA, "[..2016-12-01]"), (BEN, "[2016-12-02..2016-12-20]")]
    assert dates(told, "office.vacated") == [(ADA, "[2016-12-20..2017-01-03]"), (BEN, "[2016-12-20..2017-01-03]")]


def test_another_name_in_a_later_list_is_kept_beside_the_first(told: Importing) -> None:
    (also,) = told.entries("person.also-named")

    assert (also.event.person, also.event.name) == (BEN, "Benjamin Hale")


def test_every_entry_names_the_day_on_which_the_source_recorded_it(told: Importing) -> None:
    assert {entry.source.date for entry in told.entries("membership.ended")} == {"2017-01-03"}


def test_what_a_later_change_of_the_same_day_undoes_is_set_aside(told: Importing) -> None:
    assert told.sums["aside"] == {"members who came and went within a day": 1, "changes of rank": 1}


def test_changes_that_do_not_fit_the_lists_before_them_are_refused_by_line(told: Importing) -> None:
    assert {place.partition(":")[2]: why.partition(":")[0] for place, why in told.refused.items()} == {
        "9": "'m1' is on the list already",
        "10": "'m9' is not on the list",
        "11": "its snapshot 2016-01-01 is before that of a line above, 2017-02-01",
        "12": "its snapshot",
        "13": "its change is 'shuffle', not one of joined, left, changed",
        "14": "it is no JSON in UTF-8",
    }


@pytest.mark.soak
def test_the_real_rosters_end_as_the_source_has_them(importing: Importing, real: Real, tmp_path: Path) -> None:
    """In a soak all 65,041 changes; else those until the first new Congress is at work."""
    with gzip.open(real("congress_committee_membership_changes.jsonl.gz"), "rt") as file:
        changes = [line for line in file if SOAK or json.loads(line)["recorded"] < "2013-03-01"]
    (tmp_path / "changes.jsonl").write_text("".join(memberships(changes)))

    importing("memberships", tmp_path / "changes.jsonl", "us-congress")

    listed: Counter[tuple[str, str]] = Counter()
    for change in map(json.loads, changes):
        seat = (f"body:us-congress/{change['committee'].lower()}", f"person:us-congress/{change['member'].lower()}")
        listed[seat] += {"join": 1, "leave": -1, "change": 0}[change["op"]]
    Projector(importing.ledger.datastore, ALL).catch_up()
    last_day = when(json.loads(changes[-1])["recorded"][:10]).earliest
    register = register_at(importing.ledger.datastore, None)
    seated = {(a.stream, a.event.member) for a in register.rows(MEMBERSHIPS) if a.row.to_latest > last_day}
    assert importing.refused == {}
    assert seated == {seat for seat, count in listed.items() if count}
