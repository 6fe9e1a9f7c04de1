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

from benchmarks import append, late, memory, pages, question, read, rebuild, register, sealing, start, verify
from benchmarks.databases import Place, places
from benchmarks.measuring import Comparison, Figure, Result, Scale

Measure: TypeAlias = Callable[[Place, Scale], Iterator[Result]]
MEASUREMENTS: Final[Mapping[str, Measure]] = {
    "append": append.measure,
    "sealing": sealing.measure,
    "read": read.measure,
    "rebuild": rebuild.measure,
    "question": question.measure,
    "pages": pages.measure,
    "memory": memory.measure,
    "verify": verify.measure,
    "register": register.measure,
    "start": start.measure,
    "late": late.measure,
}
DATABASES: Final = ("sqlite", "postgresql")
SIZES: Final = (10_000, 100_000, 1_000_000)


def main() -> None:
    """Measure what is asked for, and print it."""
    asked = _arguments()
    scale = Scale(asked.rounds, tuple(asked.sizes))
    with places(asked.databases) as found:
        results = [
            result
            for place in found
            for name in asked.measurements
            for result in _told(MEASUREMENTS[name](place, scale))
        ]
    for kind in (Comparison, Figure):
        rows = [result.row() for result in results if isinstance(result, kind)]
        if rows:
            print(tabulate(rows, headers="keys", disable_numparse=True), end="\n\n")
    if asked.json:
        report = {**_machine(), "sizes": asked.sizes, "results": [result.as_json() for result in results]}
        asked.json.write_text(json.dumps(report, indent=2) + "\n")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("measurements", nargs="*", default=list(MEASUREMENTS), metavar="MEASUREMENT")
    parser.add_argument("--databases", nargs="+", choices=DATABASES, default=list(DATABASES))
    parser.add_argument("--rounds", type=int, default=7, help="how often both sides work in turns")
    parser.add_argument("--sizes", nargs="+", type=int, default=list(SIZES), help="entries of the ledgers")
    parser.add_argument("--json", type=Path, help="also write the report to this file")
    asked = parser.parse_args()
    if unknown := set(asked.measurements) - set(MEASUREMENTS):
        parser.error(f"no measurement '{sorted(unknown)[0]}'; there are {', '.join(MEASUREMENTS)}")
    return asked


def _told(results: Iterator[Result]) -> Iterator[Result]:
    for result in results:
        print(*(cell for cell in result.row().values() if cell), sep="; ", file=sys.stderr)
        yield result


def _machine() -> dict[str, str]:
    return {
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
        "machine": f"{platform.machine()}, {platform.system()}",
    }


if __name__ == "__main__":
    main()
