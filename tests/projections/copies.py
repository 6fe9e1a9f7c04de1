"""Copies of a ledger that is filled once for all tests of a file: to each its own, which it may change."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, closing, contextmanager
from tempfile import TemporaryDirectory
from typing import TypeAlias

import pytest

from ledger import store
from ledger.store import Datastore
from tests.postgresql import Server

Copies: TypeAlias = Callable[[], AbstractContextManager[Datastore]]


@contextmanager
def copies(
    request: pytest.FixtureRequest, fill: Callable[[Datastore], None], like: str = "answering"
) -> Iterator[Copies]:
    """What opens a copy, on the database that the fixture is asked for; filled is one `like` that of tests/conftest."""
    made = request.getfixturevalue(f"_{like}_{request.param}")
    with ExitStack() as kept:
        if request.param == "sqlite":
            folder = kept.enter_context(TemporaryDirectory())
            file = shutil.copy(made, folder)
            _filled(f"sqlite:///{file}", fill)
            yield lambda: _of_file(file)
        else:
            server: Server = request.getfixturevalue("postgresql")
            url = kept.enter_context(server.database(like=made))
            _filled(url, fill)
            template = server.template_of(url)
            yield lambda: _of_database(server, template)


def _filled(url: str, fill: Callable[[Datastore], None]) -> None:
    with closing(store.open(url)) as datastore:
        fill(datastore)


@contextmanager
def _of_file(file: str) -> Iterator[Datastore]:
    with TemporaryDirectory() as folder, closing(store.open(f"sqlite:///{shutil.copy(file, folder)}")) as datastore:
        yield datastore


@contextmanager
def _of_database(server: Server, template: str) -> Iterator[Datastore]:
    with server.database(like=template) as url, closing(store.open(url)) as datastore:
        yield datastore
