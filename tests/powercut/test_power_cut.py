"""The power goes right after a receipt: what the disk was never told to keep is gone, and no acknowledged entry is.

`powercut.c` is loaded before the clerk, or the server, and keeps what a disk would hold. At each receipt that is opened
as after a cut: the entry is there, the ledger verifies, and the high-water mark is not ahead of it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest

from ledger import store
from ledger.audit.sealing import begin
from ledger.audit.signer import Signer
from ledger.audit.verification import Trust, verify
from ledger.store import Log
from ledger.transparency.policy import Policy
from projections import ALL, Projector
from projections.engine.comparison import differences, reach
from tests.audit.sealed import key_in
from tests.failover.cluster import alone

HOUSE = Path(__file__).parents[2]
SOAK = os.environ.get("GOVLEDGER_SOAK") == "1"
RECEIPTS = 1_000 if SOAK else 20
SETTINGS = "checkpoint_timeout = 1h\nwal_sync_method = fdatasync\nautovacuum = off\n"


@pytest.fixture(scope="session")
def layer(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The layer that drops what was not synced."""
    if not sys.platform.startswith("linux") or not shutil.which("gcc"):
        pytest.skip("dropping what was not synced needs Linux and gcc")
    made = tmp_path_factory.mktemp("layer") / "powercut.so"
    subprocess.run(
        ["gcc", "-O2", "-shared", "-fPIC", "-o", made, Path(__file__).parent / "powercut.c", "-ldl"], check=True
    )
    made.chmod(0o755)
    return made


@pytest.fixture
def signer(tmp_path: Path) -> Signer:
    return key_in(tmp_path)


def layered(layer: Path, live: Path, disk: Path) -> dict[str, str]:
    return {**os.environ, "LD_PRELOAD": str(layer), "POWERCUT_LIVE": str(live), "POWERCUT_DISK": str(disk)}


@contextmanager
def clerk(url: str, key: Path, env: dict[str, str] | None = None) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-m", "tests.powercut.clerk", url, str(key)]
    pipe: Any = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, cwd=HOUSE, env=env) as process:
        try:
            yield process
        finally:
            process.kill()


def receipt(process: subprocess.Popen[str]) -> int:
    """Have the clerk record once more, and wait for the receipt."""
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write("\n")
    process.stdin.flush()
    return int(process.stdout.readline())


def found_after_cut(url: str, signer: Signer, key: Path) -> int:
    """How many entries there are, once the ledger has been found sound."""
    with closing(store.open(url)) as datastore:
        report = verify(
            datastore,
            Trust(Policy.trusting(signer.key.verifier), "the key that was written down"),
            besides=lambda: [*reach(datastore), *differences(datastore)],
        )
        assert report.wrong == ()
        mark = Signer.in_file(key).mark
        assert mark is not None
        assert mark.seen is None or mark.seen.size <= report.entries
        return Log(datastore).last_position()


def made(url: str, signer: Signer) -> None:
    with closing(store.create(url)) as datastore:
        begin(datastore, signer.key.verifier)
        Projector(datastore, ALL).catch_up()


@pytest.mark.soak
def test_no_receipt_outlives_its_entry_when_the_power_goes_from_a_file(
    layer: Path, signer: Signer, tmp_path: Path
) -> None:
    assert signer.path is not None
    live, disk, after = tmp_path / "live", tmp_path / "disk", tmp_path / "after"
    live.mkdir()
    made(f"sqlite:///{live / 'ledger.db'}", signer)
    shutil.copytree(signer.path.parent, live / "keys")
    shutil.copytree(live, disk)

    lost = []
    with clerk(f"sqlite:///{live / 'ledger.db'}", live / "keys" / "board.key", layered(layer, live, disk)) as process:
        for _ in range(RECEIPTS):
            told = receipt(process)
            shutil.copytree(disk, after)
            found = found_after_cut(f"sqlite:///{after / 'ledger.db'}", signer, after / "keys" / "board.key")
            lost += [told] if found < told else []
            shutil.rmtree(after)

    assert told == RECEIPTS
    assert lost == []


def test_the_layer_does_drop_what_was_not_synced(layer: Path, tmp_path: Path) -> None:
    live, disk = tmp_path / "live", tmp_path / "disk"
    live.mkdir()
    program = (
        "import os\n"
        "file = open('kept', 'w'); file.write('kept'); file.flush(); os.fsync(file.fileno())\n"
        "file.write(' and lost'); file.flush(); os.replace('kept', 'renamed')\n"
        "open('never synced', 'w').write('lost')\n"
    )

    subprocess.run([sys.executable, "-c", program], cwd=live, env=layered(layer, live, disk), check=True)

    assert {each.name: each.read_text() for each in disk.iterdir()} == {"renamed": "kept"}


@pytest.mark.soak
def test_no_receipt_outlives_its_entry_when_the_power_goes_from_a_server(layer: Path, signer: Signer) -> None:
    assert signer.path is not None
    together, lost = 10, []
    with alone(SETTINGS, "--wal-segsize=1") as server:
        disk = server.folder / "disk"
        server.stop()
        server.copy(server.data, disk)
        server.start(layered(Path(shutil.copy(layer, server.folder)), server.data, disk))
        server.make_database()
        made(server.address, signer)
        with clerk(server.address, signer.path) as process:
            for _ in range(RECEIPTS // together):
                told = [receipt(process) for _ in range(together)]
                with server.after_cut(disk) as url:
                    found = found_after_cut(url, signer, signer.path)
                lost += [each for each in told if each > found]

    assert told[-1] == RECEIPTS
    assert lost == []
