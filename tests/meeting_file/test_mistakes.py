"""Mistakes name the file, the line, the value and what would be right."""

import pytest

from ledger.meeting_file.mistakes import LONGEST_LIST, Mistakes, did_you_mean
from ledger.refusals import Refusal, Refusals


def test_mistakes_are_told_in_the_order_of_their_lines() -> None:
    mistakes = Mistakes("minutes.yaml")
    mistakes.add(41, Refusal("unknown body 'ibc'", "did you mean 'icb'?"))
    mistakes.add(7, Refusal("expected a date, found nothing"))

    with pytest.raises(Refusals) as refused:
        mistakes.raise_all()

    assert str(refused.value) == (
        "minutes.yaml:7: expected a date, found nothing\nminutes.yaml:41: unknown body 'ibc'; did you mean 'icb'?"
    )


def test_a_file_without_mistakes_is_not_refused() -> None:
    mistakes = Mistakes("minutes.yaml")

    mistakes.raise_all()

    assert len(mistakes) == 0


def test_a_short_list_of_what_is_allowed_is_named_and_a_long_one_only_where_nothing_is_near() -> None:
    many = [f"verb-{n}" for n in range(LONGEST_LIST)] + ["noted"]

    assert did_you_mean("NOTE", ["noted", "agreed"]) == "did you mean 'noted'? allowed: noted, agreed"
    assert did_you_mean("xyz", ["noted", "agreed"]) == "allowed: noted, agreed"
    assert did_you_mean("notd", many) == "did you mean 'noted'?"
    assert did_you_mean("xyz", many) == f"allowed: {', '.join(many)}"
