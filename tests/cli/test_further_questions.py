"""Commitments, targets, sums, options, interests, chronology, diff: in every format, narrowed, and refused."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from cli.main import govledger
from tests.json_rows import without_bounds
from tests.keys import copied, own_keys

Call = Callable[..., Result]
Rows = Callable[..., list[dict[str, Any]]]

FILE = """\
source: {id: cab, document: Cabinet minutes, date: 2023-06-27}
register:
  organisations:
    town: {name: Northmoor Council}
    trust: {name: Mere Valley Trust}
  bodies:
    cabinet: {name: Cabinet, of: town}
    audit: {name: Audit Committee, of: town}
  people:
    dev-marlow: {name: Dev Marlow}
    mina-hale: {name: Mina Hale}
  projects:
    library-hours: {title: Library Hours, lead: cabinet, on: 2023}
    pools: {title: Swimming Pools, on: 2023}
    library-survey: {title: Library Survey, on: 2022}
meeting: {id: cabinet/june, body: cabinet, on: 2023-06-27}
statements:
  - commitment: publish how much each library is used
    id: figures
    by: dev-marlow
    to: cabinet
    due: 2023-08-31
    about: [library-hours]
    at: minute 6
  - commitment: report on reserves
    id: reserves
    by: cabinet
    to: audit
    due: 2023-09
  - commitment: visit the pools
    id: visit
    due words: in due course
    about: [pools]
  - commitment: count the visitors
    id: count
    by: cabinet
    due: 2023-07-31
  - rescheduled: reserves
    due: 2023-12-31
    reason: the audit is late
    on: 2023-09-15
  - discharged: count
    how: the survey
    on: 2023-07-30
  - target: new hours
    id: hours
    project: library-hours
    due: 2023-10
    status: confirmed
    by: cabinet
  - target revised: hours
    project: library-hours
    due: 2024-01
    status: unconfirmed
    on: 2023-09-01
  - target: visitors a year
    project: pools
    amount: 1250000.5
    status: aspirational
  - sum: running the libraries
    project: library-hours
    basis: budget
    low: 1000000
    period: a year
    at: minute 7
  - sum: from the council
    project: library-hours
    basis: contribution
    low: 600000
    by: town
    part of: running the libraries
    on: 2023-06-27
  - sum: from the trust
    project: library-hours
    basis: contribution
    low: 300000
    high: 350000
    about: yes
    by: trust
    part of: running the libraries
    on: 2023-06-27
  - sum: new roofs
    project: pools
    basis: none agreed
  - options for: library-hours
    by: cabinet
    at: minute 8
    options:
      - {number: "1", text: open four days, verdict: preferred}
      - {number: "2", text: close at noon, verdict: rejected, why: few come before noon}
  - interest: dev-marlow
    about: [library-hours]
    item: "8"
    kind: other registrable
    nature: trustee of the Friends
    action: left the room
    at: minute 2
  - interest: mina-hale
    about: [pools]
  - conflict: teachers both teach there and advise
    of: teachers
    about: [pools]
  - dispensation: mina-hale
    about: [library-hours]
    reason: nobody else can speak for the branches
    on: 2023-06-20
  - derived: library-hours
    from: [library-survey, audit]
  - resolved: That the hours be approved.
    id: cab/8
    limbs: [{verb: approved, text: the hours, projects: library-hours}]
"""

QUESTIONS = (
    ("commitments",),
    ("commitments", "--overdue"),
    ("targets",),
    ("sums",),
    ("options",),
    ("interests",),
    ("chronology", "library-hours"),
    ("diff", "library-hours", "--from", "2023-06-01", "--to", "2024-01-01"),
    ("diff", "person:dev-marlow", "--known-from", "10"),
)


@pytest.fixture(scope="session")
def _cabinet(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cabinet")
    (folder / "cabinet.yaml").write_text(FILE)
    with own_keys(folder):
        for words in (["init"], ["record", str(folder / "cabinet.yaml"), "--recorder", "M. Okafor"]):
            result = CliRunner().invoke(govledger, [*words, "--ledger", str(folder / "ledger.db")])
            assert result.exit_code == 0, result.output
    return folder / "ledger.db"


@pytest.fixture(autouse=True)
def cabinet(_cabinet: Path, clerks_own_machine: Path) -> Path:
    """The clerk's ledger with the Cabinet's minutes in it."""
    return copied(_cabinet, clerks_own_machine)


@pytest.mark.parametrize("words", QUESTIONS, ids=" ".join)
def test_it_answers_in_every_format_with_the_entries_it_rests_on(call: Call, words: tuple[str, ...]) -> None:
    told = json.loads(call(*words, "--format", "json", "--sources").stdout)

    lines = [json.loads(line) for line in call(*words, "--format", "jsonl").stdout.splitlines()]
    listed = list(csv.DictReader(io.StringIO(call(*words, "--format", "csv").stdout)))
    table = call(*words, "--sources").stdout
    assert lines
    assert lines == told["rows"]
    assert [without_bounds(row) for row in listed] == [list(line) for line in lines]
    assert {str(position) for row in lines for position in row["entries"]} <= set(told["sources"])
    assert "Sources" in table
    assert "Cabinet minutes" in table


def states(rows: Rows, *words: str) -> dict[str, str]:
    return {row["id"].partition(":")[2]: row["state"] for row in rows("commitments", *words)}


def test_commitments_stand_by_their_date_then_the_undated_then_the_discharged(rows: Rows) -> None:
    assert list(states(rows, "--as-at", "2023-09-30").items()) == [
        ("figures", "overdue"),
        ("reserves", "open"),
        ("visit", "undated"),
        ("count", "discharged"),
    ]
    assert states(rows, "--as-at", "2023-09-14")["reserves"] == "possibly overdue"
    assert "count" not in states(rows, "--open", "--as-at", "2023-09-30")
    assert states(rows, "--as-at", "2023-06-26") == {}


def test_the_overdue_and_apart_from_them_the_undated(call: Call) -> None:
    answer = call("commitments", "--overdue", "--as-at", "2023-09-14", "--format", "json")

    told = json.loads(answer.stdout)
    assert [row["state"] for row in told["rows"]] == ["overdue", "possibly overdue"]
    assert [row["due_words"] for row in told["undated"]] == ["in due course"]
    assert told["sentence"] == (
        "2 commitments: 1 overdue, 1 possibly overdue; 1 open commitment without a date, never overdue."
    )
    table = call("commitments", "--overdue", "--as-at", "2023-07-01")
    assert table.stdout.startswith(
        "Nothing is overdue; 1 open commitment without a date, never overdue (as at 2023-07-01"
    )


def test_commitments_are_found_from_every_side(rows: Rows) -> None:
    assert set(states(rows, "--body", "cabinet")) == {"figures", "reserves", "count"}
    assert set(states(rows, "--body", "audit")) == {"reserves"}
    assert set(states(rows, "--person", "dev-marlow")) == {"figures"}
    assert set(states(rows, "--project", "pools")) == {"visit"}
    (put_off,) = rows("commitments", "--body", "audit")
    assert (put_off["first_due"], put_off["due"], put_off["rescheduled"]) == (
        "2023-09",
        "2023-12-31",
        [{"date": "2023-09-15", "due": "2023-12-31", "reason": "the audit is late", "certainty": "yes"}],
    )


def test_targets_stand_as_revised_by_the_day(call: Call, rows: Rows) -> None:
    def hours(*words: str) -> list[tuple[str, str]]:
        return [(row["due"], row["status"]) for row in rows("targets", "--project", "library-hours", *words)]

    assert hours("--as-at", "2023-08-31") == [("2023-10", "confirmed")]
    assert hours("--as-at", "2023-09-01") == [("2024-01", "unconfirmed")]
    assert hours("--as-at", "ever") == [("2023-10", "confirmed"), ("2024-01", "unconfirmed")]
    assert [row["target"] for row in rows("targets", "--status", "aspirational")] == ["visitors-a-year"]
    assert {row["target"] for row in rows("targets", "--body", "cabinet")} == {"hours"}
    assert rows("targets", "--body", "audit") == []
    assert "£1,250,000.50" in call("targets").stdout


def test_sums_show_what_their_parts_come_to(call: Call, rows: Rows) -> None:
    total, council, trust = rows("sums", "--project", "library-hours")

    assert (total["amount"], total["parts_come_to"], total["adds_up"]) == (
        "£1,000,000",
        "£900,000 to £950,000",
        "may add up",
    )
    assert (total["parts_low"], total["parts_high"]) == ("900000", "950000")
    assert (council["amounts_give"], trust["amounts_give"]) == ("60.0", None), "a range gives no share"
    assert "60.0%" in call("sums", "--by", "organisation:town").stdout
    assert (council["part_of"], trust["amount"]) == ("running the libraries", "about £300,000 to £350,000")
    assert [row["text"] for row in rows("sums", "--by", "trust")] == ["from the trust"]
    assert [row["amount"] for row in rows("sums", "--basis", "none-agreed")] == ["none agreed"]


def test_options_stand_beside_what_was_decided(call: Call) -> None:
    told = json.loads(call("options", "--project", "library-hours", "--format", "json").stdout)

    assert [(row["text"], row["verdict"], row["by"]) for row in told["rows"]] == [
        ("open four days", "preferred", "body:cabinet"),
        ("close at noon", "rejected", "body:cabinet"),
    ]
    assert [(row["verb"], row["text"]) for row in told["decided"]] == [("approved", "the hours")]


def test_options_by_verdict_and_by_whom(rows: Rows) -> None:
    assert [row["why"] for row in rows("options", "--verdict", "rejected")] == ["few come before noon"]
    assert rows("options", "--by", "audit") == []


def test_interests_tell_what_was_done_and_what_is_lacking(call: Call, rows: Rows) -> None:
    told = rows("interests", "--as-at", "2023-06-27")
    found = {(row["what"], row["of"] or "".join(row["person_name"])): row for row in told}

    assert found["interest declared", "Dev Marlow"]["done"] == "left the room"
    assert found["interest declared", "Mina Hale"]["done"] == "not recorded"
    assert found["conflict acknowledged", "teachers"]["person"] == []
    granted = found["dispensation granted", "Mina Hale"]
    assert (granted["declared"], granted["remark"]) == (False, "no interest of theirs in it is recorded as declared")
    assert "not recorded" in call("interests", "--about", "pools").stdout
    assert {row["what"] for row in rows("interests", "--project", "library-hours")} == {
        "interest declared",
        "dispensation granted",
    }
    assert len(rows("interests", "--meeting", "cabinet/june", "--person", "dev-marlow")) == 1


def test_a_project_shows_what_it_derives_from(call: Call, rows: Rows) -> None:
    (project,), (survey,) = rows("project", "show", "library-hours"), rows("project", "show", "library-survey")

    assert project["derived_from_name"] == ["Library Survey", "Audit Committee"]
    assert survey["gave_rise_to"] == ["project:library-hours"]


def test_a_chronology_names_date_standing_and_source_of_everything(call: Call, rows: Rows) -> None:
    told = rows("chronology", "project:library-hours")

    assert [row["date"] for row in told][:3] == ["2023", "2023-06-20", "2023-06-27"]
    assert {"commitment.made", "target.revised", "sum.stated", "resolution.passed"} <= {row["type"] for row in told}
    assert {row["document"] for row in told} == {"Cabinet minutes"}
    assert all({"date_earliest", "date_latest", "standing", "at", "entry"} <= set(row) for row in told)
    narrowed = rows("chronology", "library-hours", "--from", "2023-08", "--to", "2023-09")
    assert [row["type"] for row in narrowed] == ["project.opened", "target.revised"]
    assert rows("chronology", "library-hours", "--known-at", "9")[0]["entry"] <= 9
    assert "Dev Marlow undertook to Cabinet, by " in call("chronology", "dev-marlow").stdout


def test_a_diff_of_days_and_one_of_what_was_known(call: Call, rows: Rows) -> None:
    entry = next(row["entry"] for row in rows("log", "--type", "person.registered") if "Dev Marlow" in row["says"])
    known = str(len(rows("log")))
    call("correct", entry, "--set", "name=Devi Marlow", "--why", "misheard")

    (changed,) = rows("diff", "dev-marlow", "--known-from", known, "--from", "2023-07-01")[:1]
    assert (changed["change"], changed["register"]) == ("changed", "people")
    assert (changed["before"], changed["after"]) == ({"name": "Dev Marlow"}, {"name": "Devi Marlow"})
    (revised,) = [
        row
        for row in rows("diff", "library-hours", "--from", "2023-08-31", "--to", "2023-09-01")
        if row["register"] == "targets"
    ]
    assert (revised["change"], revised["before"]["due"], revised["after"]["due"]) == ("changed", "2023-10", "2024-01")
    told = json.loads(call("diff", "dev-marlow", "--known-from", known, "--format", "json").stdout)
    assert told["asked"] == {
        "question": "diff",
        "subject": "person:dev-marlow",
        "from": None,
        "to": None,
        "known_from": int(known),
        "known_to": int(known) + 1,
    }


def test_where_nothing_changed_a_diff_says_so(call: Call) -> None:
    result = call("diff", "pools", "--from", "2023-07-01", "--to", "2023-07-02")

    assert (result.stdout, result.stderr) == ("Nothing changed.\n", "")


@pytest.mark.parametrize(
    ("words", "code", "expected"),
    [
        (("commitments", "--body", "cabinett"), 1, "unknown body or organisation 'cabinett'; did you mean 'cabinet'?"),
        (("commitments", "--person", "dev-marlo"), 1, "unknown person or post 'dev-marlo'; did you mean 'dev-marlow'?"),
        (("commitments", "--project", "poolz"), 1, "did you mean 'pools'?"),
        (("commitments", "--project", "body:cabinet"), 2, "'body:cabinet' is no project"),
        (("commitments", "--overdue", "--as-at", "ever"), 2, "a commitment is overdue on a day"),
        (("commitments", "--as-at", "2023-13-01"), 2, "'2023-13-01' is not a day"),
        (("commitments", "--overdu"), 2, "Did you mean '--overdue'?"),
        (("commitments", "--format", "xml"), 2, "'xml' is not one of"),
        (("commitments", "--known-at", "999"), 1, "there is no entry 999"),
        (("targets", "--project", "library"), 1, "unknown project 'library'"),
        (("targets", "--body", "audits"), 1, "did you mean 'audit'?"),
        (("targets", "--status", "confirmd"), 2, "did you mean 'confirmed'"),
        (("sums", "--basis", "buget"), 2, "did you mean 'budget'"),
        (("sums", "--by", "trusts"), 1, "did you mean 'trust'?"),
        (("sums", "--project", "pool"), 1, "did you mean 'pools'?"),
        (("options", "--verdict", "prefered"), 2, "did you mean 'preferred'"),
        (
            ("options", "--project", "Pool!"),
            1,
            "unknown project 'Pool!'; did you mean 'Swimming Pools' (project:pools)?",
        ),
        (("options", "--by", "cabnet"), 1, "did you mean 'cabinet'?"),
        (("interests", "--person", "mina"), 1, "unknown person 'mina'"),
        (
            ("interests", "--about", "librry-hours"),
            1,
            "unknown subject 'librry-hours'; did you mean 'library-hours' or",
        ),
        (("interests", "--meeting", "cabinet/jun"), 1, "did you mean 'cabinet/june'?"),
        (("chronology",), 2, "Missing argument 'SUBJECT'"),
        (("chronology", "dev-marlov"), 1, "unknown subject 'dev-marlov'; did you mean 'dev-marlow'?"),
        (("chronology", "pools", "--from", "summer"), 2, "cannot read the date 'summer'"),
        (("chronology", "pools", "--known-at", "2"), 1, "unknown subject 'pools'"),
        (("chronology", "document:cabb"), 1, "unknown document 'cabb'"),
        (("diff", "pools"), 2, "both moments are the same"),
        (("diff", "pools", "--from", "2023-07-01", "--to", "2023-07-01"), 2, "both moments are the same"),
        (("diff", "pols", "--from", "2023-07-01"), 1, "did you mean 'pools'?"),
        (("diff", "pools", "--from", "2023-07"), 2, "'2023-07' is not a day"),
        (("diff", "pools", "--known-from", "one"), 2, "'one' is neither a day nor an entry"),
        (("diff", "pools", "--known-from", "999"), 1, "there is no entry 999"),
        (("commitment",), 2, "Did you mean"),
    ],
)
def test_a_slip_is_named_with_what_was_perhaps_meant(
    call: Call, words: tuple[str, ...], code: int, expected: str
) -> None:
    result = call(*words, code=code)

    assert expected in " ".join(result.stderr.split())
    assert result.stdout == ""


def test_a_diff_names_whom_each_row_is_about_and_tells_certainty_from_facts(call: Call, rows: Rows) -> None:
    call("member", "add", "cabinet", "dev-marlow", "--on", "[2023-01..2023-03]", "--document", "M")
    call("member", "add", "cabinet", "mina-hale", "--on", "2023-02-15", "--document", "M")

    told = rows("diff", "body:cabinet", "--from", "2023-02-01", "--to", "2023-04-01")
    assert [(row["concerns"], row["change"], row["whom_name"]) for row in told if row["register"] == "memberships"] == [
        ("facts", "added", ["Mina Hale"]),
        ("certainty", "changed", ["Dev Marlow"]),
    ]
    later = call("diff", "body:cabinet", "--from", "2023-02-20", "--to", "2023-04-01")
    assert "Dev Marlow" in later.stdout
    assert (
        later.stderr
        == "Note: nothing is told otherwise; only how certain it is, or what it rests on, is not the same\n"
    )


def test_dates_are_worded_alike_in_tables_diffs_and_refusals(call: Call) -> None:
    call("member", "add", "cabinet", "dev-marlow", "--on", "[2023-01..2023-03]", "--document", "M")
    words = "some day 2023-01 to 2023-03"

    assert words in call("body", "members", "cabinet").stdout
    assert words in call("log", "--type", "membership.started").stdout
    assert f"since: {words}" in call("diff", "body:cabinet", "--from", "2022-01-01", "--to", "2024-01-01").stdout
    refused = " ".join(
        call("member", "end", "cabinet", "dev-marlow", "--on", "2022", "--document", "M", code=1).stderr.split()
    )
    assert f"it began {words}" in refused
    assert "[2023-01..2023-03]" not in refused


def test_an_entry_words_every_date_in_it_for_people_and_keeps_edtf_for_scripts(call: Call, rows: Rows) -> None:
    call("member", "add", "cabinet", "dev-marlow", "--on", "[2023-01..2023-03]", "--document", "M")
    entry = rows("log", "--type", "membership.started")[-1]["entry"]

    assert "some day 2023-01 to 2023-03" in call("entry", "show", entry).stdout
    (row,) = rows("entry", "show", entry)
    assert (row["occurred"], row["occurred_earliest"], row["occurred_latest"]) == (
        "[2023-01..2023-03]",
        "2023-01-01",
        "2023-03-31",
    )
