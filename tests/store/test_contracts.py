"""The suites that the `eventsourcing` package exports for its own recorders, run on ours, on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from unittest import TestCase

import pytest
from eventsourcing.persistence import Tracking
from eventsourcing.tests import application, persistence, projection
from eventsourcing.utils import Environment

from ledger import store
from ledger.recording.persistence import URL, LedgerFactory, identify_by_uuid
from ledger.store import Datastore, LedgerProcessRecorder, LedgerRecorder, LedgerTrackingRecorder
from ledger.store.eventsourcing.snapshots import SnapshotRecorder


class OnALedger:
    """Gives each test of a suite two new ledgers, and an environment that names them."""

    LEDGERS: str

    @pytest.fixture(autouse=True)
    def _new_ledgers(self, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
        ledgers = request.getfixturevalue(self.LEDGERS)
        self.variables = {
            "PERSISTENCE_MODULE": "ledger.recording.persistence",
            "ORIGINATOR_ID_TYPE": "uuid",
            URL: ledgers(),
            f"COUNTERS_{URL}": ledgers(),
        }
        for name, value in self.variables.items():
            monkeypatch.setenv(name, value)
        self.opened: list[Datastore] = []
        yield
        for datastore in self.opened:
            datastore.close()

    def datastore(self) -> Datastore:
        self.opened.append(store.open(self.variables[URL]))
        return self.opened[-1]


def on_both_databases(suite: type[OnALedger]) -> type[OnALedger]:
    """Have a suite collected twice: pytest cannot give parameters to the tests of a TestCase."""
    for database in ("sqlite", "postgres"):
        name = f"Test{suite.__name__}On{database.title()}"
        globals()[name] = type(name, (suite, *SUITES[suite.__name__]), {"LEDGERS": f"{database}_ledgers"})
    return suite


SUITES: dict[str, tuple[type[TestCase], ...]] = {
    "Snapshots": (persistence.AggregateRecorderTestCase,),
    "Recorder": (persistence.ApplicationRecorderTestCase,),
    "Positions": (persistence.NonInterleavingNotificationIDsBaseCase,),
    "Tracked": (persistence.TrackingRecorderTestCase,),
    "Process": (persistence.ProcessRecorderTestCase,),
    "Factory": (persistence.InfrastructureFactoryTestCase,),
    "Counters": (projection.EventCountersViewTestCase,),
    "Projection": (projection.AggregateEventCountersProjectionTestCase,),
    "EventSourcedProjection": (projection.EventSourcedProjectionTestCase,),
    "BankAccounts": (application.ExampleApplicationTestCase,),
}


class CountersView(LedgerTrackingRecorder, projection.EventCountersView):
    """Two counters in a table, as a projection would keep them."""

    def __init__(self, datastore: Datastore, reader: str = "") -> None:
        super().__init__(datastore, reader)
        with datastore.write() as connection:
            datastore.execute(connection, "CREATE TABLE IF NOT EXISTS counters (name TEXT PRIMARY KEY, n BIGINT)")

    def get_created_event_counter(self) -> int:
        return self._count("created")

    def get_subsequent_event_counter(self) -> int:
        return self._count("subsequent")

    def incr_created_event_counter(self, tracking: Tracking) -> None:
        self._add_one("created", tracking)

    def incr_subsequent_event_counter(self, tracking: Tracking) -> None:
        self._add_one("subsequent", tracking)

    def _count(self, name: str) -> int:
        with self.datastore.read() as connection:
            found = self.datastore.execute(connection, "SELECT n FROM counters WHERE name = ?", (name,))
        return found[0][0] if found else 0

    def _add_one(self, name: str, tracking: Tracking) -> None:
        add = "INSERT INTO counters VALUES (?, 1) ON CONFLICT (name) DO UPDATE SET n = counters.n + 1"
        with self.datastore.write() as connection:
            self.track(connection, tracking)
            self.datastore.execute(connection, add, (name,))


@on_both_databases
class Snapshots(OnALedger):
    def create_recorder(self) -> SnapshotRecorder:
        recorder = SnapshotRecorder(self.datastore())
        recorder.create_table()
        return recorder


@on_both_databases
class Recorder(OnALedger):
    def create_recorder(self) -> LedgerRecorder:
        return LedgerRecorder(self.datastore(), identify=identify_by_uuid)

    def test_insert_subscribe(self) -> None:
        self.optional_test_insert_subscribe()  # type: ignore[attr-defined]


@on_both_databases
class Positions(OnALedger):
    def create_recorder(self) -> LedgerRecorder:
        return LedgerRecorder(self.datastore(), identify=identify_by_uuid)


@on_both_databases
class Tracked(OnALedger):
    def create_recorder(self) -> LedgerTrackingRecorder:
        return LedgerTrackingRecorder(self.datastore())


@on_both_databases
class Process(OnALedger):
    def create_recorder(self) -> LedgerProcessRecorder:
        return LedgerProcessRecorder(self.datastore(), identify=identify_by_uuid)


@on_both_databases
class Factory(OnALedger):
    def setUp(self) -> None:
        self.env = Environment(env=self.variables)
        super().setUp()  # type: ignore[misc]

    def expected_factory_class(self) -> type[LedgerFactory]:
        return LedgerFactory

    def expected_aggregate_recorder_class(self) -> type[SnapshotRecorder]:
        return SnapshotRecorder

    def expected_application_recorder_class(self) -> type[LedgerRecorder]:
        return LedgerRecorder

    def expected_tracking_recorder_class(self) -> type[LedgerTrackingRecorder]:
        return LedgerTrackingRecorder

    def tracking_recorder_subclass(self) -> type[LedgerTrackingRecorder]:
        return CountersView

    def expected_process_recorder_class(self) -> type[LedgerProcessRecorder]:
        return LedgerProcessRecorder


@on_both_databases
class Counters(OnALedger):
    def construct_event_counters_view(self) -> CountersView:
        return CountersView(self.datastore())


@on_both_databases
class Projection(OnALedger):
    view_class: Any = CountersView

    def setUp(self) -> None:
        self.env = self.variables


@on_both_databases
class EventSourcedProjection(OnALedger):
    def setUp(self) -> None:
        self.env = self.variables


@on_both_databases
class BankAccounts(OnALedger):
    expected_factory_topic = "ledger.recording.persistence:LedgerFactory"
