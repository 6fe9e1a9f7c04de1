"""Which document, which meeting and which statement it is, in ten cases that look like one another."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.variations.conftest import Ask, Record, run

MINUTES = """
    source: {{document: Minutes{source}}}
    meeting: {{body: {body}, on: {on}{apart}, present: [{present}]}}
    statements:
      - {{resolved: {resolved}, verb: approved, projects: depot, mover: {present}}}
      - {{commitment: to report back, by: {present}}}
"""
KEPT, SOLD = "That the depot be kept.", "That the depot be sold."


def minutes(
    on: str = "2024-01-10",
    source: str = ", date: 2024-01-10",
    body: str = "plans",
    apart: str = "",
    present: str = "ann",
    resolved: str = KEPT,
) -> str:
    return MINUTES.format(on=on, source=source, body=body, apart=apart, present=present, resolved=resolved)


def test_undated_minutes_of_one_title_are_of_the_meetings_that_they_tell_of(record: Record, ask: Ask) -> None:
    files = [minutes(on=f"2024-{month:02}-10", source="") for month in range(1, 5)]

    told = [record(file).stderr for file in files]

    assert all("Recorded 4 entries" in said and "Note" not in said for said in told)
    assert all("4 recorded before.\n" in record(file).stderr for file in files)
    assert [row["id"] for row in ask("decisions")] == [
        f"resolution:plans/2024-{month:02}-10/that-the-depot-be-kept" for month in range(1, 5)
    ]


def test_two_bodies_of_one_day_have_minutes_of_one_title(record: Record, ask: Ask) -> None:
    for body in ("plans", "council", "cabinet"):
        assert "Note" not in record(minutes(body=body)).stderr

    assert len(ask("decisions")) == len(ask("commitments")) == 3


@pytest.mark.parametrize("apart", [", number: %d", ", time: 1%d:00", ", time: %d pm"])
def test_two_sittings_of_a_day_have_minutes_of_one_title(record: Record, ask: Ask, apart: str) -> None:
    first, second = minutes(apart=apart % 1), minutes(apart=apart % 2, present="bob", resolved=SOLD)

    told = [record(first).stderr, record(second).stderr]

    assert ["Note" in said for said in told] == [False, False]
    assert [(row["mover"], row["text"]) for row in ask("decisions")] == [("person:ann", KEPT), ("person:bob", SOLD)]
    assert "Nothing new" in record(first).stderr
    assert "Nothing new" in record(second).stderr


def test_two_sittings_that_nothing_tells_apart_are_pointed_out(record: Record) -> None:
    record(minutes())

    said = record(minutes(present="bob", resolved=SOLD), code=4).stderr

    assert "taken for the meeting 'plans/2024-01-10'" in said
    assert "told apart by 'time: 19:00' or 'number: 2'" in said


def test_two_sittings_that_nothing_tells_apart_are_not_recorded_together(record: Record, ask: Ask) -> None:
    said = record(minutes(), minutes(present="bob", resolved=SOLD), code=1).stderr

    assert "'plans/2024-01-10' begins at" in said
    assert "write only 'meeting: plans/2024-01-10' here" in said
    assert ask("meeting list") == []


def test_two_documents_of_one_meeting_resolve_the_same_once_each(record: Record, ask: Ask) -> None:
    decisions = """
        source: {document: Decisions, date: 2024-01-11}
        meeting: {body: plans, on: 2024-01-10, time: 10:00}
        statements: [{resolved: That the depot be kept., verb: approved, projects: depot}]
    """
    full = minutes(apart=", time: 10:00")

    record(decisions, full)

    assert len(ask("meeting list")) == 1
    assert [row["id"].split(":")[1] for row in ask("decisions")] == [
        "plans/2024-01-10/that-the-depot-be-kept",
        "minutes-2024-01-10/plans/2024-01-10/that-the-depot-be-kept",
    ]
    assert [row["kind"] for row in ask("flags")].count("the same words resolved twice") == 1
    assert "Nothing new" in record(full, decisions).stderr


def test_a_meeting_whose_day_is_mended_is_another_and_the_former_one_stands(record: Record, ask: Ask) -> None:
    record(minutes(on="2024-01-09"))

    said = record(minutes()).stderr

    assert "nothing is repeated of what 'Minutes' told before (entries 19 to 22); all of it stands" in said
    assert len(ask("meeting list")) == 2


def test_a_meeting_that_is_called_is_held_when_the_minutes_say_so(record: Record, ask: Ask) -> None:
    record(
        """
        source: {document: Summons, date: 2024-01-03}
        meeting: {body: plans, on: 2024-01-10, time: 19:00, called: 2024-01-03}
        """
    )
    assert [row["status"] for row in ask("meeting list")] == ["called"]

    record(minutes(apart=", time: 7pm"))

    assert [(row["id"], row["status"]) for row in ask("meeting list")] == [("meeting:plans/2024-01-10", "held")]


def test_a_resolution_by_file_and_by_command_has_one_id(record: Record, ask: Ask, ledger: Path) -> None:
    record(minutes())
    document = ("--document", "Minutes", "--source-date", "2024-01-10")
    resolved = ("--limb", "approved", KEPT, "--project", "depot", "--mover", "ann", "--meeting", "plans/2024-01-10")

    told = run(ledger, "resolution", "record", *resolved, "--on", "2024-01-10", *document)

    assert "recorded before" in told.stderr, told.output
    assert len(ask("decisions")) == 1
