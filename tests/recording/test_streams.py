"""Streams: in whatever order entries are told, they come to what a fresh fold of them comes to."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ledger.aggregates import body, kind_for
from ledger.entries.corrections import effective
from ledger.entries.entry import PENDING, Entry
from ledger.recording.streams import Stream
from ledger.vocabulary.dates import when
from ledger.vocabulary.event import Event
from ledger.vocabulary.membership import MembershipEnded, MembershipStarted
from ledger.vocabulary.provenance import Source, Standing
from tests.conftest import SOAK
from tests.projections.histories import KINDS, histories

QUIET = [HealthCheck.too_slow]


def of_one_stream(log: list[Entry]) -> list[Entry]:
    return [entry for entry in log if entry.stream == log[0].stream] if log else []


def agrees(stream: Stream, entries: list[Entry]) -> bool:
    counted = effective(entries)
    kind = kind_for(stream.name)
    introduced = sum(entry.event.introduces for entry in counted)
    return (
        stream.entries == entries
        and stream.state == kind.fold(entries)
        and stream.introduced is (introduced > 0)
        and stream.faults == Stream(stream.name, entries).faults
    )


@pytest.mark.soak
@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=60 if SOAK else 12, deadline=None, suppress_health_check=QUIET)
@given(data=st.data())
def test_a_stream_is_at_every_entry_what_a_fold_of_its_entries_is(kind: str, data: st.DataObject) -> None:
    entries = of_one_stream(data.draw(histories(kind)))
    stream = Stream(entries[0].stream if entries else f"{kind}:none")

    for number, entry in enumerate(entries, 1):
        stream.add(entry)

        assert agrees(stream, entries[:number])


@pytest.mark.soak
@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=60 if SOAK else 12, deadline=None, suppress_health_check=QUIET)
@given(data=st.data())
def test_what_was_refused_leaves_no_trace(kind: str, data: st.DataObject) -> None:
    entries = of_one_stream(data.draw(histories(kind)))
    stream = Stream(entries[0].stream if entries else f"{kind}:none")
    kept = data.draw(st.integers(0, len(entries)))
    for entry in entries[:kept]:
        stream.add(entry)
    mark = stream.mark()

    for entry in entries[kept:]:
        stream.add(entry)
    stream.back_to(mark)

    assert agrees(stream, entries[:kept])
    for number, entry in enumerate(entries[kept:], kept + 1):
        stream.add(entry)
        assert agrees(stream, entries[:number])


@pytest.mark.soak
@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=60 if SOAK else 12, deadline=None, suppress_health_check=QUIET)
@given(data=st.data())
def test_what_is_recorded_stands_at_its_position(kind: str, data: st.DataObject) -> None:
    entries = [e for e in of_one_stream(data.draw(histories(kind))) if not hasattr(e.event, "entry")]
    stream = Stream(entries[0].stream if entries else f"{kind}:none")
    provisional = [msgspec.structs.replace(entry, position=PENDING + entry.position) for entry in entries]
    before = data.draw(st.integers(0, len(entries)))
    for entry in (*entries[:before], *provisional[before:]):
        stream.add(entry)

    if entries[before:]:
        stream.put(entries[before:])

    assert agrees(stream, entries)


@pytest.mark.parametrize("order", ["pairs", "newest first", "ends before their starts"])
def test_telling_out_of_order_folds_no_more_than_telling_in_order(order: str, monkeypatch: pytest.MonkeyPatch) -> None:
    evolved = 0

    def counted(state: Any, entry: Entry) -> Any:
        nonlocal evolved
        evolved += 1
        return body.evolve(state, entry)

    monkeypatch.setattr(body, "KIND", replace(body.KIND, evolve=counted))
    stream = Stream("body:council")
    for entry in members_of_one_term(200, order):
        stream.add(entry)

    assert evolved <= 2 * 400
    assert len(stream.state.memberships) == 200


def members_of_one_term(count: int, order: str) -> list[Entry]:
    """Starts and ends of memberships, all with the same two dates but where the newest comes first."""
    events: list[tuple[Event, str]] = []
    for number in range(count):
        started = MembershipStarted(body="body:council", member=f"person:p-{number}", membership=f"p-{number}")
        ended = MembershipEnded(body="body:council", member=f"person:p-{number}", membership=f"p-{number}")
        since, until = (f"{3000 - number}-05-06", f"{3000 - number}-06-07")
        match order:
            case "pairs":
                events += [(started, "2010-05-06"), (ended, "2015-05-07")]
            case "newest first":
                events += [(started, since), (ended, until)]
            case _:
                events += [(ended, "2015-05-07"), (started, "2010-05-06")]
    return [entry_of(event, number, on) for number, (event, on) in enumerate(events, 1)]


def entry_of(event: Event, position: int, on: str) -> Entry:
    source, standing = Source(document="Register of members"), Standing.MINUTED
    return Entry(
        stream="body:council",
        version=position,
        event=event,
        occurred=when(on),
        source=source,
        standing=standing,
        position=position,
    )
