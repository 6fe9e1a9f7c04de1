"""The words of clerks and the verbs that they come to: each word one verb, and never the opposite of what was meant."""

import pytest

from ledger.refusals import Refusal
from ledger.vocabulary.resolutions import Verb
from ledger.vocabulary.verbs import OF_MOTIONS, VERBS, verb_of, with_own


@pytest.mark.parametrize(
    ("word", "verb"),
    [
        ("adopted", Verb.APPROVED),
        ("Adopted", Verb.APPROVED),
        ("be noted", Verb.NOTED),
        ("received", Verb.NOTED),
        ("refused", Verb.REJECTED),
        ("referred back", Verb.REFERRED),
        ("granted", Verb.APPROVED),
        ("elected", Verb.AGREED),
        ("authorised", Verb.AGREED),
        ("withdrawn", Verb.NOT_MOVED),
        ("not_moved", Verb.NOT_MOVED),
    ],
)
def test_a_word_of_minutes_comes_to_a_verb(word: str, verb: Verb) -> None:
    assert verb_of(word) is verb


def test_every_verb_comes_to_itself() -> None:
    assert {verb_of(verb.value) for verb in Verb} == set(Verb)


@pytest.mark.parametrize(
    ("slip", "meant"), [("aproved", "approved"), ("refered", "referred"), ("recomended", "recommended")]
)
def test_a_slip_is_offered_the_word_that_was_meant(slip: str, meant: str) -> None:
    with pytest.raises(Refusal, match=f"did you mean '{meant}'"):
        verb_of(slip)


@pytest.mark.parametrize(
    "word", ["disapproved", "unsupported", "disagreed", "not approved", "derecommended", "overturned", "quashed"]
)
def test_no_hint_suggests_what_was_not_meant(word: str) -> None:
    with pytest.raises(Refusal) as refused:
        verb_of(word)
    assert "did you mean" not in str(refused.value)
    assert "verbs:" in refused.value.remedy


@pytest.mark.parametrize("word", OF_MOTIONS)
def test_what_became_of_a_motion_is_not_what_was_resolved(word: str) -> None:
    with pytest.raises(Refusal, match="says what became of a motion"):
        verb_of(word)


def test_a_council_has_words_of_its_own() -> None:
    table = with_own({"Resolved to let": "approved", "received": "agreed"})

    assert verb_of("resolved to let", table) is Verb.APPROVED
    assert (verb_of("received", table), verb_of("received")) == (Verb.AGREED, Verb.NOTED)


@pytest.mark.parametrize(
    ("own", "says"),
    [
        ({"let": "leased"}, "'let' comes to 'leased', which is no verb"),
        ({"rejected": "approved"}, "'rejected' is a verb itself"),
    ],
)
def test_a_council_cannot_turn_the_words_round(own: dict[str, str], says: str) -> None:
    with pytest.raises(Refusal, match=says):
        with_own(own)


def test_words_stand_in_small_letters() -> None:
    assert all(word == word.lower().strip() for word in VERBS)
