"""`python -m benchmarks`: every measurement on both databases, as a table, and as JSON where asked."""

from __future__ import annotations

import argparse
import json
import platform
import sqlite3
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Final, TypeAlias

from tabulate import tabulate

from benchmarks import append, read
from benchmarks.databases import Place, places
from benchmarks.measuring import Comparison

Measure: TypeAlias = Callable[[Place, int], Iterator[Comparison]]
MEASUREMENTS: Final[Mapping[str, Measure]] = {"append": append.measure, "read": read.measure}
DATABASES: Final = ("sqlite", "postgresql")


def main() -> None:
    """Measure what is asked for, and print it."""
    asked = _arguments()
    with places(asked.databases) as found:
        comparisons = [
            comparison
            for place in found
            for name in asked.measurements
            for comparison in _told(MEASUREMENTS[name](place, asked.rounds))
        ]
    print(tabulate([comparison.row() for comparison in comparisons], headers="keys", disable_numparse=True))
    if asked.json:
        report = {**_machine(), "comparisons": [comparison.as_json() for comparison in comparisons]}
        asked.json.write_text(json.dumps(report, indent=2) + "\n")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("measurements", nargs="*", default=list(MEASUREMENTS), metavar="MEASUREMENT")
    parser.add_argument("--databases", nargs="+", choices=DATABASES, default=list(DATABASES))
    parser.add_argument("--rounds", type=int, default=7, help="how often both sides work in turns")
    parser.add_argument("--json", type=Path, help="also write the report to this file")
    asked = parser.parse_args()
    if unknown := set(asked.measurements) - set(MEASUREMENTS):
        parser.error(f"no measurement '{sorted(unknown)[0]}'; there are {', '.join(MEASUREMENTS)}")
    return asked


def _told(comparisons: Iterator[Comparison]) -> Iterator[Comparison]:
    for comparison in comparisons:
        print(f"{comparison.database}: {comparison.what}: {comparison.ratio:.2f}", file=sys.stderr)
        yield comparison


def _machine() -> dict[str, str]:
    return {
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
        "machine": f"{platform.machine()}, {platform.system()}",
    }


if __name__ == "__main__":
    main()
