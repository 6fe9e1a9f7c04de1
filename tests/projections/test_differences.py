"""What changed in the register of a subject, in the world or in what was known of it."""

from __future__ import annotations

from itertools import pairwise
from typing import TypeAlias

import pytest

from benchmarks.councils import Council
from ledger.store import Datastore
from ledger.vocabulary.commitments import CommitmentMade, CommitmentRescheduled
from ledger.vocabulary.corrections import EntryCorrected, EntryRetracted
from ledger.vocabulary.meetings import AttendanceRecorded
from ledger.vocabulary.membership import MembershipEnded, MembershipStarted, OfficeAssigned
from ledger.vocabulary.organisations import BodyEstablished, BodyRenamed
from ledger.vocabulary.people import PersonAlsoNamed, PersonRegistered
from ledger.vocabulary.projects import ProjectConsidered, ProjectOpened
from ledger.vocabulary.provenance import Source
from projections import ALL, Projector, Register
from projections.differences import Change, Concern, Difference, differences
from tests.projections.conftest import AskedOf
from tests.projections.histories import record
from tests.projections.stories import Statement

Said: TypeAlias = dict[str, object]

ICB, ADE, REEVES, ICN, MEETING = "body:icb", "person:ade", "person:reeves", "project:icn", "meeting:1"

STORY: tuple[Statement, ...] = (
    (BodyEstablished(body=ICB, name="Integrated Board"), "2017-01-01"),  # 1
    (MembershipStarted(body=ICB, member=ADE, membership="1"), "[2017-02..2017-04]"),  # 2
    (OfficeAssigned(body=ICB, office="chair", holder=REEVES, tenure="1"), "2017-02-01"),  # 3
    (MembershipEnded(body=ICB, member=ADE, membership="1", reason="left"), "2018-03-31"),  # 4
    (BodyRenamed(body=ICB, name="One Board"), "2018-06-01"),  # 5
    (PersonRegistered(person=REEVES, name="Teresa Reeves"), "XXXX"),  # 6
    (PersonAlsoNamed(person=REEVES, name="T. Reeves"), "XXXX"),  # 7
    (AttendanceRecorded(meeting=MEETING, person=REEVES), "2018-01-01"),  # 8
    (EntryCorrected(entry=6, why="slip", fields={"name": "Vanessa Reeves"}), "XXXX"),  # 9
    (EntryRetracted(entry=7, why="nobody calls her that"), "XXXX"),  # 10
    (EntryCorrected(entry=8, why="page", source=Source(document="Minutes", at="page 2")), "XXXX"),  # 11
    (ProjectOpened(project=ICN, title="Networks", lead=ICB), "2017"),  # 12
    (CommitmentMade(commitment="commitment:1", text="report", about=(ICN,), due="2018"), "2017-05-01"),  # 13
    (CommitmentRescheduled(commitment="commitment:1", due="2019"), "2017-12-01"),  # 14
    (ProjectConsidered(project=ICN, by="body:hwb"), "2017-06-01"),  # 15
)


def told(
    before: Register, after: Register, subject: str
) -> list[tuple[str, str, dict[str, object], dict[str, object]]]:
    return [
        (f"{d.projection} {d.change.value}", d.stream, dict(d.before), dict(d.after))
        for d in differences(before, after, subject)
    ]


def test_between_two_days_rows_are_added_removed_and_changed_field_by_field(asked_of_either: AskedOf) -> None:
    at = asked_of_either(STORY)

    assert told(at("2017-03-01"), at("2018-07-01"), ICB) == [
        (
            "body_names changed",
            ICB,
            {
                "name": "Integrated Board",
                "since": "2017-01-01",
                "until": "2018-05-31",
                "until_standing": "minuted",
            },
            {"name": "One Board", "since": "2018-06-01"},
        ),
        (
            "memberships removed",
            ICB,
            {
                "member": ADE,
                "membership": "1",
                "since": "[2017-02..2017-04]",
                "until": "2018-03-31",
                "reason": "left",
                "standing": "minuted",
                "until_standing": "minuted",
                "certainty": "possibly",
            },
            {},
        ),
        ("projects changed", ICN, {"certainty": "possibly"}, {"certainty": "yes"}),
    ]


def test_what_was_only_possible_and_is_certain_has_changed(asked_of: AskedOf) -> None:
    at = asked_of(STORY)

    (found,) = differences(at("2017-03-01"), at("2017-05-01"), ADE)

    assert (found.change, found.before, found.after) == (
        Change.CHANGED,
        {"certainty": "possibly"},
        {"certainty": "yes"},
    )


def test_between_two_states_of_knowledge_a_correction_shows_field_by_field(asked_of: AskedOf) -> None:
    at = asked_of(STORY)

    changed = {(d.projection, d.change): d for d in differences(at(known_at=8), at(known_at=10), REEVES)}

    person = changed["people", Change.CHANGED]
    assert (person.before, person.after) == ({"name": "Teresa Reeves"}, {"name": "Vanessa Reeves"})
    assert person.entries == (6, 9)
    gone = {name: d.before["name"] for (_, change), d in changed.items() if change is Change.REMOVED for name in ["is"]}
    assert gone == {"is": "T. Reeves"}


def test_a_row_that_says_the_same_on_other_grounds_has_changed_in_its_entries(asked_of: AskedOf) -> None:
    at = asked_of(STORY)

    (found,) = differences(at(known_at=10), at(known_at=11), REEVES)

    assert (found.projection, found.change, found.before, found.after) == (
        "attendance",
        Change.CHANGED,
        {"entries": (8,)},
        {"entries": (8, 11)},
    )


def test_two_names_that_may_be_in_force_at_once_are_told_apart(asked_of: AskedOf) -> None:
    renamed = BodyRenamed(body=ICB, name="One Board")
    at = asked_of([(BodyEstablished(body=ICB, name="Integrated Board"), "2017"), (renamed, "[2018-05..2018-07]")])

    found = [d for d in differences(at("2018-01-01"), at("2018-06-01"), ICB) if d.projection == "body_names"]

    assert [(d.change, d.before.get("certainty"), d.after.get("certainty"), d.after.get("name")) for d in found] == [
        (Change.CHANGED, "yes", "possibly", None),
        (Change.ADDED, None, "possibly", "One Board"),
    ]


def test_what_became_of_a_commitment_is_part_of_what_it_is_about(asked_of: AskedOf) -> None:
    at = asked_of(STORY)

    found = differences(at("2017-05-31"), at("2017-12-01"), ICN)

    assert [(d.projection, d.stream) for d in found if d.change is Change.ADDED] == [
        ("commitment_reschedulings", "commitment:1"),
        ("steps", ICN),
    ]


def test_nothing_changed_where_both_moments_are_alike_and_for_others_subjects(asked_of: AskedOf) -> None:
    at = asked_of(STORY)
    nothing: list[Difference] = []

    assert differences(at("2018-07-01"), at("2018-07-01"), ICB) == nothing
    assert differences(at("2017-03-01"), at("2018-07-01"), "body:other") == nothing
    assert differences(at("2018-07-01"), at("2019-07-01"), ICB) == nothing


def test_forwards_and_backwards_are_mirror_images(asked_of: AskedOf) -> None:
    at = asked_of(STORY)
    early, late = at("2017-03-01", 5), at("2018-07-01", 15)

    forwards, backwards = differences(early, late, ICB), differences(late, early, ICB)

    turned = {Change.ADDED: Change.REMOVED, Change.REMOVED: Change.ADDED, Change.CHANGED: Change.CHANGED}
    assert [(d.projection, d.stream, turned[d.change], d.after, d.before) for d in backwards] == [
        (d.projection, d.stream, d.change, d.before, d.after) for d in forwards
    ]


def test_each_difference_names_whom_and_what_it_is_about(asked_of_either: AskedOf) -> None:
    at = asked_of_either(STORY)

    found = {each.projection: each for each in differences(at("2016-12-31"), at("2018-07-01"), ICB)}

    assert (found["tenures"].whom, found["tenures"].what) == ((REEVES,), "chair")
    assert (found["projects"].whom, found["projects"].what) == ((), "Networks")
    by_person = {each.projection: each for each in differences(at("2016-12-31"), at("2018-07-01"), REEVES)}
    assert (by_person["tenures"].stream, by_person["tenures"].whom) == (ICB, ()), "the person asked about is not news"


def test_what_is_only_surer_is_told_apart_from_what_is_told_otherwise(asked_of_either: AskedOf) -> None:
    at = asked_of_either(STORY)

    found = differences(at("2017-03-01"), at("2017-05-01"), ICB)
    assert [(each.projection, each.whom, each.concerns) for each in found] == [
        ("memberships", (ADE,), Concern.CERTAINTY),
    ]
    ended = differences(at("2018-03-01"), at("2018-05-01"), ICB)
    assert [(each.projection, each.whom, each.concerns) for each in ended] == [("memberships", (ADE,), Concern.FACTS)]


def test_a_corrected_source_concerns_the_sources_only(asked_of_either: AskedOf) -> None:
    at = asked_of_either(STORY)

    found = differences(at("2018-07-01", known_at=10), at("2018-07-01", known_at=11), MEETING)

    assert [each.concerns for each in found] == [Concern.SOURCES]


def test_what_was_told_in_the_meantime_is_all_that_can_differ(
    datastore: Datastore, monkeypatch: pytest.MonkeyPatch
) -> None:
    record(datastore, list(Council(300).entries()))
    Projector(datastore, ALL).catch_up()
    known = [Register(None, position, datastore) for position in range(20, 301, 40)]
    asked = [(*pair, subject) for pair in pairwise(known) for subject in ("body:bo-1", "project:pr-2", "person:pe-3")]

    by_streams = [differences(*each) for each in asked]
    monkeypatch.setattr("projections.differences._MOST", -1)  # so that all rows are read
    by_all = [differences(*each) for each in asked]

    assert by_streams == by_all
    assert sum(map(len, by_all)) > 20
