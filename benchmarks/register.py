"""A real register: the council information system of Karlsruhe, imported into a sealed ledger by a process of its own.

It is measured where the archive lies in `../shared/data`, and passed over, with a word, where it does not.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from benchmarks.databases import Place
from benchmarks.measuring import Figure, Result, Scale

ARCHIVE: Final = Path(__file__).parents[2] / "shared" / "data" / "karlsruhe_oparl.tar.xz"
_TENTHS: Final = 10
_IMPORT: Final = """
import json, sys, time
from pathlib import Path
from itertools import pairwise
from ledger.recording.ledger import Ledger
from ledger.transparency.keys import SigningKey
from ledger.audit.signer import Signer
from ledger.imports import reader_for, run
from projections import ALL, Projector

source, url, key = sys.argv[1:]
signer = Signer.make(Path(key), SigningKey.generate("localhost/register"))
with Ledger.create(url, recorder="import", signer=signer) as ledger:
    paces = []
    def progress(done, total):
        paces.append((ledger.book.last_position(), time.process_time()))
    tally = run(reader_for("oparl", Path(source), ""), ledger, progress=progress)
    Projector(ledger.datastore, ALL).catch_up()
rates = [(b[0] - a[0]) / (b[1] - a[1]) for a, b in pairwise(paces) if b[0] > a[0]]
(peak,) = [line.split()[1] for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM")]
print(json.dumps({"recorded": tally.recorded, "rates": rates, "seconds": paces[-1][1], "peak": int(peak) / 1024}))
"""


def measure(place: Place, scale: Scale) -> Iterator[Result]:
    """How many entries, how fast, how much memory, and whether the last tenth is as fast as the first."""
    if not ARCHIVE.exists():
        print(
            f"{place.name}: the register is not measured: there is no {ARCHIVE.name} in ../shared/data", file=sys.stderr
        )
        return
    with TemporaryDirectory(prefix="govledger-register-") as folder:
        words = [sys.executable, "-c", _IMPORT, str(ARCHIVE), place.new_url(), f"{folder}/register.key"]
        told = json.loads(subprocess.run(words, check=True, capture_output=True, text=True).stdout)
    share = max(1, len(told["rates"]) // _TENTHS)
    first, last = (sum(part) / share for part in (told["rates"][:share], told["rates"][-share:]))
    what = "import of the Karlsruhe register"
    yield Figure(f"{what}: entries", place.name, told["recorded"], "entries")
    yield Figure(f"{what}: pace", place.name, told["recorded"] / told["seconds"], "entries/s of processor time")
    yield Figure(f"{what}: last tenth against first", place.name, last / first, "times as fast", at_least=0.8)
    yield Figure(f"{what}: peak memory", place.name, told["peak"], "MiB", at_most=300.0)
