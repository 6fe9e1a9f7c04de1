"""OParl 1.0 and 1.1 (oparl.org): a council's information system: bodies, persons, meetings, papers and their routes.

In steps:

1. Every object of the source waits on disk by its type, since a folder has them in any order.
2. An index is made of what others refer to: bodies, meetings with their days, papers, results.
3. Statements follow in an order in which each can be recorded: bodies, persons, meetings, papers, their
   consultations, agenda items and what was resolved.

The `created` stamp of an object is the day of a migration as often as not, and dates nothing. An object that the
source has deleted is retracted where it is in the ledger. A day is the day of the place where it was told.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from ledger.imports.items import Aside, Item, Progress, Unfit, Withdrawn
from ledger.imports.naming import Naming
from ledger.imports.objects import objects
from ledger.imports.oparl_bodies import bodies, persons
from ledger.imports.oparl_index import KINDS, Index, indexed
from ledger.imports.oparl_route import agenda, consultations, links, meetings, papers
from ledger.imports.record import Record
from ledger.imports.spool import Spool
from ledger.refusals import Refusal
from ledger.vocabulary.subjects import slug


class Oparl:
    """Reads a folder, an archive or a file of OParl objects, or pages of them."""

    def __init__(self, path: Path, register: str = "") -> None:
        self.progress = Progress()
        self._path, self._register = path, register
        if register:
            Naming(register)  # refuses what cannot be the name of a register, before anything is read

    def items(self) -> Iterator[Item]:
        """Each subject before the first statement that mentions it."""
        self.progress.done = 0
        with Spool() as spool:
            yield from self._sorted_into(spool)
            index = indexed(spool, self._named(spool))
            self.progress.done, self.progress.total = 0, sum(spool.counts.values())
            yield from bodies(spool, index)
            yield from self._each(spool, "Person", index, persons)
            yield from self._each(spool, "Meeting", index, meetings)
            yield from self._each(spool, "Paper", index, papers)
            yield from self._each(spool, "Paper", index, links, counts=False)
            yield from self._each(spool, "Paper", index, consultations, counts=False)
            yield from self._each(spool, "Consultation", index, consultations)
            yield from self._each(spool, "Meeting", index, agenda, counts=False)
            yield from self._each(spool, "Deleted", index, _withdrawn)

    def _sorted_into(self, spool: Spool) -> Iterator[Item]:
        for found in objects(self._path, self.progress):
            if not isinstance(found, Record):
                yield found
                continue
            kind = _kind(found)
            if found.values.get("deleted") is True and kind in KINDS:
                spool.put("Deleted", found.place, found.values)
            elif kind in KINDS:
                spool.put(kind, found.place, found.values)
            else:
                yield Aside(f"objects of the type {kind}" if kind else "objects without a type")

    def _named(self, spool: Spool) -> Naming:
        """Ids begin with the address of the council that they belong to, as the first object that has one says."""
        found = (_council(one.value) for kind in (*KINDS, "Deleted") for one in spool.take(kind))
        base = next(filter(None, found), "")
        host = base.partition("://")[2].partition("/")[0]
        return Naming(self._register or slug(host or "oparl"), f"{base}/" if base else "")

    def _each(
        self,
        spool: Spool,
        kind: str,
        index: Index,
        told: Callable[[Record, Index], Iterator[Item]],
        *,
        counts: bool = True,
    ) -> Iterator[Item]:
        for place, value in spool.take(kind):
            self.progress.done += counts
            try:
                yield from told(Record(place, value), index)
            except Refusal as refusal:
                yield Unfit(refusal.at(place))


def _kind(record: Record) -> str:
    kind = record.values.get("type")
    return kind.rpartition("/")[2][:40] if isinstance(kind, str) else ""


def _council(values: dict[str, object]) -> str:
    found = values.get("body")
    return found.rstrip("/") if isinstance(found, str) else ""


def _withdrawn(record: Record, index: Index) -> Iterator[Item]:
    """What the source has deleted; only a paper has steps of its own that go with it."""
    foreign, kind = record.text("id"), _kind(record)
    subject = index.naming.subject(KINDS[kind], foreign) if KINDS[kind] else ""
    if not subject:
        yield Aside(f"deleted objects of the type {kind}")
        return
    yield Withdrawn(subject, index.withdrawal(record, subject))
