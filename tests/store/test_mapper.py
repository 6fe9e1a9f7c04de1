"""Bodies: canonical, versioned, upcast, and refused by name where this release cannot read them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec
import pytest
import rfc8785
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger.store import EntryRow, Unreadable, Unstorable, decode, encode, entry_of, row_of
from ledger.vocabulary import CATALOGUE, Event
from ledger.vocabulary.corrections import EntryCorrected
from ledger.vocabulary.event import recorded_as
from tests.store.statements import established

# Names of fields are ASCII; for others, RFC 8785 and the encoder may differ in order (by UTF-16 or by code point).
NAMES = st.text("abcdefghijklmnopqrstuvwxyz_", min_size=1, max_size=12)
SCALARS = st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text()
PAYLOADS = st.dictionaries(NAMES, st.recursive(SCALARS, lambda v: st.lists(v) | st.dictionaries(NAMES, v)), max_size=5)


@settings(max_examples=50, deadline=None)
@given(PAYLOADS)
def test_a_body_is_its_own_canonical_form(fields: dict[str, Any]) -> None:
    body = encode(EntryCorrected(entry=3, why="misheard", fields=fields))

    assert rfc8785.dumps(msgspec.json.decode(body)) == body


@settings(max_examples=50, deadline=None)
@given(PAYLOADS, st.text(min_size=1))
def test_what_is_encoded_is_decoded_again(fields: dict[str, Any], why: str) -> None:
    event = EntryCorrected(entry=3, why=why, fields=fields)

    assert decode("entry.corrected", 1, encode(event)) == event


def test_an_entry_and_its_row_are_the_same_statement() -> None:
    entry = established("icb", occurred="2013~", stated_by="post:chair", visibility="exempt: paragraph 3")

    assert entry_of(row_of(entry)) == entry


def test_the_name_that_is_stored_is_the_catalogues_and_no_path() -> None:
    row = row_of(established("icb"))

    assert (row.type, row.v) == ("body.established", 1)
    assert row.body == '{"body":"body:icb","kind":"board","name":"ICB"}'


def test_an_unknown_type_is_refused_by_name_and_place() -> None:
    row = row_of(established("icb"))._replace(type="body.levitated", position=12)

    with pytest.raises(Unreadable, match=r"entry 12: this release does not know .* 'body.levitated'; update govledger"):
        entry_of(row)


def test_a_newer_version_is_refused_by_name_and_place() -> None:
    row = row_of(established("icb"))._replace(v=7, position=12)

    with pytest.raises(Unreadable, match=r"entry 12: this release knows 'body.established' up to v1, not v7"):
        entry_of(row)


@pytest.mark.parametrize("column", ["body", "source", "tags", "standing"])
def test_what_does_not_read_is_refused_with_its_place(column: str) -> None:
    row = row_of(established("icb"))._replace(**{column: '{"levitating":true}', "position": 12})

    with pytest.raises(Unreadable, match="entry 12: "):
        entry_of(row)


@pytest.mark.parametrize("field", ["note", "stated_by", "visibility", "recorded_by"])
@pytest.mark.parametrize("text", ["in another encoding: \udce9", "a NUL: \0"])
def test_a_text_that_is_none_is_refused(field: str, text: str) -> None:
    entry = msgspec.structs.replace(established("icb"), **{field: text})

    with pytest.raises(Unstorable, match="body:icb: a text"):
        row_of(entry)


def test_a_body_that_is_no_text_is_refused() -> None:
    event = EntryCorrected(entry=3, why="misheard", fields={"name": "\udce9"})

    with pytest.raises(Unstorable, match="is not in UTF-8; write it again"):
        row_of(msgspec.structs.replace(established("icb"), event=event))


@pytest.fixture
def moved() -> Iterator[type[Event]]:
    """An event that has had three shapes: v1 {place}, v2 {room}, v3 {room, floor}."""

    def renamed(payload: dict[str, Any]) -> dict[str, Any]:
        return {"room": payload["place"]}

    def with_floor(payload: dict[str, Any]) -> dict[str, Any]:
        return {**payload, "floor": 0}

    @recorded_as("meeting.moved", stream="room", v=3, upcasters={1: renamed, 2: with_floor})
    class MeetingMoved(Event, frozen=True):
        room: str
        floor: int

    yield MeetingMoved
    CATALOGUE.remove("meeting.moved")


@pytest.mark.parametrize(
    ("v", "body", "floor"),
    [(1, '{"place":"Bromley"}', 0), (2, '{"room":"Bromley"}', 0), (3, '{"floor":2,"room":"Bromley"}', 2)],
)
def test_a_payload_of_every_earlier_version_is_read_as_todays(
    moved: type[Event], v: int, body: str, floor: int
) -> None:
    event = decode("meeting.moved", v, body)

    assert event == moved(room="Bromley", floor=floor)  # type: ignore[call-arg]


def test_a_payload_that_an_upcaster_cannot_read_is_refused(moved: type[Event]) -> None:
    with pytest.raises(Unreadable, match=r"the body of a 'meeting.moved' v1 does not read"):
        decode("meeting.moved", 1, '{"somewhere":"else"}')


def test_a_row_has_a_column_for_every_field_of_an_entry() -> None:
    row = row_of(established("icb"))

    assert all(value is not None for value in row)
    assert len(row) == len(EntryRow._fields)
    assert set(CATALOGUE) >= {row.type}
