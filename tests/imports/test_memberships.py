"""Memberships as JSON Lines: dated ones, and whole lists that show only between which days somebody came or went."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from docs.generating.memberships_import import EXAMPLE
from ledger.imports.memberships import FIELDS
from tests.imports.conftest import SAMPLES, Importing

SAMPLE = SAMPLES / "memberships.jsonl"
WORKS, CULTURE = "body:marsham/works-committee", "body:marsham/culture-committee"
ADA, BEN, EVE, FLO = (f"person:marsham/p{number}" for number in range(1, 5))


@pytest.fixture
def told(importing: Importing) -> Importing:
    """The sample, imported."""
    importing("memberships", SAMPLE, "marsham")
    return importing


def dates(told: Importing, body: str, *types: str) -> list[tuple[str, str]]:
    """Who began or ended something in a body, and when."""
    return [
        (getattr(e.event, "member", "") or e.event.holder, e.occurred.text)
        for e in told.entries(*types)
        if e.stream == body
    ]


def test_a_dated_line_is_a_membership_with_all_that_it_says(told: Importing) -> None:
    began = told.entries("membership.started")[0]

    assert (began.event.role, began.event.voting, began.event.membership) == ("member", True, "seat/1")
    assert began.event.on_behalf_of == "organisation:marsham/greens"
    assert dates(told, WORKS, "membership.ended")[0] == (ADA, "2018-03-31")


def test_an_office_without_a_role_is_held_beside_the_seat(told: Importing) -> None:
    assert dates(told, WORKS, "office.assigned") == [(ADA, "2017"), (BEN, "XXXX")]
    assert dates(told, WORKS, "office.vacated") == [(ADA, "2018-03-31"), (BEN, "[2018-01-01..2018-12-31]")]
    assert [who for who, _ in dates(told, WORKS, "membership.started")].count(ADA) == 1


def test_a_membership_without_dates_is_one_of_unknown_dates(told: Importing) -> None:
    assert ("person:marsham/cy-dorn", "XXXX") in dates(told, WORKS, "membership.started")


def test_who_is_on_the_first_list_of_a_body_began_by_its_day_or_since_when_it_says(told: Importing) -> None:
    assert dates(told, CULTURE, "membership.started")[:2] == [(ADA, "[..2020-01-15]"), (EVE, "2019-06-01")]


def test_who_is_new_or_gone_came_or_went_between_two_lists_of_that_body(told: Importing) -> None:
    assert dates(told, CULTURE, "membership.started")[2:] == [(FLO, "[2020-01-16..2020-03-15]")]
    assert dates(told, CULTURE, "membership.ended")[0] == (EVE, "[2020-01-15..2020-03-15]")
    assert dates(told, CULTURE, "office.assigned") == [(ADA, "[2020-01-16..2020-03-15]")]


def test_a_list_that_nobody_is_on_ends_all_memberships_of_its_body_and_of_no_other(told: Importing) -> None:
    assert set(dates(told, CULTURE, "membership.ended")[1:]) == {
        (ADA, "[2020-03-15..2020-05-15]"),
        (FLO, "[2020-03-15..2020-05-15]"),
    }
    assert dates(told, "body:marsham/audit-committee", "membership.ended") == []


def test_a_seat_that_nobody_has_is_no_person_in_a_list_or_with_dates(importing: Importing, tmp_path: Path) -> None:
    lines = [
        {"body": "Panel", "snapshot": "2024-05-16", "person": "Ann"},
        {"body": "Panel", "snapshot": "2024-05-16", "person": "VACANCY"},
        {"body": "Board", "person": {"name": "Vacant"}, "from": "2024"},
    ]
    (tmp_path / "x.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))

    importing("memberships", tmp_path / "x.jsonl", "marsham")

    assert [entry.event.name for entry in importing.entries("person.registered")] == ["Ann"]
    assert {entry.event.name for entry in importing.entries("body.established")} == {"Panel", "Board"}
    assert (importing.refused, importing.sums["aside"]) == ({}, {"seats that nobody has": 2})


def test_names_and_ids_are_kept(told: Importing) -> None:
    (ben,) = [entry for entry in told.entries("person.registered") if entry.stream == BEN]
    (also,) = told.entries("person.also-named")

    assert ben.event.identifiers == {"marsham": "p2", "wikidata": "Q2"}
    assert (also.event.person, also.event.name) == (ADA, "Ada Moor-Hale")


def test_what_cannot_be_is_refused_by_its_line(told: Importing) -> None:
    assert {place.partition(":")[2]: why[:45] for place, why in told.refused.items()} == {
        "5": "there is no field 'untl'",
        "6": "its from: cannot read the date '2019-02-30': "[:45],
        "12": "'p4' is on the list already",
        "14": "it has a change and no snapshot",
    }


ADA_LINE, EVE_LINE = ({"body": "Audit", "person": person} for person in ("Ada", "Eve"))
FLO_LINE = {"body": "Audit", "person": "Flo"}


@pytest.mark.parametrize(
    "broken",
    [
        '{"snapshot": "2020-02-01", "body": "Audit", "person": 7}',
        '{"snapshot": "2020-02-01", "body": "Audit", "role": "member"}',
        '{"snapshot": "2020-02-01", "body": "Audit", "person": "Eve", "votng": true}',
        '{"snapshot": "2020-02-01", "body": "Audit", "person": "Eve", "until": "2021"}',
        '{"snapshot": "2020-02-41", "body": "Audit", "person": "Eve"}',
        '{"snapshot": "2020-02", "body": "Audit", "person": "Eve"}',
        '{"snapshot": "2020-02-01", "body": "Aud',
        '{"snapshot": "2020-02-01", "body": 7, "person": "Eve"}',
    ],
)
def test_who_is_missing_on_a_list_of_which_a_line_was_refused_is_not_taken_as_gone(
    importing: Importing, tmp_path: Path, broken: str
) -> None:
    lists = {"2020-01-01": [ADA_LINE, EVE_LINE], "2020-02-01": [ADA_LINE], "2020-03-01": [ADA_LINE, FLO_LINE]}
    lines = [json.dumps({"snapshot": day, **line}) for day, told in lists.items() for line in told]
    file = tmp_path / "x.jsonl"
    at = 3 if '"2020-02-01"' in broken else 2
    file.write_text("\n".join([*lines[:at], broken, *lines[at:]]))

    importing("memberships", file, "x")

    ends = [entry.occurred.text for entry in importing.entries("membership.ended")]
    may_be_of_march = not broken.endswith("}")
    assert ends == ([] if may_be_of_march else ["[2020-01-01..2020-03-01]"])
    assert len(importing.refused) == 1
    assert any("not taken as gone" in found for found in importing.sums["found"])


def test_a_list_that_is_added_later_to_the_same_file_adds_only_what_is_new(told: Importing, tmp_path: Path) -> None:
    longer = tmp_path / "longer.jsonl"
    line = {"snapshot": "2020-07-15", "body": "Audit Committee", "person": "Jo Kerr"}
    longer.write_text(SAMPLE.read_text() + json.dumps(line) + "\n")

    again = told("memberships", longer, "marsham")

    assert again.by_type == {"person.registered": 1, "membership.started": 1, "membership.ended": 1}
    assert dates(told, "body:marsham/audit-committee", "membership.ended") == [
        ("person:marsham/ida-frost", "[2020-02-15..2020-07-15]")
    ]


def test_a_subject_of_the_ledger_is_named_by_its_id(told: Importing, tmp_path: Path) -> None:
    file = tmp_path / "more.jsonl"
    file.write_text(json.dumps({"body": WORKS, "person": {"id": EVE}, "from": "2021"}))

    tally = told("memberships", file, "elsewhere")

    assert tally.by_type == {"membership.started": 1}


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize("value", [7, True, [], {"x": 1}, [[]], "", " ", "\u0000", "\u200b", "x" * 100_000, 1.5])
def test_any_value_in_any_field_is_read_or_refused(
    importing: Importing, tmp_path: Path, field: str, value: object
) -> None:
    file = tmp_path / "x.jsonl"
    file.write_text(json.dumps({"body": "b", "person": "p", field: value}))

    importing("memberships", file, "x")

    assert set(importing.refused) <= {"x.jsonl:1"}


def test_the_example_of_the_reference_can_be_imported(importing: Importing, tmp_path: Path) -> None:
    (tmp_path / "example.jsonl").write_text(EXAMPLE)

    importing("memberships", tmp_path / "example.jsonl")

    assert importing.refused == {}
    assert len(importing.entries("membership.started", "membership.ended", "office.assigned", "office.vacated")) == 9
