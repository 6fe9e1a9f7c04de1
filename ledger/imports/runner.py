"""Runs an import: items in chunks into the ledger, one transaction each, and reports what became of them.

What was recorded stays recorded. An import that was stopped, by a power cut or by its user, is simply started
again: statements have ids made of what they say, so what is there is found there and the rest follows.

An import is done when importing once more would record nothing. What the ledger refused may be possible after
what the source says further on (the end of a membership, told after the beginning of the next), so a source is
read again as long as that records anything. So an import that was stopped and resumed ends where one ends that
never stopped, and the order of the records within a source decides nothing.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final, TypeAlias

import msgspec

from ledger.entries.entry import Draft, Entry
from ledger.entries.idempotency import differences
from ledger.imports.former import Former
from ledger.imports.in_step import ByHand, InStep
from ledger.imports.records import (
    About,
    Aside,
    Found,
    InStepReader,
    Item,
    Mentioned,
    Reader,
    Removed,
    Statement,
    Unfit,
    Whole,
    Withdrawn,
    writable,
)
from ledger.imports.report import ImportReport, Left
from ledger.imports.snapshot import Snapshot
from ledger.imports.tally import SHOWN, Tally
from ledger.refusals import Refusal
from ledger.vocabulary.corrections import EntryCorrected, EntryRetracted
from ledger.vocabulary.dates import When
from ledger.vocabulary.provenance import Standing

if TYPE_CHECKING:
    from ledger.recording.ledger import Ledger
    from ledger.recording.outcome import Outcome
    from ledger.recording.plan import DraftGroup
    from ledger.recording.recording import Recording

CHUNK: Final = 1_000
"""Drafts that are recorded in one transaction."""
_UNDONE: Final = 10_000
"""Statements that the ledger has refused and that are kept, so that the source is not read again for nothing."""
OnProgress: TypeAlias = Callable[[int, int], None]
_Dated: TypeAlias = Callable[[Iterator[Item]], Iterator[Item]]
"""Gives what is undated in a source the day of which it is."""


def run(
    reader: Reader,
    ledger: Ledger,
    *,
    report: ImportReport | None = None,
    dry_run: bool = False,
    progress: OnProgress = lambda done, total: None,
    chunk: int = CHUNK,
    complete: bool = False,
    snapshot: When | None = None,
    standing: Standing = Standing.REPORTED,
) -> Tally:
    """Record what a reader reads; with `dry_run` nothing is recorded, and the tally says what would be.

    `complete` says that the source holds all that its register knows: what it leaves out has ended or was not so.
    `snapshot` is the day of which an undated source is the whole list; it is complete then.
    `standing` is that of what a source simply tells: a council's own register is more than a report, say.

    Raises:
        StoreRefusal: the database is not to be written any more; what was recorded before stays.
    """
    report = report or ImportReport()
    bulk = ledger.in_bulk(dry_run=dry_run, origin=reader.origin if isinstance(reader, InStepReader) else "")
    if isinstance(reader, InStepReader):
        reader.former, reader.is_snapshot = Former(bulk), snapshot is not None
    as_of = Snapshot(snapshot, bulk).items if snapshot is not None else iter

    def dated(items: Iterator[Item]) -> Iterator[Item]:
        return as_of(items) if standing is Standing.REPORTED else as_of(_standing(items, standing))

    def read() -> _Run:
        in_step = _beside(reader, dated, bulk, is_snapshot=snapshot is not None)
        running = _once(reader, dated, _Run(bulk, report, in_step), progress, chunk)
        running.end(complete=complete or snapshot is not None, by=snapshot)
        return running

    running = read()
    tally = running.tally
    while running.may_be_more():
        report.afresh()
        bulk.read_again()
        running = read()
        tally = running.tally.after(tally)
    progress(reader.progress.total, reader.progress.total)
    report.sums({**{name: value for name, value in vars(tally).items() if name != "first"}, "dry_run": dry_run})
    return tally


def _beside(reader: Reader, dated: _Dated, bulk: Recording, *, is_snapshot: bool) -> InStep | None:
    """What the register has told before, held against what the source says; None where there can be nothing."""
    if not isinstance(reader, InStepReader) or reader.former.is_empty:
        return None
    in_step = InStep(bulk, places_are_objects=reader.places_are_objects, is_snapshot=is_snapshot)
    in_step.note(dated(reader.items()))
    in_step.compare()
    in_step.pair(dated(reader.items()))
    return in_step


def _standing(items: Iterator[Item], standing: Standing) -> Iterator[Item]:
    """What a source tells, with another standing where it is simply told; what is only expected stays so."""
    for item in items:
        if isinstance(item, Statement):
            yield Statement(tuple(_with(draft, standing) for draft in item.drafts))
        else:
            yield Mentioned(_with(item.draft, standing)) if isinstance(item, Mentioned) else item


def _with(draft: Draft, standing: Standing) -> Draft:
    return msgspec.structs.replace(draft, standing=standing) if draft.standing is Standing.REPORTED else draft


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
def _once(reader: Reader, dated: _Dated, running: _Run, progress: OnProgress, chunk: int) -> _Run:
    for item in dated(reader.items()):
        running.take(item)
        if running.waiting >= chunk:
            running.record()
            progress(reader.progress.done, reader.progress.total)
    running.record()
    return running


class _Run:
    """One reading: the statements that wait for their chunk to be full, and the account so far."""

    def __init__(self, bulk: Recording, report: ImportReport, in_step: InStep | None = None) -> None:
        self._bulk, self._report, self._in_step = bulk, report, in_step
        self._waiting: list[DraftGroup] = []
        self._mentioned: set[str] = set()
        self.waiting = 0
        self._undone: list[DraftGroup] = []
        """What the ledger has refused, to be tried once more; no more than can be kept."""
        self._is_refused = False
        self.tally = Tally()
        self._last: Left | None = None

    def may_be_more(self) -> bool:
        """Whether reading the source once more may record what could not be, or retract what was rested on."""
        if self.tally.unsaid or self.tally.corrected or not (self._is_refused and self.tally.recorded):
            return bool(self.tally.unsaid or self.tally.corrected)
        return len(self._undone) > _UNDONE or self._does_another_attempt()

    def _does_another_attempt(self) -> bool:
        """Whether something of what was refused is possible now: to find that out, the source need not be read."""
        outcome = self._bulk.record(self._undone)
        self._count(outcome)
        return bool(outcome.recorded)

    def take(self, item: Item) -> None:
        match item:
            case Statement(drafts):
                self._tell(drafts)
            case Mentioned(draft):
                self._mentioned.add(draft.subject)
                self._waiting.append((draft,))
                self.waiting += 1
            case Removed() | Whole():
                pass  # for what is beside it
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
        if self._mentioned:
            there = self._bulk.introduced(self._mentioned)
            news = [group for group in waiting if not (group[0].introduces and group[0].subject in there)]
            self.tally.already += len(waiting) - len(news)
            waiting, self._mentioned = news, set()
        if waiting:
            self._account_for(self._bulk.record(waiting))

    def end(self, *, complete: bool, by: When | None = None) -> None:
        """When the source is read: retract what it does not say any more, what rests on others before these.

        What it leaves out has ended only where it is `complete`, and could be read to its end; then `by` its day.
        """
        if self._in_step is None:
            return
        left = [entry for entry in self._in_step.left() if self._stands(entry)]  # not withdrawn with its subject
        self._retract([e for e in left if not e.event.introduces and self._in_step.is_unsaid(e)])
        for entry in left:
            if not self._in_step.is_unsaid(entry):
                self._left_out(entry, complete, by)
            elif entry.event.introduces:
                if (other := self._bulk.resting_on(entry)) is not None:
                    self._left("kept", _rested_on(entry, other))
                else:
                    self._retract([entry])

    def _left_out(self, entry: Entry, complete: bool, by: When | None) -> None:
        """What becomes of an entry of which the source says nothing, and holds nothing that it was a part of."""
        assert self._in_step is not None
        draft = None
        if self._in_step.is_only_named(entry):
            draft = self._in_step.retraction(entry)
        elif complete and self._in_step.is_readable:
            draft = self._in_step.as_of_a_complete_source(entry, by)
        if draft is None:
            self.tally.vanished += 1
            self._report.left(_vanished(entry))
            return
        outcome = self._bulk.record([(draft,)])
        self.tally.unsaid += sum(isinstance(each.event, EntryRetracted) for each in outcome.recorded)
        self._account_for(outcome)

    def _stands(self, entry: Entry) -> bool:
        return self._bulk.stream(entry.stream).as_it_stands(entry.position) is not None

    def _retract(self, entries: list[Entry]) -> None:
        assert self._in_step is not None
        for start in range(0, len(entries), CHUNK):
            part = entries[start : start + CHUNK]
            outcome = self._bulk.record([(self._in_step.retraction(entry),) for entry in part])
            self.tally.unsaid += len(outcome.recorded)
            self._account_for(outcome)

    def _tell(self, drafts: tuple[Draft, ...]) -> None:
        if self._in_step is not None:
            revised = self._in_step.revised(drafts)
            drafts = revised.drafts
            self.tally.already += revised.already
            for draft, by_hand in revised.kept:
                self._left("kept", _kept(draft, by_hand))
        if drafts:
            self._waiting.append(drafts)
            self.waiting += len(drafts)

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

    def _count(self, outcome: Outcome) -> None:
        self.tally.recorded += len(outcome.recorded)
        self.tally.by_type.update(entry.event.TYPE for entry in outcome.recorded)
        if self._in_step is not None:
            self.tally.corrected += sum(isinstance(entry.event, EntryCorrected) for entry in outcome.recorded)

    def _account_for(self, outcome: Outcome) -> None:
        self._count(outcome)
        self.tally.already += len(outcome.already)
        self._is_refused = self._is_refused or bool(outcome.refused)
        if len(self._undone) <= _UNDONE:
            self._undone += outcome.undone
        for refusal in outcome.refused:
            self._left("refused", refusal)
        for contradiction in outcome.contradictions:
            self._left("contradicts", contradiction)

    def _left(self, what: str, refusal: Refusal) -> None:
        left = Left(what, *map(writable, (refusal.problem, refusal.remedy, refusal.place)))
        if left == self._last and left.place:
            return  # two statements of one record, and one thing to mend in it
        self._last = left
        match what:
            case "contradicts":
                self.tally.contradicted += 1
            case "kept":
                self.tally.kept += 1
            case _:
                self.tally.refused += 1
        if self.tally.left_out <= SHOWN:
            self.tally.first.append(left)
        self._report.left(left)


def _kept(draft: Draft, by_hand: ByHand) -> Refusal:
    """What the source says otherwise than before of an entry that a clerk has corrected or retracted."""
    different = "; ".join(differences(draft, by_hand.told)) or "it says again what was retracted"
    return Refusal(
        f"entry {by_hand.told.position} was changed by hand (entry {by_hand.position}), and stays so, "
        f"though the source says otherwise than when it was imported: {different}",
        f"if the source is right: govledger correct {by_hand.told.position}",
        draft.place,
    )


def _rested_on(entry: Entry, other: Entry) -> Refusal:
    return Refusal(
        f"the source does not hold '{entry.stream}' any more (entry {entry.position}), and entry {other.position} of "
        f"'{other.source.document}' rests on it, so it stays",
        f"retract entry {other.position} first, if it is wrong",
        entry.source.at,
    )


def _vanished(entry: Entry) -> Left:
    said = f"the source says nothing of entry {entry.position} ({entry.event.TYPE} of '{entry.stream}')"
    return Left("vanished", said, "import the whole source with --complete, if it is all there is", entry.source.at)
