"""The form of a meeting file follows from the catalogue of events."""

import pytest

from ledger.meeting_file.common_keys import Circumstances
from ledger.meeting_file.form import FORM, NESTED, REGISTER_SECTIONS
from ledger.vocabulary import CATALOGUE
from ledger.vocabulary.event import Event
from ledger.vocabulary.fields import introduced_kind, keys_of
from ledger.vocabulary.membership import MembershipStarted, OfficeAssigned
from ledger.vocabulary.people import PersonRegistered
from ledger.vocabulary.projects import ProjectConsidered
from ledger.vocabulary.resolutions import ResolutionPassed

SAID = [event for event in CATALOGUE.values() if event.SAID_AS]


@pytest.mark.parametrize("event", CATALOGUE.values(), ids=lambda event: event.TYPE)
def test_every_field_of_the_vocabulary_has_a_form_in_the_file(event: type[Event]) -> None:
    if event.TYPE.startswith("entry."):
        return  # corrections are no part of minutes

    for key in keys_of(event).values():
        assert key.type.expected


@pytest.mark.parametrize("event", SAID, ids=lambda event: event.TYPE)
def test_no_field_of_an_event_is_called_like_a_circumstance(event: type[Event]) -> None:
    assert not {*event.__struct_fields__, *keys_of(event)} & {*Circumstances.__struct_fields__, "id"}


@pytest.mark.parametrize("event", SAID, ids=lambda event: event.TYPE)
def test_a_statement_can_give_every_field_of_its_event(event: type[Event]) -> None:
    filled = {FORM.head(event).name, *(key.name for key in FORM.statement_keys(event).values())}

    assert set(event.__struct_fields__) <= filled


@pytest.mark.parametrize("event", SAID, ids=lambda event: event.TYPE)
def test_what_ends_a_thing_is_recognised_by_fields_that_its_beginning_has(event: type[Event]) -> None:
    if event.ENDED_BY:
        ending = CATALOGUE[event.ENDED_BY]
        required = {key.name for key in keys_of(ending).values() if key.required}

        assert required <= set(ending.IDENTITY) <= set(event.__struct_fields__)


@pytest.mark.parametrize("event", SAID, ids=lambda event: event.TYPE)
def test_no_other_key_of_a_statement_is_called_like_its_first_one(event: type[Event]) -> None:
    assert event.SAID_AS not in FORM.statement_keys(event)


def test_no_two_events_begin_with_the_same_key() -> None:
    assert len(FORM.said) == len(SAID)


def test_sections_and_nested_statements_name_events_and_their_fields() -> None:
    assert all(introduced_kind(CATALOGUE[name]) for name in REGISTER_SECTIONS.values())
    for outer, keys in NESTED.items():
        assert CATALOGUE[outer].STREAM
        for within in keys.values():
            assert within.outer in CATALOGUE[within.event].__struct_fields__


def test_only_what_can_end_has_a_last_day() -> None:
    assert "until" in FORM.statement_keys(OfficeAssigned)
    assert "until" not in FORM.statement_keys(ProjectConsidered)


def test_only_what_introduces_a_subject_has_an_id() -> None:
    assert FORM.statement_keys(ResolutionPassed)["id"].name == "resolution"
    assert "resolution" not in FORM.statement_keys(ResolutionPassed)
    assert "id" not in FORM.statement_keys(MembershipStarted)


def test_the_register_takes_a_bare_text_as_the_name() -> None:
    assert FORM.register_head(PersonRegistered).written == "name"
    assert FORM.register_head(CATALOGUE["post.created"]).written == "title"
