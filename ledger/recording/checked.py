"""Recording with a look at the whole before it is kept: what the check refuses, the transaction undoes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Protocol

from ledger.database.datastore import Connection, Datastore
from ledger.database.errors import NotAllowed
from ledger.entries.entry import Entry
from ledger.store import Participant, Recorder
from ledger.store.recorder import Appended, Release


class FinalCheck(Participant, Protocol):
    """A participant who takes part last, looks at what all others have made of new entries, and may refuse them."""

    def prepare(self) -> None:
        """Do before a recording what takes a transaction of its own."""


class CheckedRecorder:
    """Records what a check lets pass, or only tries it; `others` take part in both, `sealing` in what is kept."""

    def __init__(
        self, datastore: Datastore, sealing: Participant, others: Sequence[Participant], check: FinalCheck
    ) -> None:
        self._check = check
        self._kept = Recorder(datastore, [sealing, *others, check])
        self._tried = Recorder(datastore, [*others, check, _Undoing()])

    def record(self, entries: Sequence[Entry]) -> list[Entry]:
        """Record entries, all or none.

        Raises:
            Refusal: the check does not let them pass.
        """
        with suppress(NotAllowed):  # what is written next says better what is not allowed
            self._check.prepare()
        return self._kept.record(entries)

    @contextmanager
    def in_turn(self) -> Iterator[Callable[[Sequence[Entry]], list[Entry]]]:
        """Keep others from recording meanwhile, see `Recorder.in_turn`."""
        self._check.prepare()
        with self._kept.in_turn() as put:
            yield put

    def try_out(self, entries: Sequence[Entry]) -> None:
        """Do all that recording does, and undo it; whoever may not write is spared the check.

        Raises:
            Refusal: the check would not let them pass.
        """
        with suppress(_Undone, NotAllowed):
            self._check.prepare()
            self._tried.record(entries)


class _Undone(Exception):
    """What was only tried went well."""


class _Undoing:
    """Takes part last, and undoes everything."""

    def appended(self, connection: Connection, rows: Appended) -> Release | None:
        """Undo the transaction."""
        raise _Undone
