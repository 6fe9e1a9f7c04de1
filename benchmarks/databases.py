"""The databases to measure on: files and servers of the run's own, with everything that makes commits durable on."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeAlias

from eventsourcing.persistence import ApplicationRecorder, InfrastructureFactory
from sqlalchemy import make_url

from ledger import store
from tests.postgresql import running_server

Environment: TypeAlias = dict[str, str]


class Place:
    """One kind of database: gives new ledgers, and new stock recorders, as often as asked."""

    def __init__(self, name: str, urls: Iterator[str]) -> None:
        self.name = name
        self._urls = urls

    def ledger(self) -> store.Datastore:
        """A new ledger."""
        return store.create(next(self._urls))

    def stock(self) -> InfrastructureFactory:
        """The `eventsourcing` package's own recorders on a new database, with text ids as ours."""
        return InfrastructureFactory.construct({"ORIGINATOR_ID_TYPE": "text", **_stock_environment(next(self._urls))})

    def stock_recorder(self) -> ApplicationRecorder:
        """Its recorder for the log."""
        return self.stock().application_recorder()


@contextmanager
def places(wanted: list[str]) -> Iterator[list[Place]]:
    """SQLite files and a PostgreSQL server in a temporary folder, for as long as they are measured."""
    with TemporaryDirectory(prefix="govledger-bench-") as folder:
        files = Place("sqlite", (f"sqlite:///{folder}/{number}.db" for number in count()))
        if "postgresql" not in wanted:
            yield [files]
            return
        with running_server(Path(folder), "bench", settings=()) as server:
            found = [files, Place("postgresql", server.databases())]
            yield [place for place in found if place.name in wanted]


def _stock_environment(url: str) -> Environment:
    address = make_url(url)
    if address.get_backend_name() == "sqlite":
        return {"PERSISTENCE_MODULE": "eventsourcing.sqlite", "SQLITE_DBNAME": str(address.database)}
    return {
        "PERSISTENCE_MODULE": "eventsourcing.postgres",
        "POSTGRES_DBNAME": str(address.database),
        "POSTGRES_HOST": str(address.query["host"]),
        "POSTGRES_USER": str(address.username),
        "POSTGRES_PASSWORD": "",
    }
