"""Decisions from the command line: recorded, called in, determined, asked about; and what cannot be is refused."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

Call = Callable[..., Result]
Rows = Callable[..., list[dict[str, Any]]]
SAYS = ("--document", "Record of decisions")


@pytest.fixture
def sold(call: Call, recorded: Path) -> Path:
    """The care homes are sold by the board's own decision."""
    words = ("--by", "body:hwb", "--decision", "homes-sold", "--projects", "care-homes", "--on", "2018-07-02")
    call("decision", "record", "That the homes be sold.", *words, "--key", "--effective-from", "2018-07-10", *SAYS)
    return recorded


def call_in(call: Call, on: str = "2018-07-05", **how: Any) -> Result:
    return call("decision", "call-in", "decision:homes-sold", "--by", "person:tom-hale", "--on", on, *SAYS, **how)


def determine(call: Call, on: str = "2018-07-20", **how: Any) -> Result:
    words = ("--by", "body:scrutiny", "--outcome", "referred-back", "--on", on)
    return call("decision", "determine", "decision:homes-sold", *words, *SAYS, **how)


def test_a_decision_is_recorded_called_in_and_determined(call: Call, rows: Rows, sold: Path) -> None:
    call_in(call)
    determine(call)

    def force(day: str) -> str:
        (row,) = rows("decision", "list", "--as-at", day)
        return str(row["force"])

    assert [force(day) for day in ("2018-07-02", "2018-07-05", "2018-07-20")] == [
        "not yet in effect",
        "made, not yet to be acted on",
        "not to be acted on: sent back upon call-in",
    ]
    assert rows("decision", "list", "--as-at", "2018-07-01") == []
    assert [row["id"] for row in rows("call-ins", "--open", "--as-at", "2018-07-06")] == ["decision:homes-sold"]


def test_a_decision_is_found_by_whoever_took_it(rows: Rows, sold: Path) -> None:
    assert [row["id"] for row in rows("decision", "list", "--by", "hwb")] == ["decision:homes-sold"]
    assert [row["id"] for row in rows("decisions", "--body", "hwb", "--from", "2018-07")] == ["decision:homes-sold"]
    assert rows("decision", "list", "--by", "body:scrutiny") == []


def test_a_key_decision_without_notice_is_flagged(call: Call, rows: Rows, sold: Path) -> None:
    assert rows("flags", "--about", "homes-sold") == rows("flags", "--about", "decision:homes-sold")
    assert [row["kind"] for row in rows("flags", "--about", "decision:homes-sold")] == [
        "key decision without notice",
        "record lacks what the law asks for",
    ]
    assert len(rows("flags", "--kind", "key decision without notice")) == 1
    assert "28 clear days" in call("flags").stdout


def test_minutes_are_confirmed_from_the_command_line(call: Call, rows: Rows, recorded: Path) -> None:
    words = ("--on", "2018-09-06", "--signed-by", "person:ruth-okafor", "--document", "Minutes of September")
    call("meeting", "confirm", "hwb/2018-06-07", *words, "--amendments", "item 7: 'scrutiny' for 'cabinet'")

    assert [row["minutes"] for row in rows("meeting", "list")] == ["minutes confirmed with amendments"]
    assert [row["minutes"] for row in rows("meeting", "list", "--as-at", "2018-09-05")] == [
        "minutes not recorded as confirmed"
    ]


def test_a_meeting_is_shown_with_who_was_there_and_what_was_decided(rows: Rows, recorded: Path) -> None:
    (meeting,) = rows("meeting", "show", "hwb/2018-06-07")

    assert [each["person_name"] for each in meeting["attendance"]] == ["Ruth Okafor", "Tom Hale"]
    assert [each["verb"] for each in meeting["decisions"]] == ["noted", "referred"]
    assert [row["person"] for row in rows("meeting", "attendance", "--person", "tom-hale")] == ["person:tom-hale"]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("decision", "show", "homes-sld"), "did you mean 'homes-sold'?"),
        (("decision", "list", "--by", "hwbb"), "did you mean 'hwb'"),
        (("decision", "list", "--project", "care-home"), "did you mean 'care-homes'?"),
        (("decisions", "--body", "hwc"), "did you mean 'hwb'?"),
        (("decisions", "--project", "care-home"), "did you mean 'care-homes'?"),
        (("decisions", "--person", "tom-hail"), "did you mean 'tom-hale'?"),
        (("decisions", "--meeting", "hwb/2018-06-08"), "did you mean 'hwb/2018-06-07'?"),
        (("meeting", "show", "hwb/2018-06-08"), "did you mean 'hwb/2018-06-07'?"),
        (("meeting", "list", "--body", "hwc"), "did you mean 'hwb'?"),
        (("meeting", "attendance", "--person", "tom-hail"), "did you mean 'tom-hale'?"),
        (("reports", "--project", "care-home"), "did you mean 'care-homes'?"),
        (("notices", "--by", "hwbb"), "did you mean 'hwb'"),
        (("votes", "--on", "homes-sld"), "did you mean 'homes-sold'"),
        (("votes", "--by", "tom-hail"), "did you mean 'tom-hale'"),
        (("flags", "--about", "body:hwc"), "did you mean 'hwb'?"),
        (("flags", "--about", "home-sold"), "unknown subject 'home-sold'; did you mean 'homes-sold'?"),
        (("referrals", "--by", "hwc"), "did you mean 'hwb'"),
        (("referrals", "--project", "care-home"), "did you mean 'care-homes'?"),
        (("log", "--subject", "hwc"), "did you mean 'hwb'?"),
        (("body", "list", "--of", "northmor"), "did you mean 'northmoor'"),
        (("project", "list", "--lead", "hwc"), "did you mean 'hwb'?"),
        (("resolution", "list", "--person", "tom-hail"), "did you mean 'tom-hale'?"),
        (("agreements", "--party", "northmor"), "did you mean 'northmoor'"),
        (("flags", "--kind", "no quorum"), ", vote without a quorum, voter not shown to be a member"),
    ],
)
def test_a_question_about_nobody_is_refused_with_the_near_misses(
    call: Call, sold: Path, words: tuple[str, ...], says: str
) -> None:
    result = call(*words, code=1)

    assert says in result.stderr
    assert result.stdout == ""


def test_what_cannot_follow_a_decision_is_refused_and_nothing_recorded(call: Call, rows: Rows, sold: Path) -> None:
    assert "has not been called in, so no call-in can be determined" in determine(call, code=1).stderr
    assert "cannot be called in on 2018-07-01" in call_in(call, on="2018-07-01", code=1).stderr
    call_in(call)
    assert "has been called in already, on 2018-07-05" in call_in(call, on="2018-07-06", code=1).stderr

    assert len(rows("call-ins")) == 1
