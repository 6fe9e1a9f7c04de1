"""Questions and remarks at the command line: answers under what they answer, filters, refusals."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

Call = Callable[..., Result]
Rows = Callable[..., list[dict[str, Any]]]

TALK = """\
  - question: what does it cost
    id: june/cost
    by: ruth-okafor
    to: tom-hale
    about: [care-homes]
    answer:
      - {by: tom-hale, completeness: deferred, text: a figure will follow}
      - {by: ines-marsh, completeness: deflected, text: it is well liked, about: [hwb]}
  - question: who will run it
    id: june/who
    about: [care-homes, hwb]
  - remark: it is late
    id: june/late
    kind: concern
    by: ruth-okafor
"""


@pytest.fixture
def talked(call: Call, minutes: Path) -> None:
    """The meeting file with some questions and a remark in it, recorded."""
    minutes.write_text(minutes.read_text() + TALK)
    call("init")
    call("record", minutes)


@pytest.mark.usefixtures("talked")
def test_answers_stand_under_their_question_and_say_what_they_were_about(rows: Rows) -> None:
    (cost, who) = rows("questions")

    assert (cost["id"], cost["completeness"], cost["by_name"], cost["body"]) == (
        "question:june/cost",
        "deflected",
        "Ruth Okafor",
        "body:hwb",
    )
    assert [(a["by_name"], a["completeness"], a["about_name"]) for a in cost["answers"]] == [
        ("Tom Hale", "deferred", []),
        ("Ines Marsh", "deflected", ["Health and Wellbeing Board"]),
    ]
    assert len(cost["entries"]) == 3
    assert (who["completeness"], who["answers"], who["certainty"]) == ("none", [], "yes")


@pytest.mark.usefixtures("talked")
@pytest.mark.parametrize(
    ("words", "found"),
    [
        (("--unanswered",), ["who"]),
        (("--deflected",), ["cost"]),
        (("--by", "person:ruth-okafor"), ["cost"]),
        (("--to", "person:tom-hale"), ["cost"]),
        (("--about", "body:hwb"), ["who"]),
        (("--about", "hwb"), ["who"]),
        (("--body", "hwb"), ["cost", "who"]),
        (("--body", "scrutiny"), []),
        (("--as-at", "2018-06-06"), []),
        (("--known-at", "1"), []),
    ],
)
def test_questions_are_asked_for_by_what_became_of_them_and_by_whom(
    rows: Rows, words: tuple[str, ...], found: list[str]
) -> None:
    assert [row["id"].removeprefix("question:june/") for row in rows("questions", *words)] == found


@pytest.mark.usefixtures("talked")
def test_people_read_the_answers_below_the_question(call: Call) -> None:
    page = call("questions", "--deflected").stdout

    assert page.index("what does it cost") < page.index("answers:") < page.index("it is well liked")
    assert call("questions", "--by", "organisation:northmoor").stdout.startswith("No such questions recorded")


@pytest.mark.usefixtures("talked")
def test_remarks_without_a_response_are_told(rows: Rows) -> None:
    (late,) = rows("remarks", "--without-response", "--kind", "concern")

    assert (late["text"], late["by_name"], late["completeness"], late["responses"]) == (
        "it is late",
        "Ruth Okafor",
        "none",
        [],
    )
    assert rows("remarks", "--kind", "request") == []


@pytest.mark.usefixtures("talked")
def test_nobody_is_told_of_no_questions_where_the_name_is_unknown(call: Call) -> None:
    refused = call("questions", "--by", "person:ruth-okafro", code=1)

    assert "ruth-okafor" in refused.stderr


@pytest.mark.usefixtures("talked")
def test_unanswered_and_deflected_exclude_one_another(call: Call) -> None:
    refused = call("questions", "--unanswered", "--deflected", code=2)

    assert "choose --unanswered, --deflected or --answered" in refused.stderr
