"""What a key of a meeting file means follows from the annotations of the field that it fills."""

import pytest
from msgspec import inspect as shape

from ledger.vocabulary.dates import DateText
from ledger.vocabulary.fields import key_name, keys_of, meaning_of
from ledger.vocabulary.organisations import BodiesSucceeded
from ledger.vocabulary.projects import ProjectOpened
from ledger.vocabulary.resolutions import Verb
from ledger.vocabulary.subjects import AnyId, NewBody, PersonId, UnitId


@pytest.mark.parametrize(
    ("annotation", "expected"),
    [
        (str, "a text"),
        (bool | None, "yes or no"),
        (int, "a whole number"),
        (DateText, "a date"),
        (PersonId | None, "a person"),
        (UnitId, "a body or an organisation"),
        (AnyId, "the id of a subject"),
        (NewBody, "a name for a body"),
        (tuple[str, ...], "a list"),
        (dict[str, str], "a mapping ('name: value' lines)"),
    ],
)
def test_what_a_field_expects_is_told_in_words(annotation: object, expected: str) -> None:
    assert meaning_of(shape.type_info(annotation)).expected == expected


def test_a_choice_is_told_with_all_that_can_be_chosen() -> None:
    expected = meaning_of(shape.type_info(Verb)).expected

    assert expected == f"one of {', '.join(Verb)}"


def test_keys_are_the_stored_names_with_spaces() -> None:
    assert {"part of", "title", "also"} <= set(keys_of(ProjectOpened))
    assert keys_of(BodiesSucceeded)["from"].field == "predecessors"
    assert key_name("on_behalf_of") == key_name(" on  behalf of") == "on behalf of"
