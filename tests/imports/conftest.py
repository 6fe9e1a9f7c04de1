"""What import tests have in common: samples that are always there, and real registers that may not be."""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeAlias

import msgspec
import pytest

from ledger.entries.entry import Entry
from ledger.imports import JsonLines, Tally, reader_for, run
from ledger.recording.ledger import Ledger

SOAK = os.environ.get("GOVLEDGER_SOAK") == "1"
SAMPLES = Path(__file__).parent / "samples"
DATA = Path(__file__).parents[2].parent / "shared" / "data"

Real: TypeAlias = Callable[[str], Path]


@pytest.fixture(scope="session")
def real() -> Real:
    """The path of a real register by its file's name; the test is skipped where it is not kept."""

    def path(name: str) -> Path:
        found = DATA / name
        if not found.exists():
            pytest.skip(f"the real register {name} is not kept beside this repository")
        return found

    return path


@pytest.fixture
def ledger(sqlite_ledger_url: str) -> Iterator[Ledger]:
    """A new, empty ledger."""
    with Ledger(sqlite_ledger_url, recorder="importer") as opened:
        yield opened


class Importing:
    """Imports into one ledger; keeps what was left out, as the report has it."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self.left: list[dict[str, str]] = []
        self.sums: dict[str, object] = {}

    def __call__(
        self, form: str, path: Path, register: str = "", *, dry_run: bool = False, chunk: int = 1_000
    ) -> Tally:
        stream = io.BytesIO()
        tally = run(
            reader_for(form, path, register), self.ledger, report=JsonLines(stream), dry_run=dry_run, chunk=chunk
        )
        *self.left, last = map(msgspec.json.decode, stream.getvalue().splitlines())
        self.sums = last["sums"]
        return tally

    @property
    def refused(self) -> dict[str, str]:
        """What was refused, by its place."""
        return {left["place"]: left["refused"] for left in self.left if "refused" in left}

    def entries(self, *types: str) -> list[Entry]:
        """The entries of some types."""
        return list(self.ledger.book.entries(types=types))


@pytest.fixture
def importing(ledger: Ledger) -> Importing:
    """Imports into a new ledger."""
    return Importing(ledger)
