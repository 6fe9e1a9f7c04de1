"""Streams as recorded are what the log says of them, whichever portion is being taken in and wherever it comes from."""

from __future__ import annotations

from collections import Counter
from itertools import islice

import pytest

from benchmarks.councils import Council
from ledger.store import Datastore, Log
from projections.engine.recorded import RecordedStreams
from tests.projections.histories import record


@pytest.mark.parametrize("size", [1, 20, 1_000])
def test_a_stream_at_hand_is_the_stream_up_to_each_position_asked_for(datastore: Datastore, size: int) -> None:
    record(datastore, list(Council(300).entries()))
    log = Log(datastore)
    streams, left = RecordedStreams(datastore), log.facts()

    while portion := list(islice(left, size)):
        named = {entry.stream for entry in portion}
        streams.come_to(portion, sorted(named)[::2])

        for entry in portion:
            assert streams.of(entry.stream, entry.position) == _told(log, entry.stream, entry.position)


def test_after_a_leap_nothing_is_believed_that_was_at_hand_before(datastore: Datastore) -> None:
    record(datastore, list(Council(300).entries()))
    log = Log(datastore)
    streams = RecordedStreams(datastore)
    ((board, _),) = Counter(entry.stream for entry in log.facts(after=20, upto=250)).most_common(1)
    first, last = list(log.facts(limit=20)), list(log.facts(after=250))

    streams.come_to(first, {board})
    streams.come_to(last, {board})

    assert streams.of(board, 300) == _told(log, board, 300)


def _told(log: Log, stream: str, upto: int) -> list[object]:
    return list(log.facts(streams=[stream], upto=upto))
