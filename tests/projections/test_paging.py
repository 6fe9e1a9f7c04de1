"""A part of a list: its rows in some order, after one of them, no more than so many, and said to be a part."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Annotated, Any

import pytest

from benchmarks.councils import Council
from ledger.store import Datastore
from ledger.vocabulary.dates import When, when
from ledger.vocabulary.provenance import Standing
from projections import ALL, Projector, Register, register_at
from projections.answers.deferred import Deferred
from projections.answers.directory import questions
from projections.answers.envelope import replied
from projections.answers.paging import part_of
from projections.answers.question import Answer, CannotAsk, Column, Line, question
from tests.projections.conftest import AskedOf
from tests.projections.histories import record


class Petition(Line, frozen=True, kw_only=True):
    """A row with an id, a date, a number and a text, any of which may not be told."""

    id: Annotated[str, Column("The petition", "petition", bare=True)]
    on: Annotated[When | None, Column("When")] = None
    signatures: Annotated[int | None, Column("How many signed it")] = None
    title: Annotated[str, Column("What it is called", label="name")] = ""


LONG_LISTS = (
    *("log", "decisions", "resolution list", "meeting list", "meeting attendance", "meeting turnout", "votes"),
    *("referrals", "scrutiny", "questions", "commitments", "person list", "project list", "flags"),
)
ROWS = [
    Petition(id="petition:weir", on=when("2018-05"), signatures=9, title="mend the Weir"),
    Petition(id="petition:bridge", on=when("[..2017]"), signatures=110, title="a bridge"),
    Petition(id="petition:lights", title="Lights"),
    Petition(id="petition:crossing", on=when("2018-05-02"), signatures=20),
]


@question("petition list", one="petition")
def petitions(register: Any) -> Answer[Petition]:
    """List them."""
    return Answer(ROWS, for_people=Answer(ROWS[:1], row=Petition))


@pytest.fixture
def register(asked_of: AskedOf) -> Register:
    return asked_of([])()


def asked(register: Register, **given: Any) -> Answer[Any]:
    return part_of(register, petitions, petitions.reply(register, given), given)


def ids(answer: Answer[Any]) -> list[str]:
    return [row.id.removeprefix("petition:") for row in answer.rows]


def test_a_list_that_is_cut_says_which_rows_they_are_and_how_to_go_on(register: Register) -> None:
    first = asked(register, limit=2)
    rest = asked(register, after="petition:bridge")

    assert ids(first) == ["weir", "bridge"]
    assert first.notes == ("rows 1 to 2 of 4 are shown; `--after petition:bridge` goes on",)
    assert ids(rest) == ["lights", "crossing"]
    assert rest.notes == ("rows 3 to 4 of 4 are shown",)
    assert not first.complete
    assert not rest.complete
    assert first.sentence == "4 petitions."
    assert first.for_people is None


def test_a_list_that_is_not_cut_is_whole(register: Register) -> None:
    for given in ({}, {"limit": 4}, {"limit": 99}, {"after": "0"}):
        whole = asked(register, **given)

        assert (ids(whole), whole.complete, whole.notes) == (["weir", "bridge", "lights", "crossing"], True, ())
        assert whole.for_people is not None


@pytest.mark.parametrize(("after", "left"), [("weir", 3), ("3", 1), ("4", 0), ("99", 0)])
def test_rows_are_passed_over_by_a_short_id_or_a_number(register: Register, after: str, left: int) -> None:
    assert len(asked(register, after=after).rows) == left


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ("signatures", ["weir", "crossing", "bridge", "lights"]),
        ("-signatures", ["bridge", "crossing", "weir", "lights"]),
        ("on", ["bridge", "weir", "crossing", "lights"]),
        ("title", ["bridge", "lights", "weir", "crossing"]),
        ("name", ["bridge", "lights", "weir", "crossing"]),
        ("-id", ["weir", "lights", "crossing", "bridge"]),
    ],
)
def test_rows_are_sorted_by_a_column_those_of_which_it_is_not_told_last(
    register: Register, sort: str, order: list[str]
) -> None:
    found = asked(register, sort=sort)

    assert ids(found) == order
    assert found.complete
    assert ids(asked(register, sort=sort, limit=1)) == order[:1]


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"sort": "titel"}, "--sort: 'titel' is none of the words here; did you mean 'title'"),
        ({"after": "petition:wier"}, "--after: no row here has the id 'petition:wier'"),
    ],
)
def test_a_column_or_a_row_that_is_not_there_is_refused(register: Register, given: dict[str, str], says: str) -> None:
    with pytest.raises(CannotAsk, match=says):
        asked(register, **given)


def options(of: Iterable[Any]) -> set[str]:
    return {each.name for each in of}


def test_lists_take_the_three_and_pages_do_not() -> None:
    from projections.answers.directory import questions

    found = {words: options(entry.load().parameters) for words, entry in questions().items()}
    assert {"limit", "after", "sort"} <= found["decisions"] & found["body members"] & found["log"]
    assert not {"limit", "after", "sort"} & (found["body show"] | found["accountability chain"])


@pytest.mark.parametrize("words", ["log", "decisions"])
@pytest.mark.parametrize(
    "part", [{"limit": 7}, {"limit": 5, "after": "9"}, {"limit": 1_000}, {"limit": 3, "sort": "standing"}]
)
def test_the_first_rows_that_are_made_alone_are_those_of_the_whole_list(
    words: str, part: dict[str, Any], datastore: Datastore
) -> None:
    record(datastore, list(Council(400).entries()))
    Projector(datastore, ALL).catch_up()
    register, asked_for = register_at(datastore, None), questions()[words].load()
    given = {**{each.name: () if each.holds.many else each.default for each in asked_for.parameters}, **part}
    if words == "log" and "after" in given:
        given["after"] = int(given["after"] or 0)
    whole = asked_for.reply(
        register, {**given, "limit": None, "sort": None, "after": given["after"] if words == "log" else None}
    )

    answer, _ = replied(register, asked_for, given, with_sources=False)

    first = int(part.get("after", 0)) if words != "log" else 0
    if "sort" not in part:
        assert list(answer.rows) == list(whole.rows)[first : first + part["limit"]]
    assert len(answer.rows) == min(part["limit"], len(whole.rows) - first)
    assert answer.sentence == whole.sentence
    assert answer.complete == (len(answer.rows) == len(whole.rows))
    assert all(f"of {len(whole.rows)} are shown" in note for note in answer.notes)


def test_no_more_rows_are_made_than_are_shown(datastore: Datastore) -> None:
    record(datastore, list(Council(400).entries()))
    Projector(datastore, ALL).catch_up()

    register = register_at(datastore, None)
    for words in LONG_LISTS:
        asked_for = questions()[words].load()
        answer = asked_for.reply(register, {})
        shown = list(part_of(register, asked_for, answer, {"limit": 2}).rows)

        assert (len(shown), len(answer.rows) > 2, type(answer.rows)) == (2, True, Deferred), words
        assert "_rows" not in vars(answer.rows), words
        for column in answer.rows._tells:
            assert list(answer.rows.values(column)) == [getattr(row, column) for row in answer.rows], (words, column)


@pytest.mark.parametrize(
    ("given", "fits"),
    [
        ({"standing": Standing.EXPECTED}, lambda row: row.standing == "expected"),
        ({"type": "meeting.held"}, lambda row: row.type == "meeting.held"),
        ({"subject": "person:pe-2"}, lambda row: row.subject == "person:pe-2" or "person:pe-2" in row.says),
    ],
)
def test_of_the_log_no_more_entries_are_decoded_than_are_shown(
    asked_of: AskedOf, given: dict[str, Any], fits: Callable[[Any], bool]
) -> None:
    register, log = asked_of(())(), questions()["log"].load()
    record(register.datastore, list(Council(400).entries()))
    register = register_at(register.datastore, None)

    answer, whole = log.reply(register, given), log.reply(register, {})

    assert isinstance(answer.rows, Deferred)
    assert [row.entry for row in answer.rows] == [row.entry for row in whole.rows if fits(row)]
    assert [row.entry for row in answer.rows[2:5]] == [row.entry for row in list(answer.rows)[2:5]]


def test_rows_are_made_once_and_only_those_that_are_read() -> None:
    read: list[int] = []

    def made(some: Sequence[int]) -> Iterator[str]:
        read.extend(some)
        return map(str, some)

    rows = Deferred(range(10, 20), made)

    assert list(rows[2:4]) == list(rows[2:4]) == ["12", "13"]
    assert (rows[-1], len(rows[5:50]), len(rows)) == ("19", 5, 10)
    assert read == [12, 13, 19]
