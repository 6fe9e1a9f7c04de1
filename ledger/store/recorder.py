"""Recording entries: the one way into the log.

One transaction holds the entries, their tags, the new head and what follows from them: the tree of the audit trail,
the tables of the answers. All of it is kept or none of it. An entry is made once: it comes in without a place, gets
its position and recorded time here, is handed to whoever takes part, and goes back to whoever recorded it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from functools import cached_property, partial
from typing import NamedTuple, Protocol, TypeAlias, runtime_checkable

from msgspec.structs import astuple, replace

from ledger.database.datastore import Connection, Datastore
from ledger.entries.codec import decode, entry_of, row_of
from ledger.entries.disclosures import Disclosure, Sealed
from ledger.entries.entry import Entry
from ledger.entries.row import EntryRow
from ledger.erasure.disclosing import sealed_row
from ledger.erasure.disclosure_table import keep_apart
from ledger.store.append import FEW, Stamping, append, ask_for_numbers, hold_head
from ledger.vocabulary.erasures import DisclosureErased
from ledger.vocabulary.signing_keys import ClockCorrected

Release: TypeAlias = Callable[[], None]


class Appended(list[EntryRow]):
    """The rows of new entries, in the order of their positions; whoever needs them as entries is given those, too."""

    def __init__(self, rows: Collection[EntryRow], made: Sequence[Entry] = ()) -> None:
        super().__init__(rows)
        self._made = made

    @cached_property
    def entries(self) -> list[Entry]:
        """The entries as they are stored, tokens in place of the texts that are kept apart."""
        if not self._made:
            return [entry_of(row) for row in self]
        return [entry_of(row) if made.sealed else made for row, made in zip(self, self._made, strict=True)]


Told: TypeAlias = Callable[[Appended], Release | None]


class Participant(Protocol):
    """Something that takes part in recording, in the same transaction: the tree of the audit trail."""

    def appended(self, connection: Connection, rows: Appended) -> Release | None:
        """Write what follows from new entries before the commit.

        An exception undoes the whole recording. What is returned is called once the commit has succeeded,
        and never otherwise: whatever must not be known earlier belongs there. Statements go through the
        datastore's own methods, since those know whether the connection is piped.
        """


@runtime_checkable
class Asking(Participant, Protocol):
    """A participant who has to know something first, and asks for it along with others, in one round trip."""

    def ask(self, connection: Connection, count: int) -> Told:
        """Send off what is to be known (`Datastore.ask`) once so many entries have their place in the log.

        What it returns is called instead of `appended`. The answers come from after the head row is locked, so
        nobody else records in the meantime.
        """


class _Turn(NamedTuple):
    """A transaction in which is recorded, and what is to be called once it is kept."""

    connection: Connection
    releases: list[Release | None]


class Recorder:
    """Appends entries to one ledger's log, with whoever takes part in that."""

    def __init__(self, datastore: Datastore, participants: Sequence[Participant] = ()) -> None:
        self.datastore = datastore
        self.participants = tuple(participants)
        self._ask = [p.ask if isinstance(p, Asking) else partial(_ask_nothing, p) for p in self.participants]

    @contextmanager
    def in_turn(self) -> Iterator[Callable[[Sequence[Entry]], list[Entry]]]:
        """Keep others from recording meanwhile; gives what records then, once what is there has been looked at.

        Whoever decides within, on what they read by other transactions, is the only one who records.
        """
        with self._turn(piped=False) as turn:
            hold_head(self.datastore, turn.connection)
            yield partial(self.record, turn=turn)

    def record(self, entries: Sequence[Entry], turn: _Turn | None = None) -> list[Entry]:
        """Record entries, all or none; returns them with their positions and recorded times.

        Raises:
            IntegrityError: a version of a stream, or an event id, is taken.
            Unavailable: the database is locked, full or gone.
        """
        drafts, disclosures = [], []
        for entry in entries:
            row, apart = sealed_row(row_of(entry), entry.sealed)
            drafts.append(row)
            disclosures.append(apart)
        erased = [digest for e in entries if isinstance(e.event, DisclosureErased) for digest in e.event.digests]
        placed: list[Entry] = []

        def place(rows: Sequence[EntryRow]) -> list[Entry]:
            placed.extend(map(_placed, entries, rows, disclosures))
            return placed

        self.append(drafts, disclosures, erased, place, turn=turn)
        return placed

    def append(
        self,
        drafts: Sequence[EntryRow],
        disclosures: Sequence[Sequence[Disclosure]],
        erased: Sequence[str] = (),
        place: Callable[[Sequence[EntryRow]], Sequence[Entry]] = lambda rows: (),
        others: Callable[[Connection], None] = lambda connection: None,
        turn: _Turn | None = None,
    ) -> list[EntryRow]:
        """Append rows that have no place yet, with the texts that are kept apart from each; returns them with theirs.

        `place` makes of the rows with their places the entries that participants are given; `others` writes what
        else belongs to the transaction.
        """
        rows: list[EntryRow] = []
        with self._turn(piped=len(drafts) <= FEW) if turn is None else nullcontext(turn) as (connection, releases):
            others(connection)
            if drafts:
                numbers = ask_for_numbers(self.datastore, connection, len(drafts), self._stamping(drafts))
                told = [ask(connection, len(drafts)) for ask in self._ask]
                rows = append(self.datastore, connection, drafts, numbers)
                keep_apart(self.datastore, connection, _kept(disclosures, rows), erased)
                appended = Appended(rows, place(rows))
                releases += [tell(appended) for tell in told]
        return rows

    @contextmanager
    def _turn(self, *, piped: bool) -> Iterator[_Turn]:
        """One transaction, after which it is told that something was recorded, and released what waited for that."""
        with self.datastore.write(piped=piped) as connection:
            yield (turn := _Turn(connection, []))
        self.datastore.announce()
        for release in turn.releases:
            if release is not None:
                release()

    def _stamping(self, drafts: Sequence[EntryRow]) -> Stamping:
        if any(draft.type == ClockCorrected.TYPE for draft in drafts):
            return Stamping.SET_BACK
        return Stamping.CONFIRMED if self.datastore.clock_is_confirmed else Stamping.CAUTIOUS


def _placed(entry: Entry, row: EntryRow, disclosures: Sequence[Disclosure]) -> Entry:
    """An entry at its place, with the digests that stand in its row."""
    position, recorded_at, event = row.position, row.recorded_at, entry.event
    if not entry.sealed:
        if any(isinstance(value, dict) for value in astuple(event)):
            event = decode(row.type, row.v, row.body)  # whose members stand in the order of their names, as stored
        return replace(entry, event=event, position=position, recorded_at=recorded_at)
    digests = {made.pointer: made.digest for made in disclosures}
    sealed = tuple(Sealed(s.pointer, digests.get(s.pointer, s.digest), s.pointer in digests) for s in entry.sealed)
    return replace(entry, position=position, recorded_at=recorded_at, sealed=sealed)


def _kept(disclosures: Sequence[Sequence[Disclosure]], rows: Sequence[EntryRow]) -> Iterator[tuple[str, int, str]]:
    for apart, row in zip(disclosures, rows, strict=True):
        for made in apart:
            yield made.digest, row.position, made.encoded


def _ask_nothing(participant: Participant, connection: Connection, count: int) -> Told:
    return partial(participant.appended, connection)
