"""A question is one function: what it lacks is refused where it is written, by its name."""

from __future__ import annotations

import json
from typing import Annotated, Any

import msgspec
import pytest

from ledger.vocabulary.people import PersonRegistered
from projections import Register
from projections.answers.directory import questions
from projections.answers.formats import JsonForm, Said, as_csv, as_json, rows_told
from projections.answers.layout import names_in
from projections.answers.question import Answer, Column, Line, Parameter, columns_of, question
from projections.answers.sentences import tallied
from tests.projections.conftest import AskedOf


class Named(Line, frozen=True, kw_only=True):
    """A row with everything said of its one field."""

    title: Annotated[str, Column("What it is called")]


class Seat(Line, frozen=True, kw_only=True):
    """A row that names a person."""

    person: Annotated[str, Column("Who", "person")]


class Unsaid(Line, frozen=True, kw_only=True):
    """A row with a field of which nothing is said."""

    title: str


def test_a_parameter_without_a_meaning_is_refused_by_name() -> None:
    with pytest.raises(TypeError, match="'kind' of question 'petition list' has no meaning"):

        @question("petition list")
        def petitions(register: Any, kind: str = "") -> Answer[Named]:
            return Answer(())


def test_a_field_of_the_rows_without_a_meaning_is_refused_by_name() -> None:
    with pytest.raises(TypeError, match="'title' of 'Unsaid' has no meaning"):

        @question("petition list")
        def petitions(register: Any) -> Answer[Unsaid]:
            return Answer(())


def test_a_question_knows_its_address_its_day_and_its_columns() -> None:
    @question("petition show")
    def petition(register: Any, petition: Annotated[str, Parameter("The petition.", "petition")]) -> Answer[Named]:
        """Show one petition."""
        return Answer([Named(title=petition)])

    assert petition.path == "/petition/{petition}"
    assert (petition.as_at, petition.help) == ("today", "Show one petition.")
    assert [column.name for column in columns_of(petition.row)] == ["title", "certainty", "entries"]


OF_THEIR_OWN = {"meeting": ("attendance",)}
"""By noun, the modules besides the noun's own."""


def test_every_question_is_found_in_the_module_that_has_its_name() -> None:
    for words, entry in questions().items():
        noun = words.split()[0].replace("-", "_")
        assert entry.load().words == words
        assert entry.module.removeprefix("projections.nouns.") in (noun, *OF_THEIR_OWN.get(noun, ()))


def test_every_question_has_an_address_of_its_own() -> None:
    paths = [entry.load().path for entry in questions().values()]

    assert len(set(paths)) == len(paths)


def test_one_question_of_each_noun_says_what_the_noun_stands_for() -> None:
    said = [words.split()[0] for words, entry in questions().items() if entry.noun]

    assert sorted(said) == sorted({words.split()[0] for words in questions()})


def test_an_answer_without_rows_has_the_columns_of_its_question() -> None:
    assert [column.key for column in Answer((), row=Named).columns] == ["title"]


def test_the_sentence_of_an_answer_stands_before_its_rows() -> None:
    answer = Answer([Named(title="one")], sentence="There is one.", row=Named)

    whole = json.loads(as_json(answer, Said({"question": "petitions"})))
    assert list(whole) == ["asked", "sentence", "rows", "complete", "notes"]
    assert whole["sentence"] == "There is one."
    assert as_csv(answer, Said({})) == b"title,certainty,entries\none,yes,\n"


def test_rows_that_are_written_some_at_a_time_are_written_as_all_of_them() -> None:
    rows = [Named(title='on "two"\nlines'), Named(title=""), Named(title="three")]
    answer, said = Answer(rows, below={"more": Answer(rows[:1], row=Named)}, row=Named), Said({"question": "petitions"})
    form, told = JsonForm(answer, said), rows_told(answer, rows, said)

    pieces = (form.header, form.lines(told[:1]), form.lines([]), form.lines(told[1:]), form.footer)

    assert b"".join(pieces) == as_json(answer, said)
    assert as_json(answer, said) == msgspec.json.format(as_json(answer, said), indent=2) + b"\n"
    assert json.loads(as_json(Answer((), row=Named), said))["rows"] == []


def asked(rows: list[Named], said: str = "", one: str = "") -> Answer[Named]:
    @question("petition list", one=one)
    def petitions(register: Any, kind: Annotated[str | None, Parameter("Only of a kind.")] = None) -> Answer[Named]:
        return Answer(rows, said)

    nothing = Register(None, 0, None)  # type: ignore[arg-type]  # no database: nothing is asked
    return petitions.reply(nothing, {"kind": "big"} if not rows else {})


def test_an_answer_that_says_no_sentence_is_counted_with_what_is_only_possible() -> None:
    sure, possible = Named(title="one"), Named(title="two", certainty="possibly")

    assert asked([sure]).sentence == "1 petition."
    assert asked([sure, sure, possible]).sentence == "3 petitions, 1 of them only possible."
    assert asked([possible, possible]).sentence == "2 petitions, all of them only possible."
    assert asked([possible], one="body/bodies").sentence == "1 body, only possible."
    assert asked([sure, sure], one="body/bodies").sentence == "2 bodies."
    assert asked([sure], "There is one.").sentence == "There is one."


def test_of_what_was_asked_about_narrowly_none_is_said_to_be_recorded_such() -> None:
    assert asked([]).sentence == "No such petitions recorded."


def test_sorts_are_counted_and_what_is_all_of_one_sort_is_said_so() -> None:
    rows = [Named(title=title) for title in ("kept", "kept", "lost")]

    assert tallied(rows, "vote", lambda row: row.title) == "3 votes: 2 kept, 1 lost."
    assert tallied(rows[:2], "vote", lambda row: row.title) == "2 votes, all kept."
    assert tallied(rows[2:], "vote", lambda row: row.title) == "1 vote: lost."
    assert tallied([], "vote", lambda row: row.title) == ""


def test_the_names_in_an_answer_cost_one_query_for_each_kind(asked_of: AskedOf) -> None:
    people = [f"person:p{number}" for number in range(20)]
    register = asked_of([(PersonRegistered(person=each, name=each.upper()), "2018-06-05") for each in people])()
    asked: list[str] = []

    class Counting(Register):
        """The same register, which notes the tables that it is asked for."""

        def rows(self, projection: Any, **how: Any) -> Any:
            asked.append(projection.name)
            return super().rows(projection, **how)

    counting = Counting(register.as_at, register.known_at, register.datastore)
    names = names_in(counting, Answer([Seat(person=each) for each in people], row=Seat))

    assert [names(each) for each in people] == [each.upper() for each in people]
    assert asked == ["persons_called"], "of twenty people; which are one is read with the tables that there are"
