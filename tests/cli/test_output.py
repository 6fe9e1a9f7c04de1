"""One answer, four renderings: the same rows, with their bounds, certainty and entries."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from typing import Annotated, Any

import click
import msgspec
import pytest
from click.testing import CliRunner, Result

from cli import tables
from cli.rendering import render
from ledger.vocabulary.dates import When, when
from projections.answers.formats import Said
from projections.answers.question import Answer, Column, Line
from projections.answers.wording import harmless, worded


class Member(Line, frozen=True, kw_only=True):
    """A row with values of several kinds."""

    member: Annotated[str, Column("Who")]
    voting: Annotated[bool | None, Column("Whether with a vote")]
    since: Annotated[When | None, Column("Since when")]
    until: Annotated[When | None, Column("Until when")] = None
    also: Annotated[tuple[str, ...], Column("Where else")] = ()


class Titled(Line, frozen=True, kw_only=True):
    """A row with a title only."""

    title: Annotated[str, Column("What it is called")]


def answer_of(rows: Sequence[Mapping[str, Any]], **more: Any) -> Answer[Any]:
    """An answer whose rows have the columns of the first."""
    fields = [(key, Annotated[Any, Column(f"The {key}")]) for key in rows[0]]
    row = msgspec.defstruct("Made", fields, bases=(Line,), frozen=True, kw_only=True)
    return Answer([row(**each) for each in rows], row=row, **more)


BOARD = Answer(
    [
        Member(member="Ade Adetosoye", voting=True, since=when("[..2019-01]"), also=("A", "B"), entries=(3, 9)),
        Member(member="Janet “J” Bailey", voting=None, since=when("XXXX"), entries=(4,), certainty="possibly"),
    ],
    notes=("the list is known to be incomplete",),
    row=Member,
)
ASKED = {"question": "body members", "body": "body:icb", "as_at": "2018-06-01", "known_at": 12}


def shown(
    answer: Answer[Any], form: str, sources: Mapping[int, Mapping[str, Any]] | None = None, charset: str = "utf-8"
) -> Result:
    @click.command()
    def show() -> None:
        render(answer, Said(ASKED, sources=sources), form)

    return CliRunner(charset=charset).invoke(show, catch_exceptions=False)


def test_a_table_shows_dates_in_words_and_what_is_only_possible() -> None:
    result = shown(BOARD, "table")

    assert result.stdout.splitlines() == [
        "member            voting    since       also    certainty",
        "----------------  --------  ----------  ------  -----------",
        "Ade Adetosoye     yes       by 2019-01  A, B    yes",
        "Janet “J” Bailey            unknown             possibly",
    ]
    assert result.stderr == "Note: the list is known to be incomplete\n"


def test_json_says_what_was_asked_and_carries_bounds_and_entries() -> None:
    result = shown(BOARD, "json")

    told = json.loads(result.stdout_bytes)
    assert told["asked"] == ASKED
    assert told["notes"] == ["the list is known to be incomplete"]
    assert told["rows"][0] == {
        "member": "Ade Adetosoye",
        "voting": True,
        "since": {"text": "[..2019-01]", "earliest": None, "latest": "2019-01-31"},
        "until": None,
        "also": ["A", "B"],
        "certainty": "yes",
        "entries": [3, 9],
    }
    assert told["rows"][1]["certainty"] == "possibly"


def test_json_lines_are_the_rows_of_the_json() -> None:
    lines = shown(BOARD, "jsonl").stdout.splitlines()

    assert [json.loads(line) for line in lines] == json.loads(shown(BOARD, "json").stdout)["rows"]


def test_csv_has_the_same_values_under_the_same_keys() -> None:
    result = shown(BOARD, "csv")

    rows = list(csv.DictReader(io.StringIO(result.stdout)))
    assert rows[0] == {
        "member": "Ade Adetosoye",
        "voting": "yes",
        "since": "[..2019-01]",
        "since_earliest": "",
        "since_latest": "2019-01-31",
        "until": "",
        "until_earliest": "",
        "until_latest": "",
        "also": "A; B",
        "certainty": "yes",
        "entries": "3; 9",
    }
    assert rows[1]["certainty"] == "possibly"


@pytest.mark.parametrize("form", ["json", "jsonl", "csv"])
def test_machine_formats_are_utf8_whatever_the_terminal_is(form: str) -> None:
    assert "“J”".encode() in shown(BOARD, form, charset="latin-1").stdout_bytes or form != "csv"
    assert shown(BOARD, form, charset="latin-1").stdout_bytes.decode("utf-8")


@pytest.mark.parametrize(("form", "expected"), [("table", ""), ("jsonl", ""), ("csv", "title,certainty,entries\n")])
def test_an_empty_answer_says_so_on_stderr_and_when(form: str, expected: str) -> None:
    result = shown(Answer((), empty="none recorded", row=Titled), form)

    assert result.stdout == expected
    assert result.stderr == "None recorded (as at 2018-06-01, known at 12).\n"


def test_the_sources_stand_below_the_table_and_in_the_json() -> None:
    sources = {3: {"document": "Minutes", "at": "paragraph 8", "standing": "minuted", "stated_by": "person:bhan"}}

    table, told = shown(BOARD, "table", sources).stdout, json.loads(shown(BOARD, "json", sources).stdout)

    assert "entries" in table.splitlines()[0]
    assert table.endswith("Sources\n    3  Minutes, paragraph 8 (minuted, stated by person:bhan)\n")
    assert told["sources"]["3"]["at"] == "paragraph 8"


def test_one_thing_reads_as_a_page_with_its_lists_below() -> None:
    told = {"name": "ICB", "purpose": None, "members": ({"who": "Bhan", "office": "co-chair"},)}
    page = answer_of([told], layout="page")

    assert shown(page, "table").stdout.splitlines() == [
        "name  ICB",
        "",
        "members:",
        "  who    office",
        "  -----  --------",
        "  Bhan   co-chair",
    ]


@pytest.mark.parametrize("room", [40, 80, 120])
def test_a_table_is_wrapped_to_the_terminal_and_loses_no_word(monkeypatch: pytest.MonkeyPatch, room: int) -> None:
    monkeypatch.setattr(tables, "_room", lambda: room)
    words = [f"word{n}" for n in range(60)]
    wide = answer_of([{"verb": "noted", "text": " ".join(words)}])

    lines = shown(wide, "table").stdout.splitlines()

    assert max(map(len, lines)) <= room
    assert [word for line in lines for word in line.split() if word in words] == words


def test_what_all_rows_have_in_common_is_said_once_where_room_is_short(monkeypatch: pytest.MonkeyPatch) -> None:
    minutes = "minutes of the Joint Board, first part"
    answer = answer_of([{"date": f"2018-0{n}", "source": minutes, "note": f"{n} said so"} for n in (1, 2, 3, 4)])

    monkeypatch.setattr(tables, "_room", lambda: 50)
    assert shown(answer, "table").stdout.splitlines() == [
        "In common:",
        f"source  {minutes}",
        "",
        "date     note",
        "-------  ---------",
        "2018-01  1 said so",
        "2018-02  2 said so",
        "2018-03  3 said so",
        "2018-04  4 said so",
    ]
    monkeypatch.setattr(tables, "_room", lambda: 80)
    assert shown(answer, "table").stdout.count(minutes) == 4


def test_rows_that_would_be_taller_as_a_table_become_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "_room", lambda: 40)
    long = "a text of a good many words that makes its column tall"
    rows = [{"one": f"{n} {long}", "two": f"{n}-wide-as-a-barn-door", "three": n} for n in (1, 2)]

    lines = shown(answer_of(rows), "table").stdout.splitlines()

    assert [line.split()[0] for line in lines if line and not line.startswith(" ")] == ["one", "two", "three"] * 2


@pytest.mark.parametrize("room", [24, 40, 64])
def test_a_table_within_a_page_keeps_to_the_room_too(monkeypatch: pytest.MonkeyPatch, room: int) -> None:
    monkeypatch.setattr(tables, "_room", lambda: room)
    words = " ".join(f"word{n}" for n in range(20))
    limbs = [{"verb": "noted", "text": words}, {"verb": "agreed", "text": words}]

    lines = shown(answer_of([{"limbs": limbs}], layout="page"), "table").stdout.splitlines()

    assert max(map(len, lines)) <= room
    assert all(f"word{n}" in " ".join(lines) for n in range(20))


def test_a_row_that_does_not_fit_side_by_side_becomes_a_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "_room", lambda: 30)
    keys = ("recorded", "standing", "subject", "document")
    wide = answer_of([dict.fromkeys(keys, "unbreakable"), dict.fromkeys(keys, "word")])

    assert shown(wide, "table").stdout.splitlines() == [
        *(f"{key:<8}  unbreakable" for key in keys),
        "",
        *(f"{key:<8}  word" for key in keys),
    ]


def test_a_pipe_gets_every_row_on_one_line() -> None:
    wide = answer_of([{"text": "word " * 200}])

    assert len(shown(wide, "table").stdout.splitlines()) == 3


@pytest.mark.parametrize(
    ("edtf", "words"),
    [
        ("2013-09-26", "2013-09-26"),
        ("2013-06", "2013-06"),
        ("[..2018-12]", "by 2018-12"),
        ("[2018-12..]", "2018-12 or later"),
        ("[2016-12..2019-01]", "some day 2016-12 to 2019-01"),
        ("2016/2019", "from 2016 to 2019"),
        ("2019-22", "summer 2019"),
        ("2013~", "about 2013"),
        ("XXXX", "unknown"),
        ("[..]", "unknown"),
        ("2018/..", "2018 or later"),
        ("../2018-05", "by 2018-05"),
        ("[2016..2018~]", "some day 2016 to about 2018"),
        ("[2019-21..2019-22]", "some day spring 2019 to summer 2019"),
        ("[2016,2018]", "2016 or 2018"),
        ("2013?", "perhaps 2013"),
        ("2013-06%", "perhaps about 2013-06"),
        ("201X", "the 2010s"),
        ("2018-05-XX", "some day in 2018-05"),
    ],
)
def test_imprecise_dates_are_said_in_words(edtf: str, words: str) -> None:
    assert str(when(edtf)) == words
    assert worded(Column("When"), when(edtf)) == words


@pytest.mark.parametrize(
    ("edtf", "words"),
    [
        ("2013-09-26", "on 2013-09-26"),
        ("2013-06", "in 2013-06"),
        ("2013", "in 2013"),
        ("2019-22", "in summer 2019"),
        ("[..2018-12]", "by 2018-12"),
        ("[2016-12..2019-01]", "some day 2016-12 to 2019-01"),
        ("201X", "in the 2010s"),
        ("XXXX", "on a day that is not known"),
    ],
)
def test_within_a_sentence_a_date_has_the_same_words(edtf: str, words: str) -> None:
    assert when(edtf).on == words


def test_nothing_in_a_document_can_steer_the_terminal() -> None:
    assert harmless("a\x1b[31mred\u202e\n b") == "a\\x1b[31mred\\u202e b"
