"""AQ15: which questions were never answered? Four have no answer, and five others got something else than one."""

from __future__ import annotations

from tests.acceptance.conftest import Call, Rows

UNANSWERED = ["jcu/q5-ready", "jcu/q7-process", "kmsc/q13-1-calculation", "kmsc/q13-3-fairness"]
DEFLECTED = ["jcu/q2-pds", "jcu/q4-answerable", "jcu/q9-mechanism"]


def ids(found: list[dict[str, object]]) -> list[str]:
    return sorted(str(row["id"]).partition(":")[2] for row in found)


def test_four_questions_have_no_answer(rows: Rows) -> None:
    found = rows("questions", "--unanswered")

    assert ids(found) == UNANSWERED
    assert {row["certainty"] for row in found} == {"yes"}
    assert all(row["answers"] == [] for row in found)


def test_three_were_deflected_and_what_the_answers_were_about_is_named(rows: Rows) -> None:
    found = rows("questions", "--deflected")

    assert ids(found) == DEFLECTED
    assert {row["id"].partition(":")[2]: row["answers"][0]["about"] for row in found} == {
        "jcu/q2-pds": ["project:joint-projects", "body:bromley-hwb"],
        "jcu/q4-answerable": ["body:lbb-commissioning-board"],
        "jcu/q9-mechanism": ["report:jcu-report"],
    }


def test_one_was_deferred_one_declined_five_answered_in_full_and_ten_in_part(rows: Rows) -> None:
    by_answer: dict[str, list[dict[str, object]]] = {}
    for row in rows("questions"):
        by_answer.setdefault(row["completeness"], []).append(row)

    assert ids(by_answer["deferred"]) == ["ooh/q15-1-target"]
    assert ids(by_answer["declined"]) == ["ooh/q16-final-decision"]
    assert ids(by_answer["full"]) == [
        "jcu/q10-registers",
        "jcu/q6-work-plan",
        "kmsc/q13-2-disadvantage",
        "kmsc/q14-confidence",
        "ooh/q15-3-example",
    ]
    assert ids(by_answer["partial"]) == [
        "jcu/q1-activity",
        "jcu/q11-ccg",
        "jcu/q12-reductions",
        "jcu/q3-composition",
        "jcu/q8-challenge",
        "ooh/q15-2-governance",
        "ooh/q17-savings",
        "ooh/q18-gps",
        "pcd/q19-finance",
        "pcd/q20-money",
    ]


def test_a_coordinator_was_recommended_and_nobody_responded(rows: Rows) -> None:
    found = rows("remarks", "--without-response", "--kind", "recommendation", "--by", "person:ruth-bennett")

    assert ids(found) == ["ooh/c8-coordinator"]


def test_six_remarks_had_a_response(rows: Rows) -> None:
    answered = [row for row in rows("remarks") if row["responses"]]

    assert ids(answered) == [
        "jcu/c2-how",
        "jcu/c3-affordable",
        "kmsc/c12-welcome",
        "kmsc/c6-contracts",
        "ooh/c-bureaucracy",
        "pcd/c-bureaucracy",
    ]


def test_what_was_known_before_a_document_was_recorded_had_no_questions_of_it(call: Call, rows: Rows) -> None:
    first = call("questions", "--format", "jsonl", "--known-at", "1").stdout

    assert first == ""
    assert ids(rows("questions", "--unanswered", "--as-at", "2016-01-01")) == []
