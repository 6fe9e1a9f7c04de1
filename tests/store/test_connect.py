"""Making and opening ledgers: what is wrong with the place is said, with what to do, and no password is shown."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import msgspec
import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import make_url

from ledger import store
from ledger.database import datastore_at
from ledger.database.address import read_address
from ledger.database.datastore import SILENT_WAIT
from ledger.store import COLUMNS, CannotOpen, LedgerRecorder, Log
from ledger.store.connect import bring_up_to_date
from ledger.store.migrate import SCHEMA, SCRIPTS, VERSION_TABLE, make, migrate, schema_of
from tests.postgresql import Server
from tests.store.released.make import released_entries
from tests.store.statements import established, stored


def test_a_ledger_can_be_made_and_opened(empty_url: str) -> None:
    store.create(empty_url).close()

    datastore = store.open(empty_url)

    assert Log(datastore).last_position() == 0
    datastore.close()


def test_a_ledger_is_not_made_over_another(empty_url: str) -> None:
    store.create(empty_url).close()

    with pytest.raises(CannotOpen, match=r"there is a ledger at .* already; record into it"):
        store.create(empty_url)


def test_the_migrations_make_the_row_that_the_code_reads_up_to_the_newest_schema(empty_url: str) -> None:
    datastore = store.create(empty_url)

    with datastore.read() as connection:
        entries = connection.execute("SELECT * FROM entries").description

    assert tuple(column[0] for column in entries) == COLUMNS
    assert ScriptDirectory(str(SCRIPTS)).get_current_head() == SCHEMA
    datastore.close()


SHAPE = {
    "sqlite": ("SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY name",),
    "postgresql": (
        "SELECT table_name, column_name, data_type, collation_name, is_nullable, column_default "
        "FROM information_schema.columns WHERE table_schema = 'public' ORDER BY table_name, ordinal_position",
        "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY indexname",
        "SELECT conrelid::regclass::text, pg_get_constraintdef(oid) FROM pg_constraint "
        "WHERE connamespace = 'public'::regnamespace ORDER BY conname",
        "SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal ORDER BY tgname",
        "SELECT pg_get_functiondef(oid) FROM pg_proc WHERE pronamespace = 'public'::regnamespace ORDER BY proname",
    ),
}


def shape_of(datastore: store.Datastore) -> list[tuple[object, ...]]:
    """What the catalogue of a database says of its tables, and how the first rows of a ledger stand."""
    rows = ("SELECT * FROM head", f"SELECT * FROM {VERSION_TABLE}")
    with datastore.read() as connection:
        found = [datastore.execute(connection, each) for each in (*SHAPE[datastore.address.backend], *rows)]
    return [tuple(_in_one_line(value) for value in row) for each in found for row in each]


def _in_one_line(value: object) -> object:
    return " ".join(value.split()).replace("( ", "(").replace(" )", ")") if isinstance(value, str) else value


def test_a_new_ledger_is_what_the_migrations_come_to_one_after_the_other(
    datastore: store.Datastore, postgres_url: str, tmp_path: Path
) -> None:
    is_file = datastore.address.backend == "sqlite"
    migrated = datastore_at(read_address(f"sqlite:///{tmp_path / 'migrated.db'}" if is_file else postgres_url))

    migrate(migrated)

    assert shape_of(migrated) == shape_of(datastore)
    migrated.close()


def test_who_makes_a_ledger_second_finds_it_made(datastore: store.Datastore) -> None:
    LedgerRecorder(datastore).insert_events([stored(established("icb"))])

    make(datastore)

    assert Log(datastore).last_position() == 1


def test_the_pragmas_that_keep_an_acknowledged_entry_are_on(sqlite_ledger_url: str) -> None:
    datastore = store.open(sqlite_ledger_url)

    with datastore.write() as connection:
        found = [
            datastore.execute(connection, f"PRAGMA {name}")[0][0]
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        ]

    assert found == ["wal", 2, 1, SILENT_WAIT * 1_000]
    datastore.close()


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CannotOpen, match=r"there is no ledger at '.*none.db'; run `govledger init`"):
        store.open(f"sqlite:///{tmp_path / 'none.db'}")

    assert list(tmp_path.iterdir()) == []


def test_a_missing_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CannotOpen, match=r"there is no folder '.*nowhere'; make the folder first"):
        store.create(f"sqlite:///{tmp_path / 'nowhere' / 'ledger.db'}")


def test_a_directory_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CannotOpen, match="is a directory, not a ledger; name a file in it"):
        store.open(f"sqlite:///{tmp_path}")


def test_a_file_that_is_no_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    minutes = tmp_path / "minutes.txt"
    minutes.write_text("Minutes of the Joint Commissioning Group\n" * 50)

    with pytest.raises(CannotOpen, match="is not a database"):
        store.open(f"sqlite:///{minutes}")

    assert minutes.read_text().startswith("Minutes")


def test_somebody_elses_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "accounts.db"
    with sqlite3.connect(file) as connection:
        connection.execute("CREATE TABLE entries (amount INTEGER)")
    before = file.read_bytes()

    with pytest.raises(CannotOpen, match="there is no ledger at"):
        store.open(f"sqlite:///{file}")
    with pytest.raises(CannotOpen, match=r"has a table 'entries' that is not a ledger's; name a database of its own"):
        store.create(f"sqlite:///{file}")

    assert file.read_bytes() == before


def test_an_unreadable_file_is_refused(tmp_path: Path) -> None:
    loop = tmp_path / "ledger.db"
    loop.symlink_to(loop)

    with pytest.raises(CannotOpen, match=r"there is no ledger|does not open"):
        store.open(f"sqlite:///{loop}")


@pytest.mark.parametrize(
    ("url", "problem"),
    [
        ("ledger.db", "not a database URL; write sqlite:///path"),
        ("sqlite://", "cannot live in memory; name a file"),
        ("sqlite:///:memory:", "cannot live in memory"),
        ("mysql://clerk:hunter2@host/ledger", "of the kind 'mysql'; write"),
    ],
)
def test_an_address_that_no_ledger_can_have_is_refused(url: str, problem: str) -> None:
    with pytest.raises(CannotOpen, match=problem) as refusal:
        store.open(url)

    assert "hunter2" not in str(refusal.value)


@pytest.mark.parametrize(
    "address",
    [
        "postgresql://clerk:S3CRET@alpha:5432,beta:5433/council?target_session_attrs=read-write",
        "postgresql://clerk:S3CRET@/council?host=alpha:5432&host=beta:5433&target_session_attrs=read-write",
        "postgresql://clerk:S3CRET@/council?host=alpha,beta&port=5432,5433&target_session_attrs=read-write",
    ],
)
def test_an_address_may_name_several_servers(address: str) -> None:
    read = read_address(address)

    assert read.shown.startswith("postgresql+psycopg://clerk:***@alpha")
    assert "beta" in read.shown
    url = make_url(read.text)
    _, given = url.get_dialect()().create_connect_args(url)
    assert (given["host"], given["port"]) == ("alpha,beta", "5432,5433")
    assert given["target_session_attrs"] == "read-write"


@pytest.mark.parametrize("password", ["S3CRET@PW", "@S3CRET", "S3@CR/ET", "S3CRET@"])
def test_no_part_of_a_password_is_printed_whatever_is_in_it(password: str) -> None:
    with pytest.raises(CannotOpen, match="more than one '@'") as refused:
        read_address(f"postgresql://clerk:{password}@host/council")

    assert "S3" not in str(refused.value)
    assert "%40" in refused.value.remedy
    assert "S3" not in read_address(f"postgresql://clerk:{password.replace('@', '%40')}@host/council").shown


def test_the_driver_of_a_postgresql_address_may_be_left_out() -> None:
    addresses = [read_address(f"{scheme}://clerk@host/ledger") for scheme in ("postgres", "postgresql")]

    assert {address.drivername for address in addresses} == {"postgresql+psycopg"}


@pytest.mark.parametrize("door", [store.open, store.create])
def test_a_server_that_is_not_there_is_refused_without_its_password(door) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(CannotOpen, match="nothing answers at") as refusal:
        door("postgresql+psycopg://clerk:hunter2@127.0.0.1:1/ledger?sslpassword=hunter2")

    assert "hunter2" not in str(refusal.value)
    assert "see that PostgreSQL runs" in refusal.value.remedy


def test_a_database_that_is_absent_is_refused(postgresql: Server) -> None:
    with pytest.raises(CannotOpen, match=r"there is no database 'absent' at .*; create it first: createdb absent"):
        store.open(postgresql.url("absent"))


def test_a_database_without_a_ledger_is_refused(postgres_url: str) -> None:
    with pytest.raises(CannotOpen, match=r"there is no ledger at .*; run `govledger init`"):
        store.open(postgres_url)


def test_a_wrong_password_is_refused_without_showing_it(postgresql: Server) -> None:
    with postgresql.guarded_by_password("clerk", "right") as url, pytest.raises(CannotOpen) as refusal:
        store.open(url.replace("right", "hunter2"))

    assert "refuses the user or the password" in refusal.value.problem
    assert "hunter2" not in str(refusal.value)


def test_an_unknown_user_is_refused(postgresql: Server) -> None:
    with pytest.raises(CannotOpen, match=r"does not know the user 'nobody-here'"):
        store.open(postgresql.url("postgres").replace("postgres@", "nobody-here@"))


def test_a_database_in_another_encoding_is_refused(postgresql: Server) -> None:
    options = "template0 ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C'"
    with (
        postgresql.database(like=options) as url,
        pytest.raises(CannotOpen, match="is encoded in LATIN1; make one in UTF-8"),
    ):
        store.create(url)


def test_a_ledger_of_a_newer_release_is_refused(datastore: store.Datastore, ledger_url: str) -> None:
    with datastore.write() as connection:
        datastore.execute(connection, f"UPDATE {VERSION_TABLE} SET version_num = '9999'")

    with pytest.raises(CannotOpen, match=r"made by a newer release \(its schema is 9999.*; update govledger"):
        store.open(ledger_url)


NEXT_YEAR = '''"""A column that next year's release brings."""
import sqlalchemy as sa
from alembic import op
revision, down_revision, branch_labels, depends_on = "0005", "0004", None, None
def upgrade():
    op.add_column("tracking", sa.Column("reader", sa.Text, server_default="", nullable=False))
    {then}
'''


@pytest.fixture
def next_years_scripts(tmp_path: Path) -> Path:
    scripts = tmp_path / "next-year"
    shutil.copytree(SCRIPTS, scripts)
    (scripts / "versions" / "v0005_next_year.py").write_text(NEXT_YEAR.format(then="pass"))
    return scripts


def test_a_ledger_made_today_is_brought_to_next_years_schema(
    datastore: store.Datastore, next_years_scripts: Path
) -> None:
    LedgerRecorder(datastore).insert_events([stored(established("icb"))])
    before = list(Log(datastore).rows())

    migrate(datastore, next_years_scripts)

    assert schema_of(datastore) == "0005"
    assert list(Log(datastore).rows()) == before


def test_a_migration_that_fails_half_way_changes_nothing(datastore: store.Datastore, next_years_scripts: Path) -> None:
    script = next_years_scripts / "versions" / "v0005_next_year.py"
    script.write_text(NEXT_YEAR.format(then='op.execute("INSERT INTO nowhere VALUES (1)")'))

    with pytest.raises(Exception, match="nowhere"):
        migrate(datastore, next_years_scripts)

    assert schema_of(datastore) == "0004"
    with datastore.read() as connection:
        assert datastore.execute(connection, "SELECT * FROM tracking") == []
        columns = [row[0] for row in connection.execute("SELECT * FROM tracking").description]
    assert columns == ["name", "position"]


def test_an_older_ledger_is_migrated_when_it_is_opened(datastore: store.Datastore, next_years_scripts: Path) -> None:
    bring_up_to_date(datastore, "0005", next_years_scripts)

    assert schema_of(datastore) == "0005"


def test_an_older_ledger_is_refused_to_who_may_not_change_its_tables(
    postgresql: Server, postgres_ledger_url: str, next_years_scripts: Path
) -> None:
    with postgresql.reader_of(postgres_ledger_url) as url:
        datastore = store.open(url)
        with pytest.raises(CannotOpen, match=r"has schema 0004 and cannot be brought to 0005: .*; open it once as"):
            bring_up_to_date(datastore, "0005", next_years_scripts)
        datastore.close()


def test_a_ledger_that_does_not_say_its_schema_is_not_taken_for_none(
    datastore: store.Datastore, ledger_url: str
) -> None:
    with datastore.write() as connection:
        datastore.execute(connection, f"DELETE FROM {VERSION_TABLE}")

    with pytest.raises(CannotOpen, match=r"does not say any more which schema it has; somebody has changed it"):
        store.open(ledger_url)


def test_a_schema_that_nobody_knows_is_refused(datastore: store.Datastore, ledger_url: str) -> None:
    with datastore.write() as connection:
        datastore.execute(connection, f"UPDATE {VERSION_TABLE} SET version_num = '0000'")

    with pytest.raises(CannotOpen, match="has schema 0000 and cannot be brought to"):
        store.open(ledger_url)


@pytest.mark.parametrize("earlier", ["0001", "0002", "0003"])
def test_a_schema_that_is_set_back_is_told_from_an_upgrade_that_is_not_allowed(
    datastore: store.Datastore, ledger_url: str, earlier: str
) -> None:
    with datastore.write() as connection:
        datastore.execute(connection, f"UPDATE {VERSION_TABLE} SET version_num = '{earlier}'")

    with pytest.raises(CannotOpen, match=f"says that it has schema {earlier}, and its tables are others: .*restore a"):
        store.open(ledger_url)


RELEASED = sorted((Path(__file__).parent / "released").glob("*.db"))


@pytest.mark.parametrize("released", RELEASED, ids=lambda file: file.stem)
def test_a_ledger_of_every_released_schema_opens_and_reads(released: Path, tmp_path: Path) -> None:
    """At a release with a new schema: `python -m tests.store.released.make tests/store/released/NNNN.db`."""
    shutil.copy(released, tmp_path / "ledger.db")

    datastore = store.open(f"sqlite:///{tmp_path / 'ledger.db'}")

    entries = list(Log(datastore).entries())
    assert [entry.position for entry in entries] == list(range(1, len(entries) + 1))
    assert len(entries) >= 3
    assert [msgspec.structs.replace(e, recorded_at=0) for e in entries] == released_entries()[: len(entries)]
    assert LedgerRecorder(datastore).insert_events([stored(established("cabinet"))]) == [len(entries) + 1]
    datastore.close()


def test_the_newest_schema_is_among_the_released_ones() -> None:
    assert SCHEMA in [file.stem for file in RELEASED]


@pytest.mark.parametrize("said", ["", "options=-c%20synchronous_commit%3Doff"])
def test_on_postgresql_what_is_acknowledged_is_kept_whatever_anybody_has_set(
    postgres_ledger_url: str, said: str
) -> None:
    datastore = store.open(postgres_ledger_url)
    name = datastore.address.database
    with datastore.write() as connection:
        datastore.execute(connection, f"ALTER DATABASE {name} SET synchronous_commit = off")
        datastore.execute(connection, f"ALTER ROLE CURRENT_USER IN DATABASE {name} SET synchronous_commit = off")
    datastore.close()

    beginning = "&" if "?" in postgres_ledger_url else "?"
    again = store.open(f"{postgres_ledger_url}{beginning}{said}" if said else postgres_ledger_url)

    with again.write() as connection:
        assert again.execute(connection, "SHOW synchronous_commit") == [("on",)]
    again.close()
