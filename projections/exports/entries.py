"""The log as JSON Lines: each line is an entry with its whole envelope, exactly the octets that the audit trail hashes.

So a line can be held against a receipt or a checkpoint with anybody's tools, and `govledger import entries` reads
the file into another ledger, which gives the entries its own positions and recorded times.

A text that is kept apart from an entry follows it on a line of its own, as the salted disclosure that the entry's
digest is of; what has been erased has none.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from ledger.audit.leaf import leaf_of
from ledger.entries.disclosures import digests_in, read
from ledger.erasure.disclosure_table import letters_of
from ledger.store import EntryRow, Log
from projections.engine.register import Register
from projections.exports.exempt import Public


def entries(register: Register, public: Public) -> Iterator[bytes]:
    """The lines of the entries known at the register's position, in the order of the log."""
    for row in Log(register.datastore).rows(upto=register.known_at):
        if public.passes(row.position):
            yield leaf_of(row) + b"\n"
            yield from _disclosures(row, register)


def _disclosures(row: EntryRow, register: Register) -> Iterator[bytes]:
    if digests := digests_in(f"{row.body}{row.source}{row.note}{row.extensions}"):
        for encoded in sorted(letters_of(register.datastore, digests)):
            yield (
                msgspec.json.encode({"disclosure": encoded, "entry": row.position, "text": read(encoded).value}) + b"\n"
            )
