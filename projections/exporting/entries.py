"""The log as JSON Lines: each line is an entry with its whole envelope, exactly the octets that the audit trail hashes.

So a line can be held against a receipt or a checkpoint with anybody's tools, and `govledger import entries` reads
the file into another ledger, which gives the entries its own positions and recorded times.
"""

from __future__ import annotations

from collections.abc import Iterator

from ledger.audit.entry_leaf import leaf_of
from ledger.store import Log
from projections.exporting.exempt import Public
from projections.register import Register


def entries(register: Register, public: Public) -> Iterator[bytes]:
    """The lines of the entries known at the register's position, in the order of the log."""
    for row in Log(register.datastore).rows(upto=register.known_at):
        if public.passes(row.position):
            yield leaf_of(row) + b"\n"
