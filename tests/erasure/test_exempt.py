"""What a public answer costs: what is exempt in a ledger, and not what is in it."""

from __future__ import annotations

from ledger.audit.verification.indexes import storage
from ledger.database.datastore import Datastore
from ledger.erasure.exempt import MAKES_EXEMPT, exempt_entries
from ledger.store import LedgerRecorder
from tests.store.statements import established, stored

_PLAN = f"SELECT stream FROM entries WHERE {MAKES_EXEMPT}"


def plan(datastore: Datastore) -> str:
    """How the database goes about finding the streams in which anything is exempt."""
    with datastore.read(as_one=True) as connection:
        if datastore.backend == "sqlite":
            return str(datastore.execute(connection, f"EXPLAIN QUERY PLAN {_PLAN}"))
        datastore.execute(connection, "SET LOCAL enable_seqscan = off")
        return str(datastore.execute(connection, f"EXPLAIN {_PLAN}"))


def test_what_is_exempt_is_found_by_an_index_that_holds_nothing_else(datastore: Datastore) -> None:
    recorder = LedgerRecorder(datastore)
    recorder.insert_events([stored(established(f"board-{number}")) for number in range(40)])
    recorder.insert_events([stored(established("hwb", visibility="exempt: paragraph 3"))])

    assert "entries_exempt" in plan(datastore)
    assert exempt_entries(datastore) == {41: "exempt: paragraph 3"}


def test_verifying_reads_that_index_through_like_any_other(datastore: Datastore) -> None:
    LedgerRecorder(datastore).insert_events([stored(established("hwb", visibility="exempt: paragraph 3"))])

    assert storage(datastore) == []
