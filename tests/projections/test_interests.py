"""Interests, conflicts, dispensations, options and derivations: each found from its sides, on both clocks."""

from __future__ import annotations

from ledger.vocabulary.appraisals import Option, OptionsAppraised, OptionVerdict
from ledger.vocabulary.corrections import EntryCorrected, EntryRetracted
from ledger.vocabulary.dates import Certainty
from ledger.vocabulary.interests import ConflictAcknowledged, DispensationGranted, InterestDeclared
from ledger.vocabulary.projects import ProjectDerived
from projections.interests import conflicts, declarations, dispensations, interests
from projections.projects import derived, derived_from, options
from tests.projections.conftest import AskedOf

MEETING, ADA, TOM, LIBRARY, ROOF = "meeting:june", "person:ada", "person:tom", "project:library", "project:roof"
DECLARED = InterestDeclared(person=ADA, meeting=MEETING, about=(LIBRARY,), kind="other registrable", action="stayed")
CLASS = ConflictAcknowledged(text="GPs provide and commission", meeting=MEETING, of="GPs", about=(ROOF,))
GRANTED = DispensationGranted(person=ADA, about=(LIBRARY,), by="post:chief", meeting=MEETING)


def test_an_interest_is_found_from_the_person_the_meeting_and_what_it_is_in(asked_of: AskedOf) -> None:
    at = asked_of([(DECLARED, "2023-07-18"), (CLASS, "2023-07-18")])
    register = at("2023-07-18")

    (found,) = interests(register)
    assert found.event.action == "stayed"
    assert interests(register, person=ADA) == interests(register, meeting=MEETING) == [found]
    assert interests(register, about=LIBRARY) == [found]
    assert interests(register, person=TOM) == interests(register, about=ROOF) == []
    assert interests(at("2023-07-17")) == interests(at(known_at=0)) == []


def test_the_conflict_of_a_class_is_nobodys_own(asked_of: AskedOf) -> None:
    register = asked_of([(CLASS, "2023-07-18")])("2023-07-18")

    (found,) = conflicts(register, about=ROOF, meeting=MEETING)
    assert (found.event.of, found.event.persons, found.event.managed) == ("GPs", (), "")
    assert conflicts(register, person=ADA) == interests(register) == []


def test_a_dispensation_tells_whether_an_interest_in_it_was_ever_declared(asked_of: AskedOf) -> None:
    other = DispensationGranted(person=TOM, about=(ROOF,))
    at = asked_of([(GRANTED, "2023-07-14"), (other, "2023-07-14"), (DECLARED, "2023-07-18")])

    def declared(known_at: int) -> dict[str, bool]:
        register = at("2023-07-14", known_at)
        return {a.event.person: bool(declarations(register, a.event)) for a in dispensations(register)}

    assert declared(2) == {ADA: False, TOM: False}
    assert declared(3) == {ADA: True, TOM: False}, "the declaration may follow the dispensation"
    assert [a.event.person for a in dispensations(at(), person=ADA, about=LIBRARY, meeting=MEETING)] == [ADA]


def test_an_interest_retracted_is_gone_from_then_on(asked_of: AskedOf) -> None:
    at = asked_of([(DECLARED, "2023-07-18"), (EntryRetracted(entry=1, why="the wrong Ada"), "XXXX")])

    assert len(interests(at(known_at=1))) == 1
    assert interests(at()) == []


def test_options_are_told_one_by_one_in_whose_view(asked_of: AskedOf) -> None:
    mine = (
        Option(text="refurbish", number="1", verdict=OptionVerdict.PREFERRED),
        Option(text="close", number="2", verdict=OptionVerdict.REJECTED, why="no other pool"),
    )
    theirs = (Option(text="close", verdict=OptionVerdict.PREFERRED),)
    at = asked_of(
        [
            (OptionsAppraised(project=ROOF, options=mine, by="body:cabinet"), "2023-06-27"),
            (OptionsAppraised(project=ROOF, options=theirs, by="body:scrutiny"), "2023-06"),
            (EntryCorrected(entry=2, why="misread", fields={"project": ROOF, "by": "body:council"}), "XXXX"),
        ]
    )

    def told(known_at: int | None = None, day: str = "2023-06-27", **asked: object) -> list[tuple[str, str, Certainty]]:
        found = options(at(day, known_at), **asked)  # type: ignore[arg-type]
        return [
            (f"{a.appraisal.event.by}: {a.option.text}", a.option.verdict.value, a.appraisal.certainty) for a in found
        ]

    assert told(verdicts=(OptionVerdict.REJECTED,)) == [("body:cabinet: close", "rejected", Certainty.YES)]
    assert told(by="body:council") == [("body:council: close", "preferred", Certainty.POSSIBLY)]
    assert told(2, by="body:scrutiny") == [("body:scrutiny: close", "preferred", Certainty.POSSIBLY)]
    assert [certainty for _, _, certainty in told(day="2023-06-26")] == [Certainty.POSSIBLY]
    assert told(project=LIBRARY) == []


def test_a_derivation_is_found_from_both_ends(asked_of: AskedOf) -> None:
    at = asked_of([(ProjectDerived(project=ROOF, from_=(LIBRARY, "body:hwb"), what="its priorities"), "[..2019-01]")])
    register = at("2018-01-01")

    (found,) = derived_from(register, ROOF)
    assert (found.event.from_, found.certainty) == ((LIBRARY, "body:hwb"), Certainty.POSSIBLY)
    assert derived(register, LIBRARY) == derived(register, "body:hwb") == [found]
    assert derived_from(register, LIBRARY) == derived(at(known_at=0), LIBRARY) == []
