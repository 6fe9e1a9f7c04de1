"""`govledger` asked by the hundred about ledgers to which nobody writes, and which stay open from one call to the next.

To open a ledger takes as long as most answers: SQLite reads the definitions of two hundred tables and indexes. That it
opens, any test shows that calls the command without this.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import click
from click.testing import CliRunner, Result

from cli.main import govledger
from cli.session import Session
from ledger import store
from ledger.store import Datastore


class KeptOpen:
    """Ledgers, each opened when it is first asked about."""

    def __init__(self, runner: CliRunner) -> None:
        self._runner = runner
        self._opened: dict[str, Datastore] = {}

    def ask(self, ledger: Path | str, *words: object, env: Mapping[str, str | None] | None = None) -> Result:
        """What the command answers, whatever it ends with."""
        if (place := str(ledger)) not in self._opened:
            self._opened[place] = store.open(place if "://" in place else f"sqlite:///{place}")
        session = Session(click.Context(govledger))
        session.datastore = self._opened[place]
        env = {**(env or {}), "GOVLEDGER_URL": place}
        return self._runner.invoke(
            govledger, [str(word) for word in words], obj=session, prog_name="govledger", env=env
        )

    def close(self) -> None:
        """Close them all."""
        while self._opened:
            self._opened.popitem()[1].close()


@contextmanager
def kept_open(runner: CliRunner | None = None) -> Iterator[KeptOpen]:
    """Ledgers that stay open for a while."""
    opened = KeptOpen(runner or CliRunner())
    try:
        yield opened
    finally:
        opened.close()
