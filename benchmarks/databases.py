"""The databases to measure on: files and servers of the run's own, with everything that makes commits durable on."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count, islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, TypeAlias

from eventsourcing.persistence import InfrastructureFactory
from sqlalchemy import make_url

from benchmarks.statements import entries, stored
from ledger import store
from ledger.store import LedgerRecorder
from projections import ALL, Projector
from tests.postgresql import running_server

_CHUNK: Final = 5_000
Environment: TypeAlias = dict[str, str]


class Place:
    """One kind of database: gives new ledgers, and new stock recorders, as often as asked."""

    def __init__(self, name: str, urls: Iterator[str]) -> None:
        self.name = name
        self._urls = urls
        self._filled: dict[int, tuple[str, store.Datastore]] = {}

    def new_url(self) -> str:
        """A place where a ledger can be made."""
        return next(self._urls)

    def ledger(self) -> store.Datastore:
        """A new ledger."""
        return store.create(self.new_url())

    def filled(self, size: int) -> store.Datastore:
        """A ledger of so many entries with its projections caught up; made when it is first asked for."""
        if size not in self._filled:
            url = self.new_url()
            self.fill(url, size)
            datastore = store.open(url)
            Projector(datastore, ALL).catch_up()
            self._filled[size] = url, datastore
        return self._filled[size][1]

    def url_of(self, size: int) -> str:
        """Where the ledger of that size is."""
        return self._filled[size][0]

    def fill(self, url: str, size: int) -> None:
        """Make a ledger with so many entries, without projections."""
        datastore = store.create(url)
        recorder, left = LedgerRecorder(datastore), map(stored, entries(size))
        while chunk := list(islice(left, _CHUNK)):
            recorder.insert_events(chunk)
        datastore.close()

    def close(self) -> None:
        """Let go of the ledgers that were filled."""
        for _, datastore in self._filled.values():
            datastore.close()

    def stock(self) -> InfrastructureFactory:
        """The `eventsourcing` package's own recorders on a new database, with text ids as ours."""
        return InfrastructureFactory.construct({"ORIGINATOR_ID_TYPE": "text", **_stock_environment(self.new_url())})


@contextmanager
def places(wanted: list[str]) -> Iterator[list[Place]]:
    """SQLite files and a PostgreSQL server in a temporary folder, for as long as they are measured."""
    with TemporaryDirectory(prefix="govledger-bench-") as folder:
        files = Place("sqlite", (f"sqlite:///{folder}/{number}.db" for number in count()))
        if "postgresql" not in wanted:
            yield [files]
            files.close()
            return
        with running_server(Path(folder), "bench", settings=()) as server:
            found = [files, Place("postgresql", server.databases())]
            yield [place for place in found if place.name in wanted]
            for place in found:
                place.close()


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
