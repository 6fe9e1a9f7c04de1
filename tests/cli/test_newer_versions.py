"""Versions of one document: draft minutes become confirmed minutes with one command, and nothing doubles."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

Call = Callable[..., Result]
Rows = Callable[..., list[dict[str, Any]]]

REGISTER = """
register:
  organisations: {upham: {name: Upham Parish Council, kind: council}}
  bodies: {parish: {name: Parish Council, kind: council, of: upham, since: 2010}}
  people:
    ann: {name: Ann Lee}
    bob: {name: Bob Moss}
    cai: {name: Cai Rees}
    dee: {name: Dee Shah}
    eve: {name: Eve Todd}
  projects: {hall: {title: Village hall, kind: building}}
"""
DRAFT = f"""
source: {{document: Draft minutes of the Parish Council, date: 2024-03-12}}
{REGISTER}
meeting:
  id: parish/2024-03-12
  body: parish
  on: 2024-03-12
  present: [ann, bob, cai, dee]
  apologies: [eve]
statements:
  - {{resolved: That the minutes of Febuary be approved., verb: approved, at: item 2}}
  - resolved: That the roof of the hall be repaird by June.
    verb: approved
    at: item 3
    vote: {{for: 3, against: 0}}
  - {{resolved: That three trees on the green be felled., verb: agreed, at: item 4}}
  - {{commitment: Report on the cost of the roof, by: ann, due: 2024-05-01, at: item 3}}
  - {{commitment: Ask the county about street lights, by: bob, at: item 6}}
  - {{question: Will the hall be closed in summer?, by: dee, at: item 5}}
  - {{question: Who pays for the trees?, by: cai, at: item 5}}
  - {{interest: cai, about: [hall], action: stayed, at: item 1}}
  - {{remark: The green floods every winter, kind: concern, by: cai, at: item 4}}
  - {{remark: The lights are broken, kind: concern, by: dee, at: item 6}}
"""
SIGNED = """
source: {document: Minutes of the Parish Council signed on 9 April, date: 2024-04-09, version: confirmed}
meeting:
  id: parish/2024-03-12
  body: parish
  on: 2024-03-12
  present: [ann, bob, {cai: {capacity: in the chair}}, dee]
  absent: [eve]
statements:
  - {resolved: That the minutes of February be approved., verb: approved, at: item 2}
  - resolved: That the roof of the hall be repaired by June.
    verb: approved
    at: item 3
    vote: {for: 3, against: 1}
  - {resolved: That two trees on the green be felled., verb: agreed, at: item 4}
  - {commitment: Report on the cost of the roof, by: ann, due: 2024-06-01, at: item 3}
  - {question: Will the hall be closed in the summer?, by: dee, at: item 5}
  - {question: Who will pay for the trees?, by: cai, at: item 5}
  - {interest: cai, about: [hall], action: spoke and did not vote, at: item 1}
  - {remark: The green floods every winter, kind: concern, by: cai, at: item 4}
  - {remark: The bus shelter leaks, kind: request, by: ann, at: item 7}
"""
WHY = ("--correct", "--why", "as signed on 9 April")


@pytest.fixture
def drafted(call: Call, tmp_path: Path) -> Path:
    """The draft minutes, recorded; and where the signed ones are."""
    (tmp_path / "draft.yaml").write_text(DRAFT)
    (tmp_path / "signed.yaml").write_text(SIGNED)
    call("init")
    call("record", tmp_path / "draft.yaml")
    return tmp_path / "signed.yaml"


def test_ten_edits_two_deletions_and_one_addition_are_thirteen_entries(drafted: Path, call: Call, rows: Rows) -> None:
    before = rows("log")

    done = call("record", drafted, *WHY)

    new = rows("log", "--after", str(len(before)))
    assert [entry["type"] for entry in new].count("entry.corrected") == 10
    assert [entry["type"] for entry in new].count("entry.retracted") == 2
    assert [entry["type"] for entry in new].count("remark.made") == 1
    assert len(new) == 13
    first, *diff = [line for line in done.stderr.splitlines() if not line.startswith(("Recorded", "Note"))]
    assert first.endswith("10 corrected, 2 gone, 1 new.")
    assert [line[0] for line in diff] == ["~"] * 10 + ["-"] * 2 + ["+"]
    assert "text is 'That three trees on the green be felled.' there" in done.stderr


def test_nothing_is_doubled_and_known_before_is_the_draft(drafted: Path, call: Call, rows: Rows) -> None:
    last = rows("log")[-1]["entry"]
    call("record", drafted, *WHY)

    assert [row["text"] for row in rows("decisions", "--as-at", "ever")] == [
        "That the minutes of February be approved.",
        "That the roof of the hall be repaired by June.",
        "That two trees on the green be felled.",
    ]
    assert [row["text"] for row in rows("decisions", "--as-at", "ever", "--known-at", str(last))] == [
        "That the minutes of Febuary be approved.",
        "That the roof of the hall be repaird by June.",
        "That three trees on the green be felled.",
    ]
    assert len(rows("votes", "--as-at", "ever")) == 1
    assert len(rows("commitments", "--as-at", "ever")) == 1
    assert [row["kind"] for row in rows("flags", "--as-at", "ever")] == []


def test_the_newer_version_recorded_again_is_nothing_new(drafted: Path, call: Call, rows: Rows) -> None:
    call("record", drafted, *WHY)
    before = len(rows("log"))

    assert "Nothing new; nothing recorded" in call("record", drafted).stderr
    assert "Nothing new; nothing recorded" in call("record", drafted, *WHY).stderr
    assert len(rows("log")) == before


def test_a_dry_run_shows_what_differs_and_records_nothing(drafted: Path, call: Call, rows: Rows) -> None:
    before = len(rows("log"))

    tried = call("record", drafted, *WHY, "--dry-run")

    assert "10 corrected, 2 gone, 1 new" in tried.stderr
    assert "13 entries would be recorded" in tried.stderr
    assert len(rows("log")) == before


def test_a_version_that_says_what_it_supersedes_is_not_doubled_by_mistake(
    drafted: Path, call: Call, rows: Rows
) -> None:
    before = len(rows("log"))
    drafted.write_text(SIGNED.replace("version: confirmed", "supersedes: Draft minutes of the Parish Council"))

    refused = call("record", drafted, code=1)

    assert "is a newer version of 'Draft minutes of the Parish Council'" in refused.stderr
    assert "govledger record FILE --correct --why" in refused.stderr
    assert len(rows("log")) == before
    call("record", drafted, *WHY)
    assert len(rows("log")) == before + 13


def test_amendments_at_confirmation_go_on_top_of_the_signed_version(drafted: Path, call: Call, rows: Rows) -> None:
    call("record", drafted, *WHY)
    again = drafted.with_name("amended.yaml")
    again.write_text(
        SIGNED.replace(
            "signed on 9 April, date: 2024-04-09",
            "as amended, date: 2024-05-14, supersedes: Minutes of the Parish Council signed on 9 April",
        )
        .replace("That two trees", "That one tree")
        .replace("The bus shelter leaks", "The bus shelter leaks badly")
    )

    call("record", again, "--correct", "--why", "amended at confirmation on 14 May")

    assert [row["text"] for row in rows("decisions", "--as-at", "ever")][2] == "That one tree on the green be felled."
    assert [entry["type"] for entry in rows("log")[-2:]] == ["entry.corrected"] * 2


def test_without_a_version_before_nothing_can_be_corrected(call: Call, tmp_path: Path) -> None:
    call("init")
    (tmp_path / "draft.yaml").write_text(DRAFT)

    refused = call("record", tmp_path / "draft.yaml", *WHY, code=1)

    assert "no document has told of this meeting before" in refused.stderr
    assert "record it without --correct" in refused.stderr


def test_the_same_document_with_a_slip_mended_is_corrected_too(drafted: Path, call: Call, rows: Rows) -> None:
    draft = drafted.with_name("draft.yaml")
    draft.write_text(DRAFT.replace("repaird", "repaired"))
    before = len(rows("log"))

    call("record", draft, "--correct", "--why", "a slip of mine")

    assert [entry["type"] for entry in rows("log", "--after", str(before))] == ["entry.corrected"]
    assert "Nothing new; nothing recorded" in call("record", draft).stderr


def test_a_retraction_on_which_another_document_rests_is_refused(
    drafted: Path, call: Call, rows: Rows, tmp_path: Path
) -> None:
    other = tmp_path / "other.yaml"
    remark = next(row["subject"] for row in rows("log") if row["type"] == "remark.made" and "lights" in row["says"])
    other.write_text(
        "source: {document: Letter, date: 2024-03-20}\nstatements:\n"
        f"  - {{answer: {remark}, completeness: full, text: mended, on: 2024-03-20}}\n"
    )
    call("record", other)

    refused = call("record", drafted, *WHY, code=1)

    assert "is not in the newer version, and entry" in refused.stderr


def test_who_records_the_newer_version_as_if_it_were_another_is_told_how(drafted: Path, call: Call, rows: Rows) -> None:
    before = len(rows("log"))

    asked = call("record", drafted, code=6)

    assert "attendance told twice: 'ann' is recorded as present twice" in asked.stderr
    assert "'Draft minutes of the Parish Council' has told of this meeting before. If this is its newer" in asked.stderr
    assert len(rows("log")) == before


def test_who_confirms_or_corrects_minutes_has_not_told_of_the_meeting(drafted: Path, call: Call, rows: Rows) -> None:
    april = drafted.with_name("april.yaml")
    april.write_text(
        "source: {document: Minutes of April, date: 2024-04-09}\n"
        "meeting: {id: parish/2024-04-09, body: parish, on: 2024-04-09}\n"
        "statements:\n  - {minutes confirmed: parish/2024-03-12, on: 2024-04-09, confirmed at: parish/2024-04-09}\n"
    )
    call("record", april)
    attended = next(row["entry"] for row in rows("log") if row["type"] == "attendance.recorded")
    call("correct", str(attended), "--note", "by link", "--why", "it was left out")

    done = call("record", drafted, *WHY)

    assert "11 corrected, 2 gone, 1 new" in done.stderr


def test_a_later_part_of_a_document_brings_another_body_of_the_same_name_and_another_decision_in_like_words(
    call: Call, rows: Rows, tmp_path: Path
) -> None:
    """Subjects with ids of their own are never taken for one another, however alike their words are."""
    call("init")
    source = "source: {document: Register of groups, date: 2024-09-01}\n"
    meeting = "meeting: {id: vale/2024-08-06, body: vale-1, on: 2024-08-06}\n"
    first, second = tmp_path / "first.yaml", tmp_path / "second.yaml"
    first.write_text(
        f"{source}register:\n  people: {{ann: {{name: Ann Lee}}}}\n"
        "  bodies: {vale-1: {name: Vale Group, kind: political group, since: 2023-06-01}}\n"
        f"{meeting}statements:\n  - {{member: ann, body: vale-1, since: 2023-06-01}}\n"
        "  - {resolved: That the application for plot 7 be refused., id: plot-7, verb: rejected}\n"
    )
    second.write_text(
        f"{source}register:\n"
        "  bodies: {vale-2: {name: Vale Group, kind: political group, since: 2024-08-06}}\n"
        f"{meeting}statements:\n  - {{member: ann, body: vale-2, since: 2024-08-06}}\n"
        "  - {resolved: That the application for plot 8 be refused., id: plot-8, verb: rejected}\n"
    )

    for file in (first, second):
        call("record", file)

    assert [row["id"] for row in rows("body", "list", "--as-at", "ever")] == ["body:vale-1", "body:vale-2"]
    assert [row["body"] for row in rows("person", "show", "ann")[0]["seats"]] == ["body:vale-1", "body:vale-2"]
    decided = sorted(row["id"] for row in rows("decisions", "--as-at", "ever"))
    assert decided == ["resolution:plot-7", "resolution:plot-8"]
