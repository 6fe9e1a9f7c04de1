"""Custody of a ledger: sealing one that had no key, handing over to another key, going on from a backup."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final
from uuid import uuid4

from ledger.audit.errors import AlreadySealed, NothingToRecover
from ledger.audit.high_water_mark import HighWaterMark
from ledger.audit.leaf import new_leaf
from ledger.audit.sealing import trusted
from ledger.audit.signer import Signer, mark_beside
from ledger.audit.trail_tables import Trail
from ledger.database.datastore import Connection
from ledger.entries.entry import Draft
from ledger.refusals import Refusal
from ledger.store import COLUMNS, Datastore, EntryRow
from ledger.store.append import hold_head
from ledger.transparency.checkpoint import Checkpoint, open_checkpoint
from ledger.transparency.keys import SigningKey, sync_folder, write_key
from ledger.transparency.strict_text import to_base64
from ledger.transparency.tree import Peaks, extend, stored_count
from ledger.vocabulary.dates import When
from ledger.vocabulary.provenance import Source
from ledger.vocabulary.signing_keys import OWN_STREAM, BackupRestored, KeyRotated

if TYPE_CHECKING:
    from ledger.recording.ledger import Ledger
    from ledger.recording.outcome import Outcome

WAITING: Final = ".next"
"""What a new key's file is called until the rotation to it is recorded, where it takes an old one's place."""
_OWN_WORD: Final = Source(document="Custody of the ledger")
_PAGE: Final = 5_000
_ROWS: Final = f"SELECT {', '.join(COLUMNS)} FROM entries WHERE position > ? ORDER BY position LIMIT ?"

Progress = Callable[[int, int], None]


def seal(datastore: Datastore, signer: Signer, progress: Progress | None = None) -> int:
    """Give a key to a ledger that has none, and sign what it holds; returns how many entries that are.

    Nobody records meanwhile. What was done to entries before this, nobody can find out from it.

    Raises:
        AlreadySealed: it has a key.
        BadLeaf: an entry cannot be sealed.
    """
    with datastore.write() as connection:
        count = hold_head(datastore, connection)
        trail = Trail(datastore, connection)
        if verifier := trail.state().verifier:
            raise AlreadySealed(verifier)
        trail.name_key(1, signer.key.verifier)
        if not count:
            return 0
        tree = Peaks()
        for rows in _pages(datastore, connection):
            hashes, grown = extend(tree, map(_leaf_of, rows))
            trail.store(stored_count(tree.size), hashes)
            tree = grown
            if progress is not None:
                progress(tree.size, count)
        checkpoint = Checkpoint(signer.key.name, tree.size, tree.root)
        note = signer.signed(checkpoint)
        trail.keep(stored_count(tree.size), (), tree.size, note)
    if signer.mark is not None:
        signer.mark.advance(checkpoint, note)
        signer.close()
    return count


def rotate(ledger: Ledger, successor: SigningKey, place: Path, *, why: str, on: When) -> Outcome:
    """Hand over to a new key, put into a file at `place`; the old one signs the entry that says so, and is kept.

    Where `place` is that of the old key, the new one takes it; the old file is renamed in any case.

    Raises:
        BadKeyFile: there is another file at that place.
        Refusal: the ledger cannot be recorded into; nothing is changed.
    """
    old = ledger.signer()
    new_file = place if place != old.path else place.with_name(place.name + WAITING)
    write_key(new_file, successor)
    event = KeyRotated(old=old.key.verifier.text, new=successor.verifier.text, why=why)
    ledger.sealing.successor = successor
    try:
        outcome = ledger.record([_draft(event, on)])
    except BaseException:
        ledger.sealing.successor = None
        with suppress(OSError):
            new_file.unlink()
        raise
    old.close()
    if old.path is not None:
        retire(old.path, f"{old.key.verifier.key_id:08x}")
    if new_file != place:
        os.replace(new_file, place)
        sync_folder(place.parent)
    _begin_mark(HighWaterMark(mark_beside(place), successor.verifier), ledger)
    return outcome


def retire(path: Path, key_id: str) -> Path:
    """Rename the file of a key that signs no more, and its mark; both are kept as evidence."""
    retired = path.with_name(f"{path.name}.retired-{key_id}")
    os.replace(path, retired)
    with suppress(FileNotFoundError):
        os.replace(mark_beside(path), mark_beside(retired))
    sync_folder(path.parent)
    return retired


def recover(ledger: Ledger, *, why: str, on: When) -> Outcome:
    """Go on from a database that is older, or another, than this machine has seen: the entry that says so is recorded.

    The mark is moved; the old one is kept beside it, as evidence of what is gone.

    Raises:
        NothingToRecover: the ledger has everything that this machine has seen of it.
        TrailChanged: what there is does not hold together; that is no restored backup.
    """
    signer, datastore = ledger.signer(), ledger.datastore
    with datastore.read() as connection:
        trail = Trail(datastore, connection)
        entries = ledger.book.last_position()
        state, peaks = trail.state_and_peaks(trail.ask(entries))
        _, found = trusted(signer, state, entries, peaks)
        mark = signer.mark
        seen = mark.seen if mark is not None and mark.is_behind(found, trail.hashes) else None
        if seen is None:
            raise NothingToRecover(entries)
    event = BackupRestored(seen_size=seen.size, seen_root=to_base64(seen.root), restored_size=entries, why=why)
    ledger.sealing.restored = True
    try:
        return ledger.record([_draft(event, on)])
    finally:
        ledger.sealing.restored = False


def _draft(event: KeyRotated | BackupRestored, on: When) -> Draft:
    # An id of its own: the same backup may be restored twice, for the same reason.
    return Draft(event=event, stream=OWN_STREAM, source=_OWN_WORD, occurred=on, event_id=str(uuid4()))


def _begin_mark(mark: HighWaterMark, ledger: Ledger) -> None:
    with ledger.datastore.read() as connection:
        note = Trail(ledger.datastore, connection).state().note
    mark.advance(open_checkpoint(note, mark.key), note)
    mark.close()


def _pages(datastore: Datastore, connection: Connection) -> Iterator[list[EntryRow]]:
    last = 0
    while rows := [EntryRow._make(row) for row in datastore.execute(connection, _ROWS, (last, _PAGE))]:
        yield rows
        last = rows[-1].position


def _leaf_of(row: EntryRow) -> bytes:
    try:
        return new_leaf(row)
    except Refusal as refusal:
        raise refusal.at(f"entry {row.position}") from refusal.__cause__
