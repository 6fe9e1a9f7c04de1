"""What bodies are called: of names of one date, the one that was told last."""

from __future__ import annotations

from ledger.vocabulary.organisations import BodyEstablished, BodyRenamed
from projections import called
from tests.projections.conftest import AskedOf

PANEL = "body:panel"


def test_of_two_new_names_of_one_date_the_one_that_was_told_last_is_the_name(asked_of: AskedOf) -> None:
    at = asked_of(
        [
            (BodyEstablished(body=PANEL, name="Panel"), "2015-01-01"),
            (BodyRenamed(body=PANEL, name="Panel of the future"), "[2019-12..]"),
            (BodyRenamed(body=PANEL, name="First new name"), "201X"),
            (BodyRenamed(body=PANEL, name="Second new name"), "201X"),
        ]
    )

    assert called.current_names(at("2017-12-01"), "body") == {PANEL: "Second new name"}
