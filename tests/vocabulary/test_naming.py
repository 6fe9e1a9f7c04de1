"""Names are compared without what varies from minutes to minutes, and settle only where one subject bears them."""

from collections.abc import Collection, Iterable, Sequence

import pytest

from ledger.refusals import Refusal
from ledger.vocabulary.event import CATALOGUE
from ledger.vocabulary.naming import alike, folded, gives_names, settled, short_name


class Roll:
    """Who bears which name, by subject."""

    def __init__(self, **called: str) -> None:
        self._called = {f"person:{subject.replace('_', '-')}": name for subject, name in called.items()}

    def bearers(self, name: str, kinds: Sequence[str]) -> Collection[str]:
        return [subject for subject, called in self._called.items() if folded(called) == folded(name)]

    def names_in_use(self, kinds: Sequence[str]) -> Iterable[tuple[str, str]]:
        return [(name, subject) for subject, name in self._called.items()]

    def told_apart(self, subject: str) -> str:
        return "of Ashby" if subject.endswith("smith") else ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Cllr Ann Smith", "Ann Smith"),
        ("Borough Councillor Mrs. Ann  Smith", "ann smith"),
        ("Llŷr ap Gwynn", "Llyr ap Gwynn"),
        ("Jane O’Brien", "JANE O'BRIEN"),
        ("Dr. K. Łęcki", "K Lecki"),
        ("Siân\u00a0Rees", "Sian Rees"),
        ("Bjørn Ærø", "Bjorn Aero"),
    ],
)
def test_names_of_one_person_are_one_name(one: str, other: str) -> None:
    assert folded(one) == folded(other)


@pytest.mark.parametrize(("one", "other"), [("Ann Smith", "Anne Smith"), ("A Smith", "Ann Smith"), ("Ward", "Wards")])
def test_names_that_are_only_alike_are_two_names(one: str, other: str) -> None:
    assert folded(one) != folded(other)


def test_a_title_that_is_the_whole_name_or_no_persons_stays() -> None:
    assert folded("Mr Parish") == "parish"
    assert folded("Town Ward") == "town ward"
    assert folded("The Lady Margaret Trust", "organisation") == "lady margaret trust"
    assert folded("The", "body") == "the"


def test_an_id_is_readable_in_latin_letters_and_not_taken() -> None:
    assert short_name("Llŷr ap Gwynn") == "llyr-ap-gwynn"
    assert short_name("Cllr Jane O'Brien") == "jane-obrien"
    assert short_name("Health & Wellbeing Board", "body") == "health-wellbeing-board"
    assert short_name("Ann Smith", taken={"ann-smith", "ann-smith-2"}) == "ann-smith-3"


def test_one_bearer_settles_a_name_and_two_are_told_apart() -> None:
    roll = Roll(ann_smith="Cllr Ann Smith", ann_smith_2="Ann Smith", bo_khan="Bo Khan")

    assert settled("Bo Khan", roll.bearers("Cllr Bo Khan", ["person"]), roll) == "person:bo-khan"
    assert settled("Zed", [], roll) is None
    both = roll.bearers("Ann Smith", ["person"])
    assert settled("Ann Smith", both, roll, first=["person:ann-smith-2"]) == "person:ann-smith-2"
    with pytest.raises(Refusal, match="is the name of 2: person:ann-smith, of Ashby; person:ann-smith-2"):
        settled("Ann Smith", both, roll, first=both)


def test_near_misses_are_of_names_and_first_names_that_differ_are_none() -> None:
    roll = Roll(ann_smith="Cllr Ann Smith", bob_smith="Bob Smith", jane_obrien="Jane O'Brien")

    assert alike("A. Smith", ["person"], roll) == ["'Cllr Ann Smith' (person:ann-smith, of Ashby)"]
    assert alike("Jane OBrian", ["person"], roll) == ["'Jane O'Brien' (person:jane-obrien)"]
    assert alike("jane", ["person"], roll) == ["'Jane O'Brien' (person:jane-obrien)"]
    assert alike("Zebedee Quill", ["person"], roll) == []


def test_every_event_that_registers_or_renames_gives_names() -> None:
    found = {name for name, event in CATALOGUE.items() if gives_names(event)}

    assert {"person.registered", "person.also-named", "body.established", "body.renamed", "project.opened"} <= found
    assert "membership.started" not in found
