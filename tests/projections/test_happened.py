"""Did a step happen: a word for each way in which sources tell of it, going together with how well it is evidenced."""

from __future__ import annotations

from itertools import product

import pytest

from ledger.vocabulary.dates import when
from ledger.vocabulary.projects import Role
from ledger.vocabulary.provenance import Standing
from projections.routes.happened import Happened, happened
from projections.routes.steps import Evidence, Taken

BOARD, OFFICER = "body:board", "person:officer"
GOES_WITH = {
    Evidence.SHOWN: {Happened.YES},
    Evidence.CLAIMED: {Happened.SAID_TO_BE, Happened.EXPECTED, Happened.SAID_NOT_TO_BE},
    Evidence.OPEN: {Happened.NOT_SURE},
    Evidence.DENIED: {Happened.NO},
}


@pytest.mark.parametrize(
    ("standing", "stated_by", "told", "word"),
    [
        (Standing.MINUTED, "", True, "yes"),
        (Standing.MINUTED, "", False, "no"),
        (Standing.REPORTED, BOARD, True, "yes"),
        (Standing.REPORTED, OFFICER, True, "said to be"),
        (Standing.ASSERTED, OFFICER, True, "said to be"),
        (Standing.ASSERTED, OFFICER, False, "said not to be"),
        (Standing.INFERRED, "", True, "said to be"),
        (Standing.EXPECTED, OFFICER, True, "expected"),
        (Standing.PROPOSED, OFFICER, True, "expected"),
        (Standing.UNKNOWN, OFFICER, True, "not sure"),
        (Standing.DISPUTED, OFFICER, False, "not sure"),
    ],
)
def test_only_what_is_shown_happened(standing: Standing, stated_by: str, told: bool, word: str) -> None:
    assert happened(standing, stated_by, BOARD, told) == word


@pytest.mark.parametrize(("standing", "stated_by", "told"), [*product(Standing, ("", BOARD, OFFICER), (True, False))])
def test_the_word_goes_with_how_well_routes_take_the_step_to_be_evidenced(
    standing: Standing, stated_by: str, told: bool
) -> None:
    step = Taken(by=BOARD, role=Role.UNKNOWN, on=when("2018"), standing=standing, stated_by=stated_by, happened=told)

    assert happened(standing, stated_by, BOARD, told) in GOES_WITH[step.evidence]
