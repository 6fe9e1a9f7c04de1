"""A council's information system as OParl gives it: an invented one, with every trap in it that real ones have."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ledger.entries.entry import Entry
from ledger.imports.oparl_words import verb_of
from ledger.vocabulary.projects import Role
from ledger.vocabulary.provenance import Standing
from ledger.vocabulary.resolutions import Verb
from projections import ALL, Projector, register_at
from projections.routes import route as routes
from tests.imports.conftest import SAMPLES, Importing
from tests.imports.relying import rely_on

SAMPLE = SAMPLES / "council.json"
PAPER = "project:marsham/paper/vo/9"
DELETED = {
    "id": "https://ris.marsham.example/b/1/paper/vo/9",
    "type": "https://schema.oparl.org/1.1/Paper",
    "body": "https://ris.marsham.example/b/1",
    "deleted": True,
}


@pytest.fixture
def told(importing: Importing) -> Importing:
    """The sample, imported."""
    importing("oparl", SAMPLE, "marsham")
    return importing


def only(entries: list[Entry], **fields: object) -> Entry:
    """The one entry whose event has these values."""
    (found,) = [e for e in entries if all(getattr(e.event, name) == value for name, value in fields.items())]
    return found


def test_organisations_become_bodies_with_their_terms_the_end_being_the_last_day(told: Importing) -> None:
    culture = only(told.entries("body.established"), name="Kulturausschuss")
    end = only(told.entries("body.dissolved"), body="body:marsham/org/culture")

    assert (culture.occurred.text, end.occurred.text) == ("2009-09-01", "2022-06-30")
    assert culture.event.parent == "body:marsham/org/council"
    assert told.sums["found"]["ends, each taken as the last day in force (OParl endDate)"] == 2


def test_a_created_stamp_dates_nothing(told: Importing) -> None:
    assert only(told.entries("body.established"), name="Gemeinderat").occurred.is_unknown
    assert only(told.entries("project.opened"), project=PAPER).occurred.text == "2021-01-20"


def test_a_body_that_is_only_named_is_registered_under_its_id_and_as_unnamed(told: Importing) -> None:
    body = only(told.entries("body.established"), unnamed=True)

    assert body.event.name == "org/nobody-described-me"


def test_bodies_within_one_another_are_refused(told: Importing) -> None:
    assert "'org/one' would be part of itself" in told.refused.values()
    assert "'org/two' would be part of itself" in told.refused.values()


def test_a_membership_has_its_dates_its_role_its_vote_and_whom_it_is_for(told: Importing) -> None:
    (began,) = told.entries("membership.started")
    (ended,) = told.entries("membership.ended")

    assert (began.occurred.text, ended.occurred.text) == ("2014-07-01", "2019-06-30")
    assert (began.event.role, began.event.voting) == ("Vorsitzende", True)
    assert began.event.on_behalf_of == "organisation:marsham/org/greens"


def test_a_meeting_is_on_the_day_that_its_own_clocks_showed(told: Importing) -> None:
    assert only(told.entries("meeting.held"), title="Kulturausschuss").occurred.text == "2021-03-30"


def test_a_meeting_that_was_only_announced_is_expected(told: Importing) -> None:
    assert only(told.entries("meeting.held"), title="Bauausschuss").standing is Standing.EXPECTED
    assert only(told.entries("meeting.held"), title="Gemeinderat").standing is Standing.REPORTED


def test_a_consultation_is_a_step_of_the_route_on_the_day_of_its_meeting_stated_by_the_body(told: Importing) -> None:
    step = only(told.entries("project.considered"), role_as_given="Vorberatung")

    assert (step.event.role, step.occurred.text) == (Role.SCRUTINY, "2021-03-30")
    assert step.stated_by == step.event.by == "body:marsham/org/culture"
    assert step.event.outcome == "vorberaten ohne Änderungen"


def test_the_authoritative_consultation_says_so(told: Importing) -> None:
    step = only(told.entries("project.considered"), role_as_given="Entscheidung")

    assert (step.event.role, step.event.authoritative) == (Role.DECISION, True)


def test_whether_a_consultation_without_a_meeting_took_place_is_unknown(told: Importing) -> None:
    step = only(told.entries("project.considered"), role_as_given="Anhörung")

    assert step.standing is Standing.UNKNOWN
    assert step.occurred.is_unknown


def test_a_result_that_says_what_was_done_is_a_resolution_in_its_own_words(told: Importing) -> None:
    (passed,) = told.entries("resolution.passed")

    assert passed.event.text == "mehrheitlich beschlossen"
    assert passed.event.limbs[0].verb is Verb.AGREED
    assert passed.event.limbs[0].projects == (PAPER,)


@pytest.mark.parametrize(
    ("result", "verb"),
    [
        ("Ungeändert beschlossen", Verb.AGREED),
        ("einstimmig, geändert  beschlossen", Verb.AGREED),
        ("Einstimmige Zustimmung", Verb.AGREED),
        ("mehrheitlich angenommen", Verb.AGREED),
        ("einstimmig zur Kenntnis genommen", Verb.NOTED),
        ("mehrheitliche Ablehnung", Verb.REJECTED),
        ("zurückgestellt", Verb.DEFERRED),
        ("nicht beschlossen", None),
        ("einstimmig", None),
        ("ungeändert beschlossen, Punkt 2 vertagt", None),
    ],
)
def test_how_something_was_decided_does_not_change_what_was(result: str, verb: Verb | None) -> None:
    assert verb_of(result) is verb


def test_a_result_that_does_not_stays_with_its_agenda_item(told: Importing) -> None:
    assert only(told.entries("agenda-item.listed"), result="vorberaten ohne Änderungen").event.projects == (PAPER,)


def test_ids_with_spaces_slashes_and_marks_nobody_sees_become_names_of_their_own(told: Importing) -> None:
    amendment = only(told.entries("project.opened"), title="Ergänzungsantrag")

    assert amendment.stream.startswith("project:marsham/paper-ag-9~")
    assert amendment.occurred.text == "2021-02"
    (link,) = told.entries("project.derived")
    assert link.event.from_ == (PAPER,)


def test_what_cannot_be_is_refused_by_its_place(told: Importing) -> None:
    refused = {place.rpartition("/")[2]: why for place, why in told.refused.items() if "itself" not in why}

    assert refused == {
        "104": "it names neither an organization nor a known meeting",
        "22": "it has no name",
        "council.json object 9": "it names 2 organizations, and a meeting is one body's",
        "council.json object 12": "its date: cannot read the date '2019-02-30': there is no such day in the calendar",
        "council.json object 14": "the source does not hold its paper 'paper/vo/54486'",
    }


def test_what_a_ledger_has_no_word_for_is_counted(told: Importing) -> None:
    assert told.sums["aside"] == {"objects of the type File": 1, "links to papers that the source does not hold": 1}


def test_a_deletion_of_what_is_not_in_the_ledger_is_counted(told: Importing) -> None:
    assert told.sums["unknown_withdrawn"] == 1


def test_a_paper_that_the_source_deletes_later_is_retracted_with_its_steps(told: Importing, tmp_path: Path) -> None:
    later = tmp_path / "later.json"
    later.write_text(json.dumps(DELETED))

    tally = told("oparl", later, "marsham")

    assert tally.withdrawn == 1
    assert not told.ledger.streams().exists(PAPER)
    assert {entry.event.why for entry in told.entries("entry.retracted")} == {"deleted in the source"}


def test_a_deletion_is_refused_where_somebody_else_relies_on_the_paper(told: Importing, tmp_path: Path) -> None:
    rely_on(told.ledger, PAPER)
    later = tmp_path / "later.json"
    later.write_text(json.dumps(DELETED))

    told("oparl", later, "marsham")

    (why,) = told.refused.values()
    assert "was withdrawn by its source, and entry" in why
    assert told.ledger.streams().exists(PAPER)


def test_the_same_objects_in_a_folder_in_any_order_say_the_same(told: Importing, tmp_path: Path) -> None:
    for number, each in enumerate(reversed(json.loads(SAMPLE.read_text()))):
        (tmp_path / f"{number:02}.json").write_text(json.dumps(each))

    again = told("oparl", tmp_path, "marsham")

    assert again.recorded == 0


def test_a_committee_that_agrees_to_a_paper_on_its_way_to_the_council_has_not_decided_it(
    importing: Importing, tmp_path: Path
) -> None:
    agreed = tmp_path / "agreed.json"
    agreed.write_text(SAMPLE.read_text().replace("vorberaten ohne Änderungen", "einstimmig zugestimmt"))
    importing("oparl", agreed, "marsham")
    Projector(importing.ledger.datastore, ALL).catch_up()

    steps = routes.taken(register_at(importing.ledger.datastore, None), PAPER)[PAPER]
    resolved = {step.by: step.role for step in steps if step.kind == "resolution"}
    assert resolved == {"body:marsham/org/culture": Role.SCRUTINY, "body:marsham/org/council": Role.DECISION}


def objects_of_a_meeting(importing: Importing, tmp_path: Path, **said: object) -> None:
    """Import a paper that was to be dealt with at a meeting, and the meeting with what the source says of it."""
    base = "https://h.example/b/1"
    schema = "https://schema.oparl.org/1.1/"
    consultation = {"id": f"{base}/c/1", "meeting": f"{base}/m/1", "organization": [f"{base}/o/1"], "role": "Beratung"}
    item = {"id": f"{base}/i/1", "name": "Paper", "number": "1", "consultation": f"{base}/c/1"}
    meeting = {"id": f"{base}/m/1", "name": "Council", "start": "2024-03-01T18:00:00+01:00", "agendaItem": [item]}
    objects = [
        {"id": f"{base}/o/1", "type": f"{schema}Organization", "body": base, "name": "Council"},
        {**meeting, "type": f"{schema}Meeting", "organization": [f"{base}/o/1"], **said},
        {"id": f"{base}/p/1", "type": f"{schema}Paper", "body": base, "name": "Paper", "consultation": [consultation]},
    ]
    (tmp_path / "x.json").write_text(json.dumps(objects))
    importing("oparl", tmp_path / "x.json", "hallam")


@pytest.mark.parametrize(
    "said",
    [
        {"cancelled": True},
        {"meetingState": "Abgesagt"},
        {"meetingState": "entfällt"},
        {"name": "ABGESAGT: Council"},
        {"name": "Council - entfällt -"},
        {"name": "Council (fällt  aus!)"},
    ],
)
def test_a_meeting_that_was_cancelled_was_called_and_is_never_recorded_as_held(
    importing: Importing, tmp_path: Path, said: dict[str, object]
) -> None:
    objects_of_a_meeting(importing, tmp_path, **said)

    assert importing.entries("meeting.held", "project.considered", "agenda-item.listed") == []
    assert importing.left == []
    (called,) = importing.entries("meeting.called")
    (cancelled,) = importing.entries("meeting.cancelled")
    assert (called.event.called_for, called.event.title) == ("2024-03-01", said.get("name", "Council"))
    assert called.stream == cancelled.stream == "meeting:hallam/m/1"
    assert importing.sums["aside"] == {
        "agenda items of meetings that were cancelled": 1,
        "consultations for meetings that were cancelled": 1,
    }


@pytest.mark.parametrize(
    "said",
    [
        {"cancelled": False},
        {"cancelled": None},
        {"meetingState": "durchgeführt"},
        {"name": "entfällt"},
        {"name": "Council: ausgefallene Anträge"},
        {"name": "Abgesagt: Council", "meetingState": "durchgeführt"},
    ],
)
def test_a_meeting_of_which_that_is_not_said_is_recorded(
    importing: Importing, tmp_path: Path, said: dict[str, object]
) -> None:
    objects_of_a_meeting(importing, tmp_path, **said)

    assert len(importing.entries("meeting.held", "project.considered", "agenda-item.listed")) == 3


def test_a_cancelled_that_is_neither_true_nor_false_is_refused(importing: Importing, tmp_path: Path) -> None:
    objects_of_a_meeting(importing, tmp_path, cancelled="yes")

    assert importing.entries("meeting.held") == []
    assert importing.refused["x.json object 2"] == "its cancelled is 'yes', not true or false"


def test_a_meeting_that_was_cancelled_and_has_results_is_refused(importing: Importing, tmp_path: Path) -> None:
    item = {"id": "https://h.example/b/1/i/1", "name": "Paper", "result": "einstimmig beschlossen"}
    objects_of_a_meeting(importing, tmp_path, cancelled=True, agendaItem=[item])

    assert importing.entries("meeting.held", "resolution.passed") == []
    assert "has the result 'einstimmig beschlossen'" in importing.refused["x.json object 2"]


@pytest.mark.parametrize(
    ("end", "ended"),
    [
        ("2024-03-01T20:15:00+01:00", "20:15"),
        ("2024-03-02T00:40:00+01:00", "2024-03-02T00:40"),
        ("2024-03-01T00:00:00+01:00", None),
        ("2024-03-01T18:00:00+01:00", None),
        ("2024-03-01", None),
        ("2024-03-01T20:15:00", None),
    ],
)
def test_a_meeting_ended_when_its_end_is_after_its_beginning(
    importing: Importing, tmp_path: Path, end: str, ended: str | None
) -> None:
    objects_of_a_meeting(importing, tmp_path, end=end)

    (held,) = importing.entries("meeting.held")
    assert held.event.ended == ended


def test_of_a_meeting_that_lies_ahead_the_end_is_only_planned(importing: Importing, tmp_path: Path) -> None:
    planned = {"meetingState": "geplant", "end": "2024-03-01T20:15:00+01:00"}
    objects_of_a_meeting(importing, tmp_path, **planned)

    (held,) = importing.entries("meeting.held")
    assert (held.standing, held.event.ended) == (Standing.EXPECTED, None)


def test_a_meeting_that_was_cancelled_and_held_is_refused(importing: Importing, tmp_path: Path) -> None:
    objects_of_a_meeting(importing, tmp_path, cancelled=True, meetingState="durchgeführt")

    assert importing.entries("meeting.held", "meeting.cancelled") == []
    assert importing.refused["x.json object 2"] == "it was cancelled, and its state is 'durchgeführt'"


def test_what_is_only_named_where_it_should_be_contained_is_counted(importing: Importing, tmp_path: Path) -> None:
    base = "https://h.example/b/1"
    schema = "https://schema.oparl.org/1.1/"
    membership = {"id": f"{base}/s/1", "organization": f"{base}/o/1"}
    objects = [
        {"id": f"{base}/o/1", "type": f"{schema}Organization", "body": base, "name": "Council"}
        | {"membership": [f"{base}/s/1", f"{base}/s/2"]},
        {"id": f"{base}/n/1", "type": f"{schema}Person", "body": base, "name": "Ada"}
        | {"membership": [membership, f"{base}/s/3"]},
        {"id": f"{base}/m/1", "type": f"{schema}Meeting", "body": base, "organization": [f"{base}/o/1"]}
        | {"start": "2024-03-01", "agendaItem": [f"{base}/i/1"]},
        {"id": f"{base}/p/1", "type": f"{schema}Paper", "body": base, "name": "Paper", "consultation": [f"{base}/c/1"]},
    ]
    (tmp_path / "x.json").write_text(json.dumps(objects))

    importing("oparl", tmp_path / "x.json", "hallam")

    assert importing.sums["aside"] == {
        "memberships that are named and not contained": 2,
        "agenda items that are named and not contained": 1,
        "consultations that are named and not contained": 1,
    }


@pytest.mark.parametrize("parents", [["one", "one"], ["one", "two"], ["", "three"]])
def test_every_organisation_is_recorded_or_refused_whatever_the_ids_of_others(
    importing: Importing, tmp_path: Path, parents: list[str]
) -> None:
    ids = ["", "one"] if parents[0] == "" else ["two", "one"]
    objects = [
        {"id": foreign, "type": "https://schema.oparl.org/1.1/Organization", "name": "N", "subOrganizationOf": parent}
        for foreign, parent in zip(ids, parents, strict=True)
    ]
    (tmp_path / "x.json").write_text(json.dumps(objects))

    importing("oparl", tmp_path / "x.json", "hallam")

    described = [entry for entry in importing.entries("body.established") if not entry.event.unnamed]
    assert len(described) + len(importing.refused) == 2


def test_who_took_part_in_a_meeting_was_there_and_an_item_that_fails_twice_is_named_once(
    importing: Importing, tmp_path: Path
) -> None:
    base = "https://ris.hallam.example/oparl"
    item = {"id": f"{base}/item/1", "name": "Bus", "result": "beschlossen", "consultation": f"{base}/consultation/1"}
    meeting = {"id": f"{base}/meeting/1", "type": "Meeting", "start": "2024-03-07T18:00:00+01:00", "agendaItem": [item]}
    meeting |= {"organization": [f"{base}/org/1"], "participant": [f"{base}/person/1", f"{base}/person/9"]}
    paper = {"id": f"{base}/paper/1", "type": "Paper", "name": "Bus", "date": "2024-02-31"}
    paper["consultation"] = [{"id": f"{base}/consultation/1", "meeting": meeting["id"]}]
    source = [
        {"id": f"{base}/org/1", "type": "Organization", "name": "Council"},
        {"id": f"{base}/person/1", "type": "Person", "name": "Ruth Okafor"},
        meeting,
        paper,
    ]
    (tmp_path / "ris.json").write_text(json.dumps(source))

    tally = importing("oparl", tmp_path / "ris.json", "hallam")

    (there,) = importing.entries("attendance.recorded")
    assert there.event.person == "person:hallam/oparl/person/1"
    assert tally.aside["participants whom the source does not describe"] == 1
    assert len(importing.left) == len({(each["place"], each["refused"]) for each in importing.left}) == tally.refused


def test_any_value_that_stands_beside_an_object_is_read_or_refused(importing: Importing, tmp_path: Path) -> None:
    keys = ("standing", "start", "end", "of", "also", "identifiers", "exempt", "purpose", "unnamed", "expected_end")
    values = (7, "x", ["x", None], {"edtf": 7}, {"edtf": "2019-13"}, [[]])
    kind = "https://schema.oparl.org/1.1/Organization"
    things = [
        {
            "id": f"govledger/body/{key}-{n}",
            "type": kind,
            "name": "X",
            "govledger:entries": [1],
            f"govledger:{key}": value,
        }
        for key in keys
        for n, value in enumerate(values)
    ]
    (tmp_path / "page.json").write_text(json.dumps(things))

    tally = importing("oparl", tmp_path / "page.json", "q")

    established = {entry.stream for entry in importing.entries("body.established")}
    assert len(established) + tally.refused == len(things)
    assert "body:identifiers-1" not in established


@pytest.mark.parametrize("state", ["Verschoben", "verlegt", "postponed"])
def test_a_meeting_that_was_put_off_is_not_known_to_have_been_held(
    importing: Importing, tmp_path: Path, state: str
) -> None:
    objects_of_a_meeting(importing, tmp_path, meetingState=state, modified="2024-06-01T00:00:00Z")

    (held,) = importing.entries("meeting.held")
    assert held.standing is Standing.EXPECTED
