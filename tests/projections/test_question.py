"""A question is one function: what it lacks is refused where it is written, by its name."""

from __future__ import annotations

from typing import Annotated, Any

import pytest

from projections.answers.directory import questions
from projections.answers.layout import laid_out
from projections.answers.question import Answer, Column, Line, Parameter, columns_of, question


class Named(Line, frozen=True, kw_only=True):
    """A row with everything said of its one field."""

    title: Annotated[str, Column("What it is called")]


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


def test_every_question_is_found_in_the_module_that_has_its_name() -> None:
    for words, entry in questions().items():
        assert entry.load().words == words
        assert entry.module == f"projections.nouns.{words.split()[0].replace('-', '_')}"


def test_every_question_has_an_address_of_its_own() -> None:
    paths = [entry.load().path for entry in questions().values()]

    assert len(set(paths)) == len(paths)


def test_one_question_of_each_noun_says_what_the_noun_stands_for() -> None:
    said = [words.split()[0] for words, entry in questions().items() if entry.noun]

    assert sorted(said) == sorted({words.split()[0] for words in questions()})


def test_an_answer_without_rows_has_the_columns_of_its_question() -> None:
    laid = laid_out(None, Named, Answer(()))  # type: ignore[arg-type]  # no names are asked for

    assert [column.key for column in laid.columns] == ["title"]
