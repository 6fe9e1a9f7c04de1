"""A year of Thornmere, told by its files one after the other: every answer here was worked out by hand from them.

Thornmere is invented (`examples/thornmere`), and has what the five documents lack: approvals, a casting vote, a
call-in, special urgency, a rule repealed with a saving, a delegation revoked, a committee split in two, minutes
corrected at the next meeting.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

import pytest
from click.testing import CliRunner

from cli.main import govledger
from tests.acceptance.conftest import EXAMPLES, Call, Rows
from tests.json_rows import with_texts

FILES: Final = sorted((EXAMPLES[0].parent / "thornmere").glob("*.yaml"))
CORRECTED: Final = "corrected"
NOTED: Final = "resolution:th-cabinet-2023-06-27/7"


def run(ledger: Path, *words: str) -> Any:
    result = CliRunner().invoke(govledger, [*words, "--ledger", str(ledger)], prog_name="govledger")
    assert result.exit_code == 0, f"{words} ended with {result.exit_code}:\n{result.output}"
    return result


def head(ledger: Path) -> str:
    told = json.loads(run(ledger, "log", "--format", "json").stdout)
    return str(told["asked"]["known_at"])


@pytest.fixture(scope="session")
def year(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """The ledger, and its last entry once each file had been recorded: `01` to `10`, and `corrected` after 05."""
    folder = tmp_path_factory.mktemp("thornmere")
    ledger, after = folder / "ledger.db", {}
    with pytest.MonkeyPatch.context() as machine:
        machine.setenv("XDG_CONFIG_HOME", str(folder))
        machine.setenv("GOVLEDGER_RECORDER", "M. Okafor")
        run(ledger, "init")
        for file in FILES:
            run(ledger, "record", str(file))
            after[file.name[:2]] = head(ledger)
            if file.name.startswith("05"):
                after[CORRECTED] = _correct_minute_7(ledger)
    return ledger, after


def _correct_minute_7(ledger: Path) -> str:
    """The Cabinet confirmed its minutes with an amendment; the clerk corrects the entry that it changes."""
    (listed,) = json.loads(run(ledger, "resolution", "show", NOTED, "--format", "json").stdout)["rows"]
    entry = str(min(listed["entries"], key=lambda position: "resolution.passed" not in _type_of(ledger, position)))
    source = ("--document", "Minutes of the Cabinet of Thornmere, 18 July 2023", "--at", "minute 2")
    run(ledger, "correct", entry, "--set", "mover=person:carys-lund", "--why", "the minutes were amended", *source)
    return head(ledger)


def _type_of(ledger: Path, position: int) -> str:
    told = json.loads(run(ledger, "entry", "show", str(position), "--format", "json").stdout)
    return str(told["rows"][0]["type"])


@pytest.fixture
def call(year: tuple[Path, dict[str, str]]) -> Call:
    """`govledger` with some words, on the year's ledger; `known_after` is a file's number, or `corrected`."""
    ledger, after = year

    def ask(*words: str | Path, code: int = 0, known_after: str = "") -> Any:
        known = ("--known-at", after[known_after]) if known_after else ()
        result = CliRunner().invoke(govledger, [*map(str, words), *known, "--ledger", str(ledger)])
        assert result.exit_code == code, f"{words} ended with {result.exit_code}:\n{result.output}"
        return result

    return ask


@pytest.fixture
def rows(call: Call) -> Rows:
    """The rows of an answer; `known_after` as in `call`."""

    def ask(*words: str, known_after: str = "") -> list[dict[str, Any]]:
        told = call(*words, "--format", "json", known_after=known_after).stdout
        found: list[dict[str, Any]] = with_texts(json.loads(told)["rows"])
        return found

    return ask


def test_who_approved_what_in_the_year(rows: Rows) -> None:
    assert [(row["since"], row["by_name"], row["text"]) for row in rows("decisions", "--verb", "approved")] == [
        ("2023-05-17", "Council", "the standing orders"),
        ("2023-06-27", "Cabinet", "That the refurbishment of the leisure centre be approved at a cost of £4.2m."),
        ("2023-06-27", "Cabinet", "four days a week from 1 September 2023"),
        ("2023-07-18", "Cabinet", "four days a week and Saturday mornings from 1 October 2023"),
        ("2023-07-18", "Cabinet", "That the roof of the town hall be renewed."),
        ("2023-08-03", "Cabinet Member for Place", "rebuild the barrier at Mill Lane at up to £900,000"),
        ("2023-10-17", "Cabinet", "That the waste depot be built at Ferry Road."),
        ("2023-11-15", "Council", "the rule on scrutiny be widened at once"),
        ("2023-11-15", "Council", "it be repealed from 1 January 2024"),
        ("2023-11-15", "Council", "the new rule"),
        ("2024-01-24", "Council", "That the Community and Environment Committee be divided from 1 February 2024."),
        ("2024-03-05", "Cabinet", "the market square be paved"),
        ("2024-03-05", "Cabinet", "the cycle route be built"),
        (
            "2024-05-15",
            "Council",
            "That a path for walkers and cyclists be built along the river once its cost is known.",
        ),
        ("2024-05-15", "Council", "That the pay policy be approved."),
        ("2024-05-15", "Council", "That the policy on trees be approved."),
        ("2024-05-15", "Council", "That the policy on grants be approved."),
    ]


@pytest.mark.parametrize(
    ("motion", "said"),
    [
        (
            "5",
            "Motion before Council on 2024-05-15, moved by the Mayor, seconded by Councillor Ben Osei: lost (show of "
            "hands; 5 for, 4 against; 2/3 of those present needed).",
        ),
        (
            "6",
            "Motion before Council on 2024-05-15, moved by Councillor Grace Obi, seconded by Councillor Iris Venn: put "
            "as amended; the substantive motion: carried (recorded vote; 6 for, 2 against, 1 abstained).",
        ),
        ("6-third-amendment", "Amendment before Council on 2024-05-15, moved by Councillor Jon Sparrow: not seconded."),
    ],
)
def test_a_motion_says_first_what_became_of_it(call: Call, motion: str, said: str) -> None:
    page = call("motion", "show", f"th-council-2024-05-15/{motion}", "--as-at", "ever").stdout

    assert page.startswith(said)


def test_decisions_are_found_by_project_body_person_and_period(rows: Rows) -> None:
    def ids(*words: str) -> list[str]:
        return [row["id"].partition(":")[2] for row in rows("decisions", *words)]

    assert ids("--project", "th-library-hours") == [
        "th-library-hours-june",
        "th-scrutiny-2023-07-11/3",
        "th-library-hours-july",
    ]
    assert ids("--body", "th-scrutiny", "--to", "2023") == ["th-scrutiny-2023-06-13/3", "th-scrutiny-2023-07-11/3"]
    assert ids("--from", "2023-08", "--to", "2023-10") == [
        "th-flood-barrier-decision",
        "th-cabinet-2023-10-17/4",
        "th-bakery-stall",
    ]
    assert ids("--person", "carys-lund", "--to", "2023-10") == [
        "th-cabinet-2023-06-27/7",
        "th-cabinet-2023-07-18/5",
        "th-flood-barrier-decision",
        "th-cabinet-2023-10-17/4",
    ]
    assert ids("--person", "ruth-amble") == ["th-bakery-stall"]
    assert ids("--verb", "not-moved") == ["th-council-2023-11-15/9"]


def test_the_leisure_centre_was_scrutinised_noticed_and_carried_by_the_casting_vote(rows: Rows) -> None:
    (limb,) = rows("decisions", "--project", "th-leisure-centre", "--verb", "approved")

    assert [(s["by"], s["date"], s["outcome"]) for s in limb["scrutinised"]] == [
        ("body:th-scrutiny", "2023-06-13", "supported")
    ]
    assert (limb["notices"][0]["published"], limb["notice_given"]) == ("2023-05-26", "in time")
    vote = limb["vote"]
    assert (vote["for"], vote["against"], vote["quorum"], vote["carried"]) == (2, 2, 3, True)
    assert (vote["casting"]["member"], vote["casting"]["choice"]) == ("person:ben-osei", "for")
    assert {ballot["member"]: ballot["choice"] for ballot in vote["ballots"]} == {
        "person:ben-osei": "for",
        "person:mina-hale": "for",
        "person:carys-lund": "against",
        "person:dev-marlow": "against",
    }
    assert [row["their_vote"] for row in rows("votes", "--by", "person:hugh-penrose")] == ["against", "against"]


def test_iris_venn_sat_in_hugh_penroses_place(rows: Rows) -> None:
    limb, *_ = rows("decisions", "--body", "th-scrutiny", "--verb", "recommended")

    assert {p["person"]: p["substitute_for"] for p in limb["present"]} == {
        "person:ella-frost": None,
        "person:finn-calder": None,
        "person:grace-obi": None,
        "person:iris-venn": "person:hugh-penrose",
    }
    (meeting,) = rows("meeting", "show", "th-scrutiny/2023-06-13")
    assert [(r["title"], r["authors_name"]) for r in meeting["reports"]] == [
        ("Leisure centre, business case", ["Director of Place"])
    ]
    assert [a["person"] for a in meeting["attendance"] if a["presence"] == "apologies"] == ["person:hugh-penrose"]


@pytest.mark.parametrize(
    ("day", "force"),
    [
        ("2023-06-27", "not yet in effect"),
        ("2023-07-02", "not yet in effect"),
        ("2023-07-03", "made, not yet to be acted on"),
        ("2023-07-10", "made, not yet to be acted on"),
        ("2023-07-11", "not to be acted on: sent back upon call-in"),
        ("2024-03-05", "not to be acted on: sent back upon call-in"),
    ],
)
def test_the_decision_on_library_hours_was_called_in(rows: Rows, day: str, force: str) -> None:
    (decision,) = rows("decision", "show", "th-library-hours-june", "--as-at", day)

    assert (decision["force"], decision["force_certainty"]) == (force, "yes")


def test_before_the_call_in_was_recorded_the_ledger_took_the_decision_to_have_effect(rows: Rows) -> None:
    asked = ("decision", "show", "th-library-hours-june", "--as-at", "2023-07-10")

    (before,), (after,) = rows(*asked, known_after="03"), rows(*asked, known_after="04")
    assert (before["force"], before["call_in"]) == ("in effect", [])
    assert after["force"] == "made, not yet to be acted on"
    assert after["call_in"][0]["by"] == ["person:ella-frost", "person:grace-obi", "person:hugh-penrose"]
    assert (after["call_in"][0]["determined"], after["call_in"][0]["outcome"]) == (None, None)


def test_call_ins_are_open_until_they_are_determined(rows: Rows) -> None:
    assert [row["id"] for row in rows("call-ins", "--open", "--as-at", "2023-07-10")] == [
        "decision:th-library-hours-june"
    ]
    assert rows("call-ins", "--open", "--as-at", "2023-07-11") == []
    (determined,) = rows("call-ins")
    assert (determined["determined"], determined["outcome"]) == ("2023-07-11", "referred back")


def test_what_the_law_asks_of_each_record_is_recorded_or_said_not_to_be(rows: Rows) -> None:
    def record(decision: str) -> dict[str, str]:
        return {each["what"]: each["held"] for each in rows("decision", "show", decision)[0]["record"]}

    assert record("th-library-hours-july") == {
        "date": "recorded",
        "decision": "recorded",
        "reasons": "recorded",
        "alternatives rejected": "recorded",
        "conflicts of interest": "recorded",
        "dispensations": "recorded",
    }
    assert record("th-flood-barrier-decision") == {
        "date": "recorded",
        "decision": "recorded",
        "reasons": "recorded",
        "alternatives rejected": "recorded that there were none",
        "conflicts of interest": "not recorded",
        "dispensations": "not called for: no conflict is recorded",
    }
    (stall,) = rows("decision", "show", "th-bakery-stall")
    assert {each["law"][:12] for each in stall["record"]} == {"SI 2014/2095"}
    assert (stall["power"], stall["under"]) == ("Local Government Act 1972 s101", "delegation:th-stalls-to-director")


def test_what_the_cabinet_resolves_is_an_executive_decision_too(rows: Rows) -> None:
    def record(resolution: str) -> dict[str, str]:
        return {each["what"]: each["held"] for each in rows("resolution", "show", resolution)[0]["record"]}

    leisure = record("th-cabinet-2023-06-27/5")
    assert (leisure["alternatives rejected"], leisure["reasons"]) == ("recorded", "not recorded")
    roof = record("th-cabinet-2023-07-18/5")
    assert (roof["conflicts of interest"], roof["dispensations"]) == ("recorded", "not recorded")
    assert roof["alternatives rejected"] == "not recorded"
    assert record("th-scrutiny-2023-06-13/3") == {}


def test_the_flood_barrier_was_a_key_decision_under_special_urgency(rows: Rows) -> None:
    (decision,) = rows("decision", "show", "th-flood-barrier-decision")

    assert (decision["is_key"], decision["urgency"], decision["notice_given"]) == (True, "special urgency", None)
    assert decision["urgency_agreed_by"] == "person:ella-frost"
    assert decision["urgency_agreed_as"] == ["chair of Overview and Scrutiny Committee"]
    assert (decision["by"], decision["force"]) == ("post:th-cabinet-member-for-place", "in effect")
    assert [(n["published"], n["urgency"]) for n in decision["notices"]] == [("2023-08-02", "special urgency")]


def test_what_should_not_have_happened_is_flagged(rows: Rows) -> None:
    assert [(row["on"], row["kind"], row["about"]) for row in rows("flags")] == [
        ("2023-06-27", "key decision without notice", "decision:th-library-hours-june"),
        ("2023-07-18", "key decision without notice", "decision:th-library-hours-july"),
    ]
    assert rows("flags", "--as-at", "2023-06-26") == []
    assert rows("flags", known_after="02") == []


def test_what_bypassed_scrutiny_is_told_apart_from_what_is_not_shown(rows: Rows) -> None:
    assert [(row["project"][8:], row["rule"][5:], row["result"]) for row in rows("scrutiny", "gaps")] == [
        ("th-library-hours", "th-scrutiny-first", "breached"),
        ("th-town-hall-roof", "th-scrutiny-first", "breached"),
        ("th-waste-depot", "th-no-panel-after-cabinet", "breached"),
        ("th-flood-barrier", "th-scrutiny-first", "not shown"),
        ("th-market-square", "th-scrutiny-first", "not shown"),
    ]


def test_a_repealed_rule_holds_for_routes_that_it_saves(rows: Rows) -> None:
    def rules(day: str, known_after: str = "") -> list[tuple[str, int]]:
        found = rows("rules", "--as-at", day, known_after=known_after)
        return [(row["rule"][5:], row["version"]) for row in found]

    assert rules("2023-11-14") == [("th-scrutiny-first", 1), ("th-no-panel-after-cabinet", 1)]
    assert ("th-scrutiny-first", 2) in rules("2023-12-31")
    assert rules("2024-01-01") == [("th-no-panel-after-cabinet", 1), ("th-scrutiny-before-decision", 1)]
    assert ("th-scrutiny-first", 1) in rules("2024-01-01", known_after="07")
    (square,) = (row for row in rows("project", "route", "th-market-square") if row["rule"] == "rule:th-scrutiny-first")
    assert square["result"] == "not shown"
    route = {row["rule"]: row["result"] for row in rows("project", "route", "th-cycle-route")}
    assert route == {"rule:th-no-panel-after-cabinet": "met", "rule:th-scrutiny-before-decision": "met"}


def test_a_delegation_is_revoked_and_the_function_goes_elsewhere(rows: Rows) -> None:
    def markets(day: str, known_after: str = "") -> list[tuple[str, str]]:
        found = rows("delegations", "--as-at", day, known_after=known_after)
        return [(row["to"], row["function"]) for row in found if row["instrument"] == "s101"]

    before = [
        ("body:th-community-environment", "licensing of street markets"),
        ("post:th-director-of-place", "licensing of single stalls"),
    ]
    assert markets("2024-01-31") == before
    assert markets("2024-02-01") == [("body:th-environment", "licensing of street markets")]
    assert markets("2024-02-01", known_after="08") == before


def test_a_committee_is_split_in_two(rows: Rows) -> None:
    def members(body: str, day: str, known_after: str = "") -> list[str]:
        found = rows("body", "members", body, "--as-at", day, known_after=known_after)
        return sorted(row["member"][7:] for row in found if row["seat"] == "member")

    whole = ["grace-obi", "iris-venn", "jon-sparrow"]
    assert members("th-community-environment", "2024-01-31") == whole
    assert members("th-community-environment", "2024-02-01") == []
    assert members("th-community-environment", "2024-02-01", known_after="08") == whole
    assert members("th-environment", "2024-02-01") == ["grace-obi", "jon-sparrow"]
    assert members("th-communities", "2024-02-01") == ["iris-venn"]
    (old,) = rows("body", "show", "th-community-environment", "--as-at", "2024-02-01")
    assert sorted(old["succeeded_by"]) == ["body:th-communities", "body:th-environment"]


def test_minutes_are_corrected_at_the_next_meeting(rows: Rows) -> None:
    def noted(day: str, known_after: str) -> tuple[str, str]:
        (resolution,) = rows("resolution", "show", NOTED, "--as-at", day, known_after=known_after)
        return resolution["mover"], resolution["minutes"][0]["status"]

    assert noted("2023-07-17", "05") == ("person:dev-marlow", "minutes not recorded as confirmed")
    assert noted("2023-07-18", "04") == ("person:dev-marlow", "minutes not recorded as confirmed")
    assert noted("2023-07-18", "05") == ("person:dev-marlow", "minutes confirmed with amendments")
    assert noted("2023-07-18", CORRECTED) == ("person:carys-lund", "minutes confirmed with amendments")
    assert noted("2023-07-17", CORRECTED) == ("person:carys-lund", "minutes not recorded as confirmed")


def test_who_declared_what_belongs_to_how_it_was_reached(rows: Rows) -> None:
    def declared(project: str) -> list[tuple[str, list[str], str]]:
        (limb,) = rows("decisions", "--project", project, "--from", "2023-07-18", "--verb", "approved")
        return [(each["what"], each["person"], each["done"]) for each in limb["declared"]]

    assert declared("th-library-hours") == [
        ("interest declared", ["person:dev-marlow"], "spoke and voted, under a dispensation"),
        ("dispensation granted", ["person:dev-marlow"], "let take part"),
    ]
    assert declared("th-town-hall-roof") == [("interest declared", ["person:mina-hale"], "left the room")]


def test_a_meeting_tells_what_was_asked_there_and_how_far_it_was_answered(rows: Rows) -> None:
    (special,) = rows("meeting", "show", "th-scrutiny/2023-07-11")

    assert [(each["by_name"], each["text"], each["answered"]) for each in special["questions"]] == [
        ("Councillor Ella Frost", "why did the proposal not come to the committee first", "deflected"),
        ("Councillor Hugh Penrose", "who drew up the list of opening days", "none"),
    ]


def test_a_meeting_tells_which_minutes_were_confirmed_there(rows: Rows) -> None:
    (june,) = rows("meeting", "show", "th-cabinet/2023-06-27")
    (july,) = rows("meeting", "show", "th-cabinet/2023-07-18")

    assert june["minutes"] == [
        {
            "status": "minutes confirmed with amendments",
            "on": "2023-07-18",
            "at": "meeting:th-cabinet/2023-07-18",
            "at_name": "the meeting of Cabinet on 2023-07-18",
            "signed_by": "person:ben-osei",
            "signed_by_name": "Councillor Ben Osei",
            "amendments": ["minute 7: it was Councillor Lund who moved, not Councillor Marlow"],
        }
    ]
    assert [each["meeting"] for each in july["minutes_confirmed_there"]] == ["meeting:th-cabinet/2023-06-27"]
    assert [each["vote"] for each in june["decisions"]] == [
        "2 for, 2 against; casting vote for by Councillor Ben Osei; carried",
        "3 for, 1 abstained; carried",
        None,
    ]


def test_the_whole_year_is_recorded_once(call: Call) -> None:
    again = call("record", *FILES)

    assert len(FILES) == 16
    assert again.stderr.startswith("Nothing new; nothing recorded")


def states(rows: Rows, day: str, known_after: str = "") -> dict[str, str]:
    found = rows("commitments", "--as-at", day, known_after=known_after)
    return {row["id"].removeprefix("commitment:"): row["state"] for row in found}


def test_a_promise_is_put_off_before_it_is_late_and_kept_while_another_is_forgotten(rows: Rows) -> None:
    assert states(rows, "2023-06-13") == {"th-energy-report": "open"}
    assert states(rows, "2023-08-31") == {"th-library-figures": "open", "th-energy-report": "open"}
    assert states(rows, "2023-09-01")["th-library-figures"] == "overdue"
    assert states(rows, "2023-12-11") == {"th-library-figures": "overdue", "th-energy-report": "open"}
    assert states(rows, "2023-12-12") == {"th-library-figures": "overdue", "th-energy-report": "discharged"}
    (report,) = [row for row in rows("commitments") if row["id"] == "commitment:th-energy-report"]
    assert (report["first_due"], report["due"], report["until"]) == ("2023-09-30", "2023-12-15", "2023-12-12")


def test_until_the_clerk_heard_of_it_the_report_was_late(rows: Rows) -> None:
    assert states(rows, "2024-01-31", known_after="03")["th-energy-report"] == "overdue", "of the 30th of September"
    assert states(rows, "2024-01-31", known_after="09")["th-energy-report"] == "overdue", "of the 15th of December"
    assert states(rows, "2024-01-31", known_after="10")["th-energy-report"] == "discharged"


def test_the_leisure_centre_was_to_open_in_september_and_may_open_in_december(rows: Rows) -> None:
    def aims(*words: str, known_after: str = "") -> list[tuple[str, str, str]]:
        found = rows("targets", "--project", "th-leisure-centre", *words, known_after=known_after)
        return [(row["due"], row["status"], row["certainty"]) for row in found]

    assert aims("--as-at", "2024-03-04") == [("2024-09", "confirmed", "yes")]
    assert aims("--as-at", "2024-03-05") == [("2024-12", "unconfirmed", "yes")]
    assert aims("--as-at", "2024-03-05", known_after="09") == [("2024-09", "confirmed", "yes")]


def test_the_partners_contributions_come_to_the_pooled_budget(rows: Rows) -> None:
    pooled, council, trust = rows("sums", "--project", "th-reablement")

    assert (pooled["amount"], pooled["parts_come_to"], pooled["adds_up"]) == ("£1,800,000", "£1,800,000", "adds up")
    assert [(part["by_name"], part["amounts_give"]) for part in (council, trust)] == [
        ("Thornmere Borough Council", "33.3"),
        ("Mere Valley NHS Trust", "66.7"),
    ]


def test_what_changed_for_the_leisure_centre_between_the_old_year_and_the_new(rows: Rows) -> None:
    found = rows("diff", "th-leisure-centre", "--from", "2023-12-31", "--to", "2024-03-31")

    (revised,) = [row for row in found if row["register"] == "targets"]
    assert (revised["change"], revised["before"]["due"], revised["after"]["due"]) == ("changed", "2024-09", "2024-12")
    assert (revised["before"]["status"], revised["after"]["status"]) == ("confirmed", "unconfirmed")


def test_what_a_person_undertook_in_a_post_is_found_by_the_person(rows: Rows) -> None:
    found = rows("commitments", "--person", "ruth-amble", "--as-at", "2024-04-30")

    assert [(row["by"], row["text"]) for row in found] == [
        ("post:th-director-of-place", "report to the committee what the centre costs in energy")
    ]
    assert rows("commitments", "--person", "paul-teague", "--as-at", "ever") == []


def test_a_rule_that_forbids_asks_nobody_and_its_breach_is_worded_so(rows: Rows) -> None:
    required = [
        row["to"]
        for project in ("th-leisure-centre", "th-waste-depot", "th-flood-barrier")
        for row in rows("accountability", "chain", project, "--ties")
        if row["kind"] == "has to be considered by" and "not asked afterwards" in row["about"]
    ]
    assert required == []
    (late,) = [row for row in rows("scrutiny", "gaps", "--project", "th-waste-depot") if row["result"] == "breached"]
    assert late["reason"] == "the step came after one that it must not follow"


def test_a_route_begun_before_a_saving_is_not_asked_for_what_the_new_rule_wants(rows: Rows) -> None:
    numbers = [(row["version"], row["saving"]) for row in rows("rules", "--as-at", "ever")]
    assert any(saving for _, saving in numbers)
    asked = {row["rule"] for row in rows("project", "route", "th-flood-barrier")}
    assert asked == {"rule:th-scrutiny-first", "rule:th-no-panel-after-cabinet"}


def test_reablement_has_nothing_to_do_with_the_hours_of_the_libraries(rows: Rows) -> None:
    for project in ("th-library-hours", "th-leisure-centre"):
        chain = rows("accountability", "chain", project)
        assert "organisation:mere-valley-trust" not in {row["to"] for row in chain}
        assert "reablement at home" not in {row["about"] for row in chain}
