"""PostgreSQL: everything that a ledger on a server does in its own way, on psycopg and SQLAlchemy's pool."""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager, nullcontext, suppress
from functools import lru_cache
from types import MappingProxyType
from typing import Any, Final

from sqlalchemy import Connection as SchemaConnection
from sqlalchemy import Engine, create_engine, make_url
from sqlalchemy.exc import ArgumentError

from ledger.database.address import EXAMPLES, Address
from ledger.database.datastore import (
    LONGEST_WAIT,
    Answers,
    Connection,
    Datastore,
    Having,
    Rows,
    Values,
    Wake,
    tell_wait,
    translated,
)
from ledger.database.errors import CROWDED, Busy, CannotOpen, Unavailable, first_line
from ledger.database.postgresql_waits import WaitWatch
from ledger.refusals import StoreRefusal
from ledger.words import Phrase

try:
    from psycopg import Error as DriverError
    from psycopg.pq import ExecStatus, PipelineStatus
except ImportError as absent:
    raise CannotOpen(
        "a ledger on PostgreSQL needs its driver, which is not installed",
        "install it: pip install 'govledger[postgresql]'",
    ) from absent

for _name in ("sqlalchemy.pool", "psycopg"):  # a connection that is lost is told as a refusal, and once
    logging.getLogger(_name).addHandler(logging.NullHandler())
CHANNEL: Final = "govledger"
"""Where listeners are told that something was recorded."""
_AT_MOST_SAID: Final = 10  # how often a pipe is asked whether it has more to say of a failure
_FEW: Final = 64
"""Up to so many rows go to the server in one statement; for more, COPY is the faster way."""
_LISTEN: Final = 0.1  # seconds: how long one wait for a notification lasts
_ONE_MIGRATION: Final = 0x676F_766C  # "govl"
_FIRST: Final = (
    "SELECT DISTINCT coalesce(usename, 'another user'), application_name FROM pg_stat_activity "
    "WHERE pid = ANY (pg_blocking_pids(?)) ORDER BY 1, 2"
)
_WAITS_FOR_STANDBY: Final = "SyncRepWaitForLSN"
"""Where PostgreSQL's own warning comes from, in whatever language it is."""
_CONFIRMED_LATER: Final = "record it again once there is a standby: it is told then whether it is recorded already"
_TABLES: Final = (
    'SELECT tablename FROM pg_catalog.pg_tables WHERE schemaname = current_schema() ORDER BY tablename COLLATE "C"'
)
_ALL: Final = "SELECT to_tsvector('simple'::regconfig, words) FROM {}"
_WAYS: Final = MappingProxyType(
    {"enable_bitmapscan": True, "enable_seqscan": False, "enable_indexscan": False, "enable_indexonlyscan": False}
)
_QUOTED: Final = "quote_literal(word)"
_WORDS: Final = "to_tsvector('simple'::regconfig, words)"
_BY_ITS_OWNER: Final = "PostgreSQL keeps a deleted row until the owner of the tables runs: VACUUM FULL disclosures"
_MAY_VACUUM: Final = "SELECT pg_has_role(relowner, 'USAGE') FROM pg_class WHERE oid = 'disclosures'::regclass"

_ONE_STATE: Final = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"
_KEEP_OPEN: Final = "SET LOCAL idle_in_transaction_session_timeout = 0"
_READ: Final = (
    "(c.relname IN ('entries', 'entry_tags', 'head', 'disclosures') OR c.relname LIKE 'projected#_%' ESCAPE '#')"
)
_AMISS: Final = (
    "SELECT CASE WHEN c.relkind <> 'r' THEN format('%L is no table', c.relname) "
    "WHEN c.relrowsecurity THEN format('row security hides rows of %L', c.relname) "
    "WHEN c.relhasrules THEN format('rules stand before %L', c.relname) "
    "ELSE format('%L is a table of another schema', c.relname) END FROM pg_class AS c "
    f"WHERE {_READ} AND c.relkind NOT IN ('i', 'I', 't', 'c') AND pg_table_is_visible(c.oid) AND (c.relkind <> 'r' OR "
    "c.relrowsecurity OR c.relhasrules "
    "OR c.relnamespace <> (SELECT relnamespace FROM pg_class WHERE oid = 'entries'::regclass)) "
    "UNION ALL SELECT format('%L has the index %L, which no ledger has', c.relname, i.relname) FROM pg_index AS x "
    "JOIN pg_class AS c ON c.oid = x.indrelid JOIN pg_class AS i ON i.oid = x.indexrelid "
    f"WHERE {_READ} AND (NOT starts_with(i.relname, c.relname || '_') "
    "OR (x.indpred IS NOT NULL AND i.relname <> 'entries_exempt')) AND pg_table_is_visible(c.oid)"
)
_MAY_WRITE: Final = (
    "SELECT NOT pg_is_in_recovery() AND current_setting('transaction_read_only') = 'off' AND CASE "
    "WHEN to_regclass('projections') IS NULL THEN has_schema_privilege(current_schema(), 'CREATE') "
    "ELSE has_table_privilege(to_regclass('projections'), 'UPDATE') END"
)


class PostgreSQL(Datastore):
    """A ledger in a database of a PostgreSQL server."""

    backend = "postgresql"
    drivername = "postgresql+psycopg"
    driver = "psycopg"
    only_reading = "options=-c+default_transaction_read_only%3Don"
    tells_access = ("options=",)
    try_later = "somebody else uses the ledger; when they have ended, its owner runs: VACUUM FULL disclosures"
    title = "PostgreSQL"
    is_server = True
    has_roles = True
    octets = "BYTEA"
    keyed = ""

    def __init__(self, address: Address) -> None:
        super().__init__(address)
        self._moment, self._moment_over = "", ExitStack()
        self._waits = WaitWatch(self._tell_who_is_first)
        try:
            self._engine = _engine(address)
        except (ArgumentError, TypeError, ValueError) as refused:  # what follows the '?' is for the driver
            raise CannotOpen("the driver does not understand the ledger's address", EXAMPLES) from refused

    def look_at_place(self, *, must_exist: bool) -> None:
        """Nothing to do: the server says what is wrong."""

    def make_private(self) -> None:
        """Nothing to do: the server guards what it keeps."""

    @contextmanager
    def read(self, *, as_one: bool = False) -> Iterator[Connection]:
        """Statements that read, each a transaction of its own and so one round trip; as one they take two more."""
        if self._held.connection is not None and not as_one:
            yield self._held.connection
            return
        with translated(), closing(self._engine.raw_connection()) as raw:
            driver: Any = raw.driver_connection
            if as_one or self._moment:
                driver.execute(_ONE_STATE)
                if self._moment:
                    driver.execute(f"SET TRANSACTION SNAPSHOT '{self._moment}'")
                yield driver
                return
            driver.autocommit = True
            try:
                yield driver
            finally:
                with suppress(DriverError):  # whose connection is gone, and is not used again
                    driver.autocommit = False

    def may_write(self, connection: Connection) -> bool:
        """Whether this is no standby, the transaction no reader's, and this user one who brings the tables up."""
        return bool(self.execute(connection, _MAY_WRITE)[0][0])

    @contextmanager
    def write(self, *, piped: bool = False) -> Iterator[Connection]:
        """A transaction that writes, by choice with its statements waiting in a pipe."""
        begin = _in_pipe if piped else SchemaConnection.begin
        with translated(), self._engine.connect() as connection:
            driver: Any = _driver_of(connection)
            with (
                _refusing_what_no_standby_confirmed(driver),
                self._waits.over(driver.info.backend_pid),
                begin(connection),
            ):
                yield driver

    @contextmanager
    def migrating(self) -> Iterator[SchemaConnection]:
        """Under a lock of its own."""
        with translated(), self._engine.connect() as connection:
            driver: Any = _driver_of(connection)
            with self._waits.over(driver.info.backend_pid), connection.begin():
                self.take_turn(driver, _ONE_MIGRATION)
                yield connection

    def enter_moment(self, token: str = "") -> str:
        """Read by a snapshot, which whoever exports it keeps by a transaction that stays open."""
        if not token:
            with translated(), ExitStack() as undone:
                connection = undone.enter_context(self._engine.connect())
                undone.enter_context(connection.begin())
                driver = _driver_of(connection)
                driver.execute(_ONE_STATE)
                driver.execute(_KEEP_OPEN)
                token = driver.execute("SELECT pg_export_snapshot()").fetchone()[0]
                self._moment_over = undone.pop_all()
        self._moment = token
        return token

    def is_shared_moment(self) -> bool:
        """Whoever has the token sees the same."""
        return True

    def leave_moment(self) -> None:
        """Give the snapshot up; nothing was written, so if that fails nothing is lost."""
        self._moment = ""
        with suppress(Exception):
            self._moment_over.close()

    def close(self) -> None:
        """Give back every connection."""
        self.leave_moment()
        self._engine.dispose()

    def why_not(self, error: Exception) -> StoreRefusal:
        """What is wrong with the server, the database or the user."""
        words, place = first_line(error), self.address.shown
        text = words.lower()
        if "session is read-only" in text:
            return Busy(f"no server of {place} may be written to just now", "wait until a standby has taken over")
        if any(crowded in text for crowded in CROWDED):
            return Busy(f"{place} lets nobody in now: {words}", "try again in a moment")
        if "password" in text or "authentication" in text:
            return CannotOpen(
                f"{place} refuses the user or the password",
                "check both; a password can stand in ~/.pgpass or PGPASSWORD",
            )
        if "does not exist" in text and "database" in text:
            name = self.address.database
            return CannotOpen(f"there is no database '{name}' at {place}", f"create it first: createdb {name}")
        if "does not exist" in text and "role" in text:
            return CannotOpen(
                f"{place} does not know the user '{self.address.username}'", "check the user's name, or create the role"
            )
        return CannotOpen(
            f"nothing answers at {place}: {words}", "see that PostgreSQL runs there and lets this machine in"
        )

    def sql(self, text: str) -> str:
        """The statement with psycopg's placeholders."""
        return _with_percent(text)

    def run(self, connection: Connection, sql: str, values: Values) -> Rows:
        """Run one statement and fetch what it returns; one in the pipe that returns nothing is not waited for."""
        cursor = connection.execute(_with_percent(sql), values)
        if _is_piped(connection):
            return list(cursor.fetchall()) if _returns(sql) else []
        return list(cursor.fetchall()) if cursor.pgresult.status == ExecStatus.TUPLES_OK else []

    def insert(self, connection: Connection, table: str, columns: Sequence[str], rows: Sequence[Values]) -> None:
        """Put a few rows into a table with one statement, and many by COPY, which does not go through the pipe."""
        named = f"{table} ({', '.join(columns)})"
        if not rows:
            return
        if len(rows) <= _FEW:
            values = [value for row in rows for value in row]
            connection.execute(_insertion(named, len(columns), len(rows)), values)
        elif _is_piped(connection):
            super().insert(connection, table, columns, rows)
        else:
            with connection.cursor() as cursor, cursor.copy(f"COPY {named} FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)

    def together(self, connection: Connection, *statements: tuple[str, Values]) -> list[Rows]:
        """Run statements in one round trip."""
        driver: Any = connection
        with nullcontext() if _is_piped(connection) else driver.pipeline():
            return _sent(connection, statements)()

    def ask(self, connection: Connection, *statements: tuple[str, Values]) -> Answers:
        """Send statements off into the pipe, if there is one."""
        if _is_piped(connection):
            return _sent(connection, statements)
        return super().ask(connection, *statements)

    def take_turn(self, connection: Connection, key: int) -> None:
        """By an advisory lock."""
        self.execute(connection, "SELECT pg_advisory_xact_lock(?)", (key,))

    def tries_for(self, key: int) -> list[tuple[str, Values]]:
        """By an advisory lock; a statement after it sees what was committed before it was taken."""
        return [("SELECT pg_try_advisory_xact_lock(?)", (key,))]

    def notify(self, connection: Connection) -> None:
        """By a notification."""
        connection.execute(f"NOTIFY {CHANNEL}")

    def watch(self, wake: Wake, is_over: Callable[[], bool]) -> None:
        """Wake once the listening is in force, so that nothing slips in before it, then when told."""
        raw = self._engine.raw_connection()
        driver: Any = raw.driver_connection
        try:
            driver.autocommit = True
            driver.execute(f"LISTEN {CHANNEL}")
            wake()
            while not is_over():
                for _ in driver.notifies(timeout=_LISTEN, stop_after=1):
                    wake()
        finally:
            raw.invalidate()
            raw.close()

    def tables(self, connection: Connection) -> list[str]:
        """The names of the tables in the schema at hand."""
        return [name for (name,) in self.execute(connection, _TABLES)]

    def has_table(self, connection: Connection, name: str) -> bool:
        """Whether there is a table of that name."""
        return bool(self.execute(connection, "SELECT to_regclass(?) IS NOT NULL", (name,))[0][0])

    def encoding(self, connection: Connection) -> str:
        """As the database was made."""
        return str(self.execute(connection, "SHOW server_encoding")[0][0])

    def amiss(self, connection: Connection) -> list[str]:
        """By the catalogue: what has another kind or meaning than a table, and indexes that no ledger has."""
        return [says for (says,) in self.execute(connection, _AMISS)]

    def each_text(self, json: str) -> str:
        """By its table function."""
        return f"jsonb_array_elements_text({json}::jsonb) AS said (value)"

    def json(self, column: str) -> str:
        """In binary form, which knows no spaces."""
        return f"{column}::jsonb"

    def json_of_all(self, column: str) -> str:
        """In binary form."""
        return f"jsonb_agg({column} ORDER BY {column})"

    def words_tables(self, table: str) -> list[str]:
        """None: an index of the table itself holds them."""
        return []

    def words_index(self, table: str) -> tuple[list[str], list[str]]:
        """A GIN index of the words as they are."""
        return [], [f"CREATE INDEX {table}_by_words ON {table} USING gin ({_WORDS})"]

    def count_words(self, connection: Connection, table: str) -> None:
        """Now, and not when the server comes to it: until then it takes every word for a rare one.

        So it fetched and sorted each of 250,000 rows with a common word, of which 300 are asked for: four seconds at a
        million entries, for which it takes 50 milliseconds where it knows.
        """
        self.execute(connection, f"ANALYZE {table}")

    def index_words(self, connection: Connection, table: str, lines: Sequence[tuple[int, str]]) -> None:
        """Nothing to do: the database keeps the index."""

    def having(self, table: str, number: str, phrases: Sequence[Phrase]) -> Having:
        """Phrase by phrase, each cut into words as those of the table were."""
        parts = ["?::tsquery" if begins else "phraseto_tsquery('simple', ?)" for _, begins in phrases]
        values = [_beginning(words) if begins else " ".join(words) for words, begins in phrases]
        return Having(table, f"{_WORDS} @@ ({' && '.join(parts)})", values, number)

    def astray_words(self, connection: Connection, table: str, number: str) -> list[int]:
        """By the rows that each word has, found by the index and counted without it."""
        self._look_by(connection, index=True)
        here = f"{_WORDS} @@ ?::tsquery"
        found = f"SELECT word, ndoc, (SELECT count(*) FROM {table} WHERE {here.replace('?', _QUOTED)}) FROM ts_stat(?)"
        lost = [word for word, due, there in self.execute(connection, found, (_ALL.format(table),)) if due != there]
        astray: set[int] = set()
        for word in lost[:_FEW]:
            rows = [self._rows_with(connection, table, number, word, by_index=each) for each in (False, True)]
            astray |= rows[0] ^ rows[1]
        return sorted(astray)[:_FEW]

    def _rows_with(self, connection: Connection, table: str, number: str, word: str, *, by_index: bool) -> set[int]:
        self._look_by(connection, index=by_index)
        sql = f"SELECT {number} FROM {table} WHERE {_WORDS} @@ quote_literal(?)::tsquery"
        return {row for (row,) in self.execute(connection, sql, (word,))}

    def _look_by(self, connection: Connection, *, index: bool) -> None:
        """Have the planner take an index that fits the condition, or none; no other would be of use to it then."""
        for way, is_on in _WAYS.items():
            self.execute(connection, f"SET LOCAL {way} = {'on' if is_on == index else 'off'}")

    def overwrite_deleted(self, connection: Connection) -> None:
        """Not possible: a deleted row stays until the table is written anew."""

    def leave_no_trace(self, erased: Collection[str]) -> str:
        """Write the table of disclosures anew, which its owner alone may do."""
        with translated(), closing(self._engine.raw_connection()) as raw:
            driver: Any = raw.driver_connection
            driver.rollback()
            driver.autocommit = True
            try:
                if not driver.execute(_MAY_VACUUM).fetchone()[0]:
                    return _BY_ITS_OWNER
                driver.execute("VACUUM FULL disclosures")
            finally:
                driver.autocommit = False
        return ""

    def _tell_who_is_first(self, process: int) -> None:
        """Should a server's process wait for a lock, say for whose."""
        with suppress(Exception), self.read() as connection:  # if it can say nothing, that is not what matters
            who = [
                f"{user} ({program or 'a program'})" for user, program in self.execute(connection, _FIRST, (process,))
            ]
            if who:
                tell_wait(f"{', '.join(who)} holds what this needs; it goes on for up to {LONGEST_WAIT} seconds")


DATASTORE: Final = PostgreSQL


@contextmanager
def _in_pipe(connection: SchemaConnection) -> Iterator[None]:
    """A transaction whose statements wait in a pipe until somebody needs an answer.

    Once one has failed, what came after it has been passed over, and each of those says so. That is taken in
    before the transaction is undone, or it would be told in place of what failed.
    """
    driver: Any = _driver_of(connection)
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


@contextmanager
def _refusing_what_no_standby_confirmed(driver: Any) -> Iterator[None]:
    """PostgreSQL only warns where somebody ends its wait for a synchronous standby, and says that it has committed."""
    warned = []

    def hear(warning: Any) -> None:
        if warning.source_function == _WAITS_FOR_STANDBY:
            warned.append(warning)

    driver.add_notice_handler(hear)
    try:
        yield
    finally:
        driver.remove_notice_handler(hear)
    if warned:
        raise Unavailable("what was recorded is on the primary, and no standby has confirmed it", _CONFIRMED_LATER)


def _driver_of(connection: SchemaConnection) -> Connection:
    """The driver's own connection beneath SQLAlchemy's: several times faster than by way of its rows."""
    driver: Any = connection.connection.driver_connection
    found: Connection = driver
    return found


def _is_piped(connection: Connection) -> bool:
    driver: Any = connection
    return bool(driver.pgconn.pipeline_status != PipelineStatus.OFF)


def _sent(connection: Connection, statements: Sequence[tuple[str, Values]]) -> Answers:
    cursors = [connection.execute(_with_percent(sql), values) for sql, values in statements]
    return lambda: [
        list(cursor.fetchall()) if _returns(sql) else [] for cursor, (sql, _) in zip(cursors, statements, strict=True)
    ]


def _returns(sql: str) -> bool:
    """Whether a statement has rows to wait for; in a pipe that is not known before they are fetched."""
    return sql.startswith("SELECT") or " RETURNING " in sql


@lru_cache(maxsize=1_024)
def _with_percent(text: str) -> str:
    return text.replace("%", "%%").replace("?", "%s")


@lru_cache(maxsize=1_024)
def _insertion(named: str, columns: int, rows: int) -> str:
    row = f"({', '.join(['%s'] * columns)})"
    return f"INSERT INTO {named} VALUES {', '.join([row] * rows)}"


def _engine(address: Address) -> Engine:
    url = make_url(address.text)
    options = f"-c lock_timeout={LONGEST_WAIT}s -c idle_in_transaction_session_timeout=300s"
    given = url.query.get("options")
    if isinstance(given, str):
        options = f"{options} {given}"
    return create_engine(
        url.difference_update_query(["options"]),
        connect_args={
            "options": f"{options} -c synchronous_commit=on",  # last: what was acknowledged outlasts a crash
            "application_name": "govledger",
            "connect_timeout": 10,
            "client_encoding": "utf8",
        },
    )


def _beginning(words: Sequence[str]) -> str:
    """A phrase of which the last word is only the beginning of one, in the database's own notation."""
    *others, last = words
    return " <-> ".join([*(f"'{word}'" for word in others), f"'{last}':*"])
