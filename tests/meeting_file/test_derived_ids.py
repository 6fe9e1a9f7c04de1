"""Ids that a clerk need not write are made of the document and the words."""

import pytest

from ledger.meeting_file.id_lookup import LONGEST_WORDS, Ids, name_from
from ledger.refusals import Refusal, Taken
from ledger.vocabulary.organisations import BodiesSucceeded
from ledger.vocabulary.projects import ProjectClosed
from ledger.vocabulary.resolutions import ResolutionPassed
from ledger.vocabulary.subjects import is_name, name_of


def test_a_resolution_is_called_after_its_document_and_its_first_words() -> None:
    new = Ids("jcu").new(
        ResolutionPassed, {"text": "RESOLVED that the joint commissioning update report is noted."}, ""
    )

    assert new == {"resolution": "resolution:jcu/resolved-that-the-joint-commissioning-update-report-is"}


def test_a_succession_is_called_after_every_body_that_it_names() -> None:
    fields = {"successors": ("body:icb",), "predecessors": ("body:jice", "body:mental-health-executive")}

    new = Ids("jcu").new(BodiesSucceeded, fields, "")

    assert new == {"succession": "succession:jcu/icb-jice-mental-health-executive"}


def test_the_id_does_not_depend_on_the_other_statements() -> None:
    alone, among_others = Ids("jcu"), Ids("jcu")
    among_others.new(ResolutionPassed, {"text": "That the minutes be signed."}, "m.yaml:3")

    fields = {"text": "That the report be noted."}

    assert alone.new(ResolutionPassed, fields, "m.yaml:4") == among_others.new(ResolutionPassed, fields, "m.yaml:5")


def test_a_given_id_stands() -> None:
    fields = {"text": "That the report be noted.", "resolution": "resolution:jcu/1"}

    assert Ids("jcu").new(ResolutionPassed, fields, "") == {"resolution": "resolution:jcu/1"}


def test_what_introduces_nothing_gets_no_id() -> None:
    assert Ids("jcu").new(ProjectClosed, {"project": "project:icn"}, "") == {}


def test_two_resolutions_with_the_same_words_are_told_apart_by_the_clerk() -> None:
    ids = Ids("jcu")
    ids.new(ResolutionPassed, {"text": "That the report be noted."}, "m.yaml:4")

    with pytest.raises(Refusal) as refusal:
        ids.new(ResolutionPassed, {"text": "That the report be noted."}, "m.yaml:9")

    assert str(refusal.value) == (
        "this would be called 'jcu/that-the-report-be-noted', as the statement at m.yaml:4 is; "
        "if it was said twice, say of each where the document has it ('at: page 3'), or give it an id of its own, "
        "for example 'id: jcu/that-the-report-be-noted-again'"
    )


def test_two_resolutions_with_the_same_words_are_told_apart_by_where_the_document_has_them() -> None:
    ids, fields = Ids("jcu"), {"text": "That the report be noted."}
    ids.new(ResolutionPassed, fields, "m.yaml:4", told_at="page 1")

    assert ids.new(ResolutionPassed, fields, "m.yaml:9", told_at="page 3") == {
        "resolution": "resolution:jcu/that-the-report-be-noted-2"
    }
    with pytest.raises(Refusal):
        ids.new(ResolutionPassed, fields, "m.yaml:12", told_at="page 3")
    with pytest.raises(Refusal):
        ids.new(ResolutionPassed, fields, "m.yaml:12")


def test_an_id_that_is_given_twice_is_taken() -> None:
    ids = Ids("jcu")
    ids.claim("resolution:jcu/1", "m.yaml:4")

    with pytest.raises(Taken) as refusal:
        ids.claim("resolution:jcu/1", "m.yaml:9")

    assert str(refusal.value) == (
        "the resolution 'jcu/1' is taken: it is introduced at m.yaml:4; choose another id, or correct the entry"
    )


def test_words_of_any_length_make_a_name() -> None:
    new = Ids("jcu").new(ResolutionPassed, {"text": "x" * 5000}, "")

    assert is_name(name_of(new["resolution"]))
    assert len(name_from("x" * 5000)) == LONGEST_WORDS
    assert name_from("Minutes of the Board") == "minutes-of-the-board"
    assert name_from("議事録") == ""
