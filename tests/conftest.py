"""What every test may ask for: ledgers on both databases, and a real PostgreSQL server of the run's own."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from itertools import count
from pathlib import Path
from typing import Final, TypeAlias

import pytest
from hypothesis import HealthCheck, settings

from ledger import store
from projections import ALL, Projector
from tests.postgresql import Server, running_server

# What tests write they write into memory, where that has room and lets programs run: a recording waits for the disk
# until it is safe there, which took half the time of a run, and no test asks what a disk kept (those of a power cut
# bring one of their own). Whoever sets TMPDIR has the last word.
MEMORY: Final = Path("/dev/shm")
ROOM: Final = 4 << 30


def _is_fit(folder: Path) -> bool:
    if not os.access(folder, os.W_OK):
        return False
    has = os.statvfs(folder)
    return has.f_bavail * has.f_frsize >= ROOM and not has.f_flag & os.ST_NOEXEC


if "TMPDIR" not in os.environ and _is_fit(MEMORY):
    os.environ["TMPDIR"] = tempfile.tempdir = str(MEMORY)

# Some hundred programs are started by tests, and pytest rewrites every test: what was compiled once is kept, also where
# the environment says not to, or each of them would compile the whole house again.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

Ledgers: TypeAlias = Callable[[], str]

# A busy machine makes properties slow, which is no fault of what they are about. Whether a commit passes does not hang
# on the dice: properties are tried with the same examples each time, and with new ones in the soak.
SOAK: Final = os.environ.get("GOVLEDGER_SOAK") == "1"
settings.register_profile(
    "busy machine", deadline=None, derandomize=not SOAK, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("busy machine")


@pytest.fixture(scope="session", autouse=True)
def nobodys_keys(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A config and a data folder for the whole run: no test puts a key or a ledger into those of whoever runs it."""
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CONFIG_HOME", str(home / "config"))
        patch.setenv("XDG_DATA_HOME", str(home / "data"))
        yield


@pytest.fixture(scope="session")
def postgresql(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Iterator[Server]:
    """A PostgreSQL server: one for the whole run, however many workers share it."""
    basetemp = tmp_path_factory.getbasetemp()
    with running_server(basetemp if worker_id == "master" else basetemp.parent, worker_id) as server:
        yield server


@pytest.fixture
def postgres_url(postgresql: Server) -> Iterator[str]:
    """The URL of a fresh PostgreSQL database with nothing in it."""
    with postgresql.database() as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a place, on each database in turn, where a ledger can be made."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'ledger.db'}"
    url: str = request.getfixturevalue("postgres_url")
    return url


# Of what new ledgers are copies: with the tables of the log and, where a folder's or a file's tests want them so, with
# those of the answers, as `govledger init` leaves a ledger. To make those costs a server half a second.


@pytest.fixture(scope="session")
def _bare_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("made") / "ledger.db"
    store.create(f"sqlite:///{file}").close()
    return file


@pytest.fixture(scope="session")
def _answering_sqlite(_bare_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = Path(shutil.copy(_bare_sqlite, tmp_path_factory.mktemp("answering") / "ledger.db"))
    _make_answers(f"sqlite:///{file}")
    return file


@pytest.fixture(scope="session")
def _bare_postgresql(postgresql: Server) -> str:
    return postgresql.ledger_template()


@pytest.fixture(scope="session")
def _answering_postgresql(postgresql: Server, _bare_postgresql: str) -> Iterator[str]:
    with postgresql.database(like=_bare_postgresql) as url:
        _make_answers(url)
        yield postgresql.template_of(url)


def _make_answers(url: str) -> None:
    with closing(store.open(url)) as datastore:
        Projector(datastore, ALL).catch_up()


@pytest.fixture(scope="session")
def _made_sqlite(_bare_sqlite: Path) -> Path:
    return _bare_sqlite


@pytest.fixture(scope="session")
def postgres_template(_bare_postgresql: str) -> str:
    return _bare_postgresql


@pytest.fixture
def sqlite_ledgers(_made_sqlite: Path, tmp_path: Path) -> Ledgers:
    """Makes new ledgers in SQLite files, and returns their URLs."""
    numbers = count(1)

    def make() -> str:
        file = tmp_path / f"ledger-{next(numbers)}.db"
        shutil.copy(_made_sqlite, file)
        return f"sqlite:///{file}"

    return make


@pytest.fixture
def postgres_ledgers(postgresql: Server, postgres_template: str) -> Iterator[Ledgers]:
    """Makes new ledgers in PostgreSQL databases, and returns their URLs."""
    with ExitStack() as kept:
        yield lambda: kept.enter_context(postgresql.database(like=postgres_template))


@pytest.fixture
def sqlite_ledger_url(sqlite_ledgers: Ledgers) -> str:
    """The URL of a new ledger in an SQLite file."""
    return sqlite_ledgers()


@pytest.fixture
def postgres_ledger_url(postgres_ledgers: Ledgers) -> str:
    """The URL of a new ledger in a PostgreSQL database."""
    return postgres_ledgers()


@pytest.fixture(params=["sqlite", "postgresql"])
def ledger_url(request: pytest.FixtureRequest) -> str:
    """The URL of a new ledger with its tables and no entry, on each database in turn."""
    name = "sqlite_ledger_url" if request.param == "sqlite" else "postgres_ledger_url"
    url: str = request.getfixturevalue(name)
    return url


@pytest.fixture
def datastore(ledger_url: str) -> Iterator[store.Datastore]:
    """A new ledger's database, opened, on each database in turn."""
    opened = store.open(ledger_url)
    yield opened
    opened.close()
