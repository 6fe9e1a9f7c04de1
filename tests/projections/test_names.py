"""What subjects are called: a meeting without a title by its body, as that was called, and the day."""

from __future__ import annotations

import pytest

from ledger.vocabulary.event import CATALOGUE
from ledger.vocabulary.provenance import Standing
from projections.answers.names import Names, in_words
from tests.projections.conftest import AskedOf
from tests.projections.stories import Statement

PANEL, MEETING = "body:panel", "meeting:panel/2018-05-14"


def held(date: str = "2018-05-14T18:30", body: str = PANEL, title: str = "") -> Statement:
    return CATALOGUE["meeting.held"](meeting=MEETING, body=body, title=title), date, Standing.MINUTED


def established(body: str = PANEL, name: str = "Panel") -> Statement:
    return CATALOGUE["body.established"](body=body, name=name, kind="panel"), "2016", Standing.MINUTED


@pytest.mark.parametrize(
    ("told", "name"),
    [
        ([established(), held()], "the meeting of Panel on 2018-05-14 18:30"),
        ([established(), held("2018-05-14")], "the meeting of Panel on 2018-05-14"),
        ([established(), held(title="Annual meeting")], "Annual meeting"),
        ([established(), held("2018-05")], "panel/2018-05-14"),
        ([held()], "panel/2018-05-14"),
        ([], "panel/2018-05-14"),
    ],
    ids=["at a time", "on a day", "a title of its own", "no day", "a body without a name", "not recorded"],
)
def test_a_meeting_is_called_by_its_title_or_its_body_and_day(
    asked_of: AskedOf, told: list[Statement], name: str
) -> None:
    register = asked_of(told)()

    assert Names(register)(MEETING) == name
    names = Names(register)
    names.learn([MEETING, PANEL])
    assert in_words(names)(f"present, at {MEETING}") == f"present, at {name}"
