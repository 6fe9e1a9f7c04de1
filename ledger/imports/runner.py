"""Runs an import: items in chunks into the ledger, one transaction each, and reports what became of them.

What was recorded stays recorded. An import that was stopped, by a power cut or by its user, is simply started
again: statements have ids made of what they say, so what is there is found there and the rest follows.

An import is done when importing once more would record nothing. What the ledger refused may be possible after
what the source says further on (the end of a membership, told after the beginning of the next), so a source is
read again as long as that records anything. So an import that was stopped and resumed ends where one ends that
never stopped, and the order of the records within a source decides nothing.
"""

from __future__ import annotations

import csv
import gc
import io
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import IO, TYPE_CHECKING, Final, NamedTuple, TypeAlias

import msgspec

from ledger.csv_cells import cell
from ledger.imports.records import About, Aside, Found, Item, Reader, Statement, Unfit, Withdrawn, writable
from ledger.refusals import Refusal

if TYPE_CHECKING:
    from ledger.recording.ledger import Ledger
    from ledger.recording.outcome import Outcome
    from ledger.recording.plan import DraftGroup
    from ledger.recording.recording import Recording

CHUNK: Final = 1_000
"""Drafts that are recorded in one transaction."""
SHOWN: Final = 10
"""How many of the things left out a tally keeps to be shown; a report keeps all."""
OnProgress: TypeAlias = Callable[[int, int], None]


class Left(NamedTuple):
    """Something that was left out; `what` is "refused", "contradicts" or "cancelled", the rest says why and where."""

    what: str
    problem: str
    remedy: str = ""
    place: str = ""


class ImportReport:
    """Keeps what was left out, and at the end the sums; this one keeps nothing."""

    def afresh(self) -> None:
        """Forget what was written: the source is read once more."""

    def left(self, left: Left) -> None:
        """Keep one thing that was left out."""

    def sums(self, sums: Mapping[str, object]) -> None:
        """Keep the sums, by name."""


class _Written(ImportReport):
    """A report that is written to a file, and is there as far as the import has come."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._begin()

    def afresh(self) -> None:
        """Begin the file anew."""
        self._stream.seek(0)
        self._stream.truncate()
        self._begin()

    def _begin(self) -> None:
        """Write what stands above everything else."""

    def _write(self, line: bytes) -> None:
        self._stream.write(line)
        self._stream.flush()


class JsonLines(_Written):
    """One object a line: `{"refused": ..., "remedy": ..., "place": ...}`, at the end `{"sums": {...}}`."""

    def left(self, left: Left) -> None:
        """A line for one thing that was left out."""
        line = {left.what: left.problem, "remedy": left.remedy, "place": left.place}
        self._write(msgspec.json.encode(line) + b"\n")

    def sums(self, sums: Mapping[str, object]) -> None:
        """The last line."""
        self._write(msgspec.json.encode({"sums": sums}) + b"\n")


class Csv(_Written):
    """A table for a spreadsheet: what, place, problem, remedy; its last rows are sums."""

    def _begin(self) -> None:
        self._row("what", "place", "problem", "remedy")

    def left(self, left: Left) -> None:
        """A row for one thing that was left out."""
        self._row(left.what, left.place, left.problem, left.remedy)

    def sums(self, sums: Mapping[str, object]) -> None:
        """A row for each sum; those of many parts have a row for each part."""
        for name, value in sums.items():
            parts = value.items() if isinstance(value, Mapping) else [("", value)]
            for part, count in parts:
                self._row("sum", f"{name}: {part}" if part else name, count, "")

    def _row(self, *values: object) -> None:
        text = io.StringIO()
        csv.writer(text).writerow([cell(str(value)) for value in values])
        self._write(text.getvalue().encode())


@dataclass
class Tally:
    """The account of an import; all that was refused, and why, is in the report."""

    recorded: int = 0
    already: int = 0
    refused: int = 0
    contradicted: int = 0
    cancelled: int = 0
    """What the source has called off, for which the ledger has no word yet."""
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
        return self.refused + self.contradicted + self.cancelled

    @property
    def came_to_nothing(self) -> bool:
        """Whether nothing that the source says could be used: it is empty, broken, or of another format."""
        used = self.recorded + self.already + self.contradicted + self.cancelled
        return not (used or self.withdrawn or self.unknown_withdrawn)

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
    report: ImportReport | None = None,
    dry_run: bool = False,
    progress: OnProgress = lambda done, total: None,
    chunk: int = CHUNK,
) -> Tally:
    """Record what a reader reads; with `dry_run` nothing is recorded, and the tally says what would be.

    Raises:
        StoreRefusal: the database is not to be written any more; what was recorded before stays.
    """
    report = report or ImportReport()
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


FORMS: Final[Mapping[str, Callable[[IO[bytes]], ImportReport]]] = MappingProxyType(
    {".csv": Csv, ".jsonl": JsonLines, ".json": JsonLines}
)
"""The form of a report, by the end of its file's name."""


@contextmanager
def report_to(path: Path | None) -> Iterator[ImportReport]:
    """A report in a file; without a path one that keeps nothing.

    Raises:
        Refusal: the file's name tells no form, or it cannot be written.
    """
    if path is None:
        yield ImportReport()
        return
    form = FORMS.get(path.suffix.lower())
    if form is None:
        raise Refusal(f"'{path}' tells no form of report", f"let its name end in {' or '.join(FORMS)}")
    try:
        stream = path.open("wb")
    except OSError as failed:
        raise Refusal(f"cannot write '{path}': {failed.strerror}", "name a file that can be written") from failed
    with stream:
        yield form(stream)


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

    def __init__(self, bulk: Recording, report: ImportReport) -> None:
        self._bulk, self._report = bulk, report
        self._waiting: list[DraftGroup] = []
        self.waiting = 0
        self.refused_by_ledger = 0
        self.tally = Tally()

    def take(self, item: Item) -> None:
        match item:
            case Statement(drafts):
                self._waiting.append(drafts)
                self.waiting += len(drafts)
            case Unfit(refusal, what):
                self._left(what, refusal)
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

    def _account_for(self, outcome: Outcome) -> None:
        self.tally.recorded += len(outcome.recorded)
        self.tally.by_type.update(entry.event.TYPE for entry in outcome.recorded)
        self.tally.already += len(outcome.already)
        self.refused_by_ledger += len(outcome.refused)
        for refusal in outcome.refused:
            self._left("refused", refusal)
        for contradiction in outcome.contradictions:
            self._left("contradicts", contradiction)

    def _left(self, what: str, refusal: Refusal) -> None:
        left = Left(what, *map(writable, (refusal.problem, refusal.remedy, refusal.place)))
        match what:
            case "contradicts":
                self.tally.contradicted += 1
            case "cancelled":
                self.tally.cancelled += 1
            case _:
                self.tally.refused += 1
        if self.tally.left_out <= SHOWN:
            self.tally.first.append(left)
        self._report.left(left)
