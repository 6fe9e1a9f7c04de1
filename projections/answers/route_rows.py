"""Steps of projects as rows: referrals, considerations and scrutiny."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Final

from projections.answers.from_register import named, row_of
from projections.answers.listing import Column, Row, dated

if TYPE_CHECKING:
    from projections.engine.register import Answer


_BUT: Final = {
    "said to be": "only said to have happened",
    "expected": "only expected",
    "not sure": "who told of it was not sure",
    "said not to be": "said not to have happened",
    "no": "said not to have happened",
}


def but(happened: Any) -> str:
    """What did not happen, or nobody shows to have, must not look as if it had."""
    return _BUT.get(happened, "")


PROJECT: Final = named("project")
WHEN: Final = dated("since", "date")
HAPPENED: Final = Column("happened", "but", text=but)
REFERRAL: Final = (PROJECT, WHEN, named("by"), named("to"), "purpose", "return_expected", HAPPENED, "standing")
SCRUTINY: Final = (
    *(PROJECT, WHEN, named("by"), "outcome", "concerns", "recommendations", "report", HAPPENED, "standing"),
)


def step_rows(answers: Iterable[Answer[Any]]) -> list[Row]:
    """Steps as rows, each with the project whose step it is."""
    from projections.routes.happened import happened_of

    return [row_of(answer, project=answer.stream, happened=happened_of(answer.row)) for answer in answers]
