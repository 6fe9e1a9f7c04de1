"""Starting up: the processor time of one question from a shell, beside that of comparable commands."""

from __future__ import annotations

import os
import resource
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from benchmarks.databases import Place
from benchmarks.measuring import Result, Scale, compared

_BARE: Final = (sys.executable, "-c", "import click, msgspec, sqlite3")
_GOVLEDGER: Final = "from cli.main import main; main()"
_PEER: Final = "sqlite-utils"
_GOAL: Final = 1 / 1.2  # of the peer's questions in the same time


def measure(place: Place, scale: Scale) -> Iterator[Result]:
    """`govledger body members` on a small ledger; beside it the libraries alone, and `sqlite-utils rows`, if installed.

    In turns, since a machine is not as fast at one time as at another; processor time, since others may use it, too.
    """
    if place.name != "sqlite":
        return
    size = min(scale.sizes)
    datastore = place.filled(size)
    with datastore.read() as connection:
        [(body,), *_] = datastore.execute(connection, "SELECT stream FROM entries WHERE stream LIKE 'body:%' LIMIT 1")
    ours = (sys.executable, "-c", _GOVLEDGER, "body", "members", body, "--ledger", place.url_of(size))
    yield _side_by_side(ours, _BARE, "importing click, msgspec and sqlite3", None, scale)
    if peer := shutil.which(_PEER):
        with TemporaryDirectory() as folder:
            file = Path(folder) / "one.db"
            with sqlite3.connect(file) as one:
                one.execute("CREATE TABLE t AS SELECT 1 AS a")
            one.close()
            yield _side_by_side(ours, (peer, "rows", str(file), "t"), f"{_PEER} rows", _GOAL, scale)


def _side_by_side(ours: Sequence[str], other: Sequence[str], against: str, goal: float | None, scale: Scale) -> Result:
    _run(ours), _run(other)
    rates = tuple((1 / _run(ours), 1 / _run(other)) for _ in range(max(scale.rounds, 9)))
    return compared("body members, from the shell", "sqlite", rates, against=against, goal=goal)


def _run(command: Sequence[str]) -> float:
    """Seconds of the processor that a command takes."""
    before = _used()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=os.environ)
    return _used() - before


def _used() -> float:
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return children.ru_utime + children.ru_stime
