"""Ledgers that do not open: absent, newer, not a ledger, or a database that lets nobody in."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from sqlalchemy import make_url

from ledger.store.migrate import VERSION_TABLE

Call = Callable[..., Result]
COMMANDS = (("body", "list"), ("log",), ("member", "add", "a", "b", "--document", "x"), ("projections", "status"))


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_an_absent_ledger_is_refused_with_the_command_that_makes_one(
    call: Call, tmp_path: Path, words: tuple[str, ...]
) -> None:
    result = call(*words, code=5)

    assert "there is no ledger at" in result.stderr
    assert "run `govledger init`" in result.stderr
    assert not (tmp_path / "ledger.db").exists()


def test_recording_into_an_absent_ledger_is_refused(call: Call, minutes: Path) -> None:
    result = call("record", minutes, code=5)

    assert "there is no ledger at" in result.stderr
    assert "Nothing was recorded." in result.stderr


def test_a_folder_or_another_file_is_no_ledger(call: Call, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("not a database, but long enough to be looked at\n" * 50)

    assert "is a directory" in call("body", "list", "--ledger", tmp_path, code=5).stderr
    assert "is not a database" in call("body", "list", "--ledger", tmp_path / "notes.txt", code=5).stderr
    assert "database URL" in call("body", "list", "--ledger", "mysql://host/db", code=5).stderr.replace(
        "kind", "database URL"
    )


def test_a_second_init_leaves_the_ledger_as_it_is(call: Call, recorded: Path) -> None:
    before = recorded.read_bytes()

    result = call("init", code=5)

    assert "there is a ledger at" in result.stderr
    assert recorded.read_bytes() == before


def test_init_in_a_folder_that_is_not_there_is_refused(call: Call, tmp_path: Path) -> None:
    assert "there is no folder" in call("init", "--ledger", tmp_path / "no" / "ledger.db", code=5).stderr


def test_a_ledger_of_a_newer_release_asks_for_the_newer_release(call: Call, recorded: Path) -> None:
    with sqlite3.connect(recorded) as connection:
        connection.execute(f"UPDATE {VERSION_TABLE} SET version_num = '9999'")
    connection.close()

    result = call("body", "list", code=5)

    assert "newer release" in result.stderr
    assert "update govledger" in result.stderr


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"password": "wrong-secret", "username": "nobody_known"}, "nobody_known"),
        ({"database": "no_such_database"}, "no_such_database"),
        ({"host": "127.0.0.1", "port": 1, "query": {}}, "nothing answers"),
    ],
)
def test_a_database_that_lets_nobody_in_is_told_apart(
    call: Call, postgres_url: str, change: dict[str, object], expected: str
) -> None:
    url = make_url(postgres_url).set(**change).render_as_string(hide_password=False)  # type: ignore[arg-type]

    result = call("body", "list", "--ledger", url, code=5)

    assert expected in result.stderr
    assert "wrong-secret" not in result.output
    assert "Traceback" not in result.output


def test_a_whole_day_of_work_goes_the_same_way_on_both_databases(call: Call, minutes: Path, empty_url: str) -> None:
    call("init", "--ledger", empty_url)
    call("record", minutes, "--ledger", empty_url)
    call("member", "end", "hwb", "tom-hale", "--on", "2019-12-31", "--document", "Minutes", "--ledger", empty_url)
    call("projections", "rebuild", "--ledger", empty_url)

    left = call("body", "members", "hwb", "--as-at", "2020-01-01", "--format", "csv", "--ledger", empty_url)

    assert "tom-hale" not in left.stdout
    assert "ruth-okafor" in left.stdout
