"""Runs an import: items in chunks into the ledger, one transaction each, with an account of what became of them.

What was recorded stays recorded. An import that was stopped, by a power cut or by its user, is simply started
again: statements have ids made of what they say, so what is there is found there and the rest follows.

An import is done when importing once more would record nothing. What the ledger refused may be possible after
what the source says further on (the end of a membership, told after the beginning of the next), so a source is
read again as long as that records anything. So an import that was stopped and resumed ends where one ends that
never stopped, and the order of the records within a source decides nothing.
"""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, TypeAlias

import msgspec

from ledger.imports.items import About, Aside, Found, Item, Reader, Statement, Unfit, Withdrawn
from ledger.imports.report import Left, NoReport, Report
from ledger.refusals import Refusal

if TYPE_CHECKING:
    from ledger.recording.batch import Account, InBulk, Told
    from ledger.recording.ledger import Ledger

CHUNK: Final = 1_000
"""Drafts that are recorded in one transaction."""
SHOWN: Final = 10
"""How many of the things left out a tally keeps to be shown; a report keeps all."""
OnProgress: TypeAlias = Callable[[int, int], None]


@dataclass
class Tally:
    """The account of an import; all that was refused, and why, is in the report."""

    recorded: int = 0
    already: int = 0
    refused: int = 0
    contradicted: int = 0
    withdrawn: int = 0
    """Subjects retracted because their source withdrew them."""
    unknown_withdrawn: int = 0
    """Withdrawn by their source, and not in the ledger."""
    by_type: Counter[str] = field(default_factory=Counter)
    """What was recorded, by the names of events."""
    aside: Counter[str] = field(default_factory=Counter)
    """What the source holds and the ledger has no word for, counted."""
    found: Counter[str] = field(default_factory=Counter)
    """Conventions and peculiarities of the source, and how they were read, counted."""
    first: list[Left] = field(default_factory=list)
    """The first things that were left out."""

    @property
    def left_out(self) -> int:
        """How many statements are not in the ledger as the source has them."""
        return self.refused + self.contradicted

    def after(self, before: Tally) -> Tally:
        """The account of a source that was read twice, the second time with this tally."""
        read_once = {"already": before.already, "withdrawn": before.withdrawn}
        read_once |= {"unknown_withdrawn": before.unknown_withdrawn}
        recorded, by_type = before.recorded + self.recorded, before.by_type + self.by_type
        return Tally(**{**vars(self), **read_once, "recorded": recorded, "by_type": by_type})


def run(
    reader: Reader,
    ledger: Ledger,
    *,
    report: Report | None = None,
    dry_run: bool = False,
    progress: OnProgress = lambda done, total: None,
    chunk: int = CHUNK,
) -> Tally:
    """Record what a reader reads; with `dry_run` nothing is recorded, and the tally says what would be.

    Raises:
        StoreRefusal: the database is not to be written any more; what was recorded before stays.
    """
    report = report or NoReport()
    bulk = ledger.in_bulk(dry_run=dry_run)
    running = _once(reader, _Run(bulk, report), progress, chunk)
    tally, may_be_more = running.tally, running.refused_by_ledger and running.tally.recorded
    while may_be_more:
        report.afresh()
        bulk.read_again()
        running = _once(reader, _Run(bulk, report), progress, chunk)
        may_be_more = running.refused_by_ledger and running.tally.recorded
        tally = running.tally.after(tally)
    progress(reader.progress.total, reader.progress.total)
    report.sums({**{name: value for name, value in vars(tally).items() if name != "first"}, "dry_run": dry_run})
    return tally


@contextmanager
def _old_objects_left_alone() -> Iterator[None]:
    """Entries make no cycles, and many are kept: looking through the old ones again and again slows a long import."""
    thresholds = gc.get_threshold()
    gc.set_threshold(*thresholds[:2], 1_000_000)
    try:
        yield
    finally:
        gc.set_threshold(*thresholds)


@_old_objects_left_alone()
def _once(reader: Reader, running: _Run, progress: OnProgress, chunk: int) -> _Run:
    for item in reader.items():
        running.take(item)
        if running.waiting >= chunk:
            running.record()
            progress(reader.progress.done, reader.progress.total)
    running.record()
    return running


class _Run:
    """One reading: the statements that wait for their chunk to be full, and the account so far."""

    def __init__(self, bulk: InBulk, report: Report) -> None:
        self._bulk, self._report = bulk, report
        self._waiting: list[Told] = []
        self.waiting = 0
        self.refused_by_ledger = 0
        self.tally = Tally()

    def take(self, item: Item) -> None:
        match item:
            case Statement(drafts):
                self._waiting.append(drafts)
                self.waiting += len(drafts)
            case Unfit(refusal):
                self._left("refused", refusal)
            case Aside(what):
                self.tally.aside[what] += 1
            case Found(what):
                self.tally.found[what] += 1
            case Withdrawn():
                self._withdraw(item)
            case About():
                self._tell_about(item)

    def record(self) -> None:
        """Record what waits."""
        waiting, self._waiting, self.waiting = self._waiting, [], 0
        if waiting:
            self._account_for(self._bulk.record(waiting))

    def _withdraw(self, item: Withdrawn) -> None:
        self.record()
        try:
            retractions = self._bulk.withdrawal(item.subject, item.like)
        except Refusal as refusal:
            self._left("refused", refusal.at(item.like.place))
            return
        if not retractions:
            self.tally.unknown_withdrawn += 1
            return
        self.tally.withdrawn += 1
        self._account_for(self._bulk.record([retractions]))

    def _tell_about(self, item: About) -> None:
        self.record()
        draft = item.draft
        position = self._bulk.position_of(draft.subject, item.event_id)
        if position is None:
            self._left(
                "refused", Refusal("the entry that it is about is not in this ledger", "import that first", draft.place)
            )
            return
        event = msgspec.structs.replace(draft.event, entry=position)
        self._waiting.append((msgspec.structs.replace(draft, event=event),))
        self.waiting += 1

    def _account_for(self, account: Account) -> None:
        self.tally.recorded += len(account.recorded)
        self.tally.by_type.update(entry.event.TYPE for entry in account.recorded)
        self.tally.already += account.already
        self.refused_by_ledger += len(account.refused)
        for refusal in account.refused:
            self._left("refused", refusal)
        for contradiction in account.contradictions:
            self._left("contradicts", contradiction)

    def _left(self, what: str, refusal: Refusal) -> None:
        left = Left(what, refusal.problem, refusal.remedy, refusal.place)
        if what == "refused":
            self.tally.refused += 1
        else:
            self.tally.contradicted += 1
        if self.tally.left_out <= SHOWN:
            self.tally.first.append(left)
        self._report.left(left)
