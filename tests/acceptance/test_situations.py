"""Situations of which keepers of other registers have told, each recorded by a clerk and asked about as people ask."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from textwrap import dedent
from typing import Any, TypeAlias

import pytest
from click.testing import CliRunner, Result

from cli.main import govledger
from tests.acceptance.conftest import cells

Record: TypeAlias = Callable[..., Result]
Ask: TypeAlias = Callable[..., list[dict[str, Any]]]

TOWN = """
    source: {document: Constitution of Elmbridge Town, date: 2023-05-01}
    register:
      organisations: {elm: Elmbridge Town Council}
      bodies:
        plans: {name: Plans Committee, of: elm, since: 2010}
        council: {name: Council, of: elm, since: 1974}
        oak-group: {name: Oak Group, kind: political group, of: elm, since: 2023}
      people: {ann: Ann Bell, bob: Bob Cole, cat: Cat Dale, dan: Dan Eyre}
      projects: {depot: Depot, pay: Pay policy}
"""


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    made = tmp_path / "town.db"
    result = CliRunner().invoke(govledger, ["init", "--unsealed", "--ledger", str(made)])
    assert result.exit_code == 0, result.output
    return made


@pytest.fixture
def record(ledger: Path, tmp_path: Path) -> Record:
    """Record the text of a meeting file."""
    count = iter(range(100))

    def recorded(text: str, code: int = 0) -> Result:
        file = tmp_path / f"{next(count)}.yaml"
        file.write_text(dedent(text))
        result = CliRunner().invoke(govledger, ["record", str(file), "--ledger", str(ledger)])
        assert result.exit_code == code, result.output
        return result

    recorded(TOWN)
    return recorded


@pytest.fixture
def ask(ledger: Path) -> Ask:
    """The rows of an answer, at all times unless a day is given."""

    def rows(*words: str) -> list[dict[str, Any]]:
        at = () if "--as-at" in words else ("--as-at", "ever")
        result = CliRunner().invoke(govledger, [*words, *at, "--format", "json", "--ledger", str(ledger)])
        assert result.exit_code == 0, result.output
        found: list[dict[str, Any]] = json.loads(result.stdout)["rows"]
        return found

    return rows


def day(told: Any) -> Any:
    """The text of a date, whether it stands alone or with its bounds."""
    return told["text"] if isinstance(told, dict) else told


def test_two_sittings_of_one_day_are_two_meetings_or_the_clerk_is_asked(record: Record, ask: Ask) -> None:
    record("""
        source: {document: Minutes of the ordinary meeting, date: 2024-03-12}
        meeting: {body: plans, on: 2024-03-12, title: Ordinary meeting, present: [ann, bob]}
    """)
    hearing = """
        source: {document: Minutes of the hearing, date: 2024-03-12}
        meeting: {body: plans, on: 2024-03-12, title: Hearing, %s present: [cat]}
    """

    assert "tell them apart by 'time: 19:00'" in record(hearing % "", code=1).output
    record(hearing % "time: 19:00,")

    assert cells(ask("meeting", "list"), "id", "title") == [
        ("meeting:plans/2024-03-12", "Ordinary meeting"),
        ("meeting:plans/2024-03-12-1900", "Hearing"),
    ]
    assert [each["person"] for each in ask("meeting", "show", "plans/2024-03-12-1900")[0]["attendance"]] == [
        "person:cat"
    ]


def test_one_document_tells_of_two_meetings_of_a_day_which_resolve_the_same(record: Record, ask: Ask) -> None:
    minutes = """
        source: {document: Minutes of 12 March, date: 2024-03-12}
        meeting:
          - body: plans
            on: 2024-03-12
            number: 7
            present: [ann, bob]
            statements:
              - {resolved: That the depot be kept., verb: approved, projects: depot, mover: ann}
          - body: plans
            on: 2024-03-12
            %s
            present: [ann, cat]
            agenda:
              - {number: 1, title: Pay, statements: [{resolved: That pay be kept., verb: approved, projects: pay}]}
            statements:
              - {resolved: That the depot be kept., verb: approved, projects: depot, mover: cat}
    """
    assert "two meetings of this file are 'plans/2024-03-12'; tell them apart by" in record(minutes % "", 1).output

    record(minutes % "number: 8")

    assert [each["id"] for each in ask("meeting", "list")] == [
        "meeting:plans/2024-03-12",
        "meeting:plans/2024-03-12-8",
    ]
    assert [(each["id"], each["mover"]) for each in ask("decisions")] == [
        ("resolution:plans/2024-03-12/that-the-depot-be-kept", "person:ann"),
        ("resolution:plans/2024-03-12-8/1/that-pay-be-kept", None),
        ("resolution:plans/2024-03-12-8/that-the-depot-be-kept", "person:cat"),
    ]
    assert "Nothing new" in record(minutes % "number: 8").output
    assert ask("flags") == []


def test_one_meeting_under_two_ids_is_pointed_out(record: Record, ask: Ask) -> None:
    record("""
        source: {document: Minutes, date: 2024-03-12}
        meeting: {body: plans, on: 2024-03-12, title: Ordinary meeting}
    """)
    calendar = """
        source: {document: Calendar, date: 2024-03-12}
        meeting: {id: plans/ten, body: plans, on: 2024-03-12, title: Ordinary meeting%s}
    """

    asked = record(calendar % "", code=6)
    record(calendar % ", although: the calendar lists it so")

    assert "on the same day as 'plans/2024-03-12', and nothing tells the two apart" in asked.output
    assert [each["kind"] for each in ask("flags")] == ["meeting under two ids"]


def test_a_meeting_is_cancelled_another_is_adjourned_for_want_of_a_quorum_and_goes_on(record: Record, ask: Ask) -> None:
    record("""
        source: {document: Calendar, date: 2024-02-01}
        meeting: {id: plans/february, body: plans, on: 2024-02-13, standing: expected}
        statements:
          - {cancelled: plans/february, reason: snow, on: 2024-02-12}
    """)
    record("""
        source: {document: Minutes, date: 2024-03-12}
        meeting: {body: plans, on: 2024-03-12, inquorate: yes, present: ann, apologies: [bob, cat]}
        statements:
          - {adjourned: plans/2024-03-12, to: 2024-03-19, reason: no quorum}
    """)
    assert cells(ask("meeting", "list"), "id", "status") == [
        ("meeting:plans/february", "cancelled"),
        ("meeting:plans/2024-03-12", "inquorate"),
    ]

    record("""
        source: {document: Minutes of the meeting resumed, date: 2024-03-19}
        meeting: plans/2024-03-12
        statements:
          - {resumed: plans/2024-03-12, on: 2024-03-19}
          - {resolved: That the depot be built., verb: approved, projects: depot, on: 2024-03-19}
    """)

    assert ask("decisions", "--project", "depot", "--as-at", "2024-03-15") == []
    (page,) = ask("meeting", "show", "plans/2024-03-12")
    assert [day(each["to"]) for each in page["adjourned"]] == ["2024-03-19"]
    assert [day(each["date"]) for each in page["resumed"]] == ["2024-03-19"]
    assert ask("flags") == []


def test_what_was_decided_after_midnight_has_its_own_day_and_the_rest_that_of_the_meeting(
    record: Record, ask: Ask
) -> None:
    record("""
        source: {document: Minutes, date: 2024-02-21}
        meeting: {body: council, on: 2024-02-21, time: 18:30, ended: 00:55}
        statements:
          - {resolved: That the depot be built., verb: approved}
          - {resolved: That the pay policy be approved., verb: approved, on: 2024-02-22T00:40}
    """)

    assert [day(each["since"]) for each in ask("decisions")] == ["2024-02-21", "2024-02-22T00:40"]
    assert {each["meeting"] for each in ask("decisions")} == {"meeting:council/2024-02-21"}


def test_one_person_under_two_ids_is_one_from_when_it_is_known(record: Record, ask: Ask) -> None:
    record("""
        source: {document: Minutes, date: 2024-04-17}
        register:
          people: {daniel: Daniel Eyre}
        meeting: {body: council, on: 2024-04-17, present: [daniel, bob]}
        statements:
          - {member: dan, body: plans, since: 2023-05-24}
          - {member: daniel, body: council, since: 2023-05-09}
          - {resolved: That the pay policy be approved., verb: approved, mover: daniel, projects: pay}
    """)
    record("source: Letter\nstatements:\n  - {same as: daniel, kept: dan}")

    assert ask("person", "show", "daniel") == ask("person", "show", "dan")
    assert cells(ask("person", "show", "daniel")[0]["seats"], "body") == ["body:council", "body:plans"]
    assert len(ask("decisions", "--person", "dan")) == 1
    known = str(ask("log", "--type", "subject.same-as")[0]["entry"] - 1)
    assert len(ask("person", "list")) == len(ask("person", "list", "--known-at", known)) - 1
    assert ask("decisions", "--person", "dan", "--known-at", known) == []


def test_a_deferred_report_is_followed_under_its_final_number(record: Record, ask: Ask) -> None:
    for day, project, title, verb in (
        ("2024-03-12", "tmp-1507", "TMP-1507 Bridge works", "deferred"),
        ("2024-09-10", "r-2024-0611", "2024/0611 Bridge works", "approved"),
    ):
        record(f"""
            source: {{document: Minutes, date: {day}}}
            register:
              projects: {{{project}: {{title: {title}, kind: report}}}}
            meeting: {{body: plans, on: {day}}}
            statements:
              - {{resolved: That the report be {verb}., verb: {verb}, projects: {project}}}
        """)
    record("source: Register of reports\nstatements:\n  - {same as: tmp-1507, kept: r-2024-0611}")

    for number in ("r-2024-0611", "tmp-1507"):
        assert [each["verb"] for each in ask("decisions", "--project", number)] == ["deferred", "approved"]
        assert len(ask("chronology", f"project:{number}")) == 5
    assert ask("project", "show", "tmp-1507")[0]["also"] == ["TMP-1507 Bridge works"]


def test_the_same_title_every_month_is_another_document_every_month(record: Record, ask: Ask) -> None:
    for month in range(1, 13):
        told = record(f"""
            source: {{document: Plans Committee minutes, date: 2024-{month:02}-12}}
            meeting: {{body: plans, on: 2024-{month:02}-12, present: [ann, bob]}}
            statements:
              - {{resolved: That the minutes of the last meeting be approved., verb: approved}}
              - {{commitment: report back on the depot, by: ann, due: 2025}}
        """)
        assert "Note" not in told.output

    assert len(ask("decisions")) == len(ask("commitments")) == len(ask("meeting", "list")) == 12


def test_what_a_group_says_in_a_meeting_has_the_meeting_and_its_date(record: Record, ask: Ask) -> None:
    record("""
        source: {document: Minutes, date: 2024-10-02}
        meeting: {body: council, on: 2024-10-02}
        statements:
          - {remark: the depot is dear, kind: concern, by: oak-group, about: depot}
          - {question: when will it open, by: oak-group}
    """)

    for words in ("remarks", "questions"):
        (told,) = ask(words)
        assert (told["meeting"], day(told["since"])) == ("meeting:council/2024-10-02", "2024-10-02")


def test_somebody_is_shown_by_the_name_of_the_day(record: Record, ask: Ask) -> None:
    record("""
        source: {document: Notice of a change of name, date: 2025-03-20}
        statements:
          - {member: cat, body: plans, since: 2023-05-24}
          - {person renamed: cat, name: Cat Lowe, on: 2025-03-20}
    """)

    def shown(day_asked: str) -> list[str]:
        return [each["member_name"] for each in ask("body", "members", "plans", "--as-at", day_asked)]

    assert (shown("2024-06-01"), shown("2025-06-01")) == (["Cat Dale"], ["Cat Lowe"])
    assert ask("person", "show", "cat", "--as-at", "2024-06-01")[0]["also"] == []
    assert ask("person", "show", "cat", "--as-at", "2025-06-01")[0]["also"] == ["Cat Dale"]


def test_a_group_that_is_reborn_under_its_old_name_is_another_and_nobody_sits_in_the_dead_one(
    record: Record, ask: Ask
) -> None:
    record("""
        source: {document: Register of groups, date: 2024-09-01}
        register:
          bodies:
            vale-1: {name: Vale Group, kind: political group, of: elm, since: 2023-06-01}
            both: {name: Kern and Vale Group, kind: political group, of: elm, since: 2024-05-06}
            vale-2: {name: Vale Group, kind: political group, of: elm, since: 2024-08-06}
        statements:
          - {took over: both, from: vale-1, on: 2024-05-06}
          - {dissolved: vale-1, on: 2024-05-05}
          - {took over: vale-2, from: both, on: 2024-08-06}
          - {dissolved: both, on: 2024-08-05}
          - {member: ann, body: vale-1, since: 2023-06-01}
          - {member: ann, body: both, since: 2024-05-06}
          - {member: ann, body: vale-2, since: 2024-08-06}
    """)

    for on, group in (("2024-04-01", "vale-1"), ("2024-06-01", "both"), ("2024-10-01", "vale-2")):
        assert cells(ask("person", "show", "ann", "--as-at", on)[0]["seats"], "body") == [f"body:{group}"]
    assert cells(ask("body", "lineage", "vale-2"), "predecessor") == ["body:both", "body:vale-1"]


def test_namesakes_in_one_table_are_told_apart_by_their_ids(record: Record, ledger: Path) -> None:
    record("""
        source: {document: Minutes of October, date: 2024-10-02}
        register:
          bodies:
            vale-1: {name: Vale Group, kind: political group, of: elm, since: 2023}
            vale-2: {name: Vale Group, kind: political group, of: elm, since: 2024}
        statements:
          - {remark: the depot is dear, by: vale-2, on: 2024-10-02}
          - {remark: the depot is late, by: vale-1, on: 2024-10-02}
          - {remark: the depot is far, by: oak-group, on: 2024-10-02}
    """)

    told = CliRunner().invoke(govledger, ["remarks", "--as-at", "ever", "--ledger", str(ledger)]).stdout

    assert "Vale Group (vale-1)" in told
    assert "Vale Group (vale-2)" in told
    assert "Oak Group (" not in told
