"""What people hand in: files that may be packed, archives and folders; lines and rows of a table; each with a bound."""

from __future__ import annotations

import csv
import gzip
import io
import lzma
import tarfile
import zlib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final, NamedTuple, cast

from ledger.imports.records import Progress, Unfit, unfit, writable
from ledger.refusals import Refusal

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

LONGEST: Final = 16 * 1024 * 1024
"""Bytes that one record may have: far more than any real one, far less than a machine's memory."""
BROKEN: Final = (EOFError, OSError, lzma.LZMAError, zlib.error, tarfile.TarError)
"""What reading a damaged archive raises."""
_STEP: Final = 1024 * 1024
_MOST_LINES: Final = 1_000
"""Lines that one row of a table may have; beyond, a quotation mark was never closed."""
_MOST_EMPTY: Final = 100_000
"""Empty lines in a row; beyond, a small packed file would keep us busy with nothing."""
_OTHER_ENCODINGS: Final = (b"\xff\xfe", b"\xfe\xff")
_OTHER_SEPARATORS: Final = ((";", "semicolons"), ("\t", "tabs"), ("|", "upright strokes"))
csv.field_size_limit(LONGEST)


class Line(NamedTuple):
    """A line of a file by its number, without its end; `whole` is false where it was too long to be kept."""

    number: int
    text: bytes
    whole: bool = True


class CsvRow(NamedTuple):
    """The values of a record by the names in the header; `place` is the file and the line where it begins."""

    place: str
    values: dict[str, str]


class Member(NamedTuple):
    """A file in a folder or an archive; `content` is None where it was too long to be kept."""

    name: str
    content: bytes | None


class CutOff(Refusal):
    """A file or an archive that is damaged or ends in the middle."""

    def __init__(self, name: str, cause: BaseException) -> None:
        super().__init__(f"it cannot be read to its end: {cause}", "fetch it anew; what came before was read", name)


@contextmanager
def opened(path: Path, progress: Progress, suffix: str = "") -> Iterator[IO[bytes]]:
    """The bytes of a file, unpacked if it is packed; of an archive, those of its first file with the suffix.

    `progress` is told how much of the file was read.

    Raises:
        Refusal: it is not there, not to be read, or holds no such file.
    """
    with ExitStack() as stack:
        watched = stack.enter_context(_watched(path, progress))
        if is_archive(path):
            yield stack.enter_context(_first_in(watched, path, suffix))
        elif path.suffix == ".gz":
            yield cast("IO[bytes]", stack.enter_context(gzip.GzipFile(fileobj=watched)))
        elif path.suffix == ".xz":
            yield stack.enter_context(lzma.LZMAFile(watched))
        else:
            yield watched


def is_archive(path: Path) -> bool:
    """Whether a file is called like a tar archive."""
    return ".tar" in path.suffixes or path.suffix in (".tgz", ".txz")


@contextmanager
def _watched(path: Path, progress: Progress) -> Iterator[IO[bytes]]:
    try:
        raw = path.open("rb")
    except OSError as failed:
        raise Refusal(f"cannot read '{path}': {failed.strerror}", "name a file that is there") from failed
    with raw:
        progress.total = path.stat().st_size
        yield io.BufferedReader(_Watched(raw, progress))


@contextmanager
def _first_in(watched: IO[bytes], path: Path, suffix: str) -> Iterator[IO[bytes]]:
    with ExitStack() as stack:
        try:
            archive = stack.enter_context(tarfile.open(fileobj=watched, mode="r|*"))
            found = next((m for m in archive if m.isfile() and m.name.endswith(suffix)), None)
            stream = archive.extractfile(found) if found is not None else None
        except BROKEN as damaged:
            raise CutOff(path.name, damaged) from damaged
        if stream is None:
            raise Refusal(f"'{path}' holds no file that ends in '{suffix}'", "name the file itself")
        yield stack.enter_context(stream)


def lines(stream: IO[bytes], name: str, longest: int = LONGEST) -> Iterator[Line]:
    """The lines of a stream; one that is too long is passed over without being kept.

    Raises:
        CutOff: the stream is damaged.
    """
    number = last = 0
    try:
        while text := stream.readline(longest + 1):
            number += 1
            last = number if text.strip() else last
            if number - last > _MOST_EMPTY:
                raise EOFError(f"more than {_MOST_EMPTY} empty lines follow line {last}")
            whole = len(text) <= longest or text.endswith(b"\n")
            while not whole and (rest := stream.readline(_STEP)) and not rest.endswith(b"\n"):
                pass
            yield Line(number, text.rstrip(b"\r\n") if whole else text[:80], whole)
    except BROKEN as damaged:
        raise CutOff(name, damaged) from damaged


def rows(path: Path, progress: Progress) -> Iterator[CsvRow | Unfit]:
    """The records of a file after its header; what cannot be read is refused by its line.

    Raises:
        Refusal: the file is not there.
    """
    with opened(path, progress, ".csv") as stream:
        try:
            yield from _below_header(path.name, lines(stream, path.name))
        except CutOff as cut:
            yield Unfit(cut)


def _below_header(name: str, found: Iterator[Line]) -> Iterator[CsvRow | Unfit]:
    header: list[str] = []
    for number, values in _table(name, found):
        place = f"{name}:{number}"
        if isinstance(values, Unfit):
            yield values
        elif not header:
            header = [value.strip().lower() for value in values]
            problem, remedy = _wrong_header(header)
            if problem:
                yield unfit(place, problem, remedy)
                return
        elif len(values) > len(header):
            yield unfit(place, f"it has {len(values)} values under {len(header)} names", "quote values with commas")
        elif any(values):
            yield CsvRow(place, dict(zip(header, (value.strip() for value in values), strict=False)))


def _wrong_header(header: list[str]) -> tuple[str, str]:
    """What is wrong with the names of the columns, and what to do about it; nothing where nothing is."""
    for separator, called in _OTHER_SEPARATORS:
        if ",".join(header).count(separator) >= len(header):
            return f"its values are separated by {called}", "save it as CSV with commas between the values"
    twice = {name for name in header if name and header.count(name) > 1}
    if twice:
        return f"two columns are named '{min(twice)}'", "give every column a name of its own in the first line"
    return "", ""


def _table(name: str, found: Iterator[Line]) -> Iterator[tuple[int, list[str] | Unfit]]:
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


def beginning(path: Path, size: int = 1 << 16) -> bytes:
    """The first bytes of a file, unpacked, or of the first file in a folder or an archive that has any."""
    try:
        if path.is_dir() or is_archive(path):
            contents = (member.content for member in members(path, Progress()))
            return next((content[:size] for content in contents if content), b"")
        with opened(path, Progress()) as stream:
            return stream.read(size)
    except (Refusal, *BROKEN):
        return b""


def members(path: Path, progress: Progress, longest: int = LONGEST) -> Iterator[Member]:
    """The files in a folder, in the order of their names, or in a tar archive, in its own order; or one file.

    Raises:
        CutOff: the archive is damaged.
        Refusal: nothing is there, or it is not to be read.
    """
    if path.is_dir():
        yield from _in_folder(path, progress, longest)
    elif is_archive(path):
        yield from _in_archive(path, progress, longest)
    else:
        with opened(path, progress) as stream:
            yield Member(path.name, _bounded(stream, longest))


def _in_folder(path: Path, progress: Progress, longest: int) -> Iterator[Member]:
    files = sorted(file for file in path.rglob("*") if file.is_file())
    progress.total = len(files)
    for file in files:
        try:
            with file.open("rb") as stream:
                yield Member(writable(str(file.relative_to(path))), _bounded(stream, longest))
        except OSError as failed:
            raise Refusal(f"cannot read '{file}': {failed.strerror}", "make it readable, then import again") from failed
        progress.done += 1


def _in_archive(path: Path, progress: Progress, longest: int) -> Iterator[Member]:
    with _watched(path, progress) as watched:
        try:
            with tarfile.open(fileobj=watched, mode="r|*") as archive:
                for found in archive:
                    if found.isfile() and (stream := archive.extractfile(found)) is not None:
                        yield Member(writable(found.name), _bounded(stream, longest))
        except BROKEN as damaged:
            raise CutOff(path.name, damaged) from damaged


def _bounded(stream: IO[bytes], longest: int) -> bytes | None:
    content = stream.read(longest + 1)
    return content if len(content) <= longest else None


class _Watched(io.RawIOBase):
    """A file that tells how far it has been read."""

    def __init__(self, raw: IO[bytes], progress: Progress) -> None:
        self._raw, self._progress = raw, progress

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        found = self._raw.readinto(buffer)  # type: ignore[attr-defined]
        self._progress.done = self._raw.tell()
        return int(found)
