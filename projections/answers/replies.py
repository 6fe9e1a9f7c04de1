"""Answers to questions and responses to remarks, as items under what they answer."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from projections.answers.from_register import since
from projections.answers.names import Name

if TYPE_CHECKING:
    from projections.engine.register import Answer
    from projections.questions import Reply


def reply_items(replies: Iterable[Answer[Reply]], name: Name) -> tuple[dict[str, Any], ...]:
    """Who answered, how far that went, in which words; and what it spoke of instead, where that is told."""
    return tuple(
        {
            "completeness": reply.row.completeness.value,
            "by": reply.row.by,
            "by_name": name(reply.row.by),
            "text": reply.row.text,
            "about": reply.row.about,
            "about_name": name(reply.row.about) or (),
            "date": since(reply.row),
            "standing": reply.row.standing.value,
            "stated_by": reply.row.stated_by or None,
            "certainty": reply.certainty.value,
            "entries": reply.row.entries,
        }
        for reply in replies
    )
