"""Edits of schema, storage, rights and settings: found, named or nothing, each by what a reader sees of it."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest

from ledger import store
from ledger.audit.signer import Signer
from ledger.database.errors import CannotOpen
from tests.audit.edits import Edit, Outcome, edits_of
from tests.audit.test_attacks import compared, signer, sound_database, sound_file
from tests.postgresql import Server

__all__ = ["signer", "sound_database", "sound_file"]

Run = Callable[[Sequence[str]], None]


@pytest.mark.parametrize("edit", edits_of("sqlite"), ids=lambda edit: edit.what)
def test_each_edit_of_a_file_comes_to_what_it_can_do(
    edit: Edit, sound_file: Path, signer: Signer, tmp_path: Path
) -> None:
    file = shutil.copy(sound_file, tmp_path)
    with running(sqlite3.connect(file, isolation_level=None), file) as run:
        run(edit.do)

    assert outcome(f"sqlite:///{file}", signer) == (edit.outcome, edit.found_by)


@pytest.mark.parametrize("edit", edits_of("postgresql"), ids=lambda edit: edit.what)
def test_each_edit_of_a_database_comes_to_what_it_can_do(
    edit: Edit, sound_database: str, signer: Signer, postgresql: Server
) -> None:
    with postgresql.database(like=sound_database) as url:
        with running(psycopg.connect(url.replace("+psycopg", ""), autocommit=True), url) as run:
            run(edit.do)

        came_to = outcome(url, signer)

        with running(psycopg.connect(url.replace("+psycopg", ""), autocommit=True), url) as run:
            run(edit.undo)
        assert came_to == (Outcome.NOTHING if edit.outcome is Outcome.UNSEEN else edit.outcome, edit.found_by)


def test_there_are_fifty_on_each_database() -> None:
    assert min(len({edit.what for edit in edits}) for edits in map(edits_of, ("sqlite", "postgresql"))) >= 50


@contextmanager
def running(connection: Any, url: str) -> Iterator[Run]:
    """What runs statements one by one, as whoever owns the database does at a prompt."""
    database = url.partition("@/")[2].partition("?")[0]
    with closing(connection):
        yield lambda statements: [connection.execute(each.replace("{database}", database)) for each in statements]


def outcome(url: str, signer: Signer) -> tuple[Outcome, object]:
    """What an edited ledger comes to, and by which check; the first of those that say it."""
    try:
        with closing(store.open(url)) as board:
            report = compared(board, signer)
    except CannotOpen:
        return Outcome.REFUSED, None
    if report.wrong:
        return Outcome.FOUND, report.wrong[0].check
    aloud = [finding for finding in report.findings if finding.aloud]
    return (Outcome.NAMED, aloud[-1].check) if aloud else (Outcome.NOTHING, None)
