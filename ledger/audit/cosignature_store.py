"""Taking in what witnesses said of the ledger's own checkpoints."""

from __future__ import annotations

from collections.abc import Sequence

from ledger.store import Datastore
from ledger.transparency.checkpoint import parse_checkpoint
from ledger.transparency.cosignature import verify_cosignatures
from ledger.transparency.keys import VerifierKey
from ledger.transparency.note import parse_note
from ledger.transparency.sealing_errors import NotOurs


def take_in(datastore: Datastore, octets: bytes, witnesses: Sequence[VerifierKey]) -> list[str]:
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
