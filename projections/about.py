"""What is about a subject: rows and entries that mention it, and the rest of the stories that do.

A question is told in one stream with its answers, a commitment with what became of it. Such a stream is one
story: where its question is about a subject, so are its answers. The stream of a body, a person, a meeting or
a project tells of many things, of which only those that mention the subject are about it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from msgspec import Struct

from ledger.vocabulary.subjects import kind_of
from projections.engine.register import RowAsAt
from projections.engine.rows import Row, own_values

STORIES: Final = frozenset(
    {
        *("question", "remark", "commitment", "resolution", "decision", "report"),
        *("rule", "agreement", "delegation", "accountability", "succession"),
    }
)
"""The kinds of streams that tell of one thing each."""


def is_story(stream: str) -> bool:
    """Whether all that a stream tells is about one thing."""
    return kind_of(stream) in STORIES


def mentions(answer: RowAsAt[Row], subject: str) -> bool:
    """Whether a row is the subject's own, or names it in one of its columns."""
    return answer.stream == subject or _holds(own_values(answer.row), subject)


def _holds(value: Any, subject: str) -> bool:
    if isinstance(value, str):
        return value == subject
    if isinstance(value, Mapping):
        return any(_holds(inner, subject) for inner in value.values())
    if isinstance(value, tuple | list):
        return any(_holds(inner, subject) for inner in value)
    return isinstance(value, Struct) and any(_holds(getattr(value, name), subject) for name in value.__struct_fields__)
