"""Opening what people hand in: plain, .gz or .xz files, archives and folders, with a bound on every record."""

from __future__ import annotations

import gzip
import io
import lzma
import tarfile
import zlib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final, NamedTuple, cast

from ledger.imports.items import Progress
from ledger.refusals import Refusal

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

LONGEST: Final = 16 * 1024 * 1024
"""Bytes that one record may have: far more than any real one, far less than a machine's memory."""
BROKEN: Final = (EOFError, OSError, lzma.LZMAError, zlib.error, tarfile.TarError)
"""What reading a damaged archive raises."""
_STEP: Final = 1024 * 1024


class Line(NamedTuple):
    """A line of a file by its number, without its end; `whole` is false where it was too long to be kept."""

    number: int
    text: bytes
    whole: bool = True


class Member(NamedTuple):
    """A file in a folder or an archive; `content` is None where it was too long to be kept."""

    name: str
    content: bytes | None


class CutOff(Refusal):
    """A file or an archive that is damaged or ends in the middle."""

    def __init__(self, name: str, cause: BaseException) -> None:
        super().__init__(f"{name} cannot be read to its end: {cause}", "fetch it anew; what came before was read")


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
    number = 0
    try:
        while text := stream.readline(longest + 1):
            number += 1
            whole = len(text) <= longest or text.endswith(b"\n")
            while not whole and (rest := stream.readline(_STEP)) and not rest.endswith(b"\n"):
                pass
            yield Line(number, text.rstrip(b"\r\n") if whole else text[:80], whole)
    except BROKEN as damaged:
        raise CutOff(name, damaged) from damaged


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
                yield Member(str(file.relative_to(path)), _bounded(stream, longest))
        except OSError as failed:
            raise Refusal(f"cannot read '{file}': {failed.strerror}", "make it readable, then import again") from failed
        progress.done += 1


def _in_archive(path: Path, progress: Progress, longest: int) -> Iterator[Member]:
    with _watched(path, progress) as watched:
        try:
            with tarfile.open(fileobj=watched, mode="r|*") as archive:
                for found in archive:
                    if found.isfile() and (stream := archive.extractfile(found)) is not None:
                        yield Member(found.name, _bounded(stream, longest))
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
