"""What a councillor reads on the five documents: names, nothing said twice, and what to do about a slip of the pen."""

from __future__ import annotations

import pytest

from tests.acceptance.conftest import Call, Rows, Told

DOUBT = "whether the rules were in force when the steps were taken is not shown"
ACCUSES_NOBODY = "not shown: the record proves neither that it was met nor that it was breached"


@pytest.mark.parametrize("words", [("scrutiny", "gaps"), ("project", "route", "icn")])
def test_a_doubt_about_every_line_and_what_not_shown_means_are_told_once(
    told: Told, call: Call, words: tuple[str, ...]
) -> None:
    assert told(*words)["notes"][-2:] == [ACCUSES_NOBODY, DOUBT]
    assert "in force" not in call(*words).stdout


@pytest.mark.usefixtures("own_copy")
def test_a_doubt_about_some_lines_only_stands_in_those(call: Call, told: Told) -> None:
    (rule,) = [row for row in told("rules")["rows"] if row["rule"] == "rule:lbb-commissioning-board-first"]
    call("correct", str(rule["entries"][0]), "--on", "2005-01-01", "--why", "the constitution gives the day")
    executive = [row for row in told("project", "route", "icn")["steps"] if row["by"] == "body:lbb-executive"]
    call("correct", str(executive[0]["entries"][0]), "--on", "2018-06-01", "--why", "the minutes were found")

    answer = told("project", "route", "icn")

    assert DOUBT not in answer["notes"]
    assert {row["rule"]: row["rule_in_force"] for row in answer["rows"]} == {
        "rule:lbb-commissioning-board-first": "shown",
        "rule:lbb-scrutiny-before-executive": "not shown",
        "rule:lbb-gateway-report": "not shown",
        "rule:dual-scrutiny": "not shown",
    }
    assert "rule in force then" in call("project", "route", "icn").stdout


def test_a_name_that_nobody_knows_is_answered_with_where_to_look(call: Call) -> None:
    def refused(*words: str) -> str:
        return call(*words, code=1).stderr.strip()

    look = "lists what is recorded, with ids"
    assert refused("body", "show", "zzz") == (f"Refused: unknown body 'zzz'; `govledger body list --as-at ever` {look}")
    assert "register" not in refused("accountability", "chain", "zzz")
    assert "did you mean 'ooh'?" in refused("chronology", "foo")


def test_what_is_told_about_a_person_is_listed_in_the_order_of_recording(rows: Rows) -> None:
    found = rows("person", "history", "janet-bailey")

    assert [row["type"] for row in found] == ["person.registered", "appointment.started", "membership.started"]
    assert found == sorted(found, key=lambda row: int(row["entry"]))


def test_parts_of_an_answer_say_how_certain_they_are_only_where_something_is_not(call: Call) -> None:
    assert "certainty" not in call("person", "show", "angela-bhan", "--as-at", "2019-01-31").stdout
    assert "possibly" in call("person", "show", "angela-bhan", "--as-at", "2017-06-01").stdout


def test_reports_go_by_their_titles(call: Call) -> None:
    page = call("questions", "--deflected").stdout

    assert "Joint commissioning update" in page
    assert "jcu-report" not in page


def test_nobody_says_of_whom_the_forerunner_was_a_body(rows: Rows) -> None:
    (jice,) = rows("body", "show", "jice", "--as-at", "ever")

    assert jice["of"] == []


def test_benefits_stand_beside_the_risks_that_the_report_names(rows: Rows) -> None:
    said = {row["id"]: row["by"] for row in rows("remarks", "--about", "integrated-commissioning")}

    assert said["remark:dic/benefits"] is None
    assert said["remark:dic/risks"] == "person:richard-hills"
