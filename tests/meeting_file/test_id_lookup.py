"""Short names stand for full ids where only one subject can be meant."""

from difflib import get_close_matches

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger.meeting_file.id_lookup import FINALISTS, IdLookup, Known, Likeness, new_subject
from ledger.refusals import Refusal, UnknownSubject

KINDS = ("organisation", "body", "person", "post", "project", "meeting")


@pytest.fixture
def names(ledger: Known) -> IdLookup:
    return IdLookup(ledger, KINDS)


def refused(names: IdLookup, written: str, *kinds: str) -> Refusal:
    with pytest.raises(Refusal) as refusal:
        names.completed(written, kinds)
    return refusal.value


def test_a_short_name_is_completed_by_the_kind_that_has_it(names: IdLookup) -> None:
    assert names.completed("icb", ["body"]) == "body:icb"
    assert names.completed("lbb", ["body", "organisation"]) == "organisation:lbb"
    assert names.completed("icn", []) == "project:icn"
    assert names.completed("bromley-hwb/2015-10-08", ["meeting"]) == "meeting:bromley-hwb/2015-10-08"


def test_a_full_id_stays_what_it_is(names: IdLookup) -> None:
    assert names.completed("body:icb", ["body"]) == "body:icb"
    assert names.completed("post:clerk", ["person", "post"]) == "post:clerk"


def test_what_the_file_introduces_can_be_referred_to(names: IdLookup) -> None:
    names.introduce("body:care-board")

    assert names.completed("care-board", ["body"]) == "body:care-board"


def test_an_unknown_name_is_refused_with_near_misses_of_every_allowed_kind(names: IdLookup) -> None:
    refusal = refused(names, "clark", "person", "post")

    assert isinstance(refusal, UnknownSubject)
    assert str(refusal) == "unknown person or post 'clark'; did you mean 'clerk'?"
    assert str(refused(names, "ibc", "body")) == "unknown body 'ibc'; did you mean 'icb'?"
    assert str(refused(names, "ICB", "body")) == "unknown body 'ICB'; did you mean 'icb'?"
    assert (
        str(refused(names, "zzz", "body"))
        == "unknown body 'zzz'; register the body first, as `govledger body add` does"
    )
    assert str(refused(names, "body:ibc", "body", "person")) == "unknown body 'ibc'; did you mean 'icb'?"
    assert (
        str(refused(names, "boddy:icb", "body")) == "unknown body 'boddy:icb'; did you mean 'body:icb' or 'body:jice'?"
    )


def test_a_name_that_fits_two_kinds_is_refused_and_both_ids_are_offered(names: IdLookup) -> None:
    assert str(refused(names, "clerk", "person", "post")) == (
        "'clerk' may be a person or a post; write person:clerk or post:clerk"
    )


def test_a_subject_of_another_kind_is_refused_as_what_it_is(names: IdLookup) -> None:
    assert str(refused(names, "icb", "person", "post")) == "'icb' is a body; expected a person or a post"
    assert str(refused(names, "body:icb", "organisation")) == "'body:icb' is a body; expected an organisation"


def test_a_new_name_is_small_letters_and_one_like_it_is_offered() -> None:
    with pytest.raises(Refusal) as refusal:
        new_subject("Health & Wellbeing Board", "body")

    assert new_subject("hwb", "body") == "body:hwb"
    assert new_subject("body:hwb", "body") == "body:hwb"
    assert str(refusal.value) == (
        "'Health & Wellbeing Board' cannot be the name of a body; "
        "use small letters, digits and hyphens, for example 'health-wellbeing-board'"
    )


MANY = [f"{kind}-{place}" for kind in ("board", "committee", "panel", "executive") for place in range(500)]


def test_a_misspelt_name_is_found_among_many() -> None:
    nearest = Likeness([*MANY, "health-and-wellbeing-board", "icb"]).nearest

    assert "health-and-wellbeing-board" in nearest("heatlh-and-welbeing-board")
    assert "icb" in nearest("ibc")
    assert "icb" in nearest("ICB")
    assert len(nearest("x")) == FINALISTS


@settings(deadline=None)
@given(st.sampled_from(MANY), st.integers(0, 20), st.sampled_from("abcxyz-"))
def test_one_wrong_letter_never_hides_the_right_name(name: str, at: int, letter: str) -> None:
    misspelt = name[:at] + letter + name[at + 1 :]

    nearest = Likeness(MANY).nearest(misspelt)

    assert name in nearest or get_close_matches(misspelt, nearest, n=3, cutoff=0.9)


def test_of_few_names_all_are_weighed() -> None:
    assert Likeness(["b", "a"]).nearest("zzz") == ["a", "b"]
    assert Likeness([]).nearest("zzz") == []
