"""AQ20: does delegating remove the accountability of LBB? No; and so far delegation was only proposed."""

from __future__ import annotations

import json

from tests.acceptance.conftest import Call, Rows, cells


def test_both_stand_in_the_proposals_and_the_grantor_would_stay_accountable(call: Call) -> None:
    told = json.loads(call("accountability", "chain", "bromley-ccg", "--to", "lbb", "--format", "json").stdout)
    links = told["ties"]

    assert cells(told["rows"], "kind", "to") == [("none recorded", None)], "no chain runs through a proposal"
    assert cells(
        [row for row in links if row["to"]], "who", "kind", "to", "about", "accountability_retained", "standing"
    ) == [
        (
            "organisation:bromley-ccg",
            "holds by delegation from",
            "organisation:lbb",
            "commissioning of adult mental health services and CAMHS",
            True,
            "proposed",
        ),
        (
            "organisation:bromley-ccg",
            "holds by delegation from",
            "organisation:lbb",
            "contracts that are appropriate for the host, novated or delegated",
            True,
            "proposed",
        ),
    ]
    assert {row["certainty"] for row in links if row["to"]} == {"possibly"}


def test_the_report_states_the_rule_that_accountability_stays(rows: Rows) -> None:
    (rule,) = [row for row in rows("rules") if row["rule"] == "rule:delegation-keeps-accountability"]

    assert rule["text"].startswith("a partner that delegates a function stays responsible and accountable")
    assert rule["standing"] == "reported"


def test_people_read_who_stays_accountable(call: Call) -> None:
    page = call("accountability", "chain", "bromley-ccg").stdout

    assert "would hold by delegation from London Borough of Bromley, who would stay accountable" in page
    assert "holds by delegation" not in page
    assert "passed accountability on" not in page


def test_nothing_is_certainly_delegated(rows: Rows) -> None:
    assert {row["certainty"] for row in rows("delegations", "--as-at", "ever")} == {"possibly"}
