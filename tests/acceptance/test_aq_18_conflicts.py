"""AQ18: what conflicts of interest bear on a project, and how were they managed? A class's, and nothing recorded."""

from __future__ import annotations

from tests.acceptance.conftest import Call, Rows, cells


def test_the_conflict_is_that_of_gps_as_a_class_and_nothing_is_recorded_as_done(rows: Rows) -> None:
    (conflict,) = rows("interests", "--about", "co-commissioning")

    assert (conflict["what"], conflict["of"], conflict["person"]) == ("conflict acknowledged", "GPs", [])
    assert conflict["done"] == "not recorded"
    assert (conflict["meeting"], conflict["standing"]) == ("meeting:pcd", "minuted")
    assert "provider group" in conflict["nature"]


def test_nobody_declared_an_interest_in_any_of_the_five_documents(call: Call, rows: Rows) -> None:
    assert cells(rows("interests"), "what") == ["conflict acknowledged"]
    assert "not recorded" in call("interests").stdout


def test_that_it_requires_governance_and_scrutiny_was_agreed_and_is_no_management_of_it(rows: Rows) -> None:
    said = {row["subject"]: row for row in rows("chronology", "co-commissioning") if "conflict" in row["says"]}

    assert said["remark:pcd/c-agreed"]["quote"] == "an issue that would require proper governance and scrutiny"
    assert cells(rows("decisions", "--project", "co-commissioning"), "verb") == ["requested"]


def test_conflicts_with_providers_were_a_concern_of_a_report_and_no_declaration(rows: Rows) -> None:
    assert rows("interests", "--about", "integrated-commissioning") == []
    assert "remark:dic/conflicts-with-providers" in cells(rows("chronology", "integrated-commissioning"), "subject")
