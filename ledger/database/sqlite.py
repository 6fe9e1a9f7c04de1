"""SQLite: everything that a ledger in a file does in its own way, on the driver that comes with Python."""

from __future__ import annotations

import os
import sqlite3
import threading
from collections import deque
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager, suppress
from errno import ENAMETOOLONG
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from ledger.database import sqlite_shape
from ledger.database.address import EXAMPLES, Address
from ledger.database.datastore import (
    LONGEST_WAIT,
    SILENT_WAIT,
    Connection,
    Datastore,
    Having,
    Rows,
    Values,
    Wake,
    failure_of,
    tell_wait,
    translated,
)
from ledger.database.errors import Busy, CannotOpen, NotAllowed, first_line
from ledger.database.sqlite_access import Access, Way, access_to, octets_of
from ledger.database.sqlite_moment import SqliteMoment, can_be_mapped
from ledger.refusals import StoreRefusal
from ledger.words import Phrase

if TYPE_CHECKING:
    from tempfile import TemporaryDirectory

    from sqlalchemy import Connection as SchemaConnection

_OF_EVERY_ONE: Final = (
    "PRAGMA synchronous = FULL",  # an acknowledged entry survives a power cut
    "PRAGMA foreign_keys = ON",
)
_BLOCK: Final = 1 << 20
_IN_MEMORY, _ON_DISK = "mapped", "read"
_OF_WHO_WRITES: Final = "PRAGMA journal_mode = WAL"
"""Readers and a recorder work at the same time; the file remembers it."""
_OF_THE_WRITER: Final = (_OF_WHO_WRITES, "PRAGMA cache_size = -32000", "PRAGMA wal_autocheckpoint = 4000")
"""More room than SQLite takes by itself, in KiB and pages: ids and tags go to pages all over the file."""
_FOR_THE_FILE: Final = frozenset({"mode", "cache", "immutable", "nolock", "psow", "vfs"})
"""What may follow the '?' of an address; the database itself reads it (https://www.sqlite.org/uri.html)."""
_YES: Final = frozenset({"1", "yes", "true", "on"})
_OF_WHO_READS: Final = ("PRAGMA query_only = ON",)
_MOVED: Final = "somebody wrote to the ledger while it was read"
_AGAIN: Final = "ask again: nothing of what was read so far is relied on"
_BUSY: Final = "PRAGMA busy_timeout = {}000"
_MOST_IDLE: Final = 5
_LOOK_AGAIN: Final = 0.05  # seconds: how often another process's commits are looked for
_LONGEST_SHOWN: Final = 160
_TABLES: Final = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"
_PIECE: Final = 24
"""In letters: a copy of a disclosure is recognised by any piece of this length."""
_FEW: Final = 11


class SQLite(Datastore):
    """A ledger in an SQLite file.

    Whoever reads has a connection to himself as long as he reads, so threads do not wait for one another; a few are
    kept for the next. One more, and only one, writes. Who may not write, or says `mode=ro` or `immutable=1` in the
    address, opens the file in a way that leaves it as it is (`sqlite_access`).
    """

    backend = "sqlite"
    drivername = "sqlite"
    driver = "sqlite3"
    only_reading = "mode=ro"
    tells_access = ("mode=", "immutable=")
    try_later = "somebody else uses the ledger; stop them, then run `sqlite3 FILE VACUUM`"
    title = "SQLite"
    is_server = False
    octets = "BLOB"
    keyed = " WITHOUT ROWID"

    def __init__(self, address: Address) -> None:
        super().__init__(address)
        self._file, self._options = Path(os.path.abspath(address.database)), _options_of(address)
        is_immutable = self._options.pop("immutable", "") in _YES
        if only_reads := is_immutable or self._options.get("mode") == "ro":
            self._options.pop("mode", "")
        self._only_reads = only_reads
        self._access: Access | None = None
        self._idle: deque[sqlite3.Connection] = deque()
        self._turn = threading.RLock()
        self._writer: sqlite3.Connection | None = None
        self._moment: SqliteMoment | None = None
        self._folder: TemporaryDirectory[str] | None = None

    def look_at_place(self, *, must_exist: bool) -> None:
        """Refuse a file that cannot be a ledger before anything touches it."""
        file = Path(self.address.database)
        try:
            _refuse_what_stands_there(file, must_exist=must_exist)
        except OSError as unreachable:
            too_long = unreachable.errno == ENAMETOOLONG
            remedy = "name one with a shorter path" if too_long else "name one that you may read"
            raise CannotOpen(f"'{_cut(file)}' cannot be looked at: {unreachable.strerror}", remedy) from unreachable

    def make_private(self) -> None:
        """Make the file such that its owner alone may read what is exempt in it, as SQLite's own beside it.

        Whoever wants others to read it changes its rights once; a file that is there keeps those it has.
        """
        with suppress(OSError):  # SQLite says better what is wrong with the place
            os.close(os.open(self.address.database, os.O_CREAT | os.O_EXCL, 0o600))

    @contextmanager
    def read(self, *, as_one: bool = False) -> Iterator[Connection]:
        """A transaction that reads, and so as one, on a connection of its own."""
        if self._held.connection is not None:
            yield self._held.connection
            return
        access = self._come_in()
        try:
            with translated(), self._reading() as connection:
                yield connection
        except Exception as error:
            if access.is_moved(self._file) and _is_of_the_database(error):
                raise Busy(_MOVED, _AGAIN) from error
            raise
        if access.is_moved(self._file):
            raise Busy(_MOVED, _AGAIN)

    def may_write(self, connection: Connection) -> bool:
        """Whether the file, and those that SQLite makes beside it, may be written to."""
        return self._come_in().way is Way.WRITE

    @contextmanager
    def write(self, *, piped: bool = False) -> Iterator[Connection]:
        """On the one connection that writes, kept open between transactions; a broken one is not kept."""
        with translated(), self._turn:
            if self._writer is None:
                self._refuse_reader()
                self._writer = self._connected()
                for setting in _OF_THE_WRITER:
                    self._writer.execute(setting)
                self._writer.execute(_BUSY.format(SILENT_WAIT))
            try:
                _begin_alone(self._writer)
                yield self._writer
                self._writer.execute("COMMIT")
            except BaseException:
                self._writer.close()  # which undoes what was begun
                self._writer = None
                raise

    @contextmanager
    def migrating(self) -> Iterator[SchemaConnection]:
        """Within a transaction that writes, and so alone."""
        from sqlalchemy import create_engine
        from sqlalchemy.pool import StaticPool

        self._refuse_reader()
        with ExitStack() as undone:
            undone.enter_context(translated())
            undone.enter_context(self._turn)
            driver = undone.enter_context(closing(self._connected()))
            driver.execute(_OF_WHO_WRITES)
            driver.execute(_BUSY.format(SILENT_WAIT))
            engine = create_engine("sqlite://", creator=lambda: driver, poolclass=StaticPool)
            connection = undone.enter_context(engine.connect())
            undone.enter_context(connection.begin())
            _begin_alone(driver)
            yield connection

    def enter_moment(self, token: str = "") -> str:
        """Begin a transaction in which everything is read; the token says whether the file may be mapped."""
        self._come_in()
        token = token or (_IN_MEMORY if can_be_mapped(self._file) else _ON_DISK)
        with translated():
            self._moment = SqliteMoment(self._connected, is_mapped=token == _IN_MEMORY)
        return token

    def is_shared_moment(self) -> bool:
        """Whether nobody has written since."""
        with translated():
            return self._moment is not None and self._moment.nobody_wrote()

    def leave_moment(self) -> None:
        """End that transaction."""
        if self._moment is not None:
            self._moment.close()
            self._moment = None

    def copy_to_read(self, prepare: Callable[[Datastore], object]) -> SQLite:
        """The file copied page by page, with what somebody at work has in the log beside it, to a folder for itself."""
        from tempfile import TemporaryDirectory

        folder = TemporaryDirectory(prefix="govledger-", ignore_cleanup_errors=True)
        copy = SQLite(self.address._replace(database=str(Path(folder.name) / self._file.name), query=""))
        copy._folder = folder
        copy.make_private()
        try:
            with translated(), self._aside() as connection, closing(copy._connected()) as target:
                connection.backup(target)
            prepare(copy)
        except BaseException:
            copy.close()
            raise
        copy._close_connections()
        copy._only_reads = True
        return copy

    def close(self) -> None:
        """Give back every connection, and throw away the folder of a copy."""
        self.leave_moment()
        self._close_connections()
        if self._folder is not None:
            self._folder.cleanup()

    def why_not(self, error: Exception) -> StoreRefusal:
        """What is wrong with the file."""
        words = first_line(error)
        if "not a database" in words.lower():
            return CannotOpen(
                f"'{self.address.database}' is not a database",
                "name the ledger's file, or run `govledger init` for a new one",
            )
        return CannotOpen(
            f"'{self.address.database}' does not open: {words}", "ask for the right to read it, and to enter its folder"
        )

    def run(self, connection: Connection, sql: str, values: Values) -> Rows:
        """Run one statement and fetch what it returns."""
        found: Rows = connection.execute(sql, values).fetchall()
        return found

    def take_turn(self, connection: Connection, key: int) -> None:
        """Nothing to do: a transaction that writes has the one lock there is."""

    def tries_for(self, key: int) -> list[tuple[str, Values]]:
        """None: a transaction that writes has the one lock there is."""
        return []

    def notify(self, connection: Connection) -> None:
        """Nothing to do: other processes look at the file."""

    def watch(self, wake: Wake, is_over: Callable[[], bool]) -> None:
        """This process tells of its own commits; those of others change the file's data version."""
        with self._aside() as connection:
            seen: tuple[int, int] | None = None
            while not is_over():
                version = connection.execute("PRAGMA data_version").fetchone()[0]
                with self.news:
                    if seen != (version, self.commits):
                        seen = (version, self.commits)
                        wake()
                    else:
                        self.news.wait(_LOOK_AGAIN)

    def tables(self, connection: Connection) -> list[str]:
        """The names of the tables."""
        return [name for (name,) in self.execute(connection, _TABLES)]

    def has_table(self, connection: Connection, name: str) -> bool:
        """Whether there is a table of that name."""
        sql = "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = ?"
        return bool(self.execute(connection, sql, (name,))[0][0])

    def encoding(self, connection: Connection) -> str:
        """SQLite hands out every text in UTF-8."""
        return "UTF8"

    def amiss(self, connection: Connection) -> list[str]:
        """By the table of contents."""
        return list(sqlite_shape.amiss(self.execute(connection, sqlite_shape.LOOK)))

    def each_text(self, json: str) -> str:
        """By its table function; a text that is no JSON has none."""
        return f"json_each(CASE WHEN json_valid({json}) THEN {json} ELSE '[]' END) AS said"

    def json(self, column: str) -> str:
        """As it stands: nothing but ours writes it."""
        return column

    def json_of_all(self, column: str) -> str:
        """In the order of the table, which outlasts the grouping."""
        return f"json_group_array({column})"

    def words_tables(self, table: str) -> list[str]:
        """A table of FTS5's, and the three in which that keeps the index."""
        return [f"{table}_words", *(f"{table}_words_{each}" for each in ("data", "idx", "config"))]

    def words_index(self, table: str) -> tuple[list[str], list[str]]:
        """FTS5 with nothing but the index: the words come parted by blanks, and the texts are in the entries."""
        return [f"CREATE VIRTUAL TABLE {table}_words USING fts5(text, content='', columnsize=0, tokenize='ascii')"], []

    def count_words(self, connection: Connection, table: str) -> None:
        """Nothing to do: the index is walked from the last entry on, whatever word it is."""

    def index_words(self, connection: Connection, table: str, lines: Sequence[tuple[int, str]]) -> None:
        """It is told of each row."""
        self.insert(connection, f"{table}_words", ("rowid", "text"), lines)

    def having(self, table: str, number: str, phrases: Sequence[Phrase]) -> Having:
        """By the index first, which goes through what it finds from the last row to the first."""
        index = f"{table}_words"
        match = " AND ".join(f'"{" ".join(words)}"{" *" if begins else ""}' for words, begins in phrases)
        source = f"{index} CROSS JOIN {table} ON {table}.{number} = {index}.rowid"
        return Having(source, f"{index} MATCH ?", (match,), f"{index}.rowid")

    def astray_words(self, connection: Connection, table: str, number: str) -> list[int]:
        """By the sums of what each word and its place come to, row by row, in the index and in the table."""
        sums: dict[int, int] = {}
        for word, row, place in self._instances(connection, f"{table}_words"):
            sums[row] = sums.get(row, 0) + hash((word, place))
        astray = []
        for row, words in connection.execute(f"SELECT {number}, words FROM {table}"):
            if sums.pop(row, 0) != sum(hash((word, place)) for place, word in enumerate(words.split())):
                astray.append(row)
        return [*astray, *sums][:_FEW]

    def _instances(self, connection: Connection, index: str) -> Iterator[tuple[str, int, int]]:
        """Each word that an index has, with the row and its place there; in a table of this connection's own."""
        connection.execute("PRAGMA query_only = OFF")  # by which not even such a table may be made
        name = f"temp.{index}_instances"
        connection.execute(f"CREATE VIRTUAL TABLE {name} USING fts5vocab(main, {index}, instance)")
        try:
            yield from connection.execute(f"SELECT term, doc, offset FROM {name}")
        finally:
            connection.execute(f"DROP TABLE {name}")
            for setting in self._settings():
                connection.execute(setting)

    @contextmanager
    def leniently(self, connection: Connection) -> Iterator[None]:
        """Octets that are not UTF-8 are read as what Python makes of them."""
        driver: Any = connection
        driver.text_factory = _readable
        try:
            yield
        finally:
            driver.text_factory = str

    def overwrite_deleted(self, connection: Connection) -> None:
        """Have a deleted row overwritten at once."""
        connection.execute("PRAGMA secure_delete = ON")

    def leave_no_trace(self, erased: Collection[str]) -> str:
        """Fold the write-ahead log into the file and cut it off; where a copy is left, write the whole file anew.

        A page that was split can hold one.
        """
        with translated(), self._aside() as connection:
            self.overwrite_deleted(connection)
            if not _cut_off_log(connection):
                return self.try_later
            if _holds(self._file, {piece for letters in erased for piece in _pieces(letters)}):
                connection.execute("VACUUM")
                return "" if _cut_off_log(connection) else self.try_later
            return ""

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        if self._moment is not None:
            yield self._moment.connection
            return
        with self._aside() as connection:
            connection.execute("BEGIN")
            yield connection
            connection.execute("COMMIT")

    @contextmanager
    def _aside(self) -> Iterator[sqlite3.Connection]:
        """A connection outside any transaction; one on which something failed is not used again."""
        access = self._access
        try:
            connection = self._idle.pop()
        except IndexError:
            connection = self._connected()
        try:
            yield connection
        except BaseException:
            connection.close()
            raise
        if len(self._idle) < _MOST_IDLE and self._access == access:
            self._idle.append(connection)
        else:
            connection.close()

    def _come_in(self) -> Access:
        """The way in which the file is open, looked for anew where somebody has changed what lies there.

        Whoever may write to it once stays with that: a right that is taken away is missed by the database itself.
        """
        if self._access is not None and self._access.way is Way.WRITE:
            return self._access
        with self._turn:
            found = access_to(self._file, self._access, only_read=self._only_reads)
            if self._access is None or found != self._access:
                self._leave()
                self._access = found
            return found

    def _close_connections(self) -> None:
        with self._turn:
            if self._writer is not None:
                self._writer.close()
                self._writer = None
            self._leave()

    def _leave(self) -> None:
        """Close what is open for reading, and throw away the copy that was read."""
        while self._idle:
            self._idle.pop().close()
        if self._access is not None and self._access.copy is not None:
            self._access.copy.cleanup()
        self._access = None

    def _refuse_reader(self) -> None:
        if self._come_in().way is not Way.WRITE:
            raise NotAllowed(
                f"'{self.address.shown.removeprefix('sqlite:///')}' is readonly here",
                "ask for the right to write to it and its folder; nothing was recorded",
            )

    def _connected(self) -> sqlite3.Connection:
        """A new connection, whose transactions begin where they are told to and nowhere else."""
        access = self._access or self._come_in()
        place = access.uri(self._file, self._options)
        connection = sqlite3.connect(
            place, timeout=LONGEST_WAIT, isolation_level=None, check_same_thread=False, uri=True
        )
        for setting in (*_OF_EVERY_ONE, *self._settings()):
            connection.execute(setting)
        return connection

    def _settings(self) -> tuple[str, ...]:
        """Those of whoever is open only for reading."""
        return () if (self._access or self._come_in()).way is Way.WRITE else _OF_WHO_READS


DATASTORE: Final = SQLite


def _refuse_what_stands_there(file: Path, *, must_exist: bool) -> None:
    if file.is_dir():
        raise CannotOpen(f"'{file}' is a directory, not a ledger", f"name a file in it, as {file / 'ledger.db'}")
    if must_exist and not file.exists():
        raise CannotOpen(f"there is no ledger at '{file}'", "run `govledger init` to make one, or name another")
    if not must_exist and not file.parent.is_dir():
        raise CannotOpen(f"there is no folder '{file.parent}'", "make the folder first, or name another place")


def _cut(file: Path) -> str:
    """A path as it may be printed, which its name alone could make a screenful."""
    return str(file) if len(str(file)) <= _LONGEST_SHOWN else f"{str(file)[: _LONGEST_SHOWN // 2]}..."


def _is_of_the_database(error: Exception) -> bool:
    cause = error.__cause__
    return failure_of(cause if isinstance(cause, Exception) else error) is not None


def _options_of(address: Address) -> dict[str, str]:
    """What the address says of how to open the file."""
    parts = (part.partition("=") for part in address.query.split("&") if part)
    found = {name: value for name, _, value in parts}
    if not found.keys() <= _FOR_THE_FILE:
        raise CannotOpen("the driver does not understand the ledger's address", EXAMPLES)
    return found


def _readable(octets: bytes) -> str:
    return octets.decode("utf-8", "surrogateescape")


def _begin_alone(connection: Connection) -> None:
    """Take the one lock for writing, on a connection that waits for a moment; whoever waits longer is told so."""
    try:
        connection.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError as error:
        if not _is_busy(error):
            raise
        tell_wait(f"somebody else records into the ledger; this goes on for up to {LONGEST_WAIT} seconds")
        connection.execute(_BUSY.format(LONGEST_WAIT - SILENT_WAIT))
        connection.execute("BEGIN IMMEDIATE")
        connection.execute(_BUSY.format(SILENT_WAIT))


def _is_busy(error: sqlite3.OperationalError) -> bool:
    return (error.sqlite_errorcode or 0) & 0xFF == sqlite3.SQLITE_BUSY


def _cut_off_log(connection: Connection) -> bool:
    """Write the log into the file and cut it off, which waits until nobody reads."""
    for patience in (SILENT_WAIT, LONGEST_WAIT - SILENT_WAIT):
        connection.execute(_BUSY.format(patience))
        busy, *_ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        if not busy:
            return True
        if patience == SILENT_WAIT:
            tell_wait("somebody reads the ledger, in whose view is still what was erased")
    return False


def _pieces(letters: str) -> Iterator[bytes]:
    for start in range(0, max(1, len(letters) - _PIECE + 1), _PIECE):
        yield letters[start : start + _PIECE].encode()


def _holds(file: Path, pieces: Collection[bytes]) -> bool:
    """Whether any of these stands in a file; it is not mapped, since Python closes a descriptor when it unmaps one."""
    overlap = max(map(len, pieces), default=1) - 1
    opened, before = octets_of(file), b""
    while block := opened.read(_BLOCK):
        here = before + block
        if any(piece in here for piece in pieces):
            return True
        before = here[-overlap:] if overlap else b""
    return False
