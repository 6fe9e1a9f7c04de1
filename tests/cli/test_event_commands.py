"""Recording by flags: members, referrals, scrutiny, resolutions; what cannot be true is refused and not recorded."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

Call = Callable[..., Result]
Rows = Callable[..., list[dict[str, Any]]]
SOURCE = ("--document", "Minutes of 5 July 2018", "--at", "item 3")


def test_a_member_joins_and_leaves(call: Call, rows: Rows, recorded: Path) -> None:
    call("member", "add", "scrutiny", "ines-marsh", "--on", "2018-07-05", "--voting", "--role", "co-opted", *SOURCE)
    call("member", "end", "scrutiny", "ines-marsh", "--on", "2019-03-31", "--reason", "resigned", *SOURCE)

    (member,) = rows("body", "members", "scrutiny", "--as-at", "2019-03-31")
    assert member["voting"] is True
    assert (member["since"], member["until"]) == ("2018-07-05", "2019-03-31")
    assert rows("body", "members", "scrutiny", "--as-at", "2019-04-01") == []


def test_the_options_of_provenance_are_recorded(call: Call, rows: Rows, recorded: Path) -> None:
    call(
        *("member", "add", "scrutiny", "tom-hale", "--on", "[..2018-07]", "--standing", "asserted"),
        *("--stated-by", "ruth-okafor", "--note", "from memory", "--exempt", "paragraph 1", "--quote", "I sit on it"),
        *("--publisher", "Northmoor", "--source-date", "2018-07-05", "--url", "https://example.org/m", *SOURCE),
        *("--recorder", "Duty clerk"),
    )

    (entry,) = rows("log", "-n", "1")
    (whole,) = rows("entry", "show", str(entry["entry"]))
    assert whole["source"] == {
        "document": "Minutes of 5 July 2018",
        "at": "item 3",
        "date": "2018-07-05",
        "publisher": "Northmoor",
        "quote": "I sit on it",
        "url": "https://example.org/m",
    }
    assert (whole["standing"], whole["stated_by"]) == ("asserted", "person:ruth-okafor")
    assert (whole["note"], whole["exempt"]) == ("from memory", "paragraph 1")
    assert whole["recorded_by"] == "Duty clerk"
    assert whole["occurred"] == "[..2018-07]"


def test_a_project_is_referred_and_scrutinised(call: Call, rows: Rows, recorded: Path) -> None:
    call("project", "refer", "care-homes", "--to", "hwb", "--by", "scrutiny", "--on", "2018-07-05", *SOURCE)
    call(
        *("project", "scrutinise", "care-homes", "--by", "scrutiny", "--on", "2018-07-05", "--outcome", "sent back"),
        *("--concerns", "no costs", "--concerns", "no dates", *SOURCE),
    )

    assert [(row["by"], row["to"]) for row in rows("referrals", "--body", "hwb")] == [("body:scrutiny", "body:hwb")]
    (scrutiny,) = rows("scrutiny", "--project", "care-homes")
    assert (scrutiny["outcome"], scrutiny["concerns"]) == ("sent back", ["no costs", "no dates"])


def test_what_is_said_not_to_have_happened_is_recorded_as_such(call: Call, rows: Rows, recorded: Path) -> None:
    call("project", "scrutinise", "care-homes", "--by", "scrutiny", "--no-happened", *SOURCE)

    assert rows("scrutiny")[0]["happened"] == "no"
    assert "said not to have happened" in call("scrutiny").stdout


def test_a_resolution_is_recorded_limb_by_limb(call: Call, rows: Rows, recorded: Path) -> None:
    call(
        *("resolution", "record", "--body", "scrutiny", "--on", "2018-07-05", "--mover", "tom-hale", *SOURCE),
        *("--limb", "noted", "the report", "--limb", "not-moved", "the amendment", "--project", "care-homes"),
    )

    limbs = rows("decisions", "--body", "scrutiny")
    assert [(limb["verb"], limb["text"], limb["number"]) for limb in limbs] == [
        ("noted", "the report", "1"),
        ("not moved", "the amendment", "2"),
    ]
    assert {tuple(limb["projects"]) for limb in limbs} == {("project:care-homes",)}


def test_a_resolution_of_a_meeting_has_the_meetings_body(call: Call, rows: Rows, recorded: Path) -> None:
    call(
        *(
            "resolution",
            "record",
            "--meeting",
            "hwb/2018-06-07",
            "--on",
            "2018-06-07",
            "--limb",
            "approved",
            "the plan",
        ),
        *SOURCE,
    )

    assert [row["by"] for row in rows("decisions", "--verb", "approved")] == ["body:hwb"]


def test_the_interactive_way_asks_again_where_an_answer_is_wrong(call: Call, rows: Rows, recorded: Path) -> None:
    answers = [
        *("Minutes of 5 July", "scrutny", "scrutiny", "2018-02-30", "2018-07-05", "aproved", "approved", "the budget"),
        *("y", "noted", "the report", "n", "That the budget be approved", "", "ruth-okafor", "", "", "y"),
    ]

    result = call("resolution", "record", "--interactive", typed="\n".join(answers) + "\n")

    assert "there is no such day" in result.stderr
    assert "did you mean 'scrutiny'?" in result.stderr
    assert "did you mean 'approved'" in result.stderr
    (resolution,) = rows("resolution", "list", "--body", "scrutiny")
    assert (resolution["text"], resolution["verbs"]) == ("That the budget be approved", ["approved", "noted"])
    assert resolution["since"] == "2018-07-05"


def test_the_interactive_way_lists_and_takes_beginnings_and_asks_for_ballots(
    call: Call, rows: Rows, recorded: Path
) -> None:
    asked = ["Minutes of 7 June", "?", "health", "1", "2018-06", "4a", "?", "adopted", "the plan", "n", ""]
    movers = ["?", "ruth", "the mayor"]
    vote = ["about half", "names", "tom", "ines", "", "okafor", "", "", "", "y", "so minuted", "y"]

    result = call("resolution", "record", "--interactive", typed="\n".join([*asked, "", *movers, *vote]) + "\n")

    assert "Health and Wellbeing Board" in result.stderr
    assert "  1  Adult Care Scrutiny Committee" in result.stderr
    assert "approved, endorsed" in result.stderr
    assert "'about half' does not tell how a vote went" in result.stderr
    assert "Ines Marsh." in result.stderr
    assert "vote.recorded hwb/2018-06-07/4a/the-plan" in result.stderr
    [passed] = [row for row in rows("resolution", "list", "--body", "hwb") if row["text"] == "the plan"]
    assert (passed["since"], passed["id"]) == ("2018-06-07", "resolution:hwb/2018-06-07/4a/the-plan")
    [voted] = rows("votes", "--on", passed["id"])
    assert (voted["for"], voted["against"], voted["since"]) == (2, 1, "2018-06-07")


def test_what_the_last_look_shows_to_contradict_is_asked_about(call: Call, rows: Rows, recorded: Path) -> None:
    given = ("--meeting", "hwb/2018-06-07", "--item", "4", "--limb", "noted", "the plan", "--text", "the plan", *SOURCE)

    result = call("resolution", "record", "--interactive", *given, typed="\n\n\n2 for, 9 against\nso minuted\ny\n")

    assert "Why is it recorded all the same" in result.stderr
    assert any(row["type"] == "vote.recorded" for row in rows("log"))


def test_a_vote_is_of_the_day_of_what_was_voted_on(call: Call, rows: Rows, recorded: Path) -> None:
    call("resolution", "record", "--meeting", "hwb/2018-06-07", "--limb", "noted", "the plan", *SOURCE)

    call("vote", "record", rows("log")[-1]["subject"], "--for", "2", *SOURCE)

    assert rows("votes")[-1]["since"] == "2018-06-07"


def test_no_to_the_last_prompt_records_nothing(call: Call, rows: Rows, recorded: Path) -> None:
    before = rows("log")
    given = ("--body", "scrutiny", "--on", "2018-07-05", "--limb", "noted", "the report", *SOURCE)

    result = call("resolution", "record", "--interactive", *given, typed="\n\n\n\n\nn\n", code=130)

    assert "Stopped." in result.stderr
    assert rows("log") == before


def test_a_dry_run_of_a_flag_command_records_nothing(call: Call, rows: Rows, recorded: Path) -> None:
    before = rows("log")

    result = call("member", "add", "scrutiny", "ines-marsh", "--on", "2018-07-05", "--dry-run", *SOURCE)

    assert "membership.started" in result.stdout
    assert result.stderr == "1 entry would be recorded.\n"
    assert rows("log") == before


def test_the_same_statement_twice_is_recorded_once(call: Call, rows: Rows, recorded: Path) -> None:
    words = ("project", "refer", "care-homes", "--to", "hwb", "--on", "2018-07-05", *SOURCE)
    call(*words)

    again = call(*words)

    assert again.stderr == "Nothing new; nothing recorded; 1 recorded before.\n"
    assert len(rows("referrals", "--body", "hwb")) == 1


ADD = ("member", "add", "hwb", "ines-marsh", "--on", "2018-07-05")
RESOLVE = ("resolution", "record", "--body", "hwb", "--on", "2018-07-05")


@pytest.mark.parametrize(
    ("words", "code", "expected"),
    [
        (("member", "add", "hbw", "ines-marsh", *SOURCE), 1, "unknown body 'hbw'; did you mean 'hwb'?"),
        (("member", "add", "hwb", "ines-mash", *SOURCE), 1, "did you mean 'ines-marsh'?"),
        (("member", "add", "hwb", "northmoor", *SOURCE), 1, "'northmoor' is an organisation"),
        (("member", "add", "hwb", "project:care-homes", *SOURCE), 2, "'project:care-homes' is no person or post"),
        ((*ADD, "--on-behalf-of", "northmor", *SOURCE), 1, "did you mean 'northmoor'"),
        ((*ADD, "--on", "2018-02-30", *SOURCE), 2, "there is no such day in the calendar"),
        ((*ADD, "--standing", "minutd", *SOURCE), 2, "did you mean 'minuted'?"),
        ((*ADD, "--standng", "minuted", *SOURCE), 2, "'--standing'"),
        ((*ADD, "--source-date", "2018-13-01", *SOURCE), 2, "there is no month 13"),
        (ADD, 1, "no source is named; say which document states it with --document TITLE"),
        (("member", "add", "hwb", "tom-hale", "--on", "2018-06-08", *SOURCE), 1, "is a member of 'hwb' already"),
        (("member", "end", "hwb", "ruth-okafor", "--on", "2019", *SOURCE), 1, "has not begun, so it cannot end"),
        (("member", "end", "hwb", "tom-hale", "--on", "2012", *SOURCE), 1, "cannot end in 2012"),
        (("member", "ad", "hwb", "tom-hale"), 2, "'add'"),
        (("project", "refer", "care-home", "--to", "hwb", *SOURCE), 1, "did you mean 'care-homes'?"),
        (("project", "refer", "care-homes", *SOURCE), 2, "Missing option '--to'"),
        (
            ("project", "refer", "care-homes", "--to", "Health Board", *SOURCE),
            1,
            "did you mean 'Health and Wellbeing Board' (body:hwb, of Northmoor Council)?",
        ),
        (("project", "scrutinise", "care-homes", "--by", "scruttiny", *SOURCE), 1, "did you mean 'scrutiny'?"),
        (("project", "scrutinise", "care-homes", *SOURCE), 2, "Missing option '--by'"),
        ((*RESOLVE, *SOURCE), 2, "a resolution has at least one limb: --limb VERB TEXT"),
        ((*RESOLVE, "--limb", "the report", *SOURCE), 2, "'the report' comes to no verb; the verbs are noted"),
        ((*RESOLVE, "--limb", "noted", " ", *SOURCE), 1, "'text' of resolution.passed is empty"),
        (("project", "refer", "care-homes", "--to", "hwb", "--document", " "), 1, "no source is named"),
        ((*RESOLVE, "--limb", "notd", "the report", *SOURCE), 2, "did you mean 'noted'"),
        (("resolution", "record", "--limb", "noted", "it", *SOURCE), 1, "names neither a meeting nor a body"),
        (
            (*RESOLVE, "--limb", "noted", "it", "--mover", "tom-hale", "--seconder", "tom-hale", *SOURCE),
            6,
            "seconded by the mover: 'tom-hale' moved and seconded it",
        ),
        (
            (*RESOLVE, "--limb", "noted", "it", "--meeting", "hwb/2018-06-07", *SOURCE),
            6,
            "decided on another day than its meeting: decided on ",
        ),
    ],
)
def test_what_cannot_be_recorded_is_refused_with_what_would_be_right(
    call: Call, rows: Rows, recorded: Path, words: tuple[str, ...], code: int, expected: str
) -> None:
    before = rows("log")

    result = call(*words, code=code)

    assert expected in " ".join(result.stderr.split())
    assert "Traceback" not in result.output
    assert result.stdout == ""
    assert rows("log") == before
