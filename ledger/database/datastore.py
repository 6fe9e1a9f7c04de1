"""The database behind a ledger: the one interface to what SQLite and PostgreSQL do each in its own way.

Everybody else writes one text of each statement, with `?` for values, and asks here for whatever has no such text.
What differs stands in `ledger.database.sqlite` and `ledger.database.postgresql`, one class in each, found by the name
of the database. Why so: docs/decisions/0001-a-recorder-of-our-own.md.
"""

from __future__ import annotations

import threading
from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Hashable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar, Final, NamedTuple, Protocol, TypeAlias

from ledger.database.address import Address
from ledger.words import Phrase

if TYPE_CHECKING:
    from sqlalchemy import Connection as SchemaConnection

    from ledger.refusals import StoreRefusal

LONGEST_WAIT: Final = 60
"""Seconds that a recorder waits for its turn before it gives up."""
SILENT_WAIT: Final = 2
"""Seconds after which it is said for what somebody waits."""

Values: TypeAlias = Sequence[Any]
Rows: TypeAlias = list[tuple[Any, ...]]
Answers: TypeAlias = Callable[[], list[Rows]]
Wake: TypeAlias = Callable[[], None]


class Having(NamedTuple):
    """How a statement selects, newest first, the rows of a table in whose `words` some phrases stand."""

    source: str
    """What it selects from."""
    condition: str
    values: Values
    number: str
    """The column of the rows' numbers."""


class Connection(Protocol):
    """The driver's own connection, within one transaction; statements go through the datastore's methods."""

    def execute(self, sql: Any, values: Any = ..., /) -> Any:
        """Run one statement in the driver's own words."""

    def cursor(self) -> Any:
        """A cursor of the driver's."""


class _Held(threading.local):
    """What a thread holds that asks nothing twice: its connection, and what that has answered."""

    connection: Connection | None = None
    answered: dict[Hashable, Any]


class Datastore(ABC):
    """One ledger's database, shared by every recorder, reader and projection of a process.

    Not to be carried over a fork: each process opens its own.
    """

    backend: ClassVar[str]
    """The database's name in addresses; also that of its module here."""
    drivername: ClassVar[str]
    """The same with the driver that this project uses, as addresses have it."""
    driver: ClassVar[str]
    """The package that the driver is, from which its exceptions come."""
    only_reading: ClassVar[str]
    """What an address says, behind its '?', so that nothing can write through it."""
    tells_access: ClassVar[tuple[str, ...]]
    """What stands in an address that says itself how it is opened."""
    title: ClassVar[str]
    """Its name in sentences."""
    is_server: ClassVar[bool]
    """Whether a server keeps it, which knows its users apart, and answers while this process does something else."""
    try_later: ClassVar[str]
    """What to do where deleted rows could not be overwritten, since somebody else uses the ledger."""
    has_roles: ClassVar[bool] = False
    """Whether `ledger.store.roles` can make roles there."""
    octets: ClassVar[str]
    """The type of a column of octets."""
    keyed: ClassVar[str]
    """What stands at the end of the definition of a table whose rows lie in the order of its key."""

    def __init__(self, address: Address) -> None:
        self.address = address
        self.news = threading.Condition()
        self.commits = 0
        """How often this process has recorded something; `news` is told each time."""
        self.clock_is_confirmed = False
        """Whether somebody has said which day it is, so that a clock far ahead of the last entry is taken for right."""
        self._held = _Held()

    # The place, connections and transactions

    @abstractmethod
    def look_at_place(self, *, must_exist: bool) -> None:
        """Refuse a place that no ledger can have, before anything touches it.

        Raises:
            CannotOpen: it is something else, or not there where it must be.
        """

    @abstractmethod
    def make_private(self) -> None:
        """Keep others from reading a ledger that is about to be made, where the place is not guarded already."""

    @abstractmethod
    def read(self, *, as_one: bool = False) -> AbstractContextManager[Connection]:
        """A connection that reads: each statement of one state of the database, `as_one` or in a moment all of them."""

    @contextmanager
    def asking_once(self) -> Iterator[None]:
        """Have this thread read by one connection for a while, and ask it nothing twice; not to be nested.

        What makes up a page asks many questions, each of which needs to know the end of the log, what is withheld,
        which ids are joined, and who is called what.
        """
        with self.read() as connection:
            self._held.connection, self._held.answered = connection, {}
            try:
                yield
            finally:
                self._held.connection, self._held.answered = None, {}

    @property
    def answered(self) -> dict[Hashable, Any] | None:
        """What has been asked and answered while this thread asks nothing twice, for it to be kept; None otherwise."""
        return None if self._held.connection is None else self._held.answered

    def forget_asked(self) -> None:
        """Let go of what was asked once: what a long list asks for one page is not asked for the next."""
        self._held.answered.clear()

    @abstractmethod
    def may_write(self, connection: Connection) -> bool:
        """Whether whoever asks may bring the tables of the answers up; asked before anything is tried."""

    @abstractmethod
    def write(self, *, piped: bool = False) -> AbstractContextManager[Connection]:
        """A transaction that writes: all of it is kept, or nothing is.

        On SQLite it holds the database's one write lock from its first moment; on PostgreSQL the recorder
        locks the head row. `piped` sends PostgreSQL what returns nothing together with what comes next, the
        commit at the latest. Not to be nested.
        """

    @abstractmethod
    def migrating(self) -> AbstractContextManager[SchemaConnection]:
        """A transaction that writes, as SQLAlchemy has it, in which nobody else brings the schema up to date."""

    def copy_to_read(self, prepare: Callable[[Datastore], object]) -> Datastore | None:
        """The whole of it in a place of this process, prepared, then only read, and gone when it is closed.

        None of a server's.
        """
        return None

    @abstractmethod
    def enter_moment(self, token: str = "") -> str:
        """Read everything from one state of the database from now on, however many transactions it takes.

        With the token of another process, which this returns, the state is the one that it has entered.
        """

    @abstractmethod
    def is_shared_moment(self) -> bool:
        """Whether everybody who has entered a moment since this process began to, sees what it sees."""

    @abstractmethod
    def leave_moment(self) -> None:
        """Read the database as it is at the time again."""

    @abstractmethod
    def close(self) -> None:
        """Give back every connection."""

    @abstractmethod
    def why_not(self, error: Exception) -> StoreRefusal:
        """The refusal for a database that does not let us in; told by the words of its driver."""

    # Statements

    def sql(self, text: str) -> str:
        """The statement with the driver's own placeholders."""
        return text

    def execute(self, connection: Connection, sql: str, values: Values = ()) -> Rows:
        """Run one statement and fetch what it returns, if anything; what is asked once is not run again."""
        if connection is not self._held.connection:
            return self.run(connection, sql, values)
        asked = (sql, tuple(values))
        if asked not in self._held.answered:
            self._held.answered[asked] = self.run(connection, sql, values)
        return list(self._held.answered[asked])

    @abstractmethod
    def run(self, connection: Connection, sql: str, values: Values) -> Rows:
        """Run one statement and fetch what it returns, if anything."""

    def execute_many(self, connection: Connection, sql: str, rows: Sequence[Values]) -> None:
        """Run one statement for each row."""
        connection.cursor().executemany(self.sql(sql), rows)

    def insert(self, connection: Connection, table: str, columns: Sequence[str], rows: Sequence[Values]) -> None:
        """Put rows into a table by the fastest way there is for so many."""
        if rows:
            marks = ", ".join("?" * len(columns))
            self.execute_many(connection, f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})", rows)

    def together(self, connection: Connection, *statements: tuple[str, Values]) -> list[Rows]:
        """Run statements in one round trip to a server, with what is in the pipe before them, a BEGIN included."""
        return [self.execute(connection, sql, values) for sql, values in statements]

    def ask(self, connection: Connection, *statements: tuple[str, Values]) -> Answers:
        """Send statements off; what is returned waits for their answers, as `together` gives them.

        In PostgreSQL's pipe they need no round trip of their own; elsewhere they run once the answers are wanted.
        """
        return partial(self.together, connection, *statements)

    # Locks and news

    @abstractmethod
    def take_turn(self, connection: Connection, key: int) -> None:
        """Wait for whoever else holds the lock of that number, until the transaction ends."""

    @abstractmethod
    def tries_for(self, key: int) -> list[tuple[str, Values]]:
        """Statements that try to take it without waiting; each answers whether it has."""

    @abstractmethod
    def notify(self, connection: Connection) -> None:
        """Tell other processes, once the transaction is kept, that something was recorded."""

    @abstractmethod
    def watch(self, wake: Wake, is_over: Callable[[], bool]) -> None:
        """Call `wake` whenever something may have been recorded, by whomever, until it is over."""

    def announce(self) -> None:
        """Tell this process's subscriptions that something was recorded."""
        with self.news:
            self.commits += 1
            self.news.notify_all()

    # What the database says of itself

    @abstractmethod
    def tables(self, connection: Connection) -> list[str]:
        """The names of the tables, in alphabetical order."""

    @abstractmethod
    def has_table(self, connection: Connection, name: str) -> bool:
        """Whether there is a table of that name."""

    @abstractmethod
    def encoding(self, connection: Connection) -> str:
        """How the database encodes texts."""

    @abstractmethod
    def amiss(self, connection: Connection) -> list[str]:
        """What stands between the tables and whoever reads them, as far as a look of a millisecond tells.

        Verifying looks at everything; this is for whoever asks and does not verify.
        """

    # Parts of statements that each database words in its own way

    @abstractmethod
    def each_text(self, json: str) -> str:
        """What a query takes its rows from to have every text of a JSON array, as `said.value`."""

    @abstractmethod
    def json(self, column: str) -> str:
        """A text with JSON in it, such that equal values are equal."""

    @abstractmethod
    def json_of_all(self, column: str) -> str:
        """The values of a group, in alphabetical order, as such JSON."""

    # The index of words

    @abstractmethod
    def words_tables(self, table: str) -> list[str]:
        """The tables that hold the index of the words in a table's column `words`, if they are tables of their own."""

    @abstractmethod
    def words_index(self, table: str) -> tuple[list[str], list[str]]:
        """What makes that index: statements to run with an empty table, and such as are run once it is filled."""

    @abstractmethod
    def count_words(self, connection: Connection, table: str) -> None:
        """Find out how common the words of a filled and indexed table are, where searches are planned by it."""

    @abstractmethod
    def index_words(self, connection: Connection, table: str, lines: Sequence[tuple[int, str]]) -> None:
        """Take the words of new rows into the index, if it needs to be told; their numbers ascend."""

    @abstractmethod
    def having(self, table: str, number: str, phrases: Sequence[Phrase]) -> Having:
        """How to select the rows that have all the phrases; `number` is the column of the rows' numbers."""

    @abstractmethod
    def astray_words(self, connection: Connection, table: str, number: str) -> list[int]:
        """The numbers of a few rows whose words, or others than whose words, the index has."""

    # Verifying and erasing

    def leniently(self, connection: Connection) -> AbstractContextManager[None]:
        """Read texts that somebody has made into no texts, so that they can be found out."""
        return nullcontext()

    @abstractmethod
    def overwrite_deleted(self, connection: Connection) -> None:
        """Have what is deleted in this transaction overwritten at once, where the database can."""

    @abstractmethod
    def leave_no_trace(self, erased: Collection[str]) -> str:
        """Overwrite what is left of deleted disclosures; returns what could not be done and what to do, or nothing."""


def tell_wait(what: str) -> None:
    """Say to whoever waits for what they do."""
    import logging  # once somebody waits: questions need not

    logging.getLogger("govledger").warning("Waiting: %s", what)


@contextmanager
def translated() -> Iterator[None]:
    """Turn what SQLAlchemy or a driver raises within into this project's and the package's exceptions."""
    try:
        yield
    except Exception as error:
        failure = failure_of(error)
        if failure is None:
            raise
        raise failure from error


def failure_of(error: Exception) -> Exception | None:
    """The exception to raise instead; none where it is not a database's (PEP 249 gives them their names)."""
    if type(error).__module__.partition(".")[0] not in {"sqlalchemy", *(each.driver for each in _made())}:
        return None
    from ledger.database.package_errors import as_the_package_has_it

    return as_the_package_has_it(error)


def _made() -> Iterator[type[Datastore]]:
    """The databases that have been asked for."""
    left = Datastore.__subclasses__()
    while left:
        left += (one := left.pop()).__subclasses__()
        yield one
