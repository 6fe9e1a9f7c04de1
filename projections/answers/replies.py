"""Answers to questions and responses to remarks, as items under what they answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import msgspec

from ledger.vocabulary.dates import When, when
from ledger.vocabulary.questions import AnswerGiven, Completeness
from projections.answers.columns import Standing
from projections.answers.question import Column, column_of

if TYPE_CHECKING:
    from projections.engine.register import RowAsAt
    from projections.engine.rows import Point


class Reply(msgspec.Struct, frozen=True, kw_only=True):
    """Who answered, how far that went, in which words; and what it spoke of instead, where that is told."""

    completeness: Annotated[Completeness, Column("How far it answers")]
    by: Annotated[str | None, column_of(AnswerGiven, "by")]
    text: Annotated[str, Column("The answer, in the words of the record")]
    about: Annotated[tuple[str, ...], column_of(AnswerGiven, "about")]
    date: Annotated[When, Column("When it was given")]
    standing: Standing
    stated_by: Annotated[str | None, Column("Who said that it was given")]
    certainty: Annotated[str, Column("Whether it had been given: yes, or possibly")]
    entries: Annotated[tuple[int, ...], Column("The entries that it rests on")]


def reply_from(answer: RowAsAt[Point[AnswerGiven]]) -> Reply:
    """An answer to a question, or a response to a remark."""
    row, given = answer.row, answer.event
    return Reply(
        completeness=given.completeness,
        by=given.by,
        text=given.text,
        about=given.about,
        date=when(row.since),
        standing=row.standing.value,
        stated_by=row.stated_by or None,
        certainty=answer.certainty.value,
        entries=row.entries,
    )
