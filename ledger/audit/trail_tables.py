"""The trail as it is stored: the tree's hashes, the signed checkpoints, their cosignatures, and the keys.

Everything is read and written within one transaction.

Nothing is remembered from one transaction to the next. A process that kept the peaks in memory would sign a
wrong root after its commit had failed and another's had succeeded.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from ledger.audit.errors import NotOurs
from ledger.database.datastore import Answers, Connection, Datastore
from ledger.transparency.checkpoint import parse_checkpoint, verify_cosignatures
from ledger.transparency.errors import MissingHash
from ledger.transparency.keys import VerifierKey, parse_verifier_key
from ledger.transparency.note import parse_note
from ledger.transparency.tree import peak_positions

_STATE: Final = (
    "SELECT (SELECT verifier FROM signing_keys ORDER BY since DESC LIMIT 1), (SELECT max(pos) FROM tree_hashes), "
    "(SELECT max(size) FROM checkpoints), (SELECT note FROM checkpoints ORDER BY size DESC LIMIT 1)"
)
_HASHES: Final = "SELECT pos, hash FROM tree_hashes WHERE"
_INTO_TREE: Final = (  # one statement for all: twice as fast as one for each, where they are many
    "INSERT INTO tree_hashes (pos, hash) "
    "WITH RECURSIVE each(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM each WHERE n + 1 < ?) "
    "SELECT ? + n, substr(?, n * 32 + 1, 32) FROM each"
)
_INTO_CHECKPOINTS: Final = "INSERT INTO checkpoints (size, note) VALUES (?, ?)"
_FEW: Final = 8
"""Up to so many hashes are quicker put down row by row."""


class TrailState(NamedTuple):
    """What a transaction finds: the verifier key in force, how many hashes are stored, and the newest checkpoint."""

    verifier: str
    """Empty in a ledger that nobody has given a key: it is not sealed."""
    stored: int
    size: int
    note: str


@dataclass(frozen=True)
class Trail:
    """The tables of the audit trail, read and written in the transaction of a connection."""

    datastore: Datastore
    connection: Connection

    def state(self) -> TrailState:
        """The newest of everything, with one query."""
        [found] = self.datastore.execute(self.connection, _STATE)
        return _state_of(*found)

    def ask(self, size: int) -> Answers:
        """Ask for the newest of everything, and for the peaks of the tree over the first `size` entries."""
        wanted = peak_positions(0, size)
        peaks = f"{_HASHES} pos IN ({_marks(wanted)}) ORDER BY pos"
        return self.datastore.ask(self.connection, (_STATE, ()), *([(peaks, wanted)] if wanted else []))

    def state_and_peaks(self, answers: Answers) -> tuple[TrailState, Sequence[bytes]]:
        """What was asked for. Where hashes are missing there are fewer peaks than there should be."""
        [state], *peaks = answers()
        return _state_of(*state), [peak for found in peaks for _, peak in found]

    def hashes(self, positions: Sequence[int]) -> list[bytes]:
        """The stored hashes at some positions: a `HashReader`.

        Raises:
            MissingHash: one is not there.
        """
        if isinstance(positions, range) and positions.step == 1:
            found = self._select("pos >= ? AND pos < ?", (positions.start, positions.stop))
        else:
            found = self._select(f"pos IN ({_marks(positions)})", tuple(positions))
        if len(found) != len(positions):
            raise MissingHash(next(place for place in positions if place not in found))
        return [found[place] for place in positions]

    def keys(self) -> list[tuple[int, VerifierKey]]:
        """Every key that was ever in force, with the first entry that it vouches for."""
        rows = self.datastore.execute(self.connection, "SELECT since, verifier FROM signing_keys ORDER BY since")
        return [(since, parse_verifier_key(text)) for since, text in rows]

    def name_key(self, since: int, key: VerifierKey) -> None:
        """Let a key be in force, from the first entry that it vouches for."""
        sql = "INSERT INTO signing_keys (since, verifier) VALUES (?, ?)"
        self.datastore.execute(self.connection, sql, (since, key.text))

    def keep(self, first: int, hashes: Sequence[bytes], size: int, note: str) -> None:
        """Store hashes from position `first` on, and the checkpoint of the tree that they complete."""
        self.store(first, hashes)
        self.datastore.execute(self.connection, _INTO_CHECKPOINTS, (size, note))

    def store(self, first: int, hashes: Sequence[bytes]) -> None:
        """Store hashes, without a checkpoint yet."""
        if len(hashes) <= _FEW:
            self.datastore.insert(self.connection, "tree_hashes", ("pos", "hash"), list(enumerate(hashes, first)))
        else:
            self.datastore.execute(self.connection, _INTO_TREE, (len(hashes), first, b"".join(hashes)))

    def _select(self, condition: str, values: Sequence[object]) -> dict[int, bytes]:
        return dict(self.datastore.execute(self.connection, f"{_HASHES} {condition}", values))


def _state_of(verifier: str | None, last: int | None, size: int | None, note: str | None) -> TrailState:
    return TrailState(verifier or "", 0 if last is None else last + 1, size or 0, note or "")


def keep_cosignatures(datastore: Datastore, octets: bytes, witnesses: Sequence[VerifierKey]) -> list[str]:
    """Keep the lines of these witnesses on a checkpoint of the ledger; returns whose were new.

    Raises:
        NotOurs: the ledger has signed no such checkpoint.
        Untrusted: a line does not hold, or none is by any of the witnesses.
    """
    note = parse_note(octets)
    size = parse_checkpoint(note.body).size
    heard = verify_cosignatures(note, witnesses)
    by_key = {(line.name, line.key_id): line.line for line in note.signatures}
    new = []
    with datastore.write() as connection:
        stored = datastore.execute(connection, "SELECT note FROM checkpoints WHERE size = ?", (size,))
        if not stored or parse_note(stored[0][0]).body != note.body:
            raise NotOurs(size)
        kept = {
            line for (line,) in datastore.execute(connection, "SELECT line FROM cosignatures WHERE size = ?", (size,))
        }
        for cosignature in heard:
            line = by_key[cosignature.witness.name, cosignature.witness.key_id]
            if line not in kept:
                datastore.execute(connection, "INSERT INTO cosignatures (size, line) VALUES (?, ?)", (size, line))
                new.append(cosignature.witness.name)
    return new


def _marks(values: Sequence[object]) -> str:
    return ", ".join("?" * len(values))
