"""AQ19: by what power does a body decide? A section 75 agreement is only proposed; one with Oxleas is in force."""

from __future__ import annotations

from tests.acceptance.conftest import Rows

THE_REPORT = "2013-09-26"


def test_no_delegation_is_in_force_only_proposed(rows: Rows) -> None:
    delegated = rows("delegations", "--to", "organisation:bromley-ccg", "--as-at", THE_REPORT)

    assert {(row["standing"], row["certainty"]) for row in delegated} == {("proposed", "possibly")}
    (mental_health,) = (row for row in delegated if "mental health" in row["function"])
    assert (mental_health["by"], mental_health["instrument"]) == ("organisation:lbb", "s75")
    assert mental_health["accountability_retained"] is True
    assert (mental_health["since"], mental_health["since_earliest"]) == ("XXXX", None)


def test_the_secondment_to_oxleas_was_in_force_since_nobody_says_when(rows: Rows) -> None:
    agreements = {row["id"]: row for row in rows("agreements", "--as-at", THE_REPORT)}

    secondment = agreements["agreement:oxleas-secondment"]
    assert (secondment["kind"], secondment["certainty"], secondment["standing"]) == ("s75", "yes", "reported")
    assert (secondment["since"], secondment["since_earliest"]) == ("[..2013-09-26]", None)
    assert secondment["parties"] == ["organisation:lbb", "organisation:oxleas"]
    assert agreements["agreement:overarching-s75"]["certainty"] == "possibly"
