"""Sealed ledgers for tests: a key in a folder of its own, a recorder that seals, and what it should come to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from ledger import store
from ledger.audit.leaf import leaf_of
from ledger.audit.sealing import Sealing, begin
from ledger.audit.signer import Signer
from ledger.database.datastore import Connection
from ledger.store import Datastore, LedgerRecorder, Log
from ledger.transparency.checkpoint import Checkpoint, open_checkpoint
from ledger.transparency.keys import SigningKey
from ledger.transparency.tree import Peaks, extend
from tests.store.statements import established, stored
from tests.transparency.trees import BOARD, grown, root_by_definition


def key_in(folder: Path) -> Signer:
    """A new key for a board's ledger."""
    return Signer.make(folder / "keys" / "board.key", SigningKey.generate(BOARD))


def file_of(signer: Signer) -> Path:
    """Where a key lies."""
    assert signer.path is not None
    return signer.path


def mark_of(signer: Signer) -> int:
    """How many entries the mark beside a key speaks of."""
    mark = Signer.in_file(file_of(signer)).mark
    assert mark is not None
    assert mark.seen is not None
    return mark.seen.size


def sealed(url: str, signer: Signer) -> Datastore:
    """A ledger that is there, opened, with a key from its first entry on."""
    opened = store.open(url)
    begin(opened, signer.key.verifier)
    return opened


def recorder(datastore: Datastore, signer: Signer) -> LedgerRecorder:
    """A recorder that seals with a key."""
    return LedgerRecorder(datastore, participants=[Sealing(datastore, signer.for_key)])


def record(made: LedgerRecorder, *bodies: str) -> Sequence[int]:
    """Record that these bodies were established, in one transaction."""
    return made.insert_events([stored(established(body, event_id="")) for body in bodies]) or ()


def tables(datastore: Datastore) -> tuple[list[bytes], dict[int, str]]:
    """The stored hashes in their order, and the notes by size."""
    with datastore.read() as connection:
        places = datastore.execute(connection, "SELECT pos, hash FROM tree_hashes ORDER BY pos")
        notes = datastore.execute(connection, "SELECT size, note FROM checkpoints ORDER BY size")
    assert [place for place, _ in places] == list(range(len(places)))
    return [found for _, found in places], dict(notes)


def check_seals(datastore: Datastore, *signers: Signer) -> list[Checkpoint]:
    """Hash every row again and hold the tree, and every checkpoint, against RFC 6962's own words."""
    rows = list(Log(datastore).rows())
    leaves = [leaf_of(row) for row in rows]
    hashes, notes = tables(datastore)
    assert [row.position for row in rows] == list(range(1, len(rows) + 1))
    assert hashes == grown(leaves)[0]
    checkpoints = [open_checkpoint(note, *(signer.key.verifier for signer in signers)) for note in notes.values()]
    assert [checkpoint.size for checkpoint in checkpoints] == list(notes)
    tree = Peaks()
    for checkpoint in checkpoints:
        _, tree = extend(tree, leaves[tree.size : checkpoint.size])
        assert checkpoint.root == tree.root
    assert tree.root == root_by_definition(leaves)
    assert tree.size == len(rows)
    return checkpoints


@contextmanager
def owned(datastore: Datastore) -> Iterator[Connection]:
    """A transaction as somebody has it to whom the database belongs: no trigger refuses anything."""
    with datastore.write() as connection:
        if datastore.backend == "sqlite":
            for (name,) in datastore.execute(connection, "SELECT name FROM sqlite_master WHERE type = 'trigger'"):
                datastore.execute(connection, f"DROP TRIGGER {name}")
        else:
            datastore.execute(connection, "SET LOCAL session_replication_role = replica")
        yield connection
