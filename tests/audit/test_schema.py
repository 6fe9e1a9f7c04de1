"""The catalogue against what the migrations make: what a reader would see by it, and what is only strange."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from ledger import store
from ledger.audit.signer import Signer
from ledger.audit.verification import Check, Derived, Finding, Trust, Verdict, verify
from ledger.audit.verification.schema import durability, schema
from ledger.store import Datastore
from projections import ALL, Projector
from projections.engine.comparison import derived
from tests.answering import _made_sqlite, postgres_template  # noqa: F401  as `govledger init` leaves a ledger
from tests.audit.sealed import record, recorder, sealed

RELEASED = sorted((Path(__file__).parents[1] / "store" / "released").glob("*.db"))


@pytest.fixture
def board(ledger_url: str, signer: Signer) -> Iterator[Datastore]:
    """A sealed ledger with what questions are answered from."""
    opened = sealed(ledger_url, signer)
    made = recorder(opened, signer)
    for number in range(1, 9):
        record(made, f"board-{number}")
    Projector(opened, ALL).catch_up()
    yield opened
    opened.close()


def found(datastore: Datastore) -> list[Finding]:
    return list(schema(datastore, derived(datastore)))


def do(datastore: Datastore, *statements: str) -> None:
    for statement in statements:
        with datastore.write() as connection:
            datastore.execute(connection, statement)


def test_a_ledger_is_as_the_migrations_and_the_projections_make_it(board: Datastore) -> None:
    assert found(board) == []
    assert list(schema(board, Derived())) == []


VIEW = ("ALTER TABLE entries RENAME TO hidden", "CREATE VIEW entries AS SELECT * FROM hidden")
ANSWERS = "projected_memberships"
ON_BOTH = {
    "a view in place of the log": (VIEW, "'entries' is no table but a view"),
    "a view in place of answers": (
        (f"ALTER TABLE {ANSWERS} RENAME TO hidden", f"CREATE VIEW {ANSWERS} AS SELECT * FROM hidden"),
        f"'{ANSWERS}' is no table but a view",
    ),
    "a column more": (("ALTER TABLE entries ADD COLUMN why TEXT",), "the table 'entries' is not as"),
    "a table less": (("DROP TABLE cosignatures",), "the table 'cosignatures' is not there"),
    "an index of other columns": (
        ("DROP INDEX entries_by_recorded_at", "CREATE INDEX entries_by_recorded_at ON entries (position)"),
        "the index 'entries_by_recorded_at' is not as",
    ),
}
ON_SQLITE = {
    "a trigger that changes what is recorded": (
        ("CREATE TRIGGER zz AFTER INSERT ON entries BEGIN DELETE FROM entry_tags; END",),
        "the trigger 'zz' on 'entries'",
    ),
    "a trigger that changes answers": (
        (f"CREATE TRIGGER zz AFTER INSERT ON {ANSWERS} BEGIN DELETE FROM {ANSWERS}; END",),
        f"the trigger 'zz' on '{ANSWERS}'",
    ),
    "a guard that keeps entries out without a word": (
        (
            "DROP TRIGGER entries_refuse_replacement",
            "CREATE TRIGGER entries_refuse_replacement BEFORE INSERT ON entries BEGIN SELECT RAISE(IGNORE); END",
        ),
        "the trigger 'entries_refuse_replacement' on 'entries'",
    ),
    "a guard on another table": (
        (
            "DROP TRIGGER entries_refuse_update",
            "CREATE TRIGGER entries_refuse_update BEFORE UPDATE ON tracking BEGIN SELECT RAISE(ABORT, 'no'); END",
        ),
        "the trigger 'entries_refuse_update' on 'tracking'",
    ),
    "no STRICT, and a number that may be a text": (
        (
            "PRAGMA writable_schema = ON",
            "UPDATE sqlite_master SET sql = replace(replace(sql, 'STRICT', ''), 'v INTEGER', 'v TEXT') "
            "WHERE name = 'entries'",
            "PRAGMA writable_schema = RESET",
        ),
        "the table 'entries' is not as this release makes it: it has 'v TEXT NOT NULL' and it lacks 'v INTEGER",
    ),
    "another order of letters": (
        (
            "PRAGMA writable_schema = ON",
            "UPDATE sqlite_master SET sql = replace(sql, 'stream TEXT', 'stream TEXT COLLATE NOCASE') "
            "WHERE name = 'entries'",
            "PRAGMA writable_schema = RESET",
        ),
        "the table 'entries' is not as",
    ),
}
LIES = "CREATE FUNCTION lies() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN DELETE FROM entry_tags; RETURN NULL; END $$"
COMMENTED = "$$ BEGIN /* RAISE EXCEPTION 'the log is append-only' */ RETURN NULL; END $$"
ON_POSTGRESQL = {
    "row security on the log": (
        (
            "CREATE POLICY few ON entries USING (position <> 5)",
            "ALTER TABLE entries ENABLE ROW LEVEL SECURITY",
        ),
        "row security hides rows of 'entries' from some who ask: few",
    ),
    "row security on answers": (
        (f"ALTER TABLE {ANSWERS} ENABLE ROW LEVEL SECURITY",),
        f"row security hides rows of '{ANSWERS}'",
    ),
    "a search path by which answers are another table": (
        (
            "CREATE SCHEMA evil",
            f"CREATE TABLE evil.{ANSWERS} (LIKE {ANSWERS})",
            "ALTER ROLE CURRENT_USER IN DATABASE {database} SET search_path = evil, public",
        ),
        f"these names mean tables of the schema 'evil': {ANSWERS}",
    ),
    "a search path by which functions are others": (
        (
            "CREATE SCHEMA evil",
            "ALTER ROLE CURRENT_USER IN DATABASE {database} SET search_path = evil, public, pg_catalog",
        ),
        "the database's own functions may mean others",
    ),
    "answers in a schema called like a user": (
        ("CREATE SCHEMA AUTHORIZATION CURRENT_USER", f"CREATE TABLE {ANSWERS} (LIKE public.{ANSWERS})"),
        f"these names mean tables of the schema 'postgres': {ANSWERS}",
    ),
    "an unlogged table": (("ALTER TABLE entries SET UNLOGGED",), "the table 'entries' is UNLOGGED"),
    "a rule": (
        ("CREATE RULE nothing AS ON INSERT TO entry_tags DO INSTEAD NOTHING",),
        "rules put something else in place of what 'entry_tags' is asked or told: nothing",
    ),
    "another type": (
        ("ALTER TABLE entries ALTER COLUMN v TYPE TEXT",),
        "the table 'entries' is not as this release makes it: it has 'v text NOT NULL'",
    ),
    "a default": (("ALTER TABLE head ALTER COLUMN position SET DEFAULT 9",), "the table 'head' is not as"),
    "no key": (
        ("ALTER TABLE entry_tags DROP CONSTRAINT entry_tags_pkey",),
        "the table 'entry_tags' has lost its key 'entry_tags_pkey'",
    ),
    "a key that says which rows there may be": (
        ("ALTER TABLE entries ADD CONSTRAINT few CHECK (position < 1000)",),
        "the table 'entries' has constraints that no ledger has: few",
    ),
    "rows of another table": (("CREATE TABLE more () INHERITS (entries)",), "the table 'entries' shares its rows"),
    "a trigger that changes what is recorded": (
        (LIES, "CREATE TRIGGER zz AFTER INSERT ON entries FOR EACH STATEMENT EXECUTE FUNCTION lies()"),
        "the trigger 'zz' on 'entries'",
    ),
    "a function that refuses in a comment only": (
        (f"CREATE OR REPLACE FUNCTION ledger_refuse_change() RETURNS trigger LANGUAGE plpgsql AS {COMMENTED}",),
        "the trigger 'entries_refuse_change' on 'entries'",
    ),
    "an index of some rows": (
        (
            "DROP INDEX entries_by_recorded_at",
            "CREATE INDEX entries_by_recorded_at ON entries (recorded_at) WHERE position < 5",
        ),
        "the index 'entries_by_recorded_at' is not as this release makes it: it has 'btree (recorded_at) WHERE",
    ),
}


@pytest.mark.parametrize(("statements", "says"), ON_BOTH.values(), ids=list(ON_BOTH))
def test_what_changes_what_is_seen_or_kept_is_wrong(board: Datastore, statements: tuple[str, ...], says: str) -> None:
    do(board, *statements)

    wrong = [each.says for each in found(board) if each.wrong]
    assert any(says in each for each in wrong), wrong
    assert verify(board, Trust(), derived=lambda: derived(board)).verdict is Verdict.WRONG


@pytest.mark.parametrize(("statements", "says"), ON_SQLITE.values(), ids=list(ON_SQLITE))
def test_so_it_is_on_sqlite(sqlite_ledger_url: str, statements: tuple[str, ...], says: str) -> None:
    datastore = store.open(sqlite_ledger_url)
    Projector(datastore, ALL).catch_up()

    do(datastore, *statements)

    assert [says in each.says for each in found(datastore) if each.wrong] == [True], found(datastore)
    datastore.close()


@pytest.mark.parametrize(("statements", "says"), ON_POSTGRESQL.values(), ids=list(ON_POSTGRESQL))
def test_so_it_is_on_postgresql(postgres_ledger_url: str, statements: tuple[str, ...], says: str) -> None:
    datastore = store.open(postgres_ledger_url)
    Projector(datastore, ALL).catch_up()

    do(datastore, *(each.replace("{database}", datastore.address.database) for each in statements))

    wrong = [each.says for each in found(datastore) if each.wrong]
    assert any(says in each for each in wrong), wrong
    datastore.close()


IDLE = {
    "sqlite": (
        ("DROP TRIGGER entry_tags_refuse_delete",),
        (
            "DROP TRIGGER entry_tags_refuse_delete",
            "CREATE TRIGGER entry_tags_refuse_delete BEFORE DELETE ON entry_tags WHEN 0 "
            "BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END",
        ),
        (
            "DROP TRIGGER entry_tags_refuse_delete",
            "CREATE TRIGGER entry_tags_refuse_delete BEFORE DELETE ON entry_tags "
            "BEGIN SELECT 1 /* RAISE(ABORT, 'the log is append-only') */; END",
        ),
        (
            "DROP TRIGGER entry_tags_refuse_delete",
            "CREATE TABLE other (x)",
            "CREATE TRIGGER entry_tags_refuse_delete BEFORE DELETE ON other BEGIN SELECT RAISE(ABORT, 'no'); END",
        ),
    ),
    "postgresql": (
        ("DROP TRIGGER entry_tags_refuse_change ON entry_tags",),
        ("ALTER TABLE entry_tags DISABLE TRIGGER entry_tags_refuse_change",),
        ("ALTER TABLE entry_tags ENABLE REPLICA TRIGGER entry_tags_refuse_change",),
        (
            "DROP TRIGGER entry_tags_refuse_change ON entry_tags",
            "CREATE TRIGGER entry_tags_refuse_change BEFORE UPDATE OR DELETE OR TRUNCATE ON entry_tags "
            "FOR EACH STATEMENT WHEN (false) EXECUTE FUNCTION ledger_refuse_change()",
        ),
        (
            "DROP TRIGGER entry_tags_refuse_change ON entry_tags",
            "CREATE TRIGGER entry_tags_refuse_change BEFORE UPDATE ON entry_tags "
            "FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse_change()",
        ),
        (
            "DROP TRIGGER entry_tags_refuse_change ON entry_tags",
            "CREATE TABLE other (x INT)",
            "CREATE TRIGGER entry_tags_refuse_change BEFORE UPDATE OR DELETE OR TRUNCATE ON other "
            "FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse_change()",
        ),
    ),
}


@pytest.mark.parametrize("way", range(6))
def test_a_guard_is_idle_in_every_disguise(board: Datastore, way: int) -> None:
    if way >= len(IDLE[board.backend]):
        pytest.skip("this database knows fewer ways")
    do(board, *IDLE[board.backend][way])

    name = "entry_tags_refuse_delete" if board.backend == "sqlite" else "entry_tags_refuse_change"
    told = [each for each in found(board) if each.check is Check.STRUCTURE]
    assert [(each.wrong, each.aloud, each.says.endswith(f"what for: {name}")) for each in told] == [(False, True, True)]
    assert [each.says for each in verify(board, Trust(), derived=lambda: derived(board)).wrong] == []


def test_guards_that_a_setting_makes_idle_are_told(postgres_ledger_url: str) -> None:
    datastore = store.open(postgres_ledger_url)
    name = datastore.address.database
    do(datastore, f"ALTER DATABASE {name} SET session_replication_role = replica")
    do(datastore, f"ALTER DATABASE {name} SET synchronous_commit = off")

    told = found(datastore)
    again = store.open(postgres_ledger_url)

    assert [(each.wrong, each.aloud, each.says) for each in told] == [
        (
            False,
            True,
            "for everybody the triggers that refuse changes are idle: session_replication_role is replica",
        ),
        (False, True, "for everybody synchronous_commit is off; this program's own connections set it on"),
    ]
    assert any("in this connection" in each.says for each in found(again))
    datastore.close()
    again.close()


def test_what_no_ledger_has_is_named_and_is_no_fault(board: Datastore) -> None:
    do(board, "CREATE TABLE notes (text TEXT)", "CREATE VIEW summary AS SELECT text FROM notes")
    do(board, "CREATE INDEX zz ON entries (recorded_by)")

    told = found(board)

    assert all(not each.wrong and each.aloud and each.check is Check.SCHEMA for each in told)
    said = " ".join(each.says for each in told)
    assert all(name in said for name in ("table 'notes'", "view 'summary'", "index 'zz'"))


def test_tables_of_answers_that_another_release_made_are_left_alone(board: Datastore) -> None:
    do(
        board,
        f"ALTER TABLE {ANSWERS} ADD COLUMN former TEXT",
        "UPDATE projections SET made_as = 'v0' WHERE name = 'memberships'",
    )

    assert found(board) == []


@pytest.mark.parametrize("released", RELEASED, ids=lambda file: file.stem)
def test_a_ledger_of_an_earlier_release_is_as_the_migrations_make_it(released: Path, tmp_path: Path) -> None:
    shutil.copy(released, tmp_path / "copy.db")
    datastore = store.open(f"sqlite:///{tmp_path / 'copy.db'}")

    assert found(datastore) == []
    Projector(datastore, ALL).catch_up()
    assert found(datastore) == []
    datastore.close()


def test_a_server_that_does_not_sync_is_told(board: Datastore) -> None:
    told = [finding.says for finding in durability(board)]

    if board.backend == "sqlite":
        assert told == []  # its connections set it for themselves
    else:  # as the tests run it
        assert told == [
            "a power cut may take back entries that were acknowledged: fsync is off on the server",
            "a power cut may leave pages of the database half written: full_page_writes is off on the server",
        ]
