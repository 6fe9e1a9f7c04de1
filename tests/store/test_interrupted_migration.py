"""An upgrade is killed at each of its statements: the ledger is then as it was, and the next opening upgrades it."""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Callable
from contextlib import closing
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import Engine, event

from ledger import store
from ledger.database import datastore_at
from ledger.database.address import read_address
from ledger.store import Datastore, Log
from ledger.store.migrate import SCHEMA, SCRIPTS, migrate, schema_of
from tests.postgresql import Server

RELEASED = sorted((Path(__file__).parent / "released").glob("*.db"))
FORMER = [file.stem for file in RELEASED if file.stem < SCHEMA]


def opened(url: str) -> Datastore:
    return datastore_at(read_address(url))


def killed_at(statement: int, url: str) -> bool:
    """Upgrade a ledger in a process that kills itself before its nth statement; whether it came so far."""
    child = os.fork()
    if child:
        return os.WIFSIGNALED(os.waitpid(child, 0)[1])
    try:
        told = count(1)

        @event.listens_for(Engine, "before_cursor_execute")
        def _count(*_: object) -> None:
            if next(told) == statement:
                os.kill(os.getpid(), signal.SIGKILL)

        migrate(opened(url))
    finally:
        os._exit(0)


def interrupted(url: str, before: str, state: Callable[[str], object]) -> int:
    """Kill the upgrade at each statement, look each time, and return how many there were."""
    as_it_was = state(url)
    for statement in count(1):
        if not killed_at(statement, url):
            break
        with closing(opened(url)) as datastore:
            assert schema_of(datastore) == before, f"killed before statement {statement}"
        assert state(url) == as_it_was
    with closing(store.open(url)) as datastore:
        assert schema_of(datastore) == SCHEMA
    return statement - 1


@pytest.mark.parametrize("before", FORMER)
def test_an_interrupted_upgrade_of_a_file_leaves_it_as_it_was(before: str, tmp_path: Path) -> None:
    file = tmp_path / "ledger.db"
    shutil.copy(RELEASED[0].with_name(f"{before}.db"), file)
    url = f"sqlite:///{file}"

    def state(url: str) -> object:
        with closing(opened(url)) as datastore, datastore.read() as connection:
            what = "SELECT type, name, sql FROM sqlite_master ORDER BY 1, 2"
            return datastore.execute(connection, what), datastore.execute(connection, "SELECT * FROM entries")

    assert interrupted(url, before, state) >= 1
    with closing(store.open(url)) as datastore:
        assert len(list(Log(datastore).entries())) >= 3


@pytest.mark.parametrize("before", FORMER)
def test_an_interrupted_upgrade_on_a_server_leaves_it_as_it_was(
    before: str, postgresql: Server, postgres_url: str, tmp_path: Path
) -> None:
    scripts = tmp_path / "scripts"
    shutil.copytree(SCRIPTS, scripts)
    for later in scripts.glob("versions/v*.py"):
        if later.name[1:5] > before:
            later.unlink()
    with closing(opened(postgres_url)) as datastore:
        migrate(datastore, scripts)

    def state(url: str) -> object:
        with closing(opened(url)) as datastore, datastore.read() as connection:
            what = (
                "SELECT table_name, column_name, data_type FROM information_schema.columns "
                "WHERE table_schema = 'public' ORDER BY 1, 2"
            )
            return datastore.execute(connection, what)

    assert interrupted(postgres_url, before, state) >= 1
