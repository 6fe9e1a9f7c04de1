"""Questions: what is certain and what is only possible, at any two dates, with the entries they rest on."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import Result

from cli.main import govledger
from tests.json_rows import without_bounds

Call = Callable[..., Result]
Rows = Callable[..., list[dict[str, Any]]]

EVERY_QUESTION = (
    ("body", "list"),
    ("body", "show", "hwb"),
    ("body", "members", "hwb"),
    ("body", "history", "hwb"),
    ("person", "list"),
    ("person", "show", "ines-marsh"),
    ("project", "list"),
    ("project", "show", "care-homes"),
    ("project", "history", "care-homes"),
    ("resolution", "list"),
    ("decisions",),
    ("decision", "list"),
    ("meeting", "list"),
    ("meeting", "attendance"),
    ("meeting", "show", "hwb/2018-06-07"),
    ("reports",),
    ("votes",),
    ("notices",),
    ("call-ins",),
    ("flags",),
    ("commitments",),
    ("targets",),
    ("sums",),
    ("options",),
    ("interests",),
    ("chronology", "care-homes"),
    ("referrals",),
    ("scrutiny",),
    ("scrutiny", "gaps"),
    ("project", "route", "care-homes"),
    ("rules",),
    ("questions",),
    ("remarks",),
    ("accountability", "list"),
    ("accountability", "chain", "body:hwb"),
    ("body", "lineage", "hwb"),
    ("delegations",),
    ("agreements",),
    ("log",),
    ("entry", "show", "1"),
)


def seats(rows: Rows, *words: str) -> dict[str, str]:
    return {
        row["held_by"] or row["member"]: f"{row['seat']}, {row['certainty']}"
        for row in rows("body", "members", "hwb", *words)
    }


def test_the_members_of_a_body_are_certain_or_possible_as_their_dates_allow(rows: Rows, recorded: Path) -> None:
    assert seats(rows, "--as-at", "2018-06-07") == {
        "person:ruth-okafor": "chair, yes",
        "person:tom-hale": "member, possibly",
        "person:ines-marsh": "member, yes",
    }
    assert seats(rows, "--as-at", "2019-01-01")["person:tom-hale"] == "member, yes"
    assert "person:tom-hale" not in seats(rows, "--as-at", "2016-12-31")


def test_a_post_that_nobody_held_yet_sits_by_itself(rows: Rows, recorded: Path) -> None:
    assert seats(rows, "--as-at", "2014-01-01") == {"post:director": "member, yes"}


def test_a_list_that_is_known_to_be_incomplete_says_so(call: Call, recorded: Path) -> None:
    table = call("body", "members", "hwb")

    assert table.stderr == "Note: the list of members is known to be incomplete\n"
    assert json.loads(call("body", "members", "hwb", "--format", "json").stdout)["notes"] == [
        "the list of members is known to be incomplete"
    ]


def test_a_body_shows_what_came_before_it(call: Call, rows: Rows, recorded: Path) -> None:
    (body,) = rows("body", "show", "hwb")

    assert body["took_over_from"] == ["body:shadow-hwb"]
    assert body["took_over_from_name"] == ["Shadow Health and Wellbeing Board"]
    assert "took over from Shadow Health and Wellbeing Board" in " ".join(call("body", "show", "hwb").stdout.split())
    assert [row["id"] for row in rows("body", "list", "--as-at", "2013-03-31")] == ["body:shadow-hwb", "body:scrutiny"]


def test_what_somebody_was_not_sure_of_is_only_possible(rows: Rows, recorded: Path) -> None:
    (project,) = rows("project", "show", "care-homes")

    asked = [(step["step"], step["standing"], step["certainty"]) for step in project["steps"]]
    assert ("consideration", "unknown", "possibly") in asked
    assert ("referral", "minuted", "yes") in asked


def test_a_referral_is_found_from_every_side(rows: Rows, recorded: Path) -> None:
    by_all = [rows("referrals", *words) for words in ((), ("--project", "care-homes"), ("--body", "scrutiny"))]

    assert [len(found) for found in by_all] == [1, 1, 1]
    assert by_all[0][0]["purpose"] == "a second look at the costs"
    assert rows("referrals", "--by", "body:scrutiny") == []
    assert rows("referrals", "--as-at", "2018-06-06") == []


def test_nobody_approved_anything_is_an_answer(call: Call, recorded: Path) -> None:
    result = call("decisions", "--verb", "approved", "--as-at", "2018-12-31")

    assert result.stdout.startswith("Nothing is recorded as approved (as at 2018-12-31, known at ")
    assert result.stderr == ""


def test_decisions_are_found_by_limb(rows: Rows, recorded: Path) -> None:
    assert [row["verb"] for row in rows("decisions")] == ["noted", "referred"]
    assert [row["verb"] for row in rows("decisions", "--project", "care-homes")] == ["referred"]
    assert len(rows("decisions", "--person", "tom-hale")) == 2
    assert rows("decisions", "--person", "ines-marsh") == []
    assert len(rows("decisions", "--from", "2018-06", "--to", "2018-06")) == 2
    assert rows("decisions", "--from", "2018-07") == []


def test_a_resolution_is_shown_with_its_limbs(call: Call, rows: Rows, recorded: Path) -> None:
    (listed,) = rows("resolution", "list", "--verb", "referred")

    (shown,) = rows("resolution", "show", listed["id"])
    assert [limb["verb"] for limb in shown["limbs"]] == ["noted", "referred"]
    assert shown["mover_name"] == "Ruth Okafor"
    assert "Care Home Strategy" in call("resolution", "show", listed["id"]).stdout


def test_a_person_is_shown_with_posts_and_the_seats_that_come_with_them(rows: Rows, recorded: Path) -> None:
    (person,) = rows("person", "show", "ines-marsh")

    assert person["also"] == ["I. Marsh"]
    assert [(post["post"], post["how"]) for post in person["posts"]] == [("post:director", "interim")]
    assert [(seat["body"], seat["seat"]) for seat in person["seats"]] == [("body:hwb", "member")]
    (chair,) = rows("person", "show", "ruth-okafor", "--as-at", "2017-01-01")
    assert [seat["seat"] for seat in chair["seats"]] == ["chair"]


def test_the_history_of_a_project_is_every_entry_that_mentions_it(rows: Rows, recorded: Path) -> None:
    told = [row["type"] for row in rows("project", "history", "care-homes")]

    assert told == ["project.opened", "project.referred", "project.considered", "resolution.passed"]


def test_the_log_can_be_narrowed(rows: Rows, recorded: Path) -> None:
    whole = rows("log")

    assert rows("log", "-n", "2") == whole[-2:]
    assert rows("log", "--after", str(len(whole) - 2)) == whole[-2:]
    assert {row["type"] for row in rows("log", "--type", "person.registered")} == {"person.registered"}
    assert rows("log", "--known-at", "3") == whole[:3]
    mentioned = rows("log", "--subject", "person:ruth-okafor")
    assert {"person.registered", "office.assigned", "resolution.passed"} <= {row["type"] for row in mentioned}


def test_sources_name_the_document_and_the_place(call: Call, recorded: Path) -> None:
    result = call("referrals", "--sources")

    assert "Health and Wellbeing Board, minutes of 7 June 2018, item 7 (minuted)" in result.stdout


@pytest.mark.parametrize("words", EVERY_QUESTION, ids=" ".join)
def test_every_question_answers_in_every_format_with_the_entries_it_rests_on(
    call: Call, recorded: Path, words: tuple[str, ...]
) -> None:
    told = json.loads(call(*words, "--format", "json", "--sources").stdout)

    lines = [json.loads(line) for line in call(*words, "--format", "jsonl").stdout.splitlines()]
    table = call(*words, "--as-at", "ever").stdout
    listed = list(csv.DictReader(io.StringIO(call(*words, "--format", "csv").stdout)))
    assert lines == told["rows"]
    assert len(listed) == len(lines)
    assert all(list(line) == without_bounds(row) for line, row in zip(lines, listed, strict=True))
    assert {"question", "as_at", "known_at"} <= set(told["asked"])
    tables = [rows for key, rows in told.items() if isinstance(rows, list) and key != "notes"]
    rests_on = {str(position) for rows in tables for row in rows for position in row["entries"]}
    assert rests_on == set(told["sources"])
    assert bool(rests_on) == any(tables)
    assert table


def test_every_question_takes_both_dates_and_the_sources() -> None:
    context = click.Context(govledger)

    for words in EVERY_QUESTION:
        command = govledger.get_command(context, words[0])
        if isinstance(command, click.Group) and len(words) > 1:
            command = command.get_command(context, words[1])
        assert command is not None
        options = {option for param in command.params for option in param.opts}
        assert {"--as-at", "--known-at", "--format", "--sources", "--ledger"} <= options, words


def test_the_answer_tells_how_to_ask_for_it_again(call: Call, recorded: Path) -> None:
    first = json.loads(call("body", "members", "hwb", "--as-at", "2018-06-07", "--format", "json").stdout)
    call("member", "add", "hwb", "ines-marsh", "--on", "2018-01-01", "--document", "Later minutes")

    known_at = str(first["asked"]["known_at"])
    again = call("body", "members", "hwb", "--as-at", "2018-06-07", "--known-at", known_at, "--format", "json")
    assert json.loads(again.stdout) == first


@pytest.mark.parametrize(
    ("words", "code", "expected"),
    [
        (("body", "show", "hbw"), 1, "unknown body 'hbw'; did you mean 'hwb'?"),
        (("body", "members", "project:care-homes"), 2, "'project:care-homes' is no body"),
        (("body", "members", "hwb", "--as-at", "2018-13"), 2, "'2018-13' is not a day"),
        (("body", "members", "hwb", "--known-at", "9999"), 1, "there is no entry 9999"),
        (("body", "members", "hwb", "--known-at", "2"), 1, "unknown body 'hwb'"),
        (("body", "members", "hwb", "--format", "xml"), 2, "'xml' is not one of"),
        (("person", "show", "ruth"), 1, "unknown person 'ruth'"),
        (("project", "show", "care-home"), 1, "did you mean 'care-homes'?"),
        (("scrutiny", "gaps", "--project", "care-home"), 1, "did you mean 'care-homes'?"),
        (("scrutiny", "--body", "scrutinny"), 1, "did you mean 'scrutiny'?"),
        (("accountability", "chain", "ruth-okafro"), 1, "ruth-okafor"),
        (("accountability", "chain", "project:care-home"), 1, "did you mean 'care-homes'?"),
        (("accountability", "chain", "meeting:hwb/2018-06-07"), 2, "is no body"),
        (("body", "lineage", "northmor"), 1, "northmoor"),
        (("questions", "--about", "care-home"), 1, "care-homes"),
        (("remarks", "--by", "tom-hail"), 1, "did you mean 'tom-hale'?"),
        (("questions", "--to", "person:tom-hail"), 1, "did you mean 'tom-hale'?"),
        (("resolution", "show", "x"), 1, "unknown resolution 'x'"),
        (("decisions", "--verb", "aproved"), 2, "did you mean 'approved'"),
        (("entry", "show", "999"), 1, "there is no entry 999"),
        (("log", "--type", "body.etablished"), 2, "body.established"),
        (("projections", "rebuild", "bodys"), 2, "'bodys' is no projection"),
    ],
)
def test_a_question_about_nothing_says_what_was_perhaps_meant(
    call: Call, recorded: Path, words: tuple[str, ...], code: int, expected: str
) -> None:
    result = call(*words, code=code)

    assert expected in " ".join(result.stderr.split())
    assert result.stdout == ""


def test_a_rebuild_changes_no_answer(call: Call, rows: Rows, recorded: Path) -> None:
    before = [rows(*words) for words in EVERY_QUESTION]

    result = call("projections", "rebuild")

    assert "Rebuilt all projections from" in result.stderr
    assert [rows(*words) for words in EVERY_QUESTION] == before
    status = json.loads(call("projections", "status", "--format", "json").stdout)["rows"]
    assert {row["lag"] for row in status} == {0}


@pytest.mark.parametrize(
    ("words", "kind"), [(("referrals", "--by", "hwb"), "body"), (("log", "--subject", "hwb"), "body")]
)
def test_a_short_id_asks_what_the_full_one_asks(
    rows: Callable[..., list[dict[str, Any]]], recorded: Path, words: tuple[str, ...], kind: str
) -> None:
    found = rows(*words)

    assert found
    assert found == rows(*words[:-1], f"{kind}:{words[-1]}")
