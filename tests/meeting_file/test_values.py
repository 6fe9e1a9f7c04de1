"""Values are held to the types of the fields that they fill."""

from collections.abc import Callable
from typing import Annotated, Any

import pytest
from msgspec import Meta, Struct

from ledger.meeting_file.id_lookup import IdLookup, Known
from ledger.meeting_file.mistakes import Mistakes
from ledger.meeting_file.values import WRONG, Typed
from ledger.meeting_file.yaml_nodes import MappingNode, compose
from ledger.refusals import Refusals
from ledger.vocabulary.dates import DateText
from ledger.vocabulary.fields import keys_of, type_of
from ledger.vocabulary.resolutions import Limb, Verb
from ledger.vocabulary.subjects import BodyId, OrganisationId

Reading = Callable[[str, object], tuple[Any, list[str]]]


class Sample(Struct, kw_only=True):
    """One field of a kind each."""

    body: BodyId
    of: tuple[OrganisationId, ...] = ()
    in_public: bool | None = None
    seats: Annotated[int, Meta(ge=1, le=99)] = 1
    identifiers: dict[str, str] = {}


@pytest.fixture
def typed(ledger: Known) -> Typed:
    return Typed(IdLookup(ledger, ("organisation", "body", "person", "project")), Mistakes("m.yaml"))


@pytest.fixture
def reading(typed: Typed) -> Reading:
    def read(text: str, annotation: object) -> tuple[Any, list[str]]:
        node = compose(f"- {text}", typed.mistakes)
        value = typed.value(node.items[0], type_of(annotation))  # type: ignore[union-attr]
        return value, told(typed)

    return read


def told(typed: Typed) -> list[str]:
    try:
        typed.mistakes.raise_all()
    except Refusals as refused:
        return [str(refusal) for refusal in refused.refusals]
    return []


@pytest.mark.parametrize(
    ("text", "annotation", "value"),
    [
        ("yes", bool, True),
        ("False", bool | None, False),
        ("12", int, 12),
        ("007", str, "007"),
        ("noted", Verb, Verb.NOTED),
        ("icb", BodyId, "body:icb"),
        ("[icb, jice]", tuple[BodyId, ...], ("body:icb", "body:jice")),
        ("icb", tuple[BodyId, ...], ("body:icb",)),
        ("2013-09", DateText, "2013-09"),
        ('"[2016-12..2019-01]"', DateText, "[2016-12..2019-01]"),
        ("[2016-12..2019-01]", DateText, "[2016-12..2019-01]"),
        ("[..2019-01]", DateText, "[..2019-01]"),
        ("~", BodyId | None, None),
        ("{ods: X1, snac: 00AF}", dict[str, str], {"ods": "X1", "snac": "00AF"}),
        ("{verb: not moved, text: the motion}", Limb, Limb(verb=Verb.NOT_MOVED, text="the motion")),
    ],
)
def test_a_node_is_read_as_the_type_says(reading: Reading, text: str, annotation: object, value: object) -> None:
    assert reading(text, annotation) == (value, [])


@pytest.mark.parametrize(
    ("text", "annotation", "mistake"),
    [
        ("maybe", bool, "expected yes or no, found the text 'maybe'; write yes or no, or leave the key out"),
        ("[yes]", bool, "expected yes or no, found a list; give one value"),
        ("", BodyId, "expected a body, found nothing; give a value, or leave the key out"),
        ("~", BodyId, "expected a body, found nothing; give a value, or leave the key out"),
        ("", BodyId | None, "expected a body, found nothing; give a value, or leave the key out"),
        ("{a: b}", BodyId, "expected a body, found a mapping; give one value"),
        ("[a]", str, "expected a text, found a list; put a text with brackets in quotation marks"),
        (
            "''",
            Annotated[str, Meta(min_length=1)],
            "expected a text, found an empty one; give a text, or leave the key out",
        ),
        ("seven", int, "expected a whole number, found the text 'seven'; write digits only"),
        ("0", Annotated[int, Meta(ge=1)], "the number 0 is out of range; expected at least 1"),
        ("7", Annotated[int, Meta(ge=1, le=6)], "the number 7 is out of range; expected at least 1 and at most 6"),
        ("9" * 30, int, f"expected a whole number, found the text '{'9' * 30}'; write digits only"),
        (
            "aproved",
            Verb,
            "'aproved' is none of the choices; did you mean 'approved' or 'agreed'? allowed: noted, agreed, approved, "
            "endorsed, supported, recommended, referred, delegated, deferred, requested, rejected, not moved",
        ),
        (
            "icb",
            Limb,
            "expected a mapping with verb, text, number, projects, verb as given, to, due, until, until words, "
            "found the text 'icb'; write 'key: value' lines",
        ),
        ("x", dict[str, str], "expected a mapping, found the text 'x'; write 'name: value' lines"),
        ("[]", Annotated[tuple[BodyId, ...], Meta(min_length=1)], "an empty list; give a body, or more than one"),
        (
            "12x",
            Annotated[str, Meta(pattern=r"^\d+$", description="In pounds, as digits")],
            "'12x' does not fit; expected: In pounds, as digits",
        ),
    ],
)
def test_what_does_not_fit_is_told_with_what_would_be_right(
    reading: Reading, text: str, annotation: object, mistake: str
) -> None:
    assert reading(text, annotation) == (WRONG, [f"m.yaml:1: {mistake}"])


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("2013-02-30", "there is no such day in the calendar"),
        ("26/09/13", "it is not a date in EDTF"),
        ("[2019-01..2016-12]", "its end lies before its start"),
    ],
)
def test_a_bad_date_is_told_with_examples_of_good_ones(reading: Reading, text: str, why: str) -> None:
    value, mistakes = reading(text, DateText)

    assert value is WRONG
    assert mistakes[0].startswith(f"m.yaml:1: cannot read the date '{text}': {why}; write a day as 2013-09-26")


def test_a_text_that_is_much_too_long_for_a_date_is_not_even_tried(reading: Reading) -> None:
    value, mistakes = reading("2" * 5000, DateText)

    assert value is WRONG
    assert mistakes[0].startswith(f"m.yaml:1: cannot read the date '{'2' * 20}...': it is too long")


def test_every_mistake_in_a_list_and_in_a_mapping_is_told(typed: Typed) -> None:
    node = compose("of: [lbb, lbc, icb]\nin public: perhaps\nseats: 0\nidentifiers: [x]\n", typed.mistakes)

    values = typed.fields(node, keys_of(Sample), "a sample")  # type: ignore[arg-type]

    assert values == {}
    assert told(typed) == [
        "m.yaml:1: unknown organisation 'lbc'; did you mean 'lbb'?",
        "m.yaml:1: 'icb' is a body; expected an organisation",
        "m.yaml:1: 'body' is missing in a sample; add 'body: ' and a body",
        "m.yaml:2: expected yes or no, found the text 'perhaps'; write yes or no, or leave the key out",
        "m.yaml:3: the number 0 is out of range; expected at least 1 and at most 99",
        "m.yaml:4: expected a mapping, found a list; write 'name: value' lines",
    ]


def test_a_key_may_have_underscores_for_its_spaces_but_not_both(typed: Typed) -> None:
    node = compose("body: icb\nin_public: yes\nin public: no\n", typed.mistakes)
    assert isinstance(node, MappingNode)

    values = typed.fields(node, keys_of(Sample), "a sample")

    assert values == {"body": "body:icb", "in_public": True}
    assert told(typed) == ["m.yaml:3: the key 'in public' is given twice; keep one of them"]


def test_a_misspelt_key_is_told_once_and_not_as_missing_too(typed: Typed) -> None:
    node = compose("boddy: icb\n", typed.mistakes)
    assert isinstance(node, MappingNode)

    typed.fields(node, keys_of(Sample), "a sample")

    assert told(typed) == [
        "m.yaml:1: unknown key 'boddy' in a sample; "
        "did you mean 'body'? allowed: body, of, in public, seats, identifiers"
    ]


@pytest.mark.parametrize("order", ["boddy: icb\nbody: icb\n", "body: icb\nboddy: icb\n"])
def test_a_key_that_another_was_taken_for_is_not_counted_as_given_twice(typed: Typed, order: str) -> None:
    node = compose(order, typed.mistakes)
    assert isinstance(node, MappingNode)

    values = typed.fields(node, keys_of(Sample), "a sample")

    assert values == {"body": "body:icb"}
    (mistake,) = told(typed)
    assert mistake.endswith("unknown key 'boddy' in a sample; allowed: body, of, in public, seats, identifiers")


def test_two_keys_taken_for_one_are_two_mistakes_and_what_is_given_twice_is_still_told(typed: Typed) -> None:
    node = compose("boddy: icb\nbodie: icb\nin_public: yes\nin public: no\n", typed.mistakes)
    assert isinstance(node, MappingNode)

    typed.fields(node, keys_of(Sample), "a sample")

    assert [mistake.partition(";")[0] for mistake in told(typed)] == [
        "m.yaml:1: unknown key 'boddy' in a sample",
        "m.yaml:2: unknown key 'bodie' in a sample",
        "m.yaml:4: the key 'in public' is given twice",
    ]


def test_a_type_that_no_clerk_could_tell_apart_is_an_error_of_the_vocabulary(reading: Reading) -> None:
    with pytest.raises(TypeError, match="cannot tell"):
        reading("x", int | str)
