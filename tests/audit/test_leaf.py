"""Leaves: the short way held against the rfc8785 package, and everything that has no canonical form."""

from __future__ import annotations

import datetime
import enum
import json
import uuid
from typing import Any

import msgspec
import pytest
import rfc8785
from hypothesis import example, given
from hypothesis import strategies as st

from ledger.audit.leaf import MAX_INTEGER, leaf_bytes, leaf_of, new_leaf
from ledger.entries.row import COLUMNS, EntryRow
from ledger.transparency.errors import BadLeaf
from tests.transparency import vectors

# Control characters, both sides of the surrogates, and beyond U+FFFF, where sorting differs.
letters = st.text(
    st.characters(exclude_categories=["Cs"])
    | st.sampled_from('\x00\x1f"\\\x7f\x80\u2028\ud7ff\ue000\ufffd\U00010000😀'),
    max_size=6,
)
any_letters = letters | st.text(st.characters(), max_size=3)
plain = st.none() | st.booleans() | st.integers(-MAX_INTEGER, MAX_INTEGER) | letters
canonical = st.recursive(
    plain, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(letters, inner, max_size=4), max_leaves=12
)
anything = st.recursive(
    plain
    | any_letters
    | st.integers()
    | st.floats()
    | st.binary(max_size=3)
    | st.sampled_from([datetime.date(2015, 10, 8), uuid.UUID(int=1), (1, 2), {3}, object(), 2**53, -(2**53)]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.tuples(inner, inner)
        | st.dictionaries(any_letters | st.integers(0, 2), inner, max_size=3)
    ),
    max_leaves=6,
)


@given(st.dictionaries(letters, canonical, max_size=6))
@example({"\U00010000": 1, "\ue000": 2})
@example({"a": {"\U0001f600": 1, "\ufb33": 2}})
def test_a_leaf_is_what_the_rfc8785_package_writes(fields: dict[str, Any]) -> None:
    assert leaf_bytes(fields) == rfc8785.dumps(fields)


@given(st.dictionaries(any_letters | st.integers(0, 1), anything, max_size=4))
def test_what_is_not_refused_is_canonical_and_holds_no_fraction(fields: dict[Any, Any]) -> None:
    try:
        leaf = leaf_bytes(fields)
    except BadLeaf:
        return

    assert leaf == rfc8785.dumps(fields)
    assert json.loads(leaf, parse_float=pytest.fail) is not None


@given(st.dictionaries(letters, canonical, max_size=3), letters, canonical)
def test_a_stored_body_gives_the_same_leaf_as_the_values_it_stands_for(
    fields: dict[str, Any], name: str, body: Any
) -> None:
    raw = msgspec.Raw(rfc8785.dumps(body))

    assert leaf_bytes({**fields, name: raw}) == rfc8785.dumps({**fields, name: body})


@given(st.lists(letters, min_size=11, max_size=11), canonical, canonical, st.lists(letters, max_size=3), canonical)
@example(["plain"] * 11, {"\U0001f600": 1, "\ufb33": 2}, {"document": "Minutes"}, ["body:icb"], {})
@example(["a \u00a0 that is not printed"] * 11, {}, {}, [], {"although": "so it is minuted"})
@example(['said "so", and 😀\n'] * 11, {"note": "a \\ in it"}, {}, ["body:icb"], {"drafted_by": "a 😀"})
def test_the_leaf_of_an_entry_is_what_the_rfc8785_package_writes(
    texts: list[str], body: Any, source: Any, tags: list[str], extensions: Any
) -> None:
    json_of = {"body": body, "source": source, "tags": tags, "extensions": extensions}
    numbers = {"position": 7, "recorded_at": 1, "version": 2, "v": 1, "occurred_earliest": -5, "occurred_latest": 5}
    plain_texts = dict(zip((name for name in COLUMNS if name not in {**json_of, **numbers}), texts, strict=True))
    row = EntryRow(**numbers, **plain_texts, **{name: rfc8785.dumps(value).decode() for name, value in json_of.items()})  # type: ignore[arg-type]

    if extensions == {}:
        del json_of["extensions"]
    assert new_leaf(row) == leaf_of(row) == rfc8785.dumps({**numbers, **plain_texts, **json_of, "leaf": 1})


NUMBERS = ("position", "recorded_at", "version", "v", "occurred_earliest", "occurred_latest")


@pytest.mark.parametrize("column", NUMBERS)
def test_a_number_that_is_kept_as_a_text_of_its_digits_is_another_leaf(column: str) -> None:
    row = EntryRow(1, 1, "body:icb", 1, "body.established", 1, "{}")

    assert leaf_of(row._replace(**{column: str(getattr(row, column))})) != leaf_of(row)


@pytest.mark.parametrize("column", ["body", "source", "tags", "extensions"])
@pytest.mark.parametrize("text", ['{"b":1,"a":2}', '{"a": 1}', "[1.5]", '{},"position":9', ""])
def test_an_entry_whose_json_is_not_canonical_gets_no_leaf(column: str, text: str) -> None:
    row = EntryRow(1, 1, "body:icb", 1, "body.established", 1, "{}")

    with pytest.raises(BadLeaf, match=column):
        new_leaf(row._replace(**{column: text}))


@pytest.mark.parametrize(
    "raw",
    [
        b'{"a": 1}',
        b'{"b":1,"a":2}',
        b'{"a":1,"a":1}',
        b'{"a":1.0}',
        b'{"a":1e2}',
        b"-0",
        b"9007199254740992",
        b'"\\u0041"',
        b'"\\ud800"',
        b'1,"evil":2',
        b"",
        b"{",
        b"\xff",
        b"NaN",
        b"[" * 100_000,
    ],
)
def test_a_stored_body_that_is_not_canonical_is_refused(raw: bytes) -> None:
    with pytest.raises(BadLeaf, match="body"):
        leaf_bytes({"body": msgspec.Raw(raw)})


def test_a_body_cannot_pretend_to_be_the_fields_after_it() -> None:
    row = EntryRow(1, 1, "body:icb", 1, "body.established", 1, '{},"position":1')

    with pytest.raises(BadLeaf):
        leaf_of(row)


class Verb(enum.StrEnum):
    APPROVED = "approved"


class Plain(enum.Enum):
    APPROVED = "approved"


def test_words_of_an_enumeration_are_texts_only_if_they_are() -> None:
    assert leaf_bytes({"verb": Verb.APPROVED}) == b'{"verb":"approved"}'
    with pytest.raises(BadLeaf):
        leaf_bytes({"verb": Plain.APPROVED})


@pytest.mark.parametrize(
    "value",
    [
        1.0,
        0.5,
        float("nan"),
        2**53,
        -(2**53),
        2**64,
        2**200,
        "\ud800",
        b"octets",
        datetime.date(2015, 10, 8),
        {1: 2},
        {"\udfff": 1},
        {1, 2},
    ],
)
@pytest.mark.parametrize("wrap", [lambda v: v, lambda v: [v], lambda v: {"in": [1, {"side": v}]}, lambda v: [v, "😀"]])
def test_values_without_a_canonical_form_are_refused_wherever_they_stand(value: object, wrap: Any) -> None:
    with pytest.raises(BadLeaf):
        leaf_bytes({"field": wrap(value)})


def test_a_fraction_is_refused_by_its_place() -> None:
    with pytest.raises(BadLeaf, match=r"87\.5 in the field 'body\.shares\[1\]'"):
        leaf_bytes({"body": {"shares": [12, 87.5]}})


def test_endless_nesting_is_refused() -> None:
    deep: list[Any] = []
    for _ in range(100_000):
        deep = [deep]
    circle: list[Any] = []
    circle.append(circle)

    for value in (deep, circle):
        with pytest.raises(BadLeaf, match="nested too deeply"):
            leaf_bytes({"body": value})


def test_deep_but_finite_nesting_is_taken() -> None:
    deep: Any = "bottom"
    for _ in range(40):
        deep = [deep]

    assert leaf_bytes({"body": deep}) == rfc8785.dumps({"body": deep})


@pytest.mark.parametrize("letter", ["a", "é", "😀"])
def test_65535_octets_are_the_most(letter: str) -> None:
    room = 65_535 - len(leaf_bytes({"text": ""}))
    text = letter * (room // len(letter.encode())) + "." * (room % len(letter.encode()))

    assert len(leaf_bytes({"text": text})) == 65_535
    with pytest.raises(BadLeaf, match="65536 octets"):
        leaf_bytes({"text": text + "."})


@pytest.mark.parametrize("name", ["arrays.json", "french.json", "unicode.json", "weird.json"])
def test_the_rfcs_sample_files_are_reproduced(name: str) -> None:
    text, expected = vectors.canonical_json()[name]

    assert leaf_bytes({"sample": json.loads(text)}) == b'{"sample":' + expected + b"}"


@pytest.mark.parametrize("name", ["structures.json", "values.json"])
def test_the_rfcs_sample_files_with_fractions_are_refused_though_the_oracle_has_them(name: str) -> None:
    text, expected = vectors.canonical_json()[name]

    assert rfc8785.dumps(json.loads(text)) == expected
    with pytest.raises(BadLeaf, match="fraction"):
        leaf_bytes({"sample": json.loads(text)})


def test_these_are_all_sample_files() -> None:
    assert len(vectors.canonical_json()) == 6
