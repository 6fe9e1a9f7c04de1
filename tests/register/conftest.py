"""The register of all examples, as anybody reads it, and a client that asks it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from starlette.testclient import TestClient

from cli.main import govledger
from docs.generating.statements import FILES
from register.app import create_app
from register.site import Site
from tests.keys import own_keys


def run(ledger: Path | str, *words: str) -> str:
    """What `govledger` prints on stdout about a ledger."""
    env = {"GOVLEDGER_URL": str(ledger), "GOVLEDGER_RECORDER": "A. Clerk"}
    result = CliRunner().invoke(govledger, words, prog_name="govledger", env=env)
    assert result.exit_code == 0, result.output
    return result.stdout


@pytest.fixture(scope="session")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a ledger with all examples in it; only to be read."""
    folder = tmp_path_factory.mktemp("register")
    with own_keys(folder):
        run(folder / "ledger.db", "init")
        run(folder / "ledger.db", "record", *map(str, FILES))
    return folder / "ledger.db"


@pytest.fixture(scope="session")
def site(ledger: Path) -> Site:
    """Its register on the web."""
    return Site(ledger=f"sqlite:///{ledger}", name="Thornmere Council")


@pytest.fixture(scope="session")
def client(site: Site) -> Iterator[TestClient]:
    """Somebody who asks it."""
    with TestClient(create_app(site)) as asking:
        yield asking
