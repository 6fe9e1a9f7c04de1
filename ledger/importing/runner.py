"""Runs an import: items in chunks into the ledger, one transaction each, with an account that is kept in a file.

What was recorded stays recorded. An import that was stopped, by a power cut or by its user, is simply started
again: statements have ids made of what they say, so what is there is found there and the rest follows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import IO, TYPE_CHECKING, Final, TypeAlias

import msgspec

from ledger.bulk import Account, InBulk, Told
from ledger.importing.items import Aside, Item, Reader, Statement, Unfit, Withdrawn
from ledger.refusals import Contradicted, Refusal

if TYPE_CHECKING:
    from ledger.application import Ledger

CHUNK: Final = 1_000
"""Drafts that are recorded in one transaction."""
Report: TypeAlias = IO[bytes]
OnProgress: TypeAlias = Callable[[int, int], None]


@dataclass
class Tally:
    """The account of an import; what was refused, and why, is in the report's lines."""

    recorded: int = 0
    already: int = 0
    refused: int = 0
    contradicted: int = 0
    withdrawn: int = 0
    """Subjects retracted because their source withdrew them."""
    unknown_withdrawn: int = 0
    """Withdrawn by their source, and not in the ledger."""
    by_type: Counter[str] = field(default_factory=Counter)
    aside: Counter[str] = field(default_factory=Counter)
    """What the source holds and the ledger has no word for, counted."""


def run(
    reader: Reader,
    ledger: Ledger,
    *,
    report: Report | None = None,
    dry_run: bool = False,
    progress: OnProgress = lambda done, total: None,
    chunk: int = CHUNK,
) -> Tally:
    """Record what a reader reads.

    The report has one JSON object a line: each refusal and contradiction as it comes up, the tally at the end.
    With `dry_run` nothing is recorded, and the tally says what would be.

    Raises:
        StoreRefusal: the database is not to be written any more; what was recorded before stays.
    """
    running = _Run(ledger.in_bulk(dry_run=dry_run), report)
    for item in reader.items():
        running.take(item)
        if running.waiting >= chunk:
            running.record()
            progress(reader.progress.done, reader.progress.total)
    running.record()
    progress(reader.progress.total, reader.progress.total)
    running.write({"tally": running.tally, "dry_run": dry_run})
    return running.tally


class _Run:
    """The statements that wait for their chunk to be full, and the account so far."""

    def __init__(self, bulk: InBulk, report: Report | None) -> None:
        self._bulk, self._report = bulk, report
        self._waiting: list[Told] = []
        self.waiting = 0
        self.tally = Tally()

    def take(self, item: Item) -> None:
        match item:
            case Statement(drafts):
                self._waiting.append(drafts)
                self.waiting += len(drafts)
            case Unfit(refusal):
                self._refused(refusal)
            case Aside(what):
                self.tally.aside[what] += 1
            case Withdrawn():
                self._withdraw(item)

    def record(self) -> None:
        """Record what waits."""
        waiting, self._waiting, self.waiting = self._waiting, [], 0
        if waiting:
            self._account_for(self._bulk.record(waiting))

    def write(self, line: object) -> None:
        if self._report is not None:
            self._report.write(msgspec.json.encode(line) + b"\n")

    def _withdraw(self, item: Withdrawn) -> None:
        self.record()
        try:
            retractions = self._bulk.withdrawal(item.subject, item.like)
        except Refusal as refusal:
            self._refused(refusal.at(item.like.place))
            return
        if not retractions:
            self.tally.unknown_withdrawn += 1
            return
        self.tally.withdrawn += 1
        self._account_for(self._bulk.record([retractions]))

    def _account_for(self, account: Account) -> None:
        self.tally.recorded += len(account.recorded)
        self.tally.by_type.update(entry.event.TYPE for entry in account.recorded)
        self.tally.already += account.already
        for refusal in account.refused:
            self._refused(refusal)
        for contradiction in account.contradictions:
            self._contradicted(contradiction)

    def _refused(self, refusal: Refusal) -> None:
        self.tally.refused += 1
        self.write({"refused": refusal.problem, "remedy": refusal.remedy, "place": refusal.place})

    def _contradicted(self, contradiction: Contradicted) -> None:
        self.tally.contradicted += 1
        self.write({"contradicts": contradiction.problem, "remedy": contradiction.remedy, "place": contradiction.place})
