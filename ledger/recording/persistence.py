"""What the `eventsourcing` package makes recorders by: its PERSISTENCE_MODULE is ledger.recording.persistence."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final
from uuid import UUID

from eventsourcing.persistence import InfrastructureFactory, InfrastructureFactoryError
from eventsourcing.utils import Environment, EnvType, resolve_topic, strtobool

from ledger.audit.sealing import Sealing
from ledger.audit.signer import Signer
from ledger.store.connect import open
from ledger.store.eventsourcing.recorder import LedgerProcessRecorder, LedgerRecorder
from ledger.store.eventsourcing.snapshots import SnapshotRecorder
from ledger.store.eventsourcing.tracking import LedgerTrackingRecorder

URL: Final = "GOVLEDGER_URL"
"""The environment variable that names the ledger; the application's name may stand before it."""
KEY: Final = "GOVLEDGER_KEY"
"""The environment variable that names the file of its signing key, if it is sealed."""


class LedgerFactory(InfrastructureFactory[LedgerTrackingRecorder]):
    """Recorders on the ledger that the environment names; it has to be there already."""

    def __init__(self, env: Environment | EnvType | None) -> None:
        super().__init__(env)
        url = self.env.get(URL)
        if not url:
            raise InfrastructureFactoryError(f"no ledger is named; set {URL}")
        self.datastore = open(url)
        self._seals: list[Sealing] = []

    def aggregate_recorder(self, purpose: str = "events") -> SnapshotRecorder:
        """A recorder for snapshots."""
        recorder = SnapshotRecorder(self.datastore, purpose)
        if strtobool(self.env.get("CREATE_TABLE", "yes")):
            recorder.create_table()
        return recorder

    def application_recorder(self) -> LedgerRecorder:
        """A recorder on the log."""
        return LedgerRecorder(self.datastore, [self._sealing()], self._identify)

    def tracking_recorder(
        self, tracking_recorder_class: type[LedgerTrackingRecorder] | None = None
    ) -> LedgerTrackingRecorder:
        """A recorder for a reader that keeps tables of its own."""
        topic = self.env.get(self.TRACKING_RECORDER_TOPIC)
        made = tracking_recorder_class or (resolve_topic(topic) if topic else LedgerTrackingRecorder)
        recorder = made(self.datastore, self.env.name)
        assert isinstance(recorder, LedgerTrackingRecorder)
        return recorder

    def process_recorder(self) -> LedgerProcessRecorder:
        """A recorder whose entries follow from those of another log."""
        return LedgerProcessRecorder(self.datastore, self.env.name, [self._sealing()], self._identify)

    def close(self) -> None:
        """Give back every connection, and note outside the database how far the ledger has come."""
        self.datastore.close()
        for sealing in self._seals:
            sealing.close()

    def _sealing(self) -> Sealing:
        """What seals a recorder's entries; in a ledger that names a key it needs the file that KEY says."""
        file = self.env.get(KEY)
        find_key = (lambda wanted: Signer.in_file(Path(file)).for_key(wanted)) if file else None
        sealing = Sealing(self.datastore, find_key, only_what_can_be_sealed=False)
        self._seals.append(sealing)
        return sealing

    @property
    def _identify(self) -> Callable[[str], UUID | str]:
        return identify_by_uuid if self.env.get("ORIGINATOR_ID_TYPE", "text") == "uuid" else str


def identify_by_uuid(stream: str) -> UUID | str:
    """The id of a stream for applications whose ids are UUIDs; those of a ledger are texts."""
    return UUID(stream)
