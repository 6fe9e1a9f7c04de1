"""Reports of imports: what was left out of the ledger and why, for whoever has to mend the source."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType
from typing import IO, Final, NamedTuple, TypeAlias

import msgspec

from ledger.csv_cells import cell
from ledger.refusals import Refusal


class Left(NamedTuple):
    """Something that was left out; `what` is "refused", "contradicts", "kept" or "vanished", the rest why and where."""

    what: str
    problem: str
    remedy: str = ""
    place: str = ""


class ImportReport:
    """Keeps what was left out, and at the end the sums; this one keeps nothing."""

    def afresh(self) -> None:
        """Forget what was written: the source is read once more."""

    def left(self, left: Left) -> None:
        """Keep one thing that was left out."""

    def sums(self, sums: Mapping[str, object]) -> None:
        """Keep the sums, by name."""


class _Written(ImportReport):
    """A report that is written to a file, and is there as far as the import has come."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._begin()

    def afresh(self) -> None:
        """Begin the file anew."""
        self._stream.seek(0)
        self._stream.truncate()
        self._begin()

    def _begin(self) -> None:
        """Write what stands above everything else."""

    def _write(self, line: bytes) -> None:
        self._stream.write(line)
        self._stream.flush()


class JsonLines(_Written):
    """One object a line: `{"refused": ..., "remedy": ..., "place": ...}`, at the end `{"sums": {...}}`."""

    def left(self, left: Left) -> None:
        """A line for one thing that was left out."""
        line = {left.what: left.problem, "remedy": left.remedy, "place": left.place}
        self._write(msgspec.json.encode(line) + b"\n")

    def sums(self, sums: Mapping[str, object]) -> None:
        """The last line."""
        self._write(msgspec.json.encode({"sums": sums}) + b"\n")


class Csv(_Written):
    """A table for a spreadsheet: what, place, problem, remedy; its last rows are sums."""

    def _begin(self) -> None:
        self._row("what", "place", "problem", "remedy")

    def left(self, left: Left) -> None:
        """A row for one thing that was left out."""
        self._row(left.what, left.place, left.problem, left.remedy)

    def sums(self, sums: Mapping[str, object]) -> None:
        """A row for each sum; those of many parts have a row for each part."""
        for name, value in sums.items():
            parts = value.items() if isinstance(value, Mapping) else [("", value)]
            for part, count in parts:
                self._row("sum", f"{name}: {part}" if part else name, count, "")

    def _row(self, *values: object) -> None:
        text = io.StringIO()
        csv.writer(text).writerow([cell(str(value)) for value in values])
        self._write(text.getvalue().encode())


ReportForm: TypeAlias = Callable[[IO[bytes]], ImportReport]
FORMS: Final[Mapping[str, ReportForm]] = MappingProxyType({".csv": Csv, ".jsonl": JsonLines, ".json": JsonLines})
"""The form of a report, by the end of its file's name."""


@contextmanager
def report_to(path: Path | None, others: Mapping[str, ReportForm] = MappingProxyType({})) -> Iterator[ImportReport]:
    """A report in a file; without a path one that keeps nothing. `others` are forms besides those of here.

    Raises:
        Refusal: the file's name tells no form, or it cannot be written.
    """
    if path is None:
        yield ImportReport()
        return
    forms = {**FORMS, **others}
    form = forms.get(path.suffix.lower())
    if form is None:
        raise Refusal(f"'{path}' tells no form of report", f"let its name end in {' or '.join(forms)}")
    try:
        stream = path.open("wb")
    except OSError as failed:
        raise Refusal(f"cannot write '{path}': {failed.strerror}", "name a file that can be written") from failed
    with stream:
        yield form(stream)
