"""Catching up and rebuilding: the same rows whatever the batches, whoever else is at it, and after a kill."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterable
from dataclasses import replace
from itertools import islice
from pathlib import Path
from random import Random
from typing import Any

import pytest

from benchmarks.councils import Council
from ledger import store
from ledger.store import Datastore
from ledger.vocabulary.organisations import OrganisationRegistered
from projections import ALL, Projector
from projections.engine.rows import Point
from projections.engine.tables import Table
from tests.projections.contents import contents
from tests.projections.histories import record
from tests.projections.stories import established

KILLS = 20 if os.environ.get("GOVLEDGER_SOAK") == "1" else 3


@pytest.fixture(scope="session")
def _made_sqlite(_bare_sqlite: Path) -> Path:
    return _bare_sqlite


@pytest.fixture(scope="session")
def postgres_template(_bare_postgresql: str) -> str:
    return _bare_postgresql


def caught_up_after(datastore: Datastore, entries: Iterable[Any], portion: int) -> Projector:
    """A projector that caught up with every portion of the entries as it was recorded."""
    projector, left = Projector(datastore, ALL), iter(entries)
    while part := list(islice(left, portion)):
        record(datastore, part)
        projector.catch_up()
    return projector


def test_a_rebuild_gives_the_same_rows_as_catching_up_did(datastore: Datastore) -> None:
    projector = caught_up_after(datastore, Council(400).entries(), portion=7)
    live = contents(datastore)
    assert sum(map(len, live.values())) > 400

    projector.rebuild()

    assert contents(datastore) == live


@pytest.mark.parametrize("batch", [1, 3, 1_000])
def test_the_size_of_batches_does_not_matter(datastore: Datastore, batch: int) -> None:
    record(datastore, list(Council(150).entries()))
    Projector(datastore, ALL, batch=40).catch_up()
    expected = contents(datastore)

    Projector(datastore, ALL, batch=batch).rebuild()

    assert contents(datastore) == expected


def test_one_projection_can_be_rebuilt_while_the_others_stand(datastore: Datastore) -> None:
    projector = caught_up_after(datastore, Council(200).entries(), portion=50)
    live = contents(datastore)
    told: list[tuple[int, int]] = []

    projector.rebuild(["memberships"], progress=lambda done, total: told.append((done, total)))

    assert contents(datastore) == live
    assert told[0] == (0, 200)
    assert told[-1] == (200, 200)


def test_a_projection_that_nobody_knows_cannot_be_rebuilt(datastore: Datastore) -> None:
    with pytest.raises(LookupError, match="there is no projection 'membership'; there are accountabilities"):
        Projector(datastore, ALL).rebuild(["membership"])


def test_the_status_tells_how_far_behind_a_projection_is(datastore: Datastore) -> None:
    projector = caught_up_after(datastore, [established("icb", 1)], portion=1)
    record(datastore, [established("hwb", 2), established("jice", 3)])

    status = {line.name: line for line in projector.status()}

    assert set(status) == {projection.name for projection in ALL}
    assert (status["bodies"].position, status["bodies"].head, status["bodies"].lag) == (1, 3, 2)
    assert (status["bodies"].rows, status["people"].rows) == (1, 0)


def test_a_projection_of_another_version_is_rebuilt_by_itself(datastore: Datastore) -> None:
    caught_up_after(datastore, Council(100).entries(), portion=100)
    live = contents(datastore)
    with datastore.write() as connection:
        datastore.execute(connection, "DELETE FROM projected_bodies")
    newer = tuple(replace(p, version=2) if p.name == "bodies" else p for p in ALL)

    Projector(datastore, newer).catch_up()

    assert contents(datastore) == live


class OrganisationInTown(Point[OrganisationRegistered], frozen=True, kw_only=True):
    """An organisation as a later release may keep it, with one more column."""

    town: str = "Bromley"


def test_a_projection_with_another_column_is_rebuilt_by_itself(datastore: Datastore) -> None:
    caught_up_after(datastore, Council(50).entries(), portion=50)
    newer = tuple(replace(p, row=OrganisationInTown) if p.name == "organisations" else p for p in ALL)

    Projector(datastore, newer).catch_up()

    with datastore.read() as connection:
        assert datastore.execute(connection, "SELECT town FROM projected_organisations") == []


def test_a_projection_that_a_later_release_has_no_more_is_forgotten(datastore: Datastore) -> None:
    former = (*ALL, replace(next(p for p in ALL if p.name == "commitments"), name="promises"))
    record(datastore, list(Council(50).entries()))
    Projector(datastore, former).catch_up()
    with datastore.read() as connection:
        before = datastore.tables(connection)

    Projector(datastore, ALL).catch_up()

    with datastore.read() as connection:
        tables = datastore.tables(connection)
        noted = datastore.execute(connection, "SELECT name FROM projections")
    assert any(name.startswith("projected_promises_") for name in before)
    assert tables == [name for name in before if not name.startswith("projected_promises")]
    assert {name for (name,) in noted} == {projection.name for projection in ALL}


def test_several_that_catch_up_at_once_take_in_every_entry_once(ledger_url: str) -> None:
    with_one = store.open(ledger_url)
    record(with_one, list(Council(300).entries()))
    Projector(with_one, ALL).catch_up()
    expected = contents(with_one)
    _forget_all(with_one)
    failures: list[BaseException] = []

    def catch_up() -> None:
        datastore = store.open(ledger_url)
        try:
            Projector(datastore, ALL, batch=7).catch_up()
        except BaseException as failure:
            failures.append(failure)
        finally:
            datastore.close()

    threads = [threading.Thread(target=catch_up) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert failures == []
    assert contents(with_one) == expected
    with_one.close()


def _forget_all(datastore: Datastore) -> None:
    with datastore.write() as connection:
        for projection in ALL:
            Table(projection, datastore).make(connection, datastore.tables(connection))
        datastore.execute(connection, "UPDATE projections SET position = 0, indexed = 0")


@pytest.mark.soak
def test_a_rebuild_that_is_killed_is_finished_by_whoever_catches_up_next(ledger_url: str) -> None:
    datastore = store.open(ledger_url)
    record(datastore, list(Council(600).entries()))
    Projector(datastore, ALL).catch_up()
    live, random = contents(datastore), Random(7)
    half_done = 0

    for _ in range(KILLS):
        _kill_a_rebuild(ledger_url, after_lines=random.randint(2, 45))
        projector = Projector(datastore, ALL)
        half_done += any(line.lag for line in projector.status())
        projector.catch_up()

        assert contents(datastore) == live
    assert half_done, "no rebuild was killed while it ran"
    datastore.close()


def _kill_a_rebuild(url: str, after_lines: int) -> None:
    script = Path(__file__).with_name("rebuilding.py")
    with subprocess.Popen([sys.executable, script, url], stdout=subprocess.PIPE, cwd=script.parents[2]) as process:
        assert process.stdout is not None
        for _ in range(after_lines):
            process.stdout.readline()
        process.send_signal(signal.SIGKILL)
