"""Steps of projects as rows: referrals, considerations and scrutiny."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Final

from cli.answers.from_register import named, row_of
from cli.answers.listing import Column, Row, dated

if TYPE_CHECKING:
    from projections.register import Answer


def happened(value: Any) -> str:
    """What a source says did not happen must not look as if it had."""
    return "said not to have happened" if value is False else ""


PROJECT: Final = named("project")
WHEN: Final = dated("since", "date")
HAPPENED: Final = Column("happened", "but", text=happened)
REFERRAL: Final = (PROJECT, WHEN, named("by"), named("to"), "purpose", "return_expected", HAPPENED, "standing")
SCRUTINY: Final = (
    *(PROJECT, WHEN, named("by"), "outcome", "concerns", "recommendations", "report", HAPPENED, "standing"),
)


def step_rows(answers: Iterable[Answer[Any]]) -> list[Row]:
    """Steps as rows, each with the project whose step it is."""
    return [row_of(answer, project=answer.stream) for answer in answers]
