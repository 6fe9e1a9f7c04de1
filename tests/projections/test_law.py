"""The law of the read side: for every as-at and known-at, the table's answer equals a fresh fold of the log."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from operator import attrgetter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeAlias

import pytest
from hypothesis import HealthCheck, Phase, find, given, settings
from hypothesis import strategies as st

from ledger import store
from ledger.entries.corrections import effective
from ledger.entries.entry import Entry
from ledger.vocabulary.dates import Certainty, when
from ledger.vocabulary.provenance import IN_BEING
from projections import ALL, Projector, Register
from projections.engine.engine import AnyProjection, Engine, fold
from projections.engine.joins import NO_JOINS
from projections.engine.rows import Row
from tests.postgresql import Server
from tests.projections.histories import DAYS, KINDS, histories, record

SOAK = os.environ.get("GOVLEDGER_SOAK") == "1"
QUIET = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
ASKED_DAYS = (None, *(when(day).earliest for day in DAYS), when("2030-01-01").earliest)

Rows: TypeAlias = Mapping[tuple[str, str], Row]
"""The rows of a projection by stream and key."""


def rows_by_fold(projection: AnyProjection, counted: Sequence[Entry]) -> dict[tuple[str, str], Row]:
    """What a projection's rows are when it folds the entries that count, stream by stream."""
    streams = dict.fromkeys(entry.stream for entry in counted)
    return {
        (stream, key): row
        for stream in streams
        for key, row in fold(projection, [entry for entry in counted if entry.stream == stream]).items()
    }


def counting(log: Sequence[Entry], known_at: int) -> list[Entry]:
    known = [entry for entry in log if entry.position <= known_at]
    streams = dict.fromkeys(entry.stream for entry in known)
    return [entry for stream in streams for entry in effective([e for e in known if e.stream == stream])]


def answers_by_fold(rows: Rows, day: int | None) -> set[tuple[str, str, str, Certainty]]:
    """What may be in force on a day, by the definition of certainty and nothing of the engine's or the tables'."""
    found: set[tuple[str, str, str, Certainty]] = set()
    for (stream, key), row in rows.items():
        surely, possibly = True, True
        if day is not None:
            surely = row.from_latest <= day <= row.to_earliest
            possibly = not (day < row.from_earliest or row.to_latest < day)
        if possibly:
            certain = surely and row.standing in IN_BEING
            found.add((stream, key, repr(row), Certainty.YES if certain else Certainty.POSSIBLY))
    return found


def answers_by_table(projection: AnyProjection, register: Register) -> set[tuple[str, str, str, Certainty]]:
    vars(register)["joins"] = NO_JOINS  # ids that are one subject are joined after the table was asked: see test_joins
    return {(a.stream, a.key, repr(a.row), a.certainty) for a in register.rows(projection)}


@pytest.mark.parametrize("projection", ALL, ids=attrgetter("name"))
def test_random_histories_give_rows_to_every_projection(projection: AnyProjection) -> None:
    kinds = sorted({event.STREAM for event in projection.handles})

    find(
        st.one_of([histories(kind) for kind in kinds]),
        lambda log: bool(rows_by_fold(projection, counting(log, len(log)))),
        settings=settings(phases=[Phase.generate], database=None, derandomize=True, suppress_health_check=QUIET),
    )


@pytest.mark.soak
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("room", [0, 1_000], ids=["forgetful", "remembering"])
@settings(max_examples=60 if SOAK else 20, deadline=None, suppress_health_check=QUIET)
@given(data=st.data())
def test_the_changes_of_rows_add_up_to_a_fresh_fold_at_every_position(
    kind: str, room: int, data: st.DataObject
) -> None:
    log = data.draw(histories(kind))
    engine = Engine(ALL, lambda stream, upto: [e for e in log if e.stream == stream and e.position <= upto], room)
    rows: dict[tuple[str, str], dict[str, Row]] = {}
    concerned = _concerned(log)

    for entry in log:
        changes = engine.advance(entry)
        for change in changes:
            its = rows.setdefault((change.projection.name, change.stream), {})
            assert its.pop(change.key, None) == change.former
            if change.row is not None:
                its[change.key] = change.row

        counted = [other for other in counting(log, entry.position) if other.stream == entry.stream]
        for projection in concerned:
            assert rows.get((projection.name, entry.stream), {}) == fold(projection, counted)
        assert len({(c.projection.name, c.key) for c in changes}) == len(changes), "one change a row and position"
    assert {name for name, _ in rows} <= {projection.name for projection in concerned}, "the others have no rows"


@pytest.mark.soak
@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=12 if SOAK else 5, deadline=None, suppress_health_check=QUIET)
@given(data=st.data(), batch=st.sampled_from([1, 2, 5, 1_000]))
def test_an_sqlite_ledger_answers_every_pair_of_dates_as_a_fresh_fold_does(
    kind: str, data: st.DataObject, batch: int, blank_ledger: Path
) -> None:
    log = data.draw(histories(kind))

    with copy_of(blank_ledger) as datastore:
        _obeys_the_law(datastore, log, batch, _concerned(log))


@pytest.mark.soak
@settings(max_examples=25 if SOAK else 5, deadline=None, suppress_health_check=QUIET)
@given(data=st.data(), batch=st.sampled_from([1, 3, 1_000]))
def test_a_postgresql_ledger_answers_every_pair_of_dates_as_a_fresh_fold_does(
    data: st.DataObject, batch: int, postgresql: Server, postgres_template: str
) -> None:
    log = data.draw(histories(data.draw(st.sampled_from(KINDS)), longest=25))

    with postgresql.database(like=postgres_template) as url, _opened(url) as datastore:
        _obeys_the_law(datastore, log, batch, _concerned(log))


def _concerned(log: Sequence[Entry]) -> list[AnyProjection]:
    told = {type(entry.event) for entry in log}
    return [projection for projection in ALL if told.intersection(projection.handles)]


def _obeys_the_law(
    datastore: store.Datastore, log: Sequence[Entry], batch: int, asked: Sequence[AnyProjection]
) -> None:
    half = len(log) // 2
    for part in (log[:half], log[half:]):
        record(datastore, part)
        Projector(datastore, ALL, batch=batch).catch_up()
    for known_at in range(len(log) + 1):
        counted = counting(log, known_at)
        for projection in asked:
            rows = rows_by_fold(projection, counted)
            for day in ASKED_DAYS:
                expected = answers_by_fold(rows, day)
                assert answers_by_table(projection, Register(day, known_at, datastore)) == expected


@contextmanager
def copy_of(made: Path) -> Iterator[store.Datastore]:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "ledger.db"
        shutil.copy(made, file)
        with _opened(f"sqlite:///{file}") as datastore:
            yield datastore


@contextmanager
def _opened(url: str) -> Iterator[store.Datastore]:
    datastore = store.open(url)
    try:
        yield datastore
    finally:
        datastore.close()
