"""Sealing: every recording grows the tree and signs it, in the entries' own transaction.

In steps, once the entries are written and while their recorder holds the head row's lock:

1. Make their leaves. An entry that can have none is refused, in an unsealed ledger too, or it could never be sealed
   (other applications, which write what they like, are let through there).
2. Load the peaks of the stored tree and fold them to its root. It must be the root of the newest checkpoint, signed
   by the key in force, and that must cover every earlier entry; or somebody has changed the trail since.
3. The tree must begin with what this machine has seen of it (`high_water_mark`); or the database is an old one.
4. Append the leaves, store the hashes that this completes, sign the new root and store the signed note.

The note is given away only after the commit. One that was signed for a recording which then failed would be
proof of an entry that does not exist.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from ledger.audit.errors import KeyRequired, TrailChanged
from ledger.audit.leaf import new_leaf
from ledger.audit.signer import KeyFinder, Signer
from ledger.audit.trail_tables import Trail, TrailState
from ledger.database.datastore import Answers, Connection, Datastore
from ledger.entries.row import EntryRow
from ledger.refusals import Refusal
from ledger.store.recorder import Appended, Release, Told
from ledger.transparency.checkpoint import Checkpoint
from ledger.transparency.errors import AuditError
from ledger.transparency.keys import SigningKey, VerifierKey, parse_verifier_key
from ledger.transparency.tree import Peaks, extend, stored_count


class Sealing:
    """Takes part in recording into one ledger; does nothing but check the entries where the ledger names no key."""

    def __init__(
        self, datastore: Datastore, find_key: KeyFinder | None = None, *, only_what_can_be_sealed: bool = True
    ) -> None:
        self._datastore = datastore
        self._only_what_can_be_sealed = only_what_can_be_sealed
        self._find_key = find_key
        self._signer: Signer | None = None
        self._sealed_with = ""
        self._last_size = 0  # only for asking early; what is sealed is what the answer says
        self.restored = False
        """Whether a database older than the mark is accepted: only while an entry says that it was restored."""
        self.successor: SigningKey | None = None
        """The key that signs besides, and takes over: only while an entry hands over to it."""

    def ask(self, connection: Connection, count: int) -> Told:
        """Ask for the trail as it is, and for the peaks that are needed unless others have recorded meanwhile."""
        trail, size = Trail(self._datastore, connection), self._last_size
        return partial(self._seal, trail, size, trail.ask(size))

    def appended(self, connection: Connection, rows: Appended) -> Release | None:
        """Seal new entries.

        Raises:
            BadLeaf: one of them cannot be sealed.
            KeyRequired: the ledger names a key, and nobody gave it.
            TrailChanged, BehindMark: what is stored is not what was signed.
        """
        return self.ask(connection, len(rows))(rows)

    def _seal(self, trail: Trail, size: int, asked: Answers, rows: Appended) -> Release | None:
        # What was asked before the entries were written holds, unless another process has recorded since.
        before = rows[0].position - 1
        state, peaks = trail.state_and_peaks(asked if size == before else trail.ask(before))
        if not state.verifier and not self._only_what_can_be_sealed:
            return None
        leaves = [_leaf_of(row) for row in rows]
        if not state.verifier:
            return None
        signer = self.signer(state.verifier)
        tree, signed = trusted(signer, state, before, peaks)
        if signer.mark is not None and not self.restored:
            signer.mark.refuse_what_is_behind(signed, trail.hashes)
        hashes, grown = extend(tree, leaves)
        checkpoint = Checkpoint(signer.key.name, grown.size, grown.root)
        note = self._signed(signer, checkpoint)
        trail.keep(state.stored, hashes, grown.size, note)
        if self.successor is not None:
            trail.name_key(grown.size + 1, self.successor.verifier)
        # Called after the commit: only then is the note given away, and the mark moved.
        return lambda: self._release(signer, checkpoint, note)

    def signer(self, verifier: str) -> Signer:
        """The signer with the key that a ledger names; looked for once, and again when the key has changed.

        Raises:
            KeyRequired: no signer was given.
            WrongKey, BadKeyFile: the signer that was given has another key, or its key cannot be read.
        """
        if self._signer is None or self._sealed_with != verifier:
            if self._find_key is None:
                raise KeyRequired(verifier)
            self._signer, self._sealed_with = self._find_key(parse_verifier_key(verifier)), verifier
        return self._signer

    def close(self) -> None:
        """Write the high-water mark, which may lag behind by a second, into its file."""
        if self._signer is not None:
            self._signer.close()

    def _signed(self, signer: Signer, checkpoint: Checkpoint) -> str:
        return signer.signed(checkpoint, *([self.successor] if self.successor else []))

    def _release(self, signer: Signer, checkpoint: Checkpoint, note: str) -> None:
        if signer.mark is not None and self.restored:
            signer.mark.move_back(checkpoint, note)
        elif signer.mark is not None:
            signer.mark.advance(checkpoint, note)
        self.restored, self.successor = False, None
        self._last_size = checkpoint.size


def begin(datastore: Datastore, key: VerifierKey) -> None:
    """Name the key that seals a ledger in which nothing is recorded yet."""
    with datastore.write() as connection:
        Trail(datastore, connection).name_key(1, key)


def trusted(signer: Signer, state: TrailState, entries: int, peaks: Sequence[bytes]) -> tuple[Peaks, Checkpoint | None]:
    """The stored tree over so many entries, and the newest checkpoint, if that vouches for it.

    Raises:
        TrailChanged: it does not.
    """
    if state.size != entries:
        raise TrailChanged(min(state.size, entries), f"{entries} entries are recorded and {state.size} are signed for")
    if state.stored != stored_count(state.size):
        raise TrailChanged(state.size, f"the tree has {state.stored} hashes instead of {stored_count(state.size)}")
    if not entries:
        return Peaks(), None
    try:
        signed, tree = signer.opened(state.note), Peaks(entries, tuple(peaks))
    except AuditError as error:
        raise TrailChanged(entries, error.problem) from error
    if signed.size != entries or signed.root != tree.root:
        raise TrailChanged(entries, "its root is not the one that was signed")
    return tree, signed


def _leaf_of(row: EntryRow) -> bytes:
    try:
        return new_leaf(row)
    except Refusal as refusal:
        raise refusal.at(row.stream) from refusal.__cause__
