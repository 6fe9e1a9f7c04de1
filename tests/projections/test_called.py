"""What subjects are called on a day, and what is held in bodies that are over."""

from __future__ import annotations

from typing import Any, Final

import pytest

from ledger.vocabulary.dates import Certainty
from ledger.vocabulary.event import CATALOGUE
from ledger.vocabulary.provenance import Standing
from projections import bodies, called, memberships
from projections.answers.names import naming
from tests.projections.conftest import AskedOf
from tests.projections.stories import Statement

SARA, ACME, DEPOT, GROUP = "person:sara", "organisation:acme", "project:depot", "body:group"


def told(kind: str, *, on: str = "XXXX", standing: Standing = Standing.MINUTED, **fields: Any) -> Statement:
    return CATALOGUE[kind](**fields), on, standing


STORY: Final[tuple[Statement, ...]] = (
    told("person.registered", person=SARA, name="Sara Dunn"),
    told("organisation.registered", organisation=ACME, name="Acme"),
    told("project.opened", project=DEPOT, title="Depot", number="T/1"),
    told("body.established", body=GROUP, name="Group", seats=5, on="2023-06-01"),
    told("person.renamed", person=SARA, name="Sara Lowe", on="2025-03-20"),
    told("organisation.renamed", organisation=ACME, name="Acme Ltd", on="2024-01-01"),
    told("project.renamed", project=DEPOT, number="2024/7", on="2024-02-01"),
    told("project.renamed", project=DEPOT, title="Depot works", on="2025-02-01"),
    told("body.renamed", body=GROUP, name="New Group", on="2024-01-01"),
    told("body.seats-set", body=GROUP, number=7, on="2024-01-01"),
    told("membership.started", body=GROUP, member=SARA, membership="sara", on="2023-06-01"),
    told("organisation.dissolved", organisation=ACME, on="2025-12-31"),
    told("body.dissolved", body=GROUP, on="2026-01/2026-03"),
)


@pytest.mark.parametrize(
    ("day", "names"),
    [
        ("2023-07-01", ["Sara Dunn", "Acme", "Depot", "Group"]),
        ("2024-03-01", ["Sara Dunn", "Acme Ltd", "Depot", "New Group"]),
        ("2025-03-19", ["Sara Dunn", "Acme Ltd", "Depot works", "New Group"]),
        ("2025-03-20", ["Sara Lowe", "Acme Ltd", "Depot works", "New Group"]),
        (None, ["Sara Lowe", "Acme Ltd", "Depot works", "New Group"]),
    ],
)
def test_every_answer_calls_subjects_by_the_names_of_its_day(
    asked_of_either: AskedOf, day: str | None, names: list[str]
) -> None:
    name = naming(asked_of_either(STORY)(day))

    assert [name(subject) for subject in (SARA, ACME, DEPOT, GROUP)] == names


def test_a_number_changes_without_the_title_and_the_title_without_the_number(asked_of: AskedOf) -> None:
    at = asked_of(STORY)

    def title_and_number(day: str) -> tuple[str, str]:
        row = called.current(at(day), "project")[DEPOT]
        return row.name, row.number

    assert title_and_number("2024-01-31") == ("Depot", "T/1")
    assert title_and_number("2024-02-01") == ("Depot", "2024/7")
    assert title_and_number("2025-02-01") == ("Depot works", "2024/7")


def test_a_renaming_that_is_only_proposed_renames_nobody(asked_of: AskedOf) -> None:
    proposed = told("person.renamed", person=SARA, name="Sara Hill", on="2025-06-01", standing=Standing.PROPOSED)

    assert naming(asked_of((*STORY, proposed))("2025-07-01"))(SARA) == "Sara Lowe"


def test_an_organisation_is_there_until_its_last_day(asked_of: AskedOf) -> None:
    at = asked_of(STORY)

    assert [each.stream for each in bodies.organisations(at("1990-01-01"))] == [ACME]
    assert bodies.organisations(at("2026-01-01")) == []


def test_the_number_of_seats_is_that_of_the_day(asked_of: AskedOf) -> None:
    at = asked_of(STORY)

    assert [[each.row.number for each in bodies.seats(at(day), GROUP)] for day in ("2023-12-31", "2024-01-01")] == [
        [5],
        [7],
    ]


def test_nobody_sits_in_a_body_that_is_over_and_possibly_in_one_that_may_be(asked_of: AskedOf) -> None:
    at = asked_of(STORY)

    def seats(day: str) -> list[Certainty]:
        return [each.certainty for each in memberships.seats_of(at(day), SARA)]

    assert seats("2025-12-31") == [Certainty.YES]
    assert seats("2026-02-01") == [Certainty.POSSIBLY]
    assert seats("2026-04-01") == []
