"""Records of a CSV file, with a bound on each; a quoted value may hold line breaks."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

from ledger.imports.files import LONGEST, CutOff, Line, lines, opened
from ledger.imports.items import Progress, Unfit, unfit

_MOST_LINES: Final = 1_000
"""Lines that one record may have; beyond, a quotation mark was never closed."""
_OTHER_ENCODINGS: Final = (b"\xff\xfe", b"\xfe\xff")
csv.field_size_limit(LONGEST)


class Row(NamedTuple):
    """The values of a record by the names in the header; `place` is the file and the line where it begins."""

    place: str
    values: dict[str, str]


def rows(path: Path, progress: Progress) -> Iterator[Row | Unfit]:
    """The records of a file after its header; what cannot be read is refused by its line.

    Raises:
        Refusal: the file is not there.
    """
    with opened(path, progress, ".csv") as stream:
        try:
            yield from _below_header(path.name, lines(stream, path.name))
        except CutOff as cut:
            yield Unfit(cut)


def _below_header(name: str, found: Iterator[Line]) -> Iterator[Row | Unfit]:
    header: list[str] = []
    for number, values in _records(name, found):
        place = f"{name}:{number}"
        if isinstance(values, Unfit):
            yield values
        elif not header:
            header = [value.strip().lower() for value in values]
            if wrong := _wrong_header(header):
                yield unfit(place, wrong, "give every column a name of its own in the first line")
                return
        elif len(values) > len(header):
            yield unfit(place, f"it has {len(values)} values under {len(header)} names", "quote values with commas")
        elif any(values):
            yield Row(place, dict(zip(header, (value.strip() for value in values), strict=False)))


def _wrong_header(header: list[str]) -> str:
    twice = {name for name in header if name and header.count(name) > 1}
    return f"two columns are named '{min(twice)}'" if twice else ""


def _records(name: str, found: Iterator[Line]) -> Iterator[tuple[int, list[str] | Unfit]]:
    """The records, each with the number of its first line."""
    for line in found:
        place, start = f"{name}:{line.number}", line.number
        if line.number == 1 and line.text.startswith(_OTHER_ENCODINGS):
            yield start, unfit(place, "the file is in UTF-16", "save it as CSV in UTF-8")
            return
        text, problem = _whole(line, found)
        if problem:
            yield start, unfit(place, problem, "mend this record and import the file again")
            continue
        try:
            yield start, next(csv.reader([text], strict=True), [])
        except csv.Error as wrong:
            yield start, unfit(place, f"it is no record of a CSV file: {wrong}", "check the quotation marks")


def _whole(line: Line, rest: Iterator[Line]) -> tuple[str, str]:
    """The text of a record that begins with a line, and what is wrong with it."""
    text, count = line.text, 1
    whole = line.whole
    while whole and text.count(b'"') % 2 and count < _MOST_LINES and len(text) < LONGEST:
        following = next(rest, None)
        if following is None:
            return "", "a quotation mark was never closed"
        text, whole, count = text + b"\n" + following.text, following.whole, count + 1
    if not whole or len(text) >= LONGEST:
        return "", f"it is longer than {LONGEST} bytes"
    if count >= _MOST_LINES:
        return "", f"a quotation mark was not closed within {_MOST_LINES} lines"
    try:
        return text.decode("utf-8-sig" if line.number == 1 else "utf-8"), ""
    except UnicodeDecodeError as wrong:
        return "", f"it is not in UTF-8: byte {wrong.object[wrong.start]:#04x} ({wrong.reason})"
