"""Free texts: what of the vocabulary is told in words of its own, and what the ledger tells things apart by."""

from __future__ import annotations

import msgspec
import pytest

from ledger.erasure.redaction import text_fields, texts_in
from ledger.vocabulary.decisions import DecisionMade
from ledger.vocabulary.event import Event
from ledger.vocabulary.membership import OfficeAssigned
from ledger.vocabulary.organisations import BodyEstablished
from ledger.vocabulary.people import PersonRegistered
from ledger.vocabulary.resolutions import Limb, ResolutionPassed, Verb
from ledger.vocabulary.sums import SumStated


@pytest.mark.parametrize(
    ("event", "fields"),
    [
        (ResolutionPassed, ("text", "limbs", "mover_as_given", "seconder_as_given")),
        (PersonRegistered, ("name", "also", "identifiers")),
        (OfficeAssigned, ()),
        (BodyEstablished, ("name", "purpose", "also", "identifiers")),
        (SumStated, ("text", "condition", "period", "share", "part_of")),
        (
            DecisionMade,
            ("text", "limbs", "reasons", "alternatives", "interests", "dispensations", "power"),
        ),
    ],
)
def test_texts_are_free_but_ids_dates_amounts_and_terms_are_not(event: type[Event], fields: tuple[str, ...]) -> None:
    assert text_fields(event) == fields


def test_every_text_is_found_at_its_place_however_deep() -> None:
    event = ResolutionPassed(
        text="RESOLVED",
        limbs=(
            Limb(verb=Verb.NOTED, text="the report", number="1"),
            Limb(verb=Verb.AGREED, text="the plan", projects=("project:fen-bridge",)),
        ),
        meeting="meeting:cabinet/2015-10-08",
        resolution="resolution:7",
    )

    assert texts_in(ResolutionPassed, msgspec.to_builtins(event), "/body") == {
        "/body/text": "RESOLVED",
        "/body/limbs/0/text": "the report",
        "/body/limbs/1/text": "the plan",
    }


def test_the_values_of_mappings_are_texts_and_their_names_are_not() -> None:
    event = PersonRegistered(person="person:x", name="", also=("A", "B"), identifiers={"gmc/number": "7"})

    assert texts_in(PersonRegistered, msgspec.to_builtins(event), "/body") == {
        "/body/also/0": "A",
        "/body/also/1": "B",
        "/body/identifiers/gmc~1number": "7",
    }
