"""What a councillor and an auditor asked besides, twenty-two questions, and thirty that an auditor, a councillor, a
journalist and an officer who answers a freedom-of-information request would ask; each with its answer, or with none.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.acceptance.conftest import Call, Rows, Told, cells


class TestTheTwentyTwo:
    """Those that `test_asked_by_councillors` has not."""

    def test_2_which_promises_to_the_board_were_not_kept_names_the_board_that_may_be_the_same(self, told: Told) -> None:
        answer = told("commitments", "--body", "bromley-hwb", "--open")

        assert cells(answer["rows"], "id", "certainty") == [("commitment:dic/regular-reports", "possibly")]
        assert answer["notes"] == [
            "the Board (pcd-board) may be the same as Health and Wellbeing Board; what is told of it is not among these"
        ]
        assert cells(told("commitments", "--body", "pcd-board", "--open")["rows"], "id") == ["commitment:pcd/update"]

    def test_5_every_sum_has_its_basis(self, rows: Rows, call: Call) -> None:
        assert all(row["basis"] for row in rows("sums"))
        assert "└ none agreed: financial implications of integrating commissioning" in call("sums").stdout

    def test_6_nothing_changed_on_the_board_that_is_told(self, told: Told) -> None:
        answer = told("diff", "body:icb", "--from", "2018-01-01", "--to", "2019-06-01")

        assert answer["sentence"].startswith("Nothing is told otherwise")
        assert {row["concerns"] for row in answer["rows"]} == {"certainty"}
        assert ["person:janet-bailey"] in cells(answer["rows"], "whom")

    def test_8_what_binds_a_body_that_was_taken_over_from_is_not_said_to_bind_its_successor(
        self, call: Call, told: Told, own_copy: Path, tmp_path: Path
    ) -> None:
        merger = tmp_path / "merger.yaml"
        merger.write_text(
            "source: {id: merger, document: Order on a merger, date: 2020-04-01}\n"
            "register: {organisations: {sel-ccg: South East London CCG}}\n"
            "statements: [{took over: [sel-ccg], from: [bromley-ccg], on: 2020-04-01}]\n"
        )
        call("record", merger)

        answer = told("agreements", "--party", "sel-ccg")

        before = told("agreements", "--party", "bromley-ccg")["rows"]
        assert (answer["rows"], answer["of_predecessors"]) == ([], before)
        assert len(before) > 1
        table = call("agreements", "--party", "sel-ccg").stdout
        assert "Bromley Clinical Commissioning Group: whether it passed on to South East London CCG" in table
        assert told("agreements", "--party", "sel-ccg", "--as-at", "2019-01-01")["of_predecessors"] == []

    def test_9_who_agreed_to_the_recommendations_of_2013(self, rows: Rows) -> None:
        (project,) = rows("project", "show", "integrated-commissioning")
        endorsed = {step["by_name"] for step in project["steps"] if "endorsed" in (step["outcome"] or "")}

        assert endorsed == {"Executive Director of Education, Care & Health", "Chief Officer"}
        assert rows("decisions", "--verb", "endorsed", "--as-at", "ever") == [], "no body resolved so"

    def test_10_who_raised_the_conflict_and_what_was_done(self, rows: Rows) -> None:
        raised = [
            row for row in rows("remarks", "--about", "co-commissioning") if "conflicts of interest" in row["text"]
        ]

        assert [row["by_name"] for row in raised] == [None, "Board Members"]
        assert cells(rows("interests", "--about", "co-commissioning"), "of", "done") == [("GPs", "not recorded")]
        assert rows("meeting", "attendance", "--meeting", "pcd")[0]["standing"] == "inferred", "which GPs: not recorded"

    def test_11_which_reports_the_board_had_and_what_it_resolved(self, rows: Rows, told: Told) -> None:
        assert cells(rows("reports", "--to", "bromley-hwb"), "title") == [
            "Development of Integrated Commissioning in Bromley"
        ]
        assert told("decisions", "--body", "bromley-hwb")["sentence"] == "No decisions recorded."
        assert cells(rows("referrals", "--to", "bromley-hwb"), "project") == [
            "project:integrated-commissioning",
            "project:primary-care-overview",
        ]

    def test_12_everything_that_mr_feven_said(self, rows: Rows) -> None:
        said = [row for row in rows("chronology", "paul-feven") if "by: person:paul-feven" in row["says"]]
        claimed = rows("log", "--said-by", "paul-feven")

        assert len(said) == 7
        assert {row["standing"] for row in claimed} == {"expected", "unknown", "asserted"}

    def test_14_which_dates_come_from_outside_their_document(self, rows: Rows, told: Told) -> None:
        found = rows("log", "--date-standing", "inferred")
        sources = told("log", "--date-standing", "inferred", "--sources")["sources"]

        assert {source["id"] for source in sources.values()} == {"jcu", "kmsc", "ooh", "pcd"}
        assert all(source["dated_by"] for source in sources.values())
        assert len(found) > 200

    def test_18_what_cllr_dunn_asked_and_whether_he_was_answered(self, rows: Rows) -> None:
        assert cells(rows("questions", "--by", "cllr-dunn"), "completeness") == ["deferred", "partial", "full"]

    def test_19_what_was_only_proposed_and_did_it_come_about(self, rows: Rows, told: Told) -> None:
        found = {row["subject"]: row for row in rows("proposals")}

        assert found["body:community-care-board"]["standing"] == "proposed"
        assert found["body:kent-medway-strategic-commissioner"]["standing"] == "anticipated"
        assert {row["came_about"] for row in found.values()} == {None}, "nothing recorded shows it, which is no no"
        assert "body:bromley-hwb" not in found
        assert told("proposals", "--standing", "expected")["sentence"].startswith(
            "Nothing recorded that is only proposed"
        )

    def test_19_a_body_that_acts_came_about_though_nobody_said_so(self, call: Call, rows: Rows, own_copy: Path) -> None:
        call(
            *("project", "scrutinise", "icn", "--by", "care-networks-steering-group", "--on", "2016-05-01"),
            *("--document", "Minutes of the group"),
        )

        found = {row["subject"]: row for row in rows("proposals")}
        group = found["body:care-networks-steering-group"]

        assert (group["came_about"], group["there_by"]) == (True, "2016-05-01")

    def test_21_everything_on_impower(self, call: Call) -> None:
        page = call("chronology", "organisation:impower").stdout

        assert "Ms Vanessa Reeves with IMPOWER Consulting Ltd" in page


@pytest.mark.parametrize(
    ("words", "begins"),
    [
        # an auditor
        ("log --standing inferred --limit 1", "28 entries"),
        ("accountability list --to mental-health-executive", "1 declared accountability"),
        ("accountability list --to bromley-hwb", "No such declared accountabilities recorded"),
        ("agreements --party oxleas", "1 agreement"),
        ("delegations --as-at 2013", "At some time in 2013: 2 delegations, all of them only possible"),
        ("scrutiny", "1 step of scrutiny, only possible"),
        ("commitments --overdue --as-at 2026-01-01", "1 commitment: overdue"),
        ("votes --as-at ever", "No votes recorded"),
        ("recommendation list", "No recommendations recorded"),
        ("recommendation list", "16 recommendations made in discussions or reports, which no body resolved"),
        # a councillor
        ("project show care-home-strategy", "Care Home Strategy: 1 step, only expected."),
        ("project show icn", "Integrated Care Networks: 2 steps: 1 not sure to have happened"),
        ("questions --by jcu-vice-chairman", "2 questions"),
        ("questions --about contract-registers", "1 question: answered in full"),
        ("remarks --by graham-arthur", "3 remarks"),
        ("remarks --kind concern --about jcu-report", "1 remark"),
        ("body members lbb-commissioning-board", "1 member; the list of members is known to be incomplete"),
        ("body show lbb-executive", "Executive, executive: in being"),
        ("body show lbb-cabinet", "Cabinet, executive: possibly in being"),
        ("rules --project contract-registers", "7 rules"),
        ("meeting show jcu", "The Committee met"),
        # a journalist
        ("sums --basis saving", "1 sum"),
        ("sums --by lbb", "2 sums"),
        ("targets --status unconfirmed", "1 target"),
        ("person show doug-patterson --as-at 2015-12-01", "Mr Doug Patterson: Chief Executive"),
        ("post show lbb-director-of-commissioning", "Director of Commissioning: held by the Director of Commissioning"),
        ("options --verdict not-available", "1 option"),
        ("proposals --standing proposed", "8 proposed or expected"),
        # an officer who answers a request for information
        ("chronology bromley-well", "3 entries"),
        ("chronology document:pcd --limit 1", "55 entries"),
        ("reports", "6 reports"),
        ("petitions", "No petitions recorded"),
        ("meeting turnout --person graham-mackenzie", "1 person on a body"),
    ],
)
def test_thirty_and_more_are_answered_in_their_first_line(call: Call, words: str, begins: str) -> None:
    answer = call(*words.split())

    assert answer.stdout.startswith(begins) or begins in answer.stderr


def test_the_public_is_not_told_that_there_is_none_where_something_is_withheld(
    call: Call, told: Told, own_copy: Path, tmp_path: Path
) -> None:
    kept_back = tmp_path / "kept-back.yaml"
    kept_back.write_text(
        "source: {id: kept-back, document: Part two, date: 2019-03-01}\n"
        "statements: [{sum: the bid, project: icn, basis: budget, low: 5000, exempt: Schedule 12A paragraph 3}]\n"
    )
    assert told("sums", "--project", "icn", "--public")["sentence"] == "No such sums recorded."
    call("record", kept_back)

    public = told("sums", "--project", "icn", "--public")

    assert public["sentence"] == "Of what is public: No such sums recorded."
    assert told("petitions", "--public")["sentence"] == "Of what is public: No petitions recorded."
    assert told("accountability", "chain", "icb", "--public")["sentence"].startswith("Of what is public: NOT RECORDED")
    assert told("sums", "--project", "icn")["sentence"].startswith("1 sum")
