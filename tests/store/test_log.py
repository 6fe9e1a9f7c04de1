"""Reading the log: pages, filters, streams, and texts that come back exactly as they were."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ledger.store import Datastore, LedgerRecorder, Log
from tests.store.statements import established, stored


@pytest.fixture
def log(datastore: Datastore) -> Log:
    """Five entries on three bodies, told out of order; read three at a time."""
    LedgerRecorder(datastore).insert_events(
        [
            stored(established("icb", 1, "2018-04-12")),
            stored(established("hwb", 1, "2013")),
            stored(established("icb", 2, "2016", stated_by="post:chair")),
            stored(established("hwb", 2, "XXXX", stated_by="post:chair")),
            stored(established("cabinet", 1, "[2019-01..2019-06]")),
        ]
    )
    return Log(datastore, page=3)


def test_pages_join_without_a_seam(log: Log) -> None:
    assert [entry.position for entry in log.entries()] == [1, 2, 3, 4, 5]


@pytest.mark.parametrize(
    ("asked", "positions"),
    [
        ({"after": 2}, [3, 4, 5]),
        ({"upto": 2}, [1, 2]),
        ({"after": 1, "upto": 4}, [2, 3, 4]),
        ({"limit": 4}, [1, 2, 3, 4]),
        ({"limit": 0}, []),
        ({"streams": ["body:icb"]}, [1, 3]),
        ({"streams": ["body:icb", "body:cabinet"], "upto": 4}, [1, 3]),
        ({"types": ["body.established"]}, [1, 2, 3, 4, 5]),
        ({"types": ["body.dissolved"]}, []),
        ({"tag": "post:chair"}, [3, 4]),
        ({"tag": "post:chair", "streams": ["body:hwb"]}, [4]),
        ({"tag": "post:nobody"}, []),
    ],
)
def test_entries_are_chosen_in_the_order_of_the_log(log: Log, asked: dict[str, object], positions: list[int]) -> None:
    assert [entry.position for entry in log.entries(**asked)] == positions  # type: ignore[arg-type]
    assert [row.position for row in log.rows(**asked)] == positions  # type: ignore[arg-type]


def test_streams_are_found_by_kind_and_beginning(log: Log) -> None:
    assert log.streams("body") == ["body:cabinet", "body:hwb", "body:icb"]
    assert log.streams("body", "ic") == ["body:icb"]
    assert log.streams("body", upto=2) == ["body:hwb", "body:icb"]
    assert log.streams("person") == []
    assert log.streams() == log.streams("body")


def test_versions_count_within_a_stream(log: Log) -> None:
    assert [log.version_of(stream) for stream in ("body:icb", "body:cabinet", "body:nowhere")] == [2, 1, 0]


def test_entries_are_found_by_their_event_ids_however_many_are_asked_for(log: Log) -> None:
    asked = ["icb@1", *[f"nothing@{number}" for number in range(1_200)], "hwb@2"]

    assert {name: entry.position for name, entry in log.by_event_ids(asked).items()} == {"icb@1": 1, "hwb@2": 4}


def test_streams_that_exist_are_told_from_those_that_do_not(log: Log) -> None:
    assert log.exists(["body:icb", "body:nowhere"]) == {"body:icb"}
    assert log.exists([]) == set()


def test_a_position_beyond_the_log_holds_nothing(log: Log) -> None:
    assert log.entry(5) is not None
    assert log.entry(6) is None


numbers = iter(range(10**9))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(note=st.text(), said=st.text())
def test_every_text_comes_back_exactly_as_it_was_stored(datastore: Datastore, note: str, said: str) -> None:
    note, said = note.replace("\0", ""), said.replace("\0", "")
    entry = stored(established(f"b{next(numbers)}", note=note, occurred="2018"))
    row = entry.row._replace(body=entry.row.body.replace("board", "x"), source='{"document":' + _json(said) + "}")

    [position] = LedgerRecorder(datastore).insert_events([type(entry)(row.stream, 1, row.type, b"", row)]) or []

    [found] = Log(datastore).rows(after=position - 1, upto=position)
    assert found == row._replace(position=position, recorded_at=found.recorded_at)


def _json(text: str) -> str:
    import msgspec

    return msgspec.json.encode(text).decode()
