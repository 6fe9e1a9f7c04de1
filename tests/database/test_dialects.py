"""What differs by database stands in one module for each, so that a third would touch few files."""

from __future__ import annotations

import gc
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from eventsourcing.persistence import IntegrityError, PersistenceError

from ledger.database import datastore_at, for_reading
from ledger.database.address import read_address
from ledger.database.datastore import Datastore, failure_of
from ledger.database.errors import CannotOpen, Unavailable
from ledger.store import LedgerRecorder, Log
from tests.store.statements import established, stored

ROOT = Path(__file__).parent.parent.parent
OWN_WORDS = re.compile(
    r"is_sqlite|is_postgres|PRAGMA|pragma_|sqlite_master|\bpg_|WITHOUT ROWID|dialect\.name|FROM STDIN|^import sqlite3|"
    r"import psycopg|current_schema\(|default_transaction_|mode=ro|startswith\(\"sqlite",
    re.MULTILINE,
)
"""What only one database understands, or asks which it is."""
OF_ONE_DATABASE = {
    *("ledger/database/sqlite.py", "ledger/database/sqlite_moment.py", "ledger/database/sqlite_shape.py"),
    *("ledger/database/postgresql.py", "ledger/store/roles.py"),
    *("ledger/audit/verification/indexes_on_sqlite.py", "ledger/audit/verification/indexes_on_postgresql.py"),
    *("ledger/audit/verification/schema_on_sqlite.py", "ledger/audit/verification/schema_on_postgresql.py"),
    "ledger/store/migrations/dialects.py",
}


def code() -> Iterator[tuple[str, str]]:
    for room in ("ledger", "projections", "cli", "register"):
        for file in sorted((ROOT / room).rglob("*.py")):
            yield str(file.relative_to(ROOT)), file.read_text("utf-8")


def test_only_the_modules_of_one_database_speak_its_language() -> None:
    assert {name for name, text in code() if OWN_WORDS.search(text)} <= OF_ONE_DATABASE


def test_a_third_database_would_touch_five_files_at_most() -> None:
    """Its module, its types and triggers, two looks of `verify`, the fixtures of the tests; roles it need not have."""
    of_one = {name for name in OF_ONE_DATABASE if "sqlite" not in name} - {"ledger/store/roles.py"}

    assert {name for name, text in code() if '"postgresql"' in text} <= of_one | {"ledger/database/address.py"}
    assert len(of_one | {"tests/conftest.py"}) == 5


def test_of_whatever_database_there_is_the_address_says_that_it_is_only_read() -> None:
    assert for_reading("sqlite:////a/b.db") == "sqlite:////a/b.db?mode=ro"
    assert for_reading("sqlite:////a/b.db?immutable=1") == "sqlite:////a/b.db?immutable=1"
    for scheme in ("postgresql+psycopg", "postgres"):
        read = for_reading(f"{scheme}://clerk@host/register?sslmode=require")
        assert read.endswith("sslmode=require&options=-c+default_transaction_read_only%3Don")


def test_the_failures_of_every_driver_are_known_by_its_database() -> None:
    import sqlite3

    own = type("OperationalError", (Exception,), {"__module__": "thirdsql.errors"})
    assert failure_of(own()) is None

    class Third(Datastore):  # type: ignore[misc]
        driver = "thirdsql"

    assert failure_of(own()) is not None
    assert failure_of(sqlite3.OperationalError()) is not None
    assert failure_of(ValueError()) is None
    del Third
    gc.collect()


def test_a_ledger_on_postgresql_without_its_driver_is_refused_with_how_to_install_it() -> None:
    script = (
        "import sys\nsys.modules['psycopg'] = None\n"
        "from ledger import store\n"
        "try:\n    store.open('postgresql://clerk:hunter2@host/ledger')\n"
        "except store.CannotOpen as refusal:\n    print(refusal)"
    )

    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    assert ran.stdout == (
        "a ledger on PostgreSQL needs its driver, which is not installed; "
        "install it: pip install 'govledger[postgresql]'\n"
    )


def test_a_file_may_be_opened_so_that_nothing_can_write_to_it(sqlite_ledger_url: str) -> None:
    datastore = datastore_at(read_address(f"{sqlite_ledger_url}?mode=ro"))

    assert Log(datastore).last_position() == 0
    with pytest.raises(Exception, match="readonly"):
        LedgerRecorder(datastore).insert_events([stored(established("icb"))])
    datastore.close()


def test_what_changes_while_it_is_read_as_a_file_that_does_not_is_not_relied_on(sqlite_ledger_url: str) -> None:
    datastore = datastore_at(read_address(f"{sqlite_ledger_url}?mode=ro"))
    clerk = datastore_at(read_address(sqlite_ledger_url))

    def read_while_somebody_writes() -> None:
        with datastore.read():
            with clerk.write() as connection:
                clerk.execute(connection, "INSERT INTO tracking (name, position) VALUES ('reader', 1)")
            clerk.close()

    with pytest.raises(Unavailable, match="somebody wrote to the ledger while it was read"):
        read_while_somebody_writes()

    with datastore.read() as connection:
        assert datastore.execute(connection, "SELECT count(*) FROM tracking") == [(1,)]
    datastore.close()


@pytest.mark.parametrize("query", ["timeout=1", "mode=ro&plugin=x", "="])
def test_what_no_database_reads_in_the_address_of_a_file_is_refused(sqlite_ledger_url: str, query: str) -> None:
    with pytest.raises(CannotOpen, match="does not understand"):
        datastore_at(read_address(f"{sqlite_ledger_url}?{query}"))


def test_many_threads_read_while_one_records(datastore: Datastore) -> None:
    recorder, log = LedgerRecorder(datastore), Log(datastore)
    seen: list[list[int]] = [[] for _ in range(8)]
    faults: list[BaseException] = []

    def look(mine: list[int]) -> None:
        try:
            while not mine or mine[-1] < 20:
                mine.append(log.last_position())
        except BaseException as fault:
            faults.append(fault)

    threads = [threading.Thread(target=look, args=(mine,)) for mine in seen]
    for thread in threads:
        thread.start()
    for number in range(20):
        recorder.insert_events([stored(established(f"board-{number}"))])
    for thread in threads:
        thread.join()

    assert faults == []
    assert all(mine == sorted(mine) for mine in seen)


def test_a_transaction_that_fails_leaves_the_database_to_the_next(datastore: Datastore) -> None:
    with pytest.raises(IntegrityError), datastore.write() as connection:
        datastore.insert(connection, "tracking", ("name", "position"), [("a", 1), ("a", 2)])
    with pytest.raises(PersistenceError), datastore.read() as connection:
        datastore.execute(connection, "SELECT nothing FROM nowhere")

    with datastore.write() as connection:
        assert datastore.execute(connection, "SELECT name FROM tracking") == []
        datastore.insert(connection, "tracking", ("name", "position"), [(f"n{n}", n) for n in range(100)])
    with datastore.read() as connection:
        assert datastore.execute(connection, "SELECT count(*) FROM tracking") == [(100,)]
