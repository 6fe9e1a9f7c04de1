"""Persons, bodies, organisations and projects over time, in ten cases of what becomes of them."""

from __future__ import annotations

import pytest

from tests.variations.conftest import Ask, Record

PAPER = """
    source: {{document: Paper, date: 2024-03-12}}
    statements:
      - {statements}
"""
BEFORE, AFTER = "2024-01-15", "2024-03-15"


def paper(*statements: str) -> str:
    return PAPER.format(statements="\n      - ".join(statements))


RENAMED = paper(
    "{person renamed: ann, name: Ann Bell-Hart, on: 2024-02-01}",
    "{organisation renamed: county, name: Marl Council, on: 2024-02-01}",
    "{renamed: plans, name: Planning Committee, on: 2024-02-01}",
    "{project renamed: depot, title: Yard, number: 24/1, on: 2024-02-01}",
)


@pytest.mark.parametrize(
    ("question", "field", "before", "after"),
    [
        ("person list", "name", "Ann Bell", "Ann Bell-Hart"),
        ("person show ann", "name", "Ann Bell", "Ann Bell-Hart"),
        ("organisation list", "name", "Marl County Council", "Marl Council"),
        ("organisation show county", "name", "Marl County Council", "Marl Council"),
        ("body list", "name", "Plans Committee", "Planning Committee"),
        ("body show plans", "name", "Plans Committee", "Planning Committee"),
        ("project list", "title", "Depot", "Yard"),
        ("project show depot", "title", "Depot", "Yard"),
        ("body members plans", "member_name", "Ann Bell", "Ann Bell-Hart"),
    ],
)
def test_everybody_is_shown_by_the_name_of_the_day(
    record: Record, ask: Ask, question: str, field: str, before: str, after: str
) -> None:
    record(RENAMED)

    names = [[row[field] for row in ask(f"{question} --as-at {day}")] for day in (BEFORE, AFTER)]

    assert [(before in shown, after in shown) for shown in names] == [(True, False), (False, True)]


@pytest.mark.parametrize(
    ("statement", "kind", "kept", "gone"),
    [
        ("{same as: dan, kept: eve}", "person", "eve", "dan"),
        ("{same as: Dan Eyre, kept: Eve Ford}", "person", "eve", "dan"),
        ("{same as: cabinet, kept: council}", "body", "council", "cabinet"),
        ("{same as: county, kept: elm}", "organisation", "elm", "county"),
        ("{same as: pay, kept: trees}", "project", "trees", "pay"),
    ],
)
def test_two_ids_are_one_until_that_is_retracted(
    record: Record, ask: Ask, statement: str, kind: str, kept: str, gone: str
) -> None:
    before = {row["id"] for row in ask(f"{kind} list")}
    last = max(row["entry"] for row in ask("log"))

    record(paper(statement))

    assert {row["id"] for row in ask(f"{kind} list")} == before - {f"{kind}:{gone}"}
    assert [row["id"] for row in ask(f"{kind} show {gone}")] == [f"{kind}:{kept}"]
    assert {row["id"] for row in ask(f"{kind} list --known-at {last}")} == before


def test_what_somebody_only_thinks_is_the_same_is_shown_as_that(record: Record, ask: Ask) -> None:
    record(paper("{same as: dan, kept: eve, standing: anticipated}"))

    (eve,) = ask("person show eve")
    assert eve["possibly_same_as"] == ["person:dan"]
    assert len(ask("person list")) == 5


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("{same as: dan, person: eve}", "unknown key 'person' in 'same as'; did you mean 'kept'?"),
        ("{same as: dan, kept: dan}", "'dan' is the same as itself anyway"),
        ("{same as: dan, kept: plans}", "'dan' is a person and 'plans' a body, so not the same"),
        ("{possibly same as: dan, kept: eve}", "did you mean 'same as'?"),
        ("{resigned: cat, body: plans, on: 2024-03-01}", "did you mean 'membership ended'?"),
        ("{died: cat, on: 2024-03-01}", "did you mean 'membership ended'?"),
        ("{office ended: chair, body: plans}", "did you mean 'office vacated'?"),
        ("{affiliated: bob, group: oak-group}", "did you mean 'with'?"),
        ("{member: dan, body: plans, id: dan-2}", "did you mean 'membership'?"),
        ("{merged: plans, into: council}", "did you mean 'took over'?"),
    ],
)
def test_a_word_for_what_became_of_somebody_leads_to_the_statement(record: Record, statement: str, said: str) -> None:
    assert said in record(paper(statement), code=1).stderr


def test_somebody_sits_for_parties_in_turn(record: Record, ask: Ask) -> None:
    record(
        paper(
            "{affiliated: bob, party: Green, ward: Castle, since: 2023-05-05, until: 2024-01-31}",
            "{affiliated: bob, party: Independent, ward: Castle, since: 2024-02-01}",
            "{affiliated: cat, with: oak-group, since: 2023-05-05}",
        )
    )

    for day, party in ((BEFORE, "Green"), (AFTER, "Independent")):
        (bob,) = ask(f"person show bob --as-at {day}")
        assert [(each["party"], each["ward"]) for each in bob["affiliations"]] == [(party, "Castle")]
    assert [row["id"] for row in ask(f"person list --with oak-group --as-at {AFTER}")] == ["person:cat"]


def test_a_membership_begins_on_the_day_on_which_the_last_one_ended(record: Record, ask: Ask) -> None:
    record(
        paper(
            "{membership ended: bob, body: plans, on: 2024-01-31}",
            "{member: bob, body: plans, role: co-opted, since: 2024-01-31, voting: no}",
        )
    )

    assert [row["seat"] for row in ask(f"body members plans --as-at {AFTER}") if row["member"] == "person:bob"] == [
        "co-opted"
    ]
    assert ask("flags") == []


def test_somebody_is_two_things_in_a_body_at_once(record: Record, ask: Ask) -> None:
    twice = (
        "{member: dan, body: plans, since: 2023-06-01}",
        "{member: dan, body: plans, role: adviser, since: 2023-06-01}",
    )
    assert "who is two things in it at once has a role for each" in record(paper(*twice), code=1).stderr

    record(paper(twice[0].replace("since", "role: reserve, since"), twice[1]))

    seats = [row["seat"] for row in ask(f"body members plans --as-at {AFTER}") if row["member"] == "person:dan"]
    assert sorted(seats) == ["adviser", "reserve"]


@pytest.mark.parametrize(
    ("vacated", "code"),
    [("{office vacated: chair, body: plans, holder: ann, on: 2023-12-31}", 0), ("", 6)],
)
def test_a_body_has_one_chair_after_the_other(record: Record, vacated: str, code: int) -> None:
    next_one = "{office: chair, body: plans, holder: bob, since: 2024-01-01}"

    said = record(paper(*([vacated] if vacated else []), next_one), code=code).stderr

    assert ("two chairs at once: 'ann' and 'bob' at once" in said) == bool(code)


@pytest.mark.parametrize(("seats", "vacancies", "code"), [(5, 2, 0), (5, 1, 6), (3, 0, 0), (2, 0, 6)])
def test_seats_members_and_vacancies_come_to_one_another(record: Record, seats: int, vacancies: int, code: int) -> None:
    record(
        paper(
            f"{{seats: plans, number: {seats}, on: 2023-05-20}}",
            "{members declared: plans, complete: yes, on: 2023-05-20}",
            f"{{vacancies: plans, number: {vacancies}, on: 2024-01-10}}",
        ),
        code=code,
    )


def test_an_agreement_goes_on_without_a_party_that_was_dissolved(record: Record, ask: Ask) -> None:
    record("source: Charter\nregister: {organisations: {vale: Vale District Council}}")
    record(
        paper(
            "{agreement: Shared services, id: shared, parties: [elm, county, vale], on: 2020-01-01}",
            "{organisation dissolved: county, on: 2024-02-01}",
            "{agreement varied: shared, what: the county leaves, parties: [elm, vale], on: 2024-02-01}",
        )
    )

    for day, parties in ((BEFORE, ["elm", "county", "vale"]), (AFTER, ["elm", "vale"])):
        assert [row["parties"] for row in ask(f"agreements --as-at {day}")] == [
            [f"organisation:{each}" for each in parties]
        ]
    assert "organisation:county" not in [row["id"] for row in ask(f"organisation list --as-at {AFTER}")]
