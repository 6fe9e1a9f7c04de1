"""Chains and lineages at the command line: every format says the same, and drawings are what Graphviz reads."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from tests import dot

Call = Callable[..., Result]
Rows = Callable[..., list[dict[str, Any]]]

BONDS = r"""  - accountable: hwb
    kind: reports to
    to: northmoor
    in respect of: 'public "health" \ care'
    since: 2014-01-01
  - question: to whom does the committee answer in the group
    id: june/whom
    by: ruth-okafor
    about: [scrutiny, northmoor]
    answer: {by: tom-hale, completeness: deflected, text: it meets in public}
  - took over: hwb
    id: merger
    from: scrutiny
    on: 2021
    standing: proposed
    carried over: its questions
"""


@pytest.fixture
def bound(call: Call, minutes: Path) -> None:
    """The meeting file with accountability and a proposal in it, recorded."""
    minutes.write_text(minutes.read_text() + BONDS)
    call("init")
    call("record", minutes)


@pytest.mark.usefixtures("bound")
def test_a_missing_link_is_said_with_the_question_below_it(call: Call, rows: Rows) -> None:
    words = ("accountability", "chain", "body:scrutiny", "--as-at", "2019-01-01", "--to", "northmoor")
    (missing,) = rows(*words)
    (of,) = json.loads(call(*words, "--format", "json").stdout)["ties"]
    page = call("accountability", "chain", "body:scrutiny", "--as-at", "2019-01-01").stdout

    assert (missing["kind"], missing["to"], of["kind"]) == ("none recorded", None, "body of")
    (asked,) = missing["questions"]
    assert (asked["completeness"], asked["answers"][0]["by_name"]) == ("deflected", "Tom Hale")
    assert missing["entries"] == asked["entries"]
    assert "└ asked by Ruth Okafor: to whom does the committee answer" in page
    assert "└ deflected answer by Tom Hale: it meets in public" in page


@pytest.mark.usefixtures("bound")
def test_all_formats_have_the_same_links(call: Call) -> None:
    words = ("accountability", "chain", "body:scrutiny", "--format")
    whole = json.loads(call(*words, "json").stdout)["rows"]
    single = [json.loads(line) for line in call(*words, "jsonl").stdout.splitlines()]
    table = list(csv.DictReader(io.StringIO(call(*words, "csv").stdout)))

    assert single == whole
    assert [(row["who"], row["to"], row["certainty"]) for row in table] == [
        (row["who"], row["to"] or "", row["certainty"]) for row in whole
    ]
    assert "chain" not in table[0]


@pytest.mark.usefixtures("bound")
def test_the_drawing_of_a_chain_has_every_link_and_the_missing_ones(call: Call, rows: Rows) -> None:
    drawing = dot.read(call("accountability", "chain", "body:scrutiny", "--format", "dot").stdout)
    told = json.loads(call("accountability", "chain", "body:scrutiny", "--format", "json").stdout)
    links = [*told["rows"], *told["ties"]]

    assert [(tail, head) for tail, head, _ in drawing.edges if not head.startswith("none/")] == [
        (link["who"], link["to"]) for link in links if link["to"]
    ]
    assert sum(head.startswith("none/") for _, head, _ in drawing.edges) == sum(not link["to"] for link in links) > 0
    of_the_board = dot.read(call("accountability", "chain", "body:hwb", "--format", "dot").stdout)
    edges = [attributes for each in (drawing, of_the_board) for _, _, attributes in each.edges]
    (reports,) = [attributes for attributes in edges if attributes.get("label", "").startswith("reports")]
    assert reports["label"].replace("\n", " ") == r'reports to (public "health" \ care)'
    assert {attributes["style"] for attributes in edges} == {"solid", "dashed", "dotted"}


@pytest.mark.usefixtures("bound")
def test_the_lineage_of_a_body_tells_proposals_from_facts_in_every_format(call: Call, rows: Rows) -> None:
    (done, proposed) = rows("body", "lineage", "hwb")
    page = call("body", "lineage", "body:hwb").stdout
    drawing = dot.read(call("body", "lineage", "hwb", "--format", "dot").stdout)

    assert (done["predecessor_name"], done["is_proposal"]) == ("Shadow Health and Wellbeing Board", False)
    assert (proposed["predecessor"], proposed["is_proposal"], proposed["certainty"]) == (
        "body:scrutiny",
        True,
        "possibly",
    )
    assert "Health and Wellbeing Board took over from Shadow Health" in page
    assert "Health and Wellbeing Board would take over from Adult Care" in page
    assert {(tail, attributes["style"]) for tail, _, attributes in drawing.edges} == {
        ("body:shadow-hwb", "solid"),
        ("body:scrutiny", "dashed"),
    }


@pytest.mark.usefixtures("bound")
def test_a_body_without_successions_has_none_recorded_and_an_unknown_one_is_refused(call: Call) -> None:
    assert call("body", "lineage", "hwb", "--as-at", "2000-01-01").stdout.startswith("No succession recorded")
    assert "did you mean 'hwb'" in call("body", "lineage", "hwbb", code=1).stderr
    assert "unknown" in call("accountability", "chain", "body:nobody", code=1).stderr
    assert "is no body or organisation" in call("body", "lineage", "person:tom-hale", code=2).stderr


@pytest.mark.usefixtures("bound")
def test_what_was_declared_is_listed(rows: Rows) -> None:
    (bond,) = rows("accountability", "list", "--who", "hwb")

    assert (bond["kind"], bond["to_name"]) == ("reports to", "Northmoor Council")
    assert rows("accountability", "list", "--as-at", "2013-12-31") == []
    assert rows("accountability", "list", "--to", "northmoor-ccg") == []


@pytest.mark.usefixtures("bound")
def test_a_chain_words_what_is_proposed_in_the_conditional_and_follows_it_no_further(call: Call) -> None:
    page = call("accountability", "chain", "body:scrutiny").stdout

    assert "would be succeeded by Health and Wellbeing Board" in page
    assert "reports to" not in page, "which the other board does"
