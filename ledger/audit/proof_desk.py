"""What a ledger hands out of its trail: checkpoints, receipts, proofs that it has only grown, bundles.

Everything is made for the newest signed checkpoint, with the witnesses' lines that the ledger keeps, from one
state of the database; and it is proven here before it is handed out.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self

from ledger.audit.bundle import DISCLOSED, disclosed_lines, write_bundle
from ledger.audit.errors import NothingSigned
from ledger.audit.leaf import leaf_of
from ledger.audit.trail_tables import Trail
from ledger.erasure.exempt import exempt_entries
from ledger.refusals import NoSuchEntry
from ledger.store import Datastore, Log
from ledger.transparency.checkpoint import Checkpoint, parse_checkpoint
from ledger.transparency.consistency_proof import ConsistencyProof
from ledger.transparency.errors import BadRange
from ledger.transparency.merkle_proofs import check_consistency, check_inclusion, consistency_path, inclusion_path
from ledger.transparency.note import Note, parse_note, parse_signature
from ledger.transparency.policy import Policy, TrustedLog
from ledger.transparency.proof import Receipt
from ledger.transparency.tree import HashReader, leaf_hash

POLICY: Final = "policy"
OLD: Final = "old"


@dataclass(frozen=True)
class ProofDesk:
    """Hands out proofs under one signed checkpoint."""

    datastore: Datastore
    note: Note
    read: HashReader

    @classmethod
    @contextmanager
    def of(cls, datastore: Datastore) -> Iterator[Self]:
        """The office at the newest checkpoint, with its cosignatures.

        Raises:
            NothingSigned: nothing is signed.
        """
        with datastore.read() as connection:
            trail = Trail(datastore, connection)
            state = trail.state()
            if not state.note:
                raise NothingSigned()
            lines = datastore.execute(connection, "SELECT line FROM cosignatures WHERE size = ?", (state.size,))
            note = parse_note(state.note).signed_by(*(parse_signature(line.rstrip("\n")) for (line,) in lines))
            yield cls(datastore, note, trail.hashes)

    @property
    def head(self) -> Checkpoint:
        """The tree head that was signed."""
        return parse_checkpoint(self.note.body)

    def leaf(self, position: int) -> bytes:
        """The octets of an entry that the tree hashes.

        Raises:
            NoSuchEntry: nothing is signed under that number.
        """
        if not 1 <= position <= self.head.size:
            raise NoSuchEntry(position, self.head.size)
        row = next(Log(self.datastore).rows(after=position - 1, upto=position, limit=1), None)
        if row is None:
            raise NoSuchEntry(position, self.head.size)
        return leaf_of(row)

    def receipt(self, position: int, *, with_entry: bool = True) -> Receipt:
        """The proof that an entry is in the ledger, with the entry itself so that nothing else is needed to check it.

        Raises:
            NoSuchEntry: nothing is signed under that number.
            NotProven: the entry is not what was hashed into the tree.
        """
        leaf, head = self.leaf(position), self.head
        path = inclusion_path(position - 1, head.size, self.read)
        check_inclusion(position - 1, head.size, leaf_hash(leaf), path, head.root)
        return Receipt(position - 1, path, self.note, leaf if with_entry else b"")

    def withheld(self, position: int) -> str:
        """Why an entry is exempt from publication; '' where it is not."""
        return exempt_entries(self.datastore).get(position, "")

    def consistency_proof(self, old: Checkpoint) -> ConsistencyProof:
        """The proof that this checkpoint's tree begins with an older one's.

        Raises:
            BadRange: that one is of more entries.
            NotProven: it does not.
        """
        head = self.head
        if old.size > head.size:
            raise BadRange(
                f"the checkpoint covers {old.size} entries, and the ledger has {head.size}",
                "verify the ledger against it: entries were taken away, or it is another ledger's",
            )
        path = consistency_path(old.size, head.size, self.read)
        check_consistency(old.size, head.size, old.root, head.root, path)
        return ConsistencyProof(old.size, path, self.note)

    def bundle(self, folder: Path, *, public: bool = False) -> Checkpoint:
        """Write the bundle with which anybody can check the ledger offline: see `bundle`.

        One for the `public` discloses none of the texts that are kept apart from entries, since nobody can call it
        back, and has of an exempt entry only the hash and the reason. Of any other only its owner may read the files.

        Raises:
            BadBundle: the folder is not empty, or an entry is not what was hashed into the tree.
        """
        rows = Log(self.datastore).rows(upto=self.head.size)
        extra = dict(self._extra())
        if not public and (lines := disclosed_lines(self._disclosures())):
            extra[DISCLOSED] = lines
        withheld = exempt_entries(self.datastore) if public else {}
        leaves = map(leaf_of, rows)
        return write_bundle(folder, leaves, self.read, self.note, extra, withheld=withheld, private=not public)

    def _disclosures(self) -> Iterator[tuple[int, str]]:
        """Every text that is there of the entries that the tree covers, with its entry."""
        sql = "SELECT entry, disclosure FROM disclosures WHERE entry <= ? ORDER BY entry, digest"
        with self.datastore.read() as connection:
            found = self.datastore.execute(connection, sql, (self.head.size,))
        return ((entry, encoded) for entry, encoded in found)

    def _extra(self) -> Iterator[tuple[str, bytes]]:
        """The ledger's keys as a policy, and older checkpoints that witnesses have cosigned."""
        with self.datastore.read() as connection:
            named = Trail(self.datastore, connection).keys()
            cosigned = self.datastore.execute(
                connection,
                "SELECT k.size, k.note, c.line FROM checkpoints AS k JOIN cosignatures AS c ON c.size = k.size "
                "WHERE k.size < ? ORDER BY k.size, c.line",
                (self.head.size,),
            )
        yield POLICY, Policy(tuple(TrustedLog(key) for _, key in named)).text.encode()
        notes: dict[int, Note] = {}
        for size, text, line in cosigned:
            notes[size] = notes.get(size, parse_note(text)).signed_by(parse_signature(line.rstrip("\n")))
        for size, note in notes.items():
            yield f"{OLD}/{size}.checkpoint", note.text.encode()
