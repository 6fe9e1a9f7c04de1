"""One call of the command: which ledger it is about and who makes it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import click

from cli.config import Chosen, which_ledger, who_records


@dataclass
class Session:
    """What the options said; what they left open is looked up when it is first needed."""

    ledger_option: str | None = None
    recorder_option: str | None = None
    traceback: bool = False

    @cached_property
    def ledger(self) -> Chosen:
        """The URL of the ledger, and who chose it."""
        return which_ledger(self.ledger_option)

    @cached_property
    def recorder(self) -> Chosen:
        """Who records, and who said so."""
        return who_records(self.recorder_option)


def session_of(ctx: click.Context) -> Session:
    """The session of this call."""
    return ctx.find_root().ensure_object(Session)
