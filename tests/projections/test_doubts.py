"""Whoever asks of a database that is not as it should be is told so with the answer, and otherwise is not bothered."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing

import pytest
from click.testing import CliRunner

from cli.main import govledger
from ledger import store
from ledger.database import sqlite_shape
from ledger.entries.entry import Draft
from ledger.recording.ledger import Ledger
from ledger.store.migrate import FORMER, definition_of
from ledger.vocabulary.organisations import BodyEstablished
from ledger.vocabulary.provenance import Source
from projections import ALL, Projector, register_at
from projections.engine.table_set import STANDINGS
from tests.audit.forger import Forger

MINUTES = Source(document="Minutes of the parish of Ashdon", id="ashdon")
DOUBT = "the database is not as it should be, and may not show what was recorded: "
VIEW = ("ALTER TABLE projected_bodies RENAME TO hidden", "CREATE VIEW projected_bodies AS SELECT * FROM hidden")
ON_BOTH = (
    (VIEW, "'projected_bodies' is no table"),
    (("CREATE INDEX zz ON entries (stream, version, position)",), "'entries' has the index 'zz', which no ledger has"),
    (
        ("CREATE INDEX projected_bodies_by_some ON projected_bodies (stream) WHERE stream <> 'body:parish'",),
        "'projected_bodies' has the index 'projected_bodies_by_some', which no ledger has",
    ),
)
ON_SQLITE = (
    (
        (
            "PRAGMA writable_schema = ON",
            "UPDATE sqlite_master SET sql = replace(sql, 'STRICT', '') WHERE name = 'entries'",
            "PRAGMA writable_schema = RESET",
        ),
        "'entries' is not made as this release makes it",
    ),
)
ON_POSTGRESQL = (
    (
        ("CREATE POLICY few ON entries USING (position <> 1)", "ALTER TABLE entries ENABLE ROW LEVEL SECURITY"),
        "row security hides rows of 'entries'",
    ),
    (("CREATE RULE r AS ON INSERT TO entry_tags DO INSTEAD NOTHING",), "rules stand before 'entry_tags'"),
    (
        (
            "CREATE SCHEMA evil",
            "CREATE TABLE evil.projected_bodies (LIKE public.projected_bodies)",
            "ALTER ROLE CURRENT_USER IN DATABASE {database} SET search_path = evil, public",
        ),
        "'projected_bodies' is a table of another schema",
    ),
)


@pytest.fixture
def parish(ledger_url: str) -> str:
    with Ledger(ledger_url, alongside=lambda found: Projector(found, ALL)) as ledger:
        event = BodyEstablished(body="body:parish", name="Parish council", kind="council")
        ledger.record([Draft(event=event, source=MINUTES)])
    return ledger_url


def done(url: str, statements: tuple[str, ...]) -> None:
    with closing(store.open(url)) as datastore:
        forger = Forger(datastore)
        for statement in statements:
            forger.run(statement.replace("{database}", datastore.address.database))


def asked(url: str, *words: str) -> str:
    result = CliRunner().invoke(govledger, [*words, "--ledger", url], prog_name="govledger")
    assert result.exit_code == 0, result.output
    return " ".join(result.stderr.split())


def test_of_a_sound_ledger_nothing_is_said(parish: str) -> None:
    with closing(store.open(parish)) as datastore:
        assert register_at(datastore).notes == ()


@pytest.mark.parametrize(("statements", "says"), ON_BOTH)
def test_what_stands_before_the_tables_is_told_with_every_answer(
    parish: str, statements: tuple[str, ...], says: str
) -> None:
    done(parish, statements)

    for words in (("body", "list"), ("log",), ("audit", "replay", "--as-at", "ever")):
        assert f"{DOUBT}{says}" in asked(parish, *words)
    told = CliRunner().invoke(govledger, ["log", "--format", "json", "--ledger", parish]).stdout
    assert [DOUBT in note for note in json.loads(told)["notes"]] == [True]


@pytest.mark.parametrize(("statements", "says"), ON_SQLITE)
def test_a_file_that_is_made_otherwise_is_told(sqlite_ledger_url: str, statements: tuple[str, ...], says: str) -> None:
    done(sqlite_ledger_url, statements)

    assert f"{DOUBT}{says}" in asked(sqlite_ledger_url, "log")


@pytest.mark.parametrize(("statements", "says"), ON_POSTGRESQL)
def test_what_a_server_puts_before_the_tables_is_told(
    postgres_ledger_url: str, statements: tuple[str, ...], says: str
) -> None:
    with closing(store.open(postgres_ledger_url)) as datastore:
        Projector(datastore, ALL).catch_up()
    done(postgres_ledger_url, statements)

    assert f"{DOUBT}{says}" in asked(postgres_ledger_url, "log")


def test_the_sums_of_a_file_are_those_of_the_migrations(sqlite_ledger_url: str) -> None:
    with closing(store.open(sqlite_ledger_url)) as datastore, closing(sqlite3.connect(":memory:")) as made:
        for statement in (*definition_of(datastore), *FORMER.values(), f"CREATE TABLE {STANDINGS}"):
            made.execute(statement)
        found = made.execute(sqlite_shape.LOOK).fetchall()

    assert {name: sqlite_shape.sum_of(text) for _, name, _, text in found} == dict(sqlite_shape.MADE)
