"""Salted disclosures: the worked example of RFC 9901, places in the leaf, and values that nobody can guess."""

from __future__ import annotations

import base64
import hashlib
import json

import pytest

from ledger.entries.disclosures import (
    BadDisclosure,
    digest_of,
    digests_in,
    disclosed,
    field_of,
    placed_digests,
    put,
    read,
    token,
)

# RFC 9901, section 4.2.1 and 4.2.3: a disclosure of the claim "family_name" and its digest.
RFC_DISCLOSURE = "WyJfMjZiYzRMVC1hYzZxMktJNmNCVzVlcyIsICJmYW1pbHlfbmFtZSIsICJNw7ZiaXVzIl0"
RFC_DIGEST = "X9yH0Ajrdm1Oij4tWso9UzzKJvPoDxwmuEcO3XAdRC0"


def test_the_example_of_the_standard_has_the_digest_of_the_standard() -> None:
    found = read(RFC_DISCLOSURE)

    assert (found.salt, found.pointer, found.value) == ("_26bc4LT-ac6q2KI6cBW5es", "family_name", "Möbius")
    assert found.digest == digest_of(RFC_DISCLOSURE) == RFC_DIGEST


def test_a_disclosure_is_what_anybody_can_make_of_its_salt_its_place_and_its_value() -> None:
    made = disclosed("/body/text", "Frau Möbius's ward")

    decoded = json.loads(base64.urlsafe_b64decode(made.encoded + "=="))
    assert decoded == [made.salt, "/body/text", "Frau Möbius's ward"]
    hashed = hashlib.sha256(made.encoded.encode("ascii")).digest()
    assert base64.urlsafe_b64encode(hashed).decode().rstrip("=") == made.digest
    assert read(made.encoded) == made


def test_two_disclosures_of_one_value_have_nothing_in_common() -> None:
    one, other = disclosed("/note", "yes"), disclosed("/note", "yes")

    assert one.digest != other.digest
    assert len(base64.urlsafe_b64decode(one.salt + "==")) * 8 == 128


@pytest.mark.parametrize(
    "letters", ["", "%", "WyJh", "bm90IEpTT04", "WyJzYWx0IiwgIm5hbWUiXQ", "WyJzIiwgIm4iLCA3XQ", "eyJhIjogMX0"]
)
def test_what_is_no_disclosure_is_refused(letters: str) -> None:
    with pytest.raises(BadDisclosure, match="this is no disclosure"):
        read(letters)


def test_tokens_are_found_at_their_places() -> None:
    digest = "A" * 43
    leaf = {"body": {"limbs": [{"text": token(digest)}, {"text": "in the open"}], "a/b": {"~": token("B" * 43)}}}

    assert list(placed_digests(leaf)) == [("/body/limbs/0/text", digest), ("/body/a~1b/~0", "B" * 43)]
    assert digests_in(json.dumps(leaf)) == [digest, "B" * 43]
    assert digests_in("sd:sha-256:tooshort") == []


def test_a_text_is_put_at_a_place_and_nowhere_else() -> None:
    leaf = {"body": {"also": ["Ann", "Anne"], "a/b": "c"}}

    assert put(leaf, "/body/also/1", "x") == "Anne"
    assert put(leaf, "/body/a~1b", "y") == "c"
    assert leaf == {"body": {"also": ["Ann", "x"], "a/b": "y"}}


@pytest.mark.parametrize(
    ("pointer", "field"),
    [
        ("/note", "note"),
        ("/source/quote", "quote"),
        ("/body/text", "text"),
        ("/body/limbs/0/text", "limbs"),
        ("/body/fields/text", "text"),
        ("/body/fields/also/2", "also"),
        ("/body/fields/fields/text", "text"),
        ("/body/fields/source/quote", "quote"),
        ("/body/source/quote", "quote"),
        ("/body/note", "note"),
        ("/body/why", "why"),
    ],
)
def test_a_place_lies_in_the_field_that_a_clerk_names(pointer: str, field: str) -> None:
    assert field_of(pointer) == field
