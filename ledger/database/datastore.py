"""The database behind a ledger: connections, and transactions that read or write, on SQLite and PostgreSQL."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, nullcontext, suppress
from functools import lru_cache, partial
from typing import Any, Final

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL

from ledger.database.errors import translated

LONGEST_WAIT: Final = 60
"""Seconds that a recorder waits for its turn before it gives up."""
_WRITES: Final = "ledger_writes"
_OF_THE_WRITER: Final = ("PRAGMA cache_size = -32000", "PRAGMA wal_autocheckpoint = 4000")
"""More room than SQLite takes by itself, in KiB and pages: ids and tags go to pages all over the file."""
_AT_MOST_SAID: Final = 10  # how often a pipe is asked whether it has more to say of a failure

Values = Sequence[Any]
Answers = Callable[[], list[list[tuple[Any, ...]]]]


class Datastore:
    """One ledger's database, shared by every recorder, reader and projection of a process.

    Not to be carried over a fork: each process opens its own.
    """

    def __init__(self, url: URL) -> None:
        self.url = url
        self.is_sqlite = url.get_backend_name() == "sqlite"
        self.engine = _sqlite_engine(url) if self.is_sqlite else _postgresql_engine(url)
        self.news = threading.Condition()
        self.commits = 0
        """How often this process has recorded something; `news` is told each time."""
        self._turn = threading.RLock()
        self._writer: Connection | None = None

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A transaction that reads, all of it from one state of the database."""
        with translated(), self.engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def write(self, *, piped: bool = False) -> Iterator[Connection]:
        """A transaction that writes: all of it is kept, or nothing is.

        On SQLite it holds the database's one write lock from its first moment; on PostgreSQL the recorder
        locks the head row. `piped` sends PostgreSQL what returns nothing together with what comes next, the
        commit at the latest; COPY does not go through the pipe. Not to be nested.
        """
        with translated():
            if not self.is_sqlite:
                begin = _in_pipe if piped else Connection.begin
                with self.engine.connect() as connection, begin(connection):
                    yield connection
                return
            with self._turn, self._sqlite_transaction() as connection:
                yield connection

    @contextmanager
    def _sqlite_transaction(self) -> Iterator[Connection]:
        """On the one connection that writes, kept open between transactions; a broken one is not kept.

        To SQLAlchemy it is one long transaction; the driver itself begins and ends each of ours, in half the time.
        """
        if self._writer is None:
            self._writer = self.engine.connect().execution_options(**{_WRITES: True})
            self._writer.begin()
            for setting in _OF_THE_WRITER:
                driver_of(self._writer).execute(setting)
        driver = driver_of(self._writer)
        try:
            driver.execute("BEGIN IMMEDIATE")
            yield self._writer
            driver.execute("COMMIT")
        except BaseException:
            self._writer.close()  # which undoes what was begun
            self._writer = None
            raise

    def execute(self, connection: Connection, sql: str, values: Values = ()) -> list[tuple[Any, ...]]:
        """Run one statement (with `?` for values) on the driver itself and fetch what it returns, if anything.

        Several times faster than by way of SQLAlchemy's rows, on the paths where that counts.
        """
        driver = driver_of(connection)
        cursor = driver.execute(self.sql(sql), values)
        if self._is_piped(driver):
            return list(cursor.fetchall()) if _returns(sql) else []
        return [] if cursor.description is None else list(cursor.fetchall())

    def _is_piped(self, driver: Any) -> bool:
        if self.is_sqlite:
            return False
        from psycopg.pq import PipelineStatus  # who asks an SQLite ledger need not wait for PostgreSQL's driver

        return bool(driver.pgconn.pipeline_status != PipelineStatus.OFF)

    def execute_many(self, connection: Connection, sql: str, rows: Sequence[Values]) -> None:
        """Run one statement (with `?` for values) for each row, on the driver itself."""
        driver_of(connection).cursor().executemany(self.sql(sql), rows)

    def together(self, connection: Connection, *statements: tuple[str, Values]) -> list[list[tuple[Any, ...]]]:
        """Run statements in one round trip to PostgreSQL, with what is in the pipe before them, a BEGIN included."""
        if self.is_sqlite:
            return [self.execute(connection, sql, values) for sql, values in statements]
        driver = driver_of(connection)
        with nullcontext() if self._is_piped(driver) else driver.pipeline():
            return self._sent(driver, statements)()

    def ask(self, connection: Connection, *statements: tuple[str, Values]) -> Answers:
        """Send statements off; what is returned waits for their answers, as `together` gives them.

        In PostgreSQL's pipe they need no round trip of their own; elsewhere they run once the answers are wanted.
        """
        driver = driver_of(connection)
        return (
            self._sent(driver, statements)
            if self._is_piped(driver)
            else partial(self.together, connection, *statements)
        )

    def _sent(self, driver: Any, statements: Sequence[tuple[str, Values]]) -> Answers:
        cursors = [driver.execute(self.sql(sql), values) for sql, values in statements]
        return lambda: [
            list(cursor.fetchall()) if _returns(sql) else []
            for cursor, (sql, _) in zip(cursors, statements, strict=True)
        ]

    def sql(self, text: str) -> str:
        """The statement with the driver's own placeholders."""
        return text if self.is_sqlite else _with_percent(text)

    def use_write_ahead_log(self) -> None:
        """Let readers and a recorder of an SQLite file work at the same time; the file remembers it."""
        if self.is_sqlite:
            with translated(), closing(self.engine.raw_connection()) as connection:
                connection.cursor().execute("PRAGMA journal_mode = WAL")

    def announce(self) -> None:
        """Tell this process's subscriptions that something was recorded."""
        with self.news:
            self.commits += 1
            self.news.notify_all()

    def close(self) -> None:
        """Give back every connection."""
        with self._turn:
            if self._writer is not None:
                self._writer.close()
                self._writer = None
        self.engine.dispose()


@contextmanager
def _in_pipe(connection: Connection) -> Iterator[None]:
    """A transaction on PostgreSQL whose statements wait in a pipe until somebody needs an answer.

    Once one has failed, what came after it has been passed over, and each of those says so. That is taken in
    before the transaction is undone, or it would be told in place of what failed.
    """
    from psycopg import Error as DriverError

    driver = driver_of(connection)
    with driver.pipeline() as pipe, connection.begin():
        try:
            yield
            driver.commit()  # goes with what is still in the pipe; should that have failed, it says so here
        except BaseException:
            for _ in range(_AT_MOST_SAID):
                with suppress(DriverError):
                    pipe.sync()
                    break
            raise


def driver_of(connection: Connection) -> Any:
    """The driver's own connection (sqlite3 or psycopg) beneath SQLAlchemy's."""
    return connection.connection.driver_connection


def _returns(sql: str) -> bool:
    """Whether a statement has rows to wait for; in a pipe that is not known before they are fetched."""
    return sql.startswith("SELECT") or " RETURNING " in sql


@lru_cache(maxsize=1_024)
def _with_percent(text: str) -> str:
    return text.replace("%", "%%").replace("?", "%s")


def _sqlite_engine(url: URL) -> Engine:
    engine = create_engine(url, connect_args={"timeout": LONGEST_WAIT})

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # transactions begin where `begin` below says, and nowhere else
        connection.execute("PRAGMA synchronous = FULL")  # an acknowledged entry survives a power cut
        connection.execute("PRAGMA foreign_keys = ON")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        if not connection.get_execution_options().get(_WRITES, False):
            driver_of(connection).execute("BEGIN")

    return engine


def _postgresql_engine(url: URL) -> Engine:
    options = f"-c lock_timeout={LONGEST_WAIT}s -c idle_in_transaction_session_timeout=300s"
    given = url.query.get("options")
    return create_engine(
        url.difference_update_query(["options"]),
        connect_args={
            "options": f"{options} {given}" if isinstance(given, str) else options,
            "application_name": "govledger",
            "connect_timeout": 10,
            "client_encoding": "utf8",
        },
    )
