"""The catalogue of events is found in the folder, imported on demand, and every kind in it has its streams."""

from __future__ import annotations

import subprocess
import sys
from typing import Annotated

import pytest

from ledger.aggregates import KINDS, kind_for
from ledger.meeting_file.form import Form
from ledger.modules import modules_in
from ledger.vocabulary import CATALOGUE, Event, recorded_as
from ledger.vocabulary.event import Catalogue
from ledger.vocabulary.event import __file__ as catalogue_file
from ledger.vocabulary.fields import introduced_kind
from ledger.vocabulary.subjects import NewBody, introduces

NewCarnival = Annotated[str, introduces("carnival")]


@pytest.mark.parametrize("name", CATALOGUE)
def test_every_event_is_found_by_its_name_in_its_module(name: str) -> None:
    event = CATALOGUE[name]

    assert name == event.TYPE
    assert event.__module__.rpartition(".")[2] in modules_in(catalogue_file)


def test_every_event_that_is_defined_is_found() -> None:
    found = set(CATALOGUE.values())

    defined = {event for event in Event.__subclasses__() if event.__module__.startswith("ledger.")}
    assert found == defined
    assert len(CATALOGUE) == len(list(CATALOGUE)) == len(found)


def test_an_event_by_its_name_imports_its_own_part_of_the_vocabulary_only() -> None:
    program = (
        "import sys; from ledger.vocabulary import CATALOGUE; CATALOGUE['membership.started'];"
        "print('ledger.vocabulary.membership' in sys.modules, 'ledger.vocabulary.votes' in sys.modules)"
    )

    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert told.stdout.split() == ["True", "False"]


def test_no_two_events_are_recorded_under_one_name() -> None:
    with pytest.raises(TypeError, match=r"two events are recorded as 'vote\.recorded'"):

        @recorded_as("vote.recorded")
        class VoteRecordedAgain(Event, frozen=True):
            body: NewBody


@pytest.mark.parametrize("name", CATALOGUE)
def test_every_kind_that_an_event_introduces_has_streams(name: str) -> None:
    if kind := introduced_kind(CATALOGUE[name]):
        assert kind_for(f"{kind}:x").name == kind


def test_every_module_beside_the_kinds_is_a_kind() -> None:
    assert [kind_for(f"{kind}:x").name for kind in KINDS] == list(KINDS)


def test_the_kinds_are_shown_in_one_order() -> None:
    assert KINDS[:2] == ("organisation", "body")
    assert Form().kinds == tuple(kind for kind in KINDS if kind in Form().kinds)


def test_an_event_of_a_kind_without_streams_is_refused_with_what_to_do() -> None:
    class CarnivalHeld(Event, frozen=True):
        carnival: NewCarnival

    CarnivalHeld.TYPE = "carnival.held"
    form = Form(catalogue={**CATALOGUE, "carnival.held": CarnivalHeld})

    with pytest.raises(
        LookupError,
        match=r"'carnival', which the event 'carnival\.held' needs: add .*/carnival\.py",
    ):
        form.kinds  # noqa: B018


def test_a_stream_of_no_kind_is_refused_with_what_to_do() -> None:
    with pytest.raises(LookupError, match=r"add ledger/aggregates/carnival\.py"):
        kind_for("carnival:save-the-library")


def test_an_event_whose_name_the_sources_have_too_is_found_when_they_are_read() -> None:
    catalogue: Catalogue[type[Event]] = Catalogue()
    catalogue.enter("vote.recorded", Event)

    with pytest.raises(TypeError, match=r"two events are recorded as 'vote\.recorded'"):
        list(catalogue)
