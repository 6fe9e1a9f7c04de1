"""On each database: it is only read, also by whoever could write, and what is recorded meanwhile is on the pages."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from ledger import store
from ledger.database import for_reading
from ledger.store import Log
from register.app import create_app
from register.site import Site
from tests.keys import own_keys
from tests.register.conftest import run

PAGE = {"accept": "text/html"}
BODIES = "source: {document: Minutes, date: 2024-01-01}\nregister: {bodies: {%s: {name: %s, kind: board}}}\n"


def record(url: str, folder: Path, name: str) -> None:
    (folder / f"{name}.yaml").write_text(BODIES % (name, name.title()))
    run(url, "record", str(folder / f"{name}.yaml"))


def test_pages_are_of_what_is_recorded_by_then(empty_url: str, tmp_path: Path) -> None:
    with own_keys(tmp_path):
        run(empty_url, "init")
        record(empty_url, tmp_path, "first")
        with TestClient(create_app(Site(ledger=empty_url))) as asking:
            before = asking.get("/body", headers=PAGE).text
            record(empty_url, tmp_path, "second")
            after = asking.get("/body", headers=PAGE).text
            assert asking.get("/entry/2/receipt").status_code == 200

    assert ("First" in before, "Second" in before) == (True, False)
    assert ("First" in after, "Second" in after) == (True, True)


def test_nobody_writes_who_opens_it_for_reading(empty_url: str, tmp_path: Path) -> None:
    with own_keys(tmp_path):
        run(empty_url, "init")
    opened = store.open(for_reading(empty_url))

    with opened.read() as connection:
        assert not opened.may_write(connection)
    with pytest.raises(Exception, match=r"read.?only|reading"), opened.write() as connection:
        opened.execute(connection, "UPDATE head SET position = 7")
    opened.close()


def test_what_a_page_is_made_of_is_asked_once(empty_url: str, tmp_path: Path) -> None:
    with own_keys(tmp_path):
        run(empty_url, "init")
        record(empty_url, tmp_path, "first")
        opened = store.open(empty_url)
        log = Log(opened)
        with opened.asking_once():
            before = log.last_position()
            record(empty_url, tmp_path, "second")
            meanwhile = log.last_position()
        after = log.last_position()
        opened.close()

    assert (before, meanwhile, after) == (1, 1, 2)
