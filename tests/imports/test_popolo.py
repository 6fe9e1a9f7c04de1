"""Popolo JSON as legislatures publish it, and as this ledger itself writes it."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from ledger.entries.entry import Entry
from ledger.recording.ledger import Ledger
from ledger.vocabulary.provenance import Standing
from projections import ALL, Projector, register_at
from projections.exports.exempt import Public
from projections.exports.popolo import popolo
from projections.memberships import MEMBERSHIPS
from projections.nouns.body import members
from tests.conftest import Ledgers
from tests.imports.conftest import SAMPLES, Importing

SAMPLE = SAMPLES / "legislature.json"


@pytest.fixture
def told(importing: Importing) -> Importing:
    """The sample, imported."""
    importing("popolo", SAMPLE, "thornmere")
    return importing


def seat(told: Importing, member: str, **more: str) -> tuple[Entry, Entry | None]:
    """The beginning and the end of a membership."""
    (began,) = [
        e
        for e in told.entries("membership.started")
        if e.event.member == member and all(getattr(e.event, key) == value for key, value in more.items())
    ]
    ends = [e for e in told.entries("membership.ended") if e.event.membership == began.event.membership]
    return began, ends[0] if ends else None


def test_what_has_members_is_a_body_and_what_is_represented_an_organisation(told: Importing) -> None:
    bodies = {entry.event.name: entry for entry in told.entries("body.established")}
    organisations = {entry.event.name for entry in told.entries("organisation.registered")}

    assert bodies.keys() == {"House of Thornmere", "Works Committee"}
    assert organisations == {"House of Thornmere", "Greens", "Loop", "Pool"}
    assert bodies["House of Thornmere"].occurred.text == "1901"
    assert bodies["Works Committee"].event.parent == "body:thornmere/house"


def test_persons_come_with_their_names_and_ids(told: Importing) -> None:
    (ada,) = [entry.event for entry in told.entries("person.registered") if entry.event.name == "Ada Moor"]

    assert ada.also == ("A. Moor",)
    assert ada.identifiers == {"thornmere": "p/1", "wikidata": "Q1"}


def test_partial_dates_stay_partial(told: Importing) -> None:
    began, _ = seat(told, "person:thornmere/p/1", role="member")

    assert began.occurred.text == "2014-05"
    assert began.event.on_behalf_of == "organisation:thornmere/greens"


def test_ends_on_which_the_next_membership_begins_are_first_days_out_and_made_last_days(told: Importing) -> None:
    _, ended = seat(told, "person:thornmere/p/1", role="member")

    assert ended is not None
    assert ended.occurred.text == "2016-02-29"
    assert any("ends are first days out" in found for found in told.sums["found"])


def test_ends_after_which_the_next_membership_begins_are_last_days(importing: Importing, tmp_path: Path) -> None:
    source = json.loads(SAMPLE.read_text())
    source["memberships"][1]["start_date"] = "2016-03-02"
    (tmp_path / "inclusive.json").write_text(json.dumps(source))

    importing("popolo", tmp_path / "inclusive.json", "thornmere")

    _, ended = seat(importing, "person:thornmere/p/1", role="member")
    assert ended is not None
    assert ended.occurred.text == "2016-03-01"
    assert any("taken as last days in force" in found for found in importing.sums["found"])


def test_a_membership_without_dates_has_those_of_its_legislative_period_inferred(told: Importing) -> None:
    began, ended = seat(told, "person:thornmere/p/2", body="body:thornmere/house")

    assert ended is not None
    assert (began.occurred.text, ended.occurred.text) == ("2010-05-01", "2014-04-30")
    assert began.date_standing is ended.date_standing is Standing.INFERRED


def house(*memberships: dict[str, Any]) -> dict[str, Any]:
    """A house of three periods, the last one without an end, with memberships of Ina Vale."""
    terms = [("t1", "2011-04-07", "2015-02-26"), ("t2", "2015-02-26", "2019-01-31"), ("t3", "2019-03-01", "")]
    return {
        "persons": [{"id": "vale", "name": "Ina Vale"}],
        "organizations": [{"id": "diet", "name": "Diet"}, {"id": "blue", "name": "Blue"}, {"id": "red", "name": "Red"}],
        "events": [{"id": each, "start_date": first, "end_date": last} for each, first, last in terms],
        "memberships": [{"person_id": "vale", "organization_id": "diet", **each} for each in memberships],
    }


def spells(importing: Importing) -> list[tuple[str, str | None]]:
    """From when until when each membership is."""
    ends = {entry.event.membership: entry.occurred.text for entry in importing.entries("membership.ended")}
    starts = importing.entries("membership.started")
    return sorted((entry.occurred.text, ends.get(entry.event.membership)) for entry in starts)


T1, T2, T3 = ({"legislative_period_id": each} for each in ("t1", "t2", "t3"))


@pytest.mark.parametrize(
    ("memberships", "expected"),
    [
        ([{**T1, "start_date": "2013-06-20"}], [("2013-06-20", "2015-02-26")]),
        ([{**T1, "end_date": "2013-06-20"}], [("2011-04-07", "2013-06-20")]),
        ([{**T3, "start_date": "2020-02-02"}], [("2020-02-02", None)]),
        ([T3], [("2019-03-01", None)]),
        ([T1, T2, T3], [("2011-04-07", "2015-02-26"), ("2015-02-26", "2019-01-31"), ("2019-03-01", None)]),
        ([{"legislative_period_id": "t9", "start_date": "2013"}], [("2013", "XXXX")]),
        ([{"start_date": "2013", "end_date": "2014"}, {"start_date": "2014"}], [("2013", "2014"), ("2014", None)]),
        (
            [{**T1, "on_behalf_of_id": "blue"}, {**T1, "on_behalf_of_id": "red"}],
            [("2011-04-07", "2015-02-26"), ("2011-04-07", "2015-02-26")],
        ),
        (
            [{**T1, "id": "a", "on_behalf_of_id": "blue"}, {**T1, "id": "b", "on_behalf_of_id": "red"}],
            [("2011-04-07", "2015-02-26"), ("2011-04-07", "2015-02-26")],
        ),
        (
            [{**T1, "role": "member"}, {**T1, "role": "Convenor", "start_date": "2012-01-01"}],
            [("2011-04-07", "2015-02-26"), ("2012-01-01", "2015-02-26")],
        ),
        (
            [{**T1, "id": "a"}, {**T1, "id": "b", "role": "Convenor"}],
            [("2011-04-07", "2015-02-26"), ("2011-04-07", "2015-02-26")],
        ),
        ([{**T1, "on_behalf_of_id": "nobody describes it"}], [("2011-04-07", "2015-02-26")]),
    ],
)
def test_memberships_one_after_another_and_beside_one_another_end_with_their_periods(
    importing: Importing, tmp_path: Path, memberships: list[dict[str, Any]], expected: list[tuple[str, str | None]]
) -> None:
    (tmp_path / "x.json").write_text(json.dumps(house(*memberships)))

    importing("popolo", tmp_path / "x.json", "x")

    assert (spells(importing), importing.refused) == (expected, {})
    assert importing("popolo", tmp_path / "x.json", "x").recorded == 0


@pytest.mark.parametrize(
    ("memberships", "seats", "offices"),
    [
        ([{**T1}, {**T1, "role": "Chair"}], [("2011-04-07", "2015-02-26")], ["chair"]),
        ([{**T1, "role": "Vice-Chair"}, {**T1}], [("2011-04-07", "2015-02-26")], ["vice-chair"]),
        (
            [T1, T2, {"role": "chairman", "start_date": "2013", "end_date": "2017-05-01"}],
            [("2011-04-07", "2015-02-26"), ("2015-02-26", "2019-01-31")],
            ["chairman"],
        ),
        ([{"start_date": "2013", "role": "Chairwoman"}], [("2013", None)], ["chairwoman"]),
        (
            [{**T1}, {**T3, "role": "Deputy Chair"}],
            [("2011-04-07", "2015-02-26"), ("2019-03-01", None)],
            ["deputy chair"],
        ),
        ([{**T1, "role": "Chair of Roads"}], [("2011-04-07", "2015-02-26")], []),
    ],
)
def test_a_chair_is_an_office_beside_the_seat(
    importing: Importing,
    tmp_path: Path,
    memberships: list[dict[str, Any]],
    seats: list[tuple[str, str | None]],
    offices: list[str],
) -> None:
    (tmp_path / "x.json").write_text(json.dumps(house(*memberships)))

    importing("popolo", tmp_path / "x.json", "x")

    assert (spells(importing), importing.refused) == (seats, {})
    assert [entry.event.office for entry in importing.entries("office.assigned")] == offices
    assert importing("popolo", tmp_path / "x.json", "x").recorded == 0


def test_an_end_that_comes_later_ends_the_membership_that_was_there(importing: Importing, tmp_path: Path) -> None:
    for end in ({}, {"end_date": "2021"}):
        (tmp_path / "x.json").write_text(json.dumps(house({"start_date": "2020", **end})))
        importing("popolo", tmp_path / "x.json", "x")

    assert spells(importing) == [("2020", "2021")]


def test_a_membership_that_begins_after_its_period_is_refused(importing: Importing, tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text(json.dumps(house({**T1, "start_date": "2016"})))

    importing("popolo", tmp_path / "x.json", "x")

    assert importing.refused["x.json memberships 1"].startswith("it begins in 2016, and its legislative period ended")


def test_a_post_is_held_also_where_its_holder_is_a_member_already(told: Importing) -> None:
    (appointed,) = told.entries("appointment.started")

    assert (appointed.event.person, appointed.occurred.text) == ("person:thornmere/p/1", "2019")


def test_what_cannot_be_is_refused_by_its_place_and_nothing_of_it_is_recorded(told: Importing) -> None:
    refused = {place.removeprefix("legislature.json "): why for place, why in told.refused.items()}

    assert refused.keys() == {
        "persons 3",
        "organizations 4",
        "organizations 5",
        "memberships 4",
        "memberships 5",
        "memberships 6",
        "memberships 7",
    }
    assert refused["memberships 4"].startswith("its start_date: cannot read the date '2017-02-30'")
    assert "cannot end on 2016-12-31: it began on 2018-01-01" in refused["memberships 5"]
    assert "body:thornmere/works" not in {entry.event.body for entry in told.entries("membership.started")}


def test_somebody_may_have_two_roles_in_a_house_at_once(told: Importing) -> None:
    roles = {entry.event.membership: entry.event.role for entry in told.entries("membership.started")}

    assert [role for role in roles.values() if role in ("independent", "Speaker")] == ["independent", "Speaker"]
    assert len(roles) == len(told.entries("membership.started"))


def test_what_a_ledger_has_no_word_for_is_counted(told: Importing) -> None:
    assert told.sums["aside"] == {"parts under 'areas'": 1}


def test_what_the_ledger_exports_gives_the_same_memberships_when_it_is_imported(
    told: Importing, sqlite_ledgers: Ledgers, tmp_path: Path
) -> None:
    def seats(ledger: Ledger) -> list[Any]:
        Projector(ledger.datastore, ALL).catch_up()
        return [
            (a.stream, a.event.member, a.row.since, a.row.until, a.event.role, a.event.on_behalf_of, a.certainty)
            for a in register_at(ledger.datastore, None).rows(MEMBERSHIPS)
        ]

    before = seats(told.ledger)
    file = tmp_path / "out.json"
    register = register_at(told.ledger.datastore, None)
    file.write_bytes(b"".join(popolo(register, Public(register))))

    with Ledger(sqlite_ledgers()) as other:
        importing = Importing(other)
        importing("popolo", file)
        assert importing.refused == {}
        assert sorted(map(repr, seats(other))) == sorted(map(repr, before)) != []


@pytest.mark.parametrize(
    ("organizations", "names", "refused"),
    [
        ([{"id": "c", "name": "Council"}, {"id": "", "name": "Nobody"}], {"Council"}, {2}),
        ([{"id": "c", "name": "Council"}, {"id": " ", "name": "N"}, {"name": "M"}], {"Council"}, {2, 3}),
        ([{"id": "c", "name": "Council", "parent_id": ""}, {"id": 7, "name": "N"}], {"Council"}, {2}),
        ([{"id": "c", "name": "Council", "parent_id": "c"}], {"Council"}, {1}),
        ([{"id": "c", "name": "C", "parent_id": "d"}, {"id": "d", "name": "D", "parent_id": "c"}], {"C", "D"}, {1, 2}),
        ([{"id": "c", "name": "C", "parent_id": "c"}, {"id": "d", "name": "D"}], {"C", "D"}, {1}),
        ([{"id": "c", "name": "C"}, {"id": " c ", "name": "C"}, {"id": "d", "name": "\u200b"}], {"C"}, {3}),
    ],
)
def test_every_organization_is_recorded_or_refused_whatever_the_ids_of_others(
    importing: Importing, tmp_path: Path, organizations: list[Any], names: set[str], refused: set[int]
) -> None:
    (tmp_path / "x.json").write_text(json.dumps({"organizations": organizations}))

    importing("popolo", tmp_path / "x.json", "x")

    assert {entry.event.name for entry in importing.entries("organisation.registered")} == names
    assert importing.refused.keys() == {f"x.json organizations {number}" for number in refused}


@pytest.mark.parametrize("dry_run", [False, True])
def test_two_persons_under_one_id_contradict_each_other_by_their_places(
    importing: Importing, tmp_path: Path, dry_run: bool
) -> None:
    persons = [{"id": "p1", "name": name} for name in ("Ada", "Ben", "Ben")]
    (tmp_path / "x.json").write_text(json.dumps({"persons": persons}))

    importing("popolo", tmp_path / "x.json", "x", dry_run=dry_run, chunk=1)

    assert [left["place"] for left in importing.left] == ["x.json persons 2", "x.json persons 3"]
    said = str(importing.left)
    assert ("that stands at x.json persons 1" in said) or ("contradicts entry 1:" in said and not dry_run)
    assert not re.search(r"\d{10}", said)


def test_a_convention_of_ends_is_told_only_where_there_are_ends(importing: Importing, tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text(json.dumps({"persons": [{"id": "p1", "name": "Ada"}]}))

    importing("popolo", tmp_path / "x.json", "x")

    assert importing.sums["found"] == {}


def test_former_names_keep_their_dates(importing: Importing, tmp_path: Path) -> None:
    names = [{"name": "Edda Rhys", "end_date": "2025-03-19"}, {"name": "Edda Lewin", "start_date": "2025-03-20"}]
    person = {"id": "p1", "name": "Edda Lewin", "other_names": names}
    (tmp_path / "x.json").write_text(json.dumps({"persons": [person]}))

    importing("popolo", tmp_path / "x.json", "hallam")

    renamed = [(entry.event.name, entry.occurred.text) for entry in importing.entries("person.renamed")]
    assert renamed == [("Edda Rhys", "[..2025-03-19]"), ("Edda Lewin", "2025-03-20")]


def imported(importing: Importing, tmp_path: Path, document: object) -> Importing:
    (tmp_path / "x.json").write_text(json.dumps(document))
    importing("popolo", tmp_path / "x.json", "r")
    return importing


SEAT = {"organization_id": "o", "role": "member", "start_date": "2019-05-01"}


@pytest.mark.parametrize(
    "document",
    [
        {"persons": [{"id": "p", "name": "Ann", "memberships": [SEAT]}], "organizations": [{"id": "o", "name": "C"}]},
        {
            "persons": [{"id": "p", "name": "Ann"}],
            "organizations": [
                {"id": "o", "name": "C", "memberships": [{"person_id": "p", "start_date": "2019-05-01"}]}
            ],
        },
        {"id": "p", "name": "Ann", "memberships": [{**SEAT, "organization": {"id": "o", "name": "C"}}]},
        {"id": "o", "name": "C", "memberships": [{"person": {"id": "p", "name": "Ann"}, "start_date": "2019-05-01"}]},
        [{"id": "p", "name": "Ann", "memberships": [{"organization": {"id": "o", "name": "C"}, **SEAT}]}],
    ],
    ids=["in persons", "in organizations", "one person", "one organization", "a list of persons"],
)
def test_memberships_stand_within_their_persons_and_organizations_too(
    importing: Importing, tmp_path: Path, document: object
) -> None:
    told = imported(importing, tmp_path, document)

    (seat,) = told.entries("membership.started")
    assert (seat.event.body, seat.event.member, seat.occurred.text) == ("body:r/o", "person:r/p", "2019-05-01")
    assert told.left == []


def test_seats_for_two_areas_of_one_organization_are_two(importing: Importing, tmp_path: Path) -> None:
    seats = [{"person_id": "p", "organization_id": "o", "area_id": area} for area in ("north", "south")]
    document = {"persons": [{"id": "p", "name": "Ann"}], "organizations": [{"id": "o", "name": "C"}]}

    told = imported(importing, tmp_path, {**document, "memberships": seats})

    assert len(told.entries("membership.started")) == 2


def test_a_membership_by_a_post_alone_is_one_of_the_organization_of_the_post(
    importing: Importing, tmp_path: Path
) -> None:
    document: dict[str, Any] = {"persons": [{"id": "p", "name": "Ann"}], "organizations": [{"id": "o", "name": "C"}]}
    document["posts"] = [{"id": "north", "label": "Member for North", "organization_id": "o"}]
    document["posts"] += [{"id": "far", "label": "Envoy", "organization_id": "elsewhere"}]
    by_post = {"person_id": "p", "start_date": "2015-05-07"}
    document["memberships"] = [{**by_post, "post_id": "north"}, {**by_post, "post_id": "far"}]
    document["memberships"] += [{**by_post, "area_id": "south"}]

    told = imported(importing, tmp_path, document)

    (seat,) = told.entries("membership.started")
    assert (seat.event.body, seat.event.member, seat.occurred.text) == ("body:r/o", "person:r/p", "2015-05-07")
    assert [each.event.post for each in told.entries("appointment.started")] == ["post:r/north", "post:r/far"]
    assert told.refused == {"x.json memberships 3": "it names neither an organization nor a post"}
    assert told.sums["aside"] == {"what posts belong to, where the source does not describe it": 1}


def test_who_chairs_by_a_role_is_shown_as_chair_once(importing: Importing, tmp_path: Path) -> None:
    document = {"persons": [{"id": "p", "name": "Ann"}], "organizations": [{"id": "o", "name": "C"}]}
    chair = {"person_id": "p", "organization_id": "o", "role": "Chair"}
    told = imported(importing, tmp_path, {**document, "memberships": [chair]})
    Projector(told.ledger.datastore, ALL).catch_up()

    answer = members.reply(register_at(told.ledger.datastore, None), {"body": "body:r/o"})

    assert answer.for_people is not None
    assert [row.seats for row in answer.for_people.rows] == [("chair",)]
    assert [row.seat for row in answer.rows] == ["chair", "Chair"]


def test_what_an_organization_is_part_of_is_counted_where_nobody_describes_it(
    importing: Importing, tmp_path: Path
) -> None:
    told = imported(importing, tmp_path, {"organizations": [{"id": "o", "name": "C", "parent_id": "elsewhere"}]})

    assert told.sums["aside"] == {"what organizations are part of, where the source does not describe it": 1}


DIVISION: dict[str, Any] = {
    "persons": [{"id": each, "name": each.title()} for each in ("ann", "bob", "cai")],
    "organizations": [{"id": "c", "name": "Council"}, {"id": "greens", "name": "Greens"}],
    "motions": [
        {
            "id": "m1",
            "organization_id": "c",
            "creator_id": "ann",
            "text": "That the library stay open.",
            "requirement": "two-thirds majority",
            "result": "pass",
            "vote_events": [
                {
                    "start_date": "2021-03-04T19:30:00Z",
                    "result": "pass",
                    "counts": [{"option": "yes", "value": 2}, {"option": "no", "value": 1}],
                    "votes": [
                        {"voter_id": "ann", "option": "yes"},
                        {"voter": {"id": "bob"}, "option": "aye"},
                        {"voter_id": "cai", "option": "no"},
                    ],
                }
            ],
        },
        {"id": "m2", "organization_id": "c", "text": "That it close.", "date": "2021-03", "result": "fail"},
        {"id": "m3", "organization_id": "elsewhere", "text": "That it rain."},
    ],
    "vote_events": [
        {"id": "v2", "motion_id": "m2", "start_date": "2021-05-01T10:05:00", "result": "fail"}
        | {
            "counts": [{"option": each, "value": 3, "group": {"name": ward}} for each in ("yes", "no") for ward in "ab"]
        },
        {"id": "v1", "motion_id": "m2", "start_date": "2021-05-01T10:01:00", "result": "tie"}
        | {"votes": [{"voter_id": each, "option": "yes"} for each in ("ann", "greens", "dot")]}
        | {"counts": [{"option": "not voting", "value": 2}]},
        {"organization_id": "c", "identifier": "7", "start_date": "2021-06-01", "motion": {"text": "That it snow."}}
        | {"votes": [{"voter_id": "bob", "option": "paired"}], "result": "pass"},
        {"id": "v4", "motion_id": "m3"},
        {"id": "v5", "motion_id": "m9"},
        {"id": "v6", "motion_id": "m2", "counts": [{"option": "yes", "value": -1}]},
    ],
}


def test_motions_have_a_mover_an_outcome_and_the_votes_on_them(importing: Importing, tmp_path: Path) -> None:
    told = imported(importing, tmp_path, DIVISION)

    moved = {entry.event.text: entry for entry in told.entries("motion.moved")}
    assert list(moved) == ["That the library stay open.", "That it close.", "That it snow."]
    assert [(e.event.mover, e.occurred.text) for e in moved.values()][:2] == [
        ("person:r/ann", "2021-03-04"),
        (None, "2021-03"),
    ]
    assert [e.event.outcome.value for e in told.entries("motion.determined")] == ["carried", "lost"]
    first, second, third, fourth = (entry.event for entry in told.entries("vote.recorded"))
    assert (first.for_, first.against, first.carried, first.majority_needed) == (2, 1, True, "2/3")
    assert [ballot.choice.value for ballot in first.ballots] == ["for", "for", "against"]
    assert (second.round, second.for_, second.against, second.carried, second.ballots) == (3, 6, 6, False, ())
    assert (third.round, third.for_, third.some_named, len(third.ballots)) == (2, None, True, 1)
    assert (fourth.resolution, fourth.ballots, fourth.carried) == (moved["That it snow."].event.motion, (), True)


def test_of_motions_and_votes_nothing_is_lost_without_a_word(importing: Importing, tmp_path: Path) -> None:
    told = imported(importing, tmp_path, DIVISION)

    assert told.refused == {
        "x.json motions 3": "the source does not hold its organization 'elsewhere'",
        "x.json vote_events 5": "the source does not hold its motion 'm9'",
        "x.json vote_events 6 counts": "its value is -1, not a count",
    }
    assert told.sums["aside"] == {
        "counts of votes that are 'not voting'": 1,
        "results of votes in words that tell no outcome": 1,
        "votes of organizations": 1,
        "votes of voters whom the source does not describe": 1,
        "votes on motions that are refused": 1,
    }
    assert told.sums["found"] == {"members who did not vote: no ballot of theirs": 1}


def test_a_document_may_be_a_list_of_motions(importing: Importing, tmp_path: Path) -> None:
    seats = [{"person_id": "ann", "organization_id": "c"}]
    subjects = {key: DIVISION[key] for key in ("persons", "organizations")}
    imported(importing, tmp_path, {**subjects, "memberships": seats})
    told = imported(importing, tmp_path, DIVISION["motions"][:1])

    (vote,) = told.entries("vote.recorded")
    assert len(vote.event.ballots) == 3


def test_the_end_of_a_membership_of_a_period_without_dates_is_unknown(importing: Importing, tmp_path: Path) -> None:
    document = {"persons": [{"id": "p", "name": "Ann"}], "organizations": [{"id": "o", "name": "C"}]}
    sat = [("7", "2007-01-05"), ("8", "2013-09-05")]
    seats = [{"person_id": "p", "organization_id": "o", "legislative_period_id": p, "start_date": d} for p, d in sat]

    told = imported(importing, tmp_path, {**document, "memberships": seats})

    assert [entry.occurred.text for entry in told.entries("membership.started")] == ["2007-01-05", "2013-09-05"]
    assert [entry.occurred.is_unknown for entry in told.entries("membership.ended")] == [True, True]


def test_a_member_that_is_an_organization_or_a_person_stands_whole_in_a_membership(
    importing: Importing, tmp_path: Path
) -> None:
    members = [{"@type": "Organization", "id": "greens"}, {"@type": "Person", "id": "p", "name": "Ann"}]
    seats = [{"organization_id": "o", "member": member} for member in members]

    told = imported(importing, tmp_path, {"organizations": [{"id": "o", "name": "C"}], "memberships": seats})

    assert [entry.event.member for entry in told.entries("membership.started")] == ["person:r/p"]
    assert told.sums["aside"] == {"memberships of organizations in organizations": 1}


def test_an_organization_within_itself_is_recorded_without_that(importing: Importing, tmp_path: Path) -> None:
    document = {"persons": [{"id": "p", "name": "Ann"}], "organizations": [{"id": "o", "name": "C", "parent_id": "o"}]}

    told = imported(importing, tmp_path, {**document, "memberships": [{"person_id": "p", "organization_id": "o"}]})

    assert told.refused == {"x.json organizations 1": "'o' would be part of itself"}
    assert told.entries("body.established")[0].event.parent is None


def test_memberships_that_are_only_named_are_counted(importing: Importing, tmp_path: Path) -> None:
    told = imported(importing, tmp_path, {"persons": [{"id": "p", "name": "Ann", "memberships": ["m1", "m2"]}]})

    assert told.sums["aside"] == {"memberships that are named and not contained": 2}
