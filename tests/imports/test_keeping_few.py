"""An import that may keep few streams in memory records what one records that keeps them all."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from ledger import store
from ledger.entries.entry import Entry
from ledger.recording import stream_cache as kept_streams
from ledger.recording.ledger import Ledger
from ledger.recording.stream_cache import KeptStreams
from tests.imports.conftest import SAMPLES, Importing
from tests.store.statements import established

FEW = 12


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Ledger]:
    """A second new ledger."""
    with Ledger.create(f"sqlite:///{tmp_path / 'other.db'}", recorder="importer") as opened:
        yield opened


def told(ledger: Ledger) -> list[Entry]:
    return [msgspec.structs.replace(e, recorded_at=0, correlation_id="") for e in ledger.book.entries()]


def test_what_was_let_go_is_looked_up_again(
    importing: Importing, other: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    importing("oparl", SAMPLES / "council.json", "marsham", chunk=5)

    monkeypatch.setattr(kept_streams, "KEPT", FEW)
    Importing(other)("oparl", SAMPLES / "council.json", "marsham", chunk=5)

    assert told(other) == told(importing.ledger)


def test_no_more_is_kept_than_may_be_and_what_was_used_last_stays(
    datastore: store.Datastore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept_streams, "KEPT", FEW)
    log, bodies = store.Log(datastore), [f"body:b-{number}" for number in range(20)]
    streams = KeptStreams(log)
    for body in bodies:
        streams.prepare([body, bodies[0]])
        streams.stream(bodies[0])
        entry = established(body.removeprefix("body:"), version=streams.stream(body).version + 1)
        streams.stream(body).add(entry)
        streams.recorded([entry])

        kept = [streams._streams[stream] for stream in streams._streams]
        assert sum(stream.version + 1 for stream in kept) <= FEW
        assert bodies[0] in streams._streams
