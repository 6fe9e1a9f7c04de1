"""Each field is described once, from its annotation; a type that nothing can be made of is refused by name."""

from datetime import datetime
from typing import Annotated, Any, Literal

import pytest
from msgspec import Meta

from ledger.vocabulary import CATALOGUE
from ledger.vocabulary.dates import DateText
from ledger.vocabulary.event import Event, recorded_as
from ledger.vocabulary.field_types import ListType, ReferenceType
from ledger.vocabulary.fields import Term, date_fields, fields_of, introduced_kind, key_name, keys_of, type_of
from ledger.vocabulary.membership import MembershipStarted
from ledger.vocabulary.organisations import BodiesSucceeded
from ledger.vocabulary.projects import ProjectOpened
from ledger.vocabulary.resolutions import ResolutionPassed, Verb
from ledger.vocabulary.subjects import AnyId, NewBody, PersonId, UnitId
from ledger.vocabulary.sums import SumStated
from ledger.vocabulary.targets import TargetSet


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
    assert type_of(annotation).expected == expected


def test_a_choice_is_told_with_all_that_can_be_chosen() -> None:
    expected = type_of(Verb).expected

    assert expected == f"one of {', '.join(Verb)}"


def test_keys_are_the_stored_names_with_spaces() -> None:
    assert {"part of", "title", "also"} <= set(keys_of(ProjectOpened))
    assert keys_of(BodiesSucceeded)["from"].name == "predecessors"
    assert key_name("on_behalf_of") == key_name(" on  behalf of") == "on behalf of"


def test_a_field_says_what_it_holds_and_what_may_leave_it_out() -> None:
    fields = {field.name: field for field in fields_of(ResolutionPassed)}

    assert (fields["text"].required, fields["text"].erasable) == (True, True)
    assert (fields["body"].inherited, fields["body"].assigned, fields["body"].erasable) == (True, True, False)
    assert fields["meeting"].inherited
    assert not fields["mover"].inherited
    assert fields["mover"].type == ReferenceType(
        kinds=("person", "post"), description="Who moved it: a person or a post", nullable=True
    )
    assert introduced_kind(ResolutionPassed) == "resolution"
    assert introduced_kind(MembershipStarted) == ""


def test_a_list_says_what_its_items_are() -> None:
    assert type_of(tuple[PersonId, ...]).one == type_of(PersonId)
    assert type_of(PersonId).one == type_of(PersonId)
    assert type_of(Annotated[tuple[PersonId, ...], Meta(min_length=2)]) == ListType(item=type_of(PersonId), fewest=2)


def test_dates_are_known_as_such() -> None:
    assert date_fields(TargetSet) == {"due"}
    assert date_fields(SumStated) == frozenset()


@pytest.mark.parametrize(
    ("annotation", "why"),
    [
        (float, "FloatType"),
        (datetime, "DateTimeType"),
        (bytes, "BytesType"),
        (list[str], "ListType"),
        (set[str], "SetType"),
        (tuple[str, int], "TupleType"),
        (Literal["a", "b"], "LiteralType"),
        (dict[int, str], "DictType"),
        (Any, "AnyType"),
        (int | str, "a clerk cannot tell several types apart"),
        (tuple[int | str, ...], "a clerk cannot tell several types apart"),
        (Annotated[str, Meta(max_length=5)], "StrType with such limits"),
        (Annotated[int, Meta(multiple_of=5)], "IntType with such limits"),
        (Annotated[int | None, Meta(ge=0)], "Can only set `ge` on a numeric type"),
        (Annotated[bool, Meta(pattern="y")], "Can only set `pattern` on a str"),
    ],
)
def test_an_event_with_a_field_that_nothing_can_be_made_of_is_refused_where_it_is_defined(
    annotation: Any, why: str
) -> None:
    with pytest.raises(TypeError, match=r"the field 'signatures' of 'carnival\.held' cannot be handled") as refused:

        @recorded_as("carnival.held", stream="carnival")
        class CarnivalHeld(Event, frozen=True):
            carnival: str
            signatures: annotation

    assert why in str(refused.value)
    assert "as in `Annotated[int, Meta(ge=0)] | None`" in str(refused.value)
    assert "carnival.held" not in CATALOGUE


@pytest.mark.parametrize(
    "annotation",
    [Annotated[int, Meta(ge=0)] | None, Term, tuple[Term, ...], dict[str, tuple[str, ...]], tuple[Verb, ...] | None],
)
def test_what_a_refusal_offers_instead_is_taken(annotation: Any) -> None:
    class CarnivalHeld(Event, frozen=True):
        signatures: annotation

    assert [field.name for field in fields_of(CarnivalHeld)] == ["signatures"]
