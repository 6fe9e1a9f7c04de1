"""Memory: the peak of a process of its own that rebuilds all projections of the largest ledger."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from typing import Final

from benchmarks.databases import Place
from benchmarks.measuring import Figure, Result, Scale

_REBUILD: Final = """
import sys
from pathlib import Path
from ledger import store
from projections import ALL, Projector
Projector(store.open(sys.argv[1]), ALL).rebuild()
(peak,) = [line.split()[1] for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM")]
print(peak)
"""


def measure(place: Place, scale: Scale) -> Iterator[Result]:
    """A rebuild of every size: memory must not grow as the log does."""
    for size in scale.sizes:
        place.filled(size)
        ran = subprocess.run(
            [sys.executable, "-c", _REBUILD, place.url_of(size)], check=True, capture_output=True, text=True
        )
        peak = int(ran.stdout) / 1024  # of that process alone: what `getrusage` says may be of the one that began it
        yield Figure(f"peak memory of a rebuild at {size:,}", place.name, peak, "MiB", at_most=500.0)
