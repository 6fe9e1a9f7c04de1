"""What the `eventsourcing` package asks of a store: recorders, mapper, subscriptions, snapshots and readers' positions.

Its own suites are run on all of it, on both databases (`tests/store/test_contracts.py`), so that whoever knows the
package can put a ledger under an application of theirs. What this project itself needs is the recording in
`ledger.store.recorder` and the reading in `ledger.store.log`.
"""
